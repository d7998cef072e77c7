"""The source line and its carets, on lines of any length and with characters of any width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import terminal_controls

from claimlint.report.excerpt import excerpt
from claimlint.text.safe import display


def columns(text: str) -> int:
    """Count columns as a terminal does, apart from how the code under test counts them."""
    total = 0
    for character in text:
        if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
            continue
        total += 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
    return total


@pytest.mark.parametrize(
    ("line", "start", "end", "width", "shown", "carets"),
    [
        ("It is safe.", 6, 10, 80, "It is safe.", "      ^^^^"),
        ("It is safe.", 0, 2, 80, "It is safe.", "^^"),
        ("It is safe.", 6, 6, 80, "It is safe.", ""),
        ("", 0, 0, 80, "", ""),
        ("safe", 2, 99, 80, "safe", "  ^^"),
        ("safe", 9, 12, 80, "safe", ""),
        ("\tsafe", 1, 5, 80, "    safe", "    ^^^^"),
        ("安全です safe", 5, 9, 80, "安全です safe", "         ^^^^"),
        ("安全です", 1, 2, 80, "安全です", "  ^^"),
        ("cafe\u0301 safe", 6, 10, 80, "cafe\u0301 safe", "     ^^^^"),
        ("\x1b[31msafe", 5, 9, 80, "\\x1b[31msafe", "        ^^^^"),
        ("##[error]safe", 9, 13, 80, "##\\[error]safe", "          ^^^^"),
        ("##VSO[x]safe", 8, 12, 80, "##VSO\\[x]safe", "         ^^^^"),
        ("a" * 50 + "safe" + "b" * 50, 50, 54, 20, "…aaaaaaasafebbbbbbb…", "        ^^^^"),
        ("safe" + "b" * 50, 0, 4, 20, "safe" + "b" * 14 + "…", "^^^^"),
        ("a" * 50 + "safe", 50, 54, 20, "…aaaaaaasafe", "        ^^^^"),
        ("a" * 5 + "s" * 50 + "b" * 5, 5, 55, 20, "…" + "s" * 18 + "…", " " + "^" * 18),
    ],
)
def test_exact(line: str, start: int, end: int, width: int, shown: str, carets: str) -> None:
    assert excerpt(line, start, end, width) == (shown, carets)


@given(st.data())
def test_carets_cover_the_columns_of_the_place(data: st.DataObject) -> None:
    line = data.draw(st.text(st.one_of(st.characters(), st.sampled_from("安é\u0301👍\t\x1b ##[")), max_size=60))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    width = data.draw(st.integers(20, 100))
    shown, carets = excerpt(line, start, end, width)
    assert terminal_controls(shown) == []
    assert columns(shown) <= width
    assert len(carets) <= max(columns(shown), 1) + 1
    assert carets.strip("^").strip() == ""
    assert bool(carets) == (start < end)


@given(prefix=st.text(max_size=200), suffix=st.text(max_size=200))
def test_the_place_is_always_in_the_excerpt(prefix: str, suffix: str) -> None:
    match = "safe for everyone"
    shown, carets = excerpt(prefix + match + suffix, len(prefix), len(prefix) + len(match), 60)
    assert match in shown
    assert carets.count("^") == len(match)
    before = shown[: shown.index(match)] if match not in display(prefix) else None
    if before is not None:
        assert columns(before) == carets.index("^")


def test_a_line_of_megabytes_is_cut() -> None:
    line = "x" * 5_000_000 + "safe" + "y" * 5_000_000
    assert excerpt(line, 5_000_000, 5_000_004, 20) == ("…xxxxxxxsafeyyyyyyy…", "        ^^^^")
