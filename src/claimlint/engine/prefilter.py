"""Which patterns can possibly hit a text, for all patterns at once.

Every pattern carries, derived from itself, sets of words of each of which any match holds one, and how many spaces may
lie between them. A text is cut into its words once. Three sets of every pattern are looked up for all patterns
together, as the bits of one number; the few patterns that pass are tried on the places of the words. All others are
never run nor compiled, and none of them could have matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from claimlint.engine.vocabulary import NUMBER, Vocabulary, words_of
from claimlint.model.rule import Pattern

SLOTS = 3
"""So many sets of each pattern, its rarest, are looked up together."""
FAR = 63
"""The distance in a pattern's chain that stands for any."""
_DIGIT = re.compile("[0-9]").search


class Prefilter:
    """The gate for a list of patterns; a candidate is named by its index in that list."""

    __slots__ = ("_all", "_bits", "_chains", "_count", "_free", "_slots", "_vocabulary", "_words")

    def __init__(self, patterns: Sequence[Pattern], vocabulary: Vocabulary) -> None:
        self._count = len(patterns)
        self._all = (1 << self._count) - 1
        self._vocabulary = vocabulary
        self._words = vocabulary.word_gates.keys()
        self._chains = [pattern.chain for pattern in patterns]
        self._slots: defaultdict[int, int] = defaultdict(int)
        self._bits: dict[str, int] = {}
        self._free = 0
        for number, pattern in enumerate(patterns):
            for slot in range(SLOTS):
                bit = 1 << (number + slot * self._count)
                if slot < len(pattern.gate):
                    self._slots[pattern.gate[slot]] |= bit
                else:
                    self._free |= bit

    def presence(self, lower: str, words: Iterable[str]) -> int:
        """Return which sets of which patterns a folded lower-case text with these words can serve, as bits.

        The presence of two texts together is the union of their bits.
        """
        known = self._words & words
        return reduce(or_, map(self._bits_of, known), self._bits_of(NUMBER) if _DIGIT(lower) else 0)

    def _bits_of(self, word: str) -> int:
        bits = self._bits.get(word)
        if bits is None:
            # Most words of a library never occur in a run, so theirs are put together when they are first met.
            slots = self._slots
            sets = map(int, self._vocabulary.word_gates.get(word, "").split())
            bits = self._bits[word] = reduce(or_, (slots[index] for index in sets if index in slots), 0)
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
                    known = self._vocabulary.words_in(index) & places.keys()
                    here = found[index] = reduce(or_, map(places.__getitem__, known), 0)
                reach = here if reach < 0 else _window(reach, least, most) & here
                if not reach:
                    break
            else:
                kept.append(number)
        return kept

    def _places(self, lower: str) -> dict[str, int]:
        """Return for each word the spaces before its places, as bits."""
        places: dict[str, int] = {}
        bit = 1
        for chunk in lower.split(" "):
            for word in (chunk,) if chunk.isalpha() else words_of(chunk):
                places[word] = places.get(word, 0) | bit
            if _DIGIT(chunk):
                places[NUMBER] = places.get(NUMBER, 0) | bit
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
