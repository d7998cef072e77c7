"""Plain stretches of Markdown: paragraphs, headings, lists and tables in which nothing can be mistaken.

They hold words, and in them at most strong words and links of the simplest form. Most of a page is such text, and most
of the time that the parser takes goes into telling of it event by event. So the parser is given a thematic break for
each stretch, which closes what is open and leaves nothing open, as the stretch would. It still decides what the stretch
is: copy if it reports the break, and not if it takes that for a line of code or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, count

from claimlint.extract.html_pieces import Piece, block_of, verbatim_block
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Mark, MarkKind
from claimlint.model.span import SourceMap

STAND_IN = "***\n"
"""What the parser is given for a plain stretch."""
# What stands for itself wherever after the start of a line: characters of Latin-1, and others but surrogates, private
# ones and filler. One class for both would be slower, and would take ten times as long to compile.
_LATIN = r"[ !\"$%'-)+-;=?-Z^a-z{}\x80-\xff]"
_OTHER = r"[^\0-\xff\ud800-\ufdd0]"
_FIRST = (
    r"(?:[A-Za-z\"'($£\xc0-\xff]|[0-9]++(?![.)])|\*\*(?=[A-Za-z0-9])"
    r"|[\u0100-\u167f\u1681-\u1fff]|[\u2018-\u201f\u3001-\ud7ff])"
)
"""What begins a line of text and nothing else."""
_NAME = rf"[A-Za-z0-9](?:{_LATIN}++|{_OTHER}++)*+"
# Marks that can only open, and then only close: https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
_OPENS = r"(?<=[ (\n])\*\*"
_CLOSES = r"\*\*(?:(?<=[A-Za-z0-9]\*\*)(?=[ .,;:?!)\r\n])|(?<=[.?!]\*\*)(?=[ \r\n]))"
_LINK = rf"(?<!!)\[{_NAME}(?<!\s)\]\([A-Za-z0-9/.:#?=%+@_-]++\)"
_LINE = rf"(?={_FIRST}){_LATIN}*+(?:(?:{_OTHER}++|{_OPENS}{_NAME}{_CLOSES}|{_LINK}){_LATIN}*+)*+"
_MARKER = r"(?:[-+*]|[0-9]{1,9}[.)]) "

_new = tuple.__new__
"""Makes a named tuple without a call of the function in Python that its own constructor is."""
_ITEM = lazy_pattern(_MARKER)
_MARKUP = lazy_pattern(r"(\*\*|\[|\]\([^)]*\))")
_DEFINES = lazy_pattern(r"\s*+:")
_MEANS = lazy_pattern(r"\n[ \t]*+:")
_STARTS_OF_ITEMS = frozenset("-+*0123456789")
_GOES_ON = frozenset(" \t\r\n:") | _STARTS_OF_ITEMS
"""What follows a list that may go on there."""
_LONGEST_WITH_DEFINITIONS = 30_000
"""Characters of a text with definitions of links: in a longer one, its length is the limit of what they may put in."""
# Looking up a member of an enum costs as much as a short loop.
_CELL, _HEADING, _LIST_ITEM = BlockKind.TABLE_CELL, BlockKind.HEADING, BlockKind.LIST_ITEM
_PARAGRAPH, _LINK_MARK = BlockKind.PARAGRAPH, MarkKind.LINK


class _Patterns:
    """What plain parts look like where lines end with ``newline``; each takes the blank line after it."""

    def __init__(self, newline: str) -> None:
        self.newline = newline
        end = rf"(?:{newline}|\Z)"
        cells = rf"\|(?:(?:{_LATIN}|{_OTHER})*+\|)++{end}"
        alike = rf"(?=(?:\1|[0-9]{{1,9}}\2) |{newline}|\Z)"
        self.prose = lazy_pattern(rf"(?:(?:#{{1,6}} )?(?:{_LINE}(?<! ){end})++{end})++")
        self.list = lazy_pattern(rf"(?:(?:([-+*])|[0-9]{{1,9}}([.)])) {_LINE}{end}{alike})++{end}")
        self.table = lazy_pattern(rf"{cells}\|(?: *:?-+:? *\|)++{end}(?:{cells})*+{end}")
        self.blank = lazy_pattern(rf"(?:{newline})*+")

    def part(self, text: str, place: int, *, is_first: bool) -> re.Match[str] | None:
        """Return the plain part of ``text`` at ``place``, which is at the start or after a blank line, if there is one.

        A list is one only after another part, which ends any list that it could belong to, and before what ends it.
        """
        found = self.prose.match(text, place)
        if found:
            return found
        first = text[place]
        if first == "|":
            found = self.table.match(text, place)
            return found if found and _is_even(found.group()) else None
        if first in _STARTS_OF_ITEMS and not is_first:
            found = self.list.match(text, place)
            return found if found and text[found.end() : found.end() + 1] not in _GOES_ON else None
        return None


_patterns = cache(_Patterns)


def _is_even(table: str) -> bool:
    """Say whether all rows have as many cells as the second, without which the first is no head."""
    lines = table.rstrip().split("\n")
    return {line.count("|") for line in lines} == {lines[1].count("|")}


def plain_stretches(text: str) -> list[tuple[int, int]]:
    """Return the plain stretches of ``text``, in order and apart, as (start, end) in code points.

    Each is whole lines, begins at the start of the text or after a blank line, and ends after a blank line or at the
    end of the text. The work is linear in the text.
    """
    found: list[tuple[int, int]] = []
    # Definitions of links are no copy and no part of anything: a term may stand before them, and what it means after.
    if "]:" in text and (len(text) > _LONGEST_WITH_DEFINITIONS or _MEANS.search(text)):
        return found
    patterns = _patterns("\r\n" if "\r" in text else "\n")
    newline = patterns.newline
    blank_lines = patterns.blank.match
    size = len(text)
    place = begun = 0
    while place < size:
        part = patterns.part(text, place, is_first=begun == place)
        if part:
            place = part.end()
            continue
        if begun < place and not _DEFINES.match(text, place):  # else the last paragraph is a term
            found.append((begun, place))
        if not text.startswith(newline, place):
            place = text.find(newline * 2, place)
            if place < 0:
                return found
        blank = blank_lines(text, place)
        begun = place = blank.end() if blank else size
    if begun < size:
        found.append((begun, size))
    return found


def introduces(block: Block) -> bool:
    """Say whether a paragraph or a heading leads the items of the list that comes next."""
    return block.kind is _HEADING or block.text.endswith((":", "\uff1a"))


def add_plain(blocks: list[Block], text: str, start: int, previous: int) -> int:
    """Add the blocks of ``text``, a plain stretch that stands at code point ``start``.

    ``previous`` is the index of the paragraph or heading that ``text`` follows directly, or -1. Return the one that the
    next block follows.
    """
    newline = "\r\n" if "\r" in text else "\n"
    for part in text.split(newline * 2):
        stop = start + len(part)
        first = part[:1]
        kind, level = _PARAGRAPH, 0
        if first == "#":
            kind, level = _HEADING, part.index(" ")
            part = part[level + 1 :]
            if newline in part:  # a paragraph follows without a blank line
                heading, _, part = part.partition(newline)
                begun = stop - len(part) - len(newline) - len(heading)
                previous = _add(blocks, kind, heading, begun, newline, (), level)
                kind, level = _PARAGRAPH, 0
        elif first == "|" or (first in _STARTS_OF_ITEMS and _ITEM.match(part)):
            lines = part.split(newline)
            if first == "|":
                _add_rows(blocks, lines, start, len(newline))
            else:
                leads = (previous,) if previous >= 0 and introduces(blocks[previous]) else ()
                _add_items(blocks, lines, start, newline, leads)
            previous = -1
            part = ""
        if part:
            added = _add(blocks, kind, part, stop - len(part), newline, (), level)
            previous = added if added >= 0 or level else previous
        start = stop + 2 * len(newline)
    return previous


def _add_items(blocks: list[Block], lines: list[str], start: int, newline: str, leads: tuple[int, ...]) -> None:
    for line in lines:
        stop = start + len(line)
        item = line[line.find(" ") + 1 :]
        _add(blocks, _LIST_ITEM, item, stop - len(item), newline, leads)
        start = stop + len(newline)


def _add_rows(blocks: list[Block], lines: list[str], start: int, between: int) -> None:
    above: list[int] = []
    for number, line in enumerate(lines):
        place = start
        start += len(line) + between
        if number == 1:
            continue
        row: list[int] = []
        for column, cell in enumerate(line.split("|")[1:-1]):
            words = cell.lstrip()
            stop = place + 1 + len(cell)
            leads: tuple[int, ...] = ()
            if above:
                leads = (above[column],) if above[column] >= 0 else ()
                if column and row[0] >= 0:
                    leads += (row[0],)
            block = verbatim_block(_CELL, words, stop - len(words), leads)
            row.append(len(blocks) if block else -1)
            if block:
                blocks.append(block)
            place = stop
        above = above or row


def _add(
    blocks: list[Block],
    kind: BlockKind,
    text: str,
    start: int,
    newline: str,
    leads: tuple[int, ...] = (),
    level: int = 0,
) -> int:
    """Add the block that the plain lines ``text`` make, which stand at ``start``; return its index, or -1."""
    if "*" in text or "[" in text or "\n" in text:
        block = _joined(kind, _Lines(text, start, newline), leads, level)
    else:
        block = verbatim_block(kind, text, start, leads, level)
    if block is None:
        return -1
    blocks.append(block)
    return len(blocks) - 1


class _Lines:
    """The pieces of some plain lines, which are worked out when they are asked for: of most blocks they never are.

    ``start`` is where ``text`` stands, in code points.
    """

    __slots__ = ("newline", "start", "text")

    def __init__(self, text: str, start: int, newline: str) -> None:
        self.text = text
        self.start = start
        self.newline = newline

    def __iter__(self) -> Iterator[Piece]:
        place = self.start
        for number, line in enumerate(self.text.split(self.newline)):
            if number:
                yield " ", place, place + len(self.newline), False
                place += len(self.newline)
            # By turns words and marks.
            for index, written in enumerate(_MARKUP.split(line)):
                if written and index % 2 == 0:
                    yield written, place, place + len(written), True
                place += len(written)


def _joined(kind: BlockKind, lines: _Lines, leads: tuple[int, ...], level: int) -> Block | None:
    """Return the block that plain lines make, without the marks in them."""
    text = lines.text.replace("**", "").replace(lines.newline, " ").rstrip()
    marks: list[Mark] = []
    if "[" in text:
        words, *links = text.split("[")
        parts = [words]
        size = len(words)
        for link in links:
            name, _, rest = link.partition("](")
            address, _, rest = rest.partition(")")
            parts += name, rest
            marks.append(_new(Mark, (_LINK_MARK, size, size + len(name), address)))
            size += len(name) + len(rest)
        text = "".join(parts)
    if "://" in text:
        pieces = list(lines)
        bounds = dict(zip(accumulate([len(piece[0]) for piece in pieces], initial=0), count(), strict=False))
        drafts = [(mark.kind, bounds[mark.start], bounds[mark.end], mark.target) for mark in marks]
        return block_of(kind, pieces, leads, level, drafts)
    return _new(Block, (kind, text, SourceMap(lines, len(text)), leads, level, tuple(marks), "", "")) if text else None
