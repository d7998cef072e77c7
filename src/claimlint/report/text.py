"""The report for people, in the manner of compilers: where, the line itself, why, by which source, and a rewrite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.model.rule import Applicability, Category, Reference, Severity, Suggestion
from claimlint.report.excerpt import excerpt
from claimlint.text.safe import display

_FEWEST_COLUMNS = 20
"""Less of what a source asks is not worth showing."""

ROWS_SHOWN = 10
"""Rows of each table of the overview that stands in for findings not shown."""

ADOPTING = "An old site? “claimlint baseline” records these as known, so that from now on only new ones fail."

NOT_JUDGED = "Not judged: pictures, video, and whether the evidence is any good. Decision support, not legal advice."

_FIELD = lazy_pattern(r"\{([a-z_][a-z0-9_]*)\}")
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
Found = tuple[FileReport, Finding]
"""A finding and the file that it is in."""

_WAIVED = {
    "waived": (WaiverKind.INLINE, WaiverKind.CONFIG),
    "supported": (WaiverKind.EVIDENCE,),
    "in the baseline": (WaiverKind.BASELINE,),
}
_DIM = "2"
_BOLD = "1"


def render(
    report: Report,
    *,
    color: bool = False,
    quiet: bool = False,
    statistics: bool = False,
    width: int = 100,
    limit: int | None = None,
) -> str:
    """Return the report as lines for a terminal about ``width`` columns wide, ending with a newline if not empty.

    ``quiet`` gives one line for each finding that counts and nothing else; ``statistics`` adds a table of findings by
    rule and category. Of more than ``limit`` findings only the worst are shown, with the figures of all; not so if
    quiet. Waived findings are shown in short, those of a baseline only counted. Incidents are not in it: see
    :func:`render_incidents`.
    """
    style = Style(color)
    lines: list[str] = []
    counting = [(file, finding) for file in report.files for finding in file.findings if finding.waiver is None]
    if quiet:
        lines += [_one_line(file, finding, style) for file, finding in counting]
        if statistics:
            lines += ["", *_statistics(report)] if lines else _statistics(report)
        return _joined(lines)
    is_cut = limit is not None and len(counting) > limit
    source = {file.path: dict(file.lines) for file in report.files}
    every = [(file, finding) for file in report.files for finding in file.findings]
    for file, finding in _worst(counting, limit or 0) if is_cut else every:
        if finding.waiver is not None:
            lines += _waived(file.path, finding, finding.waiver, style, width)
        else:
            lines += [*_finding(file.path, finding, source[file.path].get(finding.line), style, width), ""]
    if statistics:
        lines += [*_statistics(report), ""]
    elif is_cut:
        lines += [*_overview(counting), ""]
    lines += [f"note: {display(note)}" for note in report.notes]
    lines += [_summary(report, style)]
    if is_cut:
        lines.append(f"Shown are the {limit} worst of {len(counting)} findings; --all shows them all.")
        if not report.waived(WaiverKind.BASELINE):
            lines.append(ADOPTING)
    return _joined([*lines, NOT_JUDGED])


def _joined(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)


def _worst(found: Sequence[Found], limit: int) -> list[Found]:
    """Keep the worst findings, and of equals the first and surest, in the order of the report."""
    order = sorted(range(len(found)), key=lambda number: (-found[number][1].severity, -found[number][1].confidence))
    return [found[number] for number in sorted(order[:limit])]


def render_incidents(report: Report, *, color: bool = False) -> str:
    """Return one line for each thing that kept the run from a verdict, ending with a newline if there is any."""
    style = Style(color)
    lines = [_incident("claimlint", incident, style) for incident in report.incidents]
    for file in report.files:
        lines += [_incident(_where(file.path, incident), incident, style) for incident in file.incidents]
    return "".join(line + "\n" for line in lines)


class Style:
    """Paints text with the colours of a terminal, or leaves it alone."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def paint(self, text: str, code: str) -> str:
        """Return ``text`` in the SGR colour ``code``; the text itself must already be safe to show."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def severity(self, severity: Severity, text: str) -> str:
        """Return ``text`` in the colour of a severity."""
        return self.paint(text, _COLORS[severity])


def wrap(head: str, text: str, width: int) -> Iterator[str]:
    """Break ``head text`` at spaces into lines of at most ``width`` columns, indented under the text."""
    indent = " " * (len(head) + 1)
    line, empty = head, True
    for word in text.split(" "):
        # A CI runner takes a line that starts with ``::`` as a command, even when it is indented.
        if empty or len(line) + 1 + len(word) <= width or word.startswith("::"):
            line, empty = f"{line} {word}", False
        else:
            yield line
            line = indent + word
    yield line


def count(number: int, noun: str) -> str:
    """Return ``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(path: str, *numbers: int) -> str:
    # Made safe as a whole: the path ``:`` and a line number would make a line that starts with ``::``.
    return display(":".join([path, *map(str, numbers)]))


