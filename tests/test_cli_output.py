"""``--format`` and ``--output``: what is written where, and what happens where it cannot be, in real processes."""

from __future__ import annotations

import csv
import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from cli_process import CLEAN, DEADLINE, FLAGGED, FLAGGED_RULE, command, environment, run_cli
from junitparser import JUnitXml

OLD = "the old report\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft that is flagged and a page that is clean."""
    (tmp_path / "draft.md").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def check(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run a check and return the exit code, standard output and standard error."""
    outcome = run_cli("check", "--no-config", *arguments, cwd=folder, env=variables)
    return outcome.code, outcome.out, outcome.err


def test_one_run_writes_every_format(folder: Path) -> None:
    names = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "csv", "markdown")
    outputs = [word for name in names for word in ("--output", f"{name}=out/{name}")]
    (folder / "out").mkdir()
    code, out, err = check(folder, "--format", "jsonl", *outputs, "draft.md", "clean.md")
    assert (code, err) == (1, "")
    written = {name: (folder / "out" / name).read_bytes().decode("utf-8") for name in names}
    assert written["jsonl"] == out
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["finding", "summary"]
    assert json.loads(written["json"])["summary"]["errors"] == 1
    run = json.loads(written["sarif"])["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [FLAGGED_RULE]
    assert len(run["tool"]["driver"]["rules"]) > 100
    assert [len(entry["hashes"]["sha-256"]) for entry in run["artifacts"]] == [64, 64]
    assert written["github"].startswith("::error file=draft.md,line=1,endLine=1,col=7,endColumn=24,title=")
    assert [row["location"]["path"] for row in json.loads(written["gitlab"])] == ["draft.md"]
    xml = JUnitXml.fromstring(written["junit"].encode())
    assert (xml.tests, xml.failures) == (2, 1)
    table = list(csv.DictReader(StringIO(written["csv"].removeprefix("\ufeff"), newline="")))
    assert [(row["path"], row["line"], row["column"]) for row in table] == [("draft.md", "1", "7")]
    assert "| error | 1 | 0 |" in written["markdown"]
    assert str(folder) not in "".join(written.values())
    assert sorted(path.name for path in (folder / "out").iterdir()) == sorted(names)


@pytest.mark.parametrize("format_", ["jsonl", "sarif", "github", "gitlab", "junit", "csv", "markdown"])
def test_the_format_does_not_change_the_exit_code(folder: Path, format_: str) -> None:
    assert check(folder, "--format", format_, "clean.md")[0] == 0
    assert check(folder, "--format", format_, "draft.md", "gone.md")[0] == 2


def test_the_gate_is_that_of_the_exit_code(folder: Path) -> None:
    code, out, _ = check(folder, "--format", "junit", "--fail-on", "never", "draft.md")
    assert (code, JUnitXml.fromstring(out.encode()).failures) == (0, 0)
    code, out, _ = check(folder, "--format", "markdown", "--fail-on", "never", "draft.md")
    assert (code, out.splitlines()[1]) == (0, "## claimlint: Passed, with remarks")


@pytest.mark.parametrize(
    ("outputs", "complaint"),
    [
        (["sariff=a"], "--output takes FORMAT=FILE, not “sariff=a”; did you mean “sarif”?"),
        (["sarif"], "--output takes FORMAT=FILE, not “sarif”; formats are text, json, "),
        (["sarif="], "--output takes FORMAT=FILE, not “sarif=”; formats are text, json, "),
        (["=a"], "--output takes FORMAT=FILE, not “=a”; formats are text, json, "),
        (["sarif=-"], "--output writes to files; for standard output use --format sarif"),
        (["sarif=a", "csv=a"], "--output names a twice; give each report a file of its own"),
        (["sarif=a", "csv=./b/../a"], "--output names ./b/../a twice; give each report a file of its own"),
        (["sarif=a", "csv=link"], "--output names link twice; give each report a file of its own"),
        (["csv=draft.md"], "--output would overwrite draft.md, which is among the files to check; "),
        (["csv=hard.txt"], "--output would overwrite hard.txt, which is among the files to check; "),
    ],
)
def test_outputs_that_cannot_be_meant_are_refused(folder: Path, outputs: list[str], complaint: str) -> None:
    (folder / "link").symlink_to("a")
    (folder / "hard.txt").hardlink_to(folder / "draft.md")
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    words = [word for output in outputs for word in ("--output", output)]
    code, out, err = check(folder, *words, ".")
    assert (code, out) == (2, "")
    assert err.startswith(f"claimlint: {complaint}")
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before
    assert not (folder / "a").exists()


def test_a_report_beside_the_copy_is_refused_before_it_would_be_checked(folder: Path) -> None:
    (folder / "report.md").write_text(OLD, encoding="utf-8")
    code, _, err = check(folder, "--output", "markdown=report.md")
    assert code == 2
    assert "report.md, which is among the files to check" in err
    (folder / ".claimlintignore").write_text("report.md\n", encoding="utf-8")
    assert check(folder, "--output", "markdown=report.md")[0] == 1
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("<!-- claimlint report -->\n")


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "gitlab", "junit", "csv", "markdown", "html"])
def test_the_report_of_the_run_before_is_no_copy_and_may_be_replaced(folder: Path, name: str) -> None:
    suffix = {"markdown": "md", "gitlab": "json"}.get(name, name)
    first = check(folder, "--output", f"{name}=report.{suffix}")
    second = check(folder, "--output", f"{name}=report.{suffix}")
    assert (first[0], first[1:]) == (1, second[1:])
    assert second[0] == 1


@pytest.mark.parametrize("target", ["no/such/report", ".", "old/report", "/dev/full", "a" * 300])
def test_a_file_that_cannot_be_written_is_2_and_one_line(folder: Path, target: str) -> None:
    (folder / "old").write_text(OLD, encoding="utf-8")
    code, out, err = check(folder, "--output", f"sarif={target}", "draft.md")
    assert code == 2
    assert err.startswith(f"claimlint: cannot write {target}: ")
    assert err.count("\n") == 1
    # What was found is not lost.
    assert FLAGGED_RULE in out
    assert (folder / "old").read_text(encoding="utf-8") == OLD
    assert not list(folder.glob(".*.tmp"))


def test_what_had_no_verdict_is_said_even_if_a_file_cannot_be_written(folder: Path) -> None:
    _, _, err = check(folder, "--output", "sarif=/dev/full", "gone.md")
    lines = err.splitlines()
    assert lines[0].startswith("gone.md: no verdict[unreadable]: ")
    assert lines[1].startswith("claimlint: cannot write /dev/full: ")


def test_a_disk_that_fills_up_leaves_the_old_report(folder: Path) -> None:
    (folder / "report").write_text(OLD, encoding="utf-8")
    words = " ".join(command("check", "--no-config", "--output", "sarif=report", "draft.md"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"ulimit -f 8; {words}"], cwd=folder, capture_output=True, env=environment(),
        timeout=DEADLINE, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().startswith("claimlint: cannot write report: ")
    assert (folder / "report").read_text(encoding="utf-8") == OLD
    assert sorted(path.name for path in folder.iterdir()) == ["clean.md", "draft.md", "report"]


def test_the_summary_of_a_job_is_appended_for_github_only(folder: Path) -> None:
    summary = folder / "summary"
    summary.write_text("# Before\n", encoding="utf-8")
    assert check(folder, "draft.md", GITHUB_STEP_SUMMARY=str(summary))[0] == 1
    assert summary.read_text(encoding="utf-8") == "# Before\n"
    assert check(folder, "--format", "github", "draft.md", GITHUB_STEP_SUMMARY=str(summary))[0] == 1
    once = summary.read_text(encoding="utf-8")
    _, markdown, _ = check(folder, "--format", "markdown", "draft.md")
    assert once == "# Before\n\n" + markdown
    check(folder, "--output", "github=annotations", "draft.md", GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text(encoding="utf-8") == once + "\n" + markdown
    assert check(folder, "--format", "github", "draft.md", GITHUB_STEP_SUMMARY="")[0] == 1


@pytest.mark.parametrize("target", ["/dev/full", "no/such/file", "."])
def test_a_summary_that_cannot_be_written_is_2(folder: Path, target: str) -> None:
    code, out, err = check(folder, "--format", "github", "draft.md", GITHUB_STEP_SUMMARY=target)
    assert code == 2
    assert out.startswith("::error file=draft.md,")
    assert err.startswith(f"claimlint: cannot write the summary of the job to {target} (GITHUB_STEP_SUMMARY): ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("format_", ["sarif", "github", "junit", "csv", "markdown"])
def test_a_reader_that_goes_away_does_not_change_the_verdict(folder: Path, format_: str) -> None:
    (folder / "long.md").write_text(FLAGGED * 2000, encoding="utf-8")
    process = subprocess.Popen(
        command("check", "--no-config", "--format", format_, "long.md"),
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(DEADLINE), err) == (1, b"")


def test_a_run_in_text_imports_no_other_format(folder: Path) -> None:
    code = (
        "import sys; from claimlint.cli import main; main(['check', '--no-config', 'draft.md']); "
        "print(sorted(name for name in sys.modules if name.startswith('claimlint.report.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [command()[0], "-c", code], cwd=folder, capture_output=True, env=environment(), timeout=DEADLINE, check=True
    )
    assert done.stderr.decode() == (
        "['claimlint.report.excerpt', 'claimlint.report.formats', 'claimlint.report.text']\n"
    )
