"""Copy in plain text: paragraphs, headings and lists told apart by blank lines, widths and bullets.

Two kinds of text come in ``.txt`` files: drafts that are wrapped by hand, where a line end is a space, and text pasted
from a page, where each line is a paragraph. Which it is, is decided for each group of lines between blank ones.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimlint.extract.runs import Run
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Source
from claimlint.model.span import Span

_LINE = lazy_pattern(r"([^\S\r\n]*)([^\r\n]*)(?:\r\n?|\n|\Z)")
_DIRECTIVE = lazy_pattern(r"<!--\s*claimlint", re.IGNORECASE)
"""A line that speaks to the linter: the one comment that a text file has. Any other is copy as written."""
_WORD_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""Bullets of Word's symbol fonts, which come in with pasted text as characters of private use."""
BULLET = lazy_pattern(
    rf"(?:[-\u2013*+•·▪◦‣●○■✓✔✅➤{_WORD_BULLETS}]|\(?\d{{1,3}}[.)]|\(?[A-Za-z]\))[^\S\r\n]+(?=\S)"
    rf"|[•●▪‣✓✔✅➤{_WORD_BULLETS}](?=\S)"
    r"|o(?:\t|[^\S\r\n]{2,})[^\S\r\n]*(?=\S)"  # the bullet of the second level, in a text that lost its font
)
_RULE = lazy_pattern(r"[-=_*~#+.·—\u2013\s]{3,}")
_SENTENCE_END = lazy_pattern(r"[.!?:;…。\uff01\uff1f][\"'”\u2019»)\]]*\Z")
_HEADING_END = lazy_pattern(r"[^.!;,…。\uff01\uff1b\uff0c][\"'”\u2019»)\]]*\Z")
_HEADING_LENGTH, _HEADING_WORDS = 90, 14
_WRAP_WIDTHS = range(40, 141)
"""Widths in characters that people and editors wrap text at; a longer line was never wrapped."""
_FULL = 0.85
"""The part of the widest line that a line fills before it is wrapped."""


class _Line(NamedTuple):
    """A line without the white space around it; ``start`` is its place, ``indent`` what stood before it."""

    text: str
    start: int
    indent: int
    bullet: int
    """Characters of the bullet and the space after it."""


def extract_plain(source: Source) -> Document:
    """Return the copy in a text file.

    A list item is led by the text directly before the list if that ends with a colon; nothing else is linked.
    """
    page = _Page(source.text)
    group: list[_Line] = []
    comments: list[Comment] = []
    for match in _LINE.finditer(source.text):
        text = match.group(2).rstrip()
        if text.startswith("<!--") and _DIRECTIVE.match(text):
            alone = text.find("-->") == len(text) - 3
            # One that is not alone on its line stays copy, and keeps its marks so that it is no directive.
            span = Span(match.start(2), match.start(2) + len(text))
            comments.append(Comment(text[4:-3] if alone else text, span))
            text = "" if alone else text
        if text and not _RULE.fullmatch(text):
            bullet = BULLET.match(text)
            group.append(_Line(text, match.start(2), len(match.group(1)), bullet.end() if bullet else 0))
        elif group:
            page.add(group)
            group = []
    page.add(group)
    return Document(source, tuple(page.blocks), (), tuple(comments))


class _Page:
    """The blocks of a text so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.leads: tuple[int, ...] = ()
        """What leads the items of the list that is being read."""

    def add(self, group: list[_Line]) -> None:
        """Add the blocks of the lines between two blank ones."""
        width = _wrap_width([line for line in group if not line.bullet])
        unit: list[_Line] = []
        for line in group:
            if unit and not _goes_on(unit, line, width):
                self._block(unit)
                unit = []
            unit.append(line)
        if unit:
            self._block(unit)

    def _block(self, unit: list[_Line]) -> None:
        bullet = unit[0].bullet
        run = Run()
        start = unit[0].start + bullet
        for line in unit:
            if line is not unit[0]:
                run.replaced(" ", start, line.start)
                start = line.start
            end = line.start + len(line.text)
            run.verbatim(self.text[start:end], start)
            start = end
        if bullet:
            previous = self.blocks[-1] if self.blocks else None
            if previous and previous.kind is not BlockKind.LIST_ITEM:
                introduces = previous.text.rstrip().endswith((":", "\uff1a"))
                self.leads = (len(self.blocks) - 1,) if introduces else ()
            block = run.block(BlockKind.LIST_ITEM, self.leads)
        elif len(unit) == 1 and _is_heading(unit[0].text):
            block = run.block(BlockKind.HEADING, level=2 if self.blocks else 1)
        else:
            block = run.block(BlockKind.PARAGRAPH)
        if block:
            self.blocks.append(block)


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width that a group of lines was wrapped at, or 0 if each line is a text of its own.

    Most lines but the last are nearly as wide as the widest, and at least one of those breaks off inside a sentence.
    """
    width = max((len(line.text) for line in lines), default=0)
    if width not in _WRAP_WIDTHS:
        return 0
    full = [index for index, line in enumerate(lines[:-1]) if len(line.text) >= _FULL * width]
    broken = any(
        not _SENTENCE_END.search(lines[index].text)
        and (lines[index + 1].text[0].islower() or lines[index].text.split()[-1][0].islower())
        for index in full
    )
    return width if broken and 2 * len(full) >= len(lines) - 1 else 0


def _goes_on(unit: list[_Line], line: _Line, width: int) -> bool:
    """Say whether ``line`` continues the text of ``unit``; ``width`` is what the group was wrapped at."""
    last = unit[-1]
    if line.bullet:
        return False
    if unit[0].bullet and line.indent > unit[0].indent:
        return True
    if max(len(last.text), len(line.text)) >= _WRAP_WIDTHS.stop:
        return False
    if line.text[0].islower() and not _SENTENCE_END.search(last.text):
        return True
    return not unit[0].bullet and bool(width) and len(last.text) >= _FULL * width


def _is_heading(text: str) -> bool:
    """Say whether a line of its own reads as a heading: short, no final stop; one with ``?`` or ``:`` in title case."""
    words = text.split()
    if len(text) > _HEADING_LENGTH or len(words) > _HEADING_WORDS or not _HEADING_END.search(text):
        return False
    if text[-1] in "?:\uff1f\uff1a":
        capitals = sum(word[0].isupper() for word in words)
        return capitals > 1 and all(word[0].isupper() for word in words if len(word) > 4 and word[0].isalpha())
    return any(letter.isalpha() for letter in text)
