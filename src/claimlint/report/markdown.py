"""The report as Markdown for a comment on a pull request, or for the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator

import claimlint
from claimlint.model.document import Incident
from claimlint.model.report import Finding, Report
from claimlint.model.rule import Severity
from claimlint.report.markup import code, in_markdown, link
from claimlint.report.summary import actions, placed, placed_findings, source, standing, verdict, worst_first
from claimlint.report.text import NOT_JUDGED, count

LIMIT = 65_536
"""GitHub takes comments of up to so many characters; counted here in bytes of UTF-8, which are never fewer."""
MARK = "<!-- claimlint report -->"
"""The first line, by which a script finds its comment again to replace it."""

# Limits for what is shown, so that no single finding or incident fills the comment: their number, code points of a
# path or name, sources or rewrites of one finding.
_INCIDENTS = 10
_PATH = 200
_EACH = 2
_NOTICE = 300
"""Bytes kept free for the line that says what was left out."""


def render(report: Report, limit: int = LIMIT) -> str:
    """Return the verdict, a table by severity, and the findings by file, folded up, in at most ``limit`` bytes.

    Where not all findings fit, the worst are shown, and a line says how many are not. ``limit`` is at least 40,000.
    Nothing that a file or a pack says can become markup, a mention or a link, but for the addresses of legal sources.
    """
    head = "".join(f"{line}\n" for line in (*_head(report), *_incidents(report, limit // 2)))
    tail = "".join(f"{line}\n" for line in _tail(report))
    shown = _fitting(report, limit - _size(head) - _size(tail) - _NOTICE)
    left_out = sum(1 for _ in report.findings) - len(shown)
    body = "".join(_sections(report, shown))
    notice = f"**{count(left_out, 'more finding')} not shown here: a comment has a limit.**\n\n" if left_out else ""
    return head + body + notice + tail


def _head(report: Report) -> Iterator[str]:
    yield MARK
    yield f"## claimlint: {verdict(report)}"
    yield ""
    yield f"{count(len(report.files), 'file')} checked."
    yield ""
    yield "| Severity | Count | Waived |"
    yield "|---|---:|---:|"
    for severity in reversed(Severity):
        waived = sum(finding.severity is severity and finding.waiver is not None for finding in report.findings)
        yield f"| {severity.label} | {report.count(severity)} | {waived} |"
    yield ""


def _incidents(report: Report, room: int) -> Iterator[str]:
    """Give the lines on incidents, at most ten of them and no more than fit into ``room`` bytes."""
    if not report.incident_count:
        return
    yield f"### No verdict on {count(report.incident_count, 'thing')}"
    yield ""
    placed = [("", incident) for incident in report.incidents]
    placed += [(file.path, incident) for file in report.files for incident in file.incidents]
    lines: list[str] = []
    for path, incident in placed[:_INCIDENTS]:
        line = _incident(path, incident)
        room -= _size(line)
        if room < 0:
            break
        lines.append(line)
    yield from lines
    if len(placed) > len(lines):
        yield f"- and {len(placed) - len(lines)} more"
    yield ""


def _incident(path: str, incident: Incident) -> str:
    where = f" in {code(path, _PATH)}" if path else ""
    where += f" at line {incident.line}" if incident.line else ""
    rule = f" ({code(incident.rule, _PATH)})" if incident.rule else ""
    return f"- **{incident.kind}**{where}: {in_markdown(incident.detail, _PATH)}{rule}"


def _tail(report: Report) -> Iterator[str]:
    codes = in_markdown(", ".join(report.jurisdictions) or "all", _PATH)
    packs = count(len(report.packs), "pack")
    yield f"<sub>claimlint {claimlint.__version__}, {packs}, jurisdictions: {codes}. {NOT_JUDGED}</sub>"


def _fitting(report: Report, room: int) -> dict[int, str]:
    """Return the worst findings that fit into ``room`` bytes, as Markdown, each by its number in the report from 0."""
    placed = placed_findings(report)
    shown: dict[int, str] = {}
    opened: set[tuple[str, bool]] = set()
    for index in worst_first(placed):
        file, finding = placed[index]
        text = "".join(f"{line}\n" for line in _finding(finding))
        room -= _size(text)
        section = (file.path, finding.waiver is not None)
        if section not in opened:
            opened.add(section)
            room -= _size(_opening(file.path, len(placed), waived=True)) + _size(_CLOSING)
        if room < 0:
            break
        shown[index] = text
    return shown


_CLOSING = "\n</details>\n\n"


def _opening(path: str, number: int, *, waived: bool) -> str:
    label = f"{number} waived, supported or in the baseline" if waived else count(number, "finding")
    return f"<details><summary>{code(path, _PATH)}: {label}</summary>\n\n"


def _sections(report: Report, shown: dict[int, str]) -> Iterator[str]:
    sections: dict[tuple[bool, str], list[str]] = {}
    for index, (file, finding) in enumerate(placed_findings(report)):
        if index in shown:
            sections.setdefault((finding.waiver is not None, file.path), []).append(shown[index])
    for (waived, path), texts in sorted(sections.items(), key=lambda item: item[0][0]):
        yield f"{_opening(path, len(texts), waived=waived)}{''.join(texts)}{_CLOSING}"


def _finding(finding: Finding) -> Iterator[str]:
    title = f"**{finding.severity.label}** {finding.line}:{finding.column} {code(finding.rule, _PATH)}"
    if finding.waiver is not None:
        yield f"- ~~{title}~~ {in_markdown(placed(finding, finding.message))}"
        yield f"  - {in_markdown(standing(finding.waiver))}{_waiver_details(finding)}"
        return
    yield f"- {title} {in_markdown(placed(finding, finding.message))}"
    if finding.why:
        yield f"  - why: {in_markdown(finding.why)}"
    for reference in finding.references[:_EACH]:
        yield f"  - source: {link(source(reference), reference.url)}"
    for label, text in actions(finding)[:_EACH]:
        yield f"  - {label}: {in_markdown(text)}"


def _waiver_details(finding: Finding) -> str:
    waiver = finding.waiver
    if waiver is None:
        return ""
    text = f" by {in_markdown(waiver.by, _PATH)}" if waiver.by else ""
    text += f" until {in_markdown(waiver.until, _PATH)}" if waiver.until else ""
    text += f" ({code(waiver.place, _PATH)})" if waiver.place else ""
    return text + (f": {in_markdown(waiver.reason)}" if waiver.reason else "")


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
