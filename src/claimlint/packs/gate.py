"""The words that every match of a pattern must hold, derived from the pattern.

A word here is a whole run of ``a-z0-9``. Whatever else ``\\w`` means to a regular expression engine, a literal that a
match delimits on both sides is such a run of the folded text, so a text without the word cannot hold the match. Marks
(``%``, ``"``) and the start of the text count as words too: they tell apart what common words cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from claimlint.lazy_patterns import lazy_pattern
from claimlint.packs.syntax import (
    Alternation,
    Assertion,
    Characters,
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
NUMBER = "\x05"
"""Stands in a set of words for any word that starts with a digit."""
PAIR = "+"
"""Joins two words that stand side by side, whatever is between them that is no word."""
START = "\x04"
"""Stands in a pair for the start of the text."""
OPEN = "\x00"
"""Stands beside a string where more of the same word may follow or precede."""
_WORDS = lazy_pattern(rf"{OPEN}?[a-z0-9]+{OPEN}?|{START}")
_COMMON = {
    word: weight
    for weight, words in (
        (40, "the"),
        (20, "and a to in"),
        (10, "of for is you are your on our with hair"),
        (6, "we that can it or at t by from s"),
        (4, "be not exosomes no has have as after one so"),
        (
            2.5,
            "what if an people who about will may before us treatment they cells first do exosome prp than "
            "work more loss which up two surgery therapy blood back their been",
        ),
        (
            1.6,
            "any every free patients this day out growth them how ask results but some i three most there "
            "pain clinic when scalp off all own years see stem within does days don need like minutes take "
            "while use patient",
        ),
        (
            1.0,
            "through until last weeks laser should because team months side follicles treatments under go ll "
            "medicine without many each time its sessions never over only fda long six ten cell year small "
            "please best list other tell new stop nothing regenerative plasma restoration often since now "
            "feel health between hours effects into same still would risk skin re fees was 1 others visit isn "
            "ve why offer anyone derived minoxidil safety once week injections",
        ),
        (
            0.6,
            "d where body follicle factors month say had risks doctor approved 3 works little plan both "
            "around dr usually number procedure get book call were again natural session surgeon change "
            "studies research laboratory review found used home medicines right my bring could her page safe "
            "care less make four put come here guarantee sleep next left nurse reception early ring infection "
            "4 cure common leave platelet inflammation down behind keep several cost light trial help "
            "evidence well better painless step implant these finasteride thinning donor good products eye "
            "medical takes registered second trials swelling marrow 2 involves cancer cord regrowth price "
            "form five means staff treat carry won whether single find low show room person hour old tissue "
            "needed doesn cellular stimulate hospital lost half consultation permanent unless live date "
            "including floor injection term know fat",
        ),
    )
    for word in words.split()
}
"""The commonest words of clinic copy, by roughly how often they come in a thousand words."""
_MARKS = {".": 90.0, ",": 40.0, "'": 20.0, "-": 15.0, "?": 6.0, '"': 5.0, "(": 5.0, ")": 5.0, ":": 5.0, "!": 5.0}
"""The same for marks, which stand alone in all but numbers; others are as rare as most words."""
Lists = Mapping[str, tuple[str, ...]]


class WordTable:
    """The distinct sets of gate words of a library; a pattern names them by index."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.list_steps: dict[tuple[tuple[str, ...], str, str], str] = {}
        """The relaxed form of whole lists with what stands beside them, as ``packs.relaxed`` writes it."""
        self._words = list(words)
        self._index = {entry: index for index, entry in enumerate(self._words)}

    def intern(self, words: frozenset[str]) -> int:
        """Return the index of a set of words, adding it where it is new."""
        entry = " ".join(sorted(words))
        index = self._index.setdefault(entry, len(self._words))
        if index == len(self._words):
            self._words.append(entry)
        return index

    def entry(self, index: int) -> str:
        """Return the words of a set in order, with one space between."""
        return self._words[index]

    @property
    def words(self) -> tuple[str, ...]:
        """All sets in the order of their indices, each as its words in order with one space between."""
        return tuple(self._words)


