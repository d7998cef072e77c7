"""Rewriting from the command line: ``--fix`` and ``--diff`` of a check, and the command ``fix``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from claimlint.cli_settings import criteria_of
from claimlint.cli_streams import announce, complain, deliver, deliver_bytes, wants_color
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.files.discover import FoundFile
    from claimlint.fix.draft import Draft
    from claimlint.fix.rewriting import Rewritten
    from claimlint.lint import Criteria
    from claimlint.model.report import Report

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply safe rewrites, then report what is left."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: rewrites that want a look, too."),
)
NO_VERDICT = 2
_NAMED = 5
"""Rewrites of a file that are named one by one."""


class Fixes(NamedTuple):
    """What a check is to rewrite: files (``write``), nothing but a diff to show (``show``), or nothing."""

    write: bool
    show: bool
    unsafe: bool

    @property
    def wanted(self) -> bool:
        """Whether anything is to be rewritten or shown."""
        return self.write or self.show


class Outcome(NamedTuple):
    """What came of rewriting: whether any file changed, or would have, and whether any could not be handled."""

    changed: bool = False
    failed: bool = False

    def code(self, code: int, fixes: Fixes) -> int:
        """Return the exit code of a check that would be ``code`` without rewrites."""
        if self.failed:
            return NO_VERDICT
        return max(code, 1) if fixes.show and self.changed else code


def takes_fixes(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that ask for rewrites; the command gets them as ``fixes``. Raises ``UsageError``."""

    @wraps(command)
    def resolved(fix: bool, diff: bool, unsafe_fixes: bool, **others: object) -> int:
        if fix and diff:
            raise UsageError("--fix writes and --diff does not: choose one")
        if unsafe_fixes and not (fix or diff):
            raise UsageError("--unsafe-fixes changes nothing by itself: add --diff to look, or --fix to write")
        if diff and others.get("format_", "text") != "text":
            raise UsageError("--diff puts the diff on standard output; write the report to a file with --output")
        return command(fixes=Fixes(fix, diff, unsafe_fixes), **others)

    for option in reversed(_OPTIONS):
        resolved = option(resolved)
    return resolved


def fix_files(files: Sequence[FoundFile], report: Report, criteria: Criteria, fixes: Fixes) -> Outcome:
    """Rewrite what ``report`` found in ``files``, or show it, and tell of each file what was done and what was not."""
    from claimlint.errors import WriteError
    from claimlint.fix.draft import NotApplied
    from claimlint.fix.files import load, save
    from claimlint.fix.rewriting import choice, rewrite

    by_path = {file.shown: file for file in files}
    changed = failed = False
    for judged in report.files:
        found = by_path.get(judged.path)
        if found is None or not any(choice(finding, unsafe=fixes.unsafe) for finding in judged.findings):
            continue
        try:
            draft = load(found.path, judged.path, judged.digest, criteria)
            made = rewrite(draft, unsafe=fixes.unsafe, reported=judged.findings)
            if fixes.write and made.done:
                save(found.path, draft.data, made.draft.data)
        except NotApplied as reason:
            complain(f"{judged.path}: not rewritten: {reason}")
            failed = True
            continue
        except WriteError as error:
            complain(f"{judged.path}: not rewritten: {error.reason}")
            failed = True
            continue
        _tell(draft, made, fixes)
        changed = changed or bool(made.done)
    return Outcome(changed, failed)


def rewrite_stdin(settings: Config, paths: Sequence[str], name: str | None, fixes: Fixes, *, has_outputs: bool) -> int:
    """Rewrite what comes in on standard input and write it to standard output; the report goes to standard error.

    What cannot be judged or rewritten comes out as it came in, so that nothing is lost in a pipe.
    """
    from io import BytesIO

    from claimlint.extract import Format, format_of
    from claimlint.files.read import MAX_BYTES
    from claimlint.fix.draft import NotApplied, read_draft
    from claimlint.fix.rewriting import rewrite
    from claimlint.lint import lint_stream
    from claimlint.model.report import Report
    from claimlint.report import text
    from claimlint.run import exit_code

    if list(paths) != ["-"] or has_outputs:
        raise UsageError("with --fix or --diff, “-” goes with no other path and no --output")
    criteria = criteria_of(settings)
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    data = _all_of(stream, MAX_BYTES)
    judged = lint_stream(None if data is None else BytesIO(data), name, criteria)
    changed = failed = False
    if data is not None and judged.digest:
        try:
            draft = read_draft(data, judged.path, format_of(name or "") or Format.PLAIN, criteria)
            made = rewrite(draft, unsafe=fixes.unsafe)
            _tell(draft, made, fixes)
            data, judged, changed = made.draft.data, made.draft.report, bool(made.done)
        except NotApplied as reason:
            complain(f"{judged.path}: not rewritten: {reason}")
            failed = True
    report = Report((judged,), (), criteria.options.jurisdictions)
    if fixes.write:
        deliver_bytes(data or b"")
        while stream is not None and (rest := stream.read(MAX_BYTES)):  # of what is too large to be judged
            deliver_bytes(rest)
        announce(text.render(report, color=wants_color(sys.stderr)))
    if report.incident_count:
        announce(text.render_incidents(report, color=wants_color(sys.stderr)))
    return Outcome(changed, failed).code(exit_code(report, settings.fail_on), fixes)


def _all_of(stream: BinaryIO | None, limit: int) -> bytes | None:
    """Return all that the stream holds, or of more than ``limit`` bytes one more; None if it is closed."""
    if stream is None:
        return None
    try:
        return stream.read(limit + 1)
    except OSError as error:
        raise UsageError(f"cannot read standard input: {error.strerror}") from None


def _tell(draft: Draft, made: Rewritten, fixes: Fixes) -> None:
    """Show the diff, or say what was done; and say what was not."""
    from claimlint.text.safe import display

    path = draft.source.path
    if fixes.show:
        from claimlint.fix.diff import diff

        deliver(diff(draft.source.text, made.draft.source.text, path, color=wants_color(sys.stdout)))
    elif made.done:
        from claimlint.report.text import count

        named = [f"“{done.finding.match}” → “{done.text}”" for done in made.done[:_NAMED]]
        more = [f"and {len(made.done) - _NAMED} more"] if len(made.done) > _NAMED else []
        announce(f"{display(path)}: {count(len(made.done), 'rewrite')}: {display(', '.join(named + more))}\n")
    for left in made.left:
        where = f"{path}:{left.finding.line}:{left.finding.column}"
        complain(f"{where}: not rewritten ({left.finding.rule}): {left.reason}")