def _where(path: str, incident: Incident) -> str:
    return _place(path, incident.line) if incident.line else _place(path)


def _one_line(file: FileReport, finding: Finding, style: Style) -> str:
    place = _place(file.path, finding.line, finding.column)
    return f"{place}: {_title(finding, style)} {display(finding.message)}{_found_at(finding)}"


def _found_at(finding: Finding) -> str:
    return f" ({display(finding.place)})" if finding.place else ""


def _title(finding: Finding, style: Style) -> str:
    return style.severity(finding.severity, f"{finding.severity.label}[{display(finding.rule)}]")


def _finding(path: str, finding: Finding, line: str | None, style: Style, width: int) -> list[str]:
    margin = " " * len(str(finding.line))
    gutter = style.paint(f"{margin} |", _DIM)
    arrow = style.paint(f"{margin}-->", _DIM)
    lines = [
        f"{_title(finding, style)}: {style.paint(display(finding.message), _BOLD)}",
        f"{arrow} {_place(path, finding.line, finding.column)}{_found_at(finding)}",
        gutter,
    ]
    if line is not None:
        end = finding.end_column if finding.end_line == finding.line else len(line) + 1
        shown, carets = excerpt(line, finding.column - 1, end - 1, width - len(margin) - 3)
        lines.append(f"{style.paint(f'{finding.line} |', _DIM)} {shown}".rstrip())
        if carets:
            note = _caret_note(finding)
            lines.append(f"{gutter} {style.severity(finding.severity, carets + note)}")
        lines.append(gutter)
    for label, text in _notes(finding, width - len(f"{margin} = source: ")):
        lines += wrap(f"{margin} = {label}:", text, width)
    return lines


def _waived(path: str, finding: Finding, waiver: Waiver, style: Style, width: int) -> list[str]:
    """Write what a finding that does not count is, and on whose word."""
    if waiver.kind is WaiverKind.BASELINE:
        return []
    word = "supported" if waiver.kind is WaiverKind.EVIDENCE else "waived"
    facts = [
        waiver.reason or "no reason given",
        f"by {waiver.by}" if waiver.by else "",
        f"until {waiver.until}" if waiver.until else "",
    ]
    reason = f"{display(', '.join(fact for fact in facts if fact))} ({display(waiver.place)})"
    margin = " " * len(str(finding.line))
    lines = [
        f"{word}[{display(finding.rule)}]: {display(finding.message)}",
        f"{margin}--> {_place(path, finding.line, finding.column)}{_found_at(finding)}",
        *wrap(f"{margin} = {word}:", reason, width),
    ]
    return [*(style.paint(line, _DIM) for line in lines), ""]


def render_finding(path: str, finding: Finding, line: str | None, *, color: bool = False, width: int = 100) -> str:
    """Return one finding as lines of the report; ``line`` is the source line that it starts on, without its end."""
    return "".join(text + "\n" for text in _finding(path, finding, line, Style(color), width))


def _caret_note(finding: Finding) -> str:
    if finding.category is Category.MISSING_DISCLOSURE:
        return " the page promotes it here"
    return " (continues on the next lines)" if finding.end_line > finding.line else ""


def _notes(finding: Finding, room: int) -> Iterator[tuple[str, str]]:
    """Yield the rows below a finding; ``room`` is the number of columns that a source has on its line."""
    if finding.why:
        yield "why", display(finding.why)
    # First what was read itself, and not only about.
    references = sorted(finding.references, key=lambda reference: reference.seen != "official")
    for reference in references[:1]:
        yield "source", _source(reference, room)
    others = references[1:]
    if others:
        places = ", ".join(dict.fromkeys(reference.jurisdiction.upper() for reference in others))
        yield "source", display(f"and {len(others)} more ({places}): claimlint explain {finding.rule}")
    for suggestion in finding.suggestions:
        yield action_label(finding, suggestion), suggestion_line(suggestion)


