"""The pattern language of rules: parsing, the expression that is searched for, and the words any match must hold.

The language is a subset of the ``regex`` package's syntax with three helps: ``{name}`` inserts the lexicon list of
that name, ``{~3}`` stands for up to three words inside one clause, and word boundaries are added where the pattern's
edge is a word character. Patterns match folded text in lower case, where every run of white space is one space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.rule import MOST_GATES, Pattern, Wording
from claimlint.packs.gate import WordTable, forget_strings, gate_of
from claimlint.packs.relaxed import relaxed
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
    PatternError,
    Repeat,
    Sequence,
    edge_kinds,
    parse,
    refuse_touching_lists,
)

__all__ = ["PatternError", "WordTable", "alternatives", "compile_pattern", "ungated"]

LEXICON_OPEN, LEXICON_CLOSE = "\x02", "\x03"
_SPECIAL = frozenset(".^$*+?{}[]\\|()&~#")
_ANYTHING = "[]"
"""The relaxed form of a pattern of which nothing is known: no step to walk."""
_PIECES = lazy_pattern(r"\\.|\[\^?.[^\]]*\]|.", re.DOTALL)


def compile_pattern(text: str, lexicons: Mapping[str, tuple[str, ...]], table: WordTable) -> Pattern:
    """Compile one pattern; its gate words are interned in ``table``.

    Raises :class:`PatternError` for a pattern that is malformed, can never match, may take exponential time or holds no
    word that every match must contain.
    """
    forget_strings()
    node = parse(text, lexicons)
    refuse_touching_lists(node, lexicons)
    gate = gate_of(node, lexicons)
    if not gate:
        raise PatternError("holds no word that every match must contain; add one, or split it into several patterns", 0)
    sets = tuple(table.intern(words) for words in gate[:MOST_GATES])
    wording = Wording(text, _bounded(node, lexicons), relaxed(node, lexicons, table))
    return Pattern(wording, _lexicons(node), sets)


def alternatives(pattern: Pattern, lexicons: Mapping[str, tuple[str, ...]]) -> tuple[Pattern, ...]:
    """Return the alternatives between the ``|`` outside of all brackets of a compiled pattern, none if it has no such.

    They have no gate: each is searched for in every text.
    """
    parts = _cut(pattern.text)
    if len(parts) == 1:
        return ()
    # In brackets, a space at an end of the alternative may stand.
    nodes = [parse(f"(?:{text})", lexicons) for text in parts]
    return tuple(
        Pattern(Wording(text, _bounded(node, lexicons), _ANYTHING), _lexicons(node), (), pattern.line)
        for text, node in zip(parts, nodes, strict=True)
    )


def ungated(pattern: Pattern) -> Pattern:
    """Return the pattern without what keeps it from being run on texts that it cannot match."""
    return pattern._replace(gate=(), wording=Wording(pattern.text, pattern.expression, _ANYTHING))


def _cut(text: str) -> list[str]:
    parts, depth = [""], 0
    for piece in _PIECES.findall(text):
        if piece == "|" and not depth:
            parts.append("")
            continue
        depth += (piece == "(") - (piece == ")")
        parts[-1] += piece
    return parts


def _bounded(node: Node, lexicons: Mapping[str, tuple[str, ...]]) -> str:
    body = _expression(node)
    if isinstance(node, Alternation):
        body = f"(?:{body})"
    first, last = edge_kinds(node, lexicons, last=False), edge_kinds(node, lexicons, last=True)
    return _boundary(first, "(?<!\\w)", "(?!\\w)") + body + _boundary(last, "(?!\\w)", "(?<!\\w)")


def _lexicons(node: Node) -> tuple[str, ...]:
    names: dict[str, None] = {}
    _collect_lexicons(node, names)
    return tuple(names)


def _boundary(kinds: frozenset[Edge], outside: str, inside: str) -> str:
    """Return the assertion for an edge: only where the edge is a word character must no other stand beside it."""
    if Edge.WORD not in kinds:
        return ""
    if kinds == {Edge.WORD}:
        return outside
    return f"(?:{outside}|{inside})"


def _expression(node: Node) -> str:
    match node:
        case Literal(char):
            return f"\\{char}" if char in _SPECIAL else char
        case Assertion("$"):
            # A heading and a sentence end alike: what closes the sentence is no part of it.
            return "(?=[.!]*$)"
        case Characters(source) | Assertion(source):
            return source
        case Lexicon(name):
            # The bounds matter only inside a group, where the syntax cannot see what stands beside the list.
            return f"(?<!\\w)(?:{LEXICON_OPEN}{name}{LEXICON_CLOSE})(?!\\w)"
        case Gap(most):
            return f'(?:[^\\s,;:!?()"]+ ){{0,{most}}}'
        case Repeat(child, _, _, suffix):
            inner = _expression(child)
            return f"{inner if _is_unit(child) else f'(?:{inner})'}{suffix}"
        case Group(child, opening):
            return f"{opening}{_expression(child)})"
        case Sequence(children):
            return "".join(_expression(child) for child in children)
        case Alternation(branches):
            return "|".join(_expression(branch) for branch in branches)


def _is_unit(node: Node) -> bool:
    return isinstance(node, Literal | Characters | Group)


def _collect_lexicons(node: Node, names: dict[str, None]) -> None:
    match node:
        case Lexicon(name):
            names[name] = None
        case Repeat(child) | Group(child):
            _collect_lexicons(child, names)
        case Sequence(children) | Alternation(children):
            for child in children:
                _collect_lexicons(child, names)
        case _:
            pass
