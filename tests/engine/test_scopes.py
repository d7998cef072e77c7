"""Which findings lie in which stretches, held against looking at every pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from samples import finding

from claimlint.engine.scopes import Cover, covering
from claimlint.model.span import Span

spans = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=12), st.lists(spans, max_size=12))
def test_each_finding_gets_the_first_directive_over_it(places: list[Span], stretches: list[Span]) -> None:
    findings = [finding(start=place.start, end=place.end) for place in places]
    covers = [Cover(span, number) for number, span in enumerate(stretches)]
    expected = {
        number: [
            cover.directive
            for cover in covers
            if cover.span.start < cover.span.end
            and cover.span.start < max(place.end, place.start + 1)
            and cover.span.end > place.start
        ]
        for number, place in enumerate(places)
    }
    firsts, used = covering(findings, covers)
    assert firsts == {number: found[0] for number, found in expected.items() if found}
    assert used == {directive for found in expected.values() for directive in found}
