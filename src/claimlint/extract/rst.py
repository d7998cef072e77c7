"""Copy in reStructuredText (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html), as structured text.

Line by line, without docutils, which keeps no places of characters: sections, paragraphs, lists, definitions, quotes,
tables, notes. Code, literal blocks, options and targets are not copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.extract.prose import NOTE, Line, Prose, around, lines_of
from claimlint.extract.strings import Cut
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Comment, Document, Source
from claimlint.model.span import Span

_ADORNMENT = lazy_pattern(r"([!-/:-@\[-`{-~])\1{2,}")
_BULLET = lazy_pattern(r"(?:[-*+\u2022]|\(?(?:\d{1,3}|#|[A-Za-z])[.)])[ \t]+(?=\S)")
_DIRECTIVE = lazy_pattern(r"\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:-]+?)::[ \t]*")
_FOOTNOTE = lazy_pattern(r"\.\.[ \t]+\[([^\]]+)\][ \t]+")
_OPTION = lazy_pattern(r":(alt|caption|title):[ \t]+")
_FIELD = lazy_pattern(r":[^:\s][^:]*:(?:[ \t]+|\Z)")
_GRID = lazy_pattern(r"\+[-=+]+\+")
_SIMPLE_TABLE = lazy_pattern(r"=+(?:[ \t]+=+)+")
_SPOKEN = frozenset((
    "admonition", "attention", "caution", "centered", "compound", "container", "danger", "epigraph", "error", "figure",
    "highlights", "hint", "important", "list-table", "note", "pull-quote", "rubric", "seealso", "sidebar", "table",
    "tip", "topic", "warning",
))  # fmt: skip
"""Directives whose content is copy; of all others nothing is but the text of pictures."""
_TITLED = frozenset(("admonition", "rubric", "sidebar", "table", "topic", "centered"))
_WITH_ALT = frozenset(("image", "figure"))
_INLINE = lazy_pattern(
    r"``(?P<literal>.+?)``|:[\w:+.-]+:`(?P<role>[^`]+)`|`(?P<link>[^`<]*?)[ \t]*<[^`>]*>`__?"
    r"|`(?P<phrase>[^`]+)`(?:__?)?|\[(?P<note>\#?[\w.*-]*)\]_|\|(?P<hole>[^|\s](?:[^|]*[^|\s])?)\|_{0,2}|\*\*(?P<strong>[^*\s](?:.*?[^*\s])?)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*|(?<=\w)__?(?!\w)|\\(?P<escaped>.)"
)


def extract_rst(source: Source) -> Document:
    """Return the copy in a file of reStructuredText; comments are what stands after ``..`` and is nothing else."""
    reader = _Reader(source)
    reader.read(lines_of(source.text), 0)
    return reader.prose.document()


def _inline(text: str) -> Iterator[Cut]:
    for match in _INLINE.finditer(text):
        kind = match.lastgroup
        if kind in ("literal", "hole"):
            yield *match.span(), " "
        elif kind == "note":
            yield *match.span(), NOTE + match["note"]
        elif kind is None:
            yield *match.span(), ""
        else:
            yield from around(match, kind)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.prose = Prose(source, _inline)
        self._adornments: list[str] = []
        """The ways in which titles are marked, in the order of their first use: the depth of a section."""

    def read(self, lines: list[Line], indent: int, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Read ``lines``, whose text begins at column ``indent``; paragraphs in them are of the kind ``kind``."""
        place = 0
        while place < len(lines):
            line = lines[place]
            if not line.text:
                place += 1
                continue
            if line.text.startswith(".. ") or line.text == "..":
                place = self._explicit(lines, place)
            elif line.text.startswith("__ "):
                place += 1
            elif _GRID.fullmatch(line.text) or _SIMPLE_TABLE.fullmatch(line.text):
                place = self._table(lines, place)
            elif title := self._title(lines, place):
                place = title
            elif line.text.startswith(">>>"):
                place = _group_end(lines, place)
            elif _BULLET.match(line.text):
                place = self._item(lines, place)
            elif _FIELD.match(line.text):
                place = self._field(lines, place)
            elif line.indent > indent:
                end = _indented_end(lines, place, indent)
                self.read(lines[place:end], line.indent, BlockKind.QUOTE)
                place = end
            else:
                place = self._paragraph(lines, place, kind)

    def _title(self, lines: list[Line], place: int) -> int:
        """Add the title at ``place`` and return where it ends, or 0 if there is none."""
        over = bool(_ADORNMENT.fullmatch(lines[place].text))
        at = place + over
        if at + 1 >= len(lines):
            return place + 1 if over else 0
        title, under = lines[at], lines[at + 1]
        marked = _ADORNMENT.fullmatch(under.text)
        if not (marked and title.text and len(under.text) >= min(len(title.text), 4) and under.indent == 0):
            return place + 1 if over else 0
        style = f"{under.text[0]}{over}"
        if style not in self._adornments:
            self._adornments.append(style)
        level = self._adornments.index(style) + 1
        self.prose.add(BlockKind.HEADING, [title], level=level)
        return at + 2

    def _paragraph(self, lines: list[Line], place: int, kind: BlockKind) -> int:
        end = place + 1
        while end < len(lines) and lines[end].text and lines[end].indent == lines[place].indent:
            end += 1
        text = lines[end - 1].text
        is_term = end == place + 1 and end < len(lines) and lines[end].text and lines[end].indent > lines[place].indent
        if is_term:
            stop = _indented_end(lines, end, lines[place].indent)
            term = self.prose.add(BlockKind.PARAGRAPH, [lines[place]])
            first = len(self.prose.blocks)
            self.read(lines[end:stop], lines[end].indent, BlockKind.LIST_ITEM)
            self._lead(first, term)
            return stop
        end_of_copy = end - (text == "::")
        bar = 2 if lines[place].text.startswith("| ") else 0
        if bar:
            for line in lines[place:end_of_copy]:
                self.prose.add(kind, [line], skip=bar if line.text.startswith("|") else 0)
        elif end_of_copy > place:
            self.prose.add(kind, lines[place:end_of_copy])
        return _indented_end(lines, end, lines[place].indent) if text.endswith("::") else end

    def _lead(self, first: int, term: int) -> None:
        """Make the term lead the first block of its definition."""

        if term >= 0 and first < len(self.prose.blocks) and not self.prose.blocks[first].leads:
            self.prose.blocks[first] = self.prose.blocks[first]._replace(leads=(term,))

    def _item(self, lines: list[Line], place: int) -> int:
        line = lines[place]
        bullet = _BULLET.match(line.text)
        skip = bullet.end() if bullet else 0
        end = place + 1
        while (
            end < len(lines)
            and lines[end].text
            and lines[end].indent > line.indent
            and not _BULLET.match(lines[end].text)
        ):
            end += 1
        self.prose.add(BlockKind.LIST_ITEM, lines[place:end], skip=skip)
        stop = _indented_end(lines, end, line.indent)
        self.read(lines[end:stop], line.indent + skip, BlockKind.LIST_ITEM)
        return stop

    def _field(self, lines: list[Line], place: int) -> int:
        """Pass over a field; of those at the top of a page none is copy, but for a description."""
        line = lines[place]
        found = re.match(r":(description|abstract|subtitle|tagline):[ \t]+", line.text)
        end = _indented_end(lines, place + 1, line.indent)
        if found:
            copy = [line, *(other for other in lines[place + 1 : end] if other.text)]
            self.prose.add(BlockKind.META, copy, skip=found.end(), name=found[1])
        return end

    def _explicit(self, lines: list[Line], place: int) -> int:
        """Read what begins with two dots: a directive, a note, a target or a comment."""
        line = lines[place]
        end = _indented_end(lines, place + 1, line.indent)
        body = lines[place + 1 : end]
        if directive := _DIRECTIVE.match(line.text):
            self._directive(directive, line, body)
        elif footnote := _FOOTNOTE.match(line.text):
            copy = [line, *(other for other in body if other.text)]
            self.prose.add(BlockKind.FOOTNOTE, copy, skip=footnote.end(), name=footnote[1])
        elif not line.text.startswith((".. _", ".. |", ".. __")):
            last = max([line.end, *(other.end for other in body if other.text)])
            said = self.prose.source.text[line.start + 2 : last]
            self.prose.comments.append(Comment(said, Span(line.start, last)))
        return end

    def _directive(self, directive: re.Match[str], line: Line, body: list[Line]) -> None:
        name = directive[1]
        spoken = name in _SPOKEN
        if spoken and name not in _WITH_ALT and len(line.text) > directive.end():
            kind = BlockKind.HEADING if name in _TITLED else BlockKind.PARAGRAPH
            self.prose.add(kind, [line], skip=directive.end(), level=3 if name in _TITLED else 0)
        place = 0
        while place < len(body) and body[place].text.startswith(":"):
            option = _OPTION.match(body[place].text)
            if option and (spoken or name in _WITH_ALT):
                kind = BlockKind.ALT if option[1] == "alt" else BlockKind.ATTRIBUTE
                self.prose.add(kind, [body[place]], skip=option.end(), name=option[1])
            place += 1
        if spoken:
            rest = body[place:]
            indent = min((other.indent for other in rest if other.text), default=0)
            self.read(rest, indent, BlockKind.CAPTION if name == "figure" else BlockKind.PARAGRAPH)

    def _table(self, lines: list[Line], place: int) -> int:
        """Add the cells of a table, each line of one as a cell of its own; the first row leads the others."""
        end = _group_end(lines, place)
        grid = lines[place].text.startswith("+")
        headers: dict[int, int] = {}
        for line in lines[place:end]:
            if _GRID.fullmatch(line.text) or _ADORNMENT.fullmatch(line.text) or _SIMPLE_TABLE.fullmatch(line.text):
                continue
            parts = re.finditer(r"[^|]+", line.text) if grid else re.finditer(r"\S+(?: \S+)*", line.text)
            first = -1
            row: dict[int, int] = {}
            for number, part in enumerate(parts):
                cell = Line(part[0].rstrip(), line.start + part.start(), 0)
                leads = tuple(lead for lead in (headers.get(number, -1), first) if lead >= 0)
                row[number] = self.prose.add(BlockKind.TABLE_CELL, [cell], leads=leads)
                first = row[0]
            headers = headers or row
        return end


def _group_end(lines: list[Line], place: int) -> int:
    while place < len(lines) and lines[place].text:
        place += 1
    return place


def _indented_end(lines: list[Line], place: int, indent: int) -> int:
    """Return where the lines end that are indented more than ``indent``, blank ones among them included."""
    end = place
    while place < len(lines) and (not lines[place].text or lines[place].indent > indent):
        place += 1
        if lines[place - 1].text:
            end = place
    return end
