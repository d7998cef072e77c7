"""What kind of utterance a match stands in: denied, hedged, asked, warned of, cited.

Cues have a direction and a scope that ends at the clause, after the ConText algorithm (Harkema et al. 2009,
doi:10.1016/j.jbi.2009.05.002). The cues are data (``rules/context.yaml``); this applies them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claimlint.engine.match import Hit, PatternSet
from claimlint.engine.vocabulary import Vocabulary, words_of
from claimlint.model.rule import Direction, Library, Pattern, Tag
from claimlint.text.quotations import quotations
from claimlint.text.sentences import clauses
from claimlint.text.statements import Statement, affirms

CLOSE = 6
"""So many words may stand between a match and a cue that must be close to it."""


_FAR = frozenset((Direction.NEAR,))
"""The directions of cues that reach out of the sentence before, or of the heading."""
_AFTER = _FAR | {Direction.NEXT}
_LEADING = _FAR | {Direction.STATEMENT}


class _Use(NamedTuple):
    cue: int
    tag: Tag
    direction: Direction
    is_anti: bool


class Contexts:
    """Applies the cues of a library to matches."""

    __slots__ = ("_by_tag", "_numbers", "_patterns", "_uses")

    def __init__(self, library: Library, vocabulary: Vocabulary) -> None:
        patterns: list[Pattern] = []
        self._uses: list[_Use] = []
        for number, cue in enumerate(library.cues):
            for is_anti, group in ((False, cue.patterns), (True, cue.anti)):
                patterns += group
                self._uses += [_Use(number, cue.tag, cue.direction, is_anti)] * len(group)
        self._patterns = PatternSet(patterns, vocabulary)
        self._by_tag = {
            tag: frozenset(number for number, use in enumerate(self._uses) if use.tag is tag) for tag in Tag
        }
        self._numbers: dict[frozenset[Tag], frozenset[int]] = {}

    def tags(
        self, statement: Statement, start: int, end: int, wanted: frozenset[Tag], own: Callable[[], frozenset[str]]
    ) -> frozenset[Tag]:
        """Return those of the ``wanted`` tags that hold for characters ``start`` to ``end`` of the statement.

        A cue inside the match counts too ("exosomes may wake follicles"), unless it is among the match's ``own`` words,
        those that its pattern asks for ("no downtime"). Raises ``SearchTimeout``.
        """
        numbers = self._numbers.get(wanted)
        if numbers is None:
            numbers = self._numbers[wanted] = frozenset().union(*(self._by_tag[tag] for tag in wanted))
        found: set[Tag] = set()
        cues, anti = self._hits(statement.lower, numbers)
        clause_start, clause_end = _clause(statement.text, start) if cues else (0, 0)
        for hit in cues:
            use = self._uses[hit.number]
            if use.tag in found or _is_void(hit, use, anti, self._uses):
                continue
            if use.direction is Direction.QUOTED and not _is_quoted(statement.lower, start, end):
                continue
            if start <= hit.start and hit.end <= end:
                words = own()
                if words and words.isdisjoint(words_of(statement.lower[hit.start : hit.end])):
                    found.add(use.tag)
            elif _reaches(hit, use.direction, start, end, clause_start, max(clause_end, end), statement.lower):
                found.add(use.tag)
        asks = Tag.QUESTION in wanted and statement.text.rstrip("\"')] ").endswith("?")
        # What is answered with a yes is no longer asked; a joined statement holds its answer itself.
        if (
            asks
            and not affirms(statement.after)
            and not any(self._uses[hit.number].tag is Tag.QUESTION for hit in anti)
        ):
            found.add(Tag.QUESTION)
        self._look_around(statement, numbers, found)
        return frozenset(found & wanted)

    def _look_around(self, statement: Statement, numbers: frozenset[int], found: set[Tag]) -> None:
        """Add the tags of cues that stand outside the statement and reach into it."""
        setting = statement.setting
        around = ((statement.before, _FAR), (statement.after, _AFTER), (setting.heading, _FAR))
        for text, reaching in (*((lead, _LEADING) for lead in setting.leads), *around):
            if not text:
                continue
            cues, anti = self._hits(text, numbers)
            for hit in cues:
                use = self._uses[hit.number]
                if use.direction in reaching and not _is_void(hit, use, anti, self._uses):
                    found.add(use.tag)

    def _hits(self, lower: str, numbers: frozenset[int]) -> tuple[list[Hit], list[Hit]]:
        cues: list[Hit] = []
        anti: list[Hit] = []
        able = [number for number in self._patterns.candidates(lower) if number in numbers]
        for number in able:
            (anti if self._uses[number].is_anti else cues).extend(self._patterns.search(number, lower))
        return cues, anti


def _is_void(hit: Hit, use: _Use, anti: Sequence[Hit], uses: Sequence[_Use]) -> bool:
    """Say whether an anti-cue of the same cue covers part of the hit."""
    return any(uses[other.number].cue == use.cue and other.start < hit.end and hit.start < other.end for other in anti)


def _clause(text: str, offset: int) -> tuple[int, int]:
    for start, end in clauses(text):
        if start <= offset < end:
            return start, end
    return 0, len(text)


def _is_quoted(lower: str, start: int, end: int) -> bool:
    return any(opened < end and start < closed for opened, closed in quotations(lower))


def _reaches(
    hit: Hit, direction: Direction, start: int, end: int, clause_start: int, clause_end: int, lower: str
) -> bool:
    is_before, is_after = hit.end <= start, hit.start >= end
    if direction in (Direction.STATEMENT, Direction.NEAR, Direction.QUOTED):
        return is_before or is_after
    if is_before:
        far_enough = direction in (Direction.BEFORE, Direction.AROUND)
        return hit.start >= clause_start and (
            far_enough or (direction is Direction.JUST_BEFORE and _is_close(lower[hit.end : start]))
        )
    if direction is Direction.NEXT:
        return is_after
    far_enough = direction in (Direction.AFTER, Direction.AROUND)
    return (
        is_after
        and hit.end <= clause_end
        and (far_enough or (direction is Direction.JUST_AFTER and _is_close(lower[end : hit.start])))
    )


def _is_close(between: str) -> bool:
    return "," not in between and len(between.split()) <= CLOSE
