"""Which patterns can possibly hit a text, for all patterns at once.

Every pattern carries two things derived from itself: sets of words of each of which any match holds one, and a relaxed
form of it as steps over words. A text is cut into its words once. Three sets of every pattern are looked up for all
patterns together, as the bits of one number; for the few patterns that pass, the steps are walked. All others are never
run nor compiled, and none of them could have matched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimlint.engine.steps import Step, Tokens
from claimlint.engine.vocabulary import Vocabulary
from claimlint.model.rule import MOST_GATES, Pattern


class Prefilter:
    """The gate for a list of patterns; a candidate is named by its index in that list."""

    __slots__ = ("_all", "_bits", "_count", "_free", "_patterns", "_slots", "_steps", "_vocabulary")

    def __init__(self, patterns: Sequence[Pattern], vocabulary: Vocabulary) -> None:
        self._count = len(patterns)
        self._all = (1 << self._count) - 1
        self._vocabulary = vocabulary
        self._patterns = patterns
        self._steps: dict[int, list[Step]] = {}
        self._slots: defaultdict[int, list[int]] = defaultdict(list)
        self._bits: dict[str, int] = {}
        free: list[int] = []
        slots = self._slots
        for number, pattern in enumerate(patterns):
            place = number
            for gate in pattern.gate:
                slots[gate].append(place)
                place += self._count
            if len(pattern.gate) < MOST_GATES:
                free += range(place, MOST_GATES * self._count, self._count)
        self._free = self._number(free)

    def _bits_of(self, gates: str) -> int:
        # Most words of a library never occur in a run, so theirs are put together when they are first met.
        slots = self._slots
        places: list[int] = []
        for gate in map(int, gates.split()):
            if gate in slots:
                places += slots[gate]
        bits = self._bits[gates] = self._number(places)
        return bits

    def _number(self, places: Iterable[int]) -> int:
        """Return the number that has these bits."""
        bits = bytearray(MOST_GATES * self._count // 8 + 1)
        for place in places:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def candidates(self, lower: str) -> list[int]:
        """Return, in ascending order, the patterns of whose gates a folded lower-case text serves all."""
        bits = self._free
        known = self._bits
        for gates in self._vocabulary.gates_in(lower):
            bits |= known[gates] if gates in known else self._bits_of(gates)
        both = bits & (bits >> self._count) & (bits >> (2 * self._count)) & self._all
        numbers = []
        while both:
            low = both & -both
            numbers.append(low.bit_length() - 1)
            both ^= low
        return numbers

    def fitting(self, numbers: Iterable[int], lower: str) -> list[int]:
        """Keep those candidates whose relaxed form stands in a folded lower-case text."""
        tokens = Tokens(lower, self._vocabulary)
        kept = []
        for number in numbers:
            steps = self._steps.get(number)
            if steps is None:
                steps = self._steps[number] = json.loads(self._patterns[number].relaxed)
            if tokens.walk(steps, tokens.everywhere):
                kept.append(number)
        return kept
