"""The words of a library: which entries of its lists stand in a text, and which words its patterns ask for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from claimlint.model.rule import Library

words_of = re.compile("[a-z0-9]+").findall
"""Cut folded lower-case text into words: whole runs of ``a-z0-9``."""
_DIGIT = re.compile("[0-9]").search
_MARKS = re.compile("[^a-z0-9 ]").findall
MOST_TEXTS = 500
"""Of so many texts the gates are kept: several sets of patterns ask for those of one text in turn."""
FEW_TEXTS = 12
"""For so many texts a list is looked through as a whole; for more, its entries are put in order by their words.
So it is with the words that others stand before."""
MOST_WORDS = 50_000
"""Of so many words it is kept what they serve: a text need not be made of words that there are."""
NUMBER = "\x05"
"""Stands in a set of words for any word that starts with a digit."""
START = "\x04"
"""Stands for the start of the text, as if it were a word before the first."""


class _Row:
    """The gates that a word serves: ``own`` alone, and others before certain words."""

    __slots__ = ("_asked", "_others", "_pairs", "own")

    def __init__(self, text: str) -> None:
        """Take an entry of ``Library.word_gates``."""
        self.own, _, pairs = text.partition(";")
        self._pairs = f";{pairs}"
        self._others: dict[str, str] | None = None
        self._asked = 0

    def before(self, word: str) -> str | None:
        """Return the gates that the word serves before another one; None if it serves none."""
        if self._others is not None:
            return self._others.get(word)
        self._asked += 1
        if self._asked > FEW_TEXTS:
            pairs = (pair.partition(" ") for pair in self._pairs[1:-1].split(";"))
            self._others = {other: gates for other, _, gates in pairs}
            return self._others.get(word)
        start = self._pairs.find(f";{word} ") + len(word) + 2
        return self._pairs[start : self._pairs.index(";", start)] if start > len(word) + 1 else None


class Vocabulary:
    """Finds list entries in texts, and leads from words to the sets that hold them."""

    __slots__ = ("_asked", "_gates", "_index", "_lists", "_rows", "_sets", "_texts", "_word_gates")

    def __init__(self, library: Library) -> None:
        self._lists = library.lexicons
        self._texts = library.gate_words
        self._sets: dict[int, frozenset[str]] = {}
        self._word_gates = library.word_gates
        self._rows: dict[str, _Row | None] = {}
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
        rows = self._rows
        found: set[str] = set()
        row = rows[START] if START in rows else self._row(START)
        for word in words_of(lower):
            if row is not None and (gates := row.before(word)):
                found.add(gates)
            row = rows[word] if word in rows else self._row(word)
            if row is not None:
                found.add(row.own)
        marks = set(_MARKS(lower))
        if _DIGIT(lower):
            marks.add(NUMBER)
        for mark in marks:
            row = rows[mark] if mark in rows else self._row(mark)
            if row is not None:
                found.add(row.own)
        return frozenset(found)

    def _row(self, word: str) -> _Row | None:
        if len(self._rows) >= MOST_WORDS:
            self._rows.clear()
        row = self._rows[word] = _Row(self._word_gates[word]) if word in self._word_gates else None
        return row

    def present(self, name: str, lower: str, words: frozenset[str]) -> tuple[str, ...]:
        """Return the entries of list ``name`` that the text holds, longest first; ``words`` are the text's words.

        An entry may be named that stands only inside a longer word; the bounds around a list then refuse it.
        """
        index = self._by_word(name)
        if index is None:
            found = self.are_in(self._lists[name], lower, words)
        else:
            found = [entry for word in index.keys() & words for entry in index[word] if entry in lower]
        found.sort(key=longest_first)
        return tuple(found)

    def scan(self, name: str, lower: str) -> list[str] | None:
        """Return the entries of list ``name`` that stand anywhere in a long text, also inside words.

        None for a list that is asked for often: its entries are in order by then, and finding them costs less.
        """
        if self._by_word(name) is not None:
            return None
        return [entry for entry in self._lists[name] if entry in lower]

    def are_in(self, entries: Iterable[str], lower: str, words: Collection[str]) -> list[str]:
        """Return those of some entries that a text with these words holds, as :meth:`present` does."""
        return [entry for entry in entries if entry in lower and _key(entry) in words]

    def _by_word(self, name: str) -> dict[str, list[str]] | None:
        """Return the entries of a list by their words; None for a list that was hardly asked for."""
        known = self._index.get(name)
        if known is not None:
            return known
        asked = self._asked[name] = self._asked.get(name, 0) + 1
        if asked <= FEW_TEXTS:
            return None
        index: defaultdict[str, list[str]] = defaultdict(list)
        for entry in self._lists[name]:
            index[_key(entry)].append(entry)
        found = self._index[name] = dict(index)
        return found

    def words_in(self, index: int) -> frozenset[str]:
        """Return the words of one of the sets that patterns name by index."""
        found = self._sets.get(index)
        if found is None:
            found = self._sets[index] = frozenset(self._texts[index].split(" "))
        return found


def longest_first(entry: str) -> tuple[int, str]:
    """Return what entries are sorted by where longer ones come first."""
    return -len(entry), entry


def _key(entry: str) -> str:
    """Return the word that a text must hold as a whole to hold an entry: the longest, which is hardly ever common.

    The last of several may go on in the text: "hair transplant" + "s".
    """
    words: list[str] = words_of(entry)
    return max(words[:-1] or words, key=len)
