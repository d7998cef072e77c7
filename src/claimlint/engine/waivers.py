"""What keeps findings from counting: directives in comments, entries of the configuration, evidence; in that order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimlint.engine.evidence import Quotes, Register, quotable
from claimlint.engine.inline import InlineWaivers
from claimlint.model.document import Document
from claimlint.model.report import EntryState, EntryUse, Finding, Waiver, WaiverKind
from claimlint.model.rule import Category, Library
from claimlint.model.waiver import Waiving


@dataclass(frozen=True, slots=True)
class Waived:
    """All findings in their order, those on waivers among them, and what became of the entries."""

    findings: tuple[Finding, ...]
    uses: tuple[EntryUse, ...] = ()


class Waivers:
    """Applies what may keep findings from counting, on the day ``today``.

    ``in_force`` are the ids of the rules that are looked for; of others no waiver is called unused. ``ignored`` are
    names of checks on waivers that are not wanted.
    """

    def __init__(
        self, library: Library, in_force: Collection[str], ignored: Collection[str], waiving: Waiving, today: date
    ) -> None:
        self._library, self._in_force, self._waiving, self._today = library, frozenset(in_force), waiving, today
        self._ignored = frozenset(ignored)
        self._register = Register(waiving.evidence, library, today)
        self._quotes = [quotable(entry.match) for entry in waiving.entries]

    def apply(
        self, document: Document, findings: Sequence[Finding], named: Sequence[int], unjudged: Collection[str]
    ) -> Waived:
        """Return the findings on a document with their waivers.

        ``named`` are the numbers of the entries of the configuration that name the file, ``unjudged`` the rules that
        gave no whole verdict on it.
        """
        inline = InlineWaivers(document, self._library, self._waiving, self._today)
        judged = self._in_force.difference(unjudged)
        waivers = inline.waive(findings, judged)
        quotes = Quotes(document)
        uses = self._by_entries(findings, named, judged, quotes, waivers)
        notes = self._by_evidence(findings, quotes, waivers, uses) if self._waiving.evidence else {}
        kept = [
            replace(
                finding,
                waiver=waivers.get(number) if self._waiving.apply else None,
                why=" ".join([finding.why, *notes.get(number, ())]).strip(),
            )
            if number in waivers or number in notes
            else finding
            for number, finding in enumerate(findings)
        ]
        own = [finding for finding in inline.findings() if self._is_wanted(finding)]
        ordered = sorted([*kept, *own], key=lambda finding: (finding.start, finding.end, finding.rule)) if own else kept
        return Waived(tuple(ordered), tuple(uses))

    def _is_wanted(self, finding: Finding) -> bool:
        return self._ignored.isdisjoint((finding.rule, Category.WAIVER.value, finding.rule.partition("/")[0]))

    def _by_entries(
        self,
        findings: Sequence[Finding],
        named: Sequence[int],
        judged: Collection[str],
        quotes: Quotes,
        waivers: dict[int, Waiver],
    ) -> list[EntryUse]:
        uses = []
        for number in named:
            entry = self._waiving.entries[number]
            if entry.rule not in judged:
                continue
            has_expired = entry.until is not None and entry.until < self._today
            state = EntryState.EXPIRED if has_expired else EntryState.UNUSED
            until = entry.until.isoformat() if entry.until else ""
            waiver = Waiver(WaiverKind.CONFIG, str(entry.place), entry.reason, entry.by, until)
            for index, finding in enumerate(findings):
                if finding.rule != entry.rule or has_expired:
                    continue
                if not entry.match or quotes.touches(self._quotes[number], finding):
                    state = EntryState.USED
                    waivers.setdefault(index, waiver)
            uses.append(EntryUse(WaiverKind.CONFIG, number, state))
        return uses

    def _by_evidence(
        self, findings: Sequence[Finding], quotes: Quotes, waivers: dict[int, Waiver], uses: list[EntryUse]
    ) -> dict[int, list[str]]:
        """Add waivers for what is supported; return, by finding, why evidence on it does not hold."""
        notes: dict[int, list[str]] = {}
        seen: dict[EntryUse, None] = {}
        for index, finding in enumerate(findings):
            supports = self._register.support(finding, quotes)
            for support in supports:
                seen[EntryUse(WaiverKind.EVIDENCE, support.entry, support.state, support.note)] = None
            holding = [support for support in supports if support.state is EntryState.USED]
            if index in waivers:
                continue
            if holding:
                waivers[index] = self._register.waiver(holding[0])
            elif supports:
                notes[index] = [self._register.remark(support) for support in supports]
        uses += seen
        return notes
