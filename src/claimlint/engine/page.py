"""A document prepared for matching: every block folded and cut into words, with its place in the page's structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from claimlint.engine.vocabulary import Vocabulary, longest_first, words_of
from claimlint.model.document import BlockKind, Document
from claimlint.text.fold import Folded, fold
from claimlint.text.sentences import MOST_CHARACTERS, sentences
from claimlint.text.statements import (
    NO_SETTING,
    Sentence,
    Setting,
    Statement,
    answer_at,
    answers,
    block_statements,
    leads_of,
    led_statement,
    statement_at,
)

MOST_PASSAGES = 10_000
"""Of so many texts of blocks what was read is kept: pages of a site repeat them."""
LONGEST_KEPT = 2_000
"""Longer texts, in characters, are read anew each time: they hardly ever come twice."""


class Passage:
    """The text of a block as rules read it: folded, its words in order and the spans of its sentences."""

    __slots__ = ("_mentions", "active", "folded", "sentences", "texts", "words")

    def __init__(self, text: str) -> None:
        self.folded: Folded = fold(text)
        self.words: list[str] = words_of(self.folded.lower)
        self.sentences: list[tuple[int, int]] = sentences(self.folded.text)
        self.texts: list[tuple[int, bool, str]] = list(self._statements())
        """The block's own statements: the place of the sentence, whether the question before it belongs to the
        statement, and the text in lower case."""
        self.active: list[tuple[int, bool]] | None = None
        """Which of them any rule may match, once that is known."""
        self._mentions: dict[str, tuple[str, ...]] = {}

    def _statements(self) -> Iterator[tuple[int, bool, str]]:
        folded, spans = self.folded, self.sentences
        for place, (start, end) in enumerate(spans):
            yield place, False, folded.lower[start:end]
            if answers(folded, spans, place):
                yield place, True, answer_at(0, folded, NO_SETTING, spans, place).lower

    def look(self, can_match: Callable[[str], object]) -> list[tuple[int, bool]]:
        """Return ``active``, asking of each statement in lower case whether any rule can match it."""
        if self.active is None:
            self.active = [(place, is_answer) for place, is_answer, lower in self.texts if can_match(lower)]
        return self.active

    def mentions(self, name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the entries of list ``name`` that the text holds; all calls of a run have the same vocabulary."""
        found = self._mentions.get(name)
        if found is None:
            found = self._mentions[name] = vocabulary.present(name, self.folded.lower, frozenset(self.words))
        return found


class Passages(dict[str, Passage]):
    """Passages by the text that was read."""

    def of(self, text: str) -> Passage:
        """Return the passage that a text makes."""
        found = self.get(text)
        if found is None:
            found = Passage(text)
            if len(text) <= LONGEST_KEPT:
                if len(self) >= MOST_PASSAGES:
                    self.clear()
                self[text] = found
        return found


