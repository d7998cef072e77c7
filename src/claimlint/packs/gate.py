"""What every match of a pattern must hold, derived from the pattern: words, and how far apart they stand.

A word here is a whole run of ``a-z0-9``. Whatever else ``\\w`` means to a regular expression engine, a literal that a
match delimits on both sides is such a run of the folded text, so a text without the word cannot hold the match.
Distances are counted in spaces, which folded text has singly, so the distance between two parts of a match is known
from the pattern: a gap of up to three words spans from none to three spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

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
FAR = 63
"""A distance that stands for any: no window reaches further."""
NUMBER = "#"
"""Stands in a set of words for any word that starts with a digit."""
OPEN = "\x00"
"""Stands beside a string where more of the same word may follow or precede."""
_WORDS = re.compile(r"\x00?[a-z0-9]+\x00?")
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
Lists = Mapping[str, tuple[str, ...]]
Range = tuple[int, int]
"""Least and most; ``FAR`` is without end."""


@dataclass(frozen=True, slots=True)
class Link:
    """One of ``words`` stands in any match, ``gap`` spaces after the word of the link before, or after its start."""

    words: frozenset[str]
    gap: Range


@dataclass(frozen=True, slots=True)
class Chain:
    """What any match of a part of a pattern holds.

    ``links`` follow each other in the text, ``tail`` is the number of spaces from the last of them (or from the
    start) to the end of the part, ``loose`` are sets of words of which each has one somewhere in the match.
    """

    links: tuple[Link, ...]
    tail: Range
    loose: tuple[frozenset[str], ...] = ()

    @property
    def sets(self) -> tuple[frozenset[str], ...]:
        """All sets of words that a match needs, the rarest first."""
        found = {link.words for link in self.links} | set(self.loose)
        return tuple(sorted(found, key=lambda words: (_weight(words), len(words), sorted(words))))


class WordTable:
    """The distinct sets of gate words of a library; a pattern names them by index."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._index = {entry: index for index, entry in enumerate(words)}

    def intern(self, words: frozenset[str]) -> int:
        """Return the index of a set of words, adding it where it is new."""
        return self._index.setdefault(" ".join(sorted(words)), len(self._index))

    @property
    def words(self) -> tuple[str, ...]:
        """All sets in the order of their indices, each as its words in order with one space between."""
        return tuple(self._index)


def gate_of(node: Node, lexicons: Lists) -> Chain:
    """Return what any match of the pattern holds; without ``sets`` where nothing is certain."""
    return _chain(node, lexicons, "", "")


def _weight(words: Iterable[str]) -> float:
    """Estimate how often a text holds one of the words; only the order of the estimates matters."""
    return sum(_COMMON.get(word, 0.3 if 1 < len(word) < 5 else 0.1) for word in words) + 3 * (NUMBER in words)


def _plus(one: Range, other: Range) -> Range:
    return min(one[0] + other[0], FAR), min(one[1] + other[1], FAR)


def _chain(node: Node, lexicons: Lists, left: str, right: str) -> Chain:
    """Return the chain of ``node``; ``left`` and ``right`` are ``OPEN`` where a word may go on beside it, or empty."""
    strings = strings_of(node, lexicons)
    if strings is not None:
        return _from_strings({left + text + right for text in strings})
    match node:
        case Lexicon(name):
            return _of_list(lexicons[name], left, right)
        case Group(child) if not node.is_lookaround:
            return _chain(child, lexicons, left, right)
        case Repeat(child, least, most) if least and not starts_with_digit(child):
            once = _rarest(_chain(child, lexicons, OPEN, OPEN))
            more = _times(width_of(child, lexicons), (least - 1, FAR if most is None else most - 1))
            return Chain(once.links, _plus(once.tail, more), once.loose)
        case Alternation(branches):
            return _either([_rarest(_chain(branch, lexicons, left, right)) for branch in branches])
        case Sequence(children):
            return _from_sequence(children, lexicons, left, right)
        case _ if left != OPEN and starts_with_digit(node):
            return Chain((Link(frozenset((NUMBER,)), (0, 0)),), width_of(node, lexicons))
        case _:
            return Chain((), width_of(node, lexicons))


def starts_with_digit(node: Node) -> bool:
    """Say whether every match of ``node`` starts with a digit."""
    match node:
        case Characters(source):
            return source == "\\d" or bool(re.fullmatch(r"\[[0-9-]+\]", source))
        case Repeat(child, least) if least:
            return starts_with_digit(child)
        case _:
            return False


def _rarest(chain: Chain) -> Chain:
    """Keep only the rarest link of a chain."""
    if not chain.links:
        return chain
    place = min(range(len(chain.links)), key=lambda place: _weight(chain.links[place].words))
    gaps = [link.gap for link in chain.links]
    tail = _sum([*gaps[place + 1 :], chain.tail])
    return Chain((Link(chain.links[place].words, _sum(gaps[: place + 1])),), tail)


def _either(chains: list[Chain]) -> Chain:
    """Join the chains of alternatives, of one link each: a match holds a word of one of them."""
    if all(chain.links for chain in chains):
        words = frozenset().union(*(chain.links[0].words for chain in chains))
        return Chain((Link(words, _hull(chain.links[0].gap for chain in chains)),), _hull(c.tail for c in chains))
    return Chain((), _hull(_sum([*(link.gap for link in chain.links), chain.tail]) for chain in chains))


