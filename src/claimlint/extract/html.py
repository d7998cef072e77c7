"""HTML pages: what a visitor, a screen reader or a search engine gets to read.

Tokens come from a tokenizer that follows the HTML standard; their sources lie side by side, so a running offset is all
that places need. In the end they are compared with the page: if they differ, there is an incident and no block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from turbohtml import Token, TokenType, tokenize

from claimlint.extract.frontmatter import read_front_matter
from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import ENDS, STARTS, attribute_copy, breaks
from claimlint.extract.html_masking import with_noscript_as_markup, without_empty_tags
from claimlint.extract.html_pieces import Piece
from claimlint.extract.templating import Language, language_of, template_logic
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, Comment, Document, Incident, IncidentKind, Source
from claimlint.model.span import Span

_TEXT, _START, _END = TokenType.TEXT, TokenType.START_TAG, TokenType.END_TAG
_REFERENCE, _COMMENT = TokenType.CHARACTER_REFERENCE, TokenType.COMMENT

_CLOSED = lazy_pattern(r"<!--.*--!?>\Z|<!---?>\Z|<(?!!--).*>\Z", re.DOTALL)
"""A comment, or what counts as one, that does not just end with the page."""
_COMMENT_END = lazy_pattern(r"--!?>\Z")


@dataclass(frozen=True, slots=True)
class HtmlBlocks:
    """The blocks of some HTML in reading order, what could not be read, and its comments."""

    blocks: tuple[Block, ...]
    incidents: tuple[Incident, ...]
    comments: tuple[Comment, ...] = ()


def extract_html(source: Source) -> Document:
    """Return the copy of a whole page or template, the front matter first; never raises for what the page holds."""
    text = source.text
    language = language_of(source.path)
    if not text.startswith("---") and language is Language.ANY:
        found = html_blocks(text)
        return Document(source, found.blocks, found.incidents, found.comments)
    front = read_front_matter(text)
    logic = template_logic(text, language, front.end)
    spans = [(left - front.end, right - front.end) for left, right in logic.spans]
    found = html_blocks(text, front.end, first=len(front.blocks), holes=spans)
    return Document(
        source, front.blocks + found.blocks, front.incidents + found.incidents, front.comments + found.comments
    )


def html_blocks(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    first: int = 0,
    holes: Sequence[tuple[int, int]] | None = None,
    has_components: bool = False,
    shown: Mapping[int, list[Piece]] | None = None,
) -> HtmlBlocks:
    """Return the copy in the HTML from code point ``start`` to ``end`` (exclusive) of ``text``.

    Maps lead to offsets in the whole ``text``. ``first`` is the index that the first block gets in its document: the
    ``leads`` of blocks count from there. ``holes`` is where template logic stands, in order and counted from ``start``,
    if that is known; without it, whatever looks like logic counts. ``has_components`` says that elements which are not
    HTML's own have copy in their properties; ``shown`` is what holes say in text, by their start. Never raises for
    what the HTML holds.
    """
    bounds = start, len(text) if end is None else end
    # The tokenizer has no token for "</>", which is nothing to it. It is rare, and to look for it first costs much.
    for has_empty_tags in (False, True):
        copy = Copy(text, *bounds, first, holes)
        copy.has_components = has_components
        copy.shown = shown or {}
        if has_empty_tags:
            copy.scanned = without_empty_tags(copy.scanned)
        try:
            place = _read(copy, 0)
            if copy.scanned[place : place + 9].lower() == "<noscript":
                copy.scanned = with_noscript_as_markup(copy.scanned, place)
                place = _read(copy, place)
        except _OutOfLine:
            continue
        if copy.scanned.startswith("</>", place):
            continue
        _finish(copy, place)
        return HtmlBlocks(tuple(copy.blocks), tuple(copy.incidents), tuple(copy.comments))
    detail = "this HTML cannot be read: its parts do not add up to the page; please report this"
    return HtmlBlocks((), (Incident(IncidentKind.MARKUP, detail),))


class _OutOfLine(Exception):
    """The tokens are not the page, one after the other, so that no place is certain."""


def _read(copy: Copy, place: int) -> int:
    """Read tokens from ``place`` on; return where the reading ended, which may be before the end of the stretch."""
    text, scanned, shift, filler, pieces, pending, starts, ends = (
        copy.text, copy.scanned, copy.shift, copy.filler, copy.pieces, copy.pending, STARTS, ENDS
    )  # fmt: skip
    is_verbatim = text is scanned
    begin = place
    seen: list[str] = []
    for token in tokenize(scanned[place:], resolve_references=False, capture_source=True, capture_attributes=False):
        kind = token.type
        source: str = (token.data if kind is _TEXT else token.source) or ""
        seen.append(source)
        start = place
        place += len(source)
        if copy.skipped is not None and _in_skipped(copy, token, start, place):
            continue
        if kind is _TEXT:
            if filler and filler in source:
                copy.add_templated(start, place)
            elif pieces:
                piece = source if is_verbatim else text[start:place]
                pieces.append((piece, start + shift, place + shift, True))
            elif piece := source.lstrip():
                start = place - len(piece)
                pieces.append((piece if is_verbatim else text[start:place], start + shift, place + shift, True))
        elif kind is _END:
            tag = token.tag or ""
            action = ends.get(tag, breaks)
            if action is not None:
                action(copy, tag, source, start)
        elif kind is _START:
            tag = token.tag or ""
            action = starts.get(tag, breaks)
            if action is breaks:
                if tag == "noscript":
                    seen.pop()
                    place = start
                    break
                if pieces or pending:
                    copy.flush()
            elif action is not None:
                action(copy, tag, source, start)
            if "=" in source:
                attribute_copy(copy, tag, source, start)
        elif kind is _REFERENCE:
            copy.add_reference(token.data or "", source, start)
        else:
            if kind is _COMMENT and source.startswith("<!--"):
                copy.comments.append(comment_of(text[start:place], start + shift))
            if place == len(scanned) and not _CLOSED.match(source):
                copy.add_incident(start, "a comment that opens here is never closed: what follows was not read")
    if "".join(seen) != scanned[begin:place]:
        raise _OutOfLine
    return place


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


def _finish(copy: Copy, place: int) -> None:
    """End the last block, and report what is open and whatever is left from ``place`` on."""
    skipped = copy.skipped
    if skipped is not None:
        skipped.finish()
        if skipped.lost:
            what = f"<{skipped.tag}> is never closed: what follows was not read"
            copy.add_incident(skipped.place, what)
        copy.leave_skipped()
    if copy.unclosed[0]:
        what = f"<{copy.unclosed[0]}> is never closed: what follows was read as its text"
        copy.add_incident(copy.unclosed[1], what)
    if place < len(copy.scanned):
        copy.add_incident(place, "a tag that opens here is never closed: what follows was not read")
    copy.flush()
