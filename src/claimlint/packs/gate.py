"""The words that every match of a pattern must hold, derived from the pattern.

A word here is a whole run of ``a-z0-9``. Whatever else ``\\w`` means to a regular expression engine, a literal that a
match delimits on both sides is such a run of the folded text, so a text without the word cannot hold the match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from claimlint.packs.syntax import (
    Alternation,
    Assertion,
    Edge,
    Gap,
    Group,
    Lexicon,
    Literal,
    Node,
    Repeat,
    Sequence,
    edge_kinds,
)

MOST_STRINGS = 400
_OPEN = "\x00"
"""Stands beside a string where more of the same word may follow or precede."""
_WORDS = re.compile(r"\x00?[a-z0-9]+\x00?")
_COMMON = {
    word: weight
    for weight, words in (
        (60, "the a and of to in is for your you we our with"),
        (25, "it that this be are or on as at from by an not can will have no more no so all"),
        (10, "hair treatment skin treatments results patients clinic any one if your they their them may most after up"),
        (5, "do does than just get out what who how when which has was were there about into only even never every"),
        (4, "loss growth face free safe day days week weeks session sessions time new need like way first over two"),
    )
    for word in words.split()
}
Lists = Mapping[str, tuple[str, ...]]


class WordTable:
    """The distinct sets of gate words of a library; a pattern names them by index."""

    def __init__(self, words: Iterable[tuple[str, ...]] = ()) -> None:
        self._index = {entry: index for index, entry in enumerate(words)}

    def intern(self, words: frozenset[str]) -> int:
        """Return the index of a set of words, adding it where it is new."""
        return self._index.setdefault(tuple(sorted(words)), len(self._index))

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """All sets in the order of their indices, each sorted."""
        return tuple(self._index)


def gate_of(node: Node, lexicons: Lists) -> list[frozenset[str]]:
    """Return the sets of words of each of which any match holds one, the rarest set first; empty where none is certain."""
    groups = {group for group in _groups(node, lexicons, " ", " ") if group}
    return sorted(groups, key=lambda group: (_weight(group), len(group), sorted(group)))


def _weight(words: Iterable[str]) -> float:
    """Estimate how often a text holds one of the words; only the order of the estimates matters."""
    return sum(_COMMON.get(word, 1.0 if len(word) < 4 else 0.4 if len(word) < 7 else 0.2) for word in words)


def _groups(node: Node, lexicons: Lists, left: str, right: str) -> list[frozenset[str]]:
    """Return the sets for ``node``; ``left`` and ``right`` are what stands beside it (``_OPEN`` if unknown)."""
    strings = _strings(node, lexicons)
    if strings is not None:
        return _from_strings({left + text + right for text in strings})
    match node:
        case Lexicon(name):
            return list(_of_list(lexicons[name], left, right))
        case Group(child):
            return [] if node.is_lookaround else _groups(child, lexicons, left, right)
        case Repeat(child, least):
            return _groups(child, lexicons, _OPEN, _OPEN) if least else []
        case Alternation(branches):
            best = []
            for branch in branches:
                groups = _groups(branch, lexicons, left, right)
                if not groups:
                    return []
                best.append(min(groups, key=_weight))
            return [frozenset().union(*best)]
        case Sequence(children):
            return _from_sequence(children, lexicons, left, right)
        case _:
            return []


@lru_cache(maxsize=4096)
def _of_list(entries: tuple[str, ...], left: str, right: str) -> tuple[frozenset[str], ...]:
    return tuple(_from_strings({left + entry + right for entry in entries}))


def _from_sequence(children: tuple[Node, ...], lexicons: Lists, left: str, right: str) -> list[frozenset[str]]:
    """Join neighbours whose strings are known, and gather the sets of the runs and of what lies between."""
    runs: list[set[str] | Node] = []
    for child in children:
        strings = _strings(child, lexicons)
        if strings is None:
            runs.append(child)
        elif runs and isinstance(runs[-1], set) and len(runs[-1]) * len(strings) <= MOST_STRINGS:
            runs[-1] = {head + tail for head in runs[-1] for tail in strings}
        else:
            runs.append(set(strings))
    groups: list[frozenset[str]] = []
    for index, run in enumerate(runs):
        before = _beside(runs[:index][::-1], lexicons, left, last=True)
        after = _beside(runs[index + 1 :], lexicons, right, last=False)
        if isinstance(run, set):
            groups += _from_strings({before + text + after for text in run})
        else:
            groups += _groups(run, lexicons, before, after)
    return groups


def _beside(runs: list[set[str] | Node], lexicons: Lists, outer: str, *, last: bool) -> str:
    """Return what may stand beside a run: a space where it is surely no word character, otherwise ``_OPEN``."""
    for run in runs:
        if isinstance(run, set):
            edges = {text[-1 if last else 0] if text else "" for text in run}
            if any(edge and re.match(r"\w", edge) for edge in edges):
                return _OPEN
            if "" not in edges:
                return " "
            continue
        kinds = edge_kinds(run, lexicons, last=last)
        # A gap always follows a space and ends with one, so its words never touch those around it.
        if Edge.WORD in kinds and not isinstance(run, Gap):
            return _OPEN
        if Edge.NOTHING not in kinds:
            return " "
    return outer


def _from_strings(strings: set[str]) -> list[frozenset[str]]:
    """Return the sets for a choice of strings: each word that all have, and of what else each has the rarest."""
    found = [{word for word in _WORDS.findall(text) if _OPEN not in word} for text in strings]
    shared = set.intersection(*found)
    rest = [words - shared for words in found]
    groups = [frozenset((word,)) for word in shared]
    if all(rest):
        groups.append(frozenset(min(words, key=lambda word: (_weight((word,)), word)) for words in rest))
    return groups


def _strings(node: Node, lexicons: Lists) -> frozenset[str] | None:
    """Return all strings that ``node`` matches, or None where they are unknown or too many."""
    found: frozenset[str] | None = None
    match node:
        case Literal(char):
            found = frozenset((char,))
        case Assertion(_, is_boundary):
            found = frozenset(("\x01" if is_boundary else "",))
        case Lexicon(name) if len(lexicons[name]) <= 40:
            found = frozenset(lexicons[name])
        case Group(child):
            found = frozenset(("",)) if node.is_lookaround else _strings(child, lexicons)
        case Repeat(child, 0, 1):
            inner = _strings(child, lexicons)
            found = None if inner is None else inner | {""}
        case Alternation(branches):
            parts = [_strings(branch, lexicons) for branch in branches]
            if all(part is not None for part in parts):
                found = frozenset().union(*(part for part in parts if part is not None))
        case Sequence(children):
            found = _product(children, lexicons)
        case _:
            found = _set_strings(node)
    return found if found is not None and len(found) <= MOST_STRINGS else None


def _product(children: tuple[Node, ...], lexicons: Lists) -> frozenset[str] | None:
    joined = {""}
    for child in children:
        strings = _strings(child, lexicons)
        if strings is None or len(joined) * len(strings) > MOST_STRINGS:
            return None
        joined = {head + tail for head in joined for tail in strings}
    return frozenset(joined)


def _set_strings(node: Node) -> frozenset[str] | None:
    """Return the characters of a small plain set such as ``[- ]``."""
    source = getattr(node, "source", "")
    if re.fullmatch(r"\[[- a-z0-9'\"/&]{1,6}\]", source) and not re.search(r"[a-z0-9]-[a-z0-9]", source):
        return frozenset(source[1:-1])
    return None
