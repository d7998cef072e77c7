"""The options that decide what copy is judged by, and how they and the configuration file become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimlint.cli_streams import deliver
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.lint import Criteria
    from claimlint.model.waiver import Evidence
    from claimlint.reading import Reading

_CONFIG = (
    click.option("--config", "config_file", metavar="FILE", help="Use this configuration file."),
    click.option("--no-config", is_flag=True, help="Use no configuration file."),
)
_JUDGING = (
    click.option("--jurisdiction", metavar="CODES", multiple=True, help="Where the copy runs: us,uk or all."),
    click.option("--select", metavar="NAMES", multiple=True, help="Only these rules, packs or categories."),
    click.option("--ignore", metavar="NAMES", multiple=True, help="Not these rules, packs or categories."),
    click.option("--min-confidence", type=click.Choice(("low", "medium", "high")), help="Drop less sure findings."),
    click.option(
        "--fail-on",
        type=click.Choice(("error", "warning", "info", "never")),
        help="The mildest severity that gives exit code 1; warning if nothing is said.",
    ),
)


class Command(click.Command):
    """A command whose help goes out like any other output, so that a failure to write it is not lost."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help``, or None if the command has none."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type


def _show_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        deliver(context.get_help() + "\n")
        context.exit()


def takes_config(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that name a configuration file; the command gets the outcome as ``settings``."""

    @wraps(command)
    def resolved(config_file: str | None, no_config: bool, **others: object) -> int:
        return command(settings=_load(config_file, no_config), **others)

    return _with(_CONFIG, resolved)


def takes_settings(command: Callable[..., int]) -> Callable[..., int]:
    """Add all options that copy is judged by; the command gets them, over the configuration, as ``settings``."""

    @wraps(command)
    def resolved(
        settings: Config,
        jurisdiction: tuple[str, ...],
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        min_confidence: str | None,
        fail_on: str | None,
        **others: object,
    ) -> int:
        from claimlint.model.rule import Confidence, Severity

        if jurisdiction:
            codes = _names(jurisdiction, "--jurisdiction")
            settings = replace(settings, jurisdictions=() if "all" in codes else tuple(map(str.lower, codes)))
        if select:
            settings = replace(settings, select=_names(select, "--select"))
        if ignore:
            settings = replace(settings, ignore=_names(ignore, "--ignore"))
        if min_confidence:
            settings = replace(settings, min_confidence=Confidence[min_confidence.upper()])
        if fail_on:
            settings = replace(settings, fail_on=None if fail_on == "never" else Severity[fail_on.upper()])
        return command(settings=settings, **others)

    return takes_config(_with(_JUDGING, resolved))


def criteria_of(settings: Config, paths: Iterable[str] = (), *, apply_waivers: bool = True) -> Criteria:
    """Return what the settings say copy is judged by, once the library is known to have all that they name.

    ``paths`` are those that will be read, which decides what can be known of waivers for many files.
    Raises ``PackError``, ``ConfigError`` and ``UsageError``.
    """
    from claimlint.files.clock import today
    from claimlint.lint import Criteria, library_of, require_known, require_known_in_waivers
    from claimlint.model.options import Options
    from claimlint.model.waiver import Waiving

    options = Options(settings.jurisdictions, settings.select, settings.ignore, settings.min_confidence)
    waiving = Waiving(
        settings.waivers,
        evidence_of(settings),
        settings.base,
        settings.require_reason,
        settings.require_until,
        apply_waivers,
        today(),
        _reads_whole(settings.base, paths),
    )
    criteria = Criteria(
        settings.packs, options, waiving=waiving, reading=reading_of(settings), includes=settings.includes
    )
    library = library_of(criteria.packs)
    require_known(options, library)
    require_known_in_waivers(waiving, library)
    return criteria


def reading_of(settings: Config) -> Reading:
    """Return as what the settings have files read."""
    from claimlint.reading import Reading

    return Reading(settings.base, settings.formats, settings.packs)


def _reads_whole(base: Path | None, paths: Iterable[str]) -> bool:
    """Say whether one of the paths is the folder ``base``, or one around it."""
    if base is None:
        return False
    try:
        target = base.resolve()
        return any(target.is_relative_to(Path(path).resolve()) for path in paths)
    except (OSError, RuntimeError, ValueError):
        return False


def evidence_of(settings: Config) -> tuple[Evidence, ...]:
    """Return the entries of the evidence register, none if there is no register. Raises ``ConfigError``."""
    if settings.evidence is None:
        return ()
    from claimlint.config import shown_path
    from claimlint.config_evidence import load_evidence

    return load_evidence(settings.evidence, shown_path(settings.evidence, current_folder()))


def current_folder() -> Path:
    """Return the folder that the command runs in. Raises ``UsageError`` if it is gone."""
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError(f"the current folder cannot be read: {error.strerror}") from None


def _with(
    options: Iterable[Callable[[Callable[..., int]], Callable[..., int]]], command: Callable[..., int]
) -> Callable[..., int]:
    for option in options:
        command = option(command)
    return command


def _load(config_file: str | None, no_config: bool) -> Config:
    from claimlint.config import Config, load_config

    if no_config:
        if config_file is not None:
            raise UsageError("--config and --no-config exclude each other")
        return Config()
    return load_config(current_folder(), Path(config_file) if config_file is not None else None)


def _names(values: Iterable[str], option: str) -> tuple[str, ...]:
    """Split values at commas and drop repetitions."""
    names = tuple(dict.fromkeys(name.strip() for value in values for name in value.split(",") if name.strip()))
    if not names:
        # Taken for “all”, an empty variable in a script would quietly change what is checked.
        raise UsageError(f"{option} names nothing")
    return names
