"""Writes a comment into a file that waives one finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claimlint.extract import Format
from claimlint.fix.draft import Draft, NotApplied, bytes_of, written
from claimlint.fix.frontmatter import front_matter_end
from claimlint.lazy_patterns import lazy_pattern
from claimlint.lint import lint_source
from claimlint.model.document import BlockKind
from claimlint.model.report import Finding
from claimlint.model.span import Span

_NEXT, _LINE = "claimlint-disable-next-line", "claimlint-disable-line"
_UNFIT = lazy_pattern(r"--|[<>{}\x00-\x1f\x7f-\x9f\u2028\u2029]|\*/|,\s*(?:by|until)\s*:", re.IGNORECASE)
_INLINE = frozenset({BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.TABLE_CELL})
"""What a line between would tear apart in Markdown."""
_INDENT = lazy_pattern(r"[ \t]*")
_REST = lazy_pattern(r"[^\r\n]*")


def waive(draft: Draft, finding: Finding, reason: str, by: str = "", until: str = "") -> tuple[Draft, int]:
    """Return ``draft`` with a comment that waives ``finding``, and how far that moves the finding, in code points.

    ``reason`` says why; ``by`` may name who says so, and ``until`` the last day, as ``YYYY-MM-DD``. The comment goes on
    the line before the block, or where that would tear a list or a table apart, at the end of the line. Raises
    ``NotApplied`` where a text will not do, where the format has no comments, and where none can stand.
    """
    words = _words(finding.rule, reason, by, until)
    if finding.copy_block < 0:
        raise NotApplied("a fault of a waiver cannot be waived; put the waiver right")
    for place, comment in _candidates(draft, finding, words):
        after = _with(draft, place, comment)
        if after is not None and _is_waived(after, finding, len(comment) if place <= finding.start else 0):
            return after, len(comment) if place <= finding.start else 0
    raise NotApplied("no comment can stand by this text; add a waiver to the configuration instead (waivers:)")


def _words(rule: str, reason: str, by: str, until: str) -> str:
    """Return what the comment says after the name of the directive."""
    if not reason.strip():
        raise NotApplied("a waiver needs a reason")
    for text in (reason, by):
        if _UNFIT.search(text):
            raise NotApplied("leave out “--”, angle brackets, braces, line ends, “by:” and “until:”")
    if "," in by:
        raise NotApplied("the name must not hold a comma")
    if until:
        try:
            if date.fromisoformat(until).isoformat() != until:
                raise ValueError
        except ValueError:
            raise NotApplied(f"“{until}” is no date; write it as 2027-03-31") from None
    notes = [reason.strip(), *([f"by: {by.strip()}"] if by.strip() else []), *([f"until: {until}"] if until else [])]
    return f"{rule} -- {', '.join(notes)}"


def _candidates(draft: Draft, finding: Finding, words: str) -> Iterator[tuple[int, str]]:
    """Yield places in the source, with the text to put there, the best first."""
    source = draft.source
    if draft.kind not in (Format.MARKDOWN, Format.HTML):
        raise NotApplied("this format has no comments; add a waiver to the configuration instead (waivers:)")
    block = draft.document.blocks[finding.copy_block]
    first = block.map.to_source(Span(0, 1)).start
    line = _line_start(source.text, first)
    indent = _INDENT.match(source.text, line)
    margin = indent.group() if indent else ""
    if first < front_matter_end(draft):
        yield line, f"{margin}# {_NEXT} {words}{source.newline}"
        return
    opening, closing = ("{/*", "*/}") if source.path.lower().endswith(".mdx") else ("<!--", "-->")
    rest = _REST.match(source.text, finding.start)
    at_end = rest.end() if rest else finding.start, f" {opening} {_LINE} {words} {closing}"
    if draft.kind is Format.MARKDOWN and block.kind in _INLINE:
        if block.kind is not BlockKind.TABLE_CELL:  # after a row of a table there is no place for text
            yield at_end
        yield first, f"{opening} {_NEXT} {words} {closing} "
        return
    if not _has_copy(draft, line, first):  # else the next block would be another
        yield line, f"{margin}{opening} {_NEXT} {words} {closing}{source.newline}"
    yield first, f"{opening} {_NEXT} {words} {closing}"
    yield at_end


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _has_copy(draft: Draft, start: int, end: int) -> bool:
    """Say whether any block has text in the source from ``start`` to ``end`` (exclusive)."""
    spans = (block.map.to_source(Span(0, len(block.text))) for block in draft.document.blocks)
    return any(span.start < end and start < span.end for span in spans)


def _with(draft: Draft, place: int, comment: str) -> Draft | None:
    """Return ``draft`` with ``comment`` at ``place``, or None if anything of its copy would change."""
    text = draft.source.text
    try:
        document = written(draft, (text[:place], comment, text[place:]))
    except NotApplied:
        return None
    before, after = draft.document, document
    told = [(block.kind, block.name, block.level, block.leads, block.text, block.marks) for block in before.blocks]
    if told != [(block.kind, block.name, block.level, block.leads, block.text, block.marks) for block in after.blocks]:
        return None
    if [fault.kind for fault in before.incidents] != [fault.kind for fault in after.incidents]:
        return None
    report = lint_source(document.source, draft.kind, draft.criteria)
    return Draft(bytes_of(draft, document.source.text), draft.kind, draft.criteria, document, report)


def _is_waived(after: Draft, finding: Finding, moved: int) -> bool:
    """Say whether the comment does what it is for."""
    if not after.document.comments:  # of a format whose comments are not read
        return True
    same = [item for item in after.report.findings if (item.rule, item.start) == (finding.rule, finding.start + moved)]
    return all(item.waiver is not None for item in same)
