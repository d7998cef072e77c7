"""The formats of reports by their names: how ``--format`` and ``--output`` find what renders them.

Nothing is imported before a report is rendered: the command reads the names whenever it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from claimlint.model.report import Report


class Format(NamedTuple):
    """What a format is for, and what it asks of the run beside the findings."""

    purpose: str
    needs_rules: bool = False
    """It tells of every rule that was used: ``Report.rules``."""
    needs_copy: bool = False
    """It shows whole pages: ``FileReport.copy``."""


FORMATS = {
    "text": Format("for people, in a terminal"),
    "json": Format("for programs"),
    "jsonl": Format("for programs, a line at a time"),
    "sarif": Format("for code scanning", needs_rules=True),
    "github": Format("annotations of a GitHub Actions run"),
    "gitlab": Format("the Code Quality widget of GitLab"),
    "junit": Format("a table of tests, on most CI servers"),
    "csv": Format("for spreadsheets"),
    "markdown": Format("a comment on a pull request"),
    "html": Format("a page to send and to file", needs_copy=True),
}
"""Each format by its name, which is also that of the module in this package that renders it."""


def render(
    name: str,
    report: Report,
    *,
    color: bool = False,
    quiet: bool = False,
    statistics: bool = False,
    width: int = 100,
    limit: int | None = None,
) -> str:
    """Return the report in the format of this name; the options count for text only. Raises ``KeyError``."""
    if name == "text":
        from claimlint.report import text

        return text.render(report, color=color, quiet=quiet, statistics=statistics, width=width, limit=limit)
    return _renderer(name)(report)


def _renderer(name: str) -> Callable[[Report], str]:
    if name not in FORMATS:
        raise KeyError(name)
    renderer: Callable[[Report], str] = import_module(f"claimlint.report.{name}").render
    return renderer
