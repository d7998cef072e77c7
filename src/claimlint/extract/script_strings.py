"""What strings and templates in code say, piece by piece, and the blocks that they make."""

from __future__ import annotations

import re
from html.entities import html5
from itertools import pairwise

from tree_sitter import Node

from claimlint.extract.html_attributes import reference_text
from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind

_INLINE_TAGS = r"a|abbr|b|bdi|bdo|cite|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr|\d+|Link|bold|link|Trans"
_REFERENCE = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_SPECIAL = lazy_pattern(
    rf"""(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}})
    |\\u\{{(?P<point>[0-9a-fA-F]{{1,6}})\}}|\\u(?P<four>[0-9a-fA-F]{{4}})|\\x(?P<two>[0-9a-fA-F]{{2}})
    |\\(?P<line>\r\n|[\n\r\u2028\u2029])|\\(?P<other>.)
    |(?P<inline></?(?:{_INLINE_TAGS})(?:\s[^<>]*)?/?>)|(?P<block></?[A-Za-z][^<>]*>|<!--.*?-->)
    |(?P<hole>\{{\{{?[^{{}}\n]{{1,80}}\}}?\}}|%\(\w+\)s)|(?P<bold>\*\*(?=\S)|(?<=\S)\*\*)|(?P<reference>{_REFERENCE})""",
    re.VERBOSE | re.DOTALL,
)
"""What does not stand for itself in a string of copy: escapes, markup, placeholders, character references."""
_REFERENCES = lazy_pattern(_REFERENCE)
_MARKS = lazy_pattern(r"[\\<&{*%]")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "0": " ", "b": " ", "v": " ", "f": " "}
_PARAGRAPH_END = lazy_pattern(r"\r?\n[ \t]*\r?\n\s*")
_MARKED_LINE = lazy_pattern(r"[ \t]*(?:(?P<level>\#{1,6})[ \t]+|(?P<item>[-*\u2022][ \t]+|\d{1,2}[.)][ \t]+))")


def string_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what the inside of a string or template from ``start`` to ``end`` of ``text`` says."""
    inside = text[start:end]
    if not _MARKS.search(inside):
        return [(inside, start, end, True)] if inside else []
    pieces: list[Piece] = []
    place = start
    for match in _SPECIAL.finditer(text, start, end):
        left, right = match.span()
        if left > place:
            pieces.append((text[place:left], place, left, True))
        said = _said(match)
        if said:
            pieces.append((said, left, right, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def attribute_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what the inside of a quoted property of an element says: nothing but character references is special."""
    inside = text[start:end]
    if "&" not in inside:
        return [(inside, start, end, True)] if inside else []
    pieces: list[Piece] = []
    place = start
    for match in _REFERENCES.finditer(text, start, end):
        left, right = match.span()
        said = reference_text(match.group())
        if said is None:
            continue
        if left > place:
            pieces.append((text[place:left], place, left, True))
        pieces.append((said, left, right, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def template_pieces(text: str, node: Node) -> list[Piece]:
    """Return what a template says; a hole says what is written in it, else it leaves a space."""
    pieces: list[Piece] = []
    place, end = node.start_byte + 1, node.end_byte - 1
    for child in node.named_children:
        if child.type == "template_substitution":
            pieces += string_pieces(text, place, child.start_byte)
            pieces += _hole_pieces(text, child)
            place = child.end_byte
    return pieces + (string_pieces(text, place, end) if place < end else [])


def _hole_pieces(text: str, hole: Node) -> list[Piece]:
    """Return what the hole of a template says: a string, or the strings of a choice with a space between."""
    shown = hole.named_children[:1]
    if shown and shown[0].type == "string":
        return literal_pieces(text, shown[0])
    pieces: list[Piece] = []
    place = hole.start_byte
    if shown and shown[0].type == "ternary_expression":
        for part in shown[0].named_children[1:]:
            if part.type == "string":
                pieces += literal_pieces(text, part)
                pieces.append((" ", part.end_byte - 1, part.end_byte, False))
                place = part.end_byte
    return pieces[:-1] or [(" ", place, hole.end_byte, False)]


def literal_pieces(text: str, node: Node) -> list[Piece]:
    """Return what a string or a template says."""
    if node.type == "template_string":
        return template_pieces(text, node)
    return string_pieces(text, node.start_byte + 1, node.end_byte - 1)


def said(pieces: list[Piece]) -> str:
    """Return what pieces say together."""
    return pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])


def value_blocks(pieces: list[Piece], kind: BlockKind, leads: tuple[int, ...], level: int, name: str) -> list[Block]:
    """Return the blocks that one string makes: its paragraphs, with those that are marked as headings or items."""
    text = said(pieces)
    if "\n" not in text:
        block = block_of(kind, without_margin(pieces) if text[:1].isspace() else pieces, leads, level, name=name)
        return [block] if block else []
    blocks: list[Block] = []
    bounds = [0, *(match.end() for match in _PARAGRAPH_END.finditer(text)), len(text)]
    is_long = len(bounds) > 2
    for start, end in pairwise(bounds):
        part_kind, part_level = kind, level
        marked = _MARKED_LINE.match(text, start, end) if is_long else None
        if marked:
            start = marked.end()
            is_item = marked["item"] is not None
            part_kind = BlockKind.LIST_ITEM if is_item else BlockKind.HEADING
            part_level = 0 if is_item else len(marked["level"])
        block = block_of(part_kind, without_margin(_between(pieces, start, end)), leads, part_level, name=name)
        if block:
            blocks.append(block)
            leads = ()
    return blocks


def _between(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """Return what stands from ``start`` to ``end`` of what ``pieces`` say."""
    found: list[Piece] = []
    offset = 0
    for piece, left, right, verbatim in pieces:
        first, last = max(start - offset, 0), min(end - offset, len(piece))
        if first < last:
            cut = piece[first:last]
            found.append((cut, left + first, left + last, True) if verbatim else (cut, left, right, False))
        offset += len(piece)
    return found


def _said(match: re.Match[str]) -> str:
    """Return what a match of ``_SPECIAL`` is read as."""
    kind, found = match.lastgroup or "", match.group(match.lastgroup or 0)
    if kind == "pair":
        return chr(0x10000 + ((int(found[2:6], 16) - 0xD800) << 10) + int(found[8:], 16) - 0xDC00)
    if kind in ("point", "four", "two"):
        code = int(found, 16)
        return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    if kind == "other":
        return _CONTROL.get(found, found)
    if kind == "reference":
        return html5.get(found[1:], "") if found[1] != "#" else reference_text(found) or ""
    if kind == "block":
        return "\n\n"
    return " " if kind == "hole" else ""
