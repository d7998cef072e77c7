"""The formats that people read elsewhere: a comment in Markdown, a table; and JSON a line at a time."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import finding, full_report, waived_report

from claimlint.model.document import Incident, IncidentKind
from claimlint.model.report import FileReport, Report
from claimlint.model.rule import Severity
from claimlint.report.csv import COLUMNS, cell
from claimlint.report.csv import render as as_csv
from claimlint.report.json import render as as_json
from claimlint.report.jsonl import render as as_jsonl
from claimlint.report.markdown import LIMIT, MARK, render
from claimlint.report.markup import in_markdown, link


@pytest.mark.parametrize(
    ("report", "heading"),
    [
        (full_report(), "No verdict: not everything could be judged"),
        (waived_report(), "Failed: there are claims to put right"),
        (replace(waived_report(), fail_on=None), "Passed, with remarks"),
        (Report((FileReport("a.md"),), (), ()), "Passed: no findings"),
    ],
)
def test_a_comment_starts_with_its_mark_and_the_verdict(report: Report, heading: str) -> None:
    assert render(report).splitlines()[:2] == [MARK, f"## claimlint: {heading}"]


def test_a_report_in_which_all_is_waived_passes() -> None:
    report = waived_report()
    waived = tuple(found for found in report.files[1].findings if found.waiver)
    text = render(replace(report, files=(replace(report.files[1], findings=waived),)))
    assert text.splitlines()[1] == "## claimlint: Passed: no findings that count"
    assert "| error | 0 | 4 |" in text


def crowded(files: int, findings: int, text: str) -> Report:
    """Return a report of long texts in which the last finding of each file is an error and the others are infos."""
    found = [
        finding(severity=Severity.INFO, message=f"{text} {n}", why=text, line=n + 1, end_line=n + 1)
        for n in range(findings - 1)
    ]
    found.append(finding(severity=Severity.ERROR, message=f"{text} last", line=999, end_line=999))
    incidents = tuple(Incident(IncidentKind.CRASHED, text * 9, 1, text * 9) for _ in range(findings))
    paths = [f"{n}{text}" for n in range(files)]
    return Report(tuple(FileReport(path, tuple(found), incidents) for path in paths), (), (text,))


@given(
    files=st.integers(1, 40), findings=st.integers(1, 20), text=st.sampled_from(["@" * 300, "漢" * 500, "word " * 90])
)
def test_a_comment_is_never_longer_than_github_takes(files: int, findings: int, text: str) -> None:
    report = crowded(files, findings, text)
    shown = render(report)
    assert len(shown.encode("utf-8")) <= LIMIT
    assert shown.count("<details>") == shown.count("</details>")
    left_out = files * findings - shown.count("\n- **error** ") - shown.count("\n- **info** ")
    assert (f"**{left_out} more finding" in shown) is (left_out > 0)


def test_a_full_comment_shows_the_worst() -> None:
    shown = render(crowded(30, 20, "word " * 90))
    assert shown.count("\n- **error** 999:36 ") == 30
    assert 0 < shown.count("\n- **info** ") < 30 * 19


def test_text_in_markdown_is_itself() -> None:
    assert in_markdown("Safe, fast - and 100% “new”.") == "Safe, fast - and 100% “new”."
    assert in_markdown("<b>*x*</b>") == "&#60;b&#62;&#42;x&#42;&#60;/b&#62;"
    assert in_markdown("abcdef", 3) == "abc…"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://e.example/<b>", 'https://e.example/"x', "//e.example", ""]
)
def test_what_is_no_address_is_no_link(url: str) -> None:
    assert link("a title", url) == "a title"
    assert link("a title", "https://e.example/?a=1&b=2") == '<a href="https://e.example/?a=1&amp;b=2">a title</a>'


def rows(report: Report) -> list[dict[str, str]]:
    """Read the table of a report."""
    return list(csv.DictReader(StringIO(as_csv(report).removeprefix("\ufeff"), newline=""), strict=True))


def test_the_table_has_findings_waivers_and_incidents() -> None:
    found = rows(full_report())
    assert [(row["path"], row["line"], row["severity"], row["rule"], row["standing"]) for row in found] == [
        ("drafts/prp.md", "1", "warning", "disclosure/contraindications", "counts"),
        ("drafts/prp.md", "3", "error", "safety/safe-for-everyone", "counts"),
        ("drafts/prp.md", "5", "warning", "efficacy/timeline", "counts"),
        ("drafts/prp.md", "12", "info", "promotion/hype", "counts"),
        ("drafts/prp.md", "7", "no verdict", "timed-out hype/miracle", ""),
        ("photo.md", "", "no verdict", "binary", ""),
        ("", "", "no verdict", "unsupported", ""),
    ]
    assert [list(row) for row in found] == [list(COLUMNS)] * 7
    columns = ("standing", "waived_reason", "waived_by", "waived_until", "waived_place")
    assert [tuple(row[column] for column in columns) for row in rows(waived_report())] == [
        ("counts", "", "", "", ""),
        ("waived", "agreed with the regulator", "J. Doe", "2027-03-31", "drafts/prp.md:2"),
        ("waived", "a quotation", "R. Roe", "", ".claimlint.yaml:7"),
        ("supported by evidence", "510(k) K123456", "", "", "evidence.yaml:4"),
        ("in the baseline", "", "", "", "baseline.json"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("  @x", "  '@x"),
        ("－1", "'－1"),
        ("\t=1", "\\t=1"),
        ("a; -b", "a; '-b"),
        ("a - b = c", "a - b = c"),
        ("", ""),
    ],
)
def test_a_cell_is_no_formula(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_lines_of_json_hold_what_json_holds() -> None:
    for report in (full_report(), waived_report()):
        whole = json.loads(as_json(report))
        lines = [json.loads(line) for line in as_jsonl(report).splitlines()]
        findings = [
            {"type": "finding", "path": file["path"], **found} for file in whole["files"] for found in file["findings"]
        ]
        assert [line for line in lines if line["type"] == "finding"] == findings
        incidents = [
            {"type": "incident", "path": file["path"], **found}
            for file in whole["files"]
            for found in file["incidents"]
        ]
        incidents += [{"type": "incident", "path": "", **found} for found in whole["incidents"]]
        assert [line for line in lines if line["type"] == "incident"] == incidents
        summary = {key: whole[key] for key in ("version", "tool", "summary")}
        assert lines[-1] == {"type": "summary", **summary}
        assert len(lines) == len(findings) + len(incidents) + 1
