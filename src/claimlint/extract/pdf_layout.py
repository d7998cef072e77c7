"""The text of a page as a reader sees it: runs of letters put together to lines, and lines to paragraphs and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from claimlint.extract.plain import BULLET
from claimlint.lazy_patterns import lazy_pattern

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_STRETCHED = 8.0
"""Widths of the letter M that a gap in a justified line may have."""
_SPACE = 0.12
"""Widths of the letter M from which a gap between two runs reads as a space."""
_WIDEST = 0.42
"""The same, from which it parts cells, unless the whole line is stretched."""
_EVEN = 1.15
"""How much larger than the smallest the gaps of a stretched line may be."""
_MOST_EVEN = 2.5
"""Widths of the letter M that they may have; the columns of a table may be even, too."""
SAME_SIZE = 1.12
"""How many times larger the letters of a paragraph may be in one line than in another."""
_FARTHEST = 2.1
"""Sizes of the letters that two lines of one paragraph may be apart; those of drafts stand at two."""
HYPHENS = ("-", "\xad")
"""What a word ends with at the end of a line if it goes on in the next, or might."""
_FARTHEST_ROW = 4.0
"""Sizes of the letters that two rows of a table may leave between them."""
_MOST_RUNS, _MOST_CELLS = 500, 40
"""Changes of style in a line and cells in a row from which on another begins: no page takes long to lay out."""
_END = lazy_pattern(r"[.!?:;…][\"'”’»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")
_MOST_HEADING_LINES = 3
_FEW_LINES = 2
"""Lines below one another that are too few to show how wide their column is."""
_INDENT = 0.8
"""Widths of the letter M by which the first line of a paragraph stands in or out."""
_SHORT = 0.25
"""The part of the line before by which the last line of a paragraph falls short of it."""


class Run(NamedTuple):
    """Letters in one style beside one another: left, right and baseline in points, seen along their direction."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool
    angle: float
    shown: bool


@dataclass(slots=True)
class Line:
    """A line of a paragraph, or what of it stands in one cell; ``runs`` are its own, in order."""

    runs: list[Run]
    text: str
    row: int = 0
    """Lines with the same number stand beside one another on the page."""

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.runs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.runs[-1].right

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(run.is_bold for run in self.runs)

    @property
    def first(self) -> Run:
        """The largest of its runs, which has the line's baseline; of equals the first."""
        return max(self.runs, key=lambda run: run.size)


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one text; ``cell`` is its place in a table, from 0: the table, the row, the column."""

    lines: list[Line]
    cell: tuple[int, int, int] | None = None
    is_bold: bool = False
    size: float = 0.0
    bounds: tuple[float, float, float, float] = field(default=(0, 0, 0, 0))
    """Left, bottom, right and top."""

    def __post_init__(self) -> None:
        first = self.lines[0].first
        self.size, self.is_bold = first.size, all(line.is_bold for line in self.lines)
        baselines = [line.first.baseline for line in self.lines]
        left, right = min(line.left for line in self.lines), max(line.right for line in self.lines)
        self.bounds = (left, min(baselines), right, max(baselines) + self.size)

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.lines[-1].text))


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Put the runs of a page together to lines, in the order of the file unless that goes up and down the page."""
    rows: list[list[Line]] = []
    for run in runs:
        if not run.text.strip():
            continue
        if rows and _is_beside(rows[-1], run):
            _add(rows[-1], run)
        else:
            rows.append([Line([run], run.text.strip())])
    if _is_shuffled(rows):
        rows.sort(key=lambda row: (row[0].first.angle, -round(row[0].first.baseline), row[0].left))
    ends: Counter[tuple[int, int]] = Counter()
    for row in rows:
        ends[_ends(row)] += 2 if len(row) == 1 else 1  # a line without wide gaps is the better witness
    lines: list[Line] = []
    for number, row in enumerate(rows):
        whole = [_joined(row)] if len(row) > 1 and _is_stretched(row, ends) else row
        for line in whole:
            line.row = number
        lines += whole
    return lines


