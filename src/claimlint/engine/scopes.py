"""Which stretch of a file a directive speaks of, and which findings lie in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate

from claimlint.model.document import BlockKind, Document
from claimlint.model.report import Finding
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_BESIDE = frozenset((BlockKind.ALT, BlockKind.ATTRIBUTE))
"""Kinds of block that may stand inside another one, or belong to its element."""
_FARTHEST = 50
"""So many blocks are looked through for the one that an attribute belongs to."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Code points of the source that the directive with number ``directive`` (from 0) speaks of."""

    span: Span
    directive: int


class Scopes:
    """Finds what stands after a comment and on its lines."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._end = len(document.source.text)
        self.lines = LineIndex(document.source.text)

    @cached_property
    def _spans(self) -> list[Span]:
        return [block.map.to_source(Span(0, block.map.length)) for block in self._blocks]

    @cached_property
    def _order(self) -> list[int]:
        """The blocks by where they start in the source; of two at one place the longer one first."""
        return sorted(range(len(self._blocks)), key=lambda index: (self._spans[index].start, -self._spans[index].end))

    @cached_property
    def _starts(self) -> list[int]:
        return [self._spans[index].start for index in self._order]

    @cached_property
    def _reaching(self) -> list[int]:
        """For each place in the order the block, up to there, that ends last."""
        found: list[int] = []
        for index in self._order:
            last = found[-1] if found else index
            found.append(index if self._spans[index].end >= self._spans[last].end else last)
        return found

    def after(self, comment: Span) -> Span:
        """Return the rest of the block that a comment stands in, else the next block, else nothing.

        Of a table the next block is the row that starts there. With the text of an element go its attributes and
        the pictures in it.
        """
        place = bisect_left(self._starts, comment.start)
        if place:
            around = self._spans[self._reaching[place - 1]]
            if around.end > comment.end:
                return Span(comment.end, around.end)
        place = bisect_left(self._starts, comment.end)
        if place == len(self._order):
            return Span(self._end, self._end)
        first = self._order[place]
        end = self._spans[first].end
        if self._blocks[first].kind in _BESIDE:
            end = max(end, self._owner_end(first))
        elif self._blocks[first].kind is BlockKind.TABLE_CELL:
            end = self._row_ends[place]
        return Span(self._spans[first].start, end)

    def _owner_end(self, index: int) -> int:
        """Return where the text ends that an attribute belongs to: in the document's order it stands before it."""
        start = self._spans[index].start
        for before in range(index - 1, max(index - _FARTHEST, 0) - 1, -1):
            if self._blocks[before].kind not in _BESIDE:
                return self._spans[before].end if self._spans[before].start >= start else 0
        return 0

    @cached_property
    def _row_ends(self) -> list[int]:
        """For each place in the order where the row ends that the block there stands in, if it is a cell."""
        found = [0] * len(self._order)
        line_after = end_after = 0  # of the cell after the one that is looked at
        for place in range(len(self._order) - 1, -1, -1):
            index = self._order[place]
            if self._blocks[index].kind is BlockKind.TABLE_CELL:
                line, _ = self.lines.position(self._spans[index].start)
                end = self._spans[index].end
                found[place] = end_after = max(end, end_after) if line == line_after else end
                line_after = line
            else:
                line_after = 0
        return found

    def on_lines(self, comment: Span) -> Span:
        """Return the whole lines that a comment is on."""
        first, last = self.lines.position(comment.start)[0], self.lines.position(max(comment.end - 1, comment.start))[0]
        start = self.lines.offset(first, 1)
        end = self.lines.offset(last + 1, 1) if last < self.lines.line_count else self._end
        return Span(start, end)

    def up_to(self, comment: Span, end: Span) -> Span:
        """Return what stands between two comments."""
        return Span(comment.end, max(comment.end, end.start))

    def whole(self) -> Span:
        """Return the whole source."""
        return Span(0, self._end)


def covering(findings: Sequence[Finding], covers: Iterable[Cover]) -> tuple[dict[int, int], set[int]]:
    """Return the first directive that covers each finding, by the finding's number, and all directives that cover any.

    The work grows little faster than findings and covers together, however many covers lie over one place.
    """
    waiting = sorted((cover for cover in covers if cover.span.start < cover.span.end), key=lambda cover: cover.span)
    stretches = sorted(
        (finding.start, max(finding.end, finding.start + 1), number) for number, finding in enumerate(findings)
    )
    starts = [start for start, _, _ in stretches]
    reached = list(accumulate((end for _, end, _ in stretches), max))
    used = {
        cover.directive
        for cover in waiting
        if (before := bisect_left(starts, cover.span.end)) and reached[before - 1] > cover.span.start
    }
    firsts: dict[int, int] = {}
    active: list[tuple[int, int, int]] = []  # directive, start and end of what it covers, the first directive on top
    place = 0
    for start, end, number in stretches:
        while place < len(waiting) and waiting[place].span.start < end:
            span = waiting[place].span
            heappush(active, (waiting[place].directive, span.start, span.end))
            place += 1
        while active and active[0][2] <= start:
            heappop(active)
        # One that begins behind this finding was let in by a longer finding before it.
        if active and active[0][1] < end:
            firsts[number] = active[0][0]
        elif found := [directive for directive, begin, stop in active if begin < end and stop > start]:
            firsts[number] = min(found)
    return firsts, used
