"""Spans of text and the maps that lead from derived text back to its source."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


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


Piece = tuple[str, int, int, bool]
"""Some derived text, where it starts and ends in the source, and whether it stands there as it is."""


class _Segments(NamedTuple):
    """The segments of a map: where each starts in the derived text, and where its source starts and ends."""

    starts: list[int]
    sources: list[int]
    ends: list[int]
    exact: list[bool]


class SourceMap:
    """Where each character of a derived text stands in the text that it was made from.

    Segments lie side by side in the derived text. An *exact* segment holds the same number of characters on both sides
    and maps one to one; any other was replaced as a whole (``&amp;`` became ``&``) and maps as a whole.
    The map comes from the pieces that the text was put together from, or from a :class:`SourceMapBuilder`; it is never
    recovered by searching.
    """

    __slots__ = ("_parts", "length")

    def __init__(self, pieces: Iterable[Piece] | int, length: int) -> None:
        """Take the pieces of a text, of which the first ``length`` characters count; they must not change after.

        A number instead is where the whole text stands as it is. Nobody asks most maps anything, so segments are worked
        out at the first question.
        """
        self._parts: Iterable[Piece] | _Segments | int = pieces
        self.length = length

    @classmethod
    def _of(cls, segments: _Segments, length: int) -> SourceMap:
        made = cls((), length)
        made._parts = segments
        return made

    @classmethod
    def identity(cls, length: int, offset: int = 0) -> SourceMap:
        """Return the map of a text of ``length`` characters that stands verbatim at ``offset`` in its source."""
        return cls(offset, length)

    def _segments(self) -> _Segments:
        parts = self._parts
        if isinstance(parts, int):
            parts = self._parts = _Segments([0], [parts], [parts + self.length], [True])
        elif not isinstance(parts, _Segments):
            parts = self._parts = _segments_of(parts, self.length)
        return parts

    def to_source(self, span: Span) -> Span:
        """Return the source span that covers ``span``; a span that straddles markup covers the markup too.

        Raises ``IndexError`` for a span that ends past the text.
        """
        if span.end > self.length:
            raise IndexError(f"span {span.start}..{span.end} ends past the text of {self.length} characters")
        if span.start == span.end:
            place = self._point(span.start)
            return Span(place, place)
        starts, sources, ends, exact = self._segments()
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, span.end - 1) - 1
        start, end = sources[first], ends[last]
        if exact[first]:
            start += span.start - starts[first]
        if exact[last]:
            end = sources[last] + span.end - starts[last]
        return Span(start, max(start, end))

    def _point(self, offset: int) -> int:
        starts, sources, ends, exact = self._segments()
        if not starts:
            return 0
        index = max(bisect_right(starts, offset) - 1, 0)
        if exact[index]:
            return sources[index] + offset - starts[index]
        return ends[index] if offset > starts[index] else sources[index]

    def then(self, outer: SourceMap) -> SourceMap:
        """Compose with ``outer``, the map of this map's source: the result leads from this text to outer's source."""
        builder = SourceMapBuilder()
        starts, sources, ends, exact = self._segments()
        bounds = [*starts, self.length]
        for index, start in enumerate(starts):
            end = bounds[index + 1]
            if not exact[index]:
                inner = outer.to_source(Span(sources[index], ends[index]))
                builder.add(end - start, inner.start, inner.end, exact=False)
                continue
            source = sources[index]
            for cut_start, cut_end in outer._cuts(source, source + end - start):
                inner = outer.to_source(Span(cut_start, cut_end))
                is_exact = inner.end - inner.start == cut_end - cut_start and outer._is_exact(cut_start)
                builder.add(cut_end - cut_start, inner.start, inner.end, exact=is_exact)
        return builder.build()

    def _cuts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a range of this map's text at the bounds of its segments."""
        starts = self._segments().starts
        inside = starts[bisect_right(starts, start) : bisect_left(starts, end)]
        bounds = [start, *inside, end]
        return [(a, b) for a, b in itertools.pairwise(bounds) if a < b]

    def _is_exact(self, offset: int) -> bool:
        segments = self._segments()
        return segments.exact[bisect_right(segments.starts, offset) - 1]

    def segments(self) -> list[tuple[Span, Span, bool]]:
        """Return each segment as (span of the derived text, span of the source, exact)."""
        starts, sources, ends, exact = self._segments()
        bounds = [*starts, self.length]
        return [
            (Span(start, bounds[index + 1]), Span(sources[index], ends[index]), exact[index])
            for index, start in enumerate(starts)
        ]


def _segments_of(pieces: Iterable[Piece], length: int) -> _Segments:
    """Return a segment for each of ``pieces`` that the first ``length`` characters of their text reach into."""
    made = _Segments([], [], [], [])
    offset = 0
    for text, start, end, is_exact in pieces:
        if offset >= length:
            break
        made.starts.append(offset)
        made.sources.append(start)
        made.ends.append(end)
        made.exact.append(is_exact)
        offset += len(text)
    if made.exact and made.exact[-1]:
        made.ends[-1] -= offset - length
    return made


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
        return SourceMap._of(_Segments(self._starts, self._sources, self._ends, self._exact), self.length)
