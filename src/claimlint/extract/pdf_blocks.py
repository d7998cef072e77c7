"""From the pages of a PDF to a document: its text line by line, and the blocks that its paragraphs make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, zip_longest

from claimlint.extract.pdf_layout import HYPHENS, SAME_SIZE, Line, Paragraph, paragraphs_of
from claimlint.extract.plain import BULLET
from claimlint.extract.runs import Run as Text
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Document, Incident, MarkKind, Source

_EDGE = 0.1
"""The part of a page's height, at its top and its bottom, where headers and footers stand."""
_LARGE, _SMALL = 1.15, 0.93
"""Sizes, against that of the running text, of headings and of notes."""
_MOST_HEADING, _MOST_HEADING_LINES = 200, 3
_DIGITS = lazy_pattern(r"\d+")
_NUMBERING = lazy_pattern(r"(?:\w{1,5}\.? )?[\W\d]*\d[\W\d]*(?:\w{1,5} \d+\W*)?")
"""What numbers a page: “3”, “- 3 -”, “Page 3 of 9”."""
_LONGEST_NUMBERING = 30
_SENTENCE_END = lazy_pattern(r"[.!?;,…]\Z")
_NOTE = lazy_pattern(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]|\d{1,3}\s")
_WORD = lazy_pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = lazy_pattern(r"([^\W\d_]+)[-\xad]\Z")
_LONGEST_WORD = 60
_TAIL = lazy_pattern(r"[^\W\d_]+")
_FIRST = frozenset((
    "all", "anti", "best", "clinic", "clinically", "doctor", "ever", "evidence", "fast", "first", "full", "half",
    "hand", "high", "life", "long", "low", "medical", "multi", "needle", "new", "non", "nurse", "one", "pain",
    "physician", "plant", "post", "pre", "quick", "real", "risk", "scar", "science", "self", "semi", "side",
    "single", "skin", "state", "stem", "stress", "three", "top", "two", "ultra", "well", "world",
))  # fmt: skip
_SECOND = frozenset((
    "aging", "approved", "backed", "based", "certified", "class", "cleared", "cost", "effect", "effective",
    "effects", "end", "even", "fat", "fda", "free", "friendly", "grade", "healing", "in", "induced", "inflammatory",
    "invasive", "known", "lasting", "leading", "led", "level", "line", "list", "month", "off", "old", "out",
    "proof", "proven", "quality", "rated", "related", "rich", "risk", "run", "safe", "saving", "surgical", "term",
    "tested", "time", "to", "up", "week", "year",
))  # fmt: skip
"""Words that stand before and after the hyphens of compounds, which keep theirs at the end of a line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its lines in reading order; ``bottom`` is that of the sheet, in points."""

    lines: tuple[Line, ...]
    bottom: float
    height: float

    def is_at_edge(self, line: Line) -> bool:
        """Say whether a line stands where headers and footers do."""
        return not _EDGE < self.place(line) < 1 - _EDGE

    def place(self, line: Line) -> float:
        """Return how high up a line stands, from 0 to 1."""
        return (line.first.baseline - self.bottom) / self.height if self.height > 0 else 0.5


@dataclass(frozen=True, slots=True)
class Style:
    """What the letters of the running text look like, and the sizes of headings, the largest first."""

    size: float
    is_bold: bool
    headings: tuple[float, ...] = ()


def document_of(
    properties: Sequence[tuple[BlockKind, str]],
    pages: Sequence[Page],
    data: bytes,
    path: str,
    incidents: Iterable[Incident],
) -> Document:
    """Return the document that ``pages`` make; ``properties`` are texts about it that stand on no page."""
    running = _running(pages)
    style = _style(pages)
    text = _Writer()
    parts: list[list[Paragraph]] = []
    for kind, value in properties:
        text.property(kind, value)
    for page in pages:
        aside = [line for line in page.lines if id(line) in running]
        top = [line for line in aside if page.place(line) > 0.5]
        bottom = [line for line in aside if page.place(line) <= 0.5]
        flow = [line for line in page.lines if id(line) not in running]
        text.page([*top, *flow, *bottom])
        parts += [
            [Paragraph([line]) for line in top],
            paragraphs_of(flow, style.size),
            [Paragraph([line]) for line in bottom],
        ]
    _join_broken(parts[1::3], style)
    blocks = _Blocks(text, _with_headings(style, parts[1::3]))
    for number, part in enumerate(parts):
        blocks.add(part, aside=number % 3 != 1)
    source = Source(path, "".join(text.parts), "utf-8", "\n", False, False, sha256(data).hexdigest())
    return Document(source, tuple(blocks.blocks), tuple(incidents), is_extracted=True, pages=tuple(text.pages))


