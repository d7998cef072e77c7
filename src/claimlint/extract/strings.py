"""What a string of data or of template logic says: without tags, character references and placeholders.

Strings of translations and of data modules hold markup for the page that they end up on, and marks that a program puts
a value in the place of: printf (``%1$s``), ICU MessageFormat (``{count, plural, one {# visit} other {# visits}}``,
https://unicode-org.github.io/icu/userguide/format_parse/messages/), i18next (``{{name}}``, ``$t(key)``), Ruby
(``%{name}``). Neither is copy, and neither breaks a sentence.
"""

from __future__ import annotations

import re
import sys

from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind

# Every alternative of these begins with a plain character, which lets the search run over all that is none of them.
_NAMED = (
    r"\{\{[^{}]*\}\}|\{\s*[\w.$-]*\s*\}|\$\{\s*[\w.$-]*\s*\}"
    r"|\{\s*[\w.]+\s*,\s*(?:number|date|time|spellout|ordinal|duration|list)\b[^{}]*\}"
)
_PRINTF = (
    r"%\{\s*\w+\s*\}|%\(\w+\)[#0+-]*\d*(?:\.\d+)?[sdifr]|%%"
    r"|%(?<![\d%]%)(?:\d+\$)?[#0+-]*\d*(?:\.\d+)?(?:hh|h|ll|l|q|j|z|t|L)?[sdiufxXcgeE@](?![A-Za-z])"
)
_TAG = r"</?([A-Za-z0-9][\w.:-]*)(?:[\s/][^<>]*)?>|<!--(?:(?!-->)[^<])*-->"
_REFERENCE = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_MARK = lazy_pattern(rf"{_TAG}|{_REFERENCE}|{_NAMED}|{_PRINTF}|\$t\([^()]*\)")
_SIMPLE = lazy_pattern(_NAMED)
_CHOICE = lazy_pattern(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,")
_BRACE = lazy_pattern(r"[{}]")
_BLANK_LINE = lazy_pattern(r"\n[ \t\r]*\n\s*")

_BREAKING = frozenset((
    "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "section", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
))  # fmt: skip
_PARAGRAPH = "\n\n"

Cut = tuple[int, int, str]
"""A stretch of a string, in code points, and what is read in its place."""


def value_blocks(
    pieces: list[Piece], kind: BlockKind, leads: tuple[int, ...] = (), level: int = 0, name: str = ""
) -> list[Block]:
    """Return a block for each paragraph of a string whose escapes are undone in ``pieces``.

    Blank lines and the tags of block-level elements part paragraphs. ``leads``, ``level`` and ``name`` are those of
    ``Block``; the first paragraph alone is led.
    """
    text = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
    if not may_have_marks(text):  # most strings: no mark, one paragraph
        block = block_of(kind, pieces if not text[:1].isspace() else without_margin(pieces), leads, level, name=name)
        return [block] if block else []
    blocks: list[Block] = []
    for paragraph in _paragraphs(_without_marks(pieces, text)):
        block = block_of(kind, without_margin(paragraph), () if blocks else leads, level, name=name)
        if block:
            blocks.append(block)
    return blocks


def may_have_marks(text: str) -> bool:
    """Say whether a string may be anything but one run of text."""
    # To look for one character is so fast that six looks take a fraction of one search for a set of characters.
    if "<" in text or "&" in text or "{" in text or "%" in text or "\n" in text:
        return True
    return "$" in text and "$t(" in text


def _without_marks(pieces: list[Piece], text: str) -> list[Piece]:
    """Return ``pieces``, which say ``text``, without markup and placeholders."""
    cuts = _cuts(text)
    return without(pieces, cuts) if cuts else pieces


def without(pieces: list[Piece], cuts: list[Cut]) -> list[Piece]:
    """Return ``pieces`` with something else read in place of each of ``cuts``, which are in order and apart."""
    kept: list[Piece] = []
    if len(pieces) == 1 and pieces[0][3]:  # most strings have no escapes
        text, start, end, _ = pieces[0]
        place = 0
        for left, right, said in cuts:
            if place < left:
                kept.append((text[place:left], start + place, start + left, True))
            if said:
                kept.append((said, start + left, start + right, False))
            place = right
        if place < len(text):
            kept.append((text[place:], start + place, end, True))
        return kept
    slices = sliced(pieces, [bound for cut in cuts for bound in cut[:2]])
    for index, part in enumerate(slices):
        if index % 2 == 0:
            kept += part
        elif said := cuts[index // 2][2]:
            kept.append((said, part[0][1], part[-1][2], False))
    return kept


def _cuts(text: str) -> list[Cut]:
    """Return the marks in ``text``, in order and apart."""
    marks = [(*match.span(), _said(match)) for match in _MARK.finditer(text)]
    choices = _choice_cuts(text) if _CHOICE.search(text) else []
    if not choices:
        return marks
    cuts: list[Cut] = []
    index = place = 0
    for mark in marks:
        start, end, _ = mark
        while index < len(choices) and choices[index][0] < end:
            cuts.append(choices[index])
            place = choices[index][1]
            index += 1
        if start >= place:
            cuts.append(mark)
    return cuts + choices[index:]


def _said(match: re.Match[str]) -> str:
    mark = match[0]
    tag = match[1]
    if tag:
        name = tag.lower()
        return _PARAGRAPH if name in _BREAKING else "\n" if name == "br" else ""
    if mark[0] == "&":
        from html import unescape  # here, since every start would pay for its list of names

        return unescape(mark)
    if mark == "%%":
        return "%"
    return "" if mark[0] == "<" else " "


def _choice_cuts(text: str) -> list[Cut]:
    """Return what is syntax of ICU choices in ``text``; the texts to choose from are copy, each with its own end."""
    cuts: list[Cut] = []
    inside: list[bool] = []  # for each open brace: whether it is a choice, whose branches are yet to come
    start = skipped = 0
    for brace in _BRACE.finditer(text):
        place = brace.start()
        if place < skipped:
            continue
        if brace[0] == "{":
            if inside and inside[-1]:
                cuts.append((start, place + 1, " "))
                inside.append(False)
            elif _CHOICE.match(text, place):
                inside.append(True)
                start = place
            elif simple := _SIMPLE.match(text, place):
                cuts.append((*simple.span(), " "))
                skipped = simple.end()
        elif inside:
            if inside.pop():
                cuts.append((start, place + 1, " "))
            else:
                start = place
    return cuts


def _paragraphs(pieces: list[Piece]) -> list[list[Piece]]:
    text = "".join([piece[0] for piece in pieces])
    bounds = [bound for blank in _BLANK_LINE.finditer(text) for bound in blank.span()]
    return sliced(pieces, bounds)[::2] if bounds else [pieces]


def sliced(pieces: list[Piece], bounds: list[int]) -> list[list[Piece]]:
    """Cut ``pieces`` at ``bounds``, offsets in what they say in ascending order; a replaced piece stays in one part.

    There is one part more than there are bounds. A replaced piece that a bound goes through counts, with its place, to
    the parts on both sides of it.
    """
    parts: list[list[Piece]] = [[] for _ in range(len(bounds) + 1)]
    index = stop = 0
    bound = bounds[0] if bounds else sys.maxsize
    for piece in pieces:
        text, start, end, verbatim = piece
        offset = stop
        stop += len(text)
        if bound > stop:
            if text:
                parts[index].append(piece)
            continue
        place = 0
        while bound <= stop:
            cut = bound - offset
            if cut > place:
                parts[index].append((text[place:cut], start + place, start + cut, True) if verbatim
                                    else (text[place:cut], start, end, False))  # fmt: skip
                place = cut
            index += 1
            bound = bounds[index] if index < len(bounds) else sys.maxsize
        if place < len(text):
            rest = text[place:]
            parts[index].append((rest, start + place, start + len(text), True) if verbatim
                                else (rest, start, end, False))  # fmt: skip
    return parts
