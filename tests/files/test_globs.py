"""Path patterns: the meaning of gitignore(5), in time that no pattern can blow up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.files.globs import compile_glob


def matches(pattern: str, path: str) -> bool:
    glob = compile_glob(pattern)
    return glob is not None and glob.matches(path.split("/"))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("a.md", ["a.md"], ["b.md", "a.md/b", "A.md", "xa.md", "a.mdx"]),
        ("*.md", ["a.md", ".md", "a\nb.md", "caf\udce9.md"], ["a.html", "a/b.md", "a.md\n", "a.mdx"]),
        ("a*b*c", ["abc", "aXbYc", "abbcc"], ["ab", "abcd", "xabc"]),
        ("?.md", ["a.md", "é.md", "\n.md"], [".md", "ab.md"]),
        ("[a-c]x", ["ax", "cx"], ["dx", "-x", "x"]),
        ("[!a-c]x", ["dx", "-x", "éx"], ["ax"]),
        ("[^a]x", ["bx"], ["ax"]),
        ("[]a]", ["]", "a"], ["b"]),
        ("[a-]", ["a", "-"], ["b"]),
        (r"[\]x]", ["]", "x"], ["\\"]),
        ("[z-a]", [], ["a", "z", "-"]),
        ("[!z-a]", ["a"], []),
        ("[[:digit:]]x", ["1x"], ["ax", ":x"]),
        ("[[:nope:]]", [], ["n", ":"]),
        ("[a&&b]", ["a", "b", "&"], ["c"]),
        ("[a", [], ["[a", "a"]),
        (r"\*", ["*"], ["a", "\\*"]),
        (r"\a", ["a"], ["\\a"]),
        ("a\\", [], ["a", "a\\"]),
        ("a.b", ["a.b"], ["axb"]),
        ("a/*/c", ["a/b/c"], ["a/c", "a/b/b/c"]),
        ("**/c", ["c", "a/c", "a/b/c"], ["a", "c/a"]),
        ("a/**/c", ["a/c", "a/b/c", "a/b/b/c"], ["c", "a/b"]),
        ("a/**", ["a/b", "a/b/c"], ["a", "b/a"]),
        ("**", ["a", "a/b"], []),
        ("**/a/**/b", ["a/b", "x/a/y/b", "a/a/b"], ["b/a", "a/b/c"]),
        ("a**", ["a", "abc"], ["a/b"]),
        ("a//b", [], ["a/b"]),
        ("", [], ["a"]),
    ],
)
def test_what_a_pattern_matches(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in [*yes, *no] if matches(pattern, path)] == yes


def test_a_pattern_leads_into_the_folders_that_may_hold_a_match() -> None:
    glob = compile_glob("a/*/c.md")
    assert glob is not None
    assert [glob.leads(path.split("/")) for path in ("a", "b", "a/b", "a/b/c.md")] == [True, False, True, False]
    deep = compile_glob("a/**/c.md")
    assert deep is not None
    assert [deep.leads(path.split("/")) for path in ("a", "b", "a/b/d/e")] == [True, False, True]


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("*a" * 100 + "*b", "a" * 255), ("?*" * 100 + "b", "a" * 255), ("/".join(["**", "a"] * 50) + "/b", "a/" * 2000)],
)
def test_a_pattern_made_to_backtrack_ends(pattern: str, path: str) -> None:
    assert not matches(pattern, path.rstrip("/"))


@given(st.text("ab*?", min_size=1, max_size=8), st.text("ab", min_size=1, max_size=8))
def test_stars_and_question_marks_mean_what_they_do_in_a_plain_translation(pattern: str, name: str) -> None:
    if not pattern.strip("*") and len(pattern) > 1:
        pattern = "*"
    plain = pattern.replace("*", ".*").replace("?", ".")
    assert matches(pattern, name) == bool(re.fullmatch(plain, name))


@given(st.lists(st.sampled_from(["**", "a", "b", "?"]), min_size=1, max_size=5), st.text("ab", min_size=1, max_size=6))
def test_folders_mean_what_they_do_in_a_plain_translation(segments: list[str], names: str) -> None:
    *front, last = segments
    plain = "".join("(.+/)*" if segment == "**" else segment.replace("?", ".") + "/" for segment in front)
    plain += "(.+/)*[^/]+" if last == "**" else last.replace("?", ".")
    assert matches("/".join(segments), "/".join(names)) == bool(re.fullmatch(plain, "/".join(names)))


@given(st.text(max_size=20), st.text(min_size=1, max_size=20))
def test_any_pattern_compiles_or_never_matches(pattern: str, name: str) -> None:
    assert matches(pattern, name) in (True, False)
