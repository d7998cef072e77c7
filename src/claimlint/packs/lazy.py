"""Parts of the compiled rules that are taken apart only where a run asks for them: most are never asked for."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, overload

from claimlint.model.rule import Wording

if TYPE_CHECKING:
    from mmap import mmap

Content: TypeAlias = "bytes | mmap"
"""What a compiled file holds, read or only mapped."""

_NUMBER = "I"
"""An unsigned number of four bytes, which are kept with the lowest first."""


class Parts:
    """The parts of a compiled file, which stand one after another, each with a name."""

    __slots__ = ("_content", "_places")

    def __init__(self, content: Content, start: int, lengths: Iterable[tuple[str, int]]) -> None:
        """Take the content, where its parts start, and the name and length of each in bytes.

        Raises ``ValueError`` where that is not what the content has left.
        """
        self._content = content
        self._places: dict[str, tuple[int, int]] = {}
        for name, length in lengths:
            self._places[name] = (start, start + length)
            start += length
        if start != len(content):
            raise ValueError(f"{len(content)} bytes, and not {start}")

    def numbers(self, name: str) -> array[int]:
        """Return the numbers in a part; raises ``KeyError`` and ``ValueError`` where it holds none."""
        start, end = self._places[name]
        return numbers_of(self._content[start:end])

    def texts(self, name: str) -> Texts:
        """Return the texts in a part whose ends are the numbers in ``name.ends``; raises what ``numbers`` does."""
        return Texts(self._content, *self._places[name], self.numbers(f"{name}.ends"))


def parts_of(name: str, texts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the two parts, with their names, that hold texts for :meth:`Parts.texts`."""
    encoded = [text.encode() for text in texts]
    ends, end = [], 0
    for data in encoded:
        end += len(data)
        ends.append(end)
    yield f"{name}.ends", bytes_of(ends)
    yield name, b"".join(encoded)


class Texts(Sequence[str]):
    """Texts, one after another in UTF-8, each decoded when it is asked for."""

    __slots__ = ("_content", "_ends", "_start")

    def __init__(self, content: Content, start: int, end: int, ends: array[int]) -> None:
        """Take what stands in ``content`` from ``start`` to ``end``, and where each text ends, in bytes from there.

        Raises ``ValueError`` where the last does not end with the whole.
        """
        self._content, self._start, self._ends = content, start, ends
        ends.insert(0, 0)
        if ends[-1] != end - start:
            raise ValueError(f"{end - start} bytes, and not {ends[-1]}")

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
        return self._content[self._start + self._ends[place] : self._start + end].decode()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


class Lists(Mapping[str, tuple[str, ...]]):
    """Lists of entries by name, each kept as one text with an entry a line until it is asked for."""

    __slots__ = ("_found", "_texts")

    def __init__(self, texts: Mapping[str, str]) -> None:
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


class Rows(Mapping[str, str]):
    """Texts by name."""

    __slots__ = ("_places", "_texts")

    def __init__(self, names: Iterable[str], texts: Sequence[str]) -> None:
        self._places = dict(zip(names, range(len(texts)), strict=True))
        self._texts = texts

    def __getitem__(self, name: str) -> str:
        return self._texts[self._places[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class LateWording:
    """The wording of the pattern at a place of three columns, like :class:`~claimlint.model.rule.Wording`."""

    __slots__ = ("_columns", "_place")

    def __init__(self, columns: tuple[Sequence[str], Sequence[str], Sequence[str]], place: int) -> None:
        self._columns, self._place = columns, place

    @property
    def text(self) -> str:
        """The pattern as its author wrote it."""
        return self._columns[0][self._place]

    @property
    def expression(self) -> str:
        """What it compiles to."""
        return self._columns[1][self._place]

    @property
    def relaxed(self) -> str:
        """A wider form of it."""
        return self._columns[2][self._place]

    def __eq__(self, other: object) -> bool:
        return self._read() == (other._read() if isinstance(other, LateWording) else other)

    def __hash__(self) -> int:
        return hash(self._read())

    def _read(self) -> Wording:
        return Wording(self.text, self.expression, self.relaxed)


def numbers_of(data: bytes) -> array[int]:
    """Return the numbers in some bytes; raises ``ValueError`` where one is cut."""
    numbers = array(_NUMBER)
    numbers.frombytes(data)
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers


def bytes_of(numbers: Iterable[int]) -> bytes:
    """Return the bytes of numbers below 2³², for :func:`numbers_of`."""
    written = array(_NUMBER, numbers)
    if sys.byteorder != "little":
        written.byteswap()
    return written.tobytes()
