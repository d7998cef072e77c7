"""Approval claims, judged by what is known of the treatment's status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimlint.engine.match import Hit
from claimlint.engine.page import Page
from claimlint.engine.selection import references_of
from claimlint.engine.treatments import TreatmentNames
from claimlint.engine.vocabulary import Vocabulary
from claimlint.model.options import Options
from claimlint.model.rule import Library, Rule, Severity, Status, Treatment
from claimlint.text.statements import Statement

_UNKNOWN = "The text does not say which product, from which maker, is meant and for what use."
CONDITIONS = "condition"
"""The lexicon list of conditions: a use that an approval does not cover makes a true status a false claim."""


class Verdict(NamedTuple):
    """A claim of approval that stands as a finding; ``status`` says in a sentence what is true."""

    rule: Rule
    treatment: str
    status: str


class Approvals:
    """Knows the status of treatments in the jurisdictions that a run asks for."""

    __slots__ = ("_library", "_options", "_treatments", "_vocabulary")

    def __init__(self, library: Library, options: Options, vocabulary: Vocabulary) -> None:
        self._library, self._options, self._vocabulary = library, options, vocabulary
        self._treatments = TreatmentNames(library, vocabulary)

    def judge(self, page: Page, statement: Statement, words: frozenset[str], rule: Rule, hit: Hit) -> Verdict | None:
        """Return the verdict on a claim of approval, or None where the claim is true as far as is known."""
        named = list(self._treatments.in_text(statement.lower, words).values())
        treatments = named or self._treatments.in_section(page, statement.pieces[-1].block)
        if not treatments:
            return Verdict(_limited(rule, ()), "the product", _UNKNOWN)
        codes = {reference.jurisdiction for reference in references_of(rule, self._library, self._options)}
        known = [(item, status) for item in treatments for status in item.statuses if status.jurisdiction in codes]
        false = [pair for pair in known if not self._is_true(pair[1], statement, words, rule)]
        if known and not false:
            return None
        if not false:
            unsure = _limited(rule, ())._replace(severity=min(rule.severity, Severity.WARNING))
            return Verdict(unsure, treatments[0].name, "Its status is not on record here: check it before you publish.")
        treatment, status = min(false, key=lambda pair: not pair[1].verified)
        # What another sentence says of the treatment is enough to doubt a claim, but not to reword it.
        told = [status for _, status in known] if len(named) == len({item.id for item, _ in known}) else []
        return _verdict(_limited(rule, told), treatment, status)

    def _is_true(self, status: Status, statement: Statement, words: frozenset[str], rule: Rule) -> bool:
        if status.state not in rule.silent_when:
            return False
        conditions = self._vocabulary.present(CONDITIONS, statement.lower, words)
        return not conditions or not status.uses or any(use in statement.lower for use in status.uses)


def _limited(rule: Rule, statuses: Sequence[Status]) -> Rule:
    """Return ``rule`` without the suggestions that do not hold for all of these statuses, or for none at all."""
    if not any(item.when for item in rule.suggestions):
        return rule
    states = {status.state for status in statuses if status.verified}
    sure = bool(statuses) and all(status.verified for status in statuses)
    kept = tuple(item for item in rule.suggestions if not item.when or (sure and states <= item.when))
    return rule._replace(suggestions=kept)


def _verdict(rule: Rule, treatment: Treatment, status: Status) -> Verdict:
    if status.verified:
        return Verdict(rule, treatment.name, status.say)
    unsure = rule._replace(severity=min(rule.severity, Severity.WARNING))
    return Verdict(unsure, treatment.name, f"{status.say} Check this: the status was not seen in a primary source.")
