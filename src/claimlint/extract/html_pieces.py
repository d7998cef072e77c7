"""Blocks in the making: pieces of text with their places, put together with a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Mark, MarkKind
from claimlint.model.span import Piece as Piece
from claimlint.model.span import SourceMap

Draft = tuple[MarkKind, int, int, str]
"""A mark over the pieces from one index to another (exclusive), and its target."""

_new = tuple.__new__
"""Makes a named tuple without a call of the function in Python that its own constructor is."""
_text = itemgetter(0)
_LINK = MarkKind.LINK  # looking up a member of an enum costs as much as a short loop
_ADDRESS = lazy_pattern(r"\b(?:https?|ftp)://[^\s<>\"']*[^\s<>\"'.,;:!?)]")


def block_of(
    kind: BlockKind,
    pieces: list[Piece],
    leads: tuple[int, ...] = (),
    level: int = 0,
    drafts: Sequence[Draft] = (),
    name: str = "",
) -> Block | None:
    """Return the block that ``pieces`` make, or None if there is nothing to read in them; cuts white space off the end.

    The first piece must not start with white space (see ``without_margin``), and ``pieces`` must not change any more.
    Bare web addresses are not copy: they leave a space and a link mark.
    """
    if len(pieces) == 1 and not drafts and pieces[0][3]:
        return verbatim_block(kind, pieces[0][0], pieces[0][1], leads, level, name)
    return _joined(kind, pieces, leads, level, drafts, name) if pieces else None


def verbatim_block(
    kind: BlockKind, text: str, start: int, leads: tuple[int, ...] = (), level: int = 0, name: str = ""
) -> Block | None:
    """Return the block of a text that stands at code point ``start`` as it is, in all else as ``block_of`` does."""
    text = text.rstrip()
    if ":" in text and "://" in text:  # to look for one character first is much faster
        return _joined(kind, [(text, start, start + len(text), True)], leads, level, (), name)
    return _new(Block, (kind, text, start, leads, level, (), name, "")) if text else None


def _joined(
    kind: BlockKind, pieces: list[Piece], leads: tuple[int, ...], level: int, drafts: Sequence[Draft], name: str
) -> Block | None:
    texts = list(map(_text, pieces))
    text = "".join(texts).rstrip()
    if ":" in text and "://" in text and (cuts := list(_ADDRESS.finditer(text))):
        pieces, drafts = _without_addresses(pieces, cuts, drafts)
        texts = list(map(_text, pieces))
        text = "".join(texts).rstrip()
    if not text:
        return None
    marks = _marks(drafts, texts, len(text)) if drafts else ()
    return _new(Block, (kind, text, SourceMap(pieces, len(text)), leads, level, marks, name, ""))


def without_margin(pieces: list[Piece]) -> list[Piece]:
    """Return ``pieces`` without the white space that the first of them start with."""
    for index, (text, _, end, verbatim) in enumerate(pieces):
        kept = text.lstrip()
        if kept:
            start = end - len(kept) if verbatim else pieces[index][1]
            return [(kept, start, end, verbatim), *pieces[index + 1 :]]
    return []


def _marks(drafts: Sequence[Draft], texts: list[str], size: int) -> tuple[Mark, ...]:
    bounds = [*accumulate(map(len, texts), initial=0)]
    last = len(texts)
    marks: list[Mark] = []
    for kind, first, end, target in sorted(drafts, key=_place) if len(drafts) > 1 else drafts:
        left, right = bounds[first if first < last else last], bounds[end if end < last else last]
        marks.append(_new(Mark, (kind, left if left < size else size, right if right < size else size, target)))
    return tuple(marks)


def _place(draft: Draft) -> tuple[int, int]:
    return draft[1], draft[2]


def _without_addresses(
    pieces: list[Piece], cuts: list[re.Match[str]], drafts: Sequence[Draft]
) -> tuple[list[Piece], list[Draft]]:
    """Return the pieces with a space in place of each match in ``cuts``, and the marks over them."""
    kept: list[Piece] = []
    moved: list[int] = []  # where each old piece begins among the new ones
    links: list[Draft] = []
    offset = index = 0
    for text, start, end, verbatim in pieces:
        moved.append(len(kept))
        place, stop = 0, len(text)
        while index < len(cuts) and cuts[index].start() - offset < stop:
            cut_start, cut_end = (max(bound - offset, 0) for bound in cuts[index].span())
            _keep(kept, text[place:cut_start], start + place if verbatim else start, end, verbatim)
            place = min(cut_end, stop)
            if cuts[index].start() >= offset:
                first = len(kept)
                if kept:
                    gap = (start + cut_start, start + place) if verbatim else (start, end)
                    kept.append((" ", *gap, False))
                links.append((_LINK, first, len(kept), cuts[index].group()))
            if cut_end > stop:
                break
            index += 1
        _keep(kept, text[place:], start + place if verbatim else start, end, verbatim)
        offset += stop
    moved.append(len(kept))
    last = len(pieces)
    shifted = [(kind, moved[min(a, last)], moved[min(b, last)], target) for kind, a, b, target in drafts]
    return kept, [*shifted, *links]


def _keep(kept: list[Piece], text: str, start: int, end: int, verbatim: bool) -> None:
    """Append what is left of a piece; the first one loses the white space that it starts with."""
    body = text if kept else text.lstrip()
    if body:
        begin = start + len(text) - len(body) if verbatim else start
        kept.append((body, begin, begin + len(body) if verbatim else end, verbatim))
