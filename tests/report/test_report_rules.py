"""Rules as people and programs see them."""

from __future__ import annotations

import json

import pytest
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import AHPRA, CAP, library

from claimlint.model.rule import (
    Category,
    Confidence,
    Examples,
    Reference,
    Rule,
    RuleKind,
    Severity,
    Suggestion,
    Tag,
)
from claimlint.report.rules import explanation, rules_json, rules_text


def rule(text: str, references: tuple[str, ...]) -> Rule:
    return Rule(
        f"own/{text}",
        RuleKind.UNSOURCED,
        Category.HYPE,
        Severity.WARNING,
        Confidence.LOW,
        (),
        f"“{{match}}” {text}",
        text,
        (Suggestion(text, needs_evidence=True),),
        references,
        Examples((text,), (text,)),
        requires=("treatment",),
        exempt_when=frozenset({Tag.NEGATED, Tag.CITED}),
        overrides=(("au", Severity.ERROR),),
    )


def test_explanation_is_complete() -> None:
    moon = rule("moon", ("uk-cap-12.9", "au-nl-133"))
    assert explanation(moon, library(moon, CAP, AHPRA)).splitlines() == [
        "warning[own/moon]: “…” moon",
        "  flags: a wording with no citation in reach",
        "  category: hype",
        "  confidence: low",
        "  needs a mention of: treatment",
        "  exempt when: cited, negated",
        "  severity in au: error",
        "",
        "Why",
        "  - moon",
        "",
        "Sources",
        "  - AU, s 133(1)(a), National Law (checked on 2026-11-20, review by 2027-11-20, read in a secondary",
        "    text)",
        "  - UK, rule 12.9, CAP Code, https://www.asa.org.uk/code (checked on 2026-11-21, review by",
        "    2027-11-21, read in an official text)",
        "",
        "Instead",
        "  - moon (only with evidence at hand)",
        "",
        "Flagged",
        "  - moon",
        "",
        "Left alone",
        "  - moon",
    ]


def test_lists_name_the_jurisdictions_of_the_sources() -> None:
    moon = rule("moon", ("uk-cap-12.9", "au-nl-133"))
    known = library(moon, CAP, AHPRA)
    assert rules_text(known) == "own/moon  warning  low  hype  au,uk\n\n1 rule in 1 pack\n"
    assert [(entry["id"], entry["jurisdictions"]) for entry in json.loads(rules_json(known))] == [
        ("own/moon", ["au", "uk"])
    ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_pack_steers_a_terminal_or_a_runner(text: str) -> None:
    hostile = rule(text, (text,))
    known = library(hostile, Reference(text, text, text, text, text, text, text, text))
    shown = explanation(hostile, known) + rules_text(known) + rules_json(known)
    assert terminal_controls(shown) == []
    assert runner_commands(shown) == []
