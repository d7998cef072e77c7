"""What a whole run shows of the waivers in the configuration: which of them cover nothing, or no longer hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from claimlint.engine.waiver_rules import EXPIRED, UNUSED, Places, waiver_finding
from claimlint.model.report import EntryState, FileReport, Finding, WaiverKind
from claimlint.model.rule import WAIVER_PACK, Category, Rule
from claimlint.model.waiver import WaiverEntry, Waiving
from claimlint.text.fold import fold


def entry_reports(
    files: Iterable[FileReport], waiving: Waiving, ignored: Collection[str], today: date
) -> tuple[FileReport, ...]:
    """Return a report on each configuration file that holds an entry out of date or of no use to ``files``.

    Of an entry that names none of the files, or a rule that is not in force, nothing is said; nor is one called unused
    that may name other files than those of this run. ``ignored`` are names of checks on waivers that are not wanted.
    """
    states: dict[int, set[EntryState]] = {}
    for file in files:
        for use in file.uses:
            if use.kind is WaiverKind.CONFIG:
                states.setdefault(use.entry, set()).add(use.state)
    found: dict[str, list[tuple[WaiverEntry, Finding]]] = {}
    for number in sorted(states):
        entry = waiving.entries[number]
        is_known = entry.names_one_file or waiving.whole
        verdict = _verdict(entry, states[number] if is_known else set(), today)
        if verdict and not {verdict[0].id, WAIVER_PACK, Category.WAIVER.value}.intersection(ignored):
            of_file = found.setdefault(entry.place.path, [])
            of_file.append((entry, _finding(entry, *verdict, len(of_file))))
    return tuple(
        FileReport(
            path,
            tuple(finding for _, finding in pairs),
            lines=tuple(sorted({entry.place.line: entry.place.text for entry, _ in pairs}.items())),
        )
        for path, pairs in found.items()
    )


def _verdict(entry: WaiverEntry, states: set[EntryState], today: date) -> tuple[Rule, str] | None:
    what = f"“{entry.rule}” in “{entry.files}”"
    if entry.until is not None and entry.until < today:
        return EXPIRED, f"The waiver of {what} expired on {entry.until}."
    if states == {EntryState.UNUSED}:
        text = " with the text that it quotes" if entry.match else ""
        return UNUSED, f"The waiver of {what} covers nothing: the files that were read have no such finding{text}."
    return None


def _finding(entry: WaiverEntry, rule: Rule, message: str, ordinal: int) -> Finding:
    place = entry.place
    written = fold(place.text[place.column - 1 :].rstrip()).text
    start, end = (place.line, place.column), (place.line, len(place.text.rstrip()) + 1)
    return waiver_finding(rule, message, place.path, written, Places(start, max(start, end)), ordinal)
