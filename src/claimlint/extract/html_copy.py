"""The copy of a page while it is read: the block that is open, what waits to follow it, and all blocks before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from claimlint.extract.html_attributes import attributes, value_pieces
from claimlint.extract.html_masking import masked
from claimlint.extract.html_pieces import Draft, Piece, block_of, verbatim_block, without_margin
from claimlint.extract.html_skipped import Skipped
from claimlint.extract.html_structure import Structure
from claimlint.model.document import Block, BlockKind, Comment, Incident, IncidentKind, MarkKind
from claimlint.text.lines import LineIndex

_LINK = MarkKind.LINK  # looking up a member of an enum costs as much as a short loop

_INCIDENT_LIMIT = 20
"""The most incidents of one page: the first ones tell what is wrong."""


class Copy:
    """What was read so far of one stretch of HTML.

    ``text`` is the stretch, ``scanned`` and ``filler`` are what ``masked`` made of it. Offsets count from the start of
    the stretch, those in pieces and blocks from the start of the whole text (``shift`` more).
    """

    __slots__ = (
        "_lines",
        "_whole",
        "blocks",
        "comments",
        "drafts",
        "filler",
        "first",
        "has_components",
        "holes",
        "href",
        "incidents",
        "link",
        "pending",
        "pieces",
        "raised",
        "scanned",
        "shift",
        "shown",
        "skipped",
        "structure",
        "text",
        "unclosed",
    )

    def __init__(
        self, whole: str, start: int, end: int, first: int, holes: Sequence[tuple[int, int]] | None = None
    ) -> None:
        self._whole = whole
        self._lines: LineIndex | None = None
        self.shift = start
        self.text = whole if start == 0 and end == len(whole) else whole[start:end]
        self.scanned, self.filler = masked(self.text, holes)
        self.first = first
        self.has_components = False
        """Whether elements that are not HTML's own have copy in their properties."""
        self.holes = holes or ()
        self.shown: Mapping[int, list[Piece]] = {}
        """What holes say that stand in text, by their start."""
        self.blocks: list[Block] = []
        self.incidents: list[Incident] = []
        self.comments: list[Comment] = []
        self.structure = Structure()
        self.pieces: list[Piece] = []
        """The text of the block that is open; the first piece does not start with white space."""
        self.drafts: list[Draft] = []
        """The marks of the block that is open."""
        self.pending: list[Block] = []
        """Texts of attributes, drawings and data, which follow the block that is open."""
        self.href: str | None = None
        """The target of the link that is open."""
        self.link = 0
        """The piece that it begins with in this block."""
        self.raised = -1
        """The piece that an open ``sup`` begins with."""
        self.skipped: Skipped | None = None
        self.unclosed = ("", 0)
        """The open element that holds nothing but text, and its place."""

    def flush(self) -> None:
        """End the block that is open."""
        pieces = self.pieces
        if pieces:
            frame = self.structure.current
            if self.href is not None:
                self.end_link()
            block = block_of(frame.kind, pieces, frame.leads, frame.level, self.drafts)
            self.pieces = []
            if block is not None:
                index = self.first + len(self.blocks)
                self.blocks.append(block)
                frame.leads = ()
                if frame.first < 0:
                    frame.first = index
                self.structure.lead = index
        if self.drafts:
            self.drafts.clear()
        self.link = 0
        self.raised = -1
        if self.pending:
            self.blocks += self.pending
            self.pending = []

    def add_leaf(self, kind: BlockKind, text: str, place: int, leads: tuple[int, ...] = (), level: int = 0) -> int:
        """Add the block of an element that holds ``text``, at ``place`` of the source, and no more; return its index.

        No block may be open, nor a link. The index is -1 if there is nothing to read in the text.
        """
        kept = text.strip()
        if not kept:
            return -1
        if kept is not text:
            place += len(text) - len(text.lstrip())
        self.raised = -1
        block = verbatim_block(kind, kept, place, leads, level)
        if block is None:
            return -1
        blocks, structure = self.blocks, self.structure
        structure.lead = index = self.first + len(blocks)
        blocks.append(block)
        around = structure.current
        if around.first < 0:
            around.first = index
        return index

    def end_link(self) -> None:
        """Mark the text of the link that is open, up to here."""
        if self.href is not None and self.link < len(self.pieces):
            self.drafts.append((_LINK, self.link, len(self.pieces), self.href))

    def gap(self, start: int, end: int) -> None:
        """Keep the words around something that is not copy apart."""
        if self.pieces:
            self.pieces.append((" ", start + self.shift, end + self.shift, False))

    def add_text(self, start: int, end: int) -> None:
        """Take text without references and template logic."""
        text = self.text[start:end]
        if not self.pieces:
            text = text.lstrip()
        if text:
            end += self.shift
            self.pieces.append((text, end - len(text), end, True))

    def add_templated(self, start: int, end: int) -> None:
        """Take text with template logic in it, which leaves spaces."""
        for match in re.finditer(f"{self.filler}+|[^{self.filler}]+", self.scanned[start:end]):
            left, right = start + match.start(), start + match.end()
            if self.scanned[left] == self.filler:
                self._add_holes(left, right)
                continue
            if not self.pieces:
                left = right - len(match[0].lstrip())
            if left < right:
                self.pieces.append((self.text[left:right], left + self.shift, right + self.shift, True))

    def _add_holes(self, start: int, end: int) -> None:
        """Take what the holes from ``start`` to ``end`` say, side by side; one that says nothing parts words."""
        if not self.shown:
            self.gap(start, end)
            return
        first = bisect_left(self.holes, (start, start))
        inside = self.holes[first : bisect_left(self.holes, (end, end))]
        for left, right in inside or ((start, end),):
            said = self.shown.get(left)
            if said:
                self.pieces += said if self.pieces else without_margin(said)
            else:
                self.gap(left, right)

    def add_reference(self, said: str, source: str, start: int) -> None:
        """Take a character reference; one without a semicolon may have swallowed the letters after it."""
        start += self.shift
        end = start + len(source)
        tail = said[1:] if source[-1] != ";" and source[1] != "#" and source.endswith(said[1:]) else ""
        head = said[: len(said) - len(tail)]
        if self.pieces or not head.isspace():
            self.pieces.append((head, start, end - len(tail), False))
        if tail:
            self.pieces.append((tail, end - len(tail), end, True))

    def add_value(self, kind: BlockKind, pieces: list[Piece], name: str) -> None:
        """Take the text of an attribute as a block of its own."""
        block = block_of(kind, without_margin(pieces), name=name)
        if block is not None:
            self.pending.append(block)

    def add_incident(self, place: int, detail: str) -> None:
        """Report something that cannot be read."""
        if len(self.incidents) < _INCIDENT_LIMIT:
            self._lines = self._lines or LineIndex(self._whole)
            line, _ = self._lines.position(self.shift + place)
            self.incidents.append(Incident(IncidentKind.MARKUP, detail, line))

    def values(self, source: str, start: int, names: Sequence[str]) -> dict[str, list[Piece]]:
        """Return what those attributes of the start tag ``source`` say that are in ``names``."""
        found = attributes(source, self.filler)
        return {
            name: value_pieces(self.text, self.scanned, start + place[0], start + place[1], self.shift, self.filler)
            for name in names
            if (place := found.get(name))
        }

    def value(self, source: str, start: int, name: str) -> str:
        """Return what one attribute of the start tag ``source`` says, without white space around it."""
        if name not in source.lower():
            return ""
        return said(self.values(source, start, (name,)).get(name, ()))

    def leave_skipped(self) -> None:
        """Take what was copy in the element that was passed over, and go on after it."""
        skipped = self.skipped
        if skipped is None:
            return
        self.pending += skipped.blocks
        if skipped.error is not None:
            what, place = skipped.error
            self.add_incident(place, f"this JSON-LD cannot be read: {what}")
        self.skipped = None


def said(pieces: Iterable[Piece]) -> str:
    """Return what pieces say together, without white space around it."""
    return "".join([piece[0] for piece in pieces]).strip()
