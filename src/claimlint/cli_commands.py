"""The commands ``check`` and ``config``, and the group that holds them all.

Imports stay inside the functions: a hook starts this program for every commit, and most commands need few parts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

import claimlint as package
from claimlint.cli_baseline import Gate, takes_gate
from claimlint.cli_fix import Fixes, Outcome, fix_files, rewrite_stdin, takes_fixes
from claimlint.cli_output import Outputs, earlier_reports, outputs_of, refuse_copy, show_report, write_reports
from claimlint.cli_settings import Group, criteria_of, current_folder, reading_of, takes_settings
from claimlint.cli_streams import (
    ProgressBar,
    announce,
    complain,
    deliver,
    is_terminal,
    passed_text,
    wants_color,
)
from claimlint.errors import UsageError
from claimlint.report.formats import FORMATS

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.files.discover import Discovery
    from claimlint.lint import Criteria
    from claimlint.model.report import FileReport, Report
    from claimlint.model.rule import Severity
    from claimlint.model.waiver import WaiverEntry

STDIN = "-"
_ELSEWHERE = {
    "baseline": "cli_baseline",
    "evidence": "cli_evidence",
    "explain": "cli_rules",
    "fix": "cli_ask",
    "init": "cli_init",
    "review": "cli_review",
    "rules": "cli_rules",
}
"""The modules of the other commands, each of which has the name of its function there."""
MOST_SHOWN = 30
"""Findings that are shown on a terminal if nothing is said; the rest is in the figures below them."""
NO_VERDICT = 2


class _Commands(Group):
    """The commands, of which those that live elsewhere are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(f"claimlint.{_ELSEWHERE[cmd_name]}"), cmd_name)
        return command


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
    cls=_Commands,
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
@click.option(
    "--format", "format_", type=click.Choice(tuple(FORMATS)), default="text", help="Format of the output [text]."
)
@click.option("--output", "files", metavar="FORMAT=FILE", multiple=True, help="Also write a report to a file.")
@click.option("--stdin-filename", metavar="NAME", help="Name of the copy that “-” reads; decides its format.")
@takes_gate
@takes_fixes
@click.option("--all", "show_all", is_flag=True, help=f"On a terminal, show more than {MOST_SHOWN} findings.")
@click.option("--quiet", "-q", is_flag=True, help="One line for each finding, nothing else.")
@click.option("--statistics", is_flag=True, help="Add a table of findings by rule and category.")
@click.option("--allow-empty", is_flag=True, help="Accept that no file was found.")
@click.option("--force-exclude", is_flag=True, help="Leave out ignored files even where they are named; for hooks.")
@click.option("--list-files", is_flag=True, help="Only list the files that would be checked, and as what.")
@click.option("--jobs", "-j", type=click.IntRange(1, 60, clamp=True), help="Number of processes.")
@click.option("--no-waivers", is_flag=True, help="Count what is waived or supported too; waivers are still checked.")
@click.option("--debug", is_flag=True, hidden=True)
def check(
    settings: Config,
    paths: tuple[str, ...],
    format_: str,
    files: tuple[str, ...],
    stdin_filename: str | None,
    gate: Gate,
    fixes: Fixes,
    show_all: bool,
    quiet: bool,
    statistics: bool,
    allow_empty: bool,
    force_exclude: bool,
    list_files: bool,
    jobs: int | None,
    no_waivers: bool,
    debug: bool,
) -> int:
    """Check PATHS for claims.

    PATHS are files, folders and globs; without any, it is this folder. “-” is standard input.
    """
    from claimlint.run import exit_code, run_info

    del debug
    outputs = outputs_of(format_, files)
    _refuse_stdin_options(paths, stdin_filename, gate)
    if fixes.wanted and STDIN in paths:
        return rewrite_stdin(settings, paths, stdin_filename, fixes, has_outputs=bool(outputs.files))
    gate = gate._replace(baseline=None) if no_waivers else gate
    # What an earlier run wrote is no copy, or each run would read the report of the one before.
    own = [*earlier_reports(outputs), *([gate.baseline.path] if gate.baseline else [])]
    found = gate.narrowed(discover_copy(paths, settings, allow_empty, force_exclude, own))
    if list_files:
        return _list_files(found, settings)
    refuse_copy(outputs, found.files)
    criteria = criteria_of(settings, paths or (".",), apply_waivers=not no_waivers)
    criteria = criteria._replace(keep_copy=outputs.needs_copy)

    def judged() -> Report:
        report = judge(
            found, criteria, STDIN in paths, stdin_filename, jobs=jobs, outputs=outputs, fail_on=settings.fail_on
        )
        report = gate.counted(report, settings)
        return replace(report, run=run_info(settings, current_folder())) if outputs.needs_copy else report

    report = judged()
    rewritten = fix_files(found.files, report, criteria, fixes) if fixes.wanted else Outcome()
    if fixes.write and rewritten.changed:
        report = judged()
    if not fixes.show:
        show_report(report, outputs, quiet=quiet, statistics=statistics, limit=_most_shown(show_all))
    # Before the files are written: whoever learns that this failed must not miss what had no verdict.
    _announce_unjudged(found, report)
    write_reports(report, outputs, quiet=quiet, statistics=statistics)
    return rewritten.code(exit_code(report, settings.fail_on), fixes)


