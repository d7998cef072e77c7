"""What each tag does to the copy that is being read."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimlint.extract.html_attributes import attributes
from claimlint.extract.html_copy import Copy, said
from claimlint.extract.html_skipped import Skipped
from claimlint.extract.html_tags import (
    ATTRIBUTE_COPY,
    CODE,
    COMPONENT_LINKS,
    DRAWINGS,
    HEADINGS,
    INLINE,
    INVISIBLE,
    LISTS,
    META_COPY,
    OPAQUE,
    SECTIONS,
    WITHOUT_ATTRIBUTE_COPY,
)
from claimlint.extract.jsonld import PROSE_KEYS
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, MarkKind

Action = Callable[[Copy, str, str, int], None]
"""Called with the tag's name, its source and its place."""

# Looking up a member of an enum costs as much as a short loop.
_PARAGRAPH, _HEADING, _LIST_ITEM = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM
_LINK, _FOOTNOTE = MarkKind.LINK, MarkKind.FOOTNOTE

_FOOTNOTE_ID = lazy_pattern(r"(?:fn|footnote|endnote|note|reference|ref)[-:_.]*\d|cite_note", re.IGNORECASE)
_FOOTNOTE_TARGET = lazy_pattern(r"#(?:fn|_ftn|footnote|endnote|cite|note|ref)", re.IGNORECASE)
_FOOTNOTE_LABEL = lazy_pattern(r"\W{0,3}\w{0,4}\W{0,3}")
_FOOTNOTE_NUMBER = lazy_pattern(r"[\[(]?\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*[\])]?")
_POWER = lazy_pattern(r"(?:\b10|(?:^|[\s\d/])[cdkmn\u00b5\u03bc]?m)\Z")
"""What stands before a number that is an exponent, not a footnote."""

_SENTENCE_END = lazy_pattern(r"[.!?][\"'\u2019\u201d)\]]*\Z")
_BUTTON_TYPES = frozenset(("button", "reset", "submit"))
_KINDS = {
    "blockquote": BlockKind.QUOTE,
    "button": BlockKind.BUTTON,
    "figcaption": BlockKind.CAPTION,
}


def breaks(copy: Copy, tag: str, source: str, start: int) -> None:
    """End the block that is open: what every element does that is not named below."""
    if copy.pieces or copy.pending:
        copy.flush()


def has_attribute_copy(has_components: bool, tag: str, source: str) -> bool:
    """Say whether a start tag may have attributes that people read or hear."""
    lower = source.lower()
    if "title" in lower or "alt" in lower or "aria-" in lower or "placeholder" in lower:
        return tag not in WITHOUT_ATTRIBUTE_COPY or has_components
    return has_components and _is_component(tag, source)


def _is_component(tag: str, source: str) -> bool:
    return source[1].isupper() or "-" in tag


def attribute_copy(copy: Copy, tag: str, source: str, start: int) -> None:
    """Take the attributes of a start tag that people read or hear."""
    if copy.has_components and _is_component(tag, source):
        _property_copy(copy, source, start)
    if tag in WITHOUT_ATTRIBUTE_COPY:
        return
    for name, pieces in copy.values(source, start, ATTRIBUTE_COPY).items():
        copy.add_value(BlockKind.ALT if name == "alt" else BlockKind.ATTRIBUTE, pieces, name)


def _property_copy(copy: Copy, source: str, start: int) -> None:
    """Take the properties of a component that hold copy, but for those that any element may have."""
    from claimlint.extract.script_names import looks_like_copy, verdict

    named = [name for name in attributes(source, copy.filler) if name not in ATTRIBUTE_COPY]
    names = [name for name in named if name[:1].isalpha() and not name.startswith("v-")]
    for name, pieces in copy.values(source, start, names).items():
        is_copy = verdict(name)
        if is_copy or (is_copy is None and looks_like_copy(said(pieces))):
            copy.add_value(BlockKind.ATTRIBUTE, pieces, name)


