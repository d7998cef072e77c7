"""What a page that promotes a treatment leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from claimlint.engine.finding import Claim
from claimlint.engine.match import PatternSet
from claimlint.engine.page import Page
from claimlint.engine.treatments import TreatmentNames
from claimlint.engine.vocabulary import Vocabulary
from claimlint.model.document import BlockKind
from claimlint.model.options import Options
from claimlint.model.rule import Library, Rule, Treatment

FEWEST_WORDS = 60
"""A shorter text is a snippet, not a page, and owes no disclosures of its own."""
FEWEST_MENTIONS = 3
"""So often must a page name a treatment that its title and first heading do not name, to be about it."""
FEWEST_CELL_WORDS = 4
"""A shorter table cell ("Risk of infection", "Zero") labels or values something; it discloses nothing."""
OFFER = "offer"
"""The lexicon list of words by which a clinic offers something, such as "book" and "our clinic"."""
GUIDANCE = "guidance"
"""The lexicon list of what titles say of pages that tell patients what to do: "after your", "aftercare"."""
_ABOUT = frozenset((BlockKind.TITLE, BlockKind.META))
_MODAL = frozenset(
    {"may", "might", "can", "could", "should", "sometimes", "rare", "rarely", "common", "commonly", "possible"}
    | {"risk", "risks", "not", "avoid", "if"}
)
"""A text that tells of a risk or of who should not have a treatment has one of these words."""


class Disclosures:
    """Finds the disclosures that are owed and not made."""

    __slots__ = ("_contradicted", "_made", "_owners", "_rules", "_treatments", "_vocabulary")

    def __init__(self, library: Library, options: Options, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self._rules, self._vocabulary = rules, vocabulary
        self._treatments = TreatmentNames(library, vocabulary)
        self._made = PatternSet([pattern for rule in rules for pattern in rule.satisfied_by], vocabulary)
        self._owners = [rule.id for rule in rules for _ in rule.satisfied_by]
        self._contradicted = {rule.id: PatternSet(rule.contradicted_by, vocabulary) for rule in rules}

    def missing(self, page: Page, claims: int, included: Sequence[Page] = ()) -> list[Claim]:
        """Return a claim, at the place where a treatment is first promoted, for each disclosure the page lacks.

        ``claims`` is the number of claims found on the page: one that makes any promotes what it is about. What is
        ``included`` in the page may make a disclosure for it; it adds nothing to what the page owes.
        """
        if not self._rules or sum([len(passage.words) for passage in page.passages]) < FEWEST_WORDS:
            return []
        promoted = self._promoted(page, claims)
        owed = {
            rule.id: owing
            for rule in self._rules
            if (owing := [it for it in promoted if rule.disclosure.removeprefix("missing-") in it[0].disclosures])
        }
        treatments = {rule_id: [item[0] for item in owing] for rule_id, owing in owed.items()}
        made = set().union(*(self._made_on(part, treatments) for part in (page, *included))) if owed else set()
        return [
            _claim(page, rule, *owed[rule.id][0]) for rule in self._rules if rule.id in owed and rule.id not in made
        ]

    def lacking(self, page: Page) -> list[Rule]:
        """Return the rules whose disclosure a page does not make, whether it owes it or not."""
        made = self._made_on(page, {rule.id: [] for rule in self._rules})
        return [rule for rule in self._rules if rule.id not in made]

    def _promoted(self, page: Page, claims: int) -> list[tuple[Treatment, int, str]]:
        """Return the treatments that the page promotes, each with the block that names it first and the name."""
        named = self._treatments.on_page(page)
        if not named or not (claims or (page.mentions(OFFER, self._vocabulary) and not self._is_guidance(page))):
            return []
        lower = page.lower
        about = {*page.title_blocks, *(i for i, block in enumerate(page.blocks) if block.kind in _ABOUT)}
        found: dict[str, tuple[Treatment, int, str]] = {}
        for treatment in dict.fromkeys(named.values()):
            names = [name for name, other in named.items() if other is treatment]
            first = min(
                (index, -len(name), name)
                for name in names
                for index, folded in enumerate(page.folded)
                if name in folded.lower
            )
            is_prominent = any(name in page.folded[index].lower for index in about for name in names)
            if is_prominent or sum(lower.count(name) for name in names) >= FEWEST_MENTIONS:
                found[treatment.id] = (treatment, first[0], first[2])
        return sorted(found.values(), key=lambda item: (item[1], item[0].id))

    def _is_guidance(self, page: Page) -> bool:
        """Say whether the title or the first heading of a page promises advice to patients, such as aftercare."""
        return any(page.passages[index].mentions(GUIDANCE, self._vocabulary) for index in page.title_blocks)

    def _made_on(self, page: Page, owed: dict[str, list[Treatment]]) -> set[str]:
        """Return the ids of those of the owed rules whose disclosure the page makes."""
        made: set[str] = set()
        whole = page.lower
        stems = {
            rule_id: [stem for stem in self._stems(rule_id, treatments) if stem in whole]
            for rule_id, treatments in owed.items()
        }
        for index, passage in enumerate(page.passages):
            if len(made) == len(owed):
                break
            words = passage.words
            if page.blocks[index].kind is BlockKind.TABLE_CELL and len(words) < FEWEST_CELL_WORDS:
                continue
            self._add_made((lower for _, _, lower in passage.texts), owed, made)
            self._add_made((statement.lower for statement in page.led_statements(index)), owed, made)
            if _MODAL.isdisjoint(words):
                continue
            lower = page.folded[index].lower
            for rule_id, some in stems.items():
                if rule_id not in made and _holds_two(lower, some) and not self._denies(rule_id, lower):
                    made.add(rule_id)
        return made

    def _add_made(self, texts: Iterable[str], owed: Collection[str], made: set[str]) -> None:
        """Add the owners of the patterns that a statement, in lower case, matches without contradicting them."""
        for lower in texts:
            for number in self._made.candidates(lower):
                owner = self._owners[number]
                if owner not in owed or owner in made or self._denies(owner, lower):
                    continue
                if self._made.search(number, lower):
                    made.add(owner)

    def _denies(self, rule_id: str, lower: str) -> bool:
        return next(self._contradicted[rule_id].hits(lower), None) is not None

    def _stems(self, rule_id: str, treatments: Sequence[Treatment]) -> frozenset[str]:
        disclosure = next(rule.disclosure for rule in self._rules if rule.id == rule_id)
        if disclosure == "missing-contraindications":
            return frozenset(stem for item in treatments for stem in item.contraindications)
        if disclosure == "missing-risk-information":
            return frozenset(stem for item in treatments for stem in item.risks)
        return frozenset()


def _holds_two(lower: str, stems: Sequence[str]) -> bool:
    if len(stems) < 2:
        return False
    padded = f" {lower}"
    return sum(f" {stem}" in padded for stem in stems) >= 2


def _claim(page: Page, rule: Rule, treatment: Treatment, block: int, name: str) -> Claim:
    start = page.folded[block].lower.index(name)
    missing = rule.disclosure.removeprefix("missing-").replace("-", " ")
    fields = (("treatment", treatment.name), ("missing", missing))
    return Claim(rule, block, start, start + len(name), page.folded[block].text.strip(), fields)
