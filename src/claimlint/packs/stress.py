"""Which patterns take too long on a text that is made to hurt them.

Repetition inside repetition is refused when a pack is loaded, so no pattern takes exponential time. Several gaps in a
row still multiply: the texts here repeat what a pattern asks for as often as a statement can hold, without an end that
would let it match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimlint.model.rule import Pattern, Rule
from claimlint.packs.problem import Judge, Problem
from claimlint.packs.syntax import Alternation, Characters, Gap, Group, Lexicon, Literal, Node, Repeat, Sequence, parse
from claimlint.text.sentences import MOST_CHARACTERS

FEWEST_VARYING = 2
"""With fewer parts of varying length, the time is at most in proportion to the text and the length of the pattern."""

Lexicons = Mapping[str, tuple[str, ...]]


def slow_patterns(rule: Rule, lexicons: Lexicons, judge: Judge) -> Iterator[Problem]:
    """Yield a problem for each pattern of a rule whose search is broken off on a text made of its own words."""
    for key, patterns in (
        ("patterns", rule.patterns),
        ("unless", rule.unless),
        ("satisfied_by", rule.satisfied_by),
        ("contradicted_by", rule.contradicted_by),
    ):
        for pattern in patterns:
            if any(judge.times_out(text, pattern) for text in stress_texts(pattern, lexicons)):
                message = (
                    f"the pattern “{pattern.text}” of '{key}' takes too long on a text of its own words over and over; "
                    "use fewer or shorter gaps and repetitions"
                )
                yield Problem(rule.path, pattern.line, rule.id, message)


def stress_texts(pattern: Pattern, lexicons: Lexicons) -> tuple[str, ...]:
    """Return folded lower-case texts, as long as statements get, on which a search for the pattern has most to try.

    None are returned for a pattern that has nothing to try twice.
    """
    node = parse(pattern.text, lexicons)
    if _varying(node) < FEWEST_VARYING:
        return ()
    words = sample(node, lexicons).split()
    if not words:
        return ()
    # All but the last word: every place looks like a beginning, and no place is an end.
    units = (f"{words[0]} ", f"{' '.join(words[:-1] or words)} ", words[0])
    return tuple((unit * (MOST_CHARACTERS // len(unit))).strip() for unit in dict.fromkeys(units))


def sample(node: Node, lexicons: Lexicons) -> str:
    """Return a text close to what ``node`` matches: the first of its alternatives, the first entries of its lists."""
    match node:
        case Literal(char):
            return char
        case Characters(source):
            return {"\\d": "7", "\\s": " ", "\\W": " "}.get(source, "a")
        case Lexicon(name):
            return lexicons[name][0]
        case Repeat(child, least):
            return sample(child, lexicons) * max(least, 1)
        case Group(child):
            return "" if node.is_lookaround else sample(child, lexicons)
        case Sequence(children):
            return "".join(sample(child, lexicons) for child in children)
        case Alternation(branches):
            return sample(branches[0], lexicons)
        case _:
            return ""


def _varying(node: Node) -> int:
    """Return how many parts of a pattern can take up more or less of the text; one without end counts twice."""
    match node:
        case Gap():
            return 1
        case Repeat(child, least, most):
            own = 2 if most is None else int(most > 1 and most != least)
            return own + _varying(child)
        case Group(child):
            return _varying(child)
        case Sequence(children):
            return sum(map(_varying, children))
        case Alternation(branches):
            return max(map(_varying, branches))
        case _:
            return 0
