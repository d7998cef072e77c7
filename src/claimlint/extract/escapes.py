"""Strings in the manner of C, as resource files write them."""

from __future__ import annotations

import re

from claimlint.extract.html_pieces import Piece
from claimlint.lazy_patterns import lazy_pattern

_ESCAPE = lazy_pattern(
    r"\\(?:[uU](?P<wide>[0-9a-fA-F]{4})(?:\\[uU](?P<low>[dD][c-fC-F][0-9a-fA-F]{2}))?|x(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<fold>(?:\r\n?|\n)[ \t\f]*)|(?P<plain>.)|\Z)",
    re.DOTALL,
)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b", "a": "\a", "v": "\v", "0": ""}


def escaped_pieces(text: str, start: int, end: int) -> list[Piece]:
    r"""Return what the string at ``start`` to ``end`` says, in code points, with its escapes undone.

    Knows ``\n`` and its kin, ``\xhh``, ``\uhhhh`` and ``\Uhhhh`` (two of them for a character outside of the basic
    plane), and a line end after a backslash, which is nothing, as is the white space after it.
    """
    if text.find("\\", start, end) < 0:
        return [(text[start:end], start, end, True)] if start < end else []
    pieces: list[Piece] = []
    place = start
    for match in _ESCAPE.finditer(text, start, end):
        left, right = match.span()
        if left > place:
            pieces.append((text[place:left], place, left, True))
        if said := _said(match):
            pieces.append((said, left, right, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def _said(match: re.Match[str]) -> str:
    if match["wide"]:
        code = int(match["wide"], 16)
        if 0xD800 <= code < 0xDC00 and match["low"]:
            return chr(0x10000 + ((code - 0xD800) << 10) + int(match["low"], 16) - 0xDC00)
        first = "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
        return first + "\ufffd" if match["low"] else first
    if match["byte"]:
        return chr(int(match["byte"], 16))
    if match["plain"]:
        return _PLAIN.get(match["plain"], match["plain"])
    return ""
