"""The linter for programs: text or files in, frozen and picklable reports out; nothing is printed or written."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path

from claimlint.errors import UsageError
from claimlint.extract import SUFFIXES, Format, format_of, is_text
from claimlint.files.clock import today
from claimlint.files.discover import discover
from claimlint.lint import Criteria, checker_of, guarded, lint_source
from claimlint.model.options import Options
from claimlint.model.report import FileReport, Report
from claimlint.model.waiver import Waiving
from claimlint.reading import Reading
from claimlint.run import run
from claimlint.text.decode import source_of_text
from claimlint.text.near import near


def lint_text(
    text: str,
    *,
    path: str = "<text>",
    format: str | None = None,  # noqa: A002 - the natural word, as on the command line
    options: Options | None = None,
) -> FileReport:
    """Check a text by the packs that come with the linter.

    ``format`` is the name of a format, such as ``plain``, ``markdown``, ``html`` or ``json``; without it the ending of
    ``path`` decides, and what has no known ending is plain. Raises ``UsageError`` for a format or an option that names
    something unknown. A text that cannot be
    judged raises nothing: the report then holds incidents, and no findings do not mean that it is clean.

    >>> from claimlint import lint_text
    >>> report = lint_text("It is safe for everyone.")
    >>> [(finding.rule, finding.line, finding.column) for finding in report.findings]
    [('safety/safe-for-everyone', 1, 7)]
    """
    chosen = (format_of(path) or Format.PLAIN) if format is None else _format(format)
    if not is_text(chosen):
        raise UsageError(f'{chosen.value} files are no text; use lint_paths, or say format="plain"')
    criteria = Criteria(options=options or Options(), waiving=Waiving(today=today()))
    checker_of(criteria)  # what is wrong with the options is the caller's fault, not the copy's
    return guarded(path, lambda: lint_source(source_of_text(text, path), chosen, criteria))


def lint_paths(paths: Iterable[str | PathLike[str]], *, options: Options | None = None) -> Report:
    """Check files and folders by the packs that come with the linter; no configuration file is read.

    Folders are walked as the command does. Raises ``UsageError`` for an option that names something unknown. A file
    that cannot be judged raises nothing: see ``Report.incident_count``.

    >>> import pathlib, tempfile
    >>> from claimlint import lint_paths
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     draft = pathlib.Path(folder, "draft.md")
    ...     _ = draft.write_text("No clinic can promise that.", encoding="utf-8")
    ...     report = lint_paths([draft])
    >>> [(len(file.findings), len(file.incidents)) for file in report.files]
    [(0, 0)]
    """
    criteria = Criteria(options=options or Options(), waiving=Waiving(today=today()))
    reading = Reading()
    found = discover(
        [fspath(path) for path in paths],
        cwd=Path.cwd(),
        suffixes=SUFFIXES,
        takes=lambda path, inside: reading.in_walk(path, inside).format is not None,
    )
    known = [FileReport(shown, incidents=(incident,)) for shown, incident in found.incidents]
    return run(found.files, criteria, known=known, jobs=1)


def _format(name: str) -> Format:
    try:
        return Format(name)
    except ValueError:
        raise UsageError(f"no format is called “{name}”{near(name, [str(kind) for kind in Format])}") from None
