"""Reading HTML by the tokens of a tokenizer that follows the HTML standard: the way that is right for any page.

The sources of tokens lie side by side, so a running offset is all that places need. In the end they are compared with
the page: if they differ, no place is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from turbohtml import Token, TokenType, tokenize

from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import take_end, take_start
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import Span

_TEXT, _START, _END = TokenType.TEXT, TokenType.START_TAG, TokenType.END_TAG
_REFERENCE, _COMMENT = TokenType.CHARACTER_REFERENCE, TokenType.COMMENT

_CLOSED = lazy_pattern(r"<!--.*--!?>\Z|<!---?>\Z|<(?!!--).*>\Z", re.DOTALL)
"""A comment, or what counts as one, that does not just end with the page."""
_COMMENT_END = lazy_pattern(r"--!?>\Z")


class OutOfLine(Exception):
    """The tokens are not the page, one after the other, so that no place is certain."""


def tokens_of(scanned: str) -> Iterator[Token]:
    """Return the tokens of a stretch that begins as text does."""
    return tokenize(scanned, resolve_references=False, capture_source=True, capture_attributes=False)


def element_tokens(scanned: str) -> list[Token] | None:
    """Return the tokens of a stretch if text goes on after it, whatever it holds: it ends with an end tag."""
    tokens = list(tokens_of(scanned))
    if not tokens or tokens[-1].type is not _END or "".join(map(_source, tokens)) != scanned:
        return None
    return tokens


def read_all(copy: Copy, place: int) -> int:
    """Read the stretch from ``place`` on by its tokens alone, as ``read_tokens`` does."""
    return read_tokens(copy, tokens_of(copy.scanned[place:]), place)


def read_tokens(copy: Copy, tokens: Iterable[Token], place: int) -> int:
    """Read tokens, of which the first stands at ``place``; return where the reading ended.

    That is before a ``noscript``, whose content the tokenizer does not take for markup, or a tag that never closes.
    Raises ``OutOfLine`` if the tokens are not what stands there.
    """
    scanned, filler = copy.scanned, copy.filler
    begin = place
    seen: list[str] = []
    for token in tokens:
        kind = token.type
        source = _source(token)
        seen.append(source)
        start = place
        place += len(source)
        if copy.skipped is not None and _in_skipped(copy, token, start, place):
            continue
        if kind is _TEXT:
            if filler and filler in source:
                copy.add_templated(start, place)
            else:
                copy.add_text(start, place)
        elif kind is _END:
            take_end(copy, token.tag or "", source, start)
        elif kind is _START:
            tag = token.tag or ""
            if tag == "noscript":
                seen.pop()
                place = start
                break
            take_start(copy, tag, source, start)
        elif kind is _REFERENCE:
            copy.add_reference(token.data or "", source, start)
        else:
            if kind is _COMMENT:
                add_comment(copy, "", source, start)
            if place == len(scanned) and not _CLOSED.match(source):
                copy.add_incident(start, "a comment that opens here is never closed: what follows was not read")
    if "".join(seen) != scanned[begin:place]:
        raise OutOfLine
    return place


def _source(token: Token) -> str:
    return (token.data if token.type is _TEXT else token.source) or ""


def add_comment(copy: Copy, tag: str, source: str, start: int) -> None:
    """Keep a comment; what only counts as one, such as ``<!x>``, is nothing."""
    if source.startswith("<!--"):
        copy.comments.append(comment_of(copy.text[start : start + len(source)], start + copy.shift))


def comment_of(markup: str, start: int) -> Comment:
    """Return the comment that ``markup`` is, with its delimiters; it stands at code point ``start`` of the source."""
    ending = _COMMENT_END.search(markup, 4)
    return Comment(markup[4 : ending.start() if ending else len(markup)], Span(start, start + len(markup)))


def _in_skipped(copy: Copy, token: Token, start: int, end: int) -> bool:
    """Give a token to the element that is being passed over; return False if it is not part of it."""
    skipped = copy.skipped
    if skipped is None:  # the caller looks first, because this is about every token
        return False
    left = skipped.is_left_by(token.type, token.tag or "")
    if left or skipped.take(token, start, end):
        copy.leave_skipped()
    return not left