def gate_index(sets: Mapping[int, str]) -> dict[str, str]:
    """Return ``Library.word_gates`` for the sets that gates name, each as its keys with one space between."""
    rows: dict[str, dict[str, list[str]]] = {}
    for index, keys in sets.items():
        for key in keys.split(" "):
            one, _, other = key.partition(PAIR)
            rows.setdefault(one, {"": []}).setdefault(other, []).append(str(index))
    return {
        word: "".join(f"{' '.join((other, *indices)).lstrip()};" for other, indices in sorted(row.items()))
        for word, row in sorted(rows.items())
    }


def gate_of(node: Node, lexicons: Lists) -> list[frozenset[str]]:
    """Return the sets of words of each of which any match holds one, the rarest first; empty where none is certain."""
    sets = set(_sets(node, lexicons, "", ""))
    if not sets:
        return []  # marks alone tell too little
    sets.update(map(frozenset, marks_of(node)))
    return sorted(sets, key=lambda words: (_weight(words), len(words), sorted(words)))


def _weight(words: Iterable[str]) -> float:
    """Estimate how often a text holds one of the words; only the order of the estimates matters."""
    return sum(map(weight_of, words))


@lru_cache(maxsize=1 << 16)
def weight_of(key: str) -> float:
    """Estimate how often a text holds a key; a pair is far rarer than the rarer of its words."""
    if key == NUMBER:
        return 3.1
    if len(key) == 1 and not key.isalnum():
        return _MARKS.get(key, 1.0)
    one, _, other = key.partition(PAIR)
    if one == START:
        return 0.1 * weight_of(other)
    if other:
        return 0.02 * min(weight_of(one), weight_of(other)) + 0.001 * max(weight_of(one), weight_of(other))
    return _COMMON.get(key, 0.3 if 1 < len(key) < 5 else 0.1)


def _sets(node: Node, lexicons: Lists, left: str, right: str) -> list[frozenset[str]]:
    """Return the sets for ``node``; ``left`` and ``right`` are ``OPEN`` where a word may go on beside it, or empty."""
    strings = strings_of(node, lexicons)
    if strings is not None:
        return _from_strings({left + text + right for text in strings})
    match node:
        case _ if left != OPEN and starts_with_digit(node):
            return [frozenset((NUMBER,))]
        case Lexicon(name):
            return list(_of_list(lexicons[name], left, right))
        case Group(child) if not node.is_lookaround:
            return _sets(child, lexicons, left, right)
        case Repeat(child, least) if least:
            return _sets(child, lexicons, OPEN, OPEN)
        case Alternation(branches):
            found = [_sets(branch, lexicons, left, right) for branch in branches]
            return [frozenset().union(*(min(sets, key=_weight) for sets in found))] if all(found) else []
        case Sequence(children):
            return _from_sequence(children, lexicons, left, right)
        case _:
            return []


def marks_of(node: Node) -> list[str]:
    """Return sets of marks, which are neither letters, digits nor spaces, of each of which any match holds one."""
    match node:
        case Literal(char) if is_mark(char):
            return [char]
        case Characters(source) if re.fullmatch(r"\[[^\]\\^-]+\]", source) and all(map(is_mark, source[1:-1])):
            return [source[1:-1]]
        case Group(child) if not node.is_lookaround:
            return marks_of(child)
        case Repeat(child, least) if least:
            return marks_of(child)
        case Alternation(branches):
            found = [marks_of(branch) for branch in branches]
            return ["".join(sorted({char for marks in found for char in min(marks, key=len)}))] if all(found) else []
        case Sequence(children):
            return [marks for child in children for marks in marks_of(child)]
        case _:
            return []


def is_mark(char: str) -> bool:
    """Say whether a character is a mark that gates know; the one that joins the words of a pair is not."""
    return not char.isalnum() and not char.isspace() and char not in (PAIR, "_", START)


def starts_with_digit(node: Node) -> bool:
    """Say whether every match of ``node`` starts with a digit."""
    match node:
        case Characters(source):
            return source == "\\d" or bool(re.fullmatch(r"\[[0-9-]+\]", source))
        case Repeat(child, least) if least:
            return starts_with_digit(child)
        case _:
            return False


@lru_cache(maxsize=4096)
def _of_list(entries: tuple[str, ...], left: str, right: str) -> tuple[frozenset[str], ...]:
    return tuple(_from_strings({left + entry + right for entry in entries}))


