"""Blocks of marked-up text that is read line by line: reStructuredText and AsciiDoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from claimlint.extract.data import MOST_INCIDENTS
from claimlint.extract.html_pieces import Draft, Piece, block_of, without_margin
from claimlint.extract.strings import Cut, sliced
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Incident, IncidentKind, MarkKind, Source
from claimlint.text.lines import LineIndex

_LINE = lazy_pattern(r"([ \t]*)([^\r\n]*)(?:\r\n?|\n|\Z)")

Inline = Callable[[str], Iterator[Cut]]
"""Gives the marks in the text of a block, in order and apart."""


class Line(NamedTuple):
    """A line without the white space around it, its place in code points, and how far it is indented."""

    text: str
    start: int
    indent: int

    @property
    def end(self) -> int:
        """Where the text of the line ends."""
        return self.start + len(self.text)


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text``; tabs indent to columns of eight."""
    found = []
    for match in _LINE.finditer(text):
        if match.start() == len(text):
            break
        found.append(Line(match[2].rstrip(), match.start(2), len(match[1].expandtabs(8))))
    return found


def around(match: re.Match[str], group: str) -> Iterator[Cut]:
    """Give what a mark puts before and after its text, which is ``group`` of the match."""
    start, end = match.span(group)
    yield match.start(), start, ""
    if match.end() > end:
        yield end, match.end(), ""


class Prose:
    """The blocks found so far in ``source``; ``inline`` tells the marks in their text."""

    def __init__(self, source: Source, inline: Inline) -> None:
        self.source = source
        self.inline = inline
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.incidents: list[Incident] = []
        self._lead = -1
        self._list: tuple[int, ...] = ()

    def add(
        self,
        kind: BlockKind,
        lines: list[Line],
        *,
        skip: int = 0,
        level: int = 0,
        leads: tuple[int, ...] = (),
        name: str = "",
    ) -> int:
        """Add the block that ``lines`` make, without the first ``skip`` characters; return its index, or -1."""
        pieces: list[Piece] = []
        for line in lines:
            start = line.start + (0 if pieces else min(skip, len(line.text)))
            if pieces:
                pieces.append((" ", pieces[-1][2], line.start, False))
            if start < line.end:
                pieces.append((self.source.text[start : line.end], start, line.end, True))
        if kind is BlockKind.LIST_ITEM and not leads:
            leads = self._list_leads()
        block = block_of(kind, *self._marked(pieces, leads, level), name=name)
        if block is None:
            return -1
        self.blocks.append(block)
        if kind is not BlockKind.LIST_ITEM:
            self._list = ()
        return len(self.blocks) - 1

    def _list_leads(self) -> tuple[int, ...]:
        """Return what leads a list item here: the text before the list if it ends with a colon."""
        if self.blocks and self.blocks[-1].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            ends = self.blocks[-1].text.endswith((":", "\uff1a"))
            self._list = (len(self.blocks) - 1,) if ends else ()
        return self._list

    def _marked(
        self, pieces: list[Piece], leads: tuple[int, ...], level: int
    ) -> tuple[list[Piece], tuple[int, ...], int, list[Draft]]:
        """Return the pieces without marks, and with them what ``block_of`` takes beside."""
        text = "".join([piece[0] for piece in pieces])
        cuts = list(self.inline(text))
        if not cuts:
            return without_margin(pieces), leads, level, []
        kept: list[Piece] = []
        drafts: list[Draft] = []
        for index, part in enumerate(sliced(pieces, [bound for cut in cuts for bound in cut[:2]])):
            if index % 2 == 0:
                kept += part
                continue
            said = cuts[index // 2][2]
            if said.startswith(NOTE):
                drafts.append((MarkKind.FOOTNOTE, len(kept), len(kept), said[1:]))
            elif said:
                kept.append((said, part[0][1], part[-1][2], False))
        trimmed = without_margin(kept)
        cut = len(kept) - len(trimmed)
        return trimmed, leads, level, [(kind, max(a - cut, 0), max(b - cut, 0), to) for kind, a, b, to in drafts]

    def refuse(self, place: int, detail: str) -> None:
        """Report something at code point ``place`` that cannot be read."""
        if len(self.incidents) >= MOST_INCIDENTS:
            return
        line, _ = LineIndex(self.source.text).position(place)
        self.incidents.append(Incident(IncidentKind.MARKUP, detail, line))

    def document(self) -> Document:
        """Return what was read."""
        return Document(self.source, tuple(self.blocks), tuple(self.incidents), tuple(self.comments))


NOTE = "\x02"
"""What begins the reading of a mark that is a reference to a footnote; the label follows."""
