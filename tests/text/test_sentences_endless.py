"""Sentences that go on and on are cut, so that every part of a text is looked at, at a bounded cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.text.sentences import MOST_CHARACTERS, clauses, has_endless, sentences


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("a" * MOST_CHARACTERS, [MOST_CHARACTERS]),
        ("a" * (MOST_CHARACTERS + 1), [MOST_CHARACTERS, 1]),
        (f"{'a' * MOST_CHARACTERS} b", [MOST_CHARACTERS, 1]),
        (f"{'a' * 10} {'b' * MOST_CHARACTERS} c", [10, MOST_CHARACTERS, 1]),
        (f"Short. {'abcd ' * 2000}end. Short.", [6, 7999, 2004, 6]),
    ],
)
def test_where_sentences_are_cut(text: str, sizes: list[int]) -> None:
    assert [end - start for start, end in sentences(text)] == sizes
    assert has_endless(text) is (len(sizes) > 1)


@given(st.lists(st.sampled_from(["a", "word", "x" * 3000, "y" * 9000, "end.", "(", "?", "•"]), max_size=12))
def test_nothing_but_spaces_is_left_out(words: list[str]) -> None:
    text = " ".join(words)
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(0 < end - start <= MOST_CHARACTERS for start, end in spans)
    assert sorted(spans) == spans


def test_a_year_in_brackets_ends_no_clause() -> None:
    text = "Olsen et al. (2002) found that it works (in mice)."
    assert [text[start:end] for start, end in clauses(text)] == [
        "Olsen et al. (2002) found that it works",
        "(in mice).",
    ]
