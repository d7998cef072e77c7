"""Plain stretches of Markdown: paragraphs, headings, quotes, lists and tables in which nothing can be mistaken.

They hold words, and in them at most strong words and links of the simplest form. Most of a page is such text, and most
of the time that the parser takes goes into telling of it event by event. So the parser is given a thematic break for
each stretch, which closes what is open and leaves nothing open, as the stretch would. It still decides what the stretch
is: copy if it reports the break, and not if it takes that for a line of code or HTML.

What tells a plain part from another is its marks: the line ends, and the characters that may mean something to Markdown
wherever they stand. One pass finds those of the whole text. A part is plain if each of its marks is accounted for by
a form that is read here, and no line of it begins with what would begin something else.
"""

from __future__ import annotations

from typing import NamedTuple

from claimlint.extract.html_pieces import verbatim_block
from claimlint.extract.markdown_lines import MARKER, STARTS, are_text, is_text, marked_block
from claimlint.extract.runs import FILLER
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind

STAND_IN = "***\n"
"""What the parser is given for a plain stretch."""
_BETWEEN = "\0"
"""What stands between the marks of parts."""
_MARKS = b"#&*<>[\\]_`|~"
_UNREAD = frozenset("<\\`~")
"""Marks that nothing accounts for that is read here."""
_WORDS = bytes(code for code in (*range(32, 127), *range(128, 256), ord("\r")) if code not in _MARKS)
"""The bytes of characters that stand for themselves, unless a line begins with them."""
_WORDS_BESIDE_FILLER = _WORDS.replace(FILLER.encode()[:1], b"")
_LIST_STARTS = frozenset("-+*0123456789")
_HEADINGS = {"#" * level: "#" * level + " " for level in range(1, 7)}
"""How a heading begins, by the marks of its level."""

_GOES_ON = lazy_pattern(r"[ \t\r\n:]|(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t\r\n]|\Z)")
"""What a list may go on with after a blank line."""
_NEXT_ITEM = lazy_pattern(r"\r?\n(?! )")
_DELIMITERS = lazy_pattern(r"\|(?: *:?-+:? *\|)+")
_DEFINES = lazy_pattern(r"\s*+:")
_MEANS = lazy_pattern(r"\n[ \t]*+:")
_PICTURE = lazy_pattern(r"!\[([A-Za-z0-9][^\[\]]*+)\]\(([A-Za-z0-9/.:#?=%+@_-]++)(?: \"([A-Za-z0-9][^\"]*+)\")?\)")
_LONGEST_WITH_DEFINITIONS = 30_000
"""Characters of a text with definitions of links: in a longer one, its length is the limit of what they may put in."""
# Looking up a member of an enum costs as much as a short loop.
_CELL, _HEADING, _LIST_ITEM = BlockKind.TABLE_CELL, BlockKind.HEADING, BlockKind.LIST_ITEM
_PARAGRAPH, _QUOTE = BlockKind.PARAGRAPH, BlockKind.QUOTE
_ALT, _ATTRIBUTE = BlockKind.ALT, BlockKind.ATTRIBUTE


class _Table(NamedTuple):
    """The rows of a plain table at code point ``start`` of the source; ``between`` is the length of a line end."""

    rows: list[str]
    start: int
    between: int

    def add_to(self, blocks: list[Block]) -> None:
        """Add a block for each cell that is not empty, led by the head of its column and the first cell of its row."""
        head, _, *rows = self.rows
        heads: list[tuple[int, ...]] = []
        place = self.start
        for cell in head.split("|")[1:-1]:
            words = cell.lstrip()
            place += len(cell) + 1
            block = verbatim_block(_CELL, words, place - len(words))
            heads.append((len(blocks),) if block else ())
            if block:
                blocks.append(block)
        start = self.start + len(head) + len(self.rows[1]) + 2 * self.between
        for row in rows:
            place = start
            side = None
            for above, cell in zip(heads, row.split("|")[1:-1], strict=True):
                words = cell.lstrip()
                place += len(cell) + 1
                leads = above + side if side else above
                block = verbatim_block(_CELL, words, place - len(words), leads) if words else None
                if side is None:
                    side = (len(blocks),) if block else ()
                if block:
                    blocks.append(block)
            start += len(row) + self.between


class _Items(NamedTuple):
    """The items of a plain list that the block before it leads."""

    blocks: list[Block]

    def add_to(self, blocks: list[Block]) -> None:
        """Add the items, led by the last of ``blocks``."""
        leads = (len(blocks) - 1,)
        blocks += [block._replace(leads=leads) for block in self.blocks]


