"""The public interface: cheap to import, pure, picklable, and true to its examples."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, FLAGGED_RULE, environment

import claimlint
from claimlint import Confidence, IncidentKind, Options, Severity, api, lint_paths, lint_text
from claimlint.errors import UsageError


def test_every_public_name_is_there() -> None:
    for name in claimlint.__all__:
        assert getattr(claimlint, name) is not None
    assert set(claimlint.__all__) <= set(dir(claimlint))
    with pytest.raises(AttributeError, match="no attribute 'lint_everything'"):
        claimlint.lint_everything  # noqa: B018


def test_the_examples_in_the_docstrings_hold() -> None:
    outcome = doctest.testmod(api)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_importing_it_imports_nothing_else() -> None:
    program = "import sys; before = set(sys.modules); import claimlint; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, check=True)
    assert done.stdout.decode().strip() == "['__future__', 'claimlint']"


def test_lint_text_gives_findings_with_their_places() -> None:
    report = lint_text(CLEAN + FLAGGED, path="a.md")
    assert report.path == "a.md"
    assert report.incidents == ()
    assert [(found.rule, found.severity, found.line, found.column) for found in report.findings] == [
        (FLAGGED_RULE, Severity.ERROR, 2, 7)
    ]
    assert report.lines == ((2, FLAGGED.rstrip("\n")),)


def test_the_format_is_that_of_the_path_unless_named() -> None:
    page = "<script>It is safe for everyone.</script>"
    assert lint_text(page, path="a.html").findings == ()
    assert lint_text(page, format="html").findings == ()
    assert [found.column for found in lint_text(page, path="a.html", format="plain").findings] == [15]
    with pytest.raises(UsageError, match="no format is called “htm”; did you mean “html”"):
        lint_text(page, format="htm")


def test_options_choose_and_are_checked() -> None:
    assert lint_text(FLAGGED, options=Options(ignore=("safety",))).findings == ()
    assert len(lint_text(FLAGGED, options=Options(min_confidence=Confidence.HIGH)).findings) == 1
    with pytest.raises(UsageError, match="did you mean “uk”"):
        lint_text(FLAGGED, options=Options(jurisdictions=("ukk",)))


def test_lint_text_is_pure_and_picklable() -> None:
    first = lint_text(FLAGGED)
    lint_text("Something else. Guaranteed results!")
    second = lint_text(FLAGGED)
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "\ufeffPRP", "\x1b[31m", "a" * 100_000, "<" * 50_000])
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    for kind in ("plain", "markdown", "html"):
        report = lint_text(text, format=kind)
        assert [incident for incident in report.incidents if incident.kind is IncidentKind.CRASHED] == []


def test_lint_paths_reports_files_and_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.md").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "a.md").write_text(CLEAN, encoding="utf-8")
    report = lint_paths([Path("b.md"), "a.md", "gone.md"])
    assert [(file.path, len(file.findings), len(file.incidents)) for file in report.files] == [
        ("a.md", 0, 0),
        ("b.md", 1, 0),
        ("gone.md", 0, 1),
    ]
    assert report.incident_count == 1
    assert "safety" in [pack.id for pack in report.packs]
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_format_that_is_no_text_is_refused_as_text() -> None:
    with pytest.raises(UsageError, match="docx files are no text; use lint_paths"):
        lint_text("It is safe for everyone.", path="draft.docx")
