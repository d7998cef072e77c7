"""A document prepared for matching: every block folded and cut into words, with its place in the page's structure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from claimlint.engine.vocabulary import Vocabulary, words_of
from claimlint.model.document import BlockKind, Document
from claimlint.text.fold import Folded, fold
from claimlint.text.sentences import MOST_CHARACTERS, sentences
from claimlint.text.statements import (
    NO_SETTING,
    Setting,
    Statement,
    answer_at,
    answers,
    block_statements,
    leads_of,
    led_statements,
    statement_at,
)

MOST_PASSAGES = 10_000
"""Of so many texts of blocks what was read is kept: pages of a site repeat them."""
LONGEST_KEPT = 2_000
"""Longer texts, in characters, are read anew each time: they hardly ever come twice."""


class Passage:
    """The text of a block as rules read it: folded, its words in order and the spans of its sentences."""

    __slots__ = ("active", "folded", "sentences", "words")

    def __init__(self, text: str) -> None:
        self.folded: Folded = fold(text)
        self.words: list[str] = words_of(self.folded.lower)
        self.sentences: list[tuple[int, int]] = sentences(self.folded.text)
        self.active: list[tuple[int, bool]] | None = None
        """Which of the block's own statements any rule may match, once that is known: the place of the sentence, and
        whether the question before it belongs to the statement."""

    def look(self, can_match: Callable[[str], object]) -> list[tuple[int, bool]]:
        """Return ``active``, asking of each statement in lower case whether any rule can match it."""
        if self.active is None:
            self.active = []
            folded, spans = self.folded, self.sentences
            for place, (start, end) in enumerate(spans):
                if can_match(folded.lower[start:end]):
                    self.active.append((place, False))
                if answers(folded, spans, place) and can_match(answer_at(0, folded, NO_SETTING, spans, place).lower):
                    self.active.append((place, True))
        return self.active


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

    def led_statements(self, index: int, lead: int) -> list[Statement]:
        """Return the statements that a block makes together with one of its leads."""
        setting = self._setting(index)
        return led_statements(lead, self.folded[lead], self.blocks[index].kind, index, self.folded[index], setting)

    def leads(self, index: int) -> tuple[int, ...]:
        """Return the blocks that lead to a block."""
        return leads_of(self.blocks, index)

    def _answer(self, index: int) -> str:
        """Return the first sentence of the block that answers a block, in lower case; empty where none does."""
        following = index + 1
        if not self.folded[index].text.endswith("?") or following == len(self.blocks):
            return ""
        if self.leads(following) != (index,):
            return ""
        text = self.folded[following].lower[:MOST_CHARACTERS]
        return next((text[start:end] for start, end in sentences(text)), "")

    def _setting(self, index: int) -> Setting:
        heading = self.headings[index]
        leads = tuple([self.folded[lead].lower for lead in self.leads(index)])
        return Setting(leads, self.folded[heading].lower if heading >= 0 else "")

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
                words = frozenset(self.passages[place].words)
                found.update(dict.fromkeys(vocabulary.present(name, self.folded[place].lower, words)))
            self._mentions[key] = tuple(found)
        return self._mentions[key]

    @cached_property
    def _mentions(self) -> dict[tuple[int, str], tuple[str, ...]]:
        return {}
