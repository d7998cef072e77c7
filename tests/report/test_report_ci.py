"""The formats of CI servers: what counts, what is waived, and what has no verdict."""

from __future__ import annotations

import json
from dataclasses import replace

from junitparser import JUnitXml
from payloads import runner_commands
from samples import finding, full_report, waived_report

from claimlint.model.document import Incident, IncidentKind
from claimlint.model.report import FileReport, Report
from claimlint.model.rule import Confidence, Severity
from claimlint.report.github import render as github
from claimlint.report.gitlab import render as gitlab
from claimlint.report.junit import render as junit


def of(*severities: Severity) -> Report:
    """Return a report with a finding of each severity, each in a line of its own."""
    found = [finding(severity=severity, line=n, end_line=n) for n, severity in enumerate(severities, start=1)]
    return Report((FileReport("a.md", tuple(found)),), (), ())


def test_github_annotates_ten_of_each_level_and_counts_the_rest() -> None:
    shown = github(of(*[Severity.INFO, Severity.WARNING, Severity.ERROR] * 12))
    levels = [command.partition(" ")[0] for command in runner_commands(shown)]
    assert levels == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    assert shown.splitlines()[30:34] == [
        "claimlint: 2 more of level error are not annotated; see the summary of the job.",
        "claimlint: 2 more of level warning are not annotated; see the summary of the job.",
        "claimlint: 2 more of level notice are not annotated; see the summary of the job.",
        "claimlint: 12 errors, 12 warnings, 12 infos in 1 file",
    ]


def test_github_shows_the_surest_first() -> None:
    unsure = [finding(confidence=Confidence.LOW, line=n, end_line=n) for n in range(1, 12)]
    sure = finding(line=99, end_line=99)
    shown = github(Report((FileReport("a.md", (*unsure, sure)),), (), ()))
    assert [line.partition(",end")[0] for line in shown.splitlines()[:2]] == [
        "::error file=a.md,line=99", "::error file=a.md,line=1",
    ]  # fmt: skip


def test_github_shows_incidents_before_findings() -> None:
    assert [line.partition("::")[2].partition("::")[0] for line in github(full_report()).splitlines()[:4]] == [
        "error title=no verdict%3A unsupported",
        "error file=drafts/prp.md,line=7,title=no verdict%3A timed-out",
        "error file=photo.md,title=no verdict%3A binary",
        "error file=drafts/prp.md,line=3,endLine=3,col=36,endColumn=53,title=safety/safe-for-everyone",
    ]


def test_github_gives_columns_only_within_one_line() -> None:
    shown = github(Report((FileReport("a,b:c%.md", (finding(end_line=4),)),), (), ()))
    assert shown.startswith("::error file=a%2Cb%3Ac%25.md,line=3,endLine=4,title=safety/safe-for-everyone::")


def test_gitlab_leaves_out_what_is_waived_and_keeps_what_has_no_verdict() -> None:
    assert [row["fingerprint"] for row in json.loads(gitlab(waived_report()))] == ["0123456789abcdef"]
    rows = json.loads(gitlab(full_report()))
    assert [(row["severity"], row["check_name"], row["location"]) for row in rows] == [
        ("major", "disclosure/contraindications", {"path": "drafts/prp.md", "lines": {"begin": 1}}),
        ("critical", "safety/safe-for-everyone", {"path": "drafts/prp.md", "lines": {"begin": 3}}),
        ("major", "efficacy/timeline", {"path": "drafts/prp.md", "lines": {"begin": 5}}),
        ("info", "promotion/hype", {"path": "drafts/prp.md", "lines": {"begin": 12}}),
        ("blocker", "no-verdict/timed-out", {"path": "drafts/prp.md", "lines": {"begin": 7}}),
        ("blocker", "no-verdict/binary", {"path": "photo.md", "lines": {"begin": 1}}),
        ("blocker", "no-verdict/unsupported", {"path": ".", "lines": {"begin": 1}}),
    ]


def test_gitlab_gives_equals_fingerprints_of_their_own() -> None:
    incident = Incident(IncidentKind.TIMED_OUT, "slow")
    file = FileReport("a.md", (finding(), finding()), (incident, incident))
    first, second, *others = (row["fingerprint"] for row in json.loads(gitlab(Report((file,), (), ()))))
    assert first == "0123456789abcdef"
    assert len({first, second, *others}) == 4


def test_junit_fails_as_the_run_fails() -> None:
    report = of(Severity.ERROR, Severity.WARNING, Severity.INFO)
    failures = {
        gate: JUnitXml.fromstring(junit(replace(report, fail_on=gate)).encode()).failures
        for gate in (Severity.ERROR, Severity.WARNING, Severity.INFO, None)
    }
    assert failures == {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3, None: 0}


def test_junit_skips_with_the_reason_and_tells_errors_from_failures() -> None:
    xml = JUnitXml.fromstring(junit(full_report()).encode())
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (8, 3, 3, 0)
    assert [suite.name for suite in xml] == ["clean.md", "drafts/prp.md", "photo.md", "claimlint"]
    waived = JUnitXml.fromstring(junit(waived_report()).encode())
    reasons = [result.message for suite in waived for case in suite for result in case.result if case.is_skipped]
    assert reasons == [
        "waived by J. Doe until 2027-03-31 (drafts/prp.md:2): agreed with the regulator",
        "waived by R. Roe (.claimlint.yaml:7): a quotation",
        "supported by evidence (evidence.yaml:4): 510(k) K123456",
        "in the baseline (baseline.json)",
    ]
