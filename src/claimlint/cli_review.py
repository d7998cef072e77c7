"""The command ``review``: findings as comments in a copy of the Word document that they are about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimlint.cli_settings import Command, criteria_of, takes_settings
from claimlint.cli_streams import deliver
from claimlint.errors import ReadError, UsageError

if TYPE_CHECKING:
    from claimlint.config import Config


@click.command(cls=Command)
@click.argument("document")
@click.option("--output", "-o", metavar="FILE", help="The file to write [DOCUMENT with .reviewed before .docx].")
@click.option("--suggest", is_flag=True, help="Also write safe rewrites as tracked changes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --suggest: rewrites that want a look, too.")
@takes_settings
def review(settings: Config, document: str, output: str | None, suggest: bool, unsafe_fixes: bool) -> int:
    """Write the findings on DOCUMENT, a .docx file, as comments into a copy of it.

    Each comment stands on the very words, with the reason and the rewrites. DOCUMENT itself is never changed.
    """
    from claimlint.cli_commands import announce_incidents
    from claimlint.extract import Format, format_of
    from claimlint.files.read import read_bytes
    from claimlint.files.write import write_atomically
    from claimlint.model.report import Report
    from claimlint.report.text import count
    from claimlint.review.word import review_docx
    from claimlint.run import exit_code
    from claimlint.text.safe import display

    if unsafe_fixes and not suggest:
        raise UsageError("--unsafe-fixes changes nothing by itself: it goes with --suggest")
    if format_of(document) is not Format.DOCX:
        hint = "save it as .docx, or use claimlint check"
        raise UsageError(f"{document}: only Word documents (.docx) can hold the comments of a review; {hint}")
    source = Path(document)
    target = _target(source, output)
    try:
        reviewed = review_docx(
            read_bytes(source), document, criteria_of(settings), suggest=suggest, unsafe=unsafe_fixes
        )
    except ReadError as error:
        raise ReadError(f"{document}: {error}") from None
    write_atomically(target, reviewed.data)
    tracked = f", {count(reviewed.changes, 'tracked change')}" if suggest else ""
    deliver(f"{display(str(target))}: {count(reviewed.comments, 'comment')}{tracked}\n")
    report = Report((reviewed.report,), (), settings.jurisdictions)
    announce_incidents(report)
    return exit_code(report, settings.fail_on)


def _target(source: Path, output: str | None) -> Path:
    """Return the file to write: never the document itself, and what nobody named only if it is not there yet."""
    if output is None:
        target = source.with_name(f"{source.stem}.reviewed{source.suffix}")
        if target.exists() or target.is_symlink():
            raise UsageError(f"{target} is there already; move it away, or name the file to write with --output")
        return target
    target = Path(output)
    try:
        same = target.resolve() == source.resolve() or (target.exists() and target.samefile(source))
    except (OSError, ValueError) as error:
        raise UsageError(f"{output} cannot be written to: {error}") from None
    if same:
        raise UsageError(f"{output} is the document itself, which is never changed; name another file")
    return target
