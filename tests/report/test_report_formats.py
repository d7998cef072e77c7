"""All formats alike: the table that names them, exact output on samples, the same bytes every time."""

from __future__ import annotations

import os
import pickle
from importlib.util import find_spec
from pathlib import Path

import pytest
from samples import full_report, placed_report, waived_report

from claimlint.model.report import Report
from claimlint.report.formats import FORMATS, render

SNAPSHOTS = Path(__file__).parent / "snapshots"
ENDINGS = {
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
    "csv": "csv",
    "markdown": "report.md",
}
REPORTS = {
    "full": full_report(),
    "waived": waived_report(),
    "placed": placed_report(),
    "empty": Report((), (), ()),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format_", ENDINGS)
def test_matches_its_snapshot(format_: str, name: str) -> None:
    """Written anew with ``CLAIMLINT_SNAPSHOTS=write``; read the difference before keeping it."""
    data = render(format_, REPORTS[name]).encode("utf-8")
    path = SNAPSHOTS / f"{name}.{ENDINGS[format_]}"
    if os.environ.get("CLAIMLINT_SNAPSHOTS") == "write":
        path.write_bytes(data)
    assert data == path.read_bytes()


@pytest.mark.parametrize("format_", ENDINGS)
def test_a_report_from_another_process_gives_the_same_bytes(format_: str) -> None:
    report = waived_report()
    assert render(format_, pickle.loads(pickle.dumps(report))) == render(format_, report)


def test_every_format_but_the_page_is_tested_here() -> None:
    assert {*FORMATS} == {*ENDINGS, "text", "json", "html"}
    assert all(find_spec(f"claimlint.report.{name}") for name in ENDINGS)


def test_only_text_takes_options() -> None:
    report = full_report()
    assert render("text", report, quiet=True) != render("text", report)
    assert render("csv", report, quiet=True, color=True, statistics=True, width=40) == render("csv", report)


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(KeyError):
        render("text.evil", full_report())


def test_every_format_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    lines = page.splitlines()
    assert [name for name in FORMATS if f"## {name}" not in lines and name != "html"] == []
