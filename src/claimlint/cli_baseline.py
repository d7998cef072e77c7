"""The command ``baseline``, and what a check makes of a baseline and of ``--new-from``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from claimlint.cli_settings import Command, criteria_of, current_folder, takes_settings
from claimlint.cli_streams import deliver
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.engine.baseline import Entry
    from claimlint.files.changes import Changes
    from claimlint.files.discover import Discovery
    from claimlint.gate import Baseline
    from claimlint.model.report import Report

NO_VERDICT = 2
NEW_SHOWN = 20
"""New findings that the command names one by one."""


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@takes_settings
@click.option("--baseline", "file", metavar="FILE", help="The file to write [.claimlint-baseline.json].")
@click.option("--accept-new", is_flag=True, help="Also take in findings that came since it was first written.")
@click.option("--jobs", "-j", type=click.IntRange(1, 60, clamp=True), help="Number of processes.")
def baseline(settings: Config, paths: tuple[str, ...], file: str | None, accept_new: bool, jobs: int | None) -> int:
    """Record today's findings in PATHS as known, so that a check fails on new ones only.

    Written once, the file only shrinks: a finding that no longer occurs is dropped, a new one is taken in only with
    --accept-new. What is known of files outside of PATHS is kept. Exit code 1 means that new findings were left out.
    """
    from claimlint.cli_commands import announce_incidents, discover_copy, judge

    if "-" in paths:
        raise UsageError("a baseline is about files; standard input cannot be in it")
    path = baseline_path(file, settings)
    # Read first: a broken baseline must not cost the time of a run.
    old = read_old(path)
    criteria = criteria_of(settings, paths or (".",))
    report = judge(discover_copy(paths, settings, allow_empty=False), criteria, jobs=jobs)
    # Where nothing at all was judged, say by a slip in PATHS, there is nothing to record.
    judged = any(not file.incidents for file in report.files)
    code = update(path, old, report, settings, accept_new=accept_new) if judged else NO_VERDICT
    announce_incidents(report)
    return code


def baseline_path(named: str | None, settings: Config) -> Path:
    """Return the file that ``--baseline`` names, or else the one of the settings, or else where one would be made."""
    from claimlint.config import BASELINE_NAME

    cwd = current_folder()
    if named is not None:
        if not named:
            raise UsageError("--baseline names nothing")
        return cwd / named
    return settings.baseline or (settings.base or cwd) / BASELINE_NAME


def read_old(path: Path) -> Baseline | None:
    """Return the baseline at ``path``; None if there is nothing. Raises ``BaselineError``."""
    from claimlint.gate import read_baseline

    return read_baseline(path, shown(path)) if lexists(path) else None


def update(path: Path, old: Baseline | None, report: Report, settings: Config, *, accept_new: bool) -> int:
    """Write the baseline that the report makes of the old one, say what changed, and return the exit code.

    Without an old one all findings are taken in.
    """
    from claimlint.engine.baseline import render
    from claimlint.files.write import write_atomically
    from claimlint.gate import Baseline, comparison, with_baseline
    from claimlint.run import exit_code

    name, criteria, cwd = shown(path), criteria_of(settings), current_folder()
    compared = comparison(report, old or Baseline(path, name, ()), criteria, cwd)
    taken = compared.new if accept_new or old is None else ()
    entries = (*compared.kept, *taken)
    data = render(entries)
    if old is None or data != path.read_bytes():
        write_atomically(path, data)
    moved = f", {compared.moved} followed to renamed files" if compared.moved else ""
    deliver(f"{_safe(name)}: +{len(taken)}/−{len(compared.gone)}{moved}, {len(entries)} known\n")
    if len(taken) < len(compared.new):
        deliver(_left_out(compared.new))
    return exit_code(with_baseline(report, Baseline(path, name, entries), criteria, cwd), settings.fail_on)


def _left_out(entries: Sequence[Entry]) -> str:
    noun = "1 new finding is" if len(entries) == 1 else f"{len(entries)} new findings are"
    lines = [f"{noun} not in it; put right, or take in with --accept-new:"]
    lines += [f"  {_safe(f'{entry.path}: {entry.rule}: {entry.text}')}" for entry in entries[:NEW_SHOWN]]
    if len(entries) > NEW_SHOWN:
        lines.append(f"  and {len(entries) - NEW_SHOWN} more: claimlint check shows them all")
    return "".join(line + "\n" for line in lines)


def _safe(text: str) -> str:
    from claimlint.text.safe import display

    return display(text)


def shown(path: Path) -> str:
    """Return a path as people know it: from the current folder if it is inside, else in full."""
    cwd = current_folder()
    return path.relative_to(cwd).as_posix() if path.is_relative_to(cwd) else str(path)


class Gate(NamedTuple):
    """Which findings of a check count: all, or those that ``baseline`` does not know, or those on changed lines.

    ``changes`` are those since ``revision``.
    """

    baseline: Baseline | None = None
    changes: Changes | None = None
    revision: str = ""

    def narrowed(self, found: Discovery) -> Discovery:
        """Leave out the files in which nothing changed, if only changes count."""
        from claimlint.gate import changed_files

        return found if self.changes is None else found._replace(files=changed_files(found.files, self.changes))

    def counted(self, report: Report, settings: Config) -> Report:
        """Return the report with what does not count waived, or left out with a note."""
        from claimlint.gate import on_changed_lines, with_baseline

        cwd = current_folder()
        if self.baseline is not None:
            report = with_baseline(report, self.baseline, criteria_of(settings), cwd)
        return report if self.changes is None else on_changed_lines(report, self.changes, self.revision, cwd)


_GATE = (
    click.option("--baseline", "file", metavar="FILE", help="Findings known from before, which do not count."),
    click.option("--no-baseline", is_flag=True, help="Count known findings too."),
    click.option("--new-from", "revision", metavar="REV", help="Count only lines changed since this git revision."),
)


def takes_gate(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options on which findings count; the command, which takes ``settings`` too, gets them as ``gate``."""

    @wraps(command)
    def resolved(settings: Config, file: str | None, no_baseline: bool, revision: str | None, **others: object) -> int:
        known = _chosen(file, no_baseline, settings)
        if revision is None:
            return command(settings=settings, gate=Gate(known), **others)
        from claimlint.files.changes import changes_since

        changes = changes_since(revision, str(current_folder()))
        return command(settings=settings, gate=Gate(known, changes, revision), **others)

    for option in _GATE:
        resolved = option(resolved)
    return resolved


def _chosen(named: str | None, none: bool, settings: Config) -> Baseline | None:
    """Return the baseline that a check goes by. Raises ``BaselineError``, also where one is named and not there."""
    if named is not None and none:
        raise UsageError("--baseline and --no-baseline exclude each other")
    if none or (named is None and settings.baseline is None):
        return None
    from claimlint.gate import read_baseline

    path = baseline_path(named, settings)
    return read_baseline(path, shown(path))
