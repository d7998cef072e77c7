"""A document prepared for matching: every block folded and cut into words, with its place in the page's structure."""

from __future__ import annotations

from functools import cached_property

from claimlint.engine.vocabulary import Vocabulary, words_of
from claimlint.model.document import BlockKind, Document
from claimlint.text.fold import Folded, fold
from claimlint.text.sentences import MOST_CHARACTERS, sentences
from claimlint.text.statements import Setting, Statement, block_statements, leads_of, led_statements


class Page:
    """The folded blocks of a document, in its order, and what the rules ask about them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = document.blocks
        self.folded: list[Folded] = [fold(block.text) for block in document.blocks]
        self.words: list[list[str]] = [words_of(folded.lower) for folded in self.folded]

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
        return block_statements(index, self.folded[index], self._setting(index), self._answer(index))

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
        leads = tuple(self.folded[lead].lower for lead in self.leads(index))
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
                words = frozenset(self.words[place])
                found.update(dict.fromkeys(vocabulary.present(name, self.folded[place].lower, words)))
            self._mentions[key] = tuple(found)
        return self._mentions[key]

    @cached_property
    def _mentions(self) -> dict[tuple[int, str], tuple[str, ...]]:
        return {}
