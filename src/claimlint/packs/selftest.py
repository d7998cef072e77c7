"""The tests that a pack carries within itself: its examples, its rewrites and the dates of its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from claimlint.errors import ClaimlintError
from claimlint.model.rule import Cue, Library, Rule, RuleKind, Severity
from claimlint.packs.coverage import covers, uncovered
from claimlint.packs.problem import Judge, Problem
from claimlint.packs.rules import FIELD
from claimlint.packs.stress import slow_patterns

FEWEST_EXAMPLES = 3
"""Fewer examples than this, of either kind, are reported as a warning."""
_CONTEXT = "rules/context.yaml"
PlacesRead = Mapping[tuple[str, str], tuple[str, int]]
"""As ``Places`` of :mod:`claimlint.packs.rules`, to be read only."""


def check_packs(
    library: Library,
    places: PlacesRead,
    judge: Judge,
    *,
    today: date,
    packs: Collection[str] = (),
    coverage: bool = False,
) -> list[Problem]:
    """Return what is wrong with the packs, in the order of files and lines.

    ``library`` and ``places`` come from :func:`claimlint.packs.load.load_with_places`. ``packs`` are the ids of those
    to test; without any, all are, and with them the cues and the references. ``coverage`` also asks that every pattern
    match an example and every exemption silence one, and looks for slow patterns.
    """
    problems: list[Problem] = []
    for rule in library.rules.values():
        if not packs or rule.pack in packs:
            problems += _RuleTest(rule, library, places, judge).problems(coverage=coverage)
    if not packs:
        for index, cue in enumerate(library.cues):
            problems += _cue_problems(f"cue {index}", cue, places, judge, coverage=coverage)
    cited = {name for rule in library.rules.values() if rule.pack in packs for name in rule.references}
    problems += _overdue(library, places, today, cited if packs else library.references)
    return sorted(set(problems))


class _RuleTest:
    """The tests of one rule."""

    __slots__ = ("_judge", "_library", "_places", "_rule")

    def __init__(self, rule: Rule, library: Library, places: PlacesRead, judge: Judge) -> None:
        self._rule, self._library, self._places, self._judge = rule, library, places, judge

    def problems(self, *, coverage: bool) -> Iterator[Problem]:
        """Yield what is wrong with the rule, in any order."""
        rule = self._rule
        yield from self._numbers()
        silent = 0
        for text in dict.fromkeys((*rule.examples.flag, *rule.examples.clean)):
            try:
                problems = list(self._example(text))
                silent += bool(problems) and text not in rule.examples.clean
                yield from problems
            except ClaimlintError as error:
                yield self._at(text, f"no verdict on the example “{text}”: {error}")
        if silent == len(set(rule.examples.flag)):
            yield Problem(rule.path, rule.line, rule.id, "never fires: no flag example is flagged")
        for suggestion in rule.suggestions:
            try:
                yield from self._rewrite(suggestion.text)
            except ClaimlintError as error:
                yield self._at(suggestion.text, f"no verdict on the suggestion “{suggestion.text}”: {error}")
        if coverage:
            yield from uncovered(rule, self._library.lexicons, self._judge)
            yield from slow_patterns(rule, self._library.lexicons, self._judge)

    def _numbers(self) -> Iterator[Problem]:
        rule = self._rule
        for kind, texts in (("flag", rule.examples.flag), ("clean", rule.examples.clean)):
            if len(texts) < FEWEST_EXAMPLES:
                message = f"{len(texts)} {kind} example{'s' * (len(texts) > 1)}; at least {FEWEST_EXAMPLES} are wanted"
                yield Problem(rule.path, rule.line, rule.id, message, Severity.WARNING)
        if not rule.suggestions:
            yield Problem(rule.path, rule.line, rule.id, "no suggestion what to write instead", Severity.WARNING)
        for text, count in Counter((*rule.examples.flag, *rule.examples.clean)).items():
            if count > 1:
                yield self._at(text, f"the example “{text}” stands {count} times")

    def _example(self, text: str) -> Iterator[Problem]:
        hits = [hit for hit in self._judge.hits(text) if hit.rule == self._rule.id]
        if not hits and text in self._rule.examples.flag:
            yield self._at(text, f"does not flag “{text}”, which is an example of what it must flag")
        if hits and text in self._rule.examples.clean:
            found = text[hits[0].start : hits[0].end]
            yield self._at(text, f"flags “{found}” in “{text}”, which is an example of what it must leave alone")

    def _rewrite(self, text: str) -> Iterator[Problem]:
        # What a field will hold is not known; a plain word lets the words around it be judged.
        plain = FIELD.sub("this", text)
        # A rewrite is a sentence: it owes no disclosures as a page does.
        for hit in self._judge.hits(plain):
            if self._library.rules[hit.rule].kind is not RuleKind.DISCLOSURE:
                yield self._at(text, f"{hit.rule} flags “{plain[hit.start : hit.end]}” in the suggestion “{text}”")
                return

    def _at(self, text: str, message: str) -> Problem:
        path, line = self._places.get((self._rule.id, text), (self._rule.path, self._rule.line))
        return Problem(path, line, self._rule.id, message)


def _cue_problems(owner: str, cue: Cue, places: PlacesRead, judge: Judge, *, coverage: bool) -> Iterator[Problem]:
    def problem(text: str, message: str) -> Problem:
        path, line = places.get((owner, text), (_CONTEXT, cue.patterns[0].line))
        return Problem(path, line, "", message)

    for text, count in Counter((*cue.examples.flag, *cue.examples.clean)).items():
        if count > 1:
            yield problem(text, f"the example “{text}” stands {count} times")
        plain, start, end = unmark(text)
        try:
            is_tagged = cue.tag in judge.tags(plain, start, end)
        except ClaimlintError as error:
            yield problem(text, f"no verdict on the example “{text}”: {error}")
            continue
        if not is_tagged and text in cue.examples.flag:
            yield problem(text, f"“{text}” is not tagged '{cue.tag}'")
        if is_tagged and text in cue.examples.clean:
            yield problem(text, f"“{text}” is tagged '{cue.tag}' and must not be")
    if coverage:
        for patterns, marked in ((cue.patterns, cue.examples.flag), (cue.anti, cue.examples.clean)):
            for pattern in patterns:
                if not any(covers(judge, unmark(text)[0], pattern) for text in marked):
                    message = f"no example matches the pattern “{pattern.text}”"
                    yield Problem(_CONTEXT, pattern.line, "", message)


def unmark(text: str) -> tuple[str, int, int]:
    """Return the example of a cue without its square brackets, and where the match between them starts and ends."""
    before, _, rest = text.partition("[")
    match, _, after = rest.partition("]")
    return before + match + after, len(before), len(before) + len(match)


def _overdue(library: Library, places: PlacesRead, today: date, names: Collection[str]) -> Iterator[Problem]:
    for name in names:
        review_by = library.references[name].review_by
        if date.fromisoformat(review_by) < today:
            path, line = places.get(("reference", name), ("rules/references.yaml", 1))
            message = f"the reference '{name}' was to be reviewed by {review_by}"
            yield Problem(path, line, "", message, Severity.WARNING)
