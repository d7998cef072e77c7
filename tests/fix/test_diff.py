"""Diffs for eyes: safe to show, one line for each line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from claimlint.fix.diff import diff


def test_a_diff() -> None:
    assert diff("a\nb\nc\n", "a\nB\nc\n", "p.md") == (
        "--- a/p.md\n+++ b/p.md\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
    )  # fmt: skip


def test_nothing_changed_is_nothing() -> None:
    assert diff("a\n", "a\n", "p.md") == ""


def test_no_line_end_at_the_end_and_carriage_returns() -> None:
    no_end = "\\ No newline at end of file\n"
    head = "--- a/p.md\n+++ b/p.md\n@@ -1,2 +1,2 @@\n"
    assert diff("a\r\nb", "a\r\nc", "p.md") == f"{head} a\n-b\n{no_end}+c\n{no_end}"


def test_colours() -> None:
    shown = diff("a\n", "b\n", "p.md", color=True)
    assert "\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n" in shown
    assert "\x1b" not in diff("a\n", "b\n", "p.md")


def test_what_acts_on_a_terminal_or_a_runner_is_inert() -> None:
    shown = diff("\x1b[2J\u202e::error::x\n##[x]\n", "b\n", "\x1b]0;p\n.md")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "##[" not in shown
    assert shown.startswith("--- a/\\x1b]0;p\\n.md\n+++ b/\\x1b]0;p\\n.md\n")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=10))
def test_no_control_reaches_the_terminal(before: str, after: str, path: str) -> None:
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", diff(before, after, path)) is None
    for line in diff(before, after, path).splitlines():
        assert line[0] in "+-@ \\"
