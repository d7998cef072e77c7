"""Reading HTML that is written as people and their tools write it: cut at every ``<`` in one go.

Nearly every tag of a page has a plain form that can be read in one way only, and most stand there many times. What has
any other form goes to the tokenizer: an element up to its end tag, if text goes on after that for certain, or else all
that is left. So a page is read as by ``read_tokens`` alone, only sooner.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from turbohtml import TokenType

from claimlint.extract.html_attributes import reference_text
from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import (
    ENDS,
    STARTS,
    Action,
    breaks,
    has_attribute_copy,
    passes_over,
    take_end,
    take_start,
)
from claimlint.extract.html_leaves import LEAVES
from claimlint.extract.html_tags import DRAWINGS
from claimlint.extract.html_tokens import add_comment, element_tokens, read_all, read_tokens, tokens_of
from claimlint.lazy_patterns import lazy_pattern

_NAME = r"[^\s\"'<>/=]++"
_VALUE = r"\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>]++"
_TAG = lazy_pattern(rf"(/?)([a-zA-Z][a-zA-Z0-9:-]*+)(?:[\t\n\f ]++{_NAME}(?:=(?:{_VALUE}))?+)*+[\t\n\f ]*+/?")
"""A tag of a plain form, without ``<`` and ``>``: nothing in it could make it end elsewhere, or be something else."""
_REFERENCE = lazy_pattern(r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);")
_START, _END = TokenType.START_TAG, TokenType.END_TAG

_ID = lazy_pattern(r"(?<![\w-])[iI][dD]")
_COMMENT_END = lazy_pattern(r"--!?>")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MARKUP = _LETTERS | frozenset("/!?")
"""What follows a ``<`` that is not text."""
_RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
"""Elements whose content is no markup to the tokenizer."""
_LONGEST_TAG = 10_000
"""A longer tag, if its form is not plain, leaves the rest of the page to the tokenizer: a bound on looking ahead."""


# How to read a piece of markup: plain numbers, because an enumeration's members take long to compare.
_TAG_ALONE = 0
"""A tag without attributes that people read or hear; or a comment."""
_LEAF = 1
"""The same, of an element that often holds text only."""
_WITH_ATTRIBUTES = 2
"""A tag that may have some."""
_ELEMENT = 3
"""The start of an element that is passed over, or whose content is no markup."""
_NOSCRIPT = 4

_Part = tuple[int, "Action | None", str, str]
"""How to read a piece of markup, what it does to the copy, the name of its element, and the markup itself."""
_Pieces = Iterator[tuple[str, str]]
"""What stands after each ``<`` up to the next one, and after that one."""


def read_parts(copy: Copy, place: int) -> int:
    """Read the stretch from ``place`` on; return where the reading ended, and raise, as ``read_tokens`` does."""
    text, scanned, shift, filler = copy.text, copy.scanned, copy.shift, copy.filler
    is_verbatim = text is scanned
    parts = _PARTS.copy()
    pieces = pairwise([*(scanned[place:] if place else scanned).split("<"), ""])
    said, _ = next(pieces)  # it is read once it is known that the "<" after it is not text as well
    start = place + len(said)
    for piece, upcoming in pieces:
        markup, closed, after = piece.partition(">")
        part = parts.get(markup)
        if part is None or not closed:
            if piece[:1] not in _MARKUP:
                said += "<" + piece
                start += 1 + len(piece)
                continue
            part = _part_of(copy, markup if closed else "", start)
            if part is None:
                return read_all(copy, start - len(said))
            if closed and len(part[3]) == len(markup) + 2:
                parts[markup] = part
            else:
                piece, upcoming, after = _stretched(piece, upcoming, scanned, start, start + len(part[3]), pieces)
        if said and ((held := copy.pieces) or not said.isspace()):
            if "&" in said or (filler and filler in said):
                _read_text(copy, said, start - len(said))
            else:
                if not is_verbatim:
                    said = text[start - len(said) : start]
                if not held:
                    said = said.lstrip()
                place = start + shift
                held.append((said, place - len(said), place, True))
        way, action, tag, source = part
        if (
            way == _LEAF
            and upcoming.startswith(f"/{tag}>")
            and not ("&" in after or (filler and filler in after))
            and copy.href is None
            and not copy.drafts
        ):
            next(pieces)
            place = start + len(source)
            start = place + len(after)
            LEAVES[tag](copy, tag, after if is_verbatim else text[place:start], place + shift)
            said = upcoming[len(tag) + 2 :]
            start += 1 + len(upcoming)
        elif way <= _LEAF:
            if action is not None:
                action(copy, tag, source, start)
            said = after
            start += 1 + len(piece)
        else:
            start, following = _read_more(copy, part, after, start, pieces)
            if following is None:
                return start
            said = following
    if said:
        _read_text(copy, said, start - len(said))
    return start


def _read_more(copy: Copy, part: _Part, said: str, start: int, pieces: _Pieces) -> tuple[int, str | None]:
    """Read what begins with the start tag at ``start``, which the text ``said`` follows, and is more than a plain tag.

    Returns where the text after it ends, and that text; or where the reading ended, and None.
    """
    way, _, _, source = part
    if way == _ELEMENT:
        return _read_element(copy, part, said, start, pieces)
    if way == _NOSCRIPT:
        return start, None
    take_start(copy, part[2], source, start)
    return start + len(source) + len(said), said


def _stretched(piece: str, upcoming: str, scanned: str, start: int, end: int, pieces: _Pieces) -> tuple[str, str, str]:
    """Return all after the ``<`` at ``start`` up to the first one past ``end``, after that one, and what is past."""
    last = start + 1 + len(piece)
    while last < end:
        piece, upcoming = next(pieces)
        last += 1 + len(piece)
    return scanned[start + 1 : last], upcoming, scanned[end:last]


def _read_text(copy: Copy, said: str, start: int) -> None:
    """Take text that may hold references and template logic."""
    references = [(*match.span(), reference_text(match[0])) for match in _REFERENCE.finditer(said)]
    if len(references) < said.count("&") or None in [means for _, _, means in references]:
        read_tokens(copy, tokens_of(said), start)
        return
    place = 0
    for left, right, means in references:
        _add(copy, start + place, start + left)
        copy.add_reference(means or "", said[left:right], start + left)
        place = right
    _add(copy, start + place, start + len(said))


def _add(copy: Copy, start: int, end: int) -> None:
    """Take text without references."""
    if copy.filler and copy.filler in copy.scanned[start:end]:
        copy.add_templated(start, end)
    else:
        copy.add_text(start, end)


def _part_of(copy: Copy, markup: str, start: int) -> _Part | None:
    """Return how to read what begins at ``start``, or None if it takes the tokenizer to read it and all that follows.

    ``markup`` is what stands between ``<`` and the next ``>``, or empty if there is another ``<`` between them.
    """
    scanned = copy.scanned
    plain = _TAG.fullmatch(markup)
    if plain:
        return _tag_part(copy.has_components, f"<{markup}>", plain[2].lower(), is_end=bool(plain[1]))
    first = scanned[start + 1]
    if first in "!?" or (first == "/" and scanned[start + 2 : start + 3] not in _LETTERS):
        end = _comment_end(scanned, start, markup)
        return (_TAG_ALONE, add_comment, "", scanned[start:end]) if end else None
    token = next(tokens_of(scanned[start : start + _LONGEST_TAG]), None)
    if token is None or token.type not in (_START, _END):
        return None
    return _tag_part(copy.has_components, token.source or "", token.tag or "", is_end=token.type is _END)


def _comment_end(scanned: str, start: int, markup: str) -> int:
    """Return where a comment, or what counts as one, ends, or 0 if it does not; ``</>`` is neither."""
    if not scanned.startswith("<!--", start):
        return 0 if scanned.startswith("</>", start) else scanned.find(">", start) + 1
    if markup in ("!--", "!---"):
        return start + len(markup) + 2
    end = _COMMENT_END.search(scanned, start + 4)
    return end.end() if end else 0


def _tag_part(has_components: bool, source: str, tag: str, *, is_end: bool) -> _Part | None:
    if is_end:
        return _TAG_ALONE, ENDS.get(tag, breaks), tag, source
    if tag == "plaintext":
        return None
    action = STARTS.get(tag, breaks)
    if tag == "noscript":
        return _NOSCRIPT, action, tag, source
    if tag in _RAW or (action is passes_over and not (tag in DRAWINGS and source.endswith("/>"))):
        return _ELEMENT, action, tag, source
    if "=" in source:
        if has_attribute_copy(has_components, tag, source):
            return _WITH_ATTRIBUTES, action, tag, source
        # Its id may make an item a footnote, and a cell may span others.
        if (tag == "li" and _ID.search(source)) or (tag in ("td", "th") and "span" in source.lower()):
            return _TAG_ALONE, action, tag, source
    return _LEAF if tag in LEAVES else _TAG_ALONE, action, tag, source


_PARTS: dict[str, _Part] = {
    markup: part
    for tag in {*STARTS, *ENDS, "body", "div", "head", "header", "html", "label", "summary", "tbody"}
    for markup in (tag, f"/{tag}")
    if (part := _tag_part(False, f"<{markup}>", tag, is_end=markup[0] == "/"))
}
"""Tags without attributes."""


def _read_element(copy: Copy, part: _Part, said: str, start: int, pieces: _Pieces) -> tuple[int, str | None]:
    """Read an element from its start tag up to its end tag, as ``_read_more`` does."""
    _, _, tag, source = part
    scanned = copy.scanned
    piece, _ = next(pieces, _NONE)
    while piece is not None and piece[:1] not in _MARKUP:
        said += "<" + piece
        piece, _ = next(pieces, _NONE)
    place = start + len(source) + len(said)
    begin = start
    if piece is not None and piece.startswith(f"/{tag}>"):
        _read_simple(copy, part, said, start)
        return place + 1 + len(piece), piece[len(tag) + 2 :]
    while True:
        while piece is not None and piece[: len(tag) + 1].lower() != f"/{tag}":
            place += 1 + len(piece)
            piece, _ = next(pieces, _NONE)
        _, closed, after = (piece or "").partition(">")
        place += 1 + len(piece or "")
        end = place - len(after)
        tokens = element_tokens(scanned[begin:end]) if closed else None
        if tokens is None:
            return read_all(copy, begin), None
        reached = read_tokens(copy, tokens, begin)
        if reached < end:
            return reached, None
        if copy.skipped is None:
            return place, after
        begin, tag = end, copy.skipped.tag
        piece, _ = next(pieces, _NONE)


_NONE = (None, "")


def _read_simple(copy: Copy, part: _Part, said: str, start: int) -> None:
    """Read an element that holds the text ``said`` and no markup, nor what could be taken for some."""
    _, _, tag, source = part
    place = start + len(source)
    end = place + len(said)
    take_start(copy, tag, source, start)
    if copy.skipped is not None:
        if said:
            copy.skipped.take_text(said, place, end)
        copy.leave_skipped()
        return
    if said:
        _read_text(copy, said, place)
    take_end(copy, tag, f"</{tag}>", end)