def _running(pages: Sequence[Page]) -> set[int]:
    """Return the ids of lines that are headers or footers: they are the same on several pages, but for numbers."""
    seen: dict[tuple[str, int], dict[int, list[Line]]] = {}
    found: set[int] = set()
    for number, page in enumerate(pages):
        for _, beside in groupby(page.lines, key=lambda line: line.row):
            row = list(beside)
            if len(row) == 1 and page.is_at_edge(row[0]) and _is_numbering(row[0].text):
                found.add(id(row[0]))
            for line in row:
                key = _DIGITS.sub("#", line.text), round(page.place(line) * 50)
                if page.is_at_edge(line):
                    seen.setdefault(key, {}).setdefault(number, []).append(line)
    for lines in seen.values():
        if len(lines) > 1:
            found.update(id(line) for page_lines in lines.values() for line in page_lines)
    return found


def _is_numbering(text: str) -> bool:
    """Say whether a text does nothing but number a page."""
    return len(text) <= _LONGEST_NUMBERING and _NUMBERING.fullmatch(text) is not None


def _style(pages: Sequence[Page]) -> Style:
    """Return the size that most letters have, and whether most of those are bold."""
    sizes: Counter[float] = Counter()
    bold: Counter[float] = Counter()
    for run in (run for page in pages for line in page.lines for run in line.runs):
        sizes[run.size] += len(run.text)
        bold[run.size] += len(run.text) * run.is_bold
    if not sizes:
        return Style(10, is_bold=False)
    size = max(sizes, key=lambda found: (sizes[found], found))
    return Style(size, 2 * bold[size] > sizes[size])


def _with_headings(style: Style, flows: Iterable[Iterable[Paragraph]]) -> Style:
    sizes = {
        paragraph.size
        for flow in flows
        for paragraph in flow
        if paragraph.size >= _LARGE * style.size and len(paragraph.lines) <= _MOST_HEADING_LINES
    }
    return Style(style.size, style.is_bold, tuple(sorted(sizes, reverse=True)))


def _join_broken(flows: Iterable[list[Paragraph]], style: Style) -> None:
    """Join paragraphs that go on at the top of the next column or page, footnotes between left where they are."""
    last: Paragraph | None = None
    for flow in flows:
        kept: list[Paragraph] = []
        turned = True
        for paragraph in flow:
            turned = turned or (last is not None and paragraph.bounds[3] > last.bounds[1] + last.size + 1)
            if last is not None and turned and _is_rest(last, paragraph):
                last.lines += paragraph.lines
                last.bounds = paragraph.bounds
            else:
                kept.append(paragraph)
                if paragraph.size >= _SMALL * style.size:
                    last = paragraph
            turned = False
        flow[:] = kept


def _is_rest(last: Paragraph, paragraph: Paragraph) -> bool:
    sizes = sorted((last.size, paragraph.size))
    if last.ends or last.cell or paragraph.cell or sizes[1] > SAME_SIZE * sizes[0]:
        return False
    text = paragraph.lines[0].text
    if BULLET.match(text):
        return False
    is_full = len(last.lines) > 1 and last.lines[-1].right >= last.bounds[2] - 2 * last.size
    return text[0].islower() or is_full