class Stretch(NamedTuple):
    """A plain stretch from code point ``start`` to ``end`` (exclusive), and what it makes if it is copy."""

    start: int
    end: int
    parts: list[Block | _Items | _Table]

    def add_to(self, blocks: list[Block], previous: int) -> int:
        """Add what the stretch makes; return the index of the block that a list after it would follow, or -1.

        ``previous`` is that of the block which a list instead of the stretch would follow: pictures change nothing.
        """
        for part in self.parts:
            if type(part) is Block:  # much faster than to ask for an instance
                blocks.append(part)
            elif not isinstance(part, Block):
                part.add_to(blocks)
        last = len(blocks) - 1
        for part in reversed(self.parts):
            if not _is_of_picture(part):
                return last if _may_lead(part) else -1
            last -= 1
        return previous


def introduces(block: Block) -> bool:
    """Say whether a paragraph or a heading leads the items of the list that comes next."""
    return block.kind is _HEADING or block.text.endswith((":", "\uff1a"))


def plain_stretches(text: str, base: int = 0) -> list[Stretch]:
    """Return the plain stretches of ``text``, in order and apart; ``text`` stands at code point ``base`` of its source.

    Each is whole lines, begins at the start of the text or after a blank line, and ends after a blank line or at the
    end of the text. There must be no lone carriage return. The work is linear in the text.
    """
    found: list[Stretch] = []
    if _BETWEEN in text:
        return found
    newline = "\r\n" if "\r" in text else "\n"
    blank = newline * 2
    between = len(blank)
    begun = place = 0
    has_definitions = False
    page = _Page(text, newline, base)
    parts = page.parts
    written = text.rstrip("\r\n").split(blank)
    try:
        marks_of_parts = _marks(written)
    except UnicodeEncodeError:  # half a character, at which the parser will refuse the text
        return found
    for part, marks in zip(written, marks_of_parts, strict=True):
        block = None
        if not marks:  # most parts are a line of text, or a heading
            if part[:1] in STARTS:
                block = verbatim_block(_PARAGRAPH, part, base + place)
        elif prefix := _HEADINGS.get(marks):
            level = len(marks)
            if part.startswith(prefix) and part[level + 1 : level + 2] in STARTS:
                block = verbatim_block(_HEADING, part[level + 1 :], base + place + level + 1, (), level)
        elif "\n" not in marks and part[:1] in STARTS:
            block = marked_block(_PARAGRAPH, part, marks, base + place)
        stop = place + len(part) + between
        if block:
            parts.append(block)
        elif not (_UNREAD.isdisjoint(marks) and page.read(part, marks, place, stop)):
            if parts and not _DEFINES.match(text, place):  # else the last paragraph is a term
                found.append(Stretch(begun, place, parts))
            # Definitions of links are no copy and no part of anything: a term may stand before them, and what it means
            # after.
            if not has_definitions and "]:" in part:
                if len(text) > _LONGEST_WITH_DEFINITIONS or _MEANS.search(text):
                    return []
                has_definitions = True
            begun = stop
            parts = page.parts = []
        place = stop
    if page.parts:
        found.append(Stretch(begun, len(text), page.parts))
    return found


def _marks(parts: list[str]) -> list[str]:
    """Return the marks in each of ``parts``."""
    words = _WORDS
    text = _BETWEEN.join(parts)
    try:
        data = text.encode("latin-1")  # a copy of what is in memory
    except UnicodeEncodeError:
        data = text.encode()
        if FILLER in text:
            words = _WORDS_BESIDE_FILLER
    return data.translate(None, words).decode("latin-1").split(_BETWEEN)


