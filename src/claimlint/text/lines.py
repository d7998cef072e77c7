"""Lines and columns as editors and ``git grep -n`` count them."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from claimlint.lazy_patterns import lazy_pattern

# Not ``str.splitlines``: it also ends lines at form feeds, NEL and U+2028, which editors do not.
_LINE_END = lazy_pattern(r"\r\n|\n|\r")


class Unit(StrEnum):
    """What a column counts."""

    CODE_POINT = "code-point"
    UTF_16 = "utf-16"
    """Code units of UTF-16, as editors count over the language server protocol."""
    BYTE = "byte"
    """Bytes of UTF-8."""


class LineIndex:
    """Finds the line and column of an offset in a text, and the way back.

    Lines end at ``\\n``, ``\\r\\n`` and ``\\r`` only; a text that ends in a line end has an empty last line. Lines and
    columns count from 1, offsets in code points from 0. Nothing is computed before it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._reached: dict[Unit, tuple[int, int, int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self._text:
            return [0, *(end.end() for end in _LINE_END.finditer(self._text))]
        # What follows the last line feed is the last line, and every other line takes one more character than it shows.
        *lines, _ = self._text.split("\n")
        return list(accumulate((len(line) + 1 for line in lines), initial=0))

    @property
    def line_count(self) -> int:
        """The number of lines; an empty text has one."""
        return len(self._starts)

    def position(self, offset: int, unit: Unit = Unit.CODE_POINT) -> tuple[int, int]:
        """Return the line and column of ``offset``; the end of the text has a position too.

        An offset inside a ``\\r\\n`` is on the line that it ends. Raises ``IndexError`` outside the text.
        """
        if not 0 <= offset <= len(self._text):
            raise IndexError(f"no offset {offset} in a text of {len(self._text)} characters")
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if unit is Unit.CODE_POINT or self._text.isascii():
            return line, offset - start + 1
        return line, self._width(line, start, offset, unit) + 1

    def offset(self, line: int, column: int, unit: Unit = Unit.CODE_POINT) -> int:
        """Return the offset of a line and column; a column inside a character means its start.

        Raises ``IndexError`` for a line that is not there and for a column past the end of the line.
        """
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"no line {line} in a text of {len(self._starts)} lines")
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text) + 1
        offset = start + column - 1
        if unit is not Unit.CODE_POINT and not self._text.isascii():
            offset = self._offset_of_width(start, end, column - 1, unit)
        if column < 1 or offset >= end:
            raise IndexError(f"no column {column} on line {line}")
        return offset

    def line_text(self, line: int) -> str:
        """Return a line without its end. Raises ``IndexError`` for a line that is not there."""
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"no line {line} in a text of {len(self._starts)} lines")
        if line == len(self._starts):
            return self._text[self._starts[line - 1] :]
        text = self._text[self._starts[line - 1] : self._starts[line]]
        return text[:-2] if text.endswith("\r\n") else text[:-1]

    def _width(self, line: int, start: int, offset: int, unit: Unit) -> int:
        """Return how wide the text from the line's start to ``offset`` is.

        Counting goes on from the place asked for last if it can, so that many questions about one long line, asked in
        its order, cost no more than the line is long.
        """
        width = 0
        last_line, last_offset, last_width = self._reached.get(unit, (0, 0, 0))
        if last_line == line and last_offset <= offset:
            start, width = last_offset, last_width
        width += _width_of(self._text[start:offset], unit)
        self._reached[unit] = (line, offset, width)
        return width

    def _offset_of_width(self, start: int, end: int, width: int, unit: Unit) -> int:
        """Return the offset at which the text from ``start`` is ``width`` wide, or ``end`` if it never gets there."""
        low, high, before = start, min(end, len(self._text)), 0
        if before + _width_of(self._text[low:high], unit) < width:
            return end
        while high - low > 1:
            middle = (low + high) // 2
            grown = before + _width_of(self._text[low:middle], unit)
            if grown <= width:
                low, before = middle, grown
            else:
                high = middle
        if high > low and before + _width_of(self._text[low:high], unit) <= width:
            return high
        return low


def _width_of(text: str, unit: Unit) -> int:
    if unit is Unit.UTF_16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))