def _refuse_stdin_options(paths: Sequence[str], stdin_filename: str | None, gate: Gate) -> None:
    """Refuse options that do not go with standard input, or only with it. Raises ``UsageError``."""
    if stdin_filename is not None and STDIN not in paths:
        raise UsageError("--stdin-filename goes with “-”, which reads standard input")
    if gate.changes is not None and STDIN in paths:
        raise UsageError("--new-from compares files; it does not go with “-”")


def _announce_unjudged(found: Discovery, report: Report) -> None:
    announce(passed_text(found.passed, documents_only=True))
    announce_incidents(report)


def _most_shown(show_all: bool) -> int | None:
    return MOST_SHOWN if is_terminal(sys.stdout) and not show_all else None


def discover_copy(
    paths: Sequence[str],
    settings: Config,
    allow_empty: bool,
    force_exclude: bool = False,
    apart: Iterable[Path] = (),
) -> Discovery:
    """Return the files that ``paths`` ask for, by default those in this folder; a walk passes over those ``apart``."""
    from claimlint.extract import SUFFIXES
    from claimlint.files.discover import Discovery, discover
    from claimlint.model.document import IncidentKind

    reading = reading_of(settings, apart)
    found = discover(
        [path for path in paths or (".",) if path != STDIN],
        cwd=current_folder(),
        suffixes=SUFFIXES,
        exclude=settings.exclude,
        exclude_base=settings.base,
        takes=lambda path, inside: reading.in_walk(path, inside).format is not None,
        force_exclude=force_exclude,
    )
    if not allow_empty:
        return found
    # Of this kind are exactly the incidents of arguments that matched no file.
    kept = tuple(entry for entry in found.incidents if entry[1].kind is not IncidentKind.UNSUPPORTED)
    return Discovery(found.files, kept, found.passed)


def _list_files(found: Discovery, settings: Config) -> int:
    """Print each file with its format and why it has that one, parted by tabs; then what was met and is not read."""
    from claimlint.model.report import Report
    from claimlint.text.safe import display

    reading = reading_of(settings)
    lines = []
    for file in found.files:
        choice = reading.of(file.path)
        named = choice.format.value if choice.format else "not read"
        lines.append("\t".join((display(file.shown), named, display(choice.why))) + "\n")
    deliver("".join(lines))
    announce(passed_text(found.passed))
    announce_incidents(Report(tuple(_unfound(found)), (), ()))
    return NO_VERDICT if found.incidents else 0


def judge(
    found: Discovery,
    criteria: Criteria,
    with_stdin: bool = False,
    stdin_filename: str | None = None,
    *,
    jobs: int | None = None,
    outputs: Outputs | None = None,
    fail_on: Severity | None = None,
) -> Report:
    """Check what was found, and standard input if asked to; what could not be found is in the report too."""
    from claimlint.lint import lint_stream
    from claimlint.run import run

    known = _unfound(found)
    if with_stdin:
        known.append(lint_stream(getattr(sys.stdin, "buffer", None), stdin_filename, criteria))
    progress = ProgressBar() if is_terminal(sys.stderr) else None
    try:
        return run(
            found.files,
            criteria,
            known=known,
            jobs=jobs,
            progress=progress,
            keep_rules=outputs is not None and outputs.needs_rules,
            fail_on=fail_on,
        )
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
    values: dict[str, object] = {
        "jurisdictions": list(settings.jurisdictions) or "all",
        "select": list(settings.select) or "all",
        "ignore": list(settings.ignore),
        "exclude": list(settings.exclude),
        "fail_on": fail_on,
        "min_confidence": settings.min_confidence.label,
        "packs": [str(pack) for pack in settings.packs],
        **({"baseline": str(settings.baseline)} if settings.baseline else {}),
        "require_reason": settings.require_reason,
        "require_until": settings.require_until,
        "formats": {pattern: kind.value for pattern, kind in settings.formats},
        "includes": {str(include.path): list(include.pages) for include in settings.includes},
    }
    if settings.evidence:
        values["evidence"] = str(settings.evidence)
    if settings.waivers:
        values["waivers"] = [_written(entry) for entry in settings.waivers]
    # A JSON value is a YAML value, so this can be pasted into a configuration file.
    lines = [f"# from {dumps(str(settings.path))}" if settings.path else "# from the defaults: no configuration file"]
    lines += [f"{key}: {dumps(value)}" for key, value in values.items()]
    return inert("\n".join(lines) + "\n")


def _written(entry: WaiverEntry) -> dict[str, str]:
    until = entry.until.isoformat() if entry.until else ""
    pairs = (("file", entry.files), ("rule", entry.rule), ("match", entry.match), ("reason", entry.reason))
    return {key: value for key, value in (*pairs, ("by", entry.by), ("until", until)) if value}