class _Writer:
    """The text of the document so far, and where each line of a page stands in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pages: list[int] = []
        self.starts: dict[int, int] = {}
        self.properties: list[tuple[BlockKind, str, int]] = []
        self.words: set[str] = set()
        self._size = 0

    def property(self, kind: BlockKind, value: str) -> None:
        """Write a property on a line of its own."""
        text = " ".join(value.split())
        if text:
            self.properties.append((kind, text, self._size))
            self._write(text + "\n")

    def page(self, lines: Sequence[Line]) -> None:
        """Write the lines of a page; those that stand beside one another make one."""
        self.pages.append(self._size)
        for _, beside in groupby(lines, key=lambda line: line.row):
            for number, line in enumerate(beside):
                self._write("\t" * bool(number))
                self.starts[id(line)] = self._size
                self._write(line.text)
                self.words.update(word.lower() for word in _WORD.findall(line.text.rstrip("-\xad")))
            self._write("\n")

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._size += len(text)


class _Blocks:
    """The blocks of the document so far, in reading order."""

    def __init__(self, text: _Writer, style: Style) -> None:
        self.text, self.style = text, style
        self.blocks: list[Block] = []
        self._said: set[str] = set()
        self._leads: tuple[int, ...] = ()
        self._cells: dict[tuple[int, int], int] = {}
        self._table = -1
        for kind, value, start in text.properties:
            made = Text()
            made.verbatim(value, start)
            self._take(made.block(kind))

    def add(self, paragraphs: Sequence[Paragraph], *, aside: bool) -> None:
        """Add the blocks of a part of a page; what stands ``aside`` is added once, however often it is repeated."""
        self._table = -1
        for paragraph in paragraphs:
            if not aside:
                self._paragraph(paragraph)
            elif not _is_numbering(paragraph.lines[0].text) and paragraph.lines[0].text not in self._said:
                self._said.add(paragraph.lines[0].text)
                self._take(self._put_together(paragraph, 0).block(BlockKind.PARAGRAPH))

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.lines[0].text
        bullet = BULLET.match(text)
        level = self._level(paragraph)
        if paragraph.cell is not None:
            self._cell(paragraph, paragraph.cell)
        elif paragraph.size < _SMALL * self.style.size and _NOTE.match(text):
            self._take(self._put_together(paragraph, 0).block(BlockKind.FOOTNOTE))
        elif bullet and not (level and text[0].isalnum()):
            previous = self.blocks[-1] if self.blocks else None
            if previous and previous.kind is not BlockKind.LIST_ITEM:
                leads = previous.kind is BlockKind.HEADING or previous.text.endswith((":", "\uff1a"))
                self._leads = (len(self.blocks) - 1,) if leads else ()
            self._take(self._put_together(paragraph, bullet.end()).block(BlockKind.LIST_ITEM, self._leads))
        elif level:
            self._take(self._put_together(paragraph, 0).block(BlockKind.HEADING, level=level))
        else:
            self._take(self._put_together(paragraph, 0).block(BlockKind.PARAGRAPH))

    def _cell(self, paragraph: Paragraph, cell: tuple[int, int, int]) -> None:
        table, row, column = cell
        if table != self._table:
            self._table, self._cells = table, {}
        wanted = ((0, column), (row, 0)) if row and column else ((0, column),) if row else ()
        leads = tuple(dict.fromkeys(self._cells[key] for key in wanted if key in self._cells))
        if self._take(self._put_together(paragraph, 0).block(BlockKind.TABLE_CELL, leads)):
            self._cells.setdefault((row, column), len(self.blocks) - 1)

    def _take(self, block: Block | None) -> bool:
        if block is not None:
            self.blocks.append(block)
        return block is not None

    def _level(self, paragraph: Paragraph) -> int:
        """Return the level that a paragraph has as a heading, from 1, or 0: larger than the text, or short and bold."""
        if (
            len(paragraph.lines) > _MOST_HEADING_LINES
            or sum(len(line.text) for line in paragraph.lines) > _MOST_HEADING
        ):
            return 0
        if paragraph.size in self.style.headings:
            return min(self.style.headings.index(paragraph.size) + 1, 6)
        is_bold = paragraph.is_bold and not self.style.is_bold and paragraph.size >= _SMALL * self.style.size
        if is_bold and len(paragraph.lines) == 1 and not _SENTENCE_END.search(paragraph.lines[0].text):
            return min(len(self.style.headings) + 1, 6)
        return 0

    def _put_together(self, paragraph: Paragraph, skip: int) -> Text:
        """Return the text of a paragraph without its first ``skip`` characters, lines joined, words made whole."""
        made = Text()
        before, end = "", 0
        for line, after in zip_longest(paragraph.lines, paragraph.lines[1:]):
            start = self.text.starts[id(line)]
            text = line.text
            if before and not self._is_one_word(before, text):
                made.replaced(" ", end, start)
            end = start + len(text)
            if after and self._is_one_word(text, after.text) and not self._keeps_hyphen(text, after.text):
                text = text[:-1]
            made.verbatim(text[skip:], start + skip)
            before, skip = line.text, 0
        if not all(run.shown for line in paragraph.lines for run in line.runs):
            made.mark(MarkKind.HIDDEN, 0, "")
        return made

    def _is_one_word(self, above: str, below: str) -> bool:
        """Say whether a hyphen at the end of a line and what follows it belong to one word."""
        return above.endswith(HYPHENS) and len(above) > 1 and above[-2].isalnum() and below[0].isalnum()

    def _keeps_hyphen(self, above: str, below: str) -> bool:
        """Say whether the hyphen is the word's own, as in “risk-free”, rather than one that only divides it."""
        head, tail = _BROKEN.search(above[-_LONGEST_WORD:]), _TAIL.match(below)
        if above.endswith("\xad"):
            return False
        if head is None or tail is None or not below[0].islower() or (head[1].isupper() and len(head[1]) > 1):
            return True
        first, second = head[1].lower(), tail[0].lower()
        if f"{first}-{second}" in self.text.words:
            return True
        return first + second not in self.text.words and (first in _FIRST or second in _SECOND)
