"""Texts that hurt a pattern."""

from __future__ import annotations

import pytest

from claimlint.packs.pattern import WordTable, alternatives, compile_pattern
from claimlint.packs.stress import stress_texts
from claimlint.text.sentences import MOST_CHARACTERS

LISTS = {"thing": ("hair clip", "hat")}


def texts(pattern: str) -> tuple[str, ...]:
    return stress_texts(compile_pattern(pattern, LISTS, WordTable(())), LISTS)


def test_a_pattern_with_nothing_to_try_twice_has_none() -> None:
    assert texts("safe for (everyone|all)") == ()
    assert texts("safe {~3} all") == ()


def test_all_words_but_the_last_are_repeated() -> None:
    assert [text[:24] for text in texts("{thing} {~3} (falls|drops) {~4} down")] == [
        "hair hair hair hair hair",
        "hair clip falls hair cli",
        "hairhairhairhairhairhair",
    ]


@pytest.mark.parametrize("pattern", [r"a\d+ b", r"[a-z]+ing {~12} x", r"so .* (it|is)", r"\d+(?:,\d+)? euros?"])
def test_texts_are_as_long_as_a_statement_and_as_it_is_folded(pattern: str) -> None:
    made = texts(pattern)
    assert made
    for text in made:
        assert MOST_CHARACTERS - 40 < len(text) <= MOST_CHARACTERS
        assert text == " ".join(text.lower().split())


def test_alternatives_stand_outside_of_all_brackets() -> None:
    table = WordTable(())
    whole = compile_pattern(r"(a|b) one|two [|] {thing}|three\|", LISTS, table)
    assert [(part.text, part.lexicons) for part in alternatives(whole, LISTS)] == [
        ("(a|b) one", ()),
        ("two [|] {thing}", ("thing",)),
        (r"three\|", ()),
    ]
    assert alternatives(compile_pattern("(a|b) one", LISTS, table), LISTS) == ()
