"""Walking the relaxed form of a pattern over a text: all places at once, as the bits of one number.

A step takes the set of places that the steps before it can end at and gives those that it can end at. A place is the
index of a token, so the bit of a place is set where something can begin; the steps are those of
``claimlint.packs.relaxed``.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import cast

from claimlint.engine.vocabulary import NUMBER, Vocabulary

_TOKENS = re.compile(r'[a-z0-9]+|[ ,;:!?()"]').findall
Step = int | str | list["Step"]


class Tokens:
    """The tokens of a folded lower-case text, by where they stand."""

    __slots__ = (
        "_clause",
        "_ends",
        "_holding",
        "_inner",
        "_lower",
        "_places",
        "_sets",
        "_space",
        "_vocabulary",
        "_words",
        "everywhere",
    )

    def __init__(self, lower: str, vocabulary: Vocabulary) -> None:
        places: dict[str, int] = {}
        tokens = _TOKENS(lower)
        numbers, bit = 0, 1
        for token in tokens:
            places[token] = places.get(token, 0) | bit
            if token[0] <= "9" and token.isalnum():
                numbers |= bit
            bit <<= 1
        places[NUMBER] = numbers
        self._space = places.get(" ", 0)
        self._clause = reduce(or_, (places.get(char, 0) for char in ',;:!?()"'))
        self._inner = (bit - 1) & ~self._space & ~self._clause
        self._places = places
        # Two sets are cut by way of the smaller; the view of a dict would have all words of a set looked up.
        self._words = frozenset(places)
        self._sets: dict[int, int] = {}
        self._holding: dict[int, int] = {}
        self._lower = lower
        closing = len(tokens)
        while closing and tokens[closing - 1] == "!":
            closing -= 1
        self._ends = (bit << 1) - (1 << closing)
        self._vocabulary = vocabulary
        self.everywhere = (bit << 1) - 1
        """All places, the end of the text included."""

    def walk(self, steps: list[Step], at: int) -> int:
        """Return the places where a sequence of steps can end that begins at one of the places ``at``."""
        for step in steps:
            if isinstance(step, int):
                at = (at & self._places_of(step)) << 1
            elif step == " ":
                at = (at & self._space) << 1
            elif isinstance(step, list):
                at = self._branch(step, at)
            elif step == "c":
                at = (at & self._clause) << 1
            elif step == "p":
                at = _flood(at, self._inner | self._clause)
            elif step == "i":
                at = _flood(at, self._inner)
            elif step == "s":
                at = _flood(at, self._space | self._clause)
            elif step == "^":
                at &= 1
            elif step == "$":
                at &= self._ends
            else:
                at = -(at & -at) & self.everywhere
            if not at:
                return 0
        return at

    def _branch(self, step: list[Step], at: int) -> int:
        kind = step[0]
        if kind == "|":
            return self._choice(step, at)
        if kind == "w":
            at &= self._places_holding(cast("int", step[1]))
            return at | at << 1
        if kind == "m":
            return at if any(char in self._lower for char in str(step[1])) else 0
        if kind == "g":
            for _ in range(cast("int", step[1])):
                more = at | (_flood(at, self._inner) & self._space) << 1
                if more == at:
                    break
                at = more
            return at
        _, least, most, inner = cast("tuple[str, int, int, list[Step]]", step)
        found = at if not least else 0
        for count in range(1, most + 1):
            at = self.walk(inner, at)
            if count >= least:
                found |= at
            if not at:
                break
        return found

    def _choice(self, step: list[Step], at: int) -> int:
        union = step[1]
        if isinstance(union, int) and union >= 0:
            at &= self._places_of(union)
            if not at:
                return 0
        found = 0
        for choice in cast("list[list[Step]]", step[2:]):
            first = choice[0] if choice else ""
            if not isinstance(first, int) or at & self._places_of(first):
                found |= self.walk(choice, at)
        return found

    def _places_of(self, index: int) -> int:
        found = self._sets.get(index)
        if found is None:
            found = 0
            for word in self._words & self._vocabulary.words_in(index):
                found |= self._places[word]
            self._sets[index] = found
        return found

    def _places_holding(self, index: int) -> int:
        """Return the places of the words that hold one of a set as a part of them, or are one."""
        found = self._holding.get(index)
        if found is None:
            found = 0
            for part in self._vocabulary.words_in(index):
                if part == NUMBER:
                    found |= self._places[NUMBER]
                elif part in self._lower:
                    for word, places in self._places.items():
                        if part in word:
                            found |= places
            self._holding[index] = found
        return found


def _flood(at: int, through: int) -> int:
    """Return the places reached from ``at`` over any number of tokens of ``through``, none included."""
    while True:
        more = at | (at & through) << 1
        if more == at:
            return at
        at = more
