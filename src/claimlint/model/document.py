"""What a file of copy is made of once it was read: a source, blocks of prose, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claimlint.model.span import SourceMap, Span


class BlockKind(StrEnum):
    """The role of a block on the page; rules may be limited to some of them."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    QUOTE = "quote"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    BUTTON = "button"
    TITLE = "title"
    """The title of the page."""
    META = "meta"
    """A description or title for search engines and social networks."""
    ALT = "alt"
    """The text alternative of a picture."""
    ATTRIBUTE = "attribute"
    """Text of an attribute that people read or hear: ``title``, ``aria-label``, ``placeholder``."""
    FRONT_MATTER = "front-matter"
    JSON_LD = "json-ld"
    COMMENT = "comment"
    """Not copy: where findings on directives stand. No block of a document has this kind."""


class MarkKind(StrEnum):
    """A thing inside a block that is not text but says something about it."""

    LINK = "link"
    FOOTNOTE = "footnote"
    HIDDEN = "hidden"
    """Text that is in the file and not shown, until somebody changes its format."""


class Mark(NamedTuple):
    """A link, a footnote reference or hidden text, at code points ``start`` to ``end`` (exclusive) of the block's text.

    A footnote reference leaves no text: its ``start`` equals its ``end``. ``target`` is the address or the label.
    """

    kind: MarkKind
    start: int
    end: int
    target: str


class _BlockFields(NamedTuple):
    """What a block holds; its map may be no more than the place where the whole text stands as it is."""

    kind: BlockKind
    text: str
    map: SourceMap | int
    leads: tuple[int, ...] = ()
    level: int = 0
    marks: tuple[Mark, ...] = ()
    name: str = ""
    """The field or attribute that the text is the value of: ``description``, ``alt``; empty for body text."""
    place: str = ""
    """Where a person finds the text, in a format without lines: the headings above, the paragraph; else empty."""


class Block(_BlockFields):
    """A run of prose that belongs together: a paragraph, a cell, an ``alt`` text.

    ``text`` is what a reader reads, as written (not folded); ``map`` leads from it to the source. ``leads`` are the
    indices, in the document's blocks, of those that this block completes: the paragraph that introduces a list, the
    headers of a table cell. ``level`` is the depth of a heading from 1, otherwise 0.

    Pages are made of these by the thousand: a named tuple takes a third of the time that a frozen dataclass takes. For
    the same reason a block can be made with the place of its text, if that stands in the source as it is, for its map.
    """

    __slots__ = ()

    @property
    def map(self) -> SourceMap:
        """Where each character of the text stands in the source."""
        held = self[2]
        return SourceMap(held, len(self.text)) if isinstance(held, int) else held


class Source(NamedTuple):
    """The decoded bytes of a file.

    ``text`` has no byte order mark and keeps its line ends as they are. ``newline`` is the first line end met
    (``\\n``, ``\\r\\n`` or ``\\r``). ``lossy`` says that some bytes could not be decoded for certain. ``digest`` is the
    SHA-256 of the bytes, in hexadecimal.
    """

    path: str
    text: str
    encoding: str
    newline: str
    bom: bool
    lossy: bool
    digest: str


class IncidentKind(StrEnum):
    """Why there is no verdict, or not a whole one, on something that was asked for."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    BINARY = "binary"
    UNSUPPORTED = "unsupported"
    ENCODING = "encoding"
    MARKUP = "markup"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that kept the linter from a verdict; a report that holds one never counts as clean.

    ``detail`` tells a person what happened and what to do. ``line`` counts from 1; 0 means the whole file.
    """

    kind: IncidentKind
    detail: str
    line: int = 0
    rule: str = ""


class Comment(NamedTuple):
    """A comment of the file, which readers of the page do not see.

    ``text`` is what stands between its delimiters, as written; ``span`` is where the comment stands in the source, in
    code points, delimiters included.
    """

    text: str
    span: Span


class Document(NamedTuple):
    """A source with its blocks in reading order, and its comments in the order of the source.

    ``is_page`` is False for what pages are made of, such as data and translations: it owes no disclosures of its own.
    ``is_extracted`` says that the file is no text: the source then holds what was extracted, one block a line, or, of a
    format with pages, one line of a page a line. ``pages`` are then the code points, from 0, where its pages begin;
    what stands before the first is on none of them.
    """

    source: Source
    blocks: tuple[Block, ...]
    incidents: tuple[Incident, ...] = ()
    comments: tuple[Comment, ...] = ()
    is_page: bool = True
    is_extracted: bool = False
    pages: tuple[int, ...] = ()
