"""Ignore files: as git reads them, with the linter's own having the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint.files.discover import discover
from claimlint.files.ignores import can_match

SUFFIXES = frozenset({".md"})


def tree(folder: Path, files: dict[str, str]) -> Path:
    """Write files by path."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(cwd: Path, *arguments: str, exclude: tuple[str, ...] = (), base: Path | None = None) -> list[str]:
    result = discover(arguments or ["."], cwd=cwd, suffixes=SUFFIXES, exclude=exclude, exclude_base=base)
    return [file.shown for file in result.files]


# Every row was compared with what ``git ls-files --others --exclude-standard`` lists (git 2.39).
@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ("", ["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("a.md", ["b.md", "d/e/b.md"]),
        ("/a.md", ["b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("d/", ["a.md", "b.md"]),
        ("e", ["a.md", "b.md", "d/a.md"]),
        ("a.md/", ["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("e/a.md", ["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("d/e/a.md", ["a.md", "b.md", "d/a.md", "d/e/b.md"]),
        ("**/e/a.md", ["a.md", "b.md", "d/a.md", "d/e/b.md"]),
        ("d/**", ["a.md", "b.md"]),
        ("d/**/b.md", ["a.md", "b.md", "d/a.md", "d/e/a.md"]),
        ("*.md\n!b.md", ["b.md", "d/e/b.md"]),
        ("d/\n!d/a.md", ["a.md", "b.md"]),
        ("d/*\n!d/a.md", ["a.md", "b.md", "d/a.md"]),
        ("!b.md\n*.md", []),
        ("# a.md\n\n   \n\\#x\nb.md   ", ["a.md", "d/a.md", "d/e/a.md"]),
        ("a.md\r\nb.md\r\n", []),
        ("\ufeffa.md", ["b.md", "d/e/b.md"]),
        ("[ab].md", []),
        ("[", ["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("/", ["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"]),
        ("*", []),
    ],
)
def test_a_gitignore_leaves_what_git_leaves(tmp_path: Path, rules: str, left: list[str]) -> None:
    tree(tmp_path, dict.fromkeys(["a.md", "b.md", "d/a.md", "d/e/a.md", "d/e/b.md"], ""))
    (tmp_path / ".gitignore").write_bytes(rules.encode())
    assert found(tmp_path) == left


def test_escaped_spaces_and_marks(tmp_path: Path) -> None:
    tree(tmp_path, dict.fromkeys(["a.md", "#.md", "!.md", "x .md/b.md", "y /b.md"], ""))
    (tmp_path / ".gitignore").write_text("\\#.md\n\\!.md\ny\\ \n", encoding="utf-8")
    assert found(tmp_path) == ["a.md", "x .md/b.md"]


def test_a_nearer_file_wins(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "*.md", "d/.gitignore": "!a.md", "a.md": "", "d/a.md": "", "d/b.md": ""})
    assert found(tmp_path) == ["d/a.md"]


def test_rules_of_the_repository_hold_below_it_and_not_above(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            ".gitignore": "c.md",
            "repo/.git/info/exclude": "a.md\nb.md",
            "repo/.gitignore": "!b.md\n/d/x.md",
            **dict.fromkeys(["repo/d/a.md", "repo/d/b.md", "repo/d/c.md", "repo/d/x.md"], ""),
        },
    )
    assert found(tmp_path / "repo" / "d") == ["b.md", "c.md"]
    assert found(tmp_path, "repo/d") == ["repo/d/b.md", "repo/d/c.md"]


def test_outside_of_a_repository_rules_count_from_the_working_directory_on(tmp_path: Path) -> None:
    tree(tmp_path, {".gitignore": "a.md", "d/.gitignore": "b.md"})
    tree(tmp_path, dict.fromkeys(["d/a.md", "d/b.md", "d/e/a.md", "d/e/b.md", "d/e/c.md"], ""))
    assert found(tmp_path, "d/e") == ["d/e/c.md"]
    assert found(tmp_path / "d", "e") == ["e/a.md", "e/c.md"]
    assert found(tmp_path / "d" / "e") == ["a.md", "b.md", "c.md"]


def test_the_git_of_a_worktree_is_a_file(tmp_path: Path) -> None:
    tree(tmp_path, {".git": "gitdir: elsewhere", ".gitignore": "a.md", "d/a.md": "", "d/b.md": ""})
    assert found(tmp_path, "d") == ["d/b.md"]


def test_a_named_folder_is_walked_even_if_ignored(tmp_path: Path) -> None:
    tree(tmp_path, {".git/config": "", ".gitignore": "build/", "build/a.md": "", "b.md": ""})
    assert found(tmp_path) == ["b.md"]
    assert found(tmp_path, "build") == ["build/a.md"]


def test_our_own_file_has_the_last_word(tmp_path: Path) -> None:
    tree(tmp_path, {".claimlintignore": "legacy/\n!keep.md", ".gitignore": "keep.md", "keep.md": "", "legacy/a.md": ""})
    tree(tmp_path, {"d/.gitignore": "!a.md", "d/.claimlintignore": "a.md", "d/a.md": "", "d/b.md": ""})
    assert found(tmp_path) == ["keep.md", "d/b.md"]


def test_the_configuration_comes_before_both(tmp_path: Path) -> None:
    tree(tmp_path, {".claimlintignore": "!a.md", "a.md": "", "d/a.md": "", "d/b.md": ""})
    assert found(tmp_path, exclude=("a.md",)) == ["d/b.md"]
    assert found(tmp_path, exclude=("/d/a.md",)) == ["a.md", "d/b.md"]
    assert found(tmp_path / "d", exclude=("/d/a.md",), base=tmp_path) == ["b.md"]
    assert found(tmp_path, exclude=("/a.md",), base=tmp_path / "d") == ["a.md", "d/b.md"]
    assert found(tmp_path, exclude=("*.md", "!b.md")) == ["d/b.md"]


def test_an_ignore_file_that_is_a_link_or_a_folder_is_not_read(tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "", "rules": "a.md", ".claimlintignore/x": ""})
    (tmp_path / ".gitignore").symlink_to("rules")
    assert found(tmp_path) == ["a.md"]


def test_an_ignore_file_that_is_too_large_is_said(tmp_path: Path) -> None:
    tree(tmp_path, {"a.md": "", ".git/config": "", ".gitignore": "a.md\n" * 300_000, "d/b.md": ""})
    for argument in (".", "d"):
        result = discover([argument, argument], cwd=tmp_path, suffixes=SUFFIXES)
        assert {name for name, _ in result.incidents} == {".gitignore"}
        assert {incident.detail.partition(":")[0] for _, incident in result.incidents} == {
            "the ignore file is not in force"
        }


def test_which_lines_are_patterns() -> None:
    lines = ["a", "!a", "/a/", "**", "#a", "", "  ", "!", "/", "[", "a\\", "a//b"]
    assert [line for line in lines if can_match(line)] == ["a", "!a", "/a/", "**"]
