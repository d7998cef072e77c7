"""Putting the text of one block together, with the place of every part of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimlint.extract.html_pieces import Draft, Piece, block_of, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, MarkKind

FILLER = "\ufdd0"
"""Stands for one character of template logic or code while markup is parsed, so that offsets stay as they are.

It is a noncharacter, which no text means to hold, and is to Markdown neither white space nor punctuation.
"""

_FILLED = lazy_pattern(rf"{FILLER}+")
_VISIBLE = lazy_pattern(r"[^\r\n]+")

Reading = Callable[[re.Match[str]], str]


def masked_at(text: str, spans: list[tuple[int, int]]) -> str:
    """Return ``text``, as long as before, with filler for every character of ``spans`` but line ends."""
    parts: list[str] = []
    place = 0
    for start, end in sorted(spans):
        parts += text[place:start], _VISIBLE.sub(_filled, text[max(start, place) : end])
        place = max(place, end)
    return "".join([*parts, text[place:]])


def _filled(match: re.Match[str]) -> str:
    return FILLER * (match.end() - match.start())


class Run:
    """The text of a block so far, in pieces, and its marks."""

    __slots__ = ("drafts", "pieces")

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.drafts: list[Draft] = []

    @property
    def text(self) -> str:
        """What was put together so far."""
        return "".join([piece[0] for piece in self.pieces])

    def verbatim(self, text: str, start: int) -> None:
        """Append ``text``, which stands at ``start`` of the source as it is, but for filler."""
        if FILLER not in text:
            self.pieces.append((text, start, start + len(text), True))
            return
        place = 0
        for match in _FILLED.finditer(text):
            if place < match.start():
                self.pieces.append((text[place : match.start()], start + place, start + match.start(), True))
            place = match.end()
            self.gap(start + match.start(), start + place)
        if place < len(text):
            self.pieces.append((text[place:], start + place, start + len(text), True))

    def replaced(self, text: str, start: int, end: int) -> None:
        """Append ``text``, which is read where the source has something else from ``start`` to ``end``."""
        if text:
            self.pieces.append((text, start, end, False))

    def decoded(self, text: str, start: int, end: int, changed: re.Pattern[str], reading: Reading) -> None:
        """Append ``text`` from ``start`` to ``end``; each match of ``changed`` is read as ``reading`` says."""
        place = start
        for match in changed.finditer(text, start, end):
            if place < match.start():
                self.verbatim(text[place : match.start()], place)
            self.replaced(reading(match), match.start(), match.end())
            place = match.end()
        if place < end:
            self.verbatim(text[place:end], place)

    def gap(self, start: int, end: int) -> None:
        """Keep the words around something that is not copy apart: append a space unless there is one."""
        if self.pieces and not self.pieces[-1][0][-1:].isspace():
            self.pieces.append((" ", start, end, False))

    def mark(self, kind: MarkKind, first: int, target: str) -> None:
        """Mark the text from the piece ``first`` to the last one so far; ``target`` is an address or a label."""
        self.drafts.append((kind, first, len(self.pieces), target.replace(FILLER, "")))

    def block(self, kind: BlockKind, leads: tuple[int, ...] = (), level: int = 0, name: str = "") -> Block | None:
        """Return what was put together, without white space around it, or None if there is nothing to read in it."""
        pieces, drafts = self.pieces, self.drafts
        if pieces and pieces[0][0][:1].isspace():
            kept = without_margin(pieces)
            cut = len(pieces) - len(kept)
            pieces, drafts = kept, [(kind_, max(a - cut, 0), max(b - cut, 0), to) for kind_, a, b, to in drafts]
        return block_of(kind, pieces, leads, level, drafts, name)
