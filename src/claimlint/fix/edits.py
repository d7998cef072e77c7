"""Edits of a text, and where a place of the changed text was before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimlint.model.document import Block, Mark
from claimlint.model.span import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Puts ``written`` in the place of code points ``start`` to ``end`` (exclusive) of a source.

    It makes readers read ``text`` instead of code points ``copy_start`` to ``copy_end`` of the block number ``block``.
    """

    start: int
    end: int
    written: str
    block: int
    copy_start: int
    copy_end: int
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Say whether the two change the same place; two at one point do."""
        return (self.start < other.end and other.start < self.end) or self.start == other.start


def pieces_of(text: str, edits: Sequence[Edit]) -> list[str]:
    """Return ``text`` cut at the edits: what stays and what comes in, by turns, beginning and ending with what stays.

    The edits are in order and do not overlap.
    """
    pieces: list[str] = []
    place = 0
    for edit in edits:
        pieces += text[place : edit.start], edit.written
        place = edit.end
    return [*pieces, text[place:]]


class Shift:
    """Leads from offsets in a changed text back to the text before."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.old = [Span(edit.start, edit.end) for edit in edits]
        self.new: list[Span] = []
        grown = 0
        for edit in edits:
            start = edit.start + grown
            self.new.append(Span(start, start + len(edit.written)))
            grown += len(edit.written) - (edit.end - edit.start)
        self._starts = [span.start for span in self.new]

    def touched(self, start: int, end: int) -> list[int]:
        """Return the numbers of the edits that share a character with ``start`` to ``end`` of the changed text."""
        place = Span(start, max(start + 1, end))
        return [number for number, span in enumerate(self.new) if span.intersects(place)]

    def back(self, offset: int) -> int:
        """Return where ``offset``, which no edit put there, was before."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        if offset < self.new[number].end:
            return self.old[number].start
        return offset - self.new[number].end + self.old[number].end


def expected(block: Block, edits: Iterable[Edit]) -> tuple[str, tuple[Mark, ...]] | None:
    """Return the text and the marks that ``block`` has after edits of it, or None where an edit cuts into a mark."""
    ordered = sorted(edits, key=lambda edit: edit.copy_start)
    if any(a.copy_end > b.copy_start for a, b in pairwise(ordered)):
        return None
    parts: list[str] = []
    place = 0
    for edit in ordered:
        parts += block.text[place : edit.copy_start], edit.text
        place = edit.copy_end
    text = "".join([*parts, block.text[place:]])
    marks = []
    for mark in block.marks:
        start, end = _moved(mark.start, ordered, is_end=False), _moved(mark.end, ordered, is_end=True)
        if mark.start == mark.end:  # a footnote stands after the word before it
            start = end
        if start is None or end is None:
            return None
        marks.append(Mark(mark.kind, start, end, mark.target))
    return text, tuple(marks)


def _moved(offset: int, edits: Sequence[Edit], *, is_end: bool) -> int | None:
    """Return where a bound of a mark is after ``edits``, or None if it stood inside of one."""
    moved = offset
    for edit in edits:
        if edit.copy_end < offset or (edit.copy_end == offset and (is_end or edit.copy_start < offset)):
            moved += len(edit.text) - (edit.copy_end - edit.copy_start)
        elif edit.copy_start < offset:
            return None
    return moved
