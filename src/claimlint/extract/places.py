"""Places in a text, from UTF-8 bytes of what a parser is given of it to code points."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Sequence

_CONTINUATION = bytes.maketrans(bytes(range(0x80, 0xC0)), b"\x80" * 0x40)


class BytePlaces:
    """Where the UTF-8 bytes of ``shown`` stand, in code points, when ``text`` starts at code point ``base``.

    ``shown`` is ``text`` with ``stand_in``, which is ASCII, in place of each of ``stretches``; those are in code points
    of ``text``, in order and apart. ``left_out`` tells, by the byte at which a stand-in begins, where the stretch
    starts and ends.

    ``breaks`` are the bytes from which on places are shifted otherwise: those that continue a character, and those
    after a stand-in; ``shifts``, one more, are what to take off a byte's place before, between and after them.
    """

    __slots__ = ("breaks", "left_out", "shifts", "shown")

    def __init__(self, text: str, base: int, stretches: Sequence[tuple[int, int]], stand_in: str) -> None:
        self.breaks: list[int] = []
        self.shifts = [-base]
        self.left_out: dict[int, tuple[int, int]] = {}
        parts: list[str] = []
        place = byte = 0
        shift = -base
        for start, end in (*stretches, (len(text), len(text))):
            part = text[place:start]
            if part.isascii():
                byte += len(part)
            else:
                *runs, rest = part.encode().translate(_CONTINUATION).split(b"\x80")
                for run in runs:
                    byte += len(run)
                    self.breaks.append(byte)
                    byte += 1
                    shift += 1
                    self.shifts.append(shift)
                byte += len(rest)
            parts.append(part)
            if start < end:
                self.left_out[byte] = (start + base, end + base)
                parts.append(stand_in)
                byte += len(stand_in)
                shift = byte - end - base
                self.breaks.append(byte)
                self.shifts.append(shift)
            place = end
        self.shown = "".join(parts)

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
