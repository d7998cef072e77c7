"""What documents of word processors have in common: blocks with their place under headings, and no lines."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimlint.extract.package import too_large
from claimlint.extract.word_places import Piece, RunElement
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Document, Incident, Mark, Source
from claimlint.model.span import SourceMap

MOST_CHARACTERS = 4_000_000
MOST_BLOCKS = 50_000

_BULLET = lazy_pattern(r"[•·▪◦‣●○■✓✔✅➤\uf0b7\uf0a7\uf0d8\uf0fc\uf076][ \t\xa0]*(?=\S)")
"""A bullet that was typed, or came in with pasted text; the last five are those of Word's symbol fonts."""
_LONGEST_HEADING = 40


@dataclass(eq=False, slots=True)
class Draft:
    """A block before its number is known; ``pieces`` and ``home`` lead back to the bytes of a Word document.

    ``home`` is the run in the body that stands for a text outside of it: a note's mark, a drawing. ``map`` leads to the
    source of a format whose files are text.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marks: tuple[Mark, ...] = ()
    leads: tuple[Draft, ...] = ()
    name: str = ""
    place: str = ""
    pieces: tuple[Piece, ...] = ()
    home: RunElement | None = None
    part: str = ""
    map: SourceMap | None = None


@dataclass(slots=True)
class Table:
    """A table that is being read: the first block of each cell of its first row and of the row at hand."""

    number: int
    has_header: bool = True
    row: int = 0
    column: int = -1
    span: int = 1
    headers: list[Draft | None] = field(default_factory=list)
    first: Draft | None = None
    skips_row: bool = False

    def open_row(self) -> None:
        """Begin the next row."""
        self.row += 1
        self.column, self.span = -1, 1
        self.first = None
        self.skips_row = False

    def open_cell(self) -> None:
        """Begin the next cell."""
        self.column += self.span
        self.span = 1

    @property
    def place(self) -> str:
        """Where the cell at hand is, for people."""
        return f"table {self.number}, row {self.row}, cell {self.column + 1}"

    def leads(self) -> tuple[Draft, ...]:
        """Return what leads the cell at hand: the header of its column, and the first cell of its row."""
        if self.row == 1:
            return ()
        header = self.headers[self.column] if self.column < len(self.headers) else None
        first = self.first if self.column and self.headers else None
        return tuple(lead for lead in (header, first) if lead is not None)

    def note(self, draft: Draft) -> None:
        """Remember the first block of a cell, if it is one that may lead others."""
        if self.row == 1 and self.has_header:
            self.headers += [None] * (self.column + 1 - len(self.headers))
            if self.headers[self.column] is None:
                self.headers[self.column] = draft
        if not self.column and self.first is None:
            self.first = draft


class Story:
    """The blocks of a document so far, in reading order."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.paragraphs = 0
        self.tables = 0
        self.part = ""
        self._characters = 0
        self._headings: list[tuple[int, str]] = []
        self._previous: Draft | None = None
        self._lists: dict[int, tuple[Draft, ...]] = {}

    def begin_part(self, part: str) -> None:
        """Go on with another part, in which no heading of the one before holds."""
        self.part = part
        self._headings = []
        self.end_list()

    def place(self, where: str) -> str:
        """Return a place for people: the headings above and ``where``."""
        path = " › ".join(text for _, text in self._headings)
        return f"“{path}”, {where}" if path else where

    def end_list(self) -> None:
        """Forget what a list here would follow."""
        self._previous = None
        self._lists = {}

    def paragraph(
        self, draft: Draft, where: str, *, depth: int = -1, table: Table | None = None, aside: bool = False
    ) -> bool:
        """Take a paragraph, without the white space around it and the bullet before it; say whether it has text.

        ``depth`` is that of a list item, from 0; a bullet that was typed makes one, too. ``draft`` has the kind that it
        would be outside of lists and tables; ``aside`` says that it does not stand in the flow of the text.
        """
        bullet = None if draft.level else _BULLET.match(draft.text.lstrip())
        if bullet is not None and depth < 0:
            depth = 0
        start = len(draft.text) - len(draft.text.lstrip()) + (bullet.end() if bullet else 0)
        _trim(draft, start, len(draft.text.rstrip()))
        if not draft.text:
            return False
        if draft.kind is BlockKind.HEADING and not aside:
            while self._headings and self._headings[-1][0] >= draft.level:
                self._headings.pop()
            draft.place = self.place(where)
            self._headings.append((draft.level, _shortened(draft.text)))
        else:
            draft.place = self.place(where)
        is_item = depth >= 0 and draft.kind is not BlockKind.HEADING
        if table is not None and draft.kind is BlockKind.PARAGRAPH:
            draft.kind, draft.leads = BlockKind.TABLE_CELL, table.leads()
        if is_item:
            draft.leads = self._introduction(depth) or draft.leads
            draft.kind = BlockKind.LIST_ITEM
        elif not aside:
            self._lists = {}
        if table is not None:
            table.note(draft)
        if not aside:
            self._previous = draft
        self.add(draft)
        return True

    def add(self, draft: Draft) -> None:
        """Take a block as it is. Raises ``PackageProblem`` if the document is too large."""
        draft.part = draft.part or self.part
        self._characters += len(draft.text)
        if len(self.drafts) >= MOST_BLOCKS or self._characters > MOST_CHARACTERS:
            raise too_large(f"it has more than {MOST_BLOCKS:,} paragraphs or {MOST_CHARACTERS:,} characters")
        self.drafts.append(draft)

    def _introduction(self, depth: int) -> tuple[Draft, ...]:
        """Return what leads a list item at ``depth``; the items of one list share it."""
        for deeper in [known for known in self._lists if known > depth]:
            del self._lists[deeper]
        if depth not in self._lists:
            previous = self._previous
            leads = previous is not None and (
                previous.kind is BlockKind.HEADING or previous.text.rstrip().endswith((":", "\uff1a"))
            )
            self._lists[depth] = (previous,) if leads and previous else ()
        return self._lists[depth]

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks; one whose draft has no map stands in a text of all of them, one a line."""
        numbers = {id(draft): number for number, draft in enumerate(self.drafts)}
        blocks, offset = [], 0
        for draft in self.drafts:
            leads = tuple(numbers[id(lead)] for lead in draft.leads if id(lead) in numbers)
            source = draft.map or SourceMap.identity(len(draft.text), offset)
            blocks.append(
                Block(draft.kind, draft.text, source, leads, draft.level, draft.marks, draft.name, draft.place)
            )
            offset += len(draft.text) + 1
        return tuple(blocks)

    def document(self, data: bytes, path: str, incidents: Sequence[Incident] = ()) -> Document:
        """Return the document that ``data`` holds; its source is the text that was extracted, one block a line."""
        text = "".join(draft.text + "\n" for draft in self.drafts)
        source = Source(path, text, "utf-8", "\n", False, False, hashlib.sha256(data).hexdigest())
        return Document(source, self.blocks(), tuple(incidents), is_extracted=True)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else text[: _LONGEST_HEADING - 1].rstrip() + "…"


def _trim(draft: Draft, start: int, end: int) -> None:
    """Keep code points ``start`` to ``end`` of a draft's text."""
    end = max(start, end)
    if start == 0 and end == len(draft.text):
        return
    draft.text = draft.text[start:end]
    size = end - start
    if draft.map is not None:
        draft.map = SourceMap.identity(size, start).then(draft.map)

    def moved(offset: int) -> int:
        return min(max(offset - start, 0), size)

    marks = [Mark(mark.kind, moved(mark.start), moved(mark.end), mark.target) for mark in draft.marks]
    draft.marks = tuple(marks)
    # A piece may begin before the text or end after it: it is told by its bytes, which do not change.
    draft.pieces = tuple(
        replace(piece, start=piece.start - start, end=piece.end - start)
        for piece in draft.pieces
        if piece.start < end and start < piece.end
    )
