"""The commands ``check`` and ``config``, and the group that holds them all.

Imports stay inside the functions: a hook starts this program for every commit, and most commands need few parts.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import claimlint as package
from claimlint.cli_baseline import Gate, baseline, takes_gate
from claimlint.cli_init import init
from claimlint.cli_review import review
from claimlint.cli_rules import explain, rules
from claimlint.cli_settings import Group, criteria_of, current_folder, takes_settings
from claimlint.cli_streams import (
    ProgressBar,
    announce,
    complain,
    deliver,
    is_terminal,
    terminal_width,
    wants_color,
    write_report,
)
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.files.discover import Discovery
    from claimlint.model.report import FileReport, Report

FORMATS = ("text", "json")
STDIN = "-"
MOST_SHOWN = 30
"""Findings that are shown on a terminal if nothing is said; the rest is in the figures below them."""
NO_VERDICT = 2


def dispatch(words: Sequence[str]) -> int:
    """Run the command that ``words`` ask for and return the exit code. Raises ``ClaimlintError``, never click's own."""
    try:
        with claimlint.make_context("claimlint", list(words)) as context:
            outcome = claimlint.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:  # at a question: by Ctrl-C, or because there is no more input
        announce("\n")
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        complain(error.format_message())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            complain(f"see {error.ctx.command_path} --help")
        return NO_VERDICT
    return outcome if isinstance(outcome, int) else NO_VERDICT


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        deliver(f"claimlint {package.__version__}\n")
        context.exit()


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
@click.option("--debug", is_flag=True, help="Show where an internal error comes from.")
@click.pass_context
def claimlint(context: click.Context, debug: bool) -> int:
    """A linter for the marketing claims of clinics.

    Finds unsupported or risky phrasing in drafts and web pages, and says why, by which legal source, and how to put
    it instead. Works offline. Decision support, not legal advice.

    Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 no verdict on something that was asked for;
    130 interrupted.
    """
    del debug  # read by the caller, which must know it even when nothing here can be run
    if context.invoked_subcommand is None:
        deliver(context.get_help() + "\n")
    # Nothing was checked: a pipeline that forgot the command must not pass.
    return NO_VERDICT


@claimlint.command()
@click.argument("paths", nargs=-1)
@takes_settings
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="Format of the output [text].")
@click.option("--output", "outputs", metavar="FORMAT=FILE", multiple=True, help="Also write a report to a file.")
@click.option("--stdin-filename", metavar="NAME", help="Name of the copy that “-” reads; decides its format.")
@takes_gate
@click.option("--all", "show_all", is_flag=True, help=f"On a terminal, show more than {MOST_SHOWN} findings.")
@click.option("--quiet", "-q", is_flag=True, help="One line for each finding, nothing else.")
@click.option("--statistics", is_flag=True, help="Add a table of findings by rule and category.")
@click.option("--allow-empty", is_flag=True, help="Accept that no file was found.")
@click.option("--list-files", is_flag=True, help="Only list the files that would be checked.")
@click.option("--jobs", "-j", type=click.IntRange(1, 60, clamp=True), help="Number of processes.")
@click.option("--debug", is_flag=True, hidden=True)
def check(
    settings: Config,
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[str, ...],
    stdin_filename: str | None,
    gate: Gate,
    show_all: bool,
    quiet: bool,
    statistics: bool,
    allow_empty: bool,
    list_files: bool,
    jobs: int | None,
    debug: bool,
) -> int:
    """Check PATHS for claims.

    PATHS are files, folders and globs; without any, it is this folder. “-” is standard input.
    """
    from claimlint.run import exit_code

    del debug
    targets = [_target(output) for output in outputs]
    if stdin_filename is not None and STDIN not in paths:
        raise UsageError("--stdin-filename goes with “-”, which reads standard input")
    if gate.changes is not None and STDIN in paths:
        raise UsageError("--new-from compares files; it does not go with “-”")
    found = gate.narrowed(discover_copy(paths, settings, allow_empty))
    if list_files:
        return _list_files(found)
    report = gate.counted(judge(found, settings, STDIN in paths, stdin_filename, jobs), settings)
    limit = MOST_SHOWN if is_terminal(sys.stdout) and not show_all else None

    def rendered(name: str, *, color: bool = False, width: int = 100, limit: int | None = None) -> str:
        if name == "json":
            from claimlint.report import json

            return json.render(report)
        from claimlint.report import text

        return text.render(report, color=color, quiet=quiet, statistics=statistics, width=width, limit=limit)

    deliver(rendered(format_, color=wants_color(sys.stdout), width=terminal_width(), limit=limit))
    for name, file in targets:
        write_report(file, rendered(name))
    announce_incidents(report)
    return exit_code(report, settings.fail_on)


