"""The command ``evidence check``: whether the evidence register is in order and of use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from claimlint.cli_settings import Group, criteria_of, takes_settings
from claimlint.cli_streams import announce, deliver
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from claimlint.config import Config
    from claimlint.lint import Criteria
    from claimlint.model.report import Report
    from claimlint.model.waiver import Evidence


@click.group(cls=Group)
def evidence() -> None:
    """Check the evidence register."""


@evidence.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@takes_settings
def check_evidence(settings: Config, paths: tuple[str, ...]) -> int:
    """Check the evidence register against the copy at PATH (this folder).

    Reports entries that are past their review, whose files are gone, whose wording is used where they do not hold, and
    that support nothing. Exit codes: 0 all in order; 1 something to do; 2 no verdict on something that was asked for.
    """
    from claimlint.report.text import count, render_incidents
    from claimlint.text.safe import display

    if settings.evidence is None:
        raise UsageError("there is no evidence register; put evidence.yaml beside the configuration file")
    criteria = criteria_of(settings, paths or (".",))
    report = _report(paths, settings, criteria)
    problems = list(_problems(settings.evidence.parent, criteria, report))
    for entry, kind, message in problems:
        deliver(display(f"{entry.place}:{entry.place.column}: {kind}: {entry.id}: {message}") + "\n")
    pages = sum(bool(file.digest) for file in report.files)
    claims = count(len(criteria.waiving.evidence), "claim")
    deliver(f"{count(len(problems), 'problem')}; {claims} in the register, held against {count(pages, 'file')}\n")
    announce(render_incidents(report))
    return 2 if report.incident_count else int(bool(problems))


def _report(paths: tuple[str, ...], settings: Config, criteria: Criteria) -> Report:
    from claimlint.cli_commands import discover_copy, judge

    return judge(discover_copy(paths, settings, allow_empty=False), criteria)


def _problems(folder: Path, criteria: Criteria, report: Report) -> Iterator[tuple[Evidence, str, str]]:
    """Give each entry with what is wrong with it, in the order of the register."""
    from claimlint.model.report import EntryState, WaiverKind

    notes: dict[int, dict[str, list[str]]] = {}
    supporting: set[int] = set()
    for file in report.files:
        for use in file.uses:
            if use.kind is WaiverKind.EVIDENCE:
                supporting.add(use.entry)
                if use.state is EntryState.ELSEWHERE:
                    notes.setdefault(use.entry, {}).setdefault(use.note, []).append(file.path)
    today = criteria.waiving.today
    for number, entry in enumerate(criteria.waiving.evidence):
        for name in entry.files:
            if not _is_there(folder, name):
                yield entry, "error[broken]", f"no file “{name}” is inside the folder of the register"
        if today is not None and today > entry.review_by:
            yield entry, "error[expired]", f"it was due for review by {entry.review_by}; have it approved anew"
        if today is not None and today < entry.approved_on:
            yield entry, "error[expired]", f"it is not approved before {entry.approved_on}"
        for note, files in notes.get(number, {}).items():
            more = f" and {len(files) - 3} more" if len(files) > 3 else ""
            yield entry, "error[wrong-market]", f"it {note}; its wording stands in {', '.join(files[:3])}{more}"
        if number not in supporting and not report.incident_count:
            yield entry, "warning[unused]", "no finding in the copy that was read is worded like it"


def _is_there(folder: Path, name: str) -> bool:
    try:
        target = (folder / name).resolve(strict=True)
        return target.is_file() and target.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False
