"""The prose in JSON-LD: strings that search engines show.

Grammar: RFC 8259; meaning of the keys: https://schema.org. Strings are found wherever they stand, also in JSON that is
broken, because a template may put it together.
"""

from __future__ import annotations

import json
import re
from html import unescape

from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind

PROSE_KEYS = frozenset(
    (
        "abstract",
        "acceptedAnswer",
        "alternateName",
        "alternativeHeadline",
        "articleBody",
        "award",
        "awards",
        "backstory",
        "caption",
        "commentText",
        "description",
        "disambiguatingDescription",
        "headline",
        "indication",
        "name",
        "negativeNotes",
        "positiveNotes",
        "reviewBody",
        "slogan",
        "suggestedAnswer",
        "text",
        "transcript",
    )
)

_TOKEN = lazy_pattern(r'"((?:[^"\\]++|\\.?)*+)(?:"|\Z)|[{}\[\],:]', re.DOTALL)
"""A string or a mark of structure; a string that is not closed takes the rest, so that nothing is looked at twice."""

_LT, _GT, _AMP = r"(?:<|\\u003[cC])", r"(?:>|\\u003[eE])", r"(?:&|\\u0026)"
_TAG = rf"{_LT}(?:\\?/)?([a-zA-Z][a-zA-Z0-9]*+)(?:(?!{_LT}|{_GT}).)*+{_GT}"
_REFERENCE = rf"{_AMP}(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});"
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\."
_SPECIAL = lazy_pattern(f"{_TAG}|{_REFERENCE}|{_ESCAPE}", re.DOTALL)
"""Markup and escapes in a string: what does not stand for itself."""

_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "ins", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
))  # fmt: skip
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def json_ld_error(script: str) -> tuple[str, int] | None:
    """Return what is wrong with ``script`` as JSON and at which code point, or None if it can be read."""
    if not script.strip():
        return None
    try:
        json.loads(script, strict=False)
    except json.JSONDecodeError as error:
        return error.msg[:1].lower() + error.msg[1:], error.pos
    except RecursionError:
        return "it is nested too deeply", 0
    except ValueError:
        return None  # a number of more digits than Python converts is still JSON
    return None


def json_ld_blocks(text: str, scanned: str, shift: int, filler: str = "") -> list[Block]:
    """Return a block for each string in ``text``, a script, under a key that holds prose; ``name`` is the key.

    ``scanned`` is ``text`` with ``filler`` over template logic. ``shift`` is the place of ``text`` in the source.
    """
    pattern = re.compile(f"{_SPECIAL.pattern}|{filler}+", re.DOTALL) if filler and filler in scanned else _SPECIAL
    blocks: list[Block] = []
    key = ""
    outer: list[str] = []
    held: tuple[int, int] | None = None  # the last string: a key or a value, as what follows it tells

    def emit(start: int, end: int) -> None:
        name = outer[-1] if key == "@value" and outer else key
        if name in PROSE_KEYS:
            pieces = without_margin(_string_pieces(text, scanned, start, end, shift, pattern))
            if block := block_of(BlockKind.JSON_LD, pieces, name=name):
                blocks.append(block)

    for match in _TOKEN.finditer(scanned):
        mark = match[0]
        if mark == ":" and held:
            key, held = text[held[0] : held[1]], None
            continue
        if held:
            emit(*held)
            held = None
        if mark[0] == '"':
            held = match.span(1)
        elif mark in "{[":
            outer.append(key)
        elif mark in "}]" and outer:
            key = outer.pop()
    if held:
        emit(*held)
    return blocks


def _string_pieces(text: str, scanned: str, start: int, end: int, shift: int, pattern: re.Pattern[str]) -> list[Piece]:
    """Return what the string between the quotation marks at ``start`` and ``end`` says, without markup inside it."""
    pieces: list[Piece] = []
    place = start
    for match in pattern.finditer(scanned, start, end):
        left, right = match.span()
        if left > place:
            pieces.append((text[place:left], place + shift, left + shift, True))
        tag = match[1]
        said = _said(match[0]) if tag is None else "" if tag.lower() in _INLINE else " "
        if said:
            pieces.append((said, left + shift, right + shift, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place + shift, end + shift, True))
    return pieces


def _said(source: str) -> str:
    if source[0] == "&" or source.startswith("\\u0026"):
        return unescape(source.replace("\\u0026", "&"))
    if source[0] != "\\":
        return " "
    if source[1] != "u" or len(source) < 6:
        return _SHORT.get(source[1], source[1])
    return source.encode().decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
