"""The report as annotations of a GitHub Actions run.

Syntax: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report
from claimlint.model.rule import Severity
from claimlint.report.summary import actions, counts, placed, placed_findings, source, worst_first
from claimlint.report.text import NOT_JUDGED
from claimlint.text.safe import display

MOST_OF_A_LEVEL = 10
"""GitHub shows so many annotations of each level for a step and drops the rest without a word."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SOURCES = 3


def render(report: Report) -> str:
    """Return the worst ten annotations of each level as workflow commands, then lines with what else there is.

    Incidents come first, as errors. Findings with a waiver are counted and not annotated. Paths are as in the report,
    relative to the folder of the run, which for GitHub has to be the root of the repository.
    """
    placed = placed_findings(report)
    levels: dict[str, list[str]] = {level: [] for level in _LEVELS.values()}
    levels["error"] += _incidents(report)
    for file, finding in (placed[index] for index in worst_first(placed)):
        if finding.waiver is None:
            levels[_LEVELS[finding.severity]].append(_finding(file, finding))
    lines = [line for rows in levels.values() for line in rows[:MOST_OF_A_LEVEL]]
    for level, rows in levels.items():
        more = len(rows) - MOST_OF_A_LEVEL
        if more > 0:
            lines.append(f"claimlint: {more} more of level {level} are not annotated; see the summary of the job.")
    lines += [f"claimlint: {counts(report)}", NOT_JUDGED]
    return "".join(line + "\n" for line in lines)


def _incidents(report: Report) -> Iterator[str]:
    for incident in report.incidents:
        yield _incident("", incident)
    for file in report.files:
        for incident in file.incidents:
            yield _incident(file.path, incident)


def _incident(path: str, incident: Incident) -> str:
    rule = f" ({incident.rule})" if incident.rule else ""
    properties = {"file": path} if path else {}
    if incident.line:
        properties["line"] = str(incident.line)
    return _command("error", {**properties, "title": f"no verdict: {incident.kind}"}, [f"{incident.detail}{rule}"])


def _finding(file: FileReport, finding: Finding) -> str:
    properties = {"file": file.path}
    if not file.is_extracted:  # the lines of what was extracted are none of the file
        properties |= {"line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line and not file.is_extracted:
        # GitHub takes columns only within one line.
        properties |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    rows = [placed(finding, finding.message)]
    rows += [f"Why: {finding.why}"] if finding.why else []
    rows += [f"Source: {source(reference, address=True)}" for reference in finding.references[:_SOURCES]]
    rows += [f"{label.capitalize()}: {text}" for label, text in actions(finding)]
    return _command(_LEVELS[finding.severity], {**properties, "title": finding.rule}, rows)


def _command(level: str, properties: dict[str, str], rows: list[str]) -> str:
    """Return a workflow command whose message has several rows."""
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {named}::{'%0A'.join(_data(row) for row in rows)}"


def _data(text: str) -> str:
    # Per cent first, or the escapes themselves would be escaped; line ends are gone already.
    return display(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
