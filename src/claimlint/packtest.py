"""Tests rule packs by what they hold themselves, with the same reading and judging as in a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from claimlint.engine import Checker
from claimlint.engine.context import Contexts
from claimlint.engine.finding import spans_of
from claimlint.engine.match import PatternSet, SearchTimeout
from claimlint.engine.page import Page
from claimlint.engine.vocabulary import Vocabulary
from claimlint.errors import ClaimlintError
from claimlint.extract import Format, extract
from claimlint.model.document import Block, Document
from claimlint.model.options import Options
from claimlint.model.rule import Library, Pattern, Rule, Tag
from claimlint.model.span import Span
from claimlint.packs import COMPILED, load_library, shipped_rules
from claimlint.packs.compiled import read_compiled
from claimlint.packs.load import add_packs, load_with_places
from claimlint.packs.pattern import ungated
from claimlint.packs.problem import Hit, Problem
from claimlint.packs.rules import Places
from claimlint.packs.selftest import check_packs
from claimlint.text.decode import source_of_text
from claimlint.text.fold import Folded
from claimlint.text.statements import Statement

ATTEMPTS = 3
"""So often in a row must a search be broken off before the pattern is to blame, and not a busy machine."""


def pack_problems(paths: Sequence[Path], *, today: date, coverage: bool = False) -> list[Problem]:
    """Return what is wrong with the packs at ``paths``, or without any with the shipped rules.

    Raises ``PackError`` for a pack that cannot be loaded.
    """
    packs: set[str] = set()
    places: Mapping[tuple[str, str], tuple[str, int]]
    if paths:
        shipped, places = load_library(), {}
        library = add_packs(shipped, paths, places)
        packs = {rule.pack for name, rule in library.rules.items() if shipped.rules.get(name) is not rule}
    else:
        folder = shipped_rules()
        # Reading the YAML takes longer than all tests, and its places are wanted only where something is wrong.
        known = read_compiled(folder / COMPILED)
        library, places = (known, _Deferred(folder)) if known else load_with_places(folder)
    return check_packs(library, places, Examiner(library), today=today, packs=packs, coverage=coverage)


class _Deferred(Mapping[tuple[str, str], tuple[str, int]]):
    """The places of a rules folder, which is read when the first of them is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: Places | None = None

    def _read(self) -> Places:
        if self._places is None:
            self._places = load_with_places(self._folder)[1]
        return self._places

    def __getitem__(self, key: tuple[str, str]) -> tuple[str, int]:
        return self._read()[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


class Examiner:
    """Runs the rules of a library on examples. Where it comes to no verdict it raises a ``ClaimlintError``."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._checker = Checker(library, Options())
        self._vocabulary = Vocabulary(library)
        self._contexts = Contexts(library, self._vocabulary)
        rest = [pattern for rule in library.rules.values() for pattern in (*rule.satisfied_by, *rule.contradicted_by)]
        rest += [pattern for cue in library.cues for pattern in (*cue.patterns, *cue.anti)]
        # Patterns are compiled once for all texts, and where a check has done so, not again.
        self._sets: dict[Pattern, tuple[PatternSet, int]] = {}
        for patterns in (PatternSet(rest, self._vocabulary), *self._checker.pattern_sets):
            self._sets.update({pattern: (patterns, number) for number, pattern in enumerate(patterns.patterns)})
        self._lowers: dict[str, tuple[str, ...]] = {}
        self._slow: dict[tuple[str, str], bool] = {}

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return what each rule on its own finds in a text of copy, and the disclosures that it does not make."""
        document = _document(text)
        claims, lacking, incidents = self._checker.examine(document)
        if incidents:
            raise ClaimlintError(incidents[0].detail)
        page = Page(document)
        found = []
        for claim in claims:
            span, _ = spans_of(page, claim)
            found.append(Hit(claim.rule.id, span.start, span.end))
        return (*found, *(Hit(rule.id, 0, len(text)) for rule in lacking))

    def matches(self, text: str, pattern: Pattern) -> bool:
        """Say whether one pattern alone matches in any statement of a text."""
        patterns, number = self._sets.get(pattern) or (PatternSet((pattern,), self._vocabulary), 0)
        lowers = self._lowers.get(text)
        if lowers is None:
            page = Page(_document(text))
            lowers = self._lowers[text] = tuple(dict.fromkeys(statement.lower for statement in _statements(page)))
        try:
            return any(number in patterns.candidates(lower) and patterns.search(number, lower) for lower in lowers)
        except SearchTimeout as timeout:
            raise ClaimlintError(f"searching for “{timeout.pattern.text}” took too long") from None

    def fires_without(self, text: str, rule: Rule, tag: Tag) -> bool:
        """Say whether the rule would flag a text if it did not name ``tag`` in ``exempt_when``."""
        return self._checker.fires_without(_document(text), rule, tag)

    def times_out(self, text: str, pattern: Pattern) -> bool:
        """Say whether a search for one pattern in a text, taken as one statement, is broken off."""
        # Packs repeat patterns from rule to rule, above all in 'unless'.
        key = (text, pattern.expression)
        if key not in self._slow:
            self._slow[key] = all(_is_broken_off(text, pattern, self._vocabulary) for _ in range(ATTEMPTS))
        return self._slow[key]

    def tags(self, text: str, start: int, end: int) -> frozenset[Tag]:
        """Return what kind of utterance characters ``start`` to ``end`` (exclusive) of a text stand in."""
        page = Page(_document(text))
        found: frozenset[Tag] = frozenset()
        try:
            for statement in _statements(page):
                piece = statement.pieces[-1]
                place = _in_folded(page.blocks[piece.block], page.folded[piece.block], Span(start, end))
                shift = statement.proper_start - piece.offset
                if place and statement.proper_start <= place.start + shift and place.end + shift <= len(statement.text):
                    found |= self._contexts.tags(
                        statement, place.start + shift, place.end + shift, frozenset(Tag), frozenset
                    )
        except SearchTimeout as timeout:
            raise ClaimlintError(f"searching for “{timeout.pattern.text}” took too long") from None
        return found


def _is_broken_off(text: str, pattern: Pattern, vocabulary: Vocabulary) -> bool:
    # With its gate, a pattern would be searched for without its lists in a text that it cannot match.
    try:
        PatternSet((ungated(pattern),), vocabulary).search(0, text)
    except SearchTimeout:
        return True
    return False


def _document(text: str) -> Document:
    return extract(source_of_text(text, "example"), Format.PLAIN)


def _statements(page: Page) -> Iterator[Statement]:
    for index in range(len(page.blocks)):
        yield from page.statements(index)
        yield from page.led_statements(index)


def _in_folded(block: Block, folded: Folded, place: Span) -> Span | None:
    """Return where a place of the source stands in the folded text of a block; None if it is not in it."""
    inside = []
    for index in range(len(folded.text)):
        span = Span(index, index + 1)
        if folded.map is not None:
            span = folded.map.to_source(span)
        if block.map.to_source(span).intersects(place):
            inside.append(index)
    return Span(inside[0], inside[-1] + 1) if inside else None
