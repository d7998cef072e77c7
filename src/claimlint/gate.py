"""Which findings of a run count: not those that a baseline knows, nor those on lines that did not change."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimlint.engine.baseline import MOST_BYTES, Comparison, Entry, claims_of, compare, parse
from claimlint.engine.selection import selected_rules
from claimlint.errors import BaselineError
from claimlint.files.read import FileProblem, read_bytes
from claimlint.lint import Criteria, library_of
from claimlint.model.report import FileReport, Finding, Report, Waiver, WaiverKind
from claimlint.model.rule import Category

if TYPE_CHECKING:
    from claimlint.files.changes import Changes, Lines
    from claimlint.files.discover import FoundFile


class Baseline(NamedTuple):
    """A baseline that was read.

    ``path`` is that of the file, whose folder the paths of the entries are relative to; ``shown`` is it for people.
    """

    path: Path
    shown: str
    entries: tuple[Entry, ...]


def read_baseline(path: Path, shown: str) -> Baseline:
    """Read a baseline. Raises ``BaselineError`` if it cannot be read or is none."""
    try:
        return Baseline(path, shown, parse(read_bytes(path, MOST_BYTES), shown))
    except FileProblem as problem:
        raise BaselineError(f"{shown}: the baseline cannot be read: {problem.detail.partition(';')[0]}") from None


def comparison(report: Report, baseline: Baseline, criteria: Criteria, cwd: Path) -> Comparison:
    """Compare the findings of a run in the folder ``cwd`` with a baseline.

    An entry is gone only if its file was read whole and its rule was among those that the run chose, or if the library
    has no such rule any more, or there is no such file.
    """
    folder = os.path.realpath(baseline.path.parent)
    files = {_inside(folder, cwd, file.path): file for file in report.files}
    library = library_of(criteria.packs)
    chosen = {rule.id for rule in selected_rules(library, criteria.options)}

    def judged(entry: Entry) -> bool:
        file = files.get(entry.path)
        whole = file is not None and not file.incidents
        return whole and (entry.rule in chosen or entry.rule not in library.rules)

    return compare(
        baseline.entries,
        {path: _unwaived(file) for path, file in files.items()},
        judged=judged,
        exists=lambda path: os.path.lexists(Path(folder, path)),
    )


def with_baseline(report: Report, baseline: Baseline, criteria: Criteria, cwd: Path) -> Report:
    """Return the report with a waiver on each finding that the baseline knows, and a note if it could shrink."""
    compared = comparison(report, baseline, criteria, cwd)
    folder = os.path.realpath(baseline.path.parent)
    waiver = Waiver(WaiverKind.BASELINE, baseline.shown, reason="known when the baseline was written")
    files = []
    for file in report.files:
        path = _inside(folder, cwd, file.path)
        claims = iter(claims_of(_unwaived(file)))
        findings = tuple(
            replace(finding, waiver=waiver)
            if finding.waiver is None and (path, next(claims)) in compared.known
            else finding
            for finding in file.findings
        )
        files.append(replace(file, findings=findings))
    report = replace(report, files=tuple(files))
    number = len(compared.gone)
    if number == 1:
        return with_note(report, "1 finding of the baseline no longer occurs; to drop it run: claimlint baseline")
    if number:
        note = f"{number} findings of the baseline no longer occur; to drop them run: claimlint baseline"
        return with_note(report, note)
    return report


def _unwaived(file: FileReport) -> tuple[Finding, ...]:
    """Return the findings that a baseline may know: what is waived already needs no entry."""
    return tuple(finding for finding in file.findings if finding.waiver is None)


def with_note(report: Report, note: str) -> Report:
    """Return the report with one more note."""
    return replace(report, notes=(*report.notes, note))


def changed_files(files: Iterable[FoundFile], changes: Changes) -> tuple[FoundFile, ...]:
    """Return the files of which anything changed."""
    return tuple(file for file in files if changes.of(os.fspath(file.path)) != ())


def on_changed_lines(report: Report, changes: Changes, revision: str, cwd: Path) -> Report:
    """Return the report without the findings on lines that did not change, and with a note of how many those are.

    A missing disclosure is a finding on the whole page, so any change of the page makes it count.
    """
    files = []
    dropped = 0
    for file in report.files:
        # Lines of extracted text are none of git's: such a file counts whole.
        lines = changes.of(os.fspath(cwd / file.path)) if file.findings and not file.is_extracted else None
        kept = tuple(finding for finding in file.findings if _counts(finding, lines))
        dropped += len(file.findings) - len(kept)
        files.append(replace(file, findings=kept))
    report = replace(report, files=tuple(files))
    note = f"only lines changed since {revision} count"
    if dropped:
        note += f"; left out on other lines of the same files: {dropped} finding{'' if dropped == 1 else 's'}"
    return with_note(report, note)


def _counts(finding: Finding, lines: Lines | None) -> bool:
    if lines is None:
        return True
    if finding.category is Category.MISSING_DISCLOSURE:
        return bool(lines)
    # The end is exclusive: at the first column of a line, nothing of that line belongs to the finding.
    last = finding.end_line - (finding.end_column == 1 and finding.end_line > finding.line)
    return any(first <= last and finding.line <= end for first, end in lines)


def _inside(folder: str, cwd: Path, shown: str) -> str:
    """Return the path from ``folder`` to a file that the report shows as ``shown``, with forward slashes."""
    try:
        real = os.path.realpath(cwd / shown)
        return os.path.relpath(real, folder).replace(os.sep, "/")
    except ValueError:  # another drive, or a name that no file can have
        return shown
