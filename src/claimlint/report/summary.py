"""The outcome of a run in words and in order of weight, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence

from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.model.rule import Reference, Severity
from claimlint.report.text import action_label, count, proviso

_STANDING = {
    WaiverKind.INLINE: "waived",
    WaiverKind.CONFIG: "waived",
    WaiverKind.EVIDENCE: "supported by evidence",
    WaiverKind.BASELINE: "in the baseline",
}


def counts(report: Report) -> str:
    """Return the counts of a report: ``1 error, 0 warnings, 0 infos in 3 files; 2 waived; 1 incident``."""
    text = ", ".join(count(report.count(severity), severity.label) for severity in reversed(Severity))
    parts = [f"{text} in {count(len(report.files), 'file')}"]
    for label in dict.fromkeys(_STANDING.values()):
        number = report.waived(*(kind for kind, name in _STANDING.items() if name == label))
        parts += [f"{number} {label}"] if number else []
    if report.incident_count:
        parts.append(f"{count(report.incident_count, 'incident')}: not everything could be judged")
    return "; ".join(parts)


def verdict(report: Report) -> str:
    """Return the outcome in a few words, the same as the exit code tells."""
    if report.incident_count:
        return "No verdict: not everything could be judged"
    if any(report.fails(finding) for finding in report.findings):
        return "Failed: there are claims to put right"
    if any(finding.waiver is None for finding in report.findings):
        return "Passed, with remarks"
    if any(True for _ in report.findings):
        return "Passed: no findings that count"
    return "Passed: no findings"


def standing(waiver: Waiver) -> str:
    """Return what a waiver makes of its finding: waived, supported by evidence, in the baseline."""
    return _STANDING[waiver.kind]


def waiver_line(waiver: Waiver) -> str:
    """Return why a finding does not count, in one line that is not yet safe to show."""
    text = standing(waiver)
    text += f" by {waiver.by}" if waiver.by else ""
    text += f" until {waiver.until}" if waiver.until else ""
    text += f" ({waiver.place})" if waiver.place else ""
    return f"{text}: {waiver.reason}" if waiver.reason else text


def source(reference: Reference, *, address: bool = False) -> str:
    """Return a legal source, with its address if asked for, in one line that is not yet safe to show."""
    parts = (reference.jurisdiction.upper(), reference.provision, reference.title, reference.url if address else "")
    return ", ".join(part for part in parts if part)


def placed(finding: Finding, text: str) -> str:
    """Return ``text`` with where a person finds it, in a file without lines to go by; not yet safe to show."""
    return f"{text} ({finding.place})" if finding.place else text


def actions(finding: Finding) -> list[tuple[str, str]]:
    """Return what could be done about a finding, each as a label and a text that is not yet safe to show."""
    return [(action_label(finding, found), found.text + proviso(found)) for found in finding.suggestions]


def placed_findings(report: Report) -> list[tuple[FileReport, Finding]]:
    """Return every finding with its file, in the order of the report."""
    return [(file, finding) for file in report.files for finding in file.findings]


def worst_first(placed: Sequence[tuple[FileReport, Finding]]) -> list[int]:
    """Return the indices of findings in the order for a reader who may see only the first.

    Those that count come first, then the more severe, then the surer; what is alike stays in the order of the report.
    """

    def weight(index: int) -> tuple[bool, int, int]:
        finding = placed[index][1]
        return finding.waiver is not None, -finding.severity, -finding.confidence

    return sorted(range(len(placed)), key=weight)
