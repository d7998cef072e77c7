"""Copy in JSON (RFC 8259), and in what people write for it: comments, final commas and the rest of JSON5.

Strings are found by one pass over the text, whatever is wrong around them; the parser of the standard library says
whether anything is. Only where it does is the text read again, by the wider grammar of https://spec.json5.org.
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
_PLAIN = r'[^"\\<&{%$\n]*+'
"""A string that says just what is written: without escapes, markup or placeholders."""
_TOKEN = lazy_pattern(rf'"({_BODY})"(?:\s*+(:)\s*+(?:"(?:({_PLAIN})"|({_BODY})"))?+)?+|\{{|\}}|\[|\]', re.DOTALL)
"""A key with its value if that is a string, a string without a key, or a bracket.

Every alternative begins with a plain character, which lets the search run over all that is none of them.
"""
_KEY_OR_STRING, _KEY_OF_OTHER, _PLAIN_VALUE = 1, 2, 3
_WIDER = lazy_pattern(
    rf'"(?P<double>{_BODY})"|\'(?P<single>[^\'\\]*+(?:\\.[^\'\\]*+)*+)\'|//(?P<line>[^\r\n]*+)'
    r"|/\*(?P<block>.*?)\*/|(?P<mark>[{}\[\]:,])|(?P<word>[\w$.+\\-]++)|(?P<space>\s++)",
    re.DOTALL,
)
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = lazy_pattern(rf"{_PAIR}|\\u[0-9a-fA-F]{{4}}|\\x[0-9a-fA-F]{{2}}|\\\r\n|\\.", re.DOTALL)
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


def _read(values: Values) -> None:
    """Keep the copy in a text that is JSON."""
    text = values.source.text
    path = key = ""
    outer: list[str] = []
    skips_notes = values.source.path.lower().endswith(".arb")
    roles, is_loose = values.roles, values.is_translations
    for match in _TOKEN.finditer(text):
        group = match.lastindex
        if group is None:
            if text[match.start()] in "{[":
                outer.append(path)
                if len(outer) > DEPTH:
                    values.refuse(match.start(), _TOO_DEEP)
                    return
                if key:
                    path, key = join(path, key), ""
            elif outer:
                path, key = outer.pop(), ""
            continue
        name = ""
        if group == _KEY_OR_STRING:
            name, key = path, path.rpartition(".")[2]
        else:
            key = match[1]
            if group == _KEY_OF_OTHER:
                continue
        role = roles.get(key)
        if role is None:
            name = name or join(path, key)
            role = values.role(name, key)
        said = match[group]
        if said and (role.is_copy or (role.is_copy is None and (is_loose or said.count(" ") >= 3))):
            name = name or join(path, key)
            if not skips_notes or "@" not in name:
                in_list = group == _KEY_OR_STRING
                start, end = match.span(group)
                if group == _PLAIN_VALUE:
                    values.judge_plain(name, role, said, start)
                else:
                    values.judge(name, role, string_pieces(text, start, end), in_list=in_list)
        key = ""


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
