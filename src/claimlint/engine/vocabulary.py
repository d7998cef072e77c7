"""The words of a library: which entries of its lists stand in a text, and which words its patterns ask for."""

from __future__ import annotations

import re
from collections import defaultdict

from claimlint.model.rule import Library

words_of = re.compile("[a-z0-9]+").findall
"""Cut folded lower-case text into words: whole runs of ``a-z0-9``."""
_DIGIT = re.compile("[0-9]").search
_MARKS = re.compile("[^a-z0-9 ]").findall
MOST_TEXTS = 500
"""Of so many texts the gates are kept: several sets of patterns ask for those of one text in turn."""
FEW_TEXTS = 12
"""For so many texts a list is looked through as a whole; for more, its entries are put in order by their words."""
NUMBER = "\x05"
"""Stands in a set of words for any word that starts with a digit."""
START = "\x04"
"""Stands for the start of the text, as if it were a word before the first."""


class Vocabulary:
    """Finds list entries in texts, and leads from words to the sets that hold them."""

    __slots__ = ("_asked", "_gates", "_index", "_lists", "_rows", "_sets", "_texts", "_word_gates")

    def __init__(self, library: Library) -> None:
        self._lists = library.lexicons
        self._texts = library.gate_words
        self._sets: dict[int, frozenset[str]] = {}
        self._word_gates = library.word_gates
        self._rows: dict[str, dict[str, str]] = {}
        self._gates: dict[str, frozenset[str]] = {}
        self._index: dict[str, dict[str, list[str]]] = {}
        self._asked: dict[str, int] = {}

    def gates_in(self, lower: str) -> frozenset[str]:
        """Return the gates that a folded lower-case text serves, as texts of indices with one space between."""
        found = self._gates.get(lower)
        if found is None:
            if len(self._gates) >= MOST_TEXTS:
                self._gates.clear()
            found = self._gates[lower] = self._served(lower)
        return found

    def _served(self, lower: str) -> frozenset[str]:
        rows, known = self._rows, self._word_gates
        found: set[str] = set()
        row = (rows.get(START) or self._row(START)) if START in known else None
        for word in words_of(lower):
            if row is not None and word in row:
                found.add(row[word])
            row = rows.get(word)
            if row is None and word in known:
                row = self._row(word)
            if row is not None:
                found.add(row[""])
        for mark in set(_MARKS(lower)):
            if mark in known:
                found.add((rows.get(mark) or self._row(mark))[""])
        if NUMBER in known and _DIGIT(lower):
            found.add((rows.get(NUMBER) or self._row(NUMBER))[""])
        return frozenset(found)

    def _row(self, word: str) -> dict[str, str]:
        own, *pairs = self._word_gates[word].split(";")
        row = self._rows[word] = {other: indices for other, _, indices in (pair.partition(" ") for pair in pairs)}
        row[""] = own
        return row

    def present(self, name: str, lower: str, words: frozenset[str]) -> tuple[str, ...]:
        """Return the entries of list ``name`` that the text holds, longest first; ``words`` are the text's words.

        An entry may be named that stands only inside a longer word; the bounds around a list then refuse it.
        """
        index = self._index.get(name)
        if index is None:
            asked = self._asked[name] = self._asked.get(name, 0) + 1
            if asked > FEW_TEXTS:
                index = self._index[name] = self._by_word(name)
        if index is None:
            found = [entry for entry in self._lists[name] if entry in lower and _key(entry) in words]
        else:
            found = [entry for word in index.keys() & words for entry in index[word] if entry in lower]
        found.sort(key=lambda entry: (-len(entry), entry))
        return tuple(found)

    def _by_word(self, name: str) -> dict[str, list[str]]:
        index: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self._lists[name]:
            index[_key(entry)].append(entry)
        return dict(index)

    def words_in(self, index: int) -> frozenset[str]:
        """Return the words of one of the sets that patterns name by index."""
        found = self._sets.get(index)
        if found is None:
            found = self._sets[index] = frozenset(self._texts[index].split(" "))
        return found


def _key(entry: str) -> str:
    """Return the word that a text must hold as a whole to hold an entry: the longest, which is hardly ever common.

    The last of several may go on in the text: "hair transplant" + "s".
    """
    words: list[str] = words_of(entry)
    return max(words[:-1] or words, key=len)
