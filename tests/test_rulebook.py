"""``rules docs`` as a command, and the pages that are under version control."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import run_cli

from claimlint.rulebook import outdated, pages_on

PACK = """\
pack: own
rules:
  - id: %s
    category: hype
    severity: warning
    confidence: high
    patterns: [to the moon]
    message: "“{match}” is hype."
    why: It says nothing.
    suggestions: [Say what was measured.]
    references: [us-ftc-hpcg-2022]
    examples:
      flag: [We go to the moon., Hair to the moon!, To the moon.]
      clean: [We go home., The moon is up., Moons are nice.]
"""
DOCS = ("rules", "docs", "--no-config")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with one rule, ``moon``."""
    path = tmp_path / "own.yaml"
    path.write_text(PACK % "moon", encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_pages_of_the_shipped_rules_are_up_to_date() -> None:
    assert outdated(Path(__file__).parents[1] / "docs/rules", pages_on(())) == []


def test_pages_follow_the_rules(tmp_path: Path, pack: Path) -> None:
    first = run_cli(*DOCS, "out", "own.yaml", cwd=tmp_path)
    assert (first.code, first.out, first.err) == (0, "2 pages, 2 brought up to date\n", "")
    assert files(tmp_path / "out") == ["README.md", "own/moon.md"]
    (tmp_path / "out/own/notes.md").write_text("# Mine\n", encoding="utf-8")
    pack.write_text(PACK % "sun", encoding="utf-8")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}
    check = run_cli(*DOCS, "--check", "out", "own.yaml", cwd=tmp_path)
    assert (check.code, check.err) == (1, "")
    assert check.out.splitlines() == [
        "out/README.md: is out of date",
        "out/own/moon.md: is on no rule",
        "out/own/sun.md: is missing",
        "2 pages, 3 not up to date",
    ]
    assert {name: (tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")} == before
    assert run_cli(*DOCS, "out", "own.yaml", cwd=tmp_path).code == 0
    assert files(tmp_path / "out") == ["README.md", "own/notes.md", "own/sun.md"]
    again = run_cli(*DOCS, "--check", "out", "own.yaml", cwd=tmp_path)
    assert (again.code, again.out) == (0, "2 pages, 0 not up to date\n")


def test_a_readme_that_is_the_users_own_stays(tmp_path: Path, pack: Path) -> None:
    (tmp_path / "README.md").write_text("# Mine\n", encoding="utf-8")
    outcome = run_cli(*DOCS, ".", pack.name, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "claimlint: README.md: was not written by “rules docs”; move it, or name another folder\n"
    assert files(tmp_path) == ["README.md", "own.yaml"]


def test_pages_are_not_written_through_a_link(tmp_path: Path, pack: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/own").symlink_to(tmp_path / "elsewhere")
    outcome = run_cli(*DOCS, "out", pack.name, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "claimlint: out/own: is a link to another folder; pages are not written through it\n"
    assert files(tmp_path / "elsewhere") == []


def test_a_folder_that_is_a_file_is_named(tmp_path: Path, pack: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    outcome = run_cli(*DOCS, "out", pack.name, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("claimlint: ")
    assert "out" in outcome.err
    assert outcome.err.count("\n") == 1


def test_pages_with_line_ends_of_windows_are_up_to_date(tmp_path: Path, pack: Path) -> None:
    run_cli(*DOCS, "out", pack.name, cwd=tmp_path)
    for name in files(tmp_path / "out"):
        path = tmp_path / "out" / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_cli(*DOCS, "--check", "out", pack.name, cwd=tmp_path).code == 0