def _source(reference: Reference, room: int) -> str:
    """Return what identifies a legal source and, as far as it goes into ``room`` columns, what it asks."""
    text = display(f"{reference.jurisdiction.upper()}, {reference.provision or reference.title}")
    if not reference.provision or not reference.title or room - len(text) < _FEWEST_COLUMNS:
        return text
    text = f"{text}: {display(reference.title)}"
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def action_label(finding: Finding, suggestion: Suggestion) -> str:
    """Return what a suggestion is: ``rewrite``, wording to put on the page; ``advice`` to its author; ``add``."""
    if finding.category is Category.MISSING_DISCLOSURE:
        return "add"
    return "advice" if suggestion.applicability is Applicability.DISPLAY else "rewrite"


def source_line(reference: Reference) -> str:
    """Return a legal source on one line: jurisdiction, provision, title, address."""
    parts = [reference.jurisdiction.upper(), reference.provision, reference.title, reference.url]
    return ", ".join(display(part) for part in parts if part)


def with_names(text: str) -> str:
    """Return a text of a rule with the name of each field in square brackets: what it will hold is not known yet."""
    return _FIELD.sub(lambda field: f"[{field[1].replace('_', ' ')}]", text)


def suggestion_line(suggestion: Suggestion) -> str:
    """Return a rewrite on one line, saying so if it takes proof."""
    return display(suggestion.text) + proviso(suggestion)


def proviso(suggestion: Suggestion) -> str:
    """Return what follows a suggestion that stands only with proof; empty for any other."""
    return " (only with evidence at hand)" if suggestion.needs_evidence else ""


def _summary(report: Report, style: Style) -> str:
    counts = [count(report.count(severity), severity.label) for severity in reversed(Severity)]
    text = f"{', '.join(counts)} in {count(len(report.files), 'file')}"
    for word, kinds in _WAIVED.items():
        if number := report.waived(*kinds):
            text += f", {number} {word}"
    if report.incident_count:
        text += f"; {count(report.incident_count, 'incident')}: not everything could be judged"
    return style.paint(text, _BOLD)


def _overview(found: Sequence[Found]) -> list[str]:
    """Return where most findings are, by rule, category and file."""
    tables = (
        ("rule", "rules", Counter(finding.rule for _, finding in found)),
        ("category", "categories", Counter(str(finding.category) for _, finding in found)),
        ("file", "files", Counter(file.path for file, _ in found)),
    )
    lines: list[str] = []
    for title, plural, counts in tables:
        table = _table(title, counts, Counter())
        more = len(counts) - ROWS_SHOWN
        lines += ["", *table[: ROWS_SHOWN + 1]]
        if more > 0:
            lines.append(f"         and {more} more {title if more == 1 else plural}")
    return lines[1:]


def _statistics(report: Report) -> list[str]:
    counting = [finding for finding in report.findings if finding.waiver is None]
    waived = [finding for finding in report.findings if finding.waiver is not None]
    return [
        *_table("rule", Counter(finding.rule for finding in counting), Counter(finding.rule for finding in waived)),
        "",
        *_table(
            "category",
            Counter(str(finding.category) for finding in counting),
            Counter(str(finding.category) for finding in waived),
        ),
    ]


def _table(title: str, counts: Counter[str], waived: Counter[str]) -> list[str]:
    """Write counts with the greatest first, and names in order where they tie; a column for what does not count."""
    rows = sorted(counts.keys() | waived.keys(), key=lambda name: (-counts[name], -waived[name], name))
    if not waived:
        return [f"{'count':>7}  {title}", *(f"{counts[name]:>7}  {display(name)}" for name in rows)]
    head = f"{'count':>7}  {'waived':>7}  {title}"
    return [head, *(f"{counts[name]:>7}  {waived[name]:>7}  {display(name)}" for name in rows)]


def _incident(place: str, incident: Incident, style: Style) -> str:
    rule = f" ({display(incident.rule)})" if incident.rule else ""
    title = style.severity(Severity.ERROR, f"no verdict[{incident.kind}]")
    return f"{place}: {title}: {display(incident.detail)}{rule}"
