"""Which patterns can possibly hit a text, for all patterns at once.

Every pattern carries two things derived from itself: sets of words of each of which any match holds one, and a
relaxed form of it over symbols that stand for words. A text is cut into its words once. Three sets of every pattern
are looked up for all patterns together, as the bits of one number; for the few patterns that pass, the relaxed form
is searched for in the text's symbols. All others are never run nor compiled, and none of them could have matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from claimlint.model.rule import Pattern

words_of = re.compile("[a-z0-9]+").findall
"""Cut folded lower-case text into words: whole runs of ``a-z0-9``."""
NUMBER = "#"
"""Stands in a pattern's sets for any word that starts with a digit."""
SLOTS = 3
"""So many sets of each pattern, its rarest, are looked up together."""
_DIGIT = re.compile("[0-9]").search
_TOKENS = re.compile(r'[a-z0-9]+|[ ,;:!?()"]').findall
_CLAUSE = ',;:!?()"'
_PLACEHOLDER = re.compile("\x02(\\d+)\x03")
_FIRST_SYMBOL = 0x100
_SURROGATES = range(0xD800, 0xE000)


class Prefilter:
    """The gate for a list of patterns; a candidate is named by its index in that list."""

    __slots__ = ("_all", "_bits", "_count", "_free", "_relaxed", "_slots", "_symbols", "vocabulary")

    def __init__(self, patterns: Sequence[Pattern], gate_words: Sequence[tuple[str, ...]]) -> None:
        self._count = len(patterns)
        self._all = (1 << self._count) - 1
        self._symbols = _Symbols(gate_words)
        self._relaxed: list[str | re.Pattern[str]] = [pattern.relaxed for pattern in patterns]
        slots: defaultdict[int, int] = defaultdict(int)
        self._free = 0
        for number, pattern in enumerate(patterns):
            for slot in range(SLOTS):
                bit = 1 << (number + slot * self._count)
                if slot < len(pattern.gate):
                    slots[pattern.gate[slot]] |= bit
                else:
                    self._free |= bit
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for index in slots:
            for word in gate_words[index]:
                by_word[word].append(index)
        self._slots = dict(slots)
        self._bits: dict[str, int | list[int]] = dict(by_word)
        self.vocabulary = frozenset(by_word)
        """The words that any set asks for."""

    def presence(self, lower: str, words: Iterable[str]) -> int:
        """Return which sets of which patterns a folded lower-case text with these words can serve, as bits.

        The presence of two texts together is the union of their bits.
        """
        known = self.vocabulary.intersection(words)
        return reduce(or_, map(self._bits_of, known), self._bits_of(NUMBER) if _DIGIT(lower) else 0)

    def _bits_of(self, word: str) -> int:
        bits = self._bits.get(word, 0)
        if isinstance(bits, list):
            # Most words of a library never occur in a run, so theirs are put together when they are first met.
            bits = self._bits[word] = reduce(or_, (self._slots[index] for index in bits), 0)
        return bits

    def candidates(self, presence: int) -> list[int]:
        """Return, in ascending order, the patterns of which every looked-up set is present."""
        bits = presence | self._free
        both = bits & (bits >> self._count) & (bits >> (2 * self._count)) & self._all
        numbers = []
        while both:
            low = both & -both
            numbers.append(low.bit_length() - 1)
            both ^= low
        return numbers

    def fitting(self, numbers: Iterable[int], lower: str) -> list[int]:
        """Keep those candidates whose relaxed form stands in the symbols of a folded lower-case text."""
        symbols = self._symbols.of(lower)
        kept = []
        for number in numbers:
            relaxed = self._relaxed[number]
            if isinstance(relaxed, str):
                relaxed = self._relaxed[number] = re.compile(_PLACEHOLDER.sub(self._symbols.class_of, relaxed))
            if relaxed.search(symbols):
                kept.append(number)
        return kept


class _Symbols:
    """The alphabet of a library: words of the same sets are one symbol, any other is ``x`` or, a number, ``n``."""

    __slots__ = ("_by_set", "_classes", "_table", "_words")

    def __init__(self, gate_words: Sequence[tuple[str, ...]]) -> None:
        self._words = gate_words
        self._classes: dict[str, str] = {}
        self._by_set: dict[int, list[str]] | None = None
        self._table: dict[str, str] = {}

    def of(self, lower: str) -> str:
        """Return the symbols of a folded lower-case text."""
        if self._by_set is None:
            self._by_set = self._alphabet()
        table = self._table
        return "".join([table.get(token) or _unknown(token) for token in _TOKENS(lower)])

    def class_of(self, placeholder: re.Match[str]) -> str:
        """Return the class of the symbols of a set of words."""
        name = placeholder[1]
        if name not in self._classes:
            assert self._by_set is not None
            found = "".join(sorted(self._by_set[int(name)]))
            self._classes[name] = f"[{found}]"
        return self._classes[name]

    def _alphabet(self) -> dict[int, list[str]]:
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for index, words in enumerate(self._words):
            for word in words:
                by_word[word].append(index)
        numbers = by_word.pop(NUMBER, [])
        by_set: defaultdict[int, list[str]] = defaultdict(list)
        symbols: dict[tuple[int, ...], str] = {}
        for word, sets in by_word.items():
            signature = tuple(sorted({*sets, *numbers})) if word[0].isdigit() else tuple(sets)
            if signature not in symbols:
                code = _FIRST_SYMBOL + len(symbols)
                symbols[signature] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
                for index in signature:
                    by_set[index].append(symbols[signature])
            self._table[word] = symbols[signature]
        for index in numbers:
            by_set[index].append("n")
        self._table |= {" ": " ", **dict.fromkeys(_CLAUSE, "c")}
        return by_set


def _unknown(token: str) -> str:
    return "n" if token[0].isdigit() else "x"
