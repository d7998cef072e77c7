"""Which patterns can possibly hit a text, for all patterns at once.

Every pattern carries, derived from itself, sets of words of each of which any match holds one, and how many spaces
may lie between them. A text is cut into its words once. Three sets of every pattern are looked up for all patterns
together, as the bits of one number; the few patterns that pass are tried on the places of the words. All others are
never run nor compiled, and none of them could have matched.
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
SLOTS = 3
"""So many sets of each pattern, its rarest, are looked up together."""
FAR = 63
"""The distance in a pattern's chain that stands for any."""


class Prefilter:
    """The gate for a list of patterns; a candidate is named by its index in that list."""

    __slots__ = ("_bits", "_chains", "_count", "_free", "_sets", "_slots", "vocabulary")

    def __init__(self, patterns: Sequence[Pattern], gate_words: Sequence[tuple[str, ...]]) -> None:
        self._count = len(patterns)
        self._chains = [pattern.chain for pattern in patterns]
        used = {index for pattern in patterns for index in (*pattern.gate, *(link[0] for link in pattern.chain))}
        self._sets = {index: frozenset(gate_words[index]) for index in used}
        self.vocabulary = frozenset().union(*self._sets.values())
        """The words that any gate asks for."""
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

    def presence(self, words: Iterable[str]) -> int:
        """Return which sets of which patterns a text with these words can serve, as bits.

        The presence of two texts together is the union of their bits. ``words`` must be in the vocabulary.
        """
        return reduce(or_, map(self._bits_of, words), 0)

    def _bits_of(self, word: str) -> int:
        bits = self._bits.get(word, 0)
        if isinstance(bits, list):
            # Most words of a library never occur in a run, so theirs are put together when they are first met.
            bits = self._bits[word] = reduce(or_, (self._slots[index] for index in bits), 0)
        return bits

    def candidates(self, presence: int) -> list[int]:
        """Return, in ascending order, the patterns of which every looked-up set is present."""
        bits = presence | self._free
        both = bits & (bits >> self._count) & (bits >> (2 * self._count)) & ((1 << self._count) - 1)
        numbers = []
        while both:
            low = both & -both
            numbers.append(low.bit_length() - 1)
            both ^= low
        return numbers

    def in_order(self, numbers: Iterable[int], lower: str) -> list[int]:
        """Keep those candidates whose words stand in ``lower`` in their order and near enough to each other."""
        places = self._places(lower)
        found: dict[int, int] = {}
        kept = []
        for number in numbers:
            reach = -1
            for index, least, most in self._chains[number]:
                here = found.get(index)
                if here is None:
                    here = found[index] = reduce(or_, map(places.__getitem__, self._sets[index] & places.keys()), 0)
                reach = here if reach < 0 else _window(reach, least, most) & here
                if not reach:
                    break
            else:
                kept.append(number)
        return kept

    def _places(self, lower: str) -> dict[str, int]:
        """Return for each word of the vocabulary the spaces before its places, as bits."""
        places: defaultdict[str, int] = defaultdict(int)
        vocabulary, bit = self.vocabulary, 1
        for chunk in lower.split(" "):
            if chunk in vocabulary:
                places[chunk] |= bit
            else:
                for word in words_of(chunk):
                    if word in vocabulary:
                        places[word] |= bit
            bit <<= 1
        return places


def _window(bits: int, least: int, most: int) -> int:
    """Return the places that lie from ``least`` to ``most`` spaces after one of ``bits``."""
    if most >= FAR:
        # All places from the first one on; the number is negative, which stands for bits without end.
        return -((bits & -bits) << least)
    reached = bits << least
    for _ in range(most - least):
        reached |= reached << 1
    return reached
