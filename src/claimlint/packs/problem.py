"""What the tests of a pack find wrong with it, and what they ask of whoever runs rules on texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from claimlint.model.rule import Pattern, Rule, Severity, Tag


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a pack. ``rule`` is empty for what is not about a rule; ``line`` counts from 1."""

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that flagged characters ``start`` to ``end`` (exclusive) of a text."""

    rule: str
    start: int
    end: int


class Judge(Protocol):
    """What runs rules on a text. Where it comes to no verdict it raises a ``ClaimlintError`` that says why."""

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return what each rule on its own finds in a text of copy, also where a report would keep only the strongest.

        A disclosure rule finds what the text, as a page, lacks.
        """

    def matches(self, text: str, pattern: Pattern) -> bool:
        """Say whether one pattern alone matches anywhere in a text."""

    def fires_without(self, text: str, rule: Rule, tag: Tag) -> bool:
        """Say whether the rule would flag a text if it did not name ``tag`` in ``exempt_when``."""

    def times_out(self, text: str, pattern: Pattern) -> bool:
        """Say whether a search for one pattern in a text, taken as one statement, is broken off."""

    def tags(self, text: str, start: int, end: int) -> frozenset[Tag]:
        """Return what kind of utterance characters ``start`` to ``end`` (exclusive) of a text stand in."""
