"""Copy in AsciiDoc (https://docs.asciidoctor.org/asciidoc/latest/), as structured text.

Line by line: titles, paragraphs, lists, labels, quotes, tables, captions. Listings, literal and passthrough blocks,
attributes and macros are not copy; the text of a link or of a picture is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.extract.fields import is_copy
from claimlint.extract.prose import NOTE, Line, Prose, around, lines_of
from claimlint.extract.strings import Cut
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Comment, Document, Source
from claimlint.model.span import Span

_TITLE = lazy_pattern(r"(={1,6}|#{1,6})[ \t]+(?=\S)")
_ITEM = lazy_pattern(r"(?:\*{1,6}|\.{1,6}|-|\d{1,3}\.|<\d{1,3}>)[ \t]+(?:\[[ x*]\][ \t]+)?(?=\S)")
_LABEL = lazy_pattern(r"(?P<label>\S.*?)(?::{2,4}|;;)(?:[ \t]+(?P<rest>\S)|\Z)")
_ATTRIBUTE = lazy_pattern(r":!?([\w-]+)!?:(?:[ \t]+|\Z)")
_BLOCK_ATTRIBUTES = lazy_pattern(r"\[[^\]]*\]|\[\[[^\]]*\]\]")
_MACRO = lazy_pattern(r"(image|video|audio|include|toc|ifdef|ifndef|ifeval|endif|icon|kbd|pass|stem)::?[^\s\[]*\[")
_ALT = lazy_pattern(r"image::[^\[\]]*\[(?:\"(?P<quoted>[^\"]*)\"|(?P<alt>[^\],=\"]+)(?=[\],]))")
_CAPTION = lazy_pattern(r"\.(?![.\s])")
_FENCE = lazy_pattern(
    r"(?P<verbatim>-{4,}|\.{4,}|\+{4,}|```+\w*)|(?P<comment>/{4,})|={4,}|\*{4,}|_{4,}|--|(?P<table>[|,:!]={3,})"
)
_ADMONITION = lazy_pattern(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_CODE_STYLE = lazy_pattern(r"\[(?:source|listing|literal|pass|stem|plantuml|mermaid|latexmath|asciimath)\b")
_CELL = lazy_pattern(r"(?:\d+(?:\.\d+)?[+*]|\.\d+\+)?(?:[<^>]?(?:\.[<^>])?)[aehlmsv]?\|([^|]*)")
_SPAN = r"(?P<{name}>[^\s{mark}](?:[^{mark}]*[^\s{mark}])?)"
_INLINE = lazy_pattern(
    r"\+\+\+.*?\+\+\+|(?P<code>``?[^`]+``?)|(?P<hole>\{[\w:-]+\})|footnote:\w*\[(?P<note>[^\]]{0,500}+)\]"
    r"|(?:link:|mailto:|xref:)[^\s\[\]]{0,500}+\[(?P<link>[^\]]{0,500}+)\]|(?:https?|ftp)://[^\s\[\]]{0,500}+(?:\[(?P<text>[^\]]{0,500}+)\])?"
    r"|image:[^\s\[\]]{0,500}+\[[^\]]{0,500}+\]|<<[^<>,]{0,200}(?:,(?P<reference>[^<>]{0,200}))?>>|\[\[[^\]]{0,500}+\]\]|\[[.#][^\]]{0,500}+\](?=[#*_`])"
    r"|(?<!\w)\*{1,2}(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*{1,2}(?!\w)|(?<!\w)_{1,2}(?P<emphasis>[^\s_](?:[^_]*[^\s_])?)_{1,2}(?!\w)"
    r"|(?<!\w)\#{1,2}(?P<mark>[^\s\#](?:[^\#]*[^\s\#])?)\#{1,2}(?!\w)|[ \t]\+(?=[ ]|\Z)"
)
_GAPS = frozenset(("code", "hole", "note"))


def extract_asciidoc(source: Source) -> Document:
    """Return the copy in a file of AsciiDoc."""
    reader = _Reader(source)
    reader.read()
    return reader.prose.document()


def _inline(text: str) -> Iterator[Cut]:
    for match in _INLINE.finditer(text):
        kind = match.lastgroup
        if kind == "note":
            yield *match.span(), NOTE + "note"
        elif kind is None or kind in _GAPS:
            yield *match.span(), " "
        else:
            yield from around(match, kind)


class _Reader:
    """Where the reading of the lines of a file is."""

    def __init__(self, source: Source) -> None:
        self.prose = Prose(source, _inline)
        self.lines = lines_of(source.text)
        self.place = 0
        self.style = ""
        """The attributes of the block that is next."""
        self.open: list[str] = []
        """The delimiters of the blocks of copy that are open."""

    def read(self) -> None:
        """Read all lines."""
        while self.place < len(self.lines):
            line = self.lines[self.place]
            text = line.text
            if not text or text == "+" or text.startswith("'''") or text == "<<<":
                self.place += 1
            elif text.startswith("//") and not text.startswith("///"):
                self.prose.comments.append(Comment(text[2:], Span(line.start, line.end)))
                self.place += 1
            elif fence := _FENCE.fullmatch(text):
                self._fence(fence)
            elif _BLOCK_ATTRIBUTES.fullmatch(text):
                self.style = text
                self.place += 1
            elif not self._single(line):
                self._paragraph(line)

    def _single(self, line: Line) -> bool:
        """Read a line that is something by itself; return False if it is none."""
        text = line.text
        if (attribute := _ATTRIBUTE.match(text)) and line.indent == 0:
            said = text[attribute.end() :]
            if is_copy(attribute[1], said):
                kind = BlockKind.META if attribute[1] == "description" else BlockKind.FRONT_MATTER
                self.prose.add(kind, [line], skip=attribute.end(), name=attribute[1])
        elif _MACRO.match(text):
            self._picture(line)
        elif title := _TITLE.match(text):
            level = len(title[1])
            kind = BlockKind.HEADING if self.prose.blocks or level > 1 else BlockKind.TITLE
            self.prose.add(kind, [line], skip=title.end(), level=level if kind is BlockKind.HEADING else 0)
        elif _CAPTION.match(text) and not _ITEM.match(text):
            self.prose.add(BlockKind.CAPTION, [line], skip=1)
        else:
            return False
        self.place += 1
        return True

    def _picture(self, line: Line) -> None:
        alt = _ALT.match(line.text)
        if alt:
            group = "quoted" if alt["quoted"] is not None else "alt"
            start = line.start + alt.start(group)
            self.prose.add(BlockKind.ALT, [Line(alt[group], start, 0)], name="alt")

    def _paragraph(self, line: Line) -> None:
        """Read a paragraph, a list item or a label with its text."""
        end = self.place + 1
        while end < len(self.lines) and self.lines[end].text and not self._begins_something(self.lines[end]):
            end += 1
        lines = self.lines[self.place : end]
        self.place = end
        style, self.style = self.style, ""
        if _CODE_STYLE.match(style):
            return
        item, label, note = _ITEM.match(line.text), _LABEL.match(line.text), _ADMONITION.match(line.text)
        if item:
            self.prose.add(BlockKind.LIST_ITEM, lines, skip=item.end())
        elif label:
            term = self.prose.add(BlockKind.PARAGRAPH, [Line(label["label"], line.start, line.indent)])
            leads = (term,) if term >= 0 else ()
            if label["rest"]:
                self.prose.add(BlockKind.LIST_ITEM, lines, skip=label.start("rest"), leads=leads)
            elif lines[1:]:
                self.prose.add(BlockKind.LIST_ITEM, lines[1:], leads=leads)
        elif line.indent and not style and not self._continues():
            return  # an indented paragraph is literal
        else:
            is_quote = style.startswith(("[quote", "[verse")) or any(mark[0] == "_" for mark in self.open)
            kind = BlockKind.QUOTE if is_quote else BlockKind.PARAGRAPH
            self.prose.add(kind, lines, skip=note.end() if note else 0)

    def _continues(self) -> bool:
        """Say whether an indented paragraph here goes on with a list."""
        return bool(self.prose.blocks) and self.prose.blocks[-1].kind is BlockKind.LIST_ITEM

    def _begins_something(self, line: Line) -> bool:
        text = line.text
        return bool(
            text == "+"
            or text.startswith("//")
            or _FENCE.fullmatch(text)
            or _ITEM.match(text)
            or _BLOCK_ATTRIBUTES.fullmatch(text)
            or _LABEL.fullmatch(text)
        )

    def _fence(self, fence: re.Match[str]) -> None:
        """Pass over a block that is no copy, read a table; of other blocks only the marks are passed over."""
        opened, style = self.lines[self.place], self.style
        self.place += 1
        if fence.lastgroup is None and not _CODE_STYLE.match(style):
            self.style = ""
            if opened.text in self.open:
                del self.open[self.open.index(opened.text) :]
            else:
                self.open.append(opened.text)
            return
        self.style = ""
        first = self.place
        closer = opened.text if not opened.text.startswith("```") else "```"
        while self.place < len(self.lines) and self.lines[self.place].text != closer:
            self.place += 1
        body = self.lines[first : self.place]
        if self.place == len(self.lines):
            self.prose.refuse(opened.start, f"a block opens here with {closer[:10]} and is never closed")
        self.place += 1
        if fence["comment"]:
            last = max([opened.end, *(line.end for line in body)])
            said = self.prose.source.text[opened.end : last]
            self.prose.comments.append(Comment(said, Span(opened.start, last)))
        elif fence["table"]:
            self._table(body)

    def _table(self, body: list[Line]) -> None:
        """Add the cells of a table; the first line of cells leads the others, as does the first cell of its line."""
        headers: dict[int, int] = {}
        columns = 0
        row: dict[int, int] = {}
        for line in body:
            cells = [cell for cell in _CELL.finditer(line.text) if cell[1].strip()]
            if not cells and line.text:
                self.prose.add(BlockKind.TABLE_CELL, [line])
            if not headers:
                columns = len(cells)
            elif len(row) >= columns:
                row = {}
            for cell in cells:
                number = len(row)
                written = Line(cell[1].strip(), line.start + cell.end() - len(cell[1].lstrip()), 0)
                leads = tuple(lead for lead in (headers.get(number, -1), row.get(0, -1)) if lead >= 0)
                row[number] = self.prose.add(BlockKind.TABLE_CELL, [written], leads=leads)
            if not headers and row:
                headers, row = row, {}
