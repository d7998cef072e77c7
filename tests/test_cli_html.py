"""``--format html`` and ``--output html=FILE``, in real processes: the file, its record and its determinism."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, run_cli
from html_reading import Element, read

EPOCH = {"SOURCE_DATE_EPOCH": "1795343430"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a configuration, a draft that is flagged and a page that is clean."""
    (tmp_path / ".claimlint.yaml").write_text("jurisdictions: [uk]\nignore: [hype]\n", encoding="utf-8")
    (tmp_path / "draft.md").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def record(top: Element) -> dict[str, str]:
    return {row.one("dt").text: row.one("dd").text for row in top.one("dl", class_="record").all("div")}


def test_a_file_beside_the_report_in_the_terminal(folder: Path) -> None:
    outcome = run_cli("check", "--quiet", "--output", "html=report.html", cwd=folder)
    assert (outcome.code, outcome.err, outcome.out.count("\n")) == (1, "", 1)
    top = read((folder / "report.html").read_text(encoding="utf-8"))
    assert top.one("h1").text == "Does not pass"
    assert [page.all("h2", class_="path")[0].text for page in top.all("details", class_="page")] == [
        "clean.md",
        "draft.md",
    ]
    assert [text.text.strip() for text in top.all("div", class_="text")] == [CLEAN.strip(), FLAGGED.strip()]
    assert [claim.text for claim in top.all("a", class_="claim")] == ["safe for everyone"]


def test_the_record(folder: Path) -> None:
    outcome = run_cli("check", "--format", "html", cwd=folder, env=EPOCH)
    assert (outcome.code, outcome.err) == (1, "")
    found = record(read(outcome.out))
    assert found.pop("Tool").startswith("claimlint ")
    assert found == {
        "Made": "2026-11-22T10:30:30Z",
        "Commit": "none: not a git repository",
        "Configuration": ".claimlint.yaml",
        "Fails at": "warning",
        "Only": "every rule",
        "Left out": "hype",
        "Files left out": "none by pattern",
        "Least confidence": "low",
        "Jurisdictions": "United Kingdom",
    }


def test_the_configuration_above_is_named_from_here(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site" / "page.md").write_text(CLEAN, encoding="utf-8")
    outcome = run_cli("check", "--format", "html", cwd=folder / "site", env=EPOCH)
    assert (outcome.code, record(read(outcome.out))["Configuration"]) == (0, "../.claimlint.yaml")
    assert str(folder) not in outcome.out


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    first = run_cli("check", "--format", "html", "--jobs", "1", cwd=folder, env={**EPOCH, "PYTHONHASHSEED": "1"})
    second = run_cli("check", "--format", "html", "--jobs", "2", cwd=folder, env={**EPOCH, "PYTHONHASHSEED": "2"})
    assert first == second


def test_the_commit_that_is_checked_out(folder: Path) -> None:
    (folder / ".git" / "refs" / "heads").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (folder / ".git" / "refs" / "heads" / "main").write_text("0123456789" * 4 + "\n", encoding="utf-8")
    outcome = run_cli("check", "--format", "html", cwd=folder, env=EPOCH)
    assert record(read(outcome.out))["Commit"] == "0123456789" * 4 + ", and changes that were not committed"


def test_standard_input_is_shown_too(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--format", "html", "-", cwd=folder, stdin=FLAGGED.encode())
    top = read(outcome.out)
    assert top.one("div", class_="text").text.strip() == FLAGGED.strip()
    assert record(top)["Configuration"] == "no file"


def test_incidents_are_on_the_page_and_give_2(folder: Path) -> None:
    (folder / "draft.md").write_bytes(b"a\0b\0c")
    outcome = run_cli("check", "--output", "html=report.html", cwd=folder)
    assert outcome.code == 2
    top = read((folder / "report.html").read_text(encoding="utf-8"))
    assert top.one("h1").text == "Not fully judged"
    assert top.one("section", id="not-judged").one("b").text == "draft.md"


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1e9", "99999999999999999999", "٣"])
def test_a_date_that_is_none_is_refused_and_leaves_the_old_report(folder: Path, epoch: str) -> None:
    (folder / "report.html").write_text("old", encoding="utf-8")
    env = {"SOURCE_DATE_EPOCH": epoch}
    outcome = run_cli("check", "clean.md", "--output", "html=report.html", cwd=folder, env=env)
    assert (outcome.code, outcome.out) == (2, "")
    expected = f"SOURCE_DATE_EPOCH must be whole seconds since 1970, not “{epoch}”; unset it\n"
    assert outcome.err == f"claimlint: {expected}"
    assert (folder / "report.html").read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    outcome = run_cli("check", "clean.md", "--output", "html=none/report.html", cwd=folder)
    assert outcome.code == 2
    assert outcome.err == "claimlint: cannot write none/report.html: there is no such folder\n"


def test_other_formats_import_no_templates(folder: Path) -> None:
    code = (
        "import sys; from claimlint.cli_commands import dispatch; "
        "dispatch(['check', 'clean.md', '--format', 'json']); "
        "sys.exit(int(any(name.partition('.')[0] in ('jinja2', 'markupsafe') for name in sys.modules)))"
    )
    from cli_process import command, environment

    words = [command()[0], "-c", code]
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