def _hull(ranges: Iterable[Range]) -> Range:
    least, most = zip(*ranges, strict=True)
    return min(least), max(most)


@lru_cache(maxsize=4096)
def _of_list(entries: tuple[str, ...], left: str, right: str) -> Chain:
    return _from_strings({left + entry + right for entry in entries})


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


def _from_sequence(children: tuple[Node, ...], lexicons: Lists, left: str, right: str) -> Chain:
    """Chain the runs of strings and what lies between them."""
    runs = runs_of(children, lexicons)
    links: list[Link] = []
    loose: list[frozenset[str]] = []
    tail = (0, 0)
    for index, run in enumerate(runs):
        before = beside(runs[:index][::-1], lexicons, left, last=True)
        after = beside(runs[index + 1 :], lexicons, right, last=False)
        if isinstance(run, set):
            inner = _from_strings({before + text + after for text in run})
        else:
            inner = _chain(run, lexicons, before, after)
        if inner.links:
            first, *more = inner.links
            links += [Link(first.words, _plus(tail, first.gap)), *more]
            tail = inner.tail
        else:
            tail = _plus(tail, inner.tail)
        loose += inner.loose
    return Chain(tuple(links), tail, tuple(loose))


def _sum(widths: Iterable[Range]) -> Range:
    total = (0, 0)
    for width in widths:
        total = _plus(total, width)
    return total


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


def _from_strings(strings: set[str]) -> Chain:
    """Return the chain of a choice of strings: all words of a single one, of several the rarest that each has."""
    texts = sorted(strings)
    found = [dict(_whole_words(text)) for text in texts]
    if len(texts) == 1:
        places = sorted((text_at, word) for word, text_at in found[0].items())
        at = 0
        links = []
        for text_at, word in places:
            spaces = texts[0].count(" ", at, text_at)
            links.append(Link(frozenset((word,)), (spaces, spaces)))
            at = text_at
        spaces = texts[0].count(" ", at)
        return Chain(tuple(links), (spaces, spaces))
    if not all(found):
        return Chain((), _spaces(texts))
    shared = set(found[0]).intersection(*found[1:])
    rest = [[word for word in words if word not in shared] for words in found]
    choices = [[word] * len(found) for word in sorted(shared)]
    if all(rest):
        choices.append([min(words, key=lambda word: (_weight((word,)), word)) for words in rest])
    choices.sort(key=lambda words: (_weight(set(words)), words))
    # Where a further word stands differs from string to string, so only the rarest makes a link.
    best, loose = choices[0], tuple(frozenset(words) for words in choices[1:])
    before = [text.count(" ", 0, places[word]) for text, places, word in zip(texts, found, best, strict=True)]
    after = [text.count(" ", places[word]) for text, places, word in zip(texts, found, best, strict=True)]
    return Chain((Link(frozenset(best), (min(before), max(before))),), (min(after), max(after)), loose)


def _whole_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield the words of a string that surely stand whole in a match, and their places."""
    for match in _WORDS.finditer(text):
        if OPEN not in match[0]:
            yield match[0], match.start()
        elif match[0][0].isdigit():
            yield NUMBER, match.start()


def _spaces(strings: Iterable[str]) -> Range:
    counts = [text.count(" ") for text in strings]
    return min(counts), max(counts)


def _times(width: Range, count: Range) -> Range:
    most = 0 if width[1] == 0 else FAR if FAR in (width[1], count[1]) else min(width[1] * count[1], FAR)
    return min(width[0] * count[0], FAR), most


@lru_cache(maxsize=4096)
def _entry_spaces(entries: tuple[str, ...]) -> Range:
    return _spaces(entries)


def width_of(node: Node, lexicons: Lists) -> Range:
    """Return how many spaces a match of ``node`` holds."""
    match node:
        case Literal(char):
            return (1, 1) if char == " " else (0, 0)
        case Characters(source):
            return (0, 1) if re.match(source, " ") else (0, 0)
        case Gap(most):
            return 0, most
        case Lexicon(name):
            return _entry_spaces(lexicons[name])
        case Repeat(child, least, most):
            return _times(width_of(child, lexicons), (least, FAR if most is None else most))
        case Group(child):
            return (0, 0) if node.is_lookaround else width_of(child, lexicons)
        case Sequence(children):
            return _sum(width_of(child, lexicons) for child in children)
        case Alternation(branches):
            widths = [width_of(branch, lexicons) for branch in branches]
            return min(width[0] for width in widths), max(width[1] for width in widths)
        case _:
            return 0, 0


def strings_of(node: Node, lexicons: Lists) -> frozenset[str] | None:
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
            found = _setstrings_of(node)
    return found if found is not None and len(found) <= MOST_STRINGS else None


def _product(children: tuple[Node, ...], lexicons: Lists) -> frozenset[str] | None:
    joined = {""}
    for child in children:
        strings = strings_of(child, lexicons)
        if strings is None or len(joined) * len(strings) > MOST_STRINGS:
            return None
        joined = {head + tail for head in joined for tail in strings}
    return frozenset(joined)


def _setstrings_of(node: Node) -> frozenset[str] | None:
    """Return the characters of a small plain set such as ``[- ]``."""
    source = getattr(node, "source", "")
    if re.fullmatch(r"\[[- a-z0-9'\"/&]{1,6}\]", source) and not re.search(r"[a-z0-9]-[a-z0-9]", source):
        return frozenset(source[1:-1])
    return None
