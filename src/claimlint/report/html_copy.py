"""The copy of a page as the HTML report shows it: in rows, each with the notes on the claims that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from claimlint.model.document import BlockKind
from claimlint.model.report import CopyBlock, FileReport, Finding

_LAST_RANK = 6
_MOST_COLUMNS = 40
"""A wider table is shown cell by cell: padded to its width, a hostile one would fill the memory."""


class Shape(StrEnum):
    """How a part of a page is laid out."""

    TEXT = "text"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    FIELD = "field"
    """Text that stands elsewhere than in the running copy, shown with a label."""


_SHAPES = {
    BlockKind.PARAGRAPH: Shape.TEXT,
    BlockKind.HEADING: Shape.HEADING,
    BlockKind.LIST_ITEM: Shape.LIST,
    BlockKind.QUOTE: Shape.QUOTE,
    BlockKind.TABLE_CELL: Shape.TABLE,
}
_LABELS = {
    BlockKind.CAPTION: "Caption",
    BlockKind.FOOTNOTE: "Footnote",
    BlockKind.BUTTON: "Button",
    BlockKind.TITLE: "Page title",
    BlockKind.META: "For search engines",
    BlockKind.ALT: "Text of a picture",
    BlockKind.ATTRIBUTE: "Attribute",
    BlockKind.FRONT_MATTER: "Front matter",
    BlockKind.JSON_LD: "Structured data",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as the report shows it. ``number`` counts from 1 through the report; ``anchor`` is its link."""

    number: int
    anchor: str
    finding: Finding

    @property
    def status(self) -> str:
        """The word for whether it counts: ``open``, or the kind of its waiver."""
        return "open" if self.finding.waiver is None else str(self.finding.waiver.kind)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of copy that the same claims cover, the gravest first; ``starts`` are those that begin with it."""

    text: str
    notes: tuple[Note, ...] = ()
    starts: tuple[Note, ...] = ()

    @property
    def style(self) -> str:
        """The severity of the gravest claim that counts, or ``waived``."""
        severities = [note.finding.severity for note in self.notes if note.finding.waiver is None]
        return max(severities).label if severities else "waived"


@dataclass(frozen=True, slots=True)
class Shown:
    """A block in pieces. ``label`` names what it is where that does not show; ``rank`` is a heading's, 3 to 6."""

    pieces: tuple[Piece, ...]
    label: str = ""
    name: str = ""
    rank: int = 0
    size: int = 0
    """The level of a heading in its own page, from 1."""


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of one shape: one text, the items of a list, or the cells of a table by rows (None is an empty one)."""

    shape: Shape
    blocks: tuple[Shown, ...] = ()
    table: tuple[tuple[Shown | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Parts of a page and the notes that stand beside them."""

    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()


def notes_of(files: Iterable[FileReport]) -> list[list[Note]]:
    """Number the findings of each file in the order in which its copy is read."""
    anchors: set[str] = set()
    number = 0
    notes = []
    for file in files:
        noted = []
        for finding in sorted(file.findings, key=lambda found: (found.copy_block, found.copy_start, found.copy_end)):
            number += 1
            noted.append(Note(number, _anchor(finding, number, anchors), finding))
        notes.append(noted)
    return notes


def _anchor(finding: Finding, number: int, taken: set[str]) -> str:
    """Return a name for links: from the fingerprint, so that a link holds in the next report too, or the number."""
    digits = finding.fingerprint[:16]
    stable = len(digits) == 16 and set(digits) <= set("0123456789abcdef")
    anchor = f"finding-{digits}" if stable else f"finding-n{number}"
    if anchor in taken:
        anchor = f"finding-n{number}"
    taken.add(anchor)
    return anchor


def rows_of(copy: Sequence[CopyBlock], notes: Sequence[Note]) -> tuple[Row, ...]:
    """Lay out a page: a row for each part with notes, and one for each run of parts without any.

    A note whose place is not in ``copy`` gets a row with the sentence that its finding quotes.
    """
    by_block: dict[int, list[Note]] = {}
    homeless = []
    for note in notes:
        if 0 <= note.finding.copy_block < len(copy):
            by_block.setdefault(note.finding.copy_block, []).append(note)
        else:
            homeless.append(note)
    rows: list[Row] = []
    quiet: list[Part] = []
    for part, numbers in _parts(copy, by_block):
        here = tuple(note for number in numbers for note in by_block.get(number, ()))
        if here:
            rows += [Row(tuple(_joined(quiet)))] if quiet else []
            rows.append(Row((part,), here))
            quiet = []
        else:
            quiet.append(part)
    rows += [Row(tuple(_joined(quiet)))] if quiet else []
    rows += [Row((Part(Shape.TEXT, (Shown((Piece(note.finding.sentence),)),)),), (note,)) for note in homeless]
    return tuple(rows)


