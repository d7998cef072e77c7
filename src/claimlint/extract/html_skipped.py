"""Elements whose text is not copy: code, scripts, drawings, fallbacks; and what is copy inside them all the same."""

from __future__ import annotations

from turbohtml import Token, TokenType

from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.extract.html_tags import BREAKOUT, CODE, DRAWINGS, SVG_COPY
from claimlint.extract.jsonld import json_ld_blocks, json_ld_error
from claimlint.model.document import Block, BlockKind

_START, _END = TokenType.START_TAG, TokenType.END_TAG


class Skipped:
    """An open element ``tag`` at ``place`` of ``text`` that is being passed over.

    ``blocks`` is the copy inside it. ``error`` is what is wrong with JSON-LD inside it, and where. ``lost`` says that
    text was passed over. ``scanned`` and ``filler`` are those of ``masked``; ``shift`` is the place of ``text`` in the
    source.
    """

    __slots__ = (
        "_copy",
        "_depth",
        "_filler",
        "_pieces",
        "_scanned",
        "_shift",
        "_text",
        "blocks",
        "error",
        "is_json",
        "lost",
        "place",
        "tag",
    )

    def __init__(self, tag: str, place: int, is_json: bool, text: str, scanned: str, shift: int, filler: str) -> None:
        self.tag = tag
        self.place = place
        self.is_json = is_json
        self.blocks: list[Block] = []
        self.error: tuple[str, int] | None = None
        self.lost = False
        self._text, self._scanned, self._shift, self._filler = text, scanned, shift, filler
        self._depth = 1
        self._copy = ""  # the element of a drawing that is being read, with its text so far
        self._pieces: list[Piece] = []

    def is_left_by(self, kind: TokenType, tag: str) -> bool:
        """Say whether a tag ends the element although it is still open."""
        return (self.tag in CODE or self.tag in DRAWINGS) and tag in BREAKOUT and (kind is _START or kind is _END)

    def take(self, token: Token, start: int, end: int) -> bool:
        """Take the token at ``start`` to ``end`` and say whether it closed the element."""
        kind, tag = token.type, token.tag or ""
        if kind is _START:
            if tag == self.tag:
                self._depth += not token.self_closing
            elif self.tag == "svg" and tag in SVG_COPY and not self._copy and not token.self_closing:
                self._copy = tag
        elif kind is _END:
            if tag == self._copy:
                self._end_copy()
            elif tag == self.tag:
                self._depth -= 1
        elif kind is TokenType.TEXT:
            self.take_text(token.data or "", start, end)
        elif kind is TokenType.CHARACTER_REFERENCE and self._copy:
            self._pieces.append((token.data or "", start + self._shift, end + self._shift, False))
        return self._depth == 0

    def finish(self) -> None:
        """Take note that the page ended inside the element."""
        if self._copy:
            self.lost = True
            self._end_copy()

    def take_text(self, data: str, start: int, end: int) -> None:
        """Take the text ``data``, which stands at ``start`` to ``end``."""
        if self.is_json:
            text, scanned = self._text[start:end], self._scanned[start:end]
            self.blocks += json_ld_blocks(text, scanned, start + self._shift, self._filler)
            error = json_ld_error(text) if not self._filler or self._filler not in scanned else None
            if error:
                self.error = (error[0], start + error[1])
        elif self._copy:
            self._pieces.append((self._text[start:end], start + self._shift, end + self._shift, True))
        elif not self.lost:
            self.lost = bool(data.strip())

    def _end_copy(self) -> None:
        kind = BlockKind.PARAGRAPH if self._copy == "text" else BlockKind.ALT
        name = "" if self._copy == "text" else self._copy
        block = block_of(kind, without_margin(self._pieces), name=name)
        if block:
            self.blocks.append(block)
        self._copy = ""
        self._pieces = []
