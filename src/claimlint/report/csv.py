"""The report as a table for spreadsheets: one row for each finding and each thing that has no verdict."""

from __future__ import annotations

import csv
from io import StringIO

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.report.summary import actions, standing
from claimlint.text.safe import display

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "place", "severity", "confidence", "category", "rule",
    "message", "why", "match", "sentence", "block", "suggestions", "references", "jurisdictions", "fingerprint",
    "standing", "waived_reason", "waived_by", "waived_until", "waived_place",
)  # fmt: skip

NO_VERDICT = "no verdict"
"""What stands as the severity of an incident; its kind stands as the rule, its detail as the message."""

# A spreadsheet runs a cell that starts like this, white space aside. Where its separator is a semicolon, as in much of
# Europe, it also cuts our cells there.
# Each of these characters has a twin of full width, which counts the same.
_FORMULA = lazy_pattern(r"(\A|;)(\s*)(?=[=+\-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05])")

_NO_WAIVER = Waiver(WaiverKind.INLINE, "")


def render(report: Report) -> str:
    """Return the report as CSV (RFC 4180): every cell quoted, CRLF line ends, a byte order mark for Excel.

    Cells are for eyes: made safe as by ``display``, and with an apostrophe before what a spreadsheet would run.
    """
    out = StringIO()
    # Without the mark Excel reads UTF-8 as the code page of its country.
    out.write("\ufeff")
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for file in report.files:
        table.writerows(_row(_finding(file, finding)) for finding in file.findings)
        table.writerows(_row(_incident(file.path, incident)) for incident in file.incidents)
    table.writerows(_row(_incident("", incident)) for incident in report.incidents)
    return out.getvalue()


def cell(text: str) -> str:
    """Return ``text`` on one line such that no spreadsheet takes it for a formula."""
    return _FORMULA.sub(r"\1\2'", display(text))


def _row(fields: dict[str, str]) -> list[str]:
    return [cell(fields.get(column, "")) for column in COLUMNS]


def _finding(file: FileReport, finding: Finding) -> dict[str, str]:
    waiver = finding.waiver or _NO_WAIVER
    return {
        "path": file.path,
        "line": str(finding.line),
        "column": str(finding.column),
        "end_line": str(finding.end_line),
        "end_column": str(finding.end_column),
        "place": finding.place,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "category": finding.category,
        "rule": finding.rule,
        "message": finding.message,
        "why": finding.why,
        "match": finding.match,
        "sentence": finding.sentence,
        "block": finding.block,
        "suggestions": " | ".join(text for _, text in actions(finding)),
        "references": " | ".join(f"{reference.id} {reference.url}" for reference in finding.references),
        "jurisdictions": " ".join(finding.jurisdictions),
        "fingerprint": finding.fingerprint,
        "standing": standing(finding.waiver) if finding.waiver else "counts",
        "waived_reason": waiver.reason,
        "waived_by": waiver.by,
        "waived_until": waiver.until,
        "waived_place": waiver.place,
    }


def _incident(path: str, incident: Incident) -> dict[str, str]:
    return {
        "path": path,
        "line": str(incident.line) if incident.line else "",
        "severity": NO_VERDICT,
        "rule": incident.kind if not incident.rule else f"{incident.kind} {incident.rule}",
        "message": incident.detail,
    }
