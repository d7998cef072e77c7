"""Fits suggested words into the place that they are meant for: capitals, the full stop, and the article before them."""

from __future__ import annotations

import re

from claimlint.fix.casing import Casing, casing_of, fitted
from claimlint.fix.places import is_sentence, sentence_around, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block

_ARTICLE = lazy_pattern(r"(?<![\w'\u2019-])(an?)(?=\s+\Z)", re.IGNORECASE)
_WORD = lazy_pattern(r"[^\W_]+")
_VOWEL = lazy_pattern(
    r"(?!one\b|once\b|eu|ewe|u(?:ni(?!n|m)|s[aeiu]|t[ei]|r[aeio]|bi))[aeiou]|hour|honest|honou?r|heir|8|1[18]\b",
    re.IGNORECASE,
)
"""What is spoken with a vowel first."""
_SPELT = frozenset("aefhilmnorsx")
"""Letters whose names begin with a vowel."""
_SPOKEN = frozenset(("hifu", "laser", "lasek", "lasik", "nasa"))
"""Abbreviations that are spoken as words, and not letter by letter."""


def wording_at(block: Block, start: int, end: int, text: str) -> tuple[int, int, str]:
    """Return from where to where (exclusive) a block's text gives way to a suggestion, and the words as written there.

    ``start`` and ``end`` are the place of the claim; all are code points of the block's text. A suggestion that is a
    sentence takes the place of the whole sentence. Before any other, “a” and “an” change places where the first sound
    asks for it, and are then part of the place.
    """
    start, end = without_margin(block.text, start, end)
    if is_sentence(text):
        start, end = sentence_around(block, start, end)
    match = block.text[start:end]
    written = fitted(text, match, block.text[end : end + 1])
    if is_sentence(text):
        return start, end, written
    article = _ARTICLE.search(block.text[:start])
    first = _WORD.match(written)
    in_capitals = casing_of(match) is Casing.CAPITALS
    if article is None or first is None or begins_with_vowel(first[0], in_capitals) == (len(article[1]) == 2):
        return start, end, written
    changed = article[1][0] if len(article[1]) == 2 else article[1] + ("N" if in_capitals else "n")
    return article.start(), end, changed + block.text[article.end() : start] + written


def begins_with_vowel(word: str, in_capitals: bool = False) -> bool:
    """Say whether “an” is the article for ``word`` in English.

    ``in_capitals`` says that all words around are in capitals, so that these do not make it an abbreviation.
    """
    lower = word.lower()
    if word.isupper() and word.isalpha() and len(word) > 1 and not in_capitals and lower not in _SPOKEN:
        return lower[0] in _SPELT
    return _VOWEL.match(word) is not None