def _target(output: str) -> tuple[str, Path]:
    name, sign, file = output.partition("=")
    if name not in FORMATS or not sign or not file:
        raise UsageError(f"--output takes FORMAT=FILE with {' or '.join(FORMATS)} as the format, not “{output}”")
    return name, Path(file)


def discover_copy(paths: Sequence[str], settings: Config, allow_empty: bool) -> Discovery:
    """Return the files that ``paths`` ask for, by default those in this folder."""
    from claimlint.files.discover import Discovery, discover
    from claimlint.lint import SUFFIXES
    from claimlint.model.document import IncidentKind

    named = [path for path in paths or (".",) if path != STDIN]
    found = discover(
        named, cwd=current_folder(), suffixes=SUFFIXES, exclude=settings.exclude, exclude_base=settings.base
    )
    if not allow_empty:
        return found
    # Of this kind are exactly the incidents of arguments that matched no file.
    kept = tuple(entry for entry in found.incidents if entry[1].kind is not IncidentKind.UNSUPPORTED)
    return Discovery(found.files, kept)


def _list_files(found: Discovery) -> int:
    from claimlint.model.report import Report
    from claimlint.text.safe import display

    deliver("".join(display(file.shown) + "\n" for file in found.files))
    announce_incidents(Report(tuple(_unfound(found)), (), ()))
    return NO_VERDICT if found.incidents else 0


def judge(
    found: Discovery,
    settings: Config,
    with_stdin: bool = False,
    stdin_filename: str | None = None,
    jobs: int | None = None,
) -> Report:
    """Check what was found, and standard input if asked to; what could not be found is in the report too."""
    from claimlint.lint import lint_stream
    from claimlint.run import run

    criteria = criteria_of(settings)
    known = _unfound(found)
    if with_stdin:
        known.append(lint_stream(getattr(sys.stdin, "buffer", None), stdin_filename, criteria))
    progress = ProgressBar() if is_terminal(sys.stderr) else None
    try:
        return run(found.files, criteria, known=known, jobs=jobs, progress=progress)
    finally:
        if progress is not None:
            progress.clear()


def _unfound(found: Discovery) -> list[FileReport]:
    """Return a report for each thing that was asked for and cannot be checked."""
    from claimlint.model.report import FileReport

    return [FileReport(shown, incidents=(incident,)) for shown, incident in found.incidents]


def announce_incidents(report: Report) -> None:
    """Tell on standard error what kept the run from a verdict."""
    if report.incident_count:
        from claimlint.report.text import render_incidents

        announce(render_incidents(report, color=wants_color(sys.stderr)))


@claimlint.command()
@takes_settings
def config(settings: Config) -> int:
    """Show the settings of a check here.

    Prints what the configuration file and the options come to, and which file that is.
    """
    criteria_of(settings)
    deliver(_settings_text(settings))
    return 0


def _settings_text(settings: Config) -> str:
    from json import dumps

    from claimlint.report.json import inert

    fail_on = settings.fail_on.label if settings.fail_on else "never"
    values = {
        "jurisdictions": list(settings.jurisdictions) or "all",
        "select": list(settings.select) or "all",
        "ignore": list(settings.ignore),
        "exclude": list(settings.exclude),
        "fail_on": fail_on,
        "min_confidence": settings.min_confidence.label,
        "packs": [str(pack) for pack in settings.packs],
        **({"baseline": str(settings.baseline)} if settings.baseline else {}),
    }
    # A JSON value is a YAML value, so this can be pasted into a configuration file.
    lines = [f"# from {dumps(str(settings.path))}" if settings.path else "# from the defaults: no configuration file"]
    lines += [f"{key}: {dumps(value)}" for key, value in values.items()]
    return inert("\n".join(lines) + "\n")


claimlint.add_command(baseline)
claimlint.add_command(explain)
claimlint.add_command(init)
claimlint.add_command(review)
claimlint.add_command(rules)
