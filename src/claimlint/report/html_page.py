"""What the HTML report says beside the copy itself: the verdict, the counts, the sources and the waivers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Report, WaiverKind
from claimlint.model.rule import Category, Reference, Severity
from claimlint.report.html_copy import Note, Row, notes_of, rows_of

STATUSES = {
    "open": "Counts",
    WaiverKind.INLINE: "Waived beside the copy",
    WaiverKind.CONFIG: "Waived in the configuration",
    WaiverKind.EVIDENCE: "Supported by evidence",
    WaiverKind.BASELINE: "Known since the baseline",
}
"""What each status of a finding is called."""

_PLACES = {
    "ae": "United Arab Emirates",
    "au": "Australia",
    "ca": "Canada",
    "de": "Germany",
    "es": "Spain",
    "eu": "European Union",
    "fr": "France",
    "ie": "Ireland",
    "in": "India",
    "it": "Italy",
    "jp": "Japan",
    "nz": "New Zealand",
    "sg": "Singapore",
    "uk": "United Kingdom",
    "us": "United States",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome in one look. ``style`` is ``none``, ``fail``, ``pass`` or ``open`` (no severity fails the run)."""

    style: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Findings of one sort that count, by severity; ``key`` is the sort's value in the filter of the same name."""

    key: str
    label: str
    errors: int
    warnings: int
    infos: int

    @property
    def total(self) -> int:
        """The number of findings of this sort."""
        return self.errors + self.warnings + self.infos


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one kind, the longest first. ``filter`` is the name of the filter that goes with it."""

    filter: str
    title: str
    bars: tuple[Bar, ...]

    @property
    def longest(self) -> int:
        """The total of the longest bar, at least 1."""
        return max((bar.total for bar in self.bars), default=1) or 1


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the report; ``number`` counts from 1."""

    number: int
    file: FileReport
    notes: tuple[Note, ...]
    rows: tuple[Row, ...]

    @property
    def counting(self) -> int:
        """The number of its findings that count."""
        return sum(note.finding.waiver is None for note in self.notes)


@dataclass(frozen=True, slots=True)
class Cited:
    """A legal source, how many findings cite it, and whether its own check is overdue on the day of the report."""

    reference: Reference
    findings: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that has no verdict; ``path`` is empty where it concerns the run as a whole."""

    path: str
    incident: Incident


def place_name(code: str) -> str:
    """Return the name of a jurisdiction, or its code in capitals."""
    return _PLACES.get(code, code.upper())


def words(name: str) -> str:
    """Return the name of a category as words: ``absolute-safety`` is ``Absolute safety``."""
    return name.replace("-", " ").capitalize()


def pages_of(report: Report) -> tuple[Page, ...]:
    """Return the documents of the report with their copy laid out and their findings numbered."""
    return tuple(
        Page(number, file, tuple(notes), rows_of(file.copy, notes))
        for number, (file, notes) in enumerate(zip(report.files, notes_of(report.files), strict=True), start=1)
    )


def verdict_of(report: Report) -> Verdict:
    """Return the outcome of the run, as the exit code of the command has it."""
    fail_on = report.fail_on
    total = sum(report.count(severity) for severity in Severity)
    bar = f"The limit is set at {fail_on.label} and above." if fail_on else "No severity fails this check."
    if report.incident_count:
        what = "one thing" if report.incident_count == 1 else f"{report.incident_count} things"
        found = f"{_claims(report, fail_on)} to put right as well. " if report.failed else ""
        detail = f"There is no verdict on {what} that should have been checked. {found}{bar}"
        return Verdict("none", "Not fully judged", detail)
    if report.failed:
        return Verdict("fail", "Does not pass", f"{_claims(report, fail_on)} to put right first. {bar}")
    if fail_on is None and total:
        return Verdict("open", f"{_number(total, 'claim')} to look at", bar)
    if not report.files:
        return Verdict("none", "Nothing was checked", "There was no document to read.")
    rest = f"{_number(total, 'milder finding')} below the limit. " if total else "No claim was flagged. "
    return Verdict("pass", "Passes", rest + bar)


def _claims(report: Report, fail_on: Severity | None) -> str:
    total = sum(report.count(severity) for severity in Severity if fail_on and severity >= fail_on)
    return _number(total, "finding")


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def charts_of(pages: Sequence[Page]) -> tuple[Chart, ...]:
    """Count the findings that count by category, jurisdiction and document."""
    notes = [(page, note) for page in pages for note in page.notes if note.finding.waiver is None]
    categories = [(str(note.finding.category), note) for _, note in notes]
    codes = [(code, note) for _, note in notes for code in dict.fromkeys(note.finding.jurisdictions)]
    numbers = [(str(page.number), note) for page, note in notes]
    return (
        Chart("category", "By kind of claim", _bars(categories, words)),
        Chart("jurisdiction", "By jurisdiction", _bars(codes, place_name)),
        Chart("file", "By document", _bars(numbers, lambda number: pages[int(number) - 1].file.path)),
    )


def _bars(keyed: Iterable[tuple[str, Note]], label: Callable[[str], str]) -> tuple[Bar, ...]:
    counts: dict[str, Counter[Severity]] = {}
    for key, note in keyed:
        counts.setdefault(key, Counter())[note.finding.severity] += 1
    bars = [
        Bar(key, label(key), count[Severity.ERROR], count[Severity.WARNING], count[Severity.INFO])
        for key, count in counts.items()
    ]
    return tuple(sorted(bars, key=lambda bar: (-bar.total, -bar.errors, bar.label, bar.key)))


def statuses_of(pages: Sequence[Page]) -> tuple[tuple[str, str, int], ...]:
    """Return each status that occurs with its name and the number of its findings."""
    counts = Counter(note.status for page in pages for note in page.notes)
    return tuple((key, name, counts[key]) for key, name in STATUSES.items() if counts[key])


def codes_of(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the jurisdictions of all findings in the order of their names."""
    codes = {code for page in pages for note in page.notes for code in note.finding.jurisdictions}
    return tuple(sorted(codes, key=lambda code: (place_name(code), code)))


def categories_of(pages: Sequence[Page]) -> tuple[Category, ...]:
    """Return the categories of all findings in the order of their names."""
    return tuple(sorted({note.finding.category for page in pages for note in page.notes}))


def sources_of(report: Report) -> tuple[Cited, ...]:
    """Return every legal source that a finding cites, by jurisdiction."""
    cited: Counter[Reference] = Counter()
    for finding in report.findings:
        cited.update(set(finding.references))
    day = report.run.made_at[:10] if report.run else ""
    return tuple(
        Cited(reference, cited[reference], bool(day) and "" < reference.review_by < day)
        for reference in sorted(cited, key=lambda ref: (place_name(ref.jurisdiction), ref.provision, *ref))
    )


def sources_by_place(references: Iterable[Reference]) -> list[tuple[str, list[Reference]]]:
    """Group legal sources by jurisdiction, in the order in which they come."""
    groups: dict[str, list[Reference]] = {}
    for reference in references:
        groups.setdefault(reference.jurisdiction, []).append(reference)
    return list(groups.items())


def one_day(references: Iterable[Reference]) -> str:
    """Return the day on which all of these sources were checked; empty if there are several."""
    days = {reference.checked_on for reference in references}
    return days.pop() if len(days) == 1 else ""


def gaps_of(report: Report) -> tuple[Gap, ...]:
    """Return all that has no verdict: first what concerns the run, then by document."""
    run = [Gap("", incident) for incident in report.incidents]
    return (*run, *(Gap(file.path, incident) for file in report.files for incident in file.incidents))
