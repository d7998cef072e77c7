"""A run from files to a report: the place where all the parts come together."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from claimlint.files.clock import now, today
from claimlint.lint import Criteria, checker_of, library_of, lint_file
from claimlint.model.report import FileReport, PackInfo, Report, RuleInfo, RunInfo
from claimlint.model.rule import Severity

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.files.discover import FoundFile

PARALLEL_FROM = 200
"""Number of files from which more than one process pays for its start."""

Progress = Callable[[int, int], None]
"""Told after each file how many are done, and of how many."""


def run(
    files: Sequence[FoundFile],
    criteria: Criteria,
    *,
    known: Sequence[FileReport] = (),
    jobs: int | None = None,
    progress: Progress | None = None,
    keep_rules: bool = False,
    fail_on: Severity | None = Severity.WARNING,
) -> Report:
    """Return the report on ``files`` and on what is ``known`` already, in the order of the paths.

    It is the same whatever ``jobs`` is: the number of processes, or None to choose by the number of files.
    ``keep_rules`` asks for ``Report.rules``; ``fail_on`` is that of the report.
    Raises ``PackError`` and ``UsageError``; whatever goes wrong with one file is an incident in its report.
    """
    library = library_of(criteria.packs)
    # What was made so far stays to the end: looking it through again and again would cost a tenth of the run.
    gc.freeze()
    checker_of(criteria)  # what is wrong with the criteria is no fault of a file
    if jobs is None:
        jobs = default_jobs(len(files))
    if jobs > 1 and len(files) > 1:
        from claimlint.parallel import lint_files_in_parallel

        made = lint_files_in_parallel(files, criteria, jobs, progress)
    else:
        made = []
        for number, file in enumerate(files, start=1):
            made.append(lint_file(file, criteria))
            if progress is not None:
                progress(number, len(files))
    made = _with_entries([*known, *made], criteria)
    return Report(
        files=tuple(sorted(made, key=lambda file: file.path)),
        packs=tuple(PackInfo(pack.id, pack.digest) for pack in library.packs),
        jurisdictions=criteria.options.jurisdictions,
        rules=_rules(criteria) if keep_rules else (),
        fail_on=fail_on,
    )


def _with_entries(files: list[FileReport], criteria: Criteria) -> list[FileReport]:
    """Add what the run shows of waivers in the configuration, as findings in that file."""
    if not criteria.waiving.entries:
        return files
    from claimlint.engine.entries import entry_reports

    day = criteria.waiving.today or today()
    for report in entry_reports(files, criteria.waiving, criteria.options.ignore, day):
        at = next((number for number, file in enumerate(files) if file.path == report.path), None)
        if at is None:
            files.append(report)
        else:
            findings = sorted((*files[at].findings, *report.findings), key=lambda it: (it.line, it.column, it.rule))
            lines = tuple(sorted({*files[at].lines, *report.lines}))
            files[at] = replace(files[at], findings=tuple(findings), lines=lines)
    return files


def _rules(criteria: Criteria) -> tuple[RuleInfo, ...]:
    """Return what there is to tell of each rule that the criteria choose."""
    from claimlint.engine.selection import references_of, severity_of

    checker = checker_of(criteria)
    told = []
    for rule in checker.rules:
        references = tuple(references_of(rule, checker.library, checker.options))
        jurisdictions = tuple(dict.fromkeys(reference.jurisdiction for reference in references))
        told.append(
            RuleInfo(
                id=rule.id,
                category=rule.category,
                severity=severity_of(rule, jurisdictions),
                confidence=rule.confidence,
                message=rule.message,
                why=rule.why,
                suggestions=rule.suggestions,
                references=references,
                jurisdictions=jurisdictions,
            )
        )
    return tuple(told)


def default_jobs(files: int) -> int:
    """Return how many processes to use for this many files."""
    if files < PARALLEL_FROM:
        return 1
    import os

    return os.cpu_count() or 1


def exit_code(report: Report, fail_on: Severity | None) -> int:
    """Return 2 if anything has no verdict, else 1 if a finding that counts is at least ``fail_on``, else 0.

    ``fail_on`` of None means that no finding gives 1.
    """
    return 2 if report.incident_count else int(replace(report, fail_on=fail_on).failed)


def run_info(config: Config, folder: Path) -> RunInfo:
    """Return the circumstances of a run with this configuration in ``folder``.

    Raises ``UsageError`` for a time that is none; see ``claimlint.files.clock``.
    """
    from claimlint.files.commit import commit_of

    settings = (
        ("Only", ", ".join(config.select) or "every rule"),
        ("Left out", ", ".join(config.ignore) or "no rule"),
        ("Files left out", ", ".join(config.exclude) or "none by pattern"),
        ("Least confidence", config.min_confidence.label),
    )
    shown = "" if config.path is None else _from(folder, config.path)
    return RunInfo(now().strftime("%Y-%m-%dT%H:%M:%SZ"), shown, commit_of(folder), settings)


def _from(folder: Path, path: Path) -> str:
    """Return the way to ``path``, without the folders above: the same commit gives the same report anywhere."""
    try:
        return Path(relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name
