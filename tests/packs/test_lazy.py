"""The parts of the compiled rules that are taken apart late say what they would have said at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.model.rule import Wording
from claimlint.packs.lazy import LateWording, Lists, Parts, Rows, Texts, bytes_of, numbers_of, parts_of

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=6)


def parts(*pairs: tuple[str, bytes], start: bytes = b"") -> Parts:
    """The parts of a content that begins with ``start``."""
    content = start + b"".join(part for _, part in pairs)
    return Parts(content, len(start), [(name, len(part)) for name, part in pairs])


def made(texts: list[str]) -> Texts:
    return parts(*parts_of("one", ["other"]), *parts_of("asked", texts), start=b"head\n").texts("asked")


@given(TEXTS)
def test_texts_come_back(texts: list[str]) -> None:
    found = made(texts)
    assert len(found) == len(texts)
    assert list(found) == texts
    assert found == tuple(texts)
    assert [found[-place - 1] for place in range(len(texts))] == texts[::-1]
    assert found[1:3] == texts[1:3]


def test_texts_differ_by_where_they_end() -> None:
    assert made(["ab", "c"]) != made(["a", "bc"])
    assert made(["ab"]) != "ab"


@pytest.mark.parametrize("index", [1, 2, -2, -3])
def test_an_index_out_of_range_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        made(["one"])[index]


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert parts(("other", b"...."), ("asked", bytes_of(numbers))).numbers("asked").tolist() == numbers


def test_numbers_are_written_with_the_lowest_byte_first() -> None:
    assert bytes_of([258, 1]) == bytes([2, 1, 0, 0, 1, 0, 0, 0])
    with pytest.raises(OverflowError):
        bytes_of([2**32])


def test_a_number_that_is_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes length not a multiple of item size"):
        numbers_of(b"12345")


def test_texts_that_do_not_end_with_their_part_are_refused() -> None:
    with pytest.raises(ValueError, match="3 bytes, and not 4"):
        parts(("asked.ends", bytes_of([4])), ("asked", b"one")).texts("asked")


@pytest.mark.parametrize(("content", "message"), [(b"abc", "3 bytes, and not 2"), (b"a", "1 bytes, and not 2")])
def test_parts_that_are_not_the_whole_content_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Parts(content, 0, [("one", 1), ("two", 1)])


def test_lists() -> None:
    lists = Lists({"one": "long entry\nentry", "two": "b"})
    assert lists == {"one": ("long entry", "entry"), "two": ("b",)}
    assert (list(lists), len(lists), "three" in lists) == (["one", "two"], 2, False)
    assert lists["one"] is lists["one"]


def test_rows() -> None:
    rows = Rows(["one", "two"], ["1 2;", ";a 3;"])
    assert rows == {"one": "1 2;", "two": ";a 3;"}
    assert (list(rows), len(rows), "three" in rows, "one" in rows) == (["one", "two"], 2, False, True)


def test_a_wording_that_is_read_late_is_one_that_was_read_at_once() -> None:
    columns = (["a", "b"], ["A", "B"], ["[1]", "[2]"])
    late, plain = LateWording(columns, 1), Wording("b", "B", "[2]")
    assert (late.text, late.expression, late.relaxed) == plain
    assert late == plain
    assert plain == late
    assert late != LateWording(columns, 0)
    assert {late, plain} == {plain}
