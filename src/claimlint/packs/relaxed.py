"""A pattern relaxed to steps over words, so that it can be tried without compiling anything.

The text is thought of as tokens: each run of ``a-z0-9``, each space, and each of ``,;:!?()"``; everything else is left
out. The steps let through every text that the pattern matches: what tokens cannot say (parts of words, lookarounds,
ends of the text) is widened. They are

========================  ==========================================================================================
``5``                     a word of set 5
``" "``                   a space
``"c"``                   one of ``,;:!?()"``
``"p"``                   any tokens but spaces, or none
``"a"``                   any tokens, or none
``["g", 3]``              up to three times: tokens that are neither a space nor ``c``, then a space
``["|", 5, [...], ...]``  one of the sequences of steps, all of which begin with a word of set 5 (or -1)
``["r", 1, 2, [...]]``    a sequence of steps once or twice
========================  ==========================================================================================
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable

from claimlint.packs.gate import (
    NUMBER,
    OPEN,
    Lists,
    WordTable,
    beside,
    has_space,
    runs_of,
    starts_with_digit,
    strings_of,
)
from claimlint.packs.syntax import Alternation, Characters, Gap, Group, Lexicon, Node, Repeat, Sequence

CLAUSE = ',;:!?()"'
"""The characters that share the symbol ``c``: a gap does not reach over them."""
PART, ANY, GAP, CHOICE, REPEAT = "p", "a", "g", "|", "r"
Step = int | str | list["Step"]
_TOKENS = re.compile(rf"{OPEN}?[a-z0-9]+{OPEN}?|[ {re.escape(CLAUSE)}]")


def relaxed(node: Node, lexicons: Lists, table: WordTable) -> str:
    """Return the steps of a pattern as JSON text; the sets of words are interned in ``table``."""
    return json.dumps(_Relaxing(lexicons, table).of(node, "", ""), separators=(",", ":"))


class _Relaxing:
    def __init__(self, lexicons: Lists, table: WordTable) -> None:
        self._lexicons, self._table = lexicons, table

    def of(self, node: Node, left: str, right: str) -> list[Step]:
        """Return the steps for ``node``; ``left`` and ``right`` are ``OPEN`` where a word may go on beside it."""
        strings = strings_of(node, self._lexicons)
        if strings is not None:
            return self._choice(left + text + right for text in strings)
        match node:
            case _ if left != OPEN and starts_with_digit(node):
                return [self._set({NUMBER}), PART]
            case Lexicon(name):
                return self._list(self._lexicons[name], left, right)
            case Group(child):
                return [] if node.is_lookaround else self.of(child, left, right)
            case Gap(most):
                return [[GAP, most]]
            case Repeat():
                return self._repeat(node)
            case Alternation(branches):
                return [self._one_of([self.of(branch, left, right) for branch in branches])]
            case Sequence(children):
                return self._sequence(children, left, right)
            case _:
                return [self._one_of([[" "], [PART]])] if has_space(node, self._lexicons) else [PART]

    def _list(self, entries: tuple[str, ...], left: str, right: str) -> list[Step]:
        known = self._table.list_steps
        text = known.get((entries, left, right))
        if text is None:
            text = known[entries, left, right] = json.dumps(self._choice(left + entry + right for entry in entries))
        steps: list[Step] = json.loads(text)
        return steps

    def _repeat(self, node: Repeat) -> list[Step]:
        if not has_space(node.child, self._lexicons):
            return [PART]
        if node.most is None or isinstance(node.child, Characters):
            return [ANY]
        return [[REPEAT, node.least, node.most, self.of(node.child, OPEN, OPEN)]]

    def _sequence(self, children: tuple[Node, ...], left: str, right: str) -> list[Step]:
        runs = runs_of(children, self._lexicons)
        steps: list[Step] = []
        for index, run in enumerate(runs):
            before = beside(runs[:index][::-1], self._lexicons, left, last=True)
            after = beside(runs[index + 1 :], self._lexicons, right, last=False)
            if isinstance(run, set):
                steps += self._choice(before + text + after for text in run)
            else:
                steps += self.of(run, before, after)
        return steps

    def _choice(self, texts: Iterable[str]) -> list[Step]:
        """Join texts of the same shape word by word: a little wider than the texts, and far smaller."""
        shapes: defaultdict[str, list[list[str]]] = defaultdict(list)
        for text in texts:
            tokens = _TOKENS.findall(text)
            shapes["".join(map(_sign, tokens))].append([token for token in tokens if token.isalnum()])
        choices: list[list[Step]] = []
        for shape, rows in sorted(shapes.items()):
            columns = iter([set(column) for column in zip(*rows, strict=True)])
            choices.append([self._set(next(columns)) if sign == "w" else sign for sign in shape])
        return choices[0] if len(choices) == 1 else [self._one_of(choices)]

    def _one_of(self, choices: list[list[Step]]) -> Step:
        """Return the step for a choice; where all begin with a word, with the set of all those words."""
        firsts = [choice[0] if choice else PART for choice in choices]
        known = [first for first in firsts if isinstance(first, int)]
        if len(known) < len(firsts):
            return [CHOICE, -1, *choices]
        words = {word for first in set(known) for word in self._table.entry(first).split(" ")}
        return [CHOICE, self._set(words), *choices]

    def _set(self, words: set[str]) -> int:
        return self._table.intern(frozenset(words))


def _sign(token: str) -> str:
    """Return ``w`` for a whole word, ``p`` for a part of one, a space, or ``c``."""
    if OPEN in token:
        return PART
    if token.isalnum():
        return "w"
    return " " if token == " " else "c"