def runs_of(children: tuple[Node, ...], lexicons: Lists) -> list[set[str] | Node]:
    """Join neighbours whose strings are known into runs of strings; the rest stays as it is."""
    runs: list[set[str] | Node] = []
    for child in children:
        strings = strings_of(child, lexicons)
        if strings is None:
            runs.append(child)
        elif runs and isinstance(runs[-1], set) and len(runs[-1]) * len(strings) <= MOST_STRINGS:
            runs[-1] = {head + tail for head in runs[-1] for tail in strings}
        else:
            runs.append(set(strings))
    return runs


def _from_sequence(children: tuple[Node, ...], lexicons: Lists, left: str, right: str) -> list[frozenset[str]]:
    runs = runs_of(children, lexicons)
    sets: list[frozenset[str]] = []
    for index, run in enumerate(runs):
        before = beside(runs[:index][::-1], lexicons, left, last=True)
        after = beside(runs[index + 1 :], lexicons, right, last=False)
        if isinstance(run, set):
            sets += _from_strings({before + text + after for text in run})
        else:
            sets += _sets(run, lexicons, before, after)
    return sets


def beside(runs: list[set[str] | Node], lexicons: Lists, outer: str, *, last: bool) -> str:
    """Return what may stand beside a run: "" where it is surely no word character, otherwise ``OPEN``."""
    for run in runs:
        if isinstance(run, set):
            edges = {text[-1 if last else 0] if text else "" for text in run}
            if any(edge and re.match(r"\w", edge) for edge in edges):
                return OPEN
            if "" not in edges:
                return ""
            continue
        kinds = edge_kinds(run, lexicons, last=last)
        # A gap always follows a space and ends with one, so its words never touch those around it.
        if Edge.WORD in kinds and not isinstance(run, Gap):
            return OPEN
        if Edge.NOTHING not in kinds:
            return ""
    return outer


def _from_strings(strings: set[str]) -> list[frozenset[str]]:
    """Return the sets for a choice of strings: each key that all have, and of what else each has the rarest."""
    found = [keys_of(text) for text in strings]
    shared = frozenset.intersection(*found)
    sets = [frozenset((key,)) for key in shared]
    if len(found) > 1:
        rest = [keys - shared for keys in found]
        if all(rest):
            sets.append(frozenset(map(_rarest, rest)))
    return sets


def _rarest(keys: Iterable[str]) -> str:
    return min(keys, key=lambda key: (weight_of(key), key))


@lru_cache(maxsize=1 << 16)
def keys_of(text: str) -> frozenset[str]:
    """Return the words of a string that surely stand whole in a match, and the pairs of such words side by side."""
    keys: set[str] = set()
    before = ""
    for found in _WORDS.findall(text):
        word = found
        if OPEN in found:
            word = ""
            if found[0].isdigit():
                keys.add(NUMBER)
        else:
            if word != START:
                keys.add(word)
            if before:
                keys.add(before + PAIR + word)
        before = word
    return frozenset(keys)


def strings_of(node: Node, lexicons: Lists) -> frozenset[str] | None:
    """Return all strings that ``node`` matches, or None where they are unknown or too many."""
    known = _STRINGS.get(id(node))
    if known is None:
        known = _STRINGS[id(node)] = node, _strings_of(node, lexicons)
    return known[1]


def forget_strings() -> None:
    """Forget the strings of the nodes seen so far; to be called before the nodes of another pattern."""
    _STRINGS.clear()


# Each holds its node, so that no other can come to have its id.
_STRINGS: dict[int, tuple[Node, frozenset[str] | None]] = {}


def _strings_of(node: Node, lexicons: Lists) -> frozenset[str] | None:
    found: frozenset[str] | None = None
    match node:
        case Literal(char):
            found = frozenset((char,))
        case Assertion("^"):
            found = frozenset((f"\x01{START}",))
        case Assertion(_, is_boundary):
            found = frozenset(("\x01" if is_boundary else "",))
        case Lexicon(name) if len(lexicons[name]) <= 40:
            found = frozenset(lexicons[name])
        case Group(child):
            found = frozenset(("",)) if node.is_lookaround else strings_of(child, lexicons)
        case Repeat(child, 0, 1):
            inner = strings_of(child, lexicons)
            found = None if inner is None else inner | {""}
        case Alternation(branches):
            parts = [strings_of(branch, lexicons) for branch in branches]
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
        strings = strings_of(child, lexicons)
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
