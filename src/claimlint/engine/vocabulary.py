"""The words of a library: which entries of its lists stand in a text, and which words its patterns ask for."""

from __future__ import annotations

import re
from collections import defaultdict

from claimlint.model.rule import Library

words_of = re.compile("[a-z0-9]+").findall
"""Cut folded lower-case text into words: whole runs of ``a-z0-9``."""
NUMBER = "#"
"""Stands in a set of words for any word that starts with a digit."""


class Vocabulary:
    """Finds list entries in texts, and leads from words to the sets that hold them."""

    __slots__ = ("_index", "_lists", "_sets", "_texts", "word_gates")

    def __init__(self, library: Library) -> None:
        self._lists = library.lexicons
        self._texts = library.gate_words
        self._sets: dict[int, frozenset[str]] = {}
        self.word_gates = library.word_gates
        self._index: dict[str, dict[str, list[tuple[str, frozenset[str]]]]] = {}

    def present(self, name: str, lower: str, words: frozenset[str]) -> tuple[str, ...]:
        """Return the entries of list ``name`` that the text holds, longest first; ``words`` are the text's words.

        An entry may be named that stands only inside a longer word; the bounds around a list then refuse it.
        """
        index = self._index.get(name)
        if index is None:
            index = self._index[name] = self._by_word(name)
        found = [
            entry for word in index.keys() & words for entry, rest in index[word] if rest <= words and entry in lower
        ]
        found.sort(key=lambda entry: (-len(entry), entry))
        return tuple(found)

    def _by_word(self, name: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
        index: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for entry in self._lists[name]:
            first, *rest = words_of(entry)
            index[first].append((entry, frozenset(rest)))
        return dict(index)

    def words_in(self, index: int) -> frozenset[str]:
        """Return the words of one of the sets that patterns name by index."""
        found = self._sets.get(index)
        if found is None:
            found = self._sets[index] = frozenset(self._texts[index].split(" "))
        return found
