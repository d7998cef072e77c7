"""Running patterns on a statement with the ``regex`` package, each search under a timeout.

A pattern that inserts lexicon lists is compiled for the entries that the text at hand holds: an entry that is not in
the text cannot take part in a match, so leaving it out changes nothing but the cost. A full list would take some 20
ms to compile; what is left takes half a millisecond, and the same few entries come again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from claimlint.engine.branches import Branches
from claimlint.engine.prefilter import Prefilter
from claimlint.engine.vocabulary import Vocabulary, words_of
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.rule import Pattern

if TYPE_CHECKING:
    import regex

TIMEOUT = 0.25
"""Seconds that one search may take. Statements are short: a search that gets near it has gone wrong."""
MOST_CHARACTERS = 16_384
"""A longer statement is no sentence of copy; only this much of it is searched."""
MOST_COMPILED = 20_000
"""How many compiled patterns are kept; past that all are dropped and those still in use come again."""
MOST_TEXTS = 10_000
"""Of so many texts the matches are kept: pages of a site, and cues around claims, repeat them."""
MOST_VARIANTS = 12
"""So often is a pattern compiled without the alternatives that a text cannot match, before it is compiled whole."""
_WHOLE: frozenset[str] = frozenset()
_NEVER = "(?!)"
_EDGES = " ,;:"
"""What a pattern asks for at its ends only to see where it is; it is no part of a claim."""
_PLACEHOLDER = lazy_pattern("\x02([a-z0-9_]+)\x03")
_BRACES = lazy_pattern(r"\{[^}]*\}|\\.")
_SPECIAL = lazy_pattern(r"([.^$*+?{}\[\]\\|()&~#-])")


class SearchTimeout(Exception):
    """A search took longer than it may; ``pattern`` is the one at fault."""

    def __init__(self, pattern: Pattern) -> None:
        super().__init__(pattern.text)
        self.pattern = pattern


class Hit(NamedTuple):
    """A match of pattern ``number`` at characters ``start`` to ``end`` (exclusive) of the text that was searched.

    ``captures`` are the names of its groups that matched something, each with its place in that text.
    """

    number: int
    start: int
    end: int
    captures: tuple[tuple[str, int, int], ...] = ()


class _Text:
    """What is known of a text: the patterns that can match it, its words and the matches found so far."""

    __slots__ = ("hits", "numbers", "words")

    def __init__(self, numbers: list[int], words: frozenset[str]) -> None:
        self.numbers, self.words = numbers, words
        self.hits: dict[int, tuple[Hit, ...]] = {}


class PatternSet:
    """A list of patterns that are matched together."""

    __slots__ = ("_branches", "_compiled", "_literals", "_texts", "_variants", "patterns", "prefilter", "vocabulary")

    def __init__(self, patterns: Sequence[Pattern], vocabulary: Vocabulary) -> None:
        self.patterns = tuple(patterns)
        self.prefilter = Prefilter(self.patterns, vocabulary)
        self.vocabulary = vocabulary
        self._texts: dict[str, _Text] = {}
        self._compiled: dict[tuple[int, tuple[tuple[str, ...], ...], frozenset[str]], regex.Pattern[str]] = {}
        self._branches: dict[int, Branches] = {}
        self._variants: dict[int, int] = {}
        self._literals: dict[int, frozenset[str]] = {}

    def candidates(self, lower: str) -> list[int]:
        """Return the numbers of the patterns that a folded lower-case text can match."""
        return (self._texts.get(lower) or self._read(lower)).numbers

    def hits(self, lower: str) -> Iterator[Hit]:
        """Yield every match in a folded lower-case text, pattern by pattern. Raises :class:`SearchTimeout`."""
        for number in self.candidates(lower):
            yield from self.search(number, lower)

    def search(self, number: int, lower: str) -> tuple[Hit, ...]:
        """Return every match of one pattern in a folded lower-case text. Raises :class:`SearchTimeout`."""
        text = self._texts.get(lower) or self._read(lower)
        hits = text.hits.get(number)
        if hits is None:
            hits = text.hits[number] = tuple(self._matches(number, lower, text.words))
        return hits

    def own_words(self, number: int, lower: str) -> frozenset[str]:
        """Return the words that a pattern itself asks for in a text: its literals and the entries of its lists."""
        pattern = self.patterns[number]
        literals = self._literals.get(number)
        if literals is None:
            literals = self._literals[number] = frozenset(words_of(_BRACES.sub(" ", pattern.text.lower())))
        if not pattern.lexicons:
            return literals
        own = set(literals)
        words = (self._texts.get(lower) or self._read(lower)).words
        for name in pattern.lexicons:
            for entry in self.vocabulary.present(name, lower, words):
                own.update(words_of(entry))
        return frozenset(own)

    def _read(self, lower: str) -> _Text:
        searched = lower[:MOST_CHARACTERS]
        numbers = self.prefilter.candidates(searched)
        if numbers:
            numbers = self.prefilter.fitting(numbers, searched)
        if len(self._texts) >= MOST_TEXTS:
            self._texts.clear()
        text = self._texts[lower] = _Text(numbers, frozenset(words_of(lower)) if numbers else _WHOLE)
        return text

    def _matches(self, number: int, lower: str, words: frozenset[str]) -> Iterator[Hit]:
        pattern = self.patterns[number]
        present = tuple([self.vocabulary.present(name, lower, words) for name in pattern.lexicons])
        compiled = self._compiled.get((number, present, _WHOLE)) or self._compile(number, present, lower)
        try:
            for match in compiled.finditer(lower[:MOST_CHARACTERS], timeout=TIMEOUT):
                text = match[0]
                start, end = match.end() - len(text.lstrip(_EDGES)), match.start() + len(text.rstrip(_EDGES))
                if end > start:
                    captures = tuple((name, *match.span(name)) for name, text in match.groupdict().items() if text)
                    yield Hit(number, start, end, captures)
        except TimeoutError:
            raise SearchTimeout(pattern) from None

    def _compile(self, number: int, present: tuple[tuple[str, ...], ...], lower: str) -> regex.Pattern[str]:
        import regex

        pattern = self.patterns[number]
        absent, expression = _WHOLE, pattern.expression
        if self._variants.get(number, 0) < MOST_VARIANTS:
            branches = self._branches.get(number)
            if branches is None:
                branches = self._branches[number] = Branches(expression)
            absent = frozenset([literal for literal in branches.literals if literal not in lower])
            compiled = self._compiled.get((number, present, absent))
            if compiled is not None:
                return compiled
            self._variants[number] = self._variants.get(number, 0) + 1
            expression = branches.without(absent)
        if present:
            entries = dict(zip(pattern.lexicons, map(_alternatives, present), strict=True))
            expression = _PLACEHOLDER.sub(lambda found: entries[found[1]], expression)
        if len(self._compiled) >= MOST_COMPILED:
            self._compiled.clear()
        compiled = self._compiled[number, present, absent] = regex.compile(
            expression, regex.VERSION0, cache_pattern=False
        )
        return compiled


def _alternatives(entries: tuple[str, ...]) -> str:
    return "|".join(_SPECIAL.sub(r"\\\1", entry) for entry in entries) or _NEVER
