"""Copy in RTF files: body, headings, lists, tables, headers, footers, footnotes and text boxes, with exact places.

The source is the file as it is written, its bytes one character each; every letter is mapped to the control word or the
bytes that give it. Control words, destinations that hold no copy, deletions and the codes of fields are left out.
"""

from __future__ import annotations

import re

from claimlint.extract.package import PackageProblem
from claimlint.extract.rtf_letters import Letters
from claimlint.extract.rtf_text import RtfText
from claimlint.extract.rtf_words import ASIDES, BOXES, NAMED, ROMAN, SEALED, SKIPPED, TEXTS, State, codec_of_page
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Document, Incident, IncidentKind, Source

_START = lazy_pattern(r"\s*\{\\rtf")
_TOKEN = lazy_pattern(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<symbol>\r\n|.)"
    r"|(?P<brace>[{}])"
    r"|(?P<end>[\r\n\0]+)"
    r"|(?P<text>[^\\{}\r\n\0]+)"
    r"|\\\Z",
    re.DOTALL,
)
_MOST_GROUPS = 2_000
_ENDS = frozenset(("par", "sect", "page", "column", "\r", "\n", "\r\n"))
"""What ends a paragraph, or parts one as a new page does."""
_LOOK = frozenset(
    ("f", "v", "deleted", "plain", "uc", "s", "cs", "outlinelevel", "ls", "ilvl", "intbl", "itap", "pard")
)


def extract_rtf(source: Source) -> Document:
    """Return the copy in an RTF file."""
    if not _START.match(source.text):
        detail = "it is no RTF file, whatever its name says; nothing in it was checked: save it anew as RTF"
        return Document(source, (), (Incident(IncidentKind.MARKUP, detail),))
    reader = _Reader(source)
    try:
        reader.read()
    except PackageProblem as problem:
        return Document(source, (), (Incident(problem.kind, problem.detail),))
    return Document(source, reader.text.story.blocks(), tuple(reader.incidents))


