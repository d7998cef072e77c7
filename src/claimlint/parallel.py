"""Checks files in several processes, with the same outcome as in one, even when a process dies."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress

from claimlint.files.discover import FoundFile
from claimlint.lint import Criteria, failed, lint_file
from claimlint.model.document import IncidentKind
from claimlint.model.report import FileReport

_DIED = "the process that checked this file died (out of memory?); please report this"


def lint_files_in_parallel(
    files: Sequence[FoundFile], criteria: Criteria, jobs: int, progress: Callable[[int, int], None] | None
) -> list[FileReport]:
    """Return a report for each file, in the order given; a file that kills its process gets an incident."""
    done: dict[int, FileReport] = {}

    def finish(number: int, report: FileReport) -> None:
        done[number] = report
        if progress is not None:
            progress(len(done), len(files))

    numbers: dict[Future[FileReport], int] = {}
    with _pool(min(jobs, len(files))) as pool:
        with _interrupts_held(), suppress(BrokenProcessPool):
            for number, file in enumerate(files):
                numbers[pool.submit(_lint, file, criteria)] = number
        for future in as_completed(numbers):
            with suppress(BrokenProcessPool):
                finish(numbers[future], future.result())
    # A dead process takes all that was queued with it. One at a time, the file at fault is known for certain.
    unfinished = iter([number for number in range(len(files)) if number not in done])
    while len(done) < len(files):
        with _pool(1) as pool:
            for number in unfinished:
                report = _lint_alone(pool, files[number], criteria)
                finish(number, report or failed(files[number].shown, IncidentKind.CRASHED, _DIED))
                if report is None:
                    break
    return [done[number] for number in range(len(files))]


def _lint(file: FoundFile, criteria: Criteria) -> FileReport:
    return lint_file(file, criteria)


def _lint_alone(pool: ProcessPoolExecutor, file: FoundFile, criteria: Criteria) -> FileReport | None:
    """Return the report, or None if the process died."""
    try:
        with _interrupts_held():
            future = pool.submit(_lint, file, criteria)
        return future.result()
    except BrokenProcessPool:
        return None


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Open a pool; when it is left by an exception its processes are stopped at once instead of finishing the queue."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()
        raise
    pool.shutdown()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes start: they inherit that, so the parent alone answers it, once."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
