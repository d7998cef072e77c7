"""The syntax tree of a pattern and its parser."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache

from claimlint.lazy_patterns import lazy_pattern

MOST_CHARACTERS = 2_000
MOST_DEPTH = 30
MOST_GAP = 12
MOST_COUNT = 100
MOST_UNBOUNDED = 4


class PatternError(Exception):
    """A pattern cannot be used. ``offset`` is a place in the pattern's text, in characters from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


class Edge(Enum):
    """What a pattern can begin or end with."""

    WORD = "word"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Literal:
    """One character, folded and in lower case."""

    char: str


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters: ``[...]``, ``\\d``, ``\\w``, ``\\s`` or ``.``."""

    source: str
    edges: frozenset[Edge]


@dataclass(frozen=True, slots=True)
class Assertion:
    """Something that takes no characters: ``\\b``, ``^``, ``$``."""

    source: str
    is_boundary: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``{name}``: any entry of a lexicon list."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """``{~N}``: up to ``most`` words of one clause, each with the space after it."""

    most: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """``child`` from ``least`` to ``most`` times (None: without end); ``suffix`` is the quantifier as written."""

    child: Node
    least: int
    most: int | None
    suffix: str


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets; ``opening`` is ``(?:``, ``(?P<name>`` or that of a lookaround."""

    child: Node
    opening: str

    @property
    def is_lookaround(self) -> bool:
        """Say whether the group only looks and takes no characters."""
        return self.opening[2] in "=!" or self.opening[2:4] in ("<=", "<!")


