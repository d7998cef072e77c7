"""Which reports a run writes and where: ``--format``, ``--output`` and the summary of a job on GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimlint.cli_streams import deliver, reason, terminal_width, wants_color, write_report
from claimlint.errors import ClaimlintError, UsageError
from claimlint.report.formats import FORMATS, render

if TYPE_CHECKING:
    from claimlint.files.discover import FoundFile
    from claimlint.model.report import Report

JOB_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub names the file that the summary of a job is appended to."""


class Outputs(NamedTuple):
    """The format for standard output, and files with the format that each gets."""

    format: str
    files: tuple[tuple[str, Path], ...]

    @property
    def formats(self) -> set[str]:
        """The formats that are written anywhere."""
        return {self.format, *(name for name, _ in self.files)}

    @property
    def needs_rules(self) -> bool:
        """Whether a format tells of every rule that was used."""
        return any(FORMATS[name].needs_rules for name in self.formats)

    @property
    def needs_copy(self) -> bool:
        """Whether a format shows whole pages."""
        return any(FORMATS[name].needs_copy for name in self.formats)


def outputs_of(format_: str, outputs: Sequence[str]) -> Outputs:
    """Return what the options ask for. Raises ``UsageError``, also where two reports would go to one file."""
    files: dict[Path, tuple[str, Path]] = {}
    for output in outputs:
        name, sign, file = output.partition("=")
        if not sign or not file or name not in FORMATS:
            raise UsageError(f"--output takes FORMAT=FILE, not “{output}”{_format_hint(name)}")
        if file == "-":
            raise UsageError(f"--output writes to files; for standard output use --format {name}")
        target = _target(file)
        if target in files:
            raise UsageError(f"--output names {file} twice; give each report a file of its own")
        files[target] = name, Path(file)
    return Outputs(format_, tuple(files.values()))


def _format_hint(name: str) -> str:
    from claimlint.text.near import near

    return f"; formats are {', '.join(FORMATS)}" if name in FORMATS or not name else near(name, FORMATS)


def _target(file: str) -> Path:
    try:
        return Path(file).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"cannot write {file}: {reason(error)}") from None


_MARKS = {
    "json": b'"name": "claimlint"',
    "jsonl": b'{"type": "',
    "sarif": b'"name": "claimlint"',
    "gitlab": b'"check_name": "',
    "junit": b'<testsuites name="claimlint"',
    "csv": b'"path","line","column"',
    "markdown": b"<!-- claimlint report -->",
    "html": b"claimlint",
}
"""What stands near the start of a report of each format."""
_HEAD = 4096


def earlier_reports(outputs: Outputs) -> list[Path]:
    """Return those of the files to be written that hold the report of an earlier run: no copy, and no loss."""
    found = []
    for name, file in outputs.files:
        try:
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError:  # nothing there, or what is wrong with it comes out when it is written
            continue
        if (name in _MARKS and _MARKS[name] in head) or head.strip() == b"[]":
            found.append(file)
    return found


def refuse_copy(outputs: Outputs, found: Sequence[FoundFile]) -> None:
    """Refuse to write a report over a file that is to be checked. Raises ``UsageError``."""
    for _, file in outputs.files:
        try:
            status = file.stat()
        except OSError:  # nothing there to lose, or what is wrong with it comes out when it is written
            continue
        if any(_is(status, copy.path) for copy in found):
            raise UsageError(
                f"--output would overwrite {file}, which is among the files to check; "
                "write elsewhere, or list it in .claimlintignore"
            )


def _is(status: os.stat_result, path: Path) -> bool:
    try:
        return os.path.samestat(status, path.stat())
    except OSError:
        return False


def write_reports(report: Report, outputs: Outputs, *, quiet: bool, statistics: bool) -> None:
    """Write every report that was asked for to its file. Raises ``ClaimlintError`` for the first that fails.

    On GitHub the format ``github`` also appends a summary to that of the job.
    """
    for name, file in outputs.files:
        write_report(file, render(name, report, quiet=quiet, statistics=statistics))
    summary = os.environ.get(JOB_SUMMARY)
    if summary and "github" in outputs.formats:
        _append(Path(summary), "\n" + render("markdown", report))


def show_report(report: Report, outputs: Outputs, *, quiet: bool, statistics: bool, limit: int | None = None) -> None:
    """Write the report to standard output, as text with at most ``limit`` findings. Raises ``ClaimlintError``."""
    color, width = wants_color(sys.stdout), terminal_width()
    shown = render(outputs.format, report, color=color, quiet=quiet, statistics=statistics, width=width, limit=limit)
    deliver(shown)


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        raise ClaimlintError(
            f"cannot write the summary of the job to {path} ({JOB_SUMMARY}): {reason(error)}"
        ) from None