class Page:
    """The folded blocks of a document, in its order, and what the rules ask about them."""

    def __init__(self, document: Document, passages: Passages | None = None) -> None:
        self.document = document
        self.blocks = document.blocks
        read = (Passages() if passages is None else passages).of
        self.passages = [read(block.text) for block in document.blocks]
        self.folded: list[Folded] = [passage.folded for passage in self.passages]
        self._led: dict[int, list[Statement]] = {}

    @cached_property
    def lower(self) -> str:
        """The text of all blocks in lower case, each on a line."""
        return "\n".join([folded.lower for folded in self.folded])

    @cached_property
    def headings(self) -> list[int]:
        """For each block the index of the heading that it stands under, or -1; a heading stands under none."""
        found, current = [], -1
        for index, block in enumerate(self.blocks):
            if block.kind is BlockKind.HEADING:
                found.append(-1)
                current = index
            else:
                found.append(current)
        return found

    @cached_property
    def title_blocks(self) -> list[int]:
        """The blocks that say what the page is about: its title and its first heading."""
        titles = [index for index, block in enumerate(self.blocks) if block.kind is BlockKind.TITLE]
        first = [index for index, block in enumerate(self.blocks) if block.kind is BlockKind.HEADING][:1]
        return titles + first

    def statements(self, index: int) -> list[Statement]:
        """Return the statements that a block makes on its own."""
        passage = self.passages[index]
        return block_statements(index, passage.folded, self._setting(index), passage.sentences, self._answer(index))

    def statement(self, index: int, place: int, *, is_answer: bool) -> Statement:
        """Return one of them: the sentence at ``place``, with the question before it if it ``is_answer`` to that."""
        passage, setting = self.passages[index], self._setting(index)
        if is_answer:
            return answer_at(index, passage.folded, setting, passage.sentences, place)
        return statement_at(index, passage.folded, setting, passage.sentences, place, self._answer(index))

    def led_statements(self, index: int) -> list[Statement]:
        """Return the statements that a block makes together with each of its leads."""
        leads = self.leads[index]
        if not leads:
            return []
        found = self._led.get(index)
        if found is None:
            found = self._led[index] = []
            for lead in leads:
                first = self._ends(index, from_start=True)
                last = self._ends(lead, from_start=False)
                if first and last:
                    found.append(led_statement(last, first, self.blocks[index].kind, self._setting(index)))
        return found

    @cached_property
    def leads(self) -> list[tuple[int, ...]]:
        """For each block those that lead to it."""
        return [leads_of(self.blocks, index) for index in range(len(self.blocks))]

    def _ends(self, index: int, *, from_start: bool) -> Sentence | None:
        """Return the first or the last sentence of a block; None where it has no text."""
        passage = self.passages[index]
        spans, cut = passage.sentences, 0
        text = passage.folded.text
        if len(text) > MOST_CHARACTERS:  # bounded, because a long header leads every cell below it
            cut = 0 if from_start else len(text) - MOST_CHARACTERS
            spans = sentences(text[cut : cut + MOST_CHARACTERS])
        if not spans:
            return None
        start, end = spans[0 if from_start else -1]
        return Sentence(index, passage.folded, start + cut, end + cut)

    def _answer(self, index: int) -> str:
        """Return the first sentence of the block that answers a block, in lower case; empty where none does."""
        following = index + 1
        if not self.folded[index].text.endswith("?") or following == len(self.blocks):
            return ""
        if self.leads[following] != (index,):
            return ""
        first = self._ends(following, from_start=True)
        return first.folded.lower[first.start : first.end] if first else ""

    def _setting(self, index: int) -> Setting:
        heading = self.headings[index]
        leads = tuple([self.folded[lead].lower for lead in self.leads[index]])
        return Setting(leads, self.folded[heading].lower if heading >= 0 else "")

    def mentions(self, name: str, vocabulary: Vocabulary) -> list[str]:
        """Return the entries of a lexicon list anywhere on the page, longest first."""
        # No entry goes over the end of a block: folded text has no line feed.
        entries = vocabulary.scan(name, self.lower)
        if entries is None:
            found = set().union(*[passage.mentions(name, vocabulary) for passage in self.passages])
        else:
            read = vocabulary.are_in
            found = {entry for one in self.passages for entry in read(entries, one.folded.lower, one.words)}
        return sorted(found, key=longest_first)

    def section_mentions(self, index: int, name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the entries of a lexicon list in the section of a block, in the page's title or its first heading."""
        key = (self.headings[index] if self.blocks[index].kind is not BlockKind.HEADING else index, name)
        if key not in self._mentions:
            members = [
                place
                for place, heading in enumerate(self.headings)
                if place == key[0] or (heading == key[0] and self.blocks[place].kind is not BlockKind.HEADING)
            ]
            found: dict[str, None] = {}
            for place in [*members, *self.title_blocks]:
                found.update(dict.fromkeys(self.passages[place].mentions(name, vocabulary)))
            self._mentions[key] = tuple(found)
        return self._mentions[key]

    @cached_property
    def _mentions(self) -> dict[tuple[int, str], tuple[str, ...]]:
        return {}
