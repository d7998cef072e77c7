"""The loop: page × rules → findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from claimlint.engine.approval import Approvals
from claimlint.engine.citation import is_cited
from claimlint.engine.context import Contexts
from claimlint.engine.disclosure import Disclosures
from claimlint.engine.finding import Claim, Findings
from claimlint.engine.match import Hit, PatternSet, SearchTimeout
from claimlint.engine.page import Page, Passages
from claimlint.engine.selection import selected_rules
from claimlint.engine.vocabulary import Vocabulary, words_of
from claimlint.model.document import Document, Incident, IncidentKind
from claimlint.model.options import Options
from claimlint.model.report import Finding
from claimlint.model.rule import ALWAYS_EXEMPT, Library, Pattern, Rule, RuleKind, Tag
from claimlint.text.statements import Statement

MOST_STRIKES = 3
"""A rule whose searches time out this often is left out of the rest of the run."""


class Checker:
    """Judges documents by the rules of a library that the options choose.

    It keeps compiled patterns from one document to the next; the findings on a document do not depend on that.
    """

    def __init__(self, library: Library, options: Options) -> None:
        self.library, self.options = library, options
        self.rules = selected_rules(library, options)
        claims = [rule for rule in self.rules if rule.kind is not RuleKind.DISCLOSURE]
        self._vocabulary = Vocabulary(library)
        patterns: list[Pattern] = []
        self._owners: list[Rule] = []
        for rule in claims:
            patterns += rule.patterns
            self._owners += [rule] * len(rule.patterns)
        self._patterns = PatternSet(patterns, self._vocabulary)
        self._unless = PatternSet([pattern for rule in claims for pattern in rule.unless], self._vocabulary)
        self.pattern_sets = (self._patterns, self._unless)
        """All that claims are searched for with, for tests of rules, which ask it of single patterns."""
        self._excepting = [rule.id for rule in claims for _ in rule.unless]
        self._contexts = Contexts(library, self._vocabulary)
        self._approvals = Approvals(library, options, self._vocabulary)
        self._disclosures = Disclosures(
            library, options, [rule for rule in self.rules if rule.kind is RuleKind.DISCLOSURE], self._vocabulary
        )
        self._findings = Findings(library, options)
        self._passages = Passages()
        self._strikes: dict[str, int] = {}

    def check(
        self, document: Document, included: Sequence[Document] = ()
    ) -> tuple[tuple[Finding, ...], tuple[Incident, ...]]:
        """Return the findings on a document, ordered by place and then rule, and what was not judged for certain.

        ``included`` is what its readers see with it, such as a footer: a disclosure there counts.
        """
        page = Page(document, self._passages)
        incidents: list[Incident] = []
        claims = list(self._claims(page, self._owners, incidents))
        try:
            if document.is_page:
                claims += self._disclosures.missing(page, len(claims), [Page(part) for part in included])
        except SearchTimeout as timeout:
            incidents.append(_timed_out("disclosure", timeout.pattern))
        return tuple(self._findings.of(page, claims)), (*document.incidents, *incidents)

    def examine(self, document: Document) -> tuple[list[Claim], list[Rule], list[Incident]]:
        """Return every claim of every rule, also where a stronger one overlaps it, and the disclosures not made.

        This is for tests of rules: each is judged on its own, and a text of any length as a whole page.
        """
        page = Page(document, self._passages)
        incidents: list[Incident] = []
        claims = list(self._claims(page, self._owners, incidents))
        return claims, self._disclosures.lacking(page), [*document.incidents, *incidents]

    def fires_without(self, document: Document, rule: Rule, tag: Tag) -> bool:
        """Say whether a rule would make a claim of anything in a document if ``tag`` did not exempt it."""
        lifted = rule._replace(exempt_when=rule.exempt_when - {tag})
        owners = [lifted if owner.id == rule.id else None for owner in self._owners]
        return next(iter(self._claims(Page(document, self._passages), owners, [])), None) is not None

    def _claims(self, page: Page, owners: Sequence[Rule | None], incidents: list[Incident]) -> Iterable[Claim]:
        """Yield what the patterns find, each for the rule that ``owners`` has at its number; None leaves it out."""
        for index, passage in enumerate(page.passages):
            for place, is_answer in passage.look(self._patterns.candidates):
                statement = page.statement(index, place, is_answer=is_answer)
                yield from self._in_statement(page, statement, owners, incidents)
            for statement in page.led_statements(index):
                yield from self._in_statement(page, statement, owners, incidents)

    def _in_statement(
        self, page: Page, statement: Statement, owners: Sequence[Rule | None], incidents: list[Incident]
    ) -> Iterable[Claim]:
        for number in self._patterns.candidates(statement.lower):
            rule = owners[number]
            if rule is None:
                continue
            if self._strikes.get(rule.id, 0) >= MOST_STRIKES:
                if all(incident.rule != rule.id for incident in incidents):
                    incidents.append(_left_out(rule.id))
                continue
            try:
                for hit in self._patterns.search(number, statement.lower):
                    claim = self._judge(page, statement, rule, hit)
                    if claim:
                        yield claim
            except SearchTimeout as timeout:
                self._strikes[rule.id] = self._strikes.get(rule.id, 0) + 1
                incidents.append(_timed_out(rule.id, timeout.pattern))

    def _judge(self, page: Page, statement: Statement, rule: Rule, hit: Hit) -> Claim | None:
        """Return the claim that a hit stands for, or None where something exempts it."""
        proper = statement.proper_start
        if proper and not hit.start < proper < hit.end:
            return None
        piece = statement.pieces[-1]
        block = page.blocks[piece.block]
        if rule.blocks and block.kind.value not in rule.blocks:
            return None
        if not self._has_required(page, statement, rule, piece.block):
            return None
        if rule.unless and self._is_excepted(statement, rule, hit):
            return None
        own = partial(self._patterns.own_words, hit.number, statement.lower)
        if self._contexts.tags(statement, hit.start, hit.end, rule.exempt_when | ALWAYS_EXEMPT, own):
            return None
        asks_source = rule.kind is RuleKind.UNSOURCED or Tag.CITED in rule.exempt_when
        if asks_source and is_cited(statement, block, page.folded[piece.block]):
            return None
        fields = {name: statement.text[start:end] for name, start, end in hit.captures}
        if rule.kind is RuleKind.APPROVAL:
            verdict = self._approvals.judge(page, statement, frozenset(words_of(statement.lower)), rule, hit)
            if verdict is None:
                return None
            fields |= {"treatment": verdict.treatment, "status": verdict.status}
            rule = verdict.rule
        start = max(hit.start, proper) - proper + piece.offset
        return Claim(rule, piece.block, start, hit.end - proper + piece.offset, statement.text, tuple(fields.items()))

    def _has_required(self, page: Page, statement: Statement, rule: Rule, index: int) -> bool:
        words = frozenset(words_of(statement.lower)) if rule.requires else frozenset()
        return not rule.requires or any(
            self._vocabulary.present(name, statement.lower, words)
            or page.section_mentions(index, name, self._vocabulary)
            for name in rule.requires
        )

    def _is_excepted(self, statement: Statement, rule: Rule, hit: Hit) -> bool:
        for number in self._unless.candidates(statement.lower):
            if self._excepting[number] == rule.id:
                for other in self._unless.search(number, statement.lower):
                    if other.start < hit.end and hit.start < other.end:
                        return True
        return False


def _left_out(rule: str) -> Incident:
    detail = "took too long in the files before, so this rule gave no verdict on this one"
    return Incident(IncidentKind.TIMED_OUT, detail, rule=rule)


def _timed_out(rule: str, pattern: Pattern) -> Incident:
    detail = f"searching for {pattern.text!r} took too long, so this rule gave no verdict on a part of the text"
    return Incident(IncidentKind.TIMED_OUT, detail, rule=rule)
