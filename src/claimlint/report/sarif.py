"""The report as SARIF 2.1.0, for code scanning and for viewers of many kinds.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ ; section numbers are of that text.
Limits of GitHub: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import zlib

import claimlint
from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.report.json import encode, inert, summary_fields
from claimlint.report.sarif_parts import (
    LEVELS,
    ROOT,
    Fields,
    artifact_location,
    descriptor,
    exact,
    fixes,
    logical_locations,
    message,
    region,
    rule_of,
    source_text,
)
from claimlint.report.summary import placed, placed_findings, standing, waiver_line, worst_first
from claimlint.report.text import count

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a run with more results."""
MOST_SHOWN = 5_000
"""GitHub shows so many results of a run, the most severe."""
MOST_BYTES = 10_000_000
"""GitHub refuses an upload that is larger once compressed with gzip."""


def render(report: Report, *, most_results: int = MOST_RESULTS, most_bytes: int = MOST_BYTES) -> str:
    """Return the report as a SARIF log in ASCII, with a line for each rule, file and result.

    It holds the worst ``most_results`` findings, or fewer if it would be larger than ``most_bytes`` once compressed;
    what is left out is said in a notification. Findings with a waiver are suppressed results, incidents are
    notifications.
    """
    placed = placed_findings(report)
    order = worst_first(placed)
    kept = min(len(order), most_results)
    while True:
        text = _log(report, placed, sorted(order[:kept]))
        # What is short enough as it is need not be compressed to know.
        size = len(text) if len(text) <= most_bytes else len(zlib.compress(text.encode("ascii")))
        if size <= most_bytes or not kept:
            return text
        kept = min(kept - 1, kept * most_bytes // size * 9 // 10)


def _log(report: Report, placed: list[tuple[FileReport, Finding]], chosen: list[int]) -> str:
    rules = {rule.id: rule for rule in report.rules}
    for index in chosen:
        finding = placed[index][1]
        if finding.rule not in rules:
            rules[finding.rule] = rule_of(finding)
    numbers = {rule: number for number, rule in enumerate(rules)}
    artifacts = {file.path: number for number, file in enumerate(report.files)}
    lines = {file.path: dict(file.lines) for file in report.files}
    results = []
    for file, finding in (placed[index] for index in chosen):
        artifact = {**artifact_location(file.path), "index": artifacts[file.path]}
        source = source_text(finding, lines[file.path])
        # In what was extracted from a file nothing can be replaced.
        offered = [] if file.is_extracted else fixes(finding, source, artifact)
        results.append(_result(finding, numbers[finding.rule], artifact, source, offered))
    driver = {
        "name": "claimlint",
        "version": claimlint.__version__,
        "semanticVersion": claimlint.__version__,
        "notifications": [{"id": kind} for kind in _kinds(report)],
    }
    properties = {
        "jurisdictions": [exact(code) for code in report.jurisdictions] or "all",
        "packs": [{"id": exact(pack.id), "digest": exact(pack.digest)} for pack in report.packs],
        "summary": summary_fields(report),
    }
    base = {ROOT: {"description": {"text": "The folder that claimlint ran in."}}}
    described = _rows([descriptor(rule) for rule in rules.values()])
    invocation = _invocation(report, artifacts, len(placed) - len(chosen), len(chosen))
    text = (
        f'{{"$schema": "{SCHEMA}",\n "version": "2.1.0",\n "runs": [{{\n'
        f'  "tool": {{"driver": {{{encode(driver)[1:-1]},\n   "rules": {described}}}}},\n'
        f'  "invocations": [{encode(invocation)}],\n'
        f'  "originalUriBaseIds": {encode(base)},\n'
        f'  "artifacts": {_rows([_artifact(file) for file in report.files])},\n'
        '  "columnKind": "unicodeCodePoints",\n'
        # The default knows no line that ends in a carriage return alone.
        '  "newlineSequences": ["\\r\\n", "\\n", "\\r"],\n'
        f'  "properties": {encode(properties)},\n'
        f'  "results": {_rows(results)}}}]}}\n'
    )
    return inert(text)


def _rows(items: list[Fields]) -> str:
    """Write objects as an array with each of them on a line of its own."""
    return "[\n    " + ",\n    ".join(map(encode, items)) + "]" if items else "[]"


def _artifact(file: FileReport) -> Fields:
    fields: Fields = {"location": artifact_location(file.path)}
    if file.digest:
        fields["hashes"] = {"sha-256": exact(file.digest)}
    return fields


def _result(finding: Finding, rule: int, artifact: Fields, source: str | None, offered: list[Fields]) -> Fields:
    fields: Fields = {
        "ruleId": exact(finding.rule),
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": message(placed(finding, finding.message)),
        "locations": [
            {
                "physicalLocation": {"artifactLocation": artifact, "region": region(finding, source)},
                **logical_locations(finding),
            }
        ],
        # The name is the one that GitHub looks for; it holds after edits above the place.
        "partialFingerprints": {"primaryLocationLineHash": exact(finding.fingerprint)},
        "properties": {
            "category": finding.category,
            "confidence": finding.confidence.label,
            "jurisdictions": [exact(code) for code in finding.jurisdictions],
            "sentence": exact(finding.sentence),
            "rewrites": [exact(suggestion.text) for suggestion in finding.suggestions],
        },
    }
    if finding.waiver is not None:
        fields["suppressions"] = [_suppression(finding.waiver)]
    if offered:
        fields["fixes"] = offered
    return fields


def _suppression(waiver: Waiver) -> Fields:
    return {
        "kind": "inSource" if waiver.kind is WaiverKind.INLINE else "external",
        "status": "accepted",
        "justification": exact(waiver_line(waiver)),
        "properties": {
            "standing": standing(waiver),
            "by": exact(waiver.by),
            "until": exact(waiver.until),
            "place": exact(waiver.place),
        },
    }


def _kinds(report: Report) -> list[str]:
    found = [*report.incidents, *(incident for file in report.files for incident in file.incidents)]
    return sorted({incident.kind.value for incident in found})


def _invocation(report: Report, artifacts: dict[str, int], left_out: int, kept: int) -> Fields:
    told = [_notification(incident, None, artifacts) for incident in report.incidents]
    told += [_notification(incident, file.path, artifacts) for file in report.files for incident in file.incidents]
    if left_out:
        text = f"{count(left_out, 'finding')} of {left_out + kept:,} left out, the mildest: the log has a limit."
        told.append({"level": "warning", "message": message(text)})
    if kept > MOST_SHOWN:
        text = f"This log holds {kept:,} results; GitHub shows the {MOST_SHOWN:,} most severe."
        told.append({"level": "note", "message": message(text)})
    # Not successful where anything has no verdict: no result is then no clean verdict.
    return {"executionSuccessful": not report.incident_count, "toolExecutionNotifications": told}


def _notification(incident: Incident, path: str | None, artifacts: dict[str, int]) -> Fields:
    fields: Fields = {
        "level": "error",
        "descriptor": {"id": incident.kind},
        "message": message(incident.detail),
    }
    if incident.rule:
        fields["associatedRule"] = {"id": exact(incident.rule)}
    if path is not None:
        place: Fields = {"artifactLocation": {**artifact_location(path), "index": artifacts[path]}}
        if incident.line:
            place["region"] = {"startLine": incident.line}
        fields["locations"] = [{"physicalLocation": place}]
    return fields
