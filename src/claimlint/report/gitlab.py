"""The report for the Code Quality widget of GitLab's merge requests.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from hashlib import sha256

from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report
from claimlint.model.rule import Severity
from claimlint.report.json import encode, inert
from claimlint.report.summary import placed
from claimlint.text.safe import display

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}
_NO_VERDICT = "blocker"


def render(report: Report) -> str:
    """Return the findings that count and the incidents as a JSON array in ASCII, one on each line.

    Findings with a waiver are left out: GitLab has no mark for them and would show them as open. Paths are as in the
    report, relative to the folder of the run, which for GitLab has to be the root of the repository.
    """
    rows: list[dict[str, object]] = []
    for file in report.files:
        rows += [_finding(file, finding) for finding in file.findings if finding.waiver is None]
        rows += [_incident(file.path, incident) for incident in file.incidents]
    rows += [_incident("", incident) for incident in report.incidents]
    body = ",\n".join(f"  {encode(row)}" for row in _with_own_fingerprints(rows))
    return inert(f"[\n{body}\n]\n" if rows else "[]\n")


def _finding(file: FileReport, finding: Finding) -> dict[str, object]:
    text = placed(finding, finding.message) + (f" {finding.why}" if finding.why else "")
    return _entry(finding.rule, text, finding.fingerprint, _SEVERITIES[finding.severity], file.path, finding.line)


def _incident(path: str, incident: Incident) -> dict[str, object]:
    rule = f" ({incident.rule})" if incident.rule else ""
    fingerprint = _digest(incident.kind, path, incident.rule)
    name = f"no-verdict/{incident.kind}"
    return _entry(name, f"No verdict: {incident.detail}{rule}", fingerprint, _NO_VERDICT, path, incident.line)


def _entry(rule: str, text: str, fingerprint: str, severity: str, path: str, line: int) -> dict[str, object]:
    return {
        "description": display(text),
        "check_name": display(rule),
        "fingerprint": display(fingerprint),
        "severity": severity,
        # GitLab refuses an entry without a path or a line.
        "location": {"path": display(path) or ".", "lines": {"begin": max(line, 1)}},
    }


def _with_own_fingerprints(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give entries with a fingerprint that came before another one: of equals GitLab shows only the first."""
    seen: dict[object, int] = {}
    for row in rows:
        fingerprint = row["fingerprint"]
        seen[fingerprint] = seen.get(fingerprint, 0) + 1
        if seen[fingerprint] > 1:
            row["fingerprint"] = _digest(str(fingerprint), str(seen[fingerprint]))
    return rows


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
