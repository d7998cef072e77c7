"""The letters of an RTF file: bytes in the code page of their font, halves of characters, and the tables of fonts."""

from __future__ import annotations

import codecs
import re

from claimlint.extract.rtf_text import RtfText
from claimlint.extract.rtf_words import SYMBOL, State, codec_of_charset, codec_of_page
from claimlint.lazy_patterns import lazy_pattern

_HEADING = lazy_pattern(r"heading\s+([1-9])\b", re.IGNORECASE)
_TITLE = lazy_pattern(r"title\b", re.IGNORECASE)
_BEYOND = lazy_pattern("[\x80-\xff]+")
_LONGEST_NAME = 200
_PRIVATE = 0xF000
"""Where the characters of fonts of symbols are."""


class Letters:
    """Turns what stands for letters into text; ``is_bytes`` says that the characters of the source are bytes."""

    def __init__(self, *, is_bytes: bool) -> None:
        self.is_bytes = is_bytes
        self.page = "cp1252"
        self.default_font = 0
        self.fonts: dict[int, str] = {}
        self.levels: dict[int, int] = {}
        """The levels of the styles that are headings, by their numbers."""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._codec = ""
        self._start = self._end = -1
        """Where bytes begin and end that are no whole character yet."""
        self._high = (0, 0, 0)
        """The first half of a surrogate pair with its place, or zeros."""
        self._entry_font, self._entry_style, self._entry_name = -1, 0, ""

    def raw(self, text: str, start: int, out: RtfText, state: State) -> None:
        """Take text as it is written, from code point ``start``; bytes beyond ASCII are in the code page."""
        codec = self._codec_of(state)
        if codec == SYMBOL:
            for offset, char in enumerate(text):
                self.byte(ord(char) & 0xFF, start + offset, start + offset + 1, out, state)
            return
        place = 0
        if self.is_bytes:
            if self._start >= 0:  # the second byte of a character, which may look like a letter
                self.byte(ord(text[0]), start, start + 1, out, state)
                place = 1
            while match := _BEYOND.search(text, place):
                self._verbatim(text[place : match.start()], start + place, out, state)
                place = match.start()
                while place < len(text) and (place < match.end() or self._start >= 0):
                    self.byte(ord(text[place]), start + place, start + place + 1, out, state)
                    place += 1
        self._verbatim(text[place:], start + place, out, state)

    def _verbatim(self, text: str, start: int, out: RtfText, state: State) -> None:
        if text:
            self.flush(out, state)
            out.verbatim(text, start, is_hidden=state.is_hidden)

    def byte(self, byte: int, start: int, end: int, out: RtfText, state: State) -> None:
        """Take one byte, which stands from ``start`` to ``end``, alone a character or a part of one."""
        codec = self._codec_of(state)
        if codec == SYMBOL:
            self.said(chr(_PRIVATE + byte) if byte >= 0x20 else " ", start, end, out, state)
            return
        if self._decoder is None or codec != self._codec:
            self.flush(out, state)
            self._decoder, self._codec = codecs.getincrementaldecoder(codec)("replace"), codec
        begun = start if self._start < 0 else self._start
        text = self._decoder.decode(bytes((byte,)))
        if not text:
            self._start, self._end = begun, end
            return
        self._start = -1
        self._high = (0, 0, 0)
        out.replaced(_shown(text), begun, end, is_hidden=state.is_hidden)

    def unit(self, unit: int, start: int, end: int, out: RtfText, state: State) -> None:
        """Take a character by its number in UTF-16, which stands with its fallback from ``start`` to ``end``."""
        high, begun, _ = self._high
        if 0xDC00 <= unit < 0xE000 and high:
            self._high = (0, 0, 0)
            char = chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00)
            out.replaced(char, begun, end, is_hidden=state.is_hidden)
            return
        self.flush(out, state)
        if 0xD800 <= unit < 0xDC00:
            self._high = (unit, start, end)
        else:
            out.replaced(_shown(chr(unit)), start, end, is_hidden=state.is_hidden)

    def said(self, text: str, start: int, end: int, out: RtfText, state: State) -> None:
        """Take text that a control word stands for."""
        self.flush(out, state)
        out.replaced(text, start, end, is_hidden=state.is_hidden)

    def flush(self, out: RtfText, state: State) -> None:
        """Put out what is left of a character that was never completed."""
        if self._start >= 0:
            out.replaced("\ufffd", self._start, self._end, is_hidden=state.is_hidden)
            self._start = -1
        if self._high[0]:
            out.replaced("\ufffd", self._high[1], self._high[2], is_hidden=state.is_hidden)
            self._high = (0, 0, 0)
        if self._decoder is not None:
            self._decoder.reset()

    def _codec_of(self, state: State) -> str:
        return self.fonts.get(state.font if state.font >= 0 else self.default_font, "") or self.page

    def entry(self, state: State, text: str, out: RtfText) -> None:
        """Take text in a table of fonts or styles, or in the code of a field."""
        if state.reads == "fldinst":
            out.add_code(text)
        if state.skips or state.reads != "stylesheet":
            return
        if len(self._entry_name) < _LONGEST_NAME:
            self._entry_name += text
        if ";" in text:
            self.end_entry()

    def describe(self, state: State, word: str, number: int | None, out: RtfText) -> None:
        """Take a control word there."""
        if state.skips:
            return
        if state.reads == "fonttbl":
            if word == "f":
                self._entry_font = number or 0
            elif word == "fcharset":
                self.fonts[self._entry_font] = codec_of_charset(number or 0)
            elif word == "cpg" and number:
                self.fonts[self._entry_font] = codec_of_page(number)
        elif state.reads == "stylesheet":
            if word == "s":
                self._entry_style, self._entry_name = number or 0, ""
            elif word == "outlinelevel" and (number or 0) < 9:
                self.levels[self._entry_style] = (number or 0) + 1
        elif word in ("lquote", "rquote", "ldblquote", "rdblquote"):
            out.add_code('"')

    def end_entry(self) -> None:
        """End the entry of a style: one with the name of a heading is one, whatever else it says."""
        name = self._entry_name.strip()
        found = _HEADING.match(name)
        if self._entry_style and found is not None:
            self.levels.setdefault(self._entry_style, int(found[1]))
        elif self._entry_style and _TITLE.match(name):
            self.levels.setdefault(self._entry_style, 1)
        self._entry_name, self._entry_style = "", 0


def _shown(text: str) -> str:
    """Return ``text`` without controls, which a file gives by number and nobody sees."""
    return "".join(char if char.isprintable() or char in "\xa0\xad\t" else " " for char in text)
