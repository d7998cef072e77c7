"""The commands about rules: ``explain``, ``rules list``, ``rules test`` and ``rules docs``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimlint.cli_settings import Command, Group, takes_config
from claimlint.cli_streams import deliver, wants_color
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from claimlint.config import Config
    from claimlint.model.rule import Library, Rule


@click.command(cls=Command)
@click.argument("rule")
@takes_config
def explain(rule: str, settings: Config) -> int:
    """Explain RULE in full.

    Says what it flags, why, by which legal sources, and how to put it instead.
    """
    from claimlint.lint import library_of
    from claimlint.report.rules import explanation

    library = library_of(settings.packs)
    deliver(explanation(_rule(rule, library), library, color=wants_color(sys.stdout)))
    return 0


def _rule(name: str, library: Library) -> Rule:
    """Find a rule by its id, or by its name alone where only one pack has it."""
    from claimlint.model.rule import WAIVER_PACK
    from claimlint.text.near import near

    if name in library.rules:
        return library.rules[name]
    if name.startswith(f"{WAIVER_PACK}/"):
        from claimlint.engine.waiver_rules import WAIVER_RULES

        if name in WAIVER_RULES:
            return WAIVER_RULES[name]
    found = [rule for rule in library.rules.values() if rule.id.partition("/")[2] == name]
    if len(found) > 1:
        raise UsageError(f"several rules are called “{name}”: {', '.join(rule.id for rule in found)}")
    if not found:
        raise UsageError(f"no rule is called “{name}”{near(name, library.rules)}")
    return found[0]


@click.group(cls=Group)
def rules() -> None:
    """List the rules, test rule packs, or write a page on each rule."""


@rules.command("list")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="Format [text].")
@takes_config
def list_rules(format_: str, settings: Config) -> int:
    """List every rule with its severity, confidence and category."""
    from claimlint.lint import library_of
    from claimlint.report.rules import rules_json, rules_text

    library = library_of(settings.packs)
    deliver(rules_json(library) if format_ == "json" else rules_text(library))
    return 0


@rules.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--coverage", is_flag=True, help="Also ask for an example of each pattern and exemption; find slow patterns."
)
@takes_config
def test_rules(paths: tuple[str, ...], coverage: bool, settings: Config) -> int:
    """Test rule packs by their examples.

    Tests the packs at PATH, or those of the configuration, or else the ones that come with the linter.
    """
    from datetime import date

    from claimlint.model.rule import Severity
    from claimlint.packtest import pack_problems
    from claimlint.report.text import count
    from claimlint.text.safe import display

    packs = tuple(map(Path, paths)) or settings.packs
    problems = pack_problems(packs, today=date.today(), coverage=coverage)
    for problem in problems:
        rule = f"[{problem.rule}]" if problem.rule else ""
        place = f"{problem.path}:{problem.line}"
        deliver(display(f"{place}: {problem.severity.label}{rule}: {problem.message}") + "\n")
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    deliver(f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}\n")
    return 1 if errors else 0


@rules.command("docs")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@takes_config
def write_docs(folder: Path, paths: tuple[str, ...], check_only: bool, settings: Config) -> int:
    """Write a page on each rule, and an index of them, into FOLDER.

    On the rules of the packs at PATH, or of those of the configuration, or else of the ones that come with the linter.
    Pages on rules that are no more are removed; files that this command did not write are left alone.
    """
    from claimlint.report.text import count
    from claimlint.rulebook import bring_up_to_date, outdated, pages_on
    from claimlint.text.safe import display

    pages = pages_on(tuple(map(Path, paths)) or settings.packs)
    stale = outdated(folder, pages)
    if not check_only:
        bring_up_to_date(folder, pages, stale)
        deliver(f"{count(len(pages), 'page')}, {len(stale)} brought up to date\n")
        return 0
    for name, fault in stale:
        deliver(display(f"{folder / name}: {fault}") + "\n")
    deliver(f"{count(len(pages), 'page')}, {len(stale)} not up to date\n")
    return 1 if stale else 0
