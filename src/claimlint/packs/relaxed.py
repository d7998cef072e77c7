"""A pattern relaxed to symbols: one for each word, so that it is small and its search is short.

The text is thought of as symbols: each run of ``a-z0-9`` is one, a space is a space, any of ``,;:!?()"`` is ``c`` and
everything else is left out. In the relaxed pattern ``\\x02N\\x03`` stands for "a word of set N". It lets through
every text that the pattern matches: what symbols cannot say (parts of words, lookarounds, ends of the text) is
widened.
"""

from __future__ import annotations

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
from claimlint.packs.syntax import Alternation, Gap, Group, Lexicon, Node, Repeat, Sequence

CLAUSE = ',;:!?()"'
"""The characters that share the symbol ``c``: a gap does not reach over them."""
_PART, _ANY = "[^ ]*", ".*"
_TOKENS = re.compile(rf"{OPEN}?[a-z0-9]+{OPEN}?|[ {re.escape(CLAUSE)}]")


def relaxed(node: Node, lexicons: Lists, table: WordTable) -> str:
    """Return the relaxed form of a pattern; the sets of words are interned in ``table``."""
    return _Relaxing(lexicons, table).of(node, "", "")


class _Relaxing:
    def __init__(self, lexicons: Lists, table: WordTable) -> None:
        self._lexicons, self._table = lexicons, table

    def of(self, node: Node, left: str, right: str) -> str:
        """Return the relaxed ``node``; ``left`` and ``right`` are ``OPEN`` where a word may go on beside it."""
        strings = strings_of(node, self._lexicons)
        if strings is not None:
            return self._choice(left + text + right for text in strings)
        match node:
            case _ if left != OPEN and starts_with_digit(node):
                return self._set(frozenset((NUMBER,))) + _PART
            case Lexicon(name):
                return self._choice(left + entry + right for entry in self._lexicons[name])
            case Group(child):
                return "" if node.is_lookaround else self.of(child, left, right)
            case Gap(most):
                return f"(?:[^ c]* ){{0,{most}}}"
            case Repeat():
                return self._repeat(node)
            case Alternation(branches):
                return f"(?:{'|'.join(dict.fromkeys(self.of(branch, left, right) for branch in branches))})"
            case Sequence(children):
                return self._sequence(children, left, right)
            case _:
                return f"(?: |{_PART})" if has_space(node, self._lexicons) else _PART

    def _repeat(self, node: Repeat) -> str:
        if not has_space(node.child, self._lexicons):
            return _PART
        # Parts of words may repeat inside, so a repetition of them is not repeated in turn.
        inner = self.of(node.child, OPEN, OPEN)
        if node.most is None or (node.most > 1 and "*" in inner):
            return _ANY
        return f"(?:{inner}){{{node.least},{node.most}}}"

    def _sequence(self, children: tuple[Node, ...], left: str, right: str) -> str:
        runs = runs_of(children, self._lexicons)
        parts = []
        for index, run in enumerate(runs):
            before = beside(runs[:index][::-1], self._lexicons, left, last=True)
            after = beside(runs[index + 1 :], self._lexicons, right, last=False)
            if isinstance(run, set):
                parts.append(self._choice(before + text + after for text in run))
            else:
                parts.append(self.of(run, before, after))
        return "".join(parts)

    def _choice(self, texts: Iterable[str]) -> str:
        """Join texts of the same shape word by word: a little wider than the texts, and far smaller."""
        shapes: defaultdict[str, list[list[str]]] = defaultdict(list)
        for text in texts:
            tokens = _TOKENS.findall(text)
            words = [token for token in tokens if token.isalnum()]
            shapes["".join(map(_sign, tokens))].append(words)
        choices = []
        for shape, rows in sorted(shapes.items()):
            columns = iter([frozenset(column) for column in zip(*rows, strict=True)])
            choices.append("".join(self._set(next(columns)) if sign == "w" else sign for sign in shape))
        joined = "|".join(choices).replace("p", _PART)
        return joined if len(choices) == 1 else f"(?:{joined})"

    def _set(self, words: frozenset[str]) -> str:
        return f"\x02{self._table.intern(words)}\x03"


def _sign(token: str) -> str:
    """Return ``w`` for a whole word, ``p`` for a part of one, a space, or ``c``."""
    if OPEN in token:
        return "p"
    if token.isalnum():
        return "w"
    return " " if token == " " else "c"
