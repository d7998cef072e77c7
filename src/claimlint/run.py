"""A run from files to a report: the place where all the parts come together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from claimlint.errors import UsageError
from claimlint.lint import Criteria, checker_of, library_of, lint_file
from claimlint.model.report import FileReport, PackInfo, Report, RunInfo
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
) -> Report:
    """Return the report on ``files`` and on what is ``known`` already, in the order of the paths.

    It is the same whatever ``jobs`` is: the number of processes, or None to choose by the number of files.
    Raises ``PackError`` and ``UsageError``; whatever goes wrong with one file is an incident in its report.
    """
    library = library_of(criteria.packs)
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
    return Report(
        files=tuple(sorted([*known, *made], key=lambda file: file.path)),
        packs=tuple(PackInfo(pack.id, pack.digest) for pack in library.packs),
        jurisdictions=criteria.options.jurisdictions,
    )


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
    return 2 if report.incident_count else int(report.fails(fail_on))


def run_info(config: Config, folder: Path, epoch: str | None) -> RunInfo:
    """Return the circumstances of a run with this configuration in ``folder``.

    ``epoch`` is the value of ``SOURCE_DATE_EPOCH``, the time to record in seconds since 1970 in place of the clock's.
    Raises ``UsageError`` if it is no such number. See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    from claimlint.files.commit import commit_of

    settings = (
        ("Only", ", ".join(config.select) or "every rule"),
        ("Left out", ", ".join(config.ignore) or "no rule"),
        ("Files left out", ", ".join(config.exclude) or "none by pattern"),
        ("Least confidence", config.min_confidence.label),
    )
    shown = "" if config.path is None else _from(folder, config.path)
    return RunInfo(_time(epoch), shown, commit_of(folder), config.fail_on, settings)


def _from(folder: Path, path: Path) -> str:
    """Return the way to ``path``, without the folders above: the same commit gives the same report anywhere."""
    try:
        return Path(relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name


def _time(epoch: str | None) -> str:
    if epoch:
        try:
            if not epoch.isascii() or not epoch.isdecimal():
                raise ValueError
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH must be a number of seconds since 1970, not “{epoch[:40]}”; unset it"
            raise UsageError(message) from None
    else:
        moment = datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
