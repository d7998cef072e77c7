"""Documents in short, for the tests of the extractors."""

from __future__ import annotations

from claimlint.model.document import Block, Document, Source
from claimlint.model.span import Span


def source(text: str, path: str = "page.md") -> Source:
    """Return a source that holds ``text``."""
    return Source(path, text, "utf-8", "\n", False, False, "")


def rows(document: Document) -> list[tuple[str, str, tuple[int, ...]]]:
    """Return the kind, the text and the leads of each block; a level or a name follows the kind."""
    return [
        (":".join(str(part) for part in (block.kind.value, block.level or block.name) if part), block.text, block.leads)
        for block in document.blocks
    ]


def slice_of(document: Document, index: int, words: str) -> str:
    """Return what the source has where block ``index`` has ``words``."""
    block = document.blocks[index]
    start = block.text.index(words)
    span = block.map.to_source(Span(start, start + len(words)))
    return document.source.text[span.start : span.end]


def faults(document: Document) -> list[str]:
    """Return what is wrong with the maps, marks and leads of a document; they are what every extractor promises."""
    found = []
    for index, block in enumerate(document.blocks):
        found += [f"block {index}: {fault}" for fault in _faults(block, document.source.text)]
        found += [f"block {index}: leads to {lead}" for lead in block.leads if not 0 <= lead < index]
    return found


def _faults(block: Block, text: str) -> list[str]:
    found = []
    size = len(block.text)
    if not block.text.strip() or block.map.length != size:
        found.append(f"text of {size}, map of {block.map.length}")
    before = derived = 0
    for here, there, exact in block.map.segments():
        if here.start != derived or not before <= there.start <= there.end <= len(text):
            found.append(f"segment {here} to {there}")
        if exact and block.text[here.start : here.end] != text[there.start : there.end]:
            found.append(f"not verbatim: {here}")
        before, derived = there.end, here.end
    found += [f"mark {mark}" for mark in block.marks if not 0 <= mark.start <= mark.end <= size]
    return found
