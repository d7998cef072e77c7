"""Spelling rules of English inflection, by table."""

from __future__ import annotations

import pytest

from claimlint.packs.inflect import past, plural, present_participle, third_person


@pytest.mark.parametrize(
    ("verb", "third", "before", "ongoing"),
    [
        ("treat", "treats", "treated", "treating"),
        ("heal", "heals", "healed", "healing"),
        ("cure", "cures", "cured", "curing"),
        ("stop", "stops", "stopped", "stopping"),
        ("plan", "plans", "planned", "planning"),
        ("zap", "zaps", "zapped", "zapping"),
        ("quiz", "quizzes", "quizzed", "quizzing"),
        ("equip", "equips", "equipped", "equipping"),
        ("prefer", "prefers", "preferred", "preferring"),
        ("unclog", "unclogs", "unclogged", "unclogging"),
        ("offer", "offers", "offered", "offering"),
        ("open", "opens", "opened", "opening"),
        ("thicken", "thickens", "thickened", "thickening"),
        ("boost", "boosts", "boosted", "boosting"),
        ("fix", "fixes", "fixed", "fixing"),
        ("show", "shows", "showed", "showing"),
        ("enjoy", "enjoys", "enjoyed", "enjoying"),
        ("rely", "relies", "relied", "relying"),
        ("try", "tries", "tried", "trying"),
        ("dry", "dries", "dried", "drying"),
        ("banish", "banishes", "banished", "banishing"),
        ("stretch", "stretches", "stretched", "stretching"),
        ("bless", "blesses", "blessed", "blessing"),
        ("buzz", "buzzes", "buzzed", "buzzing"),
        ("die", "dies", "died", "dying"),
        ("agree", "agrees", "agreed", "agreeing"),
        ("dye", "dyes", "dyed", "dyeing"),
        ("tiptoe", "tiptoes", "tiptoed", "tiptoeing"),
        ("veto", "vetoes", "vetoed", "vetoing"),
        ("panic", "panics", "panicked", "panicking"),
        ("kick-start", "kick-starts", "kick-started", "kick-starting"),
        ("co-opt", "co-opts", "co-opted", "co-opting"),
        ("fast-track", "fast-tracks", "fast-tracked", "fast-tracking"),
        ("non-stop", "non-stops", "non-stopped", "non-stopping"),
        ("queue", "queues", "queued", "queuing"),
        ("value", "values", "valued", "valuing"),
    ],
)
def test_regular_verbs(verb: str, third: str, before: str, ongoing: str) -> None:
    assert (third_person(verb), past(verb), present_participle(verb)) == (third, before, ongoing)


@pytest.mark.parametrize(
    ("verb", "third", "ongoing"),
    [
        ("begin", "begins", "beginning"),
        ("forget", "forgets", "forgetting"),
        ("go", "goes", "going"),
        ("do", "does", "doing"),
        ("undergo", "undergoes", "undergoing"),
        ("see", "sees", "seeing"),
        ("lie", "lies", "lying"),
        ("get", "gets", "getting"),
        ("win", "wins", "winning"),
        ("be", "bes", "being"),
        ("bring", "brings", "bringing"),
        ("buy", "buys", "buying"),
        ("regrow", "regrows", "regrowing"),
    ],
)
def test_forms_that_stay_regular_in_irregular_verbs(verb: str, third: str, ongoing: str) -> None:
    assert (third_person(verb), present_participle(verb)) == (third, ongoing)


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("clinic", "clinics"),
        ("stem cell", "stem cells"),
        ("therapy", "therapies"),
        ("day", "days"),
        ("soliloquy", "soliloquies"),
        ("illness", "illnesses"),
        ("lens", "lenses"),
        ("flash", "flashes"),
        ("patch", "patches"),
        ("stomach", "stomachs"),
        ("box", "boxes"),
        ("quiz", "quizzes"),
        ("waltz", "waltzes"),
        ("diagnosis", "diagnoses"),
        ("actinic keratosis", "actinic keratoses"),
        ("axis", "axes"),
        ("photo", "photos"),
        ("anti-hero", "anti-heroes"),
        ("potato", "potatoes"),
        ("face lift", "face lifts"),
        ("pick-me-up", "pick-me-ups"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
