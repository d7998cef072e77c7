"""A file of copy that is being changed: its bytes, what was read in them, and what is found in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimlint.errors import ReadError
from claimlint.extract import Format, extract, is_text
from claimlint.fix.edits import Edit, Shift, expected, pieces_of
from claimlint.lint import Criteria, lint_source
from claimlint.model.document import Block, BlockKind, Document, Source
from claimlint.model.report import FileReport, Finding
from claimlint.model.rule import Category
from claimlint.text.decode import decode
from claimlint.text.encode import encode, mark_of


class NotApplied(Exception):
    """A change that cannot be made, or that would do harm. Its text says why, for a person."""


class Harm(NotApplied):
    """A change that would bring in findings. ``reasons`` tell of each edit that is to blame, by its number from 0."""

    def __init__(self, reason: str, reasons: dict[int, str]) -> None:
        super().__init__(reason)
        self.reasons = reasons


_ELSEWHERE = {
    Format.DOCX: "claimlint review --suggest writes rewrites into a copy as tracked changes",
    Format.PDF: "change the draft that it was made from, and make it anew",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The bytes of a file, the document in them, and the report on it. ``criteria`` are what it is judged by."""

    data: bytes
    kind: Format
    criteria: Criteria
    document: Document
    report: FileReport

    @property
    def source(self) -> Source:
        """The decoded bytes."""
        return self.document.source


def read_draft(data: bytes, path: str, kind: Format, criteria: Criteria) -> Draft:
    """Return the draft that ``data`` holds; ``path`` is how it is shown.

    Raises ``ReadError`` for bytes that are no text, and ``NotApplied`` for those that cannot be put back exactly, and
    for files of a format that is no text.
    """
    if not is_text(kind):
        other = _ELSEWHERE.get(kind, "change it in its word processor")
        raise NotApplied(f"{kind.value} files cannot be rewritten here; {other}")
    source = decode(data, path, html=kind is Format.HTML)
    if source.lossy:
        raise NotApplied(f"its encoding was guessed ({source.encoding}); save it as UTF-8 first")
    if mark_of(source) + encode(source.text, source) != data:
        raise NotApplied(f"its bytes cannot be written back exactly in {source.encoding}; save it as UTF-8 first")
    return Draft(data, kind, criteria, extract(source, kind), lint_source(source, kind, criteria))


def edited(draft: Draft, edits: Sequence[Edit], solved: Sequence[Finding] = ()) -> Draft:
    """Return ``draft`` after ``edits``, which are in order and do not overlap.

    ``solved`` are the findings that must be gone afterwards. Raises ``NotApplied`` unless the changed file decodes and
    reads exactly as it should, with no other block, comment or fault than before; ``Harm`` if it has a finding that it
    did not have.
    """
    after = reread(draft, edits)
    report = lint_source(after.source, draft.kind, draft.criteria)
    _refuse_new_faults(draft.report, report)
    _refuse_new_findings(draft.report.findings, report.findings, solved, edits)
    return replace(after, report=report)


def reread(draft: Draft, edits: Sequence[Edit]) -> Draft:
    """Return ``draft`` after ``edits``, with the old report. Raises ``NotApplied`` unless it reads as it should."""
    document = written(draft, pieces_of(draft.source.text, edits))
    by_block: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_block[edit.block].append(edit)
    before = draft.document
    wanted = []
    for number, block in enumerate(before.blocks):
        becomes = expected(block, by_block[number]) if number in by_block else (block.text, block.marks)
        if becomes is None:
            raise NotApplied("the words run over the edge of a link")
        wanted.append((*_role(block, draft.kind), *becomes))
    if wanted != [(*_role(block, draft.kind), block.text, block.marks) for block in document.blocks]:
        raise NotApplied("the new words cannot be written in this place without changing what is around them")
    if [comment.text for comment in before.comments] != [comment.text for comment in document.comments]:
        raise NotApplied("a comment would change")
    return replace(draft, data=bytes_of(draft, document.source.text), document=document)


def _role(block: Block, kind: Format) -> tuple[str | int | tuple[int, ...], ...]:
    """Return what makes a block what it is, but for its text; in plain text a heading is told by its words alone."""
    if kind is Format.PLAIN and block.kind is BlockKind.HEADING:
        return (BlockKind.PARAGRAPH, block.name, 0, block.leads)
    return (block.kind, block.name, block.level, block.leads)


def written(draft: Draft, pieces: Sequence[str]) -> Document:
    """Return the document that ``pieces``, put together, make as the content of the file.

    Raises ``NotApplied`` where they cannot be written in its encoding, or would be decoded as something else.
    """
    text = "".join(pieces)
    data = bytes_of(draft, text)
    try:
        source = decode(data, draft.source.path, html=draft.kind is Format.HTML)
    except ReadError as error:
        raise NotApplied(f"the file could not be read any more: {error}") from None
    old = draft.source
    if (source.text, source.encoding, source.bom, source.lossy) != (text, old.encoding, old.bom, old.lossy):
        raise NotApplied(f"the file would not be read as {old.encoding} any more")
    return extract(source, draft.kind)


def bytes_of(draft: Draft, text: str) -> bytes:
    """Return the bytes of ``text`` as the content of the file. Raises ``NotApplied`` if its encoding lacks some."""
    try:
        return mark_of(draft.source) + encode(text, draft.source)
    except UnicodeEncodeError as error:
        raise NotApplied(f"{draft.source.encoding} has no character “{error.object[error.start]}”") from None


def _refuse_new_faults(before: FileReport, after: FileReport) -> None:
    known = Counter((incident.kind, incident.rule) for incident in before.incidents)
    now = Counter((incident.kind, incident.rule) for incident in after.incidents)
    if now - known:
        raise NotApplied("the file could not be judged as a whole any more")


def _refuse_new_findings(
    before: Sequence[Finding], after: Sequence[Finding], solved: Sequence[Finding], edits: Sequence[Edit]
) -> None:
    left = list(before)
    for finding in solved:
        left.remove(finding)
    places = Counter((finding.rule, finding.start, finding.end) for finding in left)
    shift = Shift(edits)
    reasons: dict[int, str] = {}
    first = ""
    for finding in after:
        if finding.waiver is not None:
            continue
        key = _key_before(finding, left, places, shift)
        if key is not None:
            places[key] -= 1
            continue
        touched = shift.touched(finding.start, finding.end)
        near = touched or [number for number, edit in enumerate(edits) if edit.block == finding.copy_block]
        is_old = any(finding.rule == old.rule for old in solved) and bool(touched)
        reason = f"with the new words it would still be {finding.rule}" if is_old else ""
        reason = reason or f"the new words would bring in {finding.rule}"
        first = first or reason
        reasons |= {number: reason for number in near if number not in reasons}
    if first:
        raise Harm(first, reasons)


def _key_before(
    finding: Finding, before: Sequence[Finding], places: Counter[tuple[str, int, int]], shift: Shift
) -> tuple[str, int, int] | None:
    """Return the rule and place that ``finding`` had before the edits, out of those not yet accounted for."""
    touched = shift.touched(finding.start, finding.end)
    key = (finding.rule, shift.back(finding.start), shift.back(finding.end))
    if not touched and places[key] > 0:
        return key
    for old in before:
        key = (old.rule, old.start, old.end)
        if old.rule != finding.rule or places[key] <= 0:
            continue
        # A missing disclosure is reported where the treatment is named first, which an edit may move.
        if finding.category is Category.MISSING_DISCLOSURE:
            return key
        if any(shift.old[number].start < old.end and old.start < shift.old[number].end for number in touched):
            return key
    return None
