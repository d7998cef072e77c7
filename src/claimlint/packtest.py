"""Tests rule packs by what they hold themselves, with the same reading and judging as in a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from claimlint.engine import Checker
from claimlint.engine.context import Contexts
from claimlint.engine.finding import source_span
from claimlint.engine.match import PatternSet, SearchTimeout
from claimlint.engine.page import Page
from claimlint.engine.vocabulary import Vocabulary
from claimlint.errors import ClaimlintError
from claimlint.extract import Format, extract
from claimlint.model.document import Block, Document
from claimlint.model.options import Options
from claimlint.model.rule import Library, Pattern, Tag
from claimlint.model.span import Span
from claimlint.packs import load_library, shipped_rules
from claimlint.packs.load import add_packs, load_with_places
from claimlint.packs.rules import Places
from claimlint.packs.selftest import Hit, Problem, check_packs
from claimlint.text.decode import source_of_text
from claimlint.text.fold import Folded
from claimlint.text.statements import Statement


def pack_problems(paths: Sequence[Path], *, today: date, coverage: bool = False) -> list[Problem]:
    """Return what is wrong with the packs at ``paths``, or without any with the shipped rules.

    Raises ``PackError`` for a pack that cannot be loaded.
    """
    packs: set[str] = set()
    places: Places
    if paths:
        shipped, places = load_library(), {}
        library = add_packs(shipped, paths, places)
        packs = {rule.pack for name, rule in library.rules.items() if shipped.rules.get(name) is not rule}
    else:
        library, places = load_with_places(shipped_rules())
    return check_packs(library, places, Examiner(library), today=today, packs=packs, coverage=coverage)


class Examiner:
    """Runs the rules of a library on examples. Where it comes to no verdict it raises a ``ClaimlintError``."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._checker = Checker(library, Options())
        self._vocabulary = Vocabulary(library)
        self._contexts = Contexts(library, self._vocabulary)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return what each rule on its own finds in a text of copy, and the disclosures that it does not make."""
        document = _document(text)
        claims, lacking, incidents = self._checker.examine(document)
        if incidents:
            raise ClaimlintError(incidents[0].detail)
        page = Page(document)
        found = []
        for claim in claims:
            span = source_span(page, claim)
            found.append(Hit(claim.rule.id, span.start, span.end))
        return (*found, *(Hit(rule.id, 0, len(text)) for rule in lacking))

    def matches(self, text: str, pattern: Pattern) -> bool:
        """Say whether one pattern alone matches in any statement of a text."""
        patterns = PatternSet((pattern,), self._vocabulary)
        try:
            return any(True for statement in _statements(Page(_document(text))) for _ in patterns.hits(statement.lower))
        except SearchTimeout as timeout:
            raise ClaimlintError(f"searching for “{timeout.pattern.text}” took too long") from None

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
                    found |= self._contexts.tags(statement, place.start + shift, place.end + shift, frozenset(Tag))
        except SearchTimeout as timeout:
            raise ClaimlintError(f"searching for “{timeout.pattern.text}” took too long") from None
        return found


def _document(text: str) -> Document:
    return extract(source_of_text(text, "example"), Format.PLAIN)


def _statements(page: Page) -> Iterator[Statement]:
    for index in range(len(page.blocks)):
        yield from page.statements(index)
        for lead in page.leads(index):
            yield from page.led_statements(index, lead)


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