def _parts(copy: Sequence[CopyBlock], notes: dict[int, list[Note]]) -> Iterator[tuple[Part, Sequence[int]]]:
    """Give each part with the numbers of its blocks: a whole table, else a single block."""
    rank = 2
    for is_table, group in groupby(range(len(copy)), key=lambda number: copy[number].kind is BlockKind.TABLE_CELL):
        numbers = list(group)
        if is_table:
            shown = {number: Shown(_pieces(copy[number].text, notes.get(number, ()))) for number in numbers}
            table = tuple(tuple(shown.get(cell) for cell in row) for row in _table(copy, numbers))
            yield Part(Shape.TABLE, table=table), numbers
            continue
        for number in numbers:
            block = copy[number]
            shape = _SHAPES.get(block.kind, Shape.FIELD)
            if shape is Shape.HEADING:
                # A page may skip levels; an outline that people hear must not.
                rank = min(max(block.level, 1) + 2, rank + 1, _LAST_RANK)
            label = _LABELS.get(block.kind, "")
            name = block.name if label else ""
            pieces = _pieces(block.text, notes.get(number, ()))
            size = min(max(block.level, 1), _LAST_RANK) if shape is Shape.HEADING else 0
            yield Part(shape, (Shown(pieces, label, name, rank if size else 0, size),)), (number,)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Make one list of items that follow one another."""
    for shape, group in groupby(parts, key=lambda part: part.shape):
        if shape is Shape.LIST:
            yield Part(shape, tuple(block for part in group for block in part.blocks))
        else:
            yield from group


def _table(copy: Sequence[CopyBlock], numbers: Sequence[int]) -> list[list[int]]:
    """Arrange the cells of a table in rows, by the headers that lead them; -1 is a cell without copy."""
    plain = [[number] for number in numbers]
    if not any(copy[number].leads for number in numbers):
        return plain
    rows: list[list[int]] = []
    columns: dict[int, int] = {}
    for number in numbers:
        leads = copy[number].leads
        if not rows or _starts_row(copy, rows[-1], number):
            rows.append([])
        row = rows[-1]
        heads = [lead for lead in leads if lead not in row]
        if row and any(columns.get(lead) == 0 for lead in heads):
            # The corner above the names of the rows is empty, as it mostly is.
            head_row = next(cells for cells in reversed(rows) if set(cells) & set(heads))
            head_row.insert(0, -1)
            columns.update({cell: place for place, cell in enumerate(head_row)})
        column = max((columns[lead] for lead in heads if lead in columns), default=0)
        row += [-1] * (column - len(row))
        columns[number] = len(row)
        row.append(number)
        if len(row) > _MOST_COLUMNS:
            return plain
    width = max(map(len, rows))
    return [row + [-1] * (width - len(row)) for row in rows]


def _starts_row(copy: Sequence[CopyBlock], row: Sequence[int], number: int) -> bool:
    """Say whether a cell begins a new row: the cells of a row are led by its first, those of a header by none."""
    leads = copy[number].leads
    cells = [cell for cell in row if cell >= 0]
    is_header = len(cells) > 1 and not copy[cells[1]].leads
    if leads:
        return is_header or cells[0] not in leads
    leads_next = number + 1 < len(copy) and number in copy[number + 1].leads
    return leads_next or (len(cells) > 1 and not is_header)


def _pieces(text: str, notes: Sequence[Note]) -> tuple[Piece, ...]:
    """Cut the text of a block where a claim begins or ends."""
    if not notes:
        return (Piece(text),)
    places = [(note, *_place(note.finding, len(text))) for note in notes]
    cuts = sorted({0, len(text), *(start for _, start, _ in places), *(end for _, _, end in places)})
    starting: dict[int, list[tuple[Note, int]]] = {}
    for note, start, end in places:
        starting.setdefault(start, []).append((note, end))
    pieces = []
    open_claims: list[tuple[Note, int]] = []
    for start, end in [*pairwise(cuts), (len(text), len(text))]:
        new = starting.get(start, [])
        empty = [note for note, stop in new if stop == start]
        if empty:
            pieces.append(Piece("", _gravest(empty), tuple(empty)))
        open_claims = [claim for claim in [*open_claims, *new] if claim[1] > start]
        if start < end:
            begun = tuple(note for note, stop in new if stop > start)
            pieces.append(Piece(text[start:end], _gravest(note for note, _ in open_claims), begun))
    return tuple(pieces)


def _place(finding: Finding, length: int) -> tuple[int, int]:
    start = min(max(finding.copy_start, 0), length)
    return start, max(start, min(finding.copy_end, length))


def _gravest(notes: Iterable[Note]) -> tuple[Note, ...]:
    def weight(note: Note) -> tuple[bool, int, int]:
        return note.finding.waiver is not None, -note.finding.severity, note.number

    return tuple(sorted(notes, key=weight))
