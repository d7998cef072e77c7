"""Spans, and maps from derived text to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.model.span import SourceMap, SourceMapBuilder, Span

# "PRP is **clinically proven** &amp; safe" as a reader reads it: "PRP is clinically proven & safe".
SOURCE = "PRP is **clinically proven** &amp; safe"
TEXT = "PRP is clinically proven & safe"


def example() -> SourceMap:
    builder = SourceMapBuilder()
    builder.add(7, 0, 7, exact=True)
    builder.add(17, 9, 26, exact=True)
    builder.add(1, 28, 29, exact=True)
    builder.add(1, 29, 34, exact=False)
    builder.add(5, 34, 39, exact=True)
    return builder.build()


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("PRP", "PRP"),
        ("clinically proven", "clinically proven"),
        ("is clinically", "is **clinically"),
        ("proven & safe", "proven** &amp; safe"),
        ("&", "&amp;"),
        ("& s", "&amp; s"),
        (TEXT, SOURCE),
    ],
)
def test_a_span_maps_to_the_source_that_it_covers(part: str, source: str) -> None:
    start = TEXT.index(part)
    span = example().to_source(Span(start, start + len(part)))
    assert SOURCE[span.start : span.end] == source


def test_an_empty_span_maps_to_a_point() -> None:
    points = [example().to_source(Span(at, at)) for at in (0, 7, 24, 25, 26, 31)]
    assert points == [Span(at, at) for at in (0, 9, 28, 29, 34, 39)]
    assert SourceMap.identity(0).to_source(Span(0, 0)) == Span(0, 0)


def test_neighbours_that_continue_each_other_are_joined() -> None:
    builder = SourceMapBuilder()
    for at in range(4):
        builder.add(1, at, at + 1, exact=True)
    assert builder.build().segments() == [(Span(0, 4), Span(0, 4), True)]


def test_what_is_no_span_or_no_segment_is_refused() -> None:
    for start, end in ((2, 1), (-1, 0)):
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)
    with pytest.raises(ValueError, match="same length"):
        SourceMapBuilder().add(2, 0, 3, exact=True)
    with pytest.raises(IndexError, match="ends past the text of 31 characters"):
        example().to_source(Span(0, 32))


def test_spans_intersect_when_they_share_a_character() -> None:
    assert Span(0, 2).intersects(Span(1, 3))
    assert not Span(0, 2).intersects(Span(2, 3))


SEGMENTS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3), st.booleans(), st.integers(1, 3)), max_size=6)


def build(parts: list[tuple[int, int, bool, int]]) -> tuple[SourceMap, int]:
    """Return a map made of (length, gap before, exact, source length) and the length of its source."""
    builder, at = SourceMapBuilder(), 0
    for length, gap, exact, source in parts:
        at += gap
        end = at + (length if exact else source)
        builder.add(length, at, end, exact=exact)
        at = end
    return builder.build(), at


@given(SEGMENTS, st.data())
def test_a_composed_map_covers_what_the_two_maps_cover_in_turn(
    outer_parts: list[tuple[int, int, bool, int]], data: st.DataObject
) -> None:
    outer, _ = build(outer_parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, outer.length), max_size=6)))
    builder = SourceMapBuilder()
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        exact = data.draw(st.booleans())
        builder.add(end - start if exact else data.draw(st.integers(1, 3)), start, end, exact=exact)
    inner = builder.build()
    both = inner.then(outer)
    assert both.length == inner.length
    for at in range(inner.length):
        assert both.to_source(Span(at, at + 1)) == outer.to_source(inner.to_source(Span(at, at + 1)))
