"""Line and column truth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.text.lines import LineIndex, Unit

MIXED = "one\ntwo\r\nthree\rfour"


@pytest.mark.parametrize(
    ("offset", "position"),
    [
        (0, (1, 1)),
        (3, (1, 4)),  # the line end is on the line that it ends
        (4, (2, 1)),
        (7, (2, 4)),
        (8, (2, 5)),  # between \r and \n
        (9, (3, 1)),
        (14, (3, 6)),
        (15, (4, 1)),
        (19, (4, 5)),
    ],
)
def test_position(offset: int, position: tuple[int, int]) -> None:
    index = LineIndex(MIXED)
    assert index.position(offset) == position
    assert index.offset(*position) == offset


def test_line_text() -> None:
    index = LineIndex(MIXED)
    assert [index.line_text(line) for line in range(1, index.line_count + 1)] == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("\n", ["", ""]),
        ("\r\n", ["", ""]),
        ("\n\r", ["", "", ""]),
        ("a\r\r\nb", ["a", "", "b"]),
        ("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", ["a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"]),
    ],
)
def test_what_ends_a_line(text: str, lines: list[str]) -> None:
    index = LineIndex(text)
    assert [index.line_text(line) for line in range(1, index.line_count + 1)] == lines


@pytest.mark.parametrize(
    ("unit", "columns"),
    [(Unit.CODE_POINT, [1, 2, 3, 4, 5]), (Unit.UTF_16, [1, 2, 4, 5, 6]), (Unit.BYTE, [1, 3, 7, 10, 11])],
)
def test_units(unit: Unit, columns: list[int]) -> None:
    index = LineIndex("first\né😀€a\nlast")
    assert [index.position(6 + step, unit) for step in range(5)] == [(2, column) for column in columns]
    assert [index.offset(2, column, unit) for column in columns] == [6, 7, 8, 9, 10]


def test_a_column_inside_a_character_means_its_start() -> None:
    index = LineIndex("a😀b")
    assert index.offset(1, 3, Unit.UTF_16) == 1
    assert [index.offset(1, column, Unit.BYTE) for column in (2, 3, 4, 5, 6)] == [1, 1, 1, 1, 2]


def test_lone_surrogates_have_a_width() -> None:
    index = LineIndex("\ud800b")
    assert index.position(1, Unit.UTF_16) == (1, 2)
    assert index.position(1, Unit.BYTE) == (1, 4)


@pytest.mark.parametrize("offset", [-1, 20])
def test_no_position_outside_the_text(offset: int) -> None:
    with pytest.raises(IndexError, match=f"no offset {offset} in a text of 19 characters"):
        LineIndex(MIXED).position(offset)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize(("line", "column"), [(0, 1), (5, 1), (1, 0), (1, -3), (1, 5), (2, 6), (4, 6)])
def test_no_offset_outside_the_lines(line: int, column: int, unit: Unit) -> None:
    for text in (MIXED, MIXED.replace("three", "thréé")):
        with pytest.raises(IndexError, match=r"no (line|column) -?\d+"):
            LineIndex(text).offset(line, column, unit)


@pytest.mark.parametrize("line", [0, 5])
def test_no_text_of_a_line_that_is_not_there(line: int) -> None:
    with pytest.raises(IndexError, match=f"no line {line} in a text of 4 lines"):
        LineIndex(MIXED).line_text(line)


texts = st.text(st.sampled_from("ab\n\r\x0c\x85\u2028é€😀\ud800"), max_size=40)


@given(texts, st.sampled_from(Unit))
def test_positions_lead_back(text: str, unit: Unit) -> None:
    index = LineIndex(text)
    offsets = [*range(len(text) + 1), *range(len(text), -1, -1)]
    assert [index.offset(*index.position(offset, unit), unit) for offset in offsets] == offsets


@given(texts, st.sampled_from(Unit), st.lists(st.integers(0, 40)))
def test_the_order_of_questions_does_not_matter(text: str, unit: Unit, wanted: list[int]) -> None:
    index = LineIndex(text)
    offsets = [min(offset, len(text)) for offset in wanted]
    assert [index.position(at, unit) for at in offsets] == [LineIndex(text).position(at, unit) for at in offsets]


@given(texts)
def test_lines_are_those_of_a_plain_split(text: str) -> None:
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [index.line_text(line) for line in range(1, index.line_count + 1)] == lines
