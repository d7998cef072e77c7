"""Suggested words in the place of a claim: how much gives way, and how the article goes along."""

from __future__ import annotations

import pytest

from claimlint.fix.wording import begins_with_vowel, wording_at
from claimlint.model.document import Block, BlockKind
from claimlint.model.span import SourceMap


def put(text: str, claim: str, words: str) -> str:
    """Return a text with ``words`` where the claim stood."""
    start = text.index(claim)
    block = Block(BlockKind.PARAGRAPH, text, SourceMap.identity(len(text)))
    first, last, written = wording_at(block, start, start + len(claim), words)
    return text[:first] + written + text[last:]


@pytest.mark.parametrize(
    ("text", "claim", "words", "after"),
    [
        ("It is an ingenious technique.", "ingenious technique", "technique", "It is a technique."),
        ("A groundbreaking approach", "groundbreaking approach", "approach", "An approach"),
        ("A groundbreaking laser", "groundbreaking laser", "laser", "A laser"),
        ("A GROUNDBREAKING APPROACH", "GROUNDBREAKING APPROACH", "APPROACH", "AN APPROACH"),
        ("AN INGENIOUS LASER", "INGENIOUS LASER", "LASER", "A LASER"),
        ("a groundbreaking IV drip", "groundbreaking IV drip", "IV drip", "an IV drip"),
        ("an amazing\u00a0\nlaser", "amazing\u00a0\nlaser", "laser", "a laser"),
        ("an  amazing laser", "amazing laser", "laser", "a  laser"),
        ("Vitamin A amazing laser", "amazing laser", "laser", "Vitamin A laser"),
        ("Plan-a amazing laser", "amazing laser", "laser", "Plan-a laser"),
        ("We have amazing lasers", "amazing lasers", "lasers", "We have lasers"),
        ("An amazing, safe laser", "amazing", "\u2026 wide", "An \u2026 wide, safe laser"),
        ("Hi. It is an amazing laser! Call.", "amazing laser", "It is a laser.", "Hi. It is a laser. Call."),
        ("It is an amazing laser", "amazing laser", "Results vary.", "Results vary."),
        ("It is a safe, ingenious one.", ", ingenious", "simple", "It is a safe, simple one."),
    ],
)
def test_words_fit_their_place(text: str, claim: str, words: str, after: str) -> None:
    assert put(text, claim, words) == after


@pytest.mark.parametrize(
    ("word", "has_vowel"),
    [
        ("approach", True), ("laser", False), ("hour", True), ("honest", True), ("hospital", False), ("one", False),
        ("onerous", True), ("once", False), ("European", False), ("unit", False), ("unique", False),
        ("unimportant", True), ("uninjured", True), ("ultrasound", True), ("usual", False), ("urgent", True),
        ("urological", False), ("utensil", False), ("FDA", True), ("PRP", False), ("UVA", False), ("IV", True),
        ("HIFU", False), ("LASIK", False), ("MRI", True), ("8", True), ("18", True), ("180", False), ("1", False),
    ],
)  # fmt: skip
def test_the_first_sound_decides(word: str, has_vowel: bool) -> None:
    assert begins_with_vowel(word) is has_vowel


def test_among_capitals_a_word_is_no_abbreviation() -> None:
    assert begins_with_vowel("LIGHT", in_capitals=True) is False
    assert begins_with_vowel("ULTRA", in_capitals=True) is True
