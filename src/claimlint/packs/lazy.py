"""Parts of the compiled rules that are taken apart only where a run asks for them: most are never asked for."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

_OFFSET = "I"
"""An unsigned number of four bytes, which are kept with the lowest first."""


class WordSets(Sequence[str]):
    """Sets of words, each a text with its words apart by one space, in a run of bytes."""

    __slots__ = ("_data", "_ends")

    def __init__(self, data: bytes, ends: str) -> None:
        """Take the texts in UTF-8, one after another, and where they end, as :meth:`ends_of` gives it.

        Raises ``ValueError`` where the two do not belong together.
        """
        self._data = data
        self._ends = array(_OFFSET, [0])
        self._ends.frombytes(_in_order(bytes.fromhex(ends)))
        if self._ends[-1] != len(data):
            raise ValueError(f"{len(data)} bytes, and not {self._ends[-1]}")

    @staticmethod
    def ends_of(sets: Iterable[str]) -> str:
        """Return the ends of texts in bytes, each the sum of all lengths before it, in hexadecimal."""
        ends, end = array(_OFFSET), 0
        for text in sets:
            end += len(text.encode())
            ends.append(end)
        return _in_order(ends.tobytes()).hex()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index if index >= 0 else index + len(self)
        if place < 0:
            raise IndexError(index)
        end = self._ends[place + 1]
        return self._data[self._ends[place] : end].decode()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Lists(Mapping[str, tuple[str, ...]]):
    """Lists of entries by name, each kept as one text with an entry a line until it is asked for."""

    __slots__ = ("_found", "_texts")

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts
        self._found: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = tuple(self._texts[name].split("\n"))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _in_order(data: bytes) -> bytes:
    """Turn numbers from the order of this machine's bytes to the lowest first, or back."""
    if sys.byteorder == "little":
        return data
    numbers = array(_OFFSET, data)
    numbers.byteswap()
    return numbers.tobytes()
