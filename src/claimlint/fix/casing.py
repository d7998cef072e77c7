"""Carries the capitals of a claim over to the words that take its place."""

from __future__ import annotations

import re
from enum import Enum

from claimlint.lazy_patterns import lazy_pattern

_WORD = lazy_pattern(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "off", "on", "onto", "or",
    "over", "per", "than", "the", "to", "up", "upon", "via", "with", "yet",
})  # fmt: skip
"""Words that stay small in a title, unless they begin it."""
_ACRONYM = 5
"""The most letters of a word in capitals that may be an abbreviation: ``FDA``, ``UKCA``."""
_STOPS = ".!?"


class Casing(Enum):
    """How the words of a claim are written."""

    AS_WRITTEN = "as written"
    CAPITAL = "a capital first"
    TITLE = "Title Case"
    CAPITALS = "ALL CAPITALS"


def casing_of(match: str) -> Casing:
    """Return how ``match`` is written; abbreviations (``FDA``) tell nothing, and neither do small words of titles."""
    words: list[str] = _WORD.findall(match)
    if not words:
        return Casing.AS_WRITTEN
    if all(word.isupper() for word in words) and any(len(word) > _ACRONYM for word in words):
        return Casing.CAPITALS
    telling = [word for word in words if not _is_acronym(word) and (word.lower() not in _SMALL or word is words[0])]
    capital = [word[0].isupper() for word in telling]
    begins = telling and telling[0] is words[0]
    if capital and all(capital) and (len(capital) > 1 or not begins):
        return Casing.TITLE
    return Casing.CAPITAL if words[0][0].isupper() and begins else Casing.AS_WRITTEN


def in_casing(text: str, match: str) -> str:
    """Return ``text`` written as ``match`` is; a word that both have keeps the capitals it has in ``match``."""
    casing = casing_of(match)
    known: dict[str, str] = {word.lower(): word for word in _WORD.findall(match) if not _is_plain(word)}
    first = True

    def written(found: re.Match[str]) -> str:
        nonlocal first
        word, begins, first = found.group(), first, False
        if casing is Casing.CAPITALS:
            return word.upper()
        if word.lower() in known:
            return known[word.lower()]
        if casing is Casing.TITLE and (begins or word.lower() not in _SMALL):
            return word[0].upper() + word[1:]
        if casing is Casing.CAPITAL and begins:
            return word[0].upper() + word[1:]
        return word

    recased: str = _WORD.sub(written, text)
    return recased


def fitted(text: str, match: str, following: str) -> str:
    """Return ``text`` as it takes the place of ``match``; ``following`` comes next, and may be a full stop already."""
    if text[-1:] in tuple(_STOPS) and following[:1] in tuple(_STOPS):
        text = text[:-1]
    return in_casing(text, match)


def _is_acronym(word: str) -> bool:
    return len(word) <= _ACRONYM and word.isupper() and len(word) > 1


def _is_plain(word: str) -> bool:
    """Say whether a word has no capitals but perhaps the first letter, which its place in a sentence may explain."""
    return word in ("A", "I") or word.islower() or word[1:].islower()
