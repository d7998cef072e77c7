"""The report as JSON, for programs: version 1 of the format, one finding on each line."""

from __future__ import annotations

import re
from json import JSONEncoder

import claimlint
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.model.rule import Severity

VERSION = 1
"""Raised when a field is taken away or changes its meaning; new fields may come at any time."""

EXTRACTED = "extracted-text"
"""Said of a file whose lines and columns are those of the text extracted from it, one block a line."""

# CI runners take ``##[name]`` or ``##vso[name]`` anywhere in a line as a command.
_COMMAND = lazy_pattern(r"##(vso)?\[", re.IGNORECASE)

encode = JSONEncoder(ensure_ascii=True, check_circular=False).encode
"""Writes a value as JSON in ASCII on one line; see also :func:`inert`."""


def render(report: Report) -> str:
    """Return the report as a JSON text in ASCII that ends with a newline; the same report gives the same text."""
    files = _array([_file(file) for file in report.files], "")
    text = (
        f'{{"version": {VERSION},\n'
        f' "tool": {encode(tool_fields(report))},\n'
        f' "summary": {encode(summary_fields(report))},\n'
        f' "files": {files},\n'
        f' "incidents": {encode([incident_fields(incident) for incident in report.incidents])},\n'
        f' "notes": {encode(report.notes)}}}\n'
    )
    return inert(text)


def inert(text: str) -> str:
    """Return a JSON text in ASCII with the same data that steers neither a terminal nor a CI runner."""
    # Both stand only inside strings, where the escapes mean the same.
    return _COMMAND.sub(r"##\1\\u005b", text.replace("\x7f", "\\u007f"))


def _array(items: list[str], indent: str) -> str:
    """Write encoded items as an array with each of them on a line of its own."""
    if not items:
        return "[]"
    joined = f",\n{indent}  ".join(items)
    return f"[\n{indent}  {joined}]"


def tool_fields(report: Report) -> dict[str, object]:
    """Return what made the report, as the fields of a JSON object."""
    packs = [{"id": pack.id, "digest": pack.digest} for pack in report.packs]
    return {"name": "claimlint", "version": claimlint.__version__, "packs": packs}


def summary_fields(report: Report) -> dict[str, int]:
    """Return the counts of the whole report, as the fields of a JSON object."""
    return {
        "files": len(report.files),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "waived": report.waived(WaiverKind.INLINE, WaiverKind.CONFIG),
        "incidents": report.incident_count,
        "supported": report.waived(WaiverKind.EVIDENCE),
        "baselined": report.waived(WaiverKind.BASELINE),
    }


def _file(file: FileReport) -> str:
    findings = _array([encode(finding_fields(finding)) for finding in file.findings], "  ")
    incidents = encode([incident_fields(incident) for incident in file.incidents])
    # Lines and columns are those of the file, unless it has none.
    positions = f'"positions": {encode(EXTRACTED)}, ' if file.is_extracted else ""
    return f'{{"path": {encode(file.path)}, {positions}"findings": {findings}, "incidents": {incidents}}}'


def incident_fields(incident: Incident) -> dict[str, object]:
    """Return an incident as the fields of a JSON object."""
    return {"kind": incident.kind, "detail": incident.detail, "line": incident.line, "rule": incident.rule}


def finding_fields(finding: Finding) -> dict[str, object]:
    """Return a finding as the fields of a JSON object."""
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "why": finding.why,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        **({"place": finding.place} if finding.place else {}),
        "match": finding.match,
        "sentence": finding.sentence,
        "block": finding.block,
        "suggestions": [
            {
                "text": suggestion.text,
                "applicability": suggestion.applicability,
                "needs_evidence": suggestion.needs_evidence,
            }
            for suggestion in finding.suggestions
        ],
        "references": [
            {
                "id": reference.id,
                "jurisdiction": reference.jurisdiction,
                "title": reference.title,
                "url": reference.url,
                "checked_on": reference.checked_on,
            }
            for reference in finding.references
        ],
        "fingerprint": finding.fingerprint,
        "waived": _waiver(finding.waiver) if finding.waiver else None,
    }


def _waiver(waiver: Waiver) -> dict[str, str]:
    return {
        "kind": waiver.kind,
        "place": waiver.place,
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until,
    }
