"""Marks and tracked changes put into the bytes of a part of a Word document, and nothing else changed in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from claimlint.extract.story import Draft
from claimlint.extract.word_places import Piece, RunElement, TextElement


class Order(IntEnum):
    """In which order marks come that stand at one place."""

    DELETION_ENDS = 0
    INSERTION = 1
    COMMENT_ENDS = 2
    COMMENT_BEGINS = 3
    DELETION_BEGINS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A place between two characters of a text element, or before or after a run if there is no ``element``."""

    run: RunElement
    element: TextElement | None
    at: int


@dataclass(slots=True)
class _Cuts:
    """What happens in one text element: marks by the byte before which they stand, and the bytes that are deleted."""

    marks: defaultdict[int, list[tuple[Order, bytes]]] = field(default_factory=lambda: defaultdict(list))
    deleted: list[tuple[int, int]] = field(default_factory=list)


class PartEdits:
    """Collects what is put into one part and gives its new bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._marks: defaultdict[int, list[tuple[Order, bytes]]] = defaultdict(list)
        self._elements: dict[int, tuple[TextElement, _Cuts]] = {}

    def mark(self, point: Point, order: Order, markup: bytes) -> None:
        """Put ``markup`` where runs may stand, at ``point``."""
        element = point.element
        if element is None:
            self._marks[point.at].append((order, markup))
        elif point.at == element.tag_end and element.is_first:
            self._marks[element.run.start].append((order, markup))
        elif point.at == element.close and self._is_last(element):
            self._marks[element.run.end].append((order, markup))
        else:
            self._cuts(element).marks[point.at].append((order, markup))

    def delete(self, element: TextElement, start: int, end: int, before: bytes, after: bytes) -> None:
        """Make bytes ``start`` to ``end`` of a text a tracked deletion between the tags ``before`` and ``after``."""
        self._cuts(element).deleted.append((start, end))
        self.mark(Point(element.run, element, start), Order.DELETION_BEGINS, before)
        self.mark(Point(element.run, element, end), Order.DELETION_ENDS, after)

    def result(self) -> bytes:
        """Return the part with all that was put into it."""
        splices = [(place, place, _joined(marks)) for place, marks in self._marks.items()]
        splices += [(item.start, item.end, self._rebuilt(item, cuts)) for item, cuts in self._elements.values()]
        out = bytearray()
        place = 0
        # An insertion before an element comes first; at one place there is never more than one of each.
        for start, end, markup in sorted(splices, key=lambda splice: splice[:2]):
            out += self.data[place:start]
            out += markup
            place = end
        return bytes(out + self.data[place:])

    def _cuts(self, element: TextElement) -> _Cuts:
        return self._elements.setdefault(element.start, (element, _Cuts()))[1]

    def _is_last(self, element: TextElement) -> bool:
        rest = self.data[element.end : element.run.end].lstrip()
        return rest.startswith(b"</") and rest.count(b"<") == 1

    def _rebuilt(self, element: TextElement, cuts: _Cuts) -> bytes:
        """Return a text element as several, each in a run of its own with the format of the one it was in."""
        run = element.run
        prefix = run.prefix
        between = b"</%br>" % prefix, b"<%br>" % prefix + run.properties
        bounds = {element.tag_end, element.close, *cuts.marks}
        for start, end in cuts.deleted:
            bounds |= {start, end}
        places = sorted(bounds)
        out = bytearray()
        for number, place in enumerate(places):
            if cuts.marks.get(place):
                out += between[0] + _joined(cuts.marks[place]) + between[1]
            if number + 1 == len(places):
                break
            content = self.data[place : places[number + 1]]
            if not element.keeps_space:
                content = content.lstrip(b" \t\r\n") if number == 0 else content
                content = content.rstrip(b" \t\r\n") if number + 2 == len(places) else content
            gone = any(start <= place < end for start, end in cuts.deleted)
            if content:
                name = prefix + (b"delText" if gone else b"t")
                out += b'<%b xml:space="preserve">%b</%b>' % (name, content, name)
        return bytes(out)


def _joined(marks: list[tuple[Order, bytes]]) -> bytes:
    return b"".join(markup for _, markup in sorted(marks, key=lambda mark: mark[0]))


def byte_of(piece: Piece, offset: int, data: bytes) -> int:
    """Return the byte at which code point ``offset`` of a block begins, or that it ends at if ``piece`` ends there.

    A character reference is never cut.
    """
    if offset <= piece.start:
        return piece.at
    if offset >= piece.end:
        return piece.until
    return piece.at + len(data[piece.at : piece.until].decode()[: offset - piece.start].encode())


def covering(draft: Draft, start: int, end: int) -> Sequence[Piece]:
    """Return the pieces that hold code points ``start`` to ``end`` (exclusive) of a block."""
    pieces = draft.pieces
    first = bisect_left(pieces, start + 1, key=lambda piece: piece.end)
    last = bisect_left(pieces, end, key=lambda piece: piece.start)
    return pieces[first:last]


def start_point(piece: Piece, offset: int, data: bytes) -> Point | None:
    """Return the point before code point ``offset``, which ``piece`` holds; before its run if it cannot be cut."""
    if piece.run is None:
        return None
    if piece.element is None or not piece.element.is_divisible:
        return Point(piece.run, None, piece.run.start)
    return Point(piece.run, piece.element, byte_of(piece, offset, data))


def end_point(piece: Piece, offset: int, data: bytes) -> Point | None:
    """Return the point after code point ``offset`` - 1, which ``piece`` holds; after its run if it cannot be cut."""
    if piece.run is None:
        return None
    if piece.element is None or not piece.element.is_divisible:
        return Point(piece.run, None, piece.run.end)
    return Point(piece.run, piece.element, byte_of(piece, offset, data))
