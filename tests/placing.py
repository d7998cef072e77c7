"""What a source says at the place of a finding, read the way a reader reads it: for the tests of places."""

from __future__ import annotations

from dataclasses import dataclass

from claimlint.extract import Format, extract, extract_bytes, is_text
from claimlint.lint import Criteria, lint_bytes
from claimlint.model.document import Block, Document, Source
from claimlint.model.options import Options
from claimlint.model.report import Finding
from claimlint.text.decode import decode
from claimlint.text.fold import fold
from claimlint.text.lines import LineIndex


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of copy, what was extracted from it and what was found in it."""

    source: Source
    document: Document
    findings: tuple[Finding, ...]


def checked(data: bytes, path: str, form: Format, *rules: str) -> Checked:
    """Check the bytes of a file by the shipped rules, or by those named; whatever has no verdict fails the test."""
    report = lint_bytes(data, path, form, Criteria(options=Options(select=rules)))
    assert report.incidents == ()
    if not is_text(form):
        document = extract_bytes(data, path, form)
        return Checked(document.source, document, report.findings)
    source = decode(data, path, html=form is Format.HTML)
    return Checked(source, extract(source, form), report.findings)


def span_of(finding: Finding, source: Source) -> tuple[int, int]:
    """Return where a finding starts and ends in the source, in code points from 0."""
    lines = LineIndex(source.text)
    return lines.offset(finding.line, finding.column), lines.offset(finding.end_line, finding.end_column)


def fault_of(finding: Finding, page: Checked) -> str:
    """Say what is wrong with the place of a finding; empty if its slice of the source reads as its match.

    The slice is read through the map of the block that it stands in, so markup in it counts for nothing; its first and
    last characters must be of that block's text.
    """
    start, end = span_of(finding, page.source)
    shown = repr(page.source.text[start:end])
    if start >= end:
        return f"{finding.rule}: empty at {finding.line}:{finding.column}"
    homes = [block for block in page.document.blocks if _holds(block, start) and _holds(block, end - 1)]
    if not homes:
        return f"{finding.rule}: no block has text at both ends of {shown}"
    read = [fold(_text_between(block, start, end)).text for block in homes if block.kind is finding.block]
    if finding.match not in read:
        return f"{finding.rule}: {finding.match!r} stands at {shown}, which reads {read}"
    return ""


def _holds(block: Block, offset: int) -> bool:
    return any(there.start <= offset < there.end for _, there, _ in block.map.segments())


def _text_between(block: Block, start: int, end: int) -> str:
    """Return the characters of a block that come from a stretch of the source, whole ones only."""
    parts = []
    for here, there, exact in block.map.segments():
        if exact:
            first, last = max(there.start, start), min(there.end, end)
            if first < last:
                shift = here.start - there.start
                parts.append(block.text[first + shift : last + shift])
        elif start <= there.start and there.end <= end:
            parts.append(block.text[here.start : here.end])
    return "".join(parts)