def _section(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.leave_heading()
    copy.structure.lead = -1
    copy.structure.open(tag)


def _paragraph(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    if copy.structure.current.level:
        copy.structure.leave_heading()


def _element(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.leave_heading()
    copy.structure.open(tag, _KINDS[tag])


def _heading(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.open_heading(int(tag[1]))


def _list(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    lead = copy.structure.lead
    introduced = tag != "dl" and lead >= 0 and _introduces(copy.blocks[lead - copy.first])
    copy.structure.open_list(tag, (lead,) if introduced else ())


def _introduces(block: Block) -> bool:
    """Say whether a list directly after ``block`` completes it: a heading, a colon, half a sentence."""
    if block.kind is _HEADING or block.text[-1] == ":":
        return True
    return block.kind is _PARAGRAPH and not _SENTENCE_END.search(block.text, len(block.text) - 8)


def _item(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    kind = _LIST_ITEM if tag == "li" else _PARAGRAPH
    if tag == "li" and "=" in source and _FOOTNOTE_ID.match(copy.value(source, start, "id")):
        kind = BlockKind.FOOTNOTE
    copy.structure.open_item(tag, kind)


def _table(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.open_table()


def _group(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.open_group(tag, BlockKind.CAPTION if tag == "caption" else None)


def _row(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.structure.open_row()


def _cell(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    columns = rows = 1
    if "=" in source and "span" in source.lower():
        columns, rows = (_number(copy.value(source, start, name)) for name in ("colspan", "rowspan"))
    copy.structure.open_cell(tag, columns, rows)


def _number(value: str) -> int:
    """Return the value of a ``colspan`` or ``rowspan``: 1 unless it is a number from 1 to 1000."""
    return min(max(int(value), 1), 1000) if value.isdecimal() and len(value) < 10 else 1


def _text_only(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    copy.unclosed = (tag, start)
    if tag == "title":
        copy.structure.open(tag, BlockKind.TITLE)


def _anchor(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.href is not None:
        copy.end_link()
    copy.href = _href(copy, source, start) or None if "=" in source else None
    copy.link = len(copy.pieces)


def _href(copy: Copy, source: str, start: int) -> str:
    if source.startswith('<a href="') and "&" not in source and not copy.filler:  # most are
        return source[9 : source.index('"', 9)].strip()
    return copy.value(source, start, "href")


def _line_break(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.pieces:
        place = start + copy.shift
        copy.pieces.append(("\n", place, place + len(source), False))


def _raise(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.raised = len(copy.pieces)


def _input(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.flush()
    if copy.value(source, start, "type").lower() in _BUTTON_TYPES:
        copy.add_value(BlockKind.BUTTON, copy.values(source, start, ("value",)).get("value", []), "value")


def _meta(copy: Copy, tag: str, source: str, start: int) -> None:
    if "content" not in source.lower():
        return
    values = copy.values(source, start, ("name", "property", "itemprop", "content"))
    for key, names in (("name", META_COPY), ("property", META_COPY), ("itemprop", PROSE_KEYS)):
        name = said(values.get(key, ()))
        if key != "itemprop":
            name = name.lower()
        if name in names:
            copy.add_value(BlockKind.META, values.get("content", []), name)
            return


def passes_over(copy: Copy, tag: str, source: str, start: int) -> None:
    """Begin an element that is passed over."""
    if tag in CODE or tag in DRAWINGS:
        copy.gap(start, start + len(source))
        if tag in DRAWINGS and source.endswith("/>"):
            return
    elif tag not in INVISIBLE:
        copy.flush()
    is_json = tag == "script" and "ld+json" in copy.value(source, start, "type").lower()
    copy.skipped = Skipped(tag, start, is_json, copy.text, copy.scanned, copy.shift, copy.filler)


def _end(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    copy.structure.close(tag)


def _end_section(copy: Copy, tag: str, source: str, start: int) -> None:
    _end(copy, tag, source, start)
    copy.structure.lead = -1


def _end_heading(copy: Copy, tag: str, source: str, start: int) -> None:
    _end(copy, "h", source, start)


def _end_text_only(copy: Copy, tag: str, source: str, start: int) -> None:
    copy.unclosed = ("", 0)
    _end(copy, tag, source, start)


def _end_anchor(copy: Copy, tag: str, source: str, start: int) -> None:
    if copy.href is not None:
        copy.end_link()
    copy.href = None


def _end_raised(copy: Copy, tag: str, source: str, start: int) -> None:
    """Take a raised number, or a raised link to a note, for a footnote mark."""
    first, copy.raised = copy.raised, -1
    if first < 0:
        return
    text = said(copy.pieces[first:])
    inner = [draft[3] for draft in copy.drafts[-1:] if draft[0] is _LINK and draft[1] >= first]
    target = inner[0] if inner else copy.href or ""
    if not (_FOOTNOTE_TARGET.match(target) and _FOOTNOTE_LABEL.fullmatch(text)):
        before = copy.pieces[first - 1][0][-12:] if first else ""
        if not _FOOTNOTE_NUMBER.fullmatch(text) or _POWER.search(before):
            return
    del copy.pieces[first:]
    while copy.drafts and copy.drafts[-1][0] is _LINK and copy.drafts[-1][1] >= first:
        copy.drafts.pop()
    copy.link = min(copy.link, first)
    copy.drafts.append((_FOOTNOTE, first, first, target or text))


STARTS: dict[str, Action | None] = {
    **dict.fromkeys(INLINE),
    **dict.fromkeys(SECTIONS, _section),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(("li", "dt", "dd"), _item),
    **dict.fromkeys(("thead", "tbody", "tfoot", "caption"), _group),
    **dict.fromkeys(("td", "th"), _cell),
    **dict.fromkeys(("title", "textarea"), _text_only),
    **dict.fromkeys((*CODE, *DRAWINGS, *OPAQUE), passes_over),
    **dict.fromkeys(_KINDS, _element),
    **dict.fromkeys(COMPONENT_LINKS, _anchor),
    "a": _anchor,
    "br": _line_break,
    "input": _input,
    "meta": _meta,
    "p": _paragraph,
    "sup": _raise,
    "table": _table,
    "tr": _row,
}
"""What start tags do; None is nothing, a tag that is missing ``breaks``."""

ENDS: dict[str, Action | None] = {
    **dict.fromkeys((*INLINE, *CODE, *DRAWINGS, *INVISIBLE, "meta", "br")),
    **dict.fromkeys((*LISTS, *_KINDS, "li", "dt", "dd"), _end),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot", "caption", "tr", "td", "th"), _end),
    **dict.fromkeys(SECTIONS, _end_section),
    **dict.fromkeys(HEADINGS, _end_heading),
    **dict.fromkeys(("title", "textarea"), _end_text_only),
    **dict.fromkeys(COMPONENT_LINKS, _end_anchor),
    "a": _end_anchor,
    "sup": _end_raised,
}
"""What end tags do, likewise."""


def take_start(copy: Copy, tag: str, source: str, start: int) -> None:
    """Do what a start tag does, and keep the copy in its attributes."""
    action = STARTS.get(tag, breaks)
    if action is not None:
        action(copy, tag, source, start)
    if "=" in source and has_attribute_copy(copy.has_components, tag, source):
        attribute_copy(copy, tag, source, start)


def take_end(copy: Copy, tag: str, source: str, start: int) -> None:
    """Do what an end tag does."""
    action = ENDS.get(tag, breaks)
    if action is not None:
        action(copy, tag, source, start)


STAYING: frozenset[Action | None] = frozenset(
    (None, take_start, _anchor, _line_break, _raise, _meta, passes_over, _end_anchor, _end_raised)
)
"""What leaves a block open that is open."""
