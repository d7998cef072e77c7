"""Rewrites a draft: claims give way to the words that their rules suggest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claimlint.fix.draft import Draft, Harm, NotApplied, edited, reread
from claimlint.fix.edits import Edit
from claimlint.fix.forms import forms, is_plain, is_plain_copy
from claimlint.fix.frontmatter import front_matter_end, refuse_broken
from claimlint.fix.wording import wording_at
from claimlint.model.report import Finding
from claimlint.model.rule import Applicability, Category, Suggestion
from claimlint.model.span import Span

BLANK = "…"
"""Stands in a suggestion for what only its author can fill in."""

Place = tuple[str, int, int]
"""A rule and the start and end of its finding in the source."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finding that was rewritten, with its place before the change, and the words that stand there now."""

    finding: Finding
    text: str


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that has a rewrite which could not be applied, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A draft after all that could be rewritten was."""

    draft: Draft
    done: tuple[Done, ...]
    left: tuple[Left, ...]


@dataclass(slots=True)
class _Pass:
    """One pass over a draft: the edits that hold together so far, and what is left out."""

    draft: Draft
    result: Draft
    kept: list[tuple[Edit, Finding]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def choice(finding: Finding, *, unsafe: bool = False) -> Suggestion | None:
    """Return the suggestion that is applied to ``finding`` unseen, or None.

    That is the first safe one; with ``unsafe``, else the first that is no mere advice and has no blank to fill in. One
    that needs evidence is never safe. Nothing takes the place of a waived claim or of a missing disclosure.
    """
    if finding.waiver is not None or finding.copy_block < 0 or finding.category is Category.MISSING_DISCLOSURE:
        return None
    usable = [item for item in finding.suggestions if is_rewrite(item) and BLANK not in item.text]
    safe = [item for item in usable if item.applicability is Applicability.SAFE and not item.needs_evidence]
    return next(iter(safe or (usable if unsafe else ())), None)


def is_rewrite(suggestion: Suggestion) -> bool:
    """Say whether ``suggestion`` is wording for the page, not advice to its author."""
    return suggestion.applicability is not Applicability.DISPLAY


def rewrite(draft: Draft, *, unsafe: bool = False, reported: Sequence[Finding] | None = None) -> Rewritten:
    """Return ``draft`` with all rewrites applied that :func:`choice` names, pass after pass until none is left.

    ``reported``, if given, are the findings that count: any other in the draft is left alone. Of rewrites that overlap
    the first is applied; the other has its turn on what is then found. A rewrite that would bring in a finding, or that
    cannot be written in its place, is left out, with the reason. Each pass that changes something makes the findings
    fewer, so the passes end, and a second run changes nothing.
    """
    # By what is not to be touched: an edit changes the fingerprint of what else stands in its sentence.
    spared: set[str] = set()
    if reported is not None:
        spared = {finding.fingerprint for finding in draft.report.findings}
        spared -= {finding.fingerprint for finding in reported if finding.waiver is None}

    def wanted(finding: Finding) -> Suggestion | None:
        return None if finding.fingerprint in spared else choice(finding, unsafe=unsafe)

    done: list[Done] = []
    left: dict[Place, Left] = {}
    while True:
        proposals = _proposals(draft, wanted, left)
        if not proposals:
            return Rewritten(draft, tuple(done), tuple(left.values()))
        turn = _Pass(draft, draft)
        _settle(turn, proposals)
        if turn.kept:
            draft = turn.result
            done += [Done(finding, edit.text) for edit, finding in turn.kept]
            left.clear()
        left |= {_place(item.finding): item for item in turn.left} if not turn.kept else {}


def _is_spared_in(edit: Edit, finding: Finding) -> bool:
    return finding.waiver is not None and finding.start < edit.end and edit.start < finding.end


def _place(finding: Finding) -> Place:
    return finding.rule, finding.start, finding.end


def _proposals(
    draft: Draft, wanted: Callable[[Finding], Suggestion | None], left: dict[Place, Left]
) -> list[tuple[Edit, Finding]]:
    """Return an edit for each finding that has one and is not ``left`` out, in order; of those that overlap the first.

    What turns out to have none is added to ``left``.
    """
    found: list[tuple[Edit, Finding]] = []
    for finding in draft.report.findings:
        suggestion = wanted(finding)
        if suggestion is None or _place(finding) in left:
            continue
        if found and finding.start < found[-1][0].end:
            continue
        try:
            edit = edit_for(draft, finding, suggestion.text)
        except NotApplied as reason:
            left[_place(finding)] = Left(finding, str(reason))
            continue
        if any(_is_spared_in(edit, other) for other in draft.report.findings):
            left[_place(finding)] = Left(finding, "a waived claim stands in the same sentence")
        elif not found or found[-1][0].end <= edit.start:
            found.append((edit, finding))
    return found


def edit_for(draft: Draft, finding: Finding, text: str) -> Edit:
    """Return the edit that puts the suggestion ``text`` in the place of a claim, see :func:`wording_at`.

    Raises ``NotApplied``, see :func:`edit_of`.
    """
    block = draft.document.blocks[finding.copy_block]
    start, end, words = wording_at(block, finding.copy_start, finding.copy_end, text)
    return edit_of(draft, finding.copy_block, start, end, words)


def edit_of(draft: Draft, number: int, start: int, end: int, text: str) -> Edit:
    """Return the edit that makes block ``number`` read ``text`` from code point ``start`` to ``end`` (exclusive).

    Raises ``NotApplied`` where markup stands among the words, and where the new ones cannot be written so as to read
    right.
    """
    source = draft.source
    block = draft.document.blocks[number]
    if not is_plain_copy(block, start, end, source.text):
        raise NotApplied("markup stands among the words; put it right by hand")
    place = block.map.to_source(Span(start, end))
    in_front = place.start < front_matter_end(draft)
    ways = forms(text, block, draft.kind, source, in_front_matter=in_front)
    edits = [Edit(place.start, place.end, way, number, start, end, text) for way in ways]
    if len(edits) == 1 and is_plain(text) and not in_front:
        return edits[0]  # the whole changed file is read again in any case
    for edit in edits:
        try:
            after = reread(draft, (edit,))
        except NotApplied:
            continue
        if in_front:
            refuse_broken(draft, after, edit)
        return edit
    raise NotApplied(f"the new words cannot be written in this place ({source.encoding}, {draft.kind.value})")


def _settle(turn: _Pass, group: Sequence[tuple[Edit, Finding]]) -> None:
    """Keep as many edits of ``group`` as hold together with those kept.

    Those to blame for a new finding are left out, to have their turn in the next pass. Where nobody is to blame, or all
    are and some share a block, so that it may be the fault of one of them only, the group is halved.
    """
    reason = ""
    while group:
        together = [*turn.kept, *group]
        try:
            turn.result = edited(turn.draft, [edit for edit, _ in together], [finding for _, finding in together])
            turn.kept = together
            return
        except Harm as harm:
            blamed = {number - len(turn.kept): reason for number, reason in harm.reasons.items()}
            innocent = [item for number, item in enumerate(group) if number not in blamed]
            alone = len({edit.block for edit, _ in group}) == len(group)
            if len(innocent) == len(group) or not (innocent or alone):
                reason = str(harm)
                break
            turn.left += [Left(group[number][1], reason) for number, reason in blamed.items() if number >= 0]
            group = innocent
        except NotApplied as other:
            reason = str(other)
            break
    if not group:
        return
    if len(group) == 1:
        turn.left.append(Left(group[0][1], reason))
        return
    middle = len(group) // 2
    _settle(turn, group[:middle])
    _settle(turn, group[middle:])