class _Page:
    """A text in which plain parts are read; a part is what stands between blank lines.

    Methods that read a part say whether it is plain, and add what it makes to ``parts``, or nothing. Places are code
    points of ``text``, which stands at ``base`` of the source.
    """

    __slots__ = ("base", "newline", "parts", "text")

    def __init__(self, text: str, newline: str, base: int) -> None:
        self.text = text
        self.newline = newline
        self.base = base
        self.parts: list[Block | _Items | _Table] = []

    def read(self, part: str, marks: str, place: int, stop: int) -> bool:
        """Read the part at ``place``, after which the next one begins at ``stop``."""
        first = part[:1]
        if first in "\r\n":  # of more than one blank line; also where nothing is left
            size = len(part)
            part = part.lstrip("\r\n")
            place += size - len(part)
            marks = marks[(size - len(part)) // len(self.newline) :]
            if not part:
                return True
            first = part[0]
        if self.newline != "\n" and marks.count("\n") != part.count(self.newline):  # line ends of both kinds
            return False
        return (self._heading if first == "#" else self._body)(part, marks, place, stop)

    def _heading(self, part: str, marks: str, place: int, stop: int) -> bool:
        """Read a heading, and what follows it without a blank line."""
        line, _, rest = part.partition(self.newline)
        line_marks, _, rest_marks = marks.partition("\n")
        words = line_marks.lstrip("#")
        level = len(line_marks) - len(words)
        title = line[level + 1 :]
        if not line.startswith(_HEADINGS.get("#" * level, "\n")) or title[:1].isspace() or rest[:1] == "#":
            return False
        block = marked_block(_HEADING, title, words, self.base + place + level + 1, level=level)
        if not block:
            return False
        self.parts.append(block)
        if rest and not self._body(rest, rest_marks, place + len(line) + len(self.newline), stop):
            self.parts.pop()
            return False
        return True

    def _body(self, part: str, marks: str, place: int, stop: int) -> bool:
        """Read anything but a heading."""
        first = part[0]
        if first == "|":
            return self._table(part, marks, place)
        if part.startswith("!["):
            return self._picture(part, marks, place)
        if first == ">":
            return self._quote(part, marks, place)
        if first in _LIST_STARTS and MARKER.match(part):
            return self._list(part, marks, place, stop)
        return self._prose(_PARAGRAPH, part, marks, place, self.newline)

    def _picture(self, part: str, marks: str, place: int) -> bool:
        """Read a picture that stands alone, for its alternative text and its title."""
        picture = _PICTURE.fullmatch(part)
        if not picture or len(marks) != 2 + picture[2].count("_") + picture[2].count("#"):
            return False
        alt, title = picture[1], picture[3]
        made = [verbatim_block(_ALT, alt, self.base + place + picture.start(1), name="alt")]
        if title:
            made.append(verbatim_block(_ATTRIBUTE, title, self.base + place + picture.start(3), name="title"))
        blocks = [block for block in made if block]
        if len(blocks) < len(made):
            return False
        self.parts += blocks
        return True

    def _quote(self, part: str, marks: str, place: int) -> bool:
        """Read a quote of one paragraph."""
        newline = self.newline + "> "
        words = marks.replace(">", "")
        if not part.startswith("> ") or len(marks) - len(words) != part.count(newline) + 1:
            return False
        return self._prose(_QUOTE, part[2:], words, place + 2, newline)

    def _prose(self, kind: BlockKind, text: str, marks: str, place: int, newline: str) -> bool:
        """Read lines of text between which ``newline`` stands."""
        if not are_text(text, marks, newline):
            return False
        block = marked_block(kind, text, marks, self.base + place, newline)
        if block:
            self.parts.append(block)
        return block is not None

    def _list(self, part: str, marks: str, place: int, stop: int) -> bool:
        """Read a list, which is one only after something that ends a list before it, and before what ends it."""
        if not self.parts or _is_of_picture(self.parts[-1]) or _GOES_ON.match(self.text, stop):
            return False
        wrap = self.newline + "  "
        is_wrapped = wrap in part
        lines = _NEXT_ITEM.split(part) if is_wrapped else part.split(self.newline)
        marks_of_lines = marks.split("\n")
        read = 0
        items: list[Block] = []
        place += self.base
        first, _, _ = part.partition(" ")
        for line in lines:
            sign, _, item = line.partition(" ")
            if sign != first and not ((marker := MARKER.match(line)) and marker[1] == first[-1]):
                return False
            count = len(item.split("\n")) if is_wrapped else 1
            words = marks_of_lines[read] if count == 1 else "\n".join(marks_of_lines[read : read + count])
            read += count
            if first == "*":
                words = words[1:]
            if not (are_text(item, words, wrap) if count > 1 else item[:1] in STARTS or is_text(item)):
                return False
            start = place + len(sign) + 1
            if words:
                block = marked_block(_LIST_ITEM, item, words, start, wrap)
            else:
                block = verbatim_block(_LIST_ITEM, item, start)
            if not block:
                return False
            items.append(block)
            place += len(line) + len(self.newline)
        last = self.parts[-1]
        if isinstance(last, Block) and _may_lead(last) and introduces(last):
            self.parts.append(_Items(items))
        else:
            self.parts += items
        return True

    def _table(self, part: str, marks: str, place: int) -> bool:
        """Read a table whose rows all have as many cells as the second, without which the first is no head."""
        rows, pipes = part.split(self.newline), marks.split("\n")
        if len(rows) < 2 or not _DELIMITERS.fullmatch(rows[1]):
            return False
        if pipes.count(pipes[1]) != len(rows) or part.count(f"|{self.newline}|") != len(rows) - 1 or part[-1] != "|":
            return False
        self.parts.append(_Table(rows, self.base + place, len(self.newline)))
        return True


def _is_of_picture(part: Block | _Items | _Table) -> bool:
    return isinstance(part, Block) and part.name != ""


def _may_lead(part: Block | _Items | _Table) -> bool:
    return isinstance(part, Block) and (part.kind is _PARAGRAPH or part.kind is _HEADING)
