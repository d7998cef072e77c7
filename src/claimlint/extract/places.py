"""Places in a text, from UTF-8 bytes to code points."""

from __future__ import annotations

import sys
from bisect import bisect_right

from claimlint.extract.runs import FILLER
from claimlint.lazy_patterns import lazy_pattern

_NON_ASCII = lazy_pattern(rf"{FILLER}+|[^\x00-\x7f]")
_CHUNK = 128
"""Characters to look at in one go: most pages are ASCII but for a few quotation marks and pound signs."""


class BytePlaces:
    """Where the UTF-8 bytes of ``text`` stand, in code points, when ``text`` starts at code point ``base``.

    ``breaks`` are the bytes at which characters that are not ASCII end; ``shifts``, one more than those, are what to
    take off a byte's place before, between and after them. Filler counts as one character for each run of it: nothing
    begins or ends within one.
    """

    __slots__ = ("breaks", "shifts")

    def __init__(self, text: str, base: int) -> None:
        self.breaks: list[int] = []
        self.shifts = [-base]
        if text.isascii():
            return
        surplus = 0
        for start in range(0, len(text), _CHUNK):
            if text[start : start + _CHUNK].isascii():
                continue
            for match in _NON_ASCII.finditer(text, start, start + _CHUNK):
                found = match.group()
                surplus += len(found.encode()) - len(found)
                self.breaks.append(match.end() + surplus)
                self.shifts.append(surplus - base)

    def stretch(self, byte: int) -> tuple[int, int, int]:
        """Return the stretch of bytes around ``byte`` in which places are shifted alike, its end exclusive, and by how
        much.
        """
        index = bisect_right(self.breaks, byte)
        end = self.breaks[index] if index < len(self.breaks) else sys.maxsize
        return self.breaks[index - 1] if index else 0, end, self.shifts[index]

    def of(self, byte: int) -> int:
        """Return the code point at ``byte``, which is where a character starts or the text ends."""
        return byte - self.shifts[bisect_right(self.breaks, byte)]
