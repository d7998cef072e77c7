"""What is shown acts on nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.text.safe import display, display_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain (text) – “quoted”, é, 漢, 😀", "plain (text) – “quoted”, é, 漢, 😀"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\nb\r\nc\td", "a\\nb\\r\\nc\\td"),
        ("\0\x7f\x85\x9b", "\\x00\\x7f\\x85\\x9b"),
        ("safe\u202eevil\u2066", "safe\\u202eevil\\u2066"),
        ("clin\u200bic\u00adal\ufeff", "clin\\u200bic\\xadal\\ufeff"),
        ("a\u2028b\u2029", "a\\u2028b\\u2029"),
        ("\U000e0041", "\\U000e0041"),
        ("\u3164", "\\u3164"),
        ("bad\udcff.md", "bad\\udcff.md"),
        ("C:\\new\\table", "C:\\new\\table"),
    ],
)
def test_display(text: str, shown: str) -> None:
    assert display(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[add-mask]x", "##\\[add-mask]x"),
        ("a ##[error]b ###[x] ##[", "a ##\\[error]b ###\\[x] ##\\["),
        ("##vso[task.setvariable]", "##vso\\[task.setvariable]"),
        ("##VSO[x]##vso##[y]", "##VSO\\[x]##vso##\\[y]"),
        ("::error::x", "\\::error::x"),
        ("  ::add-mask::x", "  \\::add-mask::x"),
        ("\u00a0\u3000::x", "\u00a0\u3000\\::x"),
        ("std::string", "std::string"),
        ("# heading [x]", "# heading [x]"),
    ],
)
def test_commands_of_ci_runners_are_broken(text: str, shown: str) -> None:
    assert display(text) == shown
    assert display_line(text) == shown


def test_display_line_shows_tabs_as_spaces() -> None:
    assert display_line("\ta\tb\n") == " a b\\n"
    assert display_line("\t::x") == " \\::x"


HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0000-\U000e0fff]")
hostile = st.text(
    st.one_of(st.characters(), st.sampled_from("#[]:vsoVSO \t\n\r\x1b\x07\u202e\u200b\ud800\U000e0041\u2800")),
)


@given(hostile)
def test_nothing_unsafe_is_shown(text: str) -> None:
    for shown in (display(text), display_line(text)):
        assert [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")] == []
        assert not HIDDEN.search(shown)
        assert not re.search(r"##(vso)?\[", shown, re.IGNORECASE)
        assert not shown.lstrip().startswith("::")


@given(st.text(st.sampled_from("ab 09.,;é漢😀")))
def test_harmless_text_is_shown_as_it_is(text: str) -> None:
    assert display(text) == display_line(text) == text


def test_visible_leaves_typography_and_what_a_format_escapes_itself() -> None:
    kept = "no down\u00adtime 👩\u200d⚕️\n\t::error:: ##[add-mask] <b>"
    assert visible(kept) == kept
    assert visible("a\x00\r\x1b\u202e\u200b\u2028\ud800") == "a\\x00\\r\\x1b\\u202e\\u200b\\u2028\\ud800"
