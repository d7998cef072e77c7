"""The commands about rules: ``explain``, ``rules list`` and ``rules test``."""

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
    from claimlint.lint import library_of, library_with_examples
    from claimlint.model.rule import WAIVER_PACK
    from claimlint.report.rules import explanation

    has_examples = not rule.startswith(f"{WAIVER_PACK}/")
    library = library_with_examples(settings.packs) if has_examples else library_of(settings.packs)
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
    """List the rules, or test rule packs."""


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
@click.option("--coverage", is_flag=True, help="Also ask that every pattern match an example.")
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
