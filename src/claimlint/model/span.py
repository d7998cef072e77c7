"""Spans of text and the maps that lead from derived text back to its source."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: ``start`` counts from 0 and is inclusive, ``end`` is exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def intersects(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class SourceMap:
    """Where each character of a derived text stands in the text that it was made from.

    Segments lie side by side in the derived text. An *exact* segment holds the same number of characters on both sides
    and maps one to one; any other was replaced as a whole (``&amp;`` became ``&``) and maps as a whole.
    The map is built with :class:`SourceMapBuilder` while the text is extracted; it is never recovered by searching.
    """

    __slots__ = ("_ends", "_exact", "_sources", "_starts", "length")

    def __init__(self, starts: list[int], sources: list[int], ends: list[int], exact: list[bool], length: int) -> None:
        self._starts = starts
        self._sources = sources
        self._ends = ends
        self._exact = exact
        self.length = length

    @classmethod
    def identity(cls, length: int, offset: int = 0) -> SourceMap:
        """Return the map of a text of ``length`` characters that stands verbatim at ``offset`` in its source."""
        return cls([0], [offset], [offset + length], [True], length)

    def to_source(self, span: Span) -> Span:
        """Return the source span that covers ``span``; a span that straddles markup covers the markup too.

        Raises ``IndexError`` for a span that ends past the text.
        """
        if span.end > self.length:
            raise IndexError(f"span {span.start}..{span.end} ends past the text of {self.length} characters")
        if span.start == span.end:
            place = self._point(span.start)
            return Span(place, place)
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, span.end - 1) - 1
        start, end = self._sources[first], self._ends[last]
        if self._exact[first]:
            start += span.start - self._starts[first]
        if self._exact[last]:
            end = self._sources[last] + span.end - self._starts[last]
        return Span(start, max(start, end))

    def _point(self, offset: int) -> int:
        if not self._starts:
            return 0
        index = max(bisect_right(self._starts, offset) - 1, 0)
        if self._exact[index]:
            return self._sources[index] + offset - self._starts[index]
        return self._ends[index] if offset > self._starts[index] else self._sources[index]

    def then(self, outer: SourceMap) -> SourceMap:
        """Compose with ``outer``, the map of this map's source: the result leads from this text to outer's source."""
        builder = SourceMapBuilder()
        bounds = [*self._starts, self.length]
        for index, start in enumerate(self._starts):
            end = bounds[index + 1]
            if not self._exact[index]:
                inner = outer.to_source(Span(self._sources[index], self._ends[index]))
                builder.add(end - start, inner.start, inner.end, exact=False)
                continue
            source = self._sources[index]
            for cut_start, cut_end in outer._cuts(source, source + end - start):
                inner = outer.to_source(Span(cut_start, cut_end))
                exact = inner.end - inner.start == cut_end - cut_start and outer._is_exact(cut_start)
                builder.add(cut_end - cut_start, inner.start, inner.end, exact=exact)
        return builder.build()

    def _cuts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a range of this map's text at the bounds of its segments."""
        inside = self._starts[bisect_right(self._starts, start) : bisect_left(self._starts, end)]
        bounds = [start, *inside, end]
        return [(a, b) for a, b in itertools.pairwise(bounds) if a < b]

    def _is_exact(self, offset: int) -> bool:
        return self._exact[bisect_right(self._starts, offset) - 1]

    def segments(self) -> list[tuple[Span, Span, bool]]:
        """Return each segment as (span of the derived text, span of the source, exact)."""
        bounds = [*self._starts, self.length]
        return [
            (Span(start, bounds[index + 1]), Span(self._sources[index], self._ends[index]), self._exact[index])
            for index, start in enumerate(self._starts)
        ]


class SourceMapBuilder:
    """Collects segments in the order of the derived text; neighbours that continue each other are joined."""

    __slots__ = ("_ends", "_exact", "_sources", "_starts", "length")

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._exact: list[bool] = []
        self.length = 0

    def add(self, length: int, source_start: int, source_end: int, *, exact: bool) -> None:
        """Append ``length`` derived characters that came from ``source_start`` to ``source_end`` (exclusive).

        Nothing is added for a length of 0. An exact segment must have the same length on both sides.
        """
        if length <= 0:
            return
        if exact and source_end - source_start != length:
            raise ValueError("an exact segment has the same length on both sides")
        if exact and self._exact and self._exact[-1] and self._ends[-1] == source_start:
            self._ends[-1] = source_end
        else:
            self._starts.append(self.length)
            self._sources.append(source_start)
            self._ends.append(source_end)
            self._exact.append(exact)
        self.length += length

    def build(self) -> SourceMap:
        """Return the map of all that was added."""
        return SourceMap(self._starts, self._sources, self._ends, self._exact, self.length)
