"""Copy in tables of text (RFC 4180, and with semicolons, tabs or bars): a header and its cell make a statement."""

from __future__ import annotations

import re

from claimlint.extract.data import Values
from claimlint.extract.html_pieces import Piece
from claimlint.extract.strings import value_blocks
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Document, Source

_DELIMITERS = ",;\t|"
_QUOTED = lazy_pattern(r'[ \t]*"((?:[^"]|"")*+)"[ \t]*')
_DOUBLED = lazy_pattern('""')
_BARE = {mark: lazy_pattern(rf"[^{re.escape(mark)}\r\n]*") for mark in _DELIMITERS}
_LINE_END = lazy_pattern(r"\r\n?|\n")
_FIRST_LINE = lazy_pattern(r'(?:"(?:[^"]|"")*+"|[^"\r\n])*')
_NO_COPY = lazy_pattern(r"\S*[_@/\\=#]\S*|[\w.-]*\d[\w.,-]*%?|\W*|[a-z]{2}[-_][A-Z]{2}")
"""A cell of one word that is a code, an address, a number or a language."""

_Cell = tuple[int, int, bool]
"""Where a cell starts and ends, without its quotation marks, and whether it had any."""


def extract_csv(source: Source) -> Document:
    """Return the copy in a table whose first row holds the headers; ``name`` of a block is that of its column."""
    values = Values(source)
    text = source.text
    first = _FIRST_LINE.match(text)
    line = re.sub(r'"(?:[^"]|"")*"', "", first[0]) if first else ""
    delimiter = max(_DELIMITERS, key=line.count)
    headers: list[tuple[str, int]] | None = None  # what each column is called, and the block of its header or -1
    place = 0
    while place < len(text):
        row, place, is_whole = _row(text, place, delimiter)
        if not is_whole:
            values.refuse(row[-1][0] - 1, "a quotation mark that opens here is never closed: what follows was not read")
            break
        if headers is None:
            headers = [_header(values, text, cell) for cell in row]
        else:
            _add_row(values, text, row, headers)
    return values.document()


def _row(text: str, place: int, delimiter: str) -> tuple[list[_Cell], int, bool]:
    """Return the cells of the row at ``place``, where the next one starts, and whether all its quotes are closed."""
    cells: list[_Cell] = []
    while True:
        quoted = _QUOTED.match(text, place)
        bare = _BARE[delimiter].match(text, place)
        if quoted and (quoted.end() == len(text) or text[quoted.end()] in f"{delimiter}\r\n"):
            cells.append((*quoted.span(1), True))
            place = quoted.end()
        elif bare:
            cells.append((*bare.span(), False))
            if text.startswith('"', place) and quoted is None:
                return [*cells[:-1], (place + 1, len(text), True)], len(text), False
            place = bare.end()
        if not text.startswith(delimiter, place):
            break
        place += 1
    line_end = _LINE_END.match(text, place)
    return cells, line_end.end() if line_end else len(text), True


def _pieces(text: str, cell: _Cell) -> list[Piece]:
    start, end, is_quoted = cell
    if not is_quoted or text.find('""', start, end) < 0:
        return [(text[start:end], start, end, True)] if start < end else []
    pieces: list[Piece] = []
    place = start
    for match in _DOUBLED.finditer(text, start, end):
        if match.start() > place:
            pieces.append((text[place : match.start()], place, match.start(), True))
        pieces.append(('"', *match.span(), False))
        place = match.end()
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def _header(values: Values, text: str, cell: _Cell) -> tuple[str, int]:
    name = text[cell[0] : cell[1]].strip()
    if values.role(name, name).is_copy is False or not any(map(str.isalpha, name)):
        return name, -1
    blocks = value_blocks(_pieces(text, cell), BlockKind.TABLE_CELL)
    values.blocks += blocks[:1]
    return name, len(values.blocks) - 1 if blocks else -1


def _add_row(values: Values, text: str, row: list[_Cell], headers: list[tuple[str, int]]) -> None:
    """Add the cells of a row that are copy, each led by its header and by the first cell of the row."""
    first = -1
    for number, cell in enumerate(row):
        name, header = headers[number] if number < len(headers) else ("", -1)
        said = text[cell[0] : cell[1]]
        if values.role(name, name).is_copy is False or _NO_COPY.fullmatch(said.strip()):
            continue
        leads = tuple(lead for lead in (header, first) if lead >= 0)
        blocks = value_blocks(_pieces(text, cell), BlockKind.TABLE_CELL, leads, name=name)
        if blocks and number == 0:
            first = len(values.blocks)
        values.blocks += blocks
