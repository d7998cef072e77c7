"""Copy in JSON (RFC 8259), and in what people write for it: comments, final commas and the rest of JSON5.

The parser of the standard library says whether a text is JSON. If it is, to cut it at its quotation marks tells strings
from code; else it is read by the wider grammar of https://spec.json5.org, whatever is wrong around the strings.
"""

from __future__ import annotations

import json
import re

from claimlint.extract.data import DEPTH, Values, join
from claimlint.extract.html_pieces import Piece
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment, Document, Source
from claimlint.model.span import Span

_BODY = r'[^"\\]*+(?:\\.[^"\\]*+)*+'
_WIDER = lazy_pattern(
    rf'"(?P<double>{_BODY})"|\'(?P<single>[^\'\\]*+(?:\\.[^\'\\]*+)*+)\'|//(?P<line>[^\r\n]*+)'
    r"|/\*(?P<block>.*?)\*/|(?P<mark>[{}\[\]:,])|(?P<word>[\w$.+\\-]++)|(?P<space>\s++)",
    re.DOTALL,
)
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = lazy_pattern(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\x[0-9a-fA-F]{{2}}|\\\r\n|\\.", re.DOTALL)
_BRACKET = lazy_pattern(r"[{}\[\]]")
_COLON = lazy_pattern(r"\s*+:")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "", "\n": "", "\r": ""}


def extract_json(source: Source) -> Document:
    """Return the copy in a file of JSON; ``name`` of a block is the path of its keys."""
    values = Values(source)
    text = source.text
    if not text.strip():
        return values.document()
    try:
        # A number of any length is fine, and nobody needs its value.
        json.loads(text, strict=False, parse_int=str, parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        _read_wider(values, error)
    else:
        _read(values)
    return values.document()


_Shape = tuple[bool, bool, list[str]]
"""What the code after a string tells: whether that is a key, whether a string is its value, and the brackets in it."""


def _shape_of(code: str) -> _Shape:
    bare = code.strip()
    has_brackets = "{" in code or "[" in code or "}" in code or "]" in code  # not so between numbers, which all differ
    return bare[:1] == ":", bare == ":", _BRACKET.findall(code) if has_brackets else []


def _read(values: Values) -> None:
    """Keep the copy in a text that is JSON.

    Cut at the quotation marks, it is code and strings by turns; there are few kinds of code in one file.
    """
    text = values.source.text
    scanned = text
    if "\\" in text:  # backslashes stand in strings only; a quotation mark after one does not end the string
        scanned = text.replace("\\\\", "..").replace('\\"', "..")
    parts = scanned.split('"')
    shapes: dict[str, _Shape] = {}
    path = key = ""
    outer: list[str] = []
    is_value = False
    start = -1
    for said, code in zip(["", *parts[1::2]], parts[::2], strict=True):
        end = start + len(said)
        shape = shapes.get(code)
        if shape is None:
            shape = shapes[code] = _shape_of(code)
        is_key, is_before_value, brackets = shape
        if is_key:
            key, is_value = said if text is scanned else text[start:end], is_before_value
        else:
            if said:
                _keep(values, path, key if is_value else None, text[start:end], start)
            key, is_value = "", False
        for index, bracket in enumerate(brackets):
            if bracket in "{[":
                outer.append(path)
                if len(outer) > DEPTH:
                    places = [match.start() for match in _BRACKET.finditer(text, end + 1)]
                    values.refuse(places[index], _TOO_DEEP)
                    return
                if key:
                    path, key = join(path, key), ""
            else:
                path, key = outer.pop(), ""
        start = end + len(code) + 2


def _keep(values: Values, path: str, key: str | None, said: str, start: int) -> None:
    """Keep the string ``said`` at ``start`` if it is copy: the value of ``key``, or without one an item of a list."""
    in_list = key is None
    name = path if key is None else ""
    if key is None:
        key = path.rpartition(".")[2]
    role = values.roles.get(key)
    if role is None:
        name = name or join(path, key)
        role = values.role(name, key)
    if role.is_copy is False or (role.is_copy is None and not values.is_translations and said.count(" ") < 3):
        return
    name = name or join(path, key)
    if "@" in name and values.source.path.lower().endswith(".arb"):
        return  # a note to translators
    if "\\" in said:
        pieces = string_pieces(values.source.text, start, start + len(said))
        values.judge(name, role, pieces, in_list=in_list)
    else:
        values.judge_verbatim(name, role, said, start, in_list=in_list)


_TOO_DEEP = f"nested more than {DEPTH} deep: what follows was not read"


def string_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what the string between the quotation marks at ``start`` and ``end`` says, with its escapes undone."""
    if text.find("\\", start, end) < 0:
        return [(text[start:end], start, end, True)]
    pieces: list[Piece] = []
    place = start
    for match in _ESCAPE.finditer(text, start, end):
        left, right = match.span()
        if left > place:
            pieces.append((text[place:left], place, left, True))
        if said := _said(match[0]):
            pieces.append((said, left, right, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def _said(escape: str) -> str:
    kind = escape[1]
    if kind in "ux" and len(escape) > 2:
        codes = [int(code, 16) for code in escape.replace("\\x", "\\u").split("\\u")[1:]]
        if len(codes) == 2:
            return chr(0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00)
        return "\ufffd" if 0xD800 <= codes[0] < 0xE000 else chr(codes[0])
    return _SHORT.get(kind, kind)


def _read_wider(values: Values, error: json.JSONDecodeError | RecursionError) -> None:
    """Keep the copy in a text that is not JSON, and report it if it is not JSON5 either."""
    text = values.source.text
    place = 0
    is_whole = True
    outer: list[tuple[str, str, bool]] = []  # what closes each open bracket, the path outside of it, and whether a list
    path, key, in_list = "", "", False
    for match in _WIDER.finditer(text):
        is_whole &= match.start() == place
        place = match.end()
        kind = match.lastgroup or ""
        if kind in ("line", "block"):
            values.comments.append(Comment(match[kind], Span(*match.span())))
        elif kind in ("double", "single", "word"):
            if _COLON.match(text, place):
                key = match[kind]
            elif kind != "word":
                pieces = string_pieces(text, *match.span(kind))
                values.keep(join(path, key) if key else path, pieces, in_list=in_list)
        elif kind == "mark" and match[0] in "{[":
            outer.append(("}" if match[0] == "{" else "]", path, in_list))
            if len(outer) > DEPTH:
                values.refuse(match.start(), _TOO_DEEP)
                return
            path, key, in_list = (join(path, key) if key else path), "", match[0] == "["
        elif kind == "mark" and match[0] in "}]":
            is_whole &= bool(outer) and outer[-1][0] == match[0]
            if outer:
                _, path, in_list = outer.pop()
            key = ""
        elif match[0] == ",":
            key = ""
    if not is_whole or outer or place < len(text):
        what, at = ("nested too deep", 0) if isinstance(error, RecursionError) else (error.msg, error.pos)
        what = what[:1].lower() + what[1:]
        values.refuse(at, f"not valid JSON ({what}): strings that stand out were read, others may have been missed")
