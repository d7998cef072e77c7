"""The parts of the compiled rules that are taken apart late say what they would have said at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.packs.lazy import Lists, WordSets

SETS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=6)


def word_sets(sets: list[str]) -> WordSets:
    return WordSets("".join(sets).encode(), WordSets.ends_of(sets))


@given(SETS)
def test_sets_come_back(sets: list[str]) -> None:
    found = word_sets(sets)
    assert len(found) == len(sets)
    assert list(found) == sets
    assert found == tuple(sets)
    assert [found[-place - 1] for place in range(len(sets))] == sets[::-1]
    assert found[1:3] == sets[1:3]


def test_sets_differ_by_their_words() -> None:
    assert word_sets(["ab", "c"]) != word_sets(["a", "bc"])
    assert word_sets(["ab"]) != "ab"


@pytest.mark.parametrize("index", [1, 2, -2, -3])
def test_an_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        word_sets(["one"])[index]


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        ("", "3 bytes, and not 0"),
        ("04000000", "3 bytes, and not 4"),
        ("0200", "bytes length not a multiple of item size"),
        ("zz", "non-hexadecimal number"),
    ],
)
def test_what_does_not_belong_together_is_refused(ends: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WordSets(b"one", ends)


def test_ends_are_written_with_the_lowest_byte_first() -> None:
    assert WordSets.ends_of(["a" * 258, "é"]) == "0201000004010000"


def test_lists() -> None:
    lists = Lists({"one": "long entry\nentry", "two": "b"})
    assert lists == {"one": ("long entry", "entry"), "two": ("b",)}
    assert (list(lists), len(lists), "three" in lists) == (["one", "two"], 2, False)
    assert lists["one"] is lists["one"]