@dataclass(frozen=True, slots=True)
class Sequence:
    """One thing after the other."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternation:
    """One thing or the other."""

    branches: tuple[Node, ...]


Node = Literal | Characters | Assertion | Lexicon | Gap | Repeat | Group | Sequence | Alternation

_QUANTIFIER = lazy_pattern(r"(?:[?*+]|\{(\d+)(,?)(\d*)\}|\{,(\d+)\})[?+]?")
_NAME = lazy_pattern(r"\{([a-z][a-z0-9_]*)\}")
_GAP = lazy_pattern(r"\{~(\d+)\} ?")
_OPENING = lazy_pattern(r"\(\?(?::|=|!|<=|<!|P<[a-z_][a-z0-9_]*>)")
_SETS = {"d": Edge.WORD, "w": Edge.WORD, "s": Edge.OTHER, "W": Edge.OTHER}
_PLAIN = str.maketrans(
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "''''\"\"\"\"'\"-------",
)
"""Curly quotes, primes and dashes to the plain ones that folded text has."""
WORD_OR_OTHER = frozenset((Edge.WORD, Edge.OTHER))


def parse(text: str, lexicons: Mapping[str, tuple[str, ...]]) -> Node:
    """Return the tree of a pattern; raises :class:`PatternError` with the place of the first fault."""
    if not text.strip():
        raise PatternError("is empty", 0)
    if len(text) > MOST_CHARACTERS:
        raise PatternError(f"is longer than {MOST_CHARACTERS:,} characters", MOST_CHARACTERS)
    if text != text.strip():
        raise PatternError("starts or ends with a space", 0)
    if "  " in text:
        raise PatternError("holds two spaces in a row, which no folded text does", text.index("  "))
    parser = _Parser(text.translate(_PLAIN), lexicons)
    node = parser.alternation(0)
    if parser.at < len(parser.text):
        raise PatternError("has a ')' without its '('", parser.at)
    _refuse_explosive(node)
    return node


class _Parser:
    """Recursive descent over the pattern's text; ``at`` is the next character."""

    def __init__(self, text: str, lexicons: Mapping[str, tuple[str, ...]]) -> None:
        self.text, self.lexicons, self.at = text, lexicons, 0

    def alternation(self, depth: int) -> Node:
        if depth > MOST_DEPTH:
            raise PatternError(f"nests more than {MOST_DEPTH} deep", self.at)
        branches = [self.sequence(depth)]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else Alternation(tuple(branches))

    def sequence(self, depth: int) -> Node:
        children: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            children.append(self.quantified(self.atom(depth)))
        return children[0] if len(children) == 1 else Sequence(tuple(children))

    def quantified(self, child: Node) -> Node:
        found = _QUANTIFIER.match(self.text, self.at)
        if not found:
            return child
        if isinstance(child, Assertion | Gap) or (isinstance(child, Group) and child.is_lookaround):
            raise PatternError("repeats something that takes no characters of its own", self.at)
        suffix = found[0]
        least, most = _bounds(found)
        if most is not None and (most < least or most > MOST_COUNT):
            raise PatternError(f"repeats up to {most} times; the limit is {MOST_COUNT}", self.at)
        self.at = found.end()
        return Repeat(child, least, most, suffix)

    def atom(self, depth: int) -> Node:
        char = self.text[self.at]
        if char == "(":
            return self.group(depth)
        if char == "[":
            return self.characters()
        if char == "{":
            return self.braces()
        if char == "\\":
            return self.escape()
        if char in "*+?":
            raise PatternError(f"has nothing before {char!r} to repeat", self.at)
        self.at += 1
        if char == ".":
            return Characters(".", WORD_OR_OTHER)
        if char in "^$":
            return Assertion(char, True)
        return self.literal(char, self.at - 1)

    def literal(self, char: str, offset: int) -> Literal:
        low = char.lower()
        if len(low) != 1 or (not low.isascii() and low not in "£€™®©°"):
            raise PatternError(f"holds {char!r}, which folding changes; write it without accents", offset)
        return Literal(low)

    def group(self, depth: int) -> Node:
        start = self.at
        found = _OPENING.match(self.text, start)
        if found:
            opening, self.at = found[0], found.end()
        elif self.text.startswith("(?", start):
            raise PatternError(f"uses {self.text[start : start + 4]!r}, which patterns do not know", start)
        else:
            opening, self.at = "(?:", start + 1
        child = self.alternation(depth + 1)
        if self.at >= len(self.text):
            raise PatternError("has a '(' that is not closed", start)
        self.at += 1
        return Group(child, opening)

    def characters(self) -> Node:
        start = self.at
        end = self.text.find("]", start + 2 + self.text.startswith("[^", start))
        if end < 0:
            raise PatternError("has a '[' that is not closed", start)
        source = self.text[start : end + 1].lower() if "\\" not in self.text[start:end] else self.text[start : end + 1]
        try:
            compiled = re.compile(source)
        except re.error as error:
            raise PatternError(f"has a set of characters that is not right: {error.msg}", start) from None
        self.at = end + 1
        kinds = {
            Edge.WORD if re.match(r"\w", char) else Edge.OTHER
            for char in map(chr, range(32, 256))
            if compiled.match(char)
        }
        if not kinds:
            raise PatternError("has a set of characters that nothing can match", start)
        return Characters(source, WORD_OR_OTHER if source.startswith("[^") else frozenset(kinds))

    def braces(self) -> Node:
        gap = _GAP.match(self.text, self.at)
        if gap:
            most = int(gap[1])
            if not 1 <= most <= MOST_GAP:
                raise PatternError(f"has a gap of {most} words; from 1 to {MOST_GAP} are possible", self.at)
            if self.at == 0 or self.text[self.at - 1] != " " or not gap[0].endswith(" "):
                raise PatternError("needs a space before and after a gap", self.at)
            self.at = gap.end()
            return Gap(most)
        found = _NAME.match(self.text, self.at)
        if not found:
            raise PatternError("has a '{' that starts neither a list nor a gap", self.at)
        name = found[1]
        if not self.lexicons.get(name):
            near = get_close_matches(name, self.lexicons, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise PatternError(f"names the list {name!r}, which is not in the lexicon{hint}", self.at)
        self.at = found.end()
        return Lexicon(name)

    def escape(self) -> Node:
        start = self.at
        char = self.text[start + 1 : start + 2]
        self.at += 2
        if char in _SETS:
            kinds = frozenset((_SETS[char],)) if char != "W" else frozenset((Edge.OTHER,))
            return Characters(f"\\{char}", kinds)
        if char == "S":
            return Characters("\\S", WORD_OR_OTHER)
        if char == "b":
            return Assertion("\\b", True)
        if not char or char.isalnum():
            raise PatternError(f"uses '\\{char}', which patterns do not know", start)
        return self.literal(char, start)


def _bounds(found: re.Match[str]) -> tuple[int, int | None]:
    sign = found[0][0]
    if sign != "{":
        return (1 if sign == "+" else 0), (1 if sign == "?" else None)
    if found[4]:
        return 0, int(found[4])
    least = int(found[1])
    if not found[2]:
        return least, least
    return least, int(found[3]) if found[3] else None


def _refuse_explosive(node: Node) -> None:
    """Refuse a repetition without end inside another: backtracking over it takes exponential time."""
    unbounded = 0
    stack: list[tuple[Node, bool]] = [(node, False)]
    while stack:
        here, inside = stack.pop()
        match here:
            case Repeat(child, least, most):
                # A fixed count leaves nothing to try again, and an option adds only one way more.
                varies = most is None or (most > 1 and least != most)
                if varies and inside:
                    raise PatternError("repeats a repetition, which can take for ever; repeat only the inner one", 0)
                unbounded += most is None
                stack.append((child, inside or varies))
            case Gap() if inside:
                raise PatternError("repeats a gap, which can take for ever", 0)
            case Group(child):
                stack.append((child, inside))
            case Sequence(children) | Alternation(children):
                stack.extend((child, inside) for child in children)
            case _:
                pass
    if unbounded > MOST_UNBOUNDED:
        raise PatternError(f"repeats without end in {unbounded} places; the limit is {MOST_UNBOUNDED}", 0)


def refuse_touching_lists(node: Node, lexicons: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a word character right beside a list: its entries are whole words, which the search relies on."""
    match node:
        case Sequence(children):
            for one, other in itertools.pairwise(children):
                for lists, touching, last in ((one, other, False), (other, one, True)):
                    if isinstance(lists, Lexicon) and Edge.WORD in edge_kinds(touching, lexicons, last=last):
                        raise PatternError(f"puts a letter beside {{{lists.name}}}; a list stands for whole words", 0)
            for child in children:
                refuse_touching_lists(child, lexicons)
        case Alternation(branches):
            for branch in branches:
                refuse_touching_lists(branch, lexicons)
        case Repeat(child) | Group(child):
            refuse_touching_lists(child, lexicons)
        case _:
            pass


@lru_cache(maxsize=4096)
def _entry_edges(entries: tuple[str, ...], place: int) -> frozenset[Edge]:
    return frozenset(Edge.WORD if re.match(r"\w", entry[place]) else Edge.OTHER for entry in entries)


def edge_kinds(node: Node, lexicons: Mapping[str, tuple[str, ...]], *, last: bool) -> frozenset[Edge]:
    """Return what the text matched by ``node`` can begin (or, for ``last``, end) with."""
    match node:
        case Literal(char):
            return frozenset((Edge.WORD if re.match(r"\w", char) else Edge.OTHER,))
        case Characters(_, edges):
            return edges
        case Assertion():
            return frozenset((Edge.NOTHING,))
        case Gap():
            return frozenset((Edge.OTHER, Edge.NOTHING)) if last else frozenset((*WORD_OR_OTHER, Edge.NOTHING))
        case Lexicon(name):
            return _entry_edges(lexicons[name], -1 if last else 0)
        case Repeat(child, least):
            kinds = edge_kinds(child, lexicons, last=last)
            return kinds | {Edge.NOTHING} if least == 0 else kinds
        case Group(child):
            return frozenset((Edge.NOTHING,)) if node.is_lookaround else edge_kinds(child, lexicons, last=last)
        case Alternation(branches):
            return frozenset().union(*(edge_kinds(branch, lexicons, last=last) for branch in branches))
        case Sequence(children):
            kinds = frozenset((Edge.NOTHING,))
            for child in reversed(children) if last else children:
                kinds = (kinds - {Edge.NOTHING}) | edge_kinds(child, lexicons, last=last)
                if Edge.NOTHING not in kinds:
                    break
            return kinds
