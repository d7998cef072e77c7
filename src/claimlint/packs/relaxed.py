"""A pattern relaxed to steps over words, so that it can be tried without compiling anything.

The text is thought of as tokens: each run of ``a-z0-9``, each space, and each of ``,;:!?()"``; everything else is left
out. The steps let through every text that the pattern matches: what tokens cannot say (parts of words, lookarounds,
ends of the text) is widened. They are

========================  ==========================================================================================
``5``                     a word of set 5
``["w", 5]``              a word that holds one of set 5, or the place before it: what follows may be in the same word
``"^"``, ``"$"``          the start of the text; its end, before which exclamation marks may stand
``["m", ";%"]``           nothing, in a text that holds one of these characters
``" "``                   a space
``"c"``                   one of ``,;:!?()"``
``"i"``                   any words, with nothing but what is left out between them, or none
``"s"``                   any spaces and ``c``, or none
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
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from claimlint.lazy_patterns import lazy_pattern
from claimlint.packs.gate import (
    NUMBER,
    OPEN,
    Lists,
    WordTable,
    beside,
    marks_of,
    runs_of,
    starts_with_digit,
    strings_of,
)
from claimlint.packs.syntax import (
    Alternation,
    Assertion,
    Characters,
    Gap,
    Group,
    Lexicon,
    Literal,
    Node,
    Repeat,
    Sequence,
)

CLAUSE = ',;:!?()"'
"""The characters that share the symbol ``c``: a gap does not reach over them."""
START, END = "^", "$"
GAP, CHOICE, REPEAT, HOLDING, MARK = "g", "|", "r", "w", "m"
_COLUMNS = "wo"
WORDS, CLAUSES, SPACES = 1, 2, 4
"""Kinds of token, as bits."""
_WORD_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_ALPHABET = "".join(sorted(_WORD_CHARACTERS)) + CLAUSE + " "
Step = int | str | list["Step"]
_TOKENS = lazy_pattern(rf"{OPEN}?[a-z0-9]+{OPEN}?|[ {re.escape(CLAUSE)}]")


def relaxed(node: Node, lexicons: Lists, table: WordTable) -> str:
    """Return the steps of a pattern as JSON text; the sets of words are interned in ``table``."""
    marks: list[Step] = [[MARK, chars] for chars in dict.fromkeys(marks_of(node))]
    return json.dumps(marks + _Relaxing(lexicons, table).of(node, "", ""), separators=(",", ":"))


class _Relaxing:
    def __init__(self, lexicons: Lists, table: WordTable) -> None:
        self._lexicons, self._table = lexicons, table

    def of(self, node: Node, left: str, right: str) -> list[Step]:
        """Return the steps for ``node``; ``left`` and ``right`` are ``OPEN`` where a word may go on beside it."""
        if isinstance(node, Sequence) and node.children:
            first, last = node.children[0], node.children[-1]
            if isinstance(first, Assertion) and first.source == "^":
                return [START, *self.of(Sequence(node.children[1:]), "", right)]
            if isinstance(last, Assertion) and last.source == "$":
                return [*self.of(Sequence(node.children[:-1]), left, ""), END]
        strings = strings_of(node, self._lexicons)
        if strings is not None:
            return self._choice(left + text + right for text in strings)
        match node:
            case _ if left != OPEN and starts_with_digit(node):
                # What follows may stand in the same word: "5kg".
                return [[HOLDING, self._set({NUMBER})], *_flood(_reach(node, self._lexicons))]
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
                return _flood(_reach(node, self._lexicons))

    def _list(self, entries: tuple[str, ...], left: str, right: str) -> list[Step]:
        known = self._table.list_steps
        text = known.get((entries, left, right))
        if text is None:
            text = known[entries, left, right] = json.dumps(self._choice(left + entry + right for entry in entries))
        steps: list[Step] = json.loads(text)
        return steps

    def _repeat(self, node: Repeat) -> list[Step]:
        reach = _reach(node.child, self._lexicons)
        if not reach & SPACES or node.most is None or isinstance(node.child, Characters):
            return _flood(reach)
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
            words = [token.strip(OPEN) for token in tokens if _sign(token) in _COLUMNS]
            shapes["".join(map(_sign, tokens))].append(words)
        choices: list[list[Step]] = []
        for shape, rows in sorted(shapes.items()):
            columns = iter([set(column) for column in zip(*rows, strict=True)])
            choices.append([self._column(sign, columns) if sign in _COLUMNS else sign for sign in shape])
        return choices[0] if len(choices) == 1 else [self._one_of(choices)]

    def _column(self, sign: str, columns: Iterator[set[str]]) -> Step:
        words = self._set(next(columns))
        return words if sign == "w" else [HOLDING, words]

    def _one_of(self, choices: list[list[Step]]) -> Step:
        """Return the step for a choice; where all begin with a word, with the set of all those words."""
        firsts = [choice[0] if choice else "" for choice in choices]
        known = [first for first in firsts if isinstance(first, int)]
        if len(known) < len(firsts):
            return [CHOICE, -1, *choices]
        words = {word for first in set(known) for word in self._table.entry(first).split(" ")}
        return [CHOICE, self._set(words), *choices]

    def _set(self, words: set[str]) -> int:
        return self._table.intern(frozenset(words))


def _reach(node: Node, lexicons: Lists) -> int:
    """Return which kinds of token a match of ``node`` can lie in."""
    match node:
        case Literal(char):
            return _kind(char)
        case Characters(source):
            return sum({_kind(char) for char in _ALPHABET if re.match(source, char)})
        case Lexicon(name):
            return reduce(or_, (_kind(char) for entry in lexicons[name] for char in entry))
        case Gap():
            return WORDS | SPACES
        case Group(child):
            return 0 if node.is_lookaround else _reach(child, lexicons)
        case Repeat(child):
            return _reach(child, lexicons)
        case Sequence(children) | Alternation(children):
            return reduce(or_, (_reach(child, lexicons) for child in children), 0)
        case _:
            return 0


def _kind(char: str) -> int:
    if char in _WORD_CHARACTERS:
        return WORDS
    if char in CLAUSE:
        return CLAUSES
    return SPACES if char == " " else 0


def _flood(reach: int) -> list[Step]:
    """Return the step over any number of tokens of these kinds; a wider one where there is none of just these."""
    if not reach:
        return []
    if reach == WORDS:
        return ["i"]
    if reach == WORDS | CLAUSES:
        return ["p"]
    return ["a"] if reach & WORDS else ["s"]


def _sign(token: str) -> str:
    """Return ``w`` for a whole word, ``o`` for a part of one, a space, or ``c``."""
    if OPEN in token:
        return "o"
    if token.isalnum():
        return "w"
    return " " if token == " " else "c"