def _ends(row: list[Line]) -> tuple[int, int]:
    """Return where a row begins and ends, to half a point."""
    return round(2 * row[0].left), round(2 * row[-1].right)


def _is_stretched(row: list[Line], ends: Counter[tuple[int, int]]) -> bool:
    """Say whether the wide gaps of a row come from justifying: they are even, or other rows end where it does."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    if len(gaps) > 1 and max(gaps) < _EVEN * min(gaps) and max(gaps) < _MOST_EVEN * row[0].first.size:
        return True
    left, right = _ends(row)
    near = sum(ends[left + a, right + b] for a in (-1, 0, 1) for b in (-1, 0, 1))
    return near > 2 and max(gaps) < _MOST_STRETCHED * row[0].first.size


def _is_beside(row: list[Line], run: Run) -> bool:
    """Say whether a run goes on to the right of a row, raised or lowered by less than its letters are high."""
    last = row[-1].runs[-1]
    base = row[-1].first
    if run.angle != last.angle or run.shown != last.shown or run.left < last.right - 0.3 * base.size:
        return False
    drop = abs(run.baseline - base.baseline)
    is_note = run.size < 0.85 * base.size and run.left - last.right < _WIDEST * base.size
    back = last.size < 0.85 * run.size and run.left - last.right < _WIDEST * run.size
    return drop < 0.15 * max(base.size, run.size) or ((is_note or back) and drop < 0.6 * max(base.size, run.size))


def _add(row: list[Line], run: Run) -> None:
    line = row[-1]
    last, base = line.runs[-1], line.first
    gap = run.left - last.right
    if len(line.runs) >= _MOST_RUNS or (gap >= _WIDEST * base.size and not _is_marker(line)):
        row.append(Line([run], run.text.strip()))
        return
    raised = run.size < 0.85 * base.size and run.baseline > base.baseline + 0.1 * base.size
    text = run.text.translate(_SUPERSCRIPTS) if raised and run.text.strip().isdigit() else run.text
    spaced = gap > _SPACE * base.size or last.text.endswith(" ") or text.startswith(" ")
    line.text += (" " if spaced else "") + text.strip()
    line.runs.append(run)


def _is_marker(line: Line) -> bool:
    """Say whether a line is nothing but a bullet or a number, whose text stands apart."""
    bullet = BULLET.match(f"{line.text} x")
    return bullet is not None and bullet.end() > len(line.text)


def _joined(row: list[Line]) -> Line:
    return Line([run for line in row for run in line.runs], " ".join(line.text for line in row))


def _is_shuffled(rows: Sequence[list[Line]]) -> bool:
    """Say whether the file gives many lines below what they stand above."""
    ups = 0
    for above, below in pairwise(rows):
        overlaps = above[0].left < below[-1].right and below[0].left < above[-1].right
        ups += overlaps and below[0].first.baseline > above[0].first.baseline + 1
    return len(rows) > 3 and ups > 0.3 * len(rows)


def paragraphs_of(lines: Sequence[Line], body: float) -> list[Paragraph]:
    """Put lines together to paragraphs; ``body`` is the size of the document's running text."""
    found: list[Paragraph] = []
    margins: dict[tuple[int, float], float] = {}
    for line in lines:
        key = round(line.left / 2), line.first.size
        margins[key] = max(margins.get(key, 0), line.right)
    for stack in _stacks(lines):
        right = max(line.right for line in stack)
        if len(stack) <= _FEW_LINES:
            right = max(right, margins[round(stack[0].left / 2), stack[0].first.size])
        unit: list[Line] = []
        for line in stack:
            if unit and not _goes_on(unit, line, right, body):
                found.append(Paragraph(unit))
                unit = []
            unit.append(line)
        found.append(Paragraph(unit))
    _find_tables(found)
    return found


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand below one another at even distances, in one size."""
    stacks: list[list[Line]] = []
    gap = 0.0
    for line in lines:
        if stacks and _is_below(stacks[-1][-1], line):
            drop = stacks[-1][-1].first.baseline - line.first.baseline
            if not gap or drop < 1.2 * gap + 0.5:
                gap = max(drop, gap)
                stacks[-1].append(line)
                continue
        stacks.append([line])
        gap = 0.0
    return stacks


def _is_below(above: Line, below: Line) -> bool:
    first, second = above.first, below.first
    sizes = sorted((first.size, second.size))
    if first.angle != second.angle or first.shown != second.shown or sizes[1] > SAME_SIZE * sizes[0]:
        return False
    drop = first.baseline - second.baseline
    return 0.3 * sizes[0] < drop < _FARTHEST * sizes[1] and above.left < below.right and below.left < above.right


def _goes_on(unit: list[Line], line: Line, right: float, body: float) -> bool:
    """Say whether ``line`` continues the text of ``unit``, in a stack of lines whose widest ends at ``right``."""
    last = unit[-1]
    if BULLET.match(line.text):
        return False
    if last.text.endswith(HYPHENS):
        return True
    if line.text[0].islower() and not _END.search(last.text) and not _fell_short(unit):
        return True
    if line.first.size > SAME_SIZE * body and len(unit) < _MOST_HEADING_LINES:
        return not _END.search(last.text)
    indent = line.left - min(one.left for one in unit[-2:])
    if indent > _INDENT * line.first.size and not BULLET.match(unit[0].text):
        return False  # the first line of the next paragraph
    looks_other = abs(line.left - last.left) > _INDENT * line.first.size or line.is_bold != last.is_bold
    if looks_other and _END.search(last.text):
        return False
    word = line.text.split()[0]
    width = (line.right - line.left) * len(word) / len(line.text)
    would_fit = last.right + width + _SPACE * line.first.size < right - 0.5
    return not would_fit


def _fell_short(unit: list[Line]) -> bool:
    """Say whether the last line of several is so much shorter than the one before that it was the end of the text."""
    if len(unit) < 2:
        return False
    above, last = unit[-2:]
    is_centred = abs((above.left + above.right) - (last.left + last.right)) < last.first.size
    return not is_centred and last.right < above.right - _SHORT * (above.right - above.left)


def _find_tables(found: Sequence[Paragraph]) -> None:
    """Tell the paragraphs that stand in rows and columns their places: two rows or more, of two cells or more."""
    rows: list[list[Paragraph]] = []
    for paragraph in found:
        if rows and _is_right_of(rows[-1], paragraph):
            rows[-1].append(paragraph)
        else:
            rows.append([paragraph])
    start = table = 0
    for number in range(1, len(rows) + 1):
        if number < len(rows) and _is_under(rows[number - 1], rows[number]) and _fits(rows[start], rows[number]):
            continue
        if number - start > 1:
            _tell(rows[start:number], table)
            table += 1
        start = number


def _fits(heads: Sequence[Paragraph], row: Sequence[Paragraph]) -> bool:
    """Say whether a row has cells for columns of the first row, and no more than that."""
    return 1 < len(row) <= len(heads)


def _tell(rows: Sequence[list[Paragraph]], table: int) -> None:
    heads = rows[0]
    for number, row in enumerate(rows):
        for index, paragraph in enumerate(row):
            left, _, right, _ = paragraph.bounds
            under = [column for column, head in enumerate(heads) if left < head.bounds[2] and head.bounds[0] < right]
            paragraph.cell = (table, number, under[0] if under else index)


def _is_right_of(row: list[Paragraph], paragraph: Paragraph) -> bool:
    if len(row) >= _MOST_CELLS:
        return False
    last = row[-1].bounds
    bottom, top = min(one.bounds[1] for one in row), max(one.bounds[3] for one in row)
    return paragraph.bounds[0] >= last[2] - 1 and paragraph.bounds[1] < top and bottom < paragraph.bounds[3]


def _is_under(above: list[Paragraph], below: list[Paragraph]) -> bool:
    gap = min(one.bounds[1] for one in above) - max(one.bounds[3] for one in below)
    return -below[0].size <= gap < _FARTHEST_ROW * below[0].size