class _Reader:
    """Reads the tokens of a file, one after the other; groups are kept on a stack, so that no depth is too much."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.state = State()
        self.stack: list[State] = []
        self.letters = Letters(is_bytes=source.encoding == "latin-1")
        self.text = RtfText()
        self.incidents: list[Incident] = []
        self.is_optional = False
        """The mark of a destination that may be skipped came last."""
        self.to_skip = 0
        """Characters that are still to be passed over, since one given by its number stands for them."""

    def read(self) -> None:
        """Read the file to its last group. Raises ``PackageProblem`` if it is too large or too deep."""
        text, place, size = self.source.text, 0, len(self.source.text)
        while place < size:
            match = _TOKEN.match(text, place)
            if match is None:
                break
            place = match.end()
            if match["text"] is not None:
                self._text(match["text"], match.start())
            elif match["word"] is not None:
                place = self._word(match["word"], match["number"], match.start(), place)
            elif match["byte"] is not None:
                self._byte(int(match["byte"], 16), match.start(), place)
            elif match["symbol"] is not None:
                self._symbol(match["symbol"], match.start(), place)
            elif match["brace"] is not None and self._brace(match["brace"]):
                break
        self.letters.flush(self.text, self.state)
        self.text.finish()
        if self.stack:
            detail = "it ends inside of a group, so it may have been cut off; what there is was checked"
            self.incidents.append(Incident(IncidentKind.MARKUP, detail))

    def _brace(self, brace: str) -> bool:
        """Take the start or end of a group; say whether it was the last."""
        self.letters.flush(self.text, self.state)
        self.is_optional, self.to_skip = False, 0
        if brace == "{":
            if len(self.stack) >= _MOST_GROUPS:
                detail = f"more than {_MOST_GROUPS:,} groups lie in one another; nothing in it was checked"
                raise PackageProblem(IncidentKind.TOO_LARGE, f"{detail}: save it anew in a word processor")
            self.stack.append(self.state)
            self.state = self.state.copy()
            return False
        if not self.stack:
            return True
        inner, self.state = self.state, self.stack.pop()
        if inner.reads != self.state.reads:
            self.letters.end_entry()
        if inner.aside != self.state.aside:
            self.text.close_aside()
        if len(self.stack) < self.text.field_depth:
            self.text.close_field()
        return not self.stack

    def _text(self, text: str, start: int) -> None:
        if self.to_skip:
            passed = min(self.to_skip, len(text))
            self.to_skip -= passed
            text, start = text[passed:], start + passed
        self.is_optional = False
        if self.state.reads:
            self.letters.entry(self.state, text, self.text)
        elif text and self._is_copy():
            self.letters.raw(text, start, self.text, self.state)

    def _byte(self, byte: int, start: int, end: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.state.reads:
            self.letters.entry(self.state, chr(byte), self.text)
        elif self._is_copy():
            self.letters.byte(byte, start, end, self.text, self.state)

    def _symbol(self, symbol: str, start: int, end: int) -> None:
        if symbol == "*":
            self.is_optional = True
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in _ENDS:
            self._end_paragraph()
        elif symbol in TEXTS and self.state.reads:
            self.letters.entry(self.state, TEXTS[symbol], self.text)
        elif symbol in TEXTS and self._is_copy():
            self.letters.said(TEXTS[symbol], start, end, self.text, self.state)

    def _word(self, word: str, digits: str | None, start: int, end: int) -> int:
        """Take a control word and return where to go on."""
        number = int(digits) if digits else None
        if word == "bin":
            self.to_skip = max(self.to_skip - 1, 0)
            return end + max(number or 0, 0)
        if self.to_skip:
            self.to_skip -= 1
            return end
        optional, self.is_optional = self.is_optional, False
        if word == "u" and number is not None:
            self.to_skip = self.state.fallback
            if self._is_copy() and not self.state.reads:
                end = self._after_fallback(end)
                self.letters.unit(number % 0x10000, start, end, self.text, self.state)
            return end
        self.letters.flush(self.text, self.state)
        if word in SKIPPED or (optional and word not in NAMED):
            self.state.skips = True
        elif word in SEALED:
            self.state.skips, self.state.reads = True, word
        elif not self._destination(word):
            self._plain_word(word, number, start, end)
        return end

    def _after_fallback(self, end: int) -> int:
        """Pass over what stands for a character given by its number, and return where that ends."""
        while self.to_skip and (match := _TOKEN.match(self.source.text, end)):
            if match["byte"] is None and match["text"] is None:
                break
            passed = 1 if match["byte"] is not None else min(self.to_skip, len(match["text"]))
            self.to_skip -= passed
            end = match.end() if match["byte"] is not None else end + passed
        return end

    def _destination(self, word: str) -> bool:
        """Begin what a control word says that its group holds, if it does; say whether it did."""
        if word in ASIDES and not self.state.reads:
            if word in BOXES or not self.state.skips:
                self.state.skips = False
                self.state.aside = self.text.open_aside(ASIDES[word])
        elif word in ("fonttbl", "stylesheet", "fldinst"):
            self.state.reads = word
            if word == "fldinst":
                self.text.open_field(len(self.stack) - 1)
        elif word == "fldrslt":
            self.state.skips = self.state.skips or not self.text.open_result(len(self.stack))
        elif word == "ud":
            self.state.skips = True  # says again what the group before it says in another way
        elif word in ("listtext", "pntext"):
            self.state.is_label = True
            self.text.format.is_item = True
        else:
            return False
        return True

    def _plain_word(self, word: str, number: int | None, start: int, end: int) -> None:
        if self.state.reads:
            self.letters.describe(self.state, word, number, self.text)
        elif word in TEXTS:
            if self._is_copy():
                self.letters.said(TEXTS[word], start, end, self.text, self.state)
        elif word in ("cell", "nestcell"):
            if not self.state.skips:
                self.text.end_cell(is_nested=word == "nestcell")
        elif word == "row":
            self.text.end_row()
        elif word in _ENDS:
            self._end_paragraph()
        elif word == "ansicpg":
            self.letters.page = codec_of_page(number or 1252)
        elif word in ROMAN:
            self.letters.page = ROMAN[word]
        elif word == "deff":
            self.letters.default_font = self.state.font = number or 0
        elif word in _LOOK:
            self._look(word, number)

    def _look(self, word: str, number: int | None) -> None:
        """Take a control word on how text or a paragraph looks."""
        is_on = number != 0
        state, paragraph = self.state, self.text.format
        if word == "f":
            state.font = number or 0
        elif word == "v":
            state.is_hidden = is_on
        elif word == "deleted":
            state.is_deleted = is_on
        elif word == "plain":
            state.is_hidden = state.is_deleted = False
            state.font = self.letters.default_font
        elif word == "uc":
            state.fallback = max(number if number is not None else 1, 0)
        elif word == "pard":
            self.text.reset_format()
        elif word == "s":
            paragraph.style = number or 0
            paragraph.level = self.letters.levels.get(paragraph.style, 0)
        elif word == "outlinelevel":
            paragraph.level = (number or 0) + 1 if (number or 0) < 9 else 0
        elif word == "ls":
            paragraph.is_item = bool(number)
        elif word == "ilvl":
            paragraph.depth = max(number or 0, 0)
        elif word == "intbl" or (word == "itap" and number):
            paragraph.is_cell = True

    def _end_paragraph(self) -> None:
        self.letters.flush(self.text, self.state)
        if not self.state.skips and not self.state.reads:
            self.text.end_paragraph()

    def _is_copy(self) -> bool:
        return not (self.state.skips or self.state.is_deleted or self.state.is_label)
