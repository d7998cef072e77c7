"""The pages on rules, read by the parser that GitHub uses."""

from __future__ import annotations

import re

import cmarkgfm
import pytest
from payloads import HOSTILE, terminal_controls
from samples import AHPRA, CAP, library

from claimlint.engine.disclosure import FEWEST_WORDS
from claimlint.model.rule import (
    Applicability,
    Category,
    Confidence,
    Examples,
    Pattern,
    Reference,
    Rule,
    RuleKind,
    Severity,
    Suggestion,
    Tag,
    Wording,
)
from claimlint.report.rulepages import TAGS, rule_pages


def rule(text: str = "moon", kind: RuleKind = RuleKind.UNSOURCED, references: tuple[str, ...] = ()) -> Rule:
    return Rule(
        "own/moon",
        kind,
        Category.HYPE,
        Severity.WARNING,
        Confidence.LOW,
        (),
        f"“{{match}}” {text}",
        text,
        (Suggestion(text, needs_evidence=True), Suggestion(text, Applicability.UNSAFE)),
        references,
        Examples((text,), (text,)),
        requires=("treatment",),
        unless=(Pattern(Wording("a", "a", "[]"), (), ()),),
        exempt_when=frozenset({Tag.NEGATED}),
        blocks=frozenset({"heading", "button"}),
        overrides=(("au", Severity.ERROR),),
    )


def test_a_page_is_complete() -> None:
    moon = rule(references=("uk-cap-12.9", "au-nl-133"))
    assert rule_pages([moon], library(moon, CAP, AHPRA))["own/moon.md"].splitlines() == [
        "<!-- Made by “claimlint rules docs” from the rule; changes made here are lost. -->",
        "",
        "# own/moon",
        "",
        "**In short**: “…” moon",
        "",
        "| | |",
        "|---|---|",
        "| Flags | a wording without a citation in reach |",
        "| Category | hype |",
        "| Severity | warning, error in AU |",
        "| Confidence | low |",
        "| Applies in | AU, UK |",
        "",
        "## Why",
        "",
        "**Reason**: moon",
        "",
        "## Sources",
        "",
        "| Where | Provision | Source | In force | Checked on |",
        "|---|---|---|---|---|",
        "| AU | s 133(1)(a) | National Law | not known | 2026-11-20, in a secondary text |",
        '| UK | rule 12.9 | <a href="https://www.asa.org.uk/code">CAP Code</a> | not known | 2026-11-21 |',
        "",
        "## Flagged",
        "",
        "- “moon”",
        "",
        "## Left alone",
        "",
        "- “moon”",
        "",
        "## Instead",
        "",
        "- Advice: moon (only with evidence at hand)",
        "- Wording: moon",
        "",
        "## What exempts it",
        "",
        "- **negated**: the claim is denied: “PRP is not a cure”",
        "- **elsewhere**: it is said of the building, its equipment or its software, not of care",
        "- **mentioned**: it is spoken of as a wording, not used: “painless” is a word we avoid",
        "- **cited**: a source is given: a footnote, a link to a study, a DOI, an author with a year",
        "- **exceptions**: 1 wording known to mean something else",
        "",
        "## Known limits",
        "",
        "- Judged one statement at a time: a sentence, a heading, a list item with its lead, an answer with its "
        "question. What only several sentences say together is not seen, nor what a picture or a film shows.",
        "- Silent where neither the statement nor its section mentions a word of the list <code>treatment</code>.",
        "- Looks only at blocks of copy of these kinds: button, heading.",
        "- A source silences it whatever the source is worth; nobody reads the study here.",
        "- Of low confidence: it is often harmless. `--min-confidence medium` leaves it out.",
    ]


def test_the_index_counts_by_category() -> None:
    moon = rule(references=("uk-cap-12.9",))
    assert rule_pages([moon], library(moon, CAP))["README.md"].splitlines()[2:] == [
        "# Rules",
        "",
        "1 rule in 1 pack.",
        "",
        "| Category | Rules | What it holds |",
        "|---|---|---|",
        "| [hype](#hype) | 1 | Miracles, revolutions and secrets. |",
        "",
        "## hype",
        "",
        "| Rule | Severity | Confidence | Where | In short |",
        "|---|---|---|---|---|",
        "| [own/moon](own/moon.md) | warning | low | UK | “…” moon |",
    ]


def test_a_disclosure_names_the_pages_that_owe_it() -> None:
    told = rule(kind=RuleKind.DISCLOSURE)
    assert f"at least {FEWEST_WORDS} words" in rule_pages([told], library(told))["own/moon.md"]


def test_every_exemption_is_explained() -> None:
    assert set(TAGS) == set(Tag)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_in_a_pack_acts_in_a_page(text: str) -> None:
    hostile = rule(text, references=(text,))
    known = library(hostile, Reference(text, text, text, text, text, text, text, text))
    for plain, shown in zip(
        rule_pages([rule()], library(rule(), CAP)).values(), rule_pages([hostile], known).values(), strict=True
    ):
        assert terminal_controls(shown) == []
        html = cmarkgfm.github_flavored_markdown_to_html(shown)
        expected = set(re.findall(r"<[a-z0-9]+", cmarkgfm.github_flavored_markdown_to_html(plain)))
        assert set(re.findall(r"<[a-z0-9]+", html)) <= {*expected, "<td", "<table", "<tbody"}
        assert re.findall(r'href="([^"]*)"', html) in ([], ["#hype", "own/moon.md"])
        # A row of a table that is cut in two, or a list that grows, is a text that ended its line or its cell.
        assert html.count("<li>") in (0, 14)
        assert all(
            row.count("<td") in (2, 3, 5) for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if "<td" in row
        )
