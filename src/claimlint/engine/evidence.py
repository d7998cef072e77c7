"""Which findings the evidence register supports: the claim as it was approved, where it was approved, while it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from claimlint.model.document import Document
from claimlint.model.report import EntryState, Finding, Waiver, WaiverKind
from claimlint.model.rule import Category, Library
from claimlint.model.span import Span
from claimlint.model.waiver import Evidence
from claimlint.text.fold import Folded, fold

NOT_SUPPORTED = frozenset(
    (
        Category.GUARANTEED_OUTCOME,
        Category.TESTIMONIAL,
        Category.PRESSURE,
        Category.EMOTIONAL_EXPLOITATION,
        Category.PRESCRIPTION_MEDICINE,
        Category.MISSING_DISCLOSURE,
        Category.WAIVER,
    )
)
"""Categories in which no proof of what is said would put the copy right."""


class Quotes:
    """Finds quoted wordings in the copy of a document, around its findings."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._folded: dict[int, Folded] = {}

    def _block(self, index: int) -> Folded:
        if index not in self._folded:
            self._folded[index] = fold(self._blocks[index].text)
        return self._folded[index]

    @cached_property
    def page(self) -> str:
        """The folded text of all blocks, in lower case."""
        return "\n".join(fold(block.text).lower for block in self._blocks)

    def holds(self, wording: str, finding: Finding) -> bool:
        """Say whether ``wording``, folded and in lower case, stands in the copy and holds the whole match."""
        match = finding.match.lower()
        if match not in wording:
            return False
        if any(
            span.start <= finding.copy_start and finding.copy_end <= span.end for span in self._in(wording, finding)
        ):
            return True
        sentence = finding.sentence.lower()
        # Of a statement put together from several blocks it is only known which words are the match if they stand once.
        is_joined = sentence not in self._block(finding.copy_block).lower
        return is_joined and sentence.count(match) == 1 and next(occurrences(wording, sentence), None) is not None

    def touches(self, wording: str, finding: Finding) -> bool:
        """Say whether ``wording``, folded and in lower case, stands in the copy and shares a part with the match."""
        if any(span.start < finding.copy_end and finding.copy_start < span.end for span in self._in(wording, finding)):
            return True
        return self.holds(wording, finding)

    def _in(self, wording: str, finding: Finding) -> Iterator[Span]:
        """Give where ``wording`` stands in the finding's block, in code points of the text as written."""
        folded = self._block(finding.copy_block)
        for start in occurrences(wording, folded.lower):
            span = Span(start, start + len(wording))
            yield span if folded.map is None else folded.map.to_source(span)


def occurrences(wording: str, text: str) -> Iterator[int]:
    """Give the places of ``wording`` in ``text`` where it does not begin or end inside a word."""
    place = text.find(wording) if wording else -1
    while place >= 0:
        end = place + len(wording)
        inside_before = place > 0 and text[place - 1].isalnum() and wording[0].isalnum()
        inside_after = end < len(text) and text[end].isalnum() and wording[-1].isalnum()
        if not inside_before and not inside_after:
            yield place
        place = text.find(wording, place + 1)


def quotable(wording: str) -> str:
    """Return a wording as it is compared: folded, in lower case, without space, quotes and full stops around it."""
    return fold(wording).lower.strip(" \"'.!")


@dataclass(frozen=True, slots=True)
class Support:
    """What an entry, by its number, says of a finding; ``note`` tells, as “was due …”, why it does not hold."""

    entry: int
    state: EntryState
    note: str = ""


class Register:
    """The evidence on a day."""

    def __init__(self, entries: tuple[Evidence, ...], library: Library, today: date) -> None:
        self._entries, self._library, self._today = entries, library, today
        self._wordings = [tuple(quotable(wording) for wording in entry.wordings) for entry in entries]
        self._names = {
            treatment.id: tuple(fold(name).lower for name in treatment.names)
            for treatment in (library.treatments.values() if entries else ())
        }

    def support(self, finding: Finding, quotes: Quotes) -> list[Support]:
        """Return what each entry says whose wording is that of the finding, in the order of the register."""
        if finding.category in NOT_SUPPORTED:
            return []
        return [
            self._judged(number, finding, quotes)
            for number, wordings in enumerate(self._wordings)
            if any(quotes.holds(wording, finding) for wording in wordings)
        ]

    def waiver(self, support: Support) -> Waiver:
        """Return the waiver that an entry which holds is for a finding."""
        entry = self._entries[support.entry]
        reason = f"{entry.id}: {entry.source}"
        return Waiver(WaiverKind.EVIDENCE, str(entry.place), reason, entry.approver, entry.review_by.isoformat())

    def remark(self, support: Support) -> str:
        """Return a sentence on why evidence does not hold, for the finding that stands."""
        entry = self._entries[support.entry]
        return f"Evidence “{entry.id}” ({entry.place}) {support.note}."

    def _judged(self, number: int, finding: Finding, quotes: Quotes) -> Support:
        entry = self._entries[number]
        missing = [code for code in finding.jurisdictions if entry.jurisdictions and code not in entry.jurisdictions]
        if missing:
            note = f"holds for {', '.join(entry.jurisdictions)}, not for {', '.join(missing)}"
            return Support(number, EntryState.ELSEWHERE, note)
        if entry.treatment and not self._is_named(entry.treatment, finding, quotes):
            note = f"is for the treatment “{entry.treatment}”, which is not what the copy is about"
            return Support(number, EntryState.ELSEWHERE, note)
        if self._today < entry.approved_on:
            note = f"is not approved before {entry.approved_on}"
            return Support(number, EntryState.EXPIRED, note)
        if self._today > entry.review_by:
            note = f"was due for review by {entry.review_by} and supports nothing since"
            return Support(number, EntryState.EXPIRED, note)
        return Support(number, EntryState.USED)

    def _is_named(self, treatment: str, finding: Finding, quotes: Quotes) -> bool:
        """Say whether the statement names the treatment, or the page does and the statement names no other."""
        sentence = finding.sentence.lower()
        if self._names_one(treatment, sentence):
            return True
        if any(self._names_one(other, sentence) for other in self._names):
            return False
        return self._names_one(treatment, quotes.page)

    def _names_one(self, treatment: str, text: str) -> bool:
        return any(True for name in self._names.get(treatment, ()) for _ in occurrences(name, text))
