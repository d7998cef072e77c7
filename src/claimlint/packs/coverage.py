"""Which parts of a rule no example of its own stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimlint.errors import ClaimlintError
from claimlint.model.rule import Pattern, Rule, Tag
from claimlint.packs.pattern import alternatives
from claimlint.packs.problem import Judge, Problem

Lexicons = Mapping[str, tuple[str, ...]]


def uncovered(rule: Rule, lexicons: Lexicons, judge: Judge) -> Iterator[Problem]:
    """Yield a problem for each pattern, alternative and exemption of a rule that its examples say nothing of.

    An exemption is covered by a clean example that is flagged once the rule does not name it.
    """
    flag, clean = rule.examples.flag, rule.examples.clean
    groups = (
        ("patterns", rule.patterns, flag, "flag example"),
        ("unless", rule.unless, clean, "clean example"),
        ("satisfied_by", rule.satisfied_by, clean, "clean example"),
        ("contradicted_by", rule.contradicted_by, flag, "flag example"),
    )
    for key, patterns, texts, kind in groups:
        for pattern in patterns:
            for missed, what in _missed(pattern, texts, lexicons, judge):
                message = f"no {kind} matches the {what} “{missed}” of '{key}'"
                yield Problem(rule.path, pattern.line, rule.id, message)
    for tag in sorted(rule.exempt_when):
        if not any(_needs(judge, text, rule, tag) for text in clean):
            message = f"no clean example needs '{tag}' of 'exempt_when': without it none would be flagged"
            yield Problem(rule.path, rule.line, rule.id, message)


def covers(judge: Judge, text: str, pattern: Pattern) -> bool:
    """Say whether a pattern matches a text; where there is no verdict, which is a problem by itself, it does not."""
    try:
        return judge.matches(text, pattern)
    except ClaimlintError:
        return False


def _missed(pattern: Pattern, texts: tuple[str, ...], lexicons: Lexicons, judge: Judge) -> Iterator[tuple[str, str]]:
    if not any(covers(judge, text, pattern) for text in texts):
        yield pattern.text, "pattern"
        return
    for part in alternatives(pattern, lexicons):
        if not any(covers(judge, text, part) for text in texts):
            yield part.text, "alternative"


def _needs(judge: Judge, text: str, rule: Rule, tag: Tag) -> bool:
    try:
        return judge.fires_without(text, rule, tag)
    except ClaimlintError:
        return False
