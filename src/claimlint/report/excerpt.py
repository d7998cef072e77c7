"""A source line with carets under the place of a finding, whatever characters it holds."""

from __future__ import annotations

import unicodedata

from claimlint.text.safe import display_line

_TAB = "    "
_CUT = "…"


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return the line as a terminal shows it and the carets to print below it.

    ``start`` and ``end`` are code points of ``line`` that count from 0. A line wider than ``width`` columns is cut
    around the place; what was cut away is shown as ``…``. The carets are empty for an empty place.
    """
    start = min(start, len(line))
    end = max(start, min(end, len(line)))
    first, last = _window(line, start, end, width)
    cells = [_cell(line, index) for index in range(first, last)]
    shown = "".join(cells)
    lead = _columns("".join(cells[: start - first]))
    marked = _columns("".join(cells[start - first : max(end - first, 0)]))
    if first:
        shown, lead = _CUT + shown, lead + 1
    cut = last < len(line)
    if cut:
        shown += _CUT
    if start == end:
        return shown, ""
    return shown, " " * lead + "^" * max(marked, 1)


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Choose the code points to show: all if they fit, else the place with as much as fits before and after it."""
    # A line may hold megabytes: nothing here looks further than ``width`` characters from the place.
    if len(line) <= width and _width_between(line, 0, len(line), width) <= width:
        return 0, len(line)
    room = width - 2 * len(_CUT)
    last = _grow(line, start, min(end, start + width), room)
    room -= _width_between(line, start, last, room)
    first = start
    before = room // 2
    while first > 0 and start - first < width:
        size = _columns(_cell(line, first - 1))
        if size > before:
            break
        before -= size
        first -= 1
    room -= room // 2 - before
    last = _grow(line, last, min(len(line), last + width), room)
    return first, last


def _grow(line: str, place: int, limit: int, room: int) -> int:
    """Return how far from ``place`` to ``limit`` the line goes before its cells are wider than ``room`` columns."""
    while place < limit:
        room -= _columns(_cell(line, place))
        if room < 0:
            break
        place += 1
    return place


def _width_between(line: str, start: int, end: int, enough: int) -> int:
    """Add up the columns of a stretch, giving up once they are more than ``enough``."""
    total = 0
    for index in range(start, end):
        total += _columns(_cell(line, index))
        if total > enough:
            break
    return total


def _cell(line: str, index: int) -> str:
    """Return what is shown for one character."""
    character = line[index]
    if character == "\t":
        return _TAB
    if character == "[" and line[max(index - 5, 0) : index].lower().endswith(("##", "##vso")):
        # CI runners take these as the start of a command; broken here because cells are made safe one by one.
        return "\\["
    return character if " " <= character < "\x7f" else display_line(character)


def _columns(text: str) -> int:
    """Return how many columns a terminal uses for a text without control characters."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
