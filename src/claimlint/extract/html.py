"""HTML pages: what a visitor, a screen reader or a search engine gets to read.

Offsets run along while the page is read (``html_parts``). Where the parts do not add up to it, there is an incident and
no block.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from claimlint.extract.frontmatter import read_front_matter
from claimlint.extract.html_copy import Copy
from claimlint.extract.html_masking import with_noscript_as_markup, without_empty_tags
from claimlint.extract.html_parts import read_parts
from claimlint.extract.html_pieces import Piece
from claimlint.extract.html_tokens import OutOfLine
from claimlint.extract.template import with_template_copy
from claimlint.extract.templating import Language, has_logic, language_of, template_logic
from claimlint.model.document import Block, Comment, Document, Incident, IncidentKind, Source

Reading = Callable[[Copy, int], int]
"""Reads a stretch from a place on and returns where the reading ended."""


@dataclass(frozen=True, slots=True)
class HtmlBlocks:
    """The blocks of some HTML in reading order, what could not be read, and its comments."""

    blocks: tuple[Block, ...]
    incidents: tuple[Incident, ...]
    comments: tuple[Comment, ...] = ()


def extract_html(source: Source) -> Document:
    """Return the copy of a whole page or template, the front matter first; never raises for what the page holds."""
    text = source.text
    language = language_of(source.path)
    if not text.startswith("---") and language is Language.ANY:
        is_template = has_logic(text)
        found = html_blocks(text, holes=None if is_template else ())
        document = Document(source, found.blocks, found.incidents, found.comments)
        return with_template_copy(document) if is_template else document
    front = read_front_matter(text)
    logic = template_logic(text, language, front.end)
    spans = [(left - front.end, right - front.end) for left, right in logic.spans]
    found = html_blocks(text, front.end, first=len(front.blocks), holes=spans)
    document = Document(
        source, front.blocks + found.blocks, front.incidents + found.incidents, front.comments + found.comments
    )
    return with_template_copy(document)


def html_blocks(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    first: int = 0,
    holes: Sequence[tuple[int, int]] | None = None,
    has_components: bool = False,
    shown: Mapping[int, list[Piece]] | None = None,
    read: Reading = read_parts,
) -> HtmlBlocks:
    """Return the copy in the HTML from code point ``start`` to ``end`` (exclusive) of ``text``.

    Maps lead to offsets in the whole ``text``. ``first`` is the index that the first block gets in its document: the
    ``leads`` of blocks count from there. ``holes`` is where template logic stands, in order and counted from ``start``,
    if that is known; without it, whatever looks like logic counts. ``has_components`` says that elements which are not
    HTML's own have copy in their properties; ``shown`` is what holes say in text, by their start. ``read`` is
    ``read_parts``, or ``read_all``, which gives the same more slowly. Never raises for what the HTML holds.
    """
    bounds = start, len(text) if end is None else end
    # The tokenizer has no token for "</>", which is nothing to it. It is rare, and to look for it first costs much.
    for has_empty_tags in (False, True):
        copy = Copy(text, *bounds, first, holes)
        copy.has_components = has_components
        copy.shown = shown or {}
        if has_empty_tags:
            copy.scanned = without_empty_tags(copy.scanned)
        try:
            place = read(copy, 0)
            if copy.scanned[place : place + 9].lower() == "<noscript":
                copy.scanned = with_noscript_as_markup(copy.scanned, place)
                place = read(copy, place)
        except OutOfLine:
            continue
        if copy.scanned.startswith("</>", place):
            continue
        _finish(copy, place)
        return HtmlBlocks(tuple(copy.blocks), tuple(copy.incidents), tuple(copy.comments))
    detail = "this HTML cannot be read: its parts do not add up to the page; please report this"
    return HtmlBlocks((), (Incident(IncidentKind.MARKUP, detail),))


def _finish(copy: Copy, place: int) -> None:
    """End the last block, and report what is open and whatever is left from ``place`` on."""
    skipped = copy.skipped
    if skipped is not None:
        skipped.finish()
        if skipped.lost:
            what = f"<{skipped.tag}> is never closed: what follows was not read"
            copy.add_incident(skipped.place, what)
        copy.leave_skipped()
    if copy.unclosed[0]:
        what = f"<{copy.unclosed[0]}> is never closed: what follows was read as its text"
        copy.add_incident(copy.unclosed[1], what)
    if place < len(copy.scanned):
        copy.add_incident(place, "a tag that opens here is never closed: what follows was not read")
    copy.flush()
