"""Rewrites that a reviewer may accept or reject: which of them, and for which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimlint.extract.story import Draft
from claimlint.fix.rewriting import choice
from claimlint.fix.wording import wording_at
from claimlint.lint import Criteria, lint_document
from claimlint.model.document import Document
from claimlint.model.report import Finding
from claimlint.model.rule import Category
from claimlint.model.span import SourceMap
from claimlint.review.markup import covering


@dataclass(frozen=True, slots=True)
class Change:
    """Puts ``text`` in the place of code points ``start`` to ``end`` (exclusive) of block ``block``."""

    block: int
    start: int
    end: int
    text: str


def changes(
    document: Document, drafts: Sequence[Draft], findings: Sequence[Finding], criteria: Criteria, *, unsafe: bool
) -> list[Change]:
    """Return the changes to suggest, in order; of those that overlap the first.

    Left out is what cannot be tracked where it stands (fields, boxes, pictures, changes of others), and a rewrite that
    would itself be found fault with.
    """
    made: list[Change] = []
    for finding in sorted(findings, key=lambda finding: (finding.copy_block, finding.copy_start)):
        suggestion = choice(finding, unsafe=unsafe)
        if suggestion is None:
            continue
        block = document.blocks[finding.copy_block]
        start, end, text = wording_at(block, finding.copy_start, finding.copy_end, suggestion.text)
        change = Change(finding.copy_block, start, end, text)
        last = made[-1] if made else None
        overlaps = last is not None and last.block == change.block and change.start < last.end
        if not overlaps and _is_trackable(drafts[change.block], start, end) and _reads_well(document, change, criteria):
            made.append(change)
    return made


def changed_text(text: str, wanted: Sequence[Change]) -> str:
    """Return the text of a block with changes of it made; they are in order and do not overlap."""
    for change in reversed(wanted):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _is_trackable(draft: Draft, start: int, end: int) -> bool:
    pieces = covering(draft, start, end)
    place = start
    for piece in pieces:
        element = piece.element
        if piece.start > place or element is None or not element.is_divisible or not element.run.is_plain:
            return False
        place = piece.end
    return bool(pieces) and place >= end


def _reads_well(document: Document, change: Change, criteria: Criteria) -> bool:
    """Say whether nothing is found in the new words as they stand in their block."""
    block = document.blocks[change.block]
    text = changed_text(block.text, [change])
    alone = block._replace(text=text, map=SourceMap.identity(len(text)), leads=(), marks=())
    report = lint_document(Document(document.source._replace(text=text), (alone,), is_extracted=True), criteria)
    end = change.start + len(change.text)
    return not any(
        finding.copy_start < end and change.start < finding.copy_end
        for finding in report.findings
        if finding.category is not Category.MISSING_DISCLOSURE
    )
