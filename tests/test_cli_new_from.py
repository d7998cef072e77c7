"""A check of what changed only, on real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, run_cli
from repository import SETTINGS, commit, git
from sites import CURE, PAGE, places, write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with a finding on lines 1 and 5 of a page and one in another."""
    write(tmp_path / "a.md", f"{FLAGGED}\n{CLEAN}\n{FLAGGED}")
    write(tmp_path / "b.md", CURE)
    commit(tmp_path)
    return tmp_path


def check(site: Path, *words: str) -> list[str]:
    return places(run_cli("check", "--quiet", "--new-from", "HEAD", *words, cwd=site, env=SETTINGS))


def test_only_findings_on_changed_lines_count(site: Path) -> None:
    write(site / "a.md", f"{FLAGGED}\n{CLEAN}\nAnd {FLAGGED[0].lower()}{FLAGGED[1:]}\n{FLAGGED}")
    outcome = run_cli("check", "--new-from", "HEAD", cwd=site, env=SETTINGS)
    assert outcome.code == 1
    assert [line for line in outcome.out.splitlines() if "-->" in line] == [" --> a.md:5:11"]
    assert outcome.out.splitlines()[-3:-1] == [
        "note: only lines changed since HEAD count; left out on other lines of the same files: 2 findings",
        "1 error, 0 warnings, 0 infos in 1 file",
    ]


def test_nothing_changed_is_clean_and_says_so(site: Path) -> None:
    outcome = run_cli("check", "--new-from", "HEAD", "--format", "json", cwd=site, env=SETTINGS)
    assert outcome.code == 0
    report = json.loads(outcome.out)
    assert (report["files"], report["notes"]) == ([], ["only lines changed since HEAD count"])


def test_lines_above_may_come_and_go(site: Path) -> None:
    write(site / "a.md", f"# News\n\n{FLAGGED}\n{CLEAN}\nMore.\n\n{FLAGGED}")
    assert check(site) == []


def test_new_and_renamed_files(site: Path) -> None:
    write(site / "new.md", FLAGGED)
    git(site, "mv", "a.md", "moved.md")
    assert check(site) == ["new.md:1:7:"]
    assert check(site, "moved.md", "b.md") == []


def test_a_missing_disclosure_counts_once_its_page_changed(site: Path) -> None:
    told = PAGE + "\nResults vary from person to person.\n"
    write(site / "prp.md", told)
    commit(site)
    assert check(site) == []
    write(site / "prp.md", PAGE)
    assert check(site) == ["prp.md:1:3:"] * 5


def test_from_a_folder_below_and_with_paths_from_elsewhere(site: Path) -> None:
    write(site / "sub" / "c.md", CLEAN)
    commit(site)
    write(site / "sub" / "c.md", CLEAN + "\n" + FLAGGED)
    write(site / "a.md", CLEAN + "\nPRP: " + FLAGGED)
    assert check(site / "sub") == ["c.md:3:7:"]
    assert check(site / "sub", "..") == ["../a.md:3:12:", "../sub/c.md:3:7:"]


def test_together_with_a_baseline(site: Path) -> None:
    run_cli("baseline", cwd=site)
    write(site / "a.md", f"{CLEAN}\n{FLAGGED}\n{CLEAN}\n{FLAGGED}\n{FLAGGED}")
    outcome = run_cli("check", "--new-from", "HEAD", "--format", "json", cwd=site, env=SETTINGS)
    assert outcome.code == 1
    assert json.loads(outcome.out)["summary"]["errors"] == 1


@pytest.mark.parametrize("revision", ["no-such", "--output=x", ""])
def test_what_is_no_revision_is_2(site: Path, revision: str) -> None:
    outcome = run_cli("check", f"--new-from={revision}", cwd=site, env=SETTINGS)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("claimlint: --new-from")
    assert outcome.err.count("\n") == 1
    assert sorted(path.name for path in site.iterdir()) == [".git", "a.md", "b.md"]


def test_where_there_is_no_repository_or_no_file_it_is_2(tmp_path: Path) -> None:
    write(tmp_path / "a.md", CLEAN)
    outcome = run_cli("check", "--new-from", "HEAD", cwd=tmp_path, env=SETTINGS)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("claimlint: --new-from asks git, which failed: not a git repository")
    commit(tmp_path)
    stdin = run_cli("check", "--new-from", "HEAD", "-", cwd=tmp_path, env=SETTINGS)
    assert (stdin.code, stdin.err) == (2, "claimlint: --new-from compares files; it does not go with “-”\n")
    assert run_cli("check", "--new-from", "HEAD", "gone.md", cwd=tmp_path, env=SETTINGS).code == 2
