"""Attributes of tags: where their values stand, and what they say.

Follows the tokenization part of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
"""

from __future__ import annotations

import re
from html.entities import html5

from claimlint.extract.html_pieces import Piece
from claimlint.lazy_patterns import lazy_pattern

_TAG_NAME = lazy_pattern(r"<[^\t\n\f\r />]*+")
_ATTRIBUTE = lazy_pattern(
    r"[\t\n\f\r /]*+([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\t\n\f\r >\"'][^\t\n\f\r >]*+)))?"
)
_REFERENCE = r"&(?:#[0-9]++|#[xX][0-9a-fA-F]++|[A-Za-z][A-Za-z0-9]*+);?"
_REFERENCES = lazy_pattern(_REFERENCE)
_WORD_OR_EQUALS = lazy_pattern(r"[A-Za-z0-9=]")
_REPLACEMENT = "\ufffd"


def attributes(tag: str, filler: str = "") -> dict[str, tuple[int, int]]:
    """Return where the value of each attribute stands in ``tag``, the whole source of a start tag.

    Names are in lower case; a value without quotes or of no length has its place too; of two with the same name the
    first counts. ``filler`` stands for template logic and is no part of a name.
    """
    found: dict[str, tuple[int, int]] = {}
    name_end = _TAG_NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, name_end.end() if name_end else 0, len(tag) - 1):
        name = match[1].lower()
        if filler:
            name = name.strip(filler)
        group = match.lastindex or 1
        start, end = match.span(group) if group > 1 else (match.end(), match.end())
        if filler and tag[start:].startswith(filler) and tag.endswith(f"{filler}/>") and end == len(tag) - 1:
            end -= 1  # where logic is the value, the slash after it ends the tag
        found.setdefault(name, (start, end))
    return found


def value_pieces(text: str, scanned: str, start: int, end: int, shift: int, filler: str = "") -> list[Piece]:
    """Return what the attribute value at ``start`` to ``end`` says, piece by piece.

    ``scanned`` is ``text`` with ``filler`` over template logic, which leaves a space. ``shift`` is the place of
    ``text`` in the source.
    """
    raw = scanned[start:end]
    templated = filler and filler in raw
    if "&" not in raw and not templated:
        return [(text[start:end], start + shift, end + shift, True)] if raw else []
    pattern = re.compile(f"{_REFERENCE}|{re.escape(filler)}+") if templated else _REFERENCES
    pieces: list[Piece] = []
    place = start
    for match in pattern.finditer(scanned, start, end):
        left, right = match.span()
        said = reference_text(match[0], scanned[right : min(right + 1, end)]) if scanned[left] == "&" else " "
        if said is None:
            continue
        if left > place:
            pieces.append((text[place:left], place + shift, left + shift, True))
        pieces.append((said, left + shift, right + shift, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place + shift, end + shift, True))
    return pieces


def reference_text(reference: str, following: str = "") -> str | None:
    """Return what a character reference in an attribute stands for, or None if it is no reference after all.

    ``following`` is the character after it: without a semicolon, ``&copy=1`` is part of an address.
    """
    if reference[1] == "#":
        return _numbered(reference)
    name = reference[1:]
    if not name.endswith(";") and following and _WORD_OR_EQUALS.match(following):
        return None
    return html5.get(name)


def _numbered(reference: str) -> str:
    hexadecimal = reference[2] in "xX"
    digits = reference[3 if hexadecimal else 2 :].rstrip(";").lstrip("0")
    if len(digits) > 7:  # also keeps int() away from numbers that it takes long for, or refuses
        return _REPLACEMENT
    code = int(digits or "0", 16 if hexadecimal else 10)
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return _REPLACEMENT
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore") or chr(code)
    return chr(code)
