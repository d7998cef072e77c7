"""Copy in XLIFF 1.2 and 2.x (https://docs.oasis-open.org/xliff/): the translation, or the source where there is none.

The XML is only cut into its tokens, so that no entity is ever expanded and every character keeps its place.
"""

from __future__ import annotations

import re
from html import unescape

from claimlint.extract.data import Values, looks_said
from claimlint.extract.html_pieces import Piece
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Comment, Document, Source
from claimlint.model.span import Span

_TOKEN = lazy_pattern(
    r"<!--(?P<note>.*?)(?:-->|\Z)|<!\[CDATA\[(?P<raw>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<(?P<close>/)?(?:[\w.-]+:)?(?P<tag>[A-Za-z_][\w.-]*)(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>"
    r"|(?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)|(?P<text>[^<&]+)|(?P<other>[<&])",
    re.DOTALL,
)
_UNITS = frozenset(("trans-unit", "segment", "unit"))
_CODE = frozenset(("bpt", "bx", "cp", "ec", "em", "ept", "ex", "it", "ph", "sc", "sub", "x"))
"""Inline elements that stand for markup of the page; what is inside them is code."""
_ID = lazy_pattern(r"""\b(?:resname|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_UNTRANSLATED = lazy_pattern(r"""\btranslate\s*=\s*["']no["']""")


def extract_xliff(source: Source) -> Document:
    """Return the copy in a file of XLIFF; ``name`` of a block is the id of its unit."""
    values = Values(source, translations=True)
    reader = _Reader(values)
    for token in _TOKEN.finditer(source.text):
        reader.take(token)
    if reader.open:
        values.refuse(len(source.text), f"<{reader.open[-1]}> is never closed: the file is not whole")
    if not reader.has_tags and source.text.strip():
        values.refuse(0, "not XLIFF: it holds no element")
    return values.document()


class _Reader:
    """What was read so far of a unit, and the elements that are open."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.open: list[str] = []
        self.has_tags = False
        self._name = ""
        self._skipped = False
        self._parts: dict[str, list[Piece]] = {}
        self._part = ""
        self._code = 0

    def take(self, token: re.Match[str]) -> None:
        start, end = token.span()
        if end == len(token.string) and not token["text"] and not token[0].endswith((">", ";")):
            self.values.refuse(start, "what opens here is never closed: what follows was not read")
        if token["tag"]:
            self.has_tags = True
            self._tag(token, token["tag"], start, end)
        elif token["note"] is not None:
            self.values.comments.append(Comment(token["note"], Span(start, end)))
        elif token["other"]:
            self.values.refuse(start, f"a stray {token['other']} makes this no XML; what follows may be misread")
        elif self._part and not self._code:
            pieces = self._parts[self._part]
            if token["reference"]:
                pieces.append((unescape(token["reference"]), start, end, False))
            elif token["raw"]:
                pieces.append((token["raw"], *token.span("raw"), True))
            elif token["text"]:
                pieces.append((token["text"], start, end, True))

    def _tag(self, token: re.Match[str], tag: str, start: int, end: int) -> None:
        is_empty = token["rest"].endswith("/")
        if token["close"]:
            if self.open and self.open[-1] == tag:
                self.open.pop()
            else:
                self.values.refuse(start, f"</{tag}> closes nothing; what follows may be misread")
                return
        elif not is_empty:
            self.open.append(tag)
        if tag in _CODE:
            if self._part:
                self._parts[self._part].append((" ", start, end, False))
                self._code = max(self._code + (0 if is_empty else -1 if token["close"] else 1), 0)
        elif tag in ("source", "target") and not is_empty:
            self._part = "" if token["close"] else tag
            self._parts.setdefault(tag, [])
            self._code = 0
        elif tag in _UNITS:
            if token["close"]:
                self._keep()
            else:
                self._open_unit(token["rest"], is_segment=tag == "segment")

    def _open_unit(self, attributes: str, *, is_segment: bool) -> None:
        found = _ID.search(attributes)
        if not is_segment:
            self._name = (found[1] or found[2] or "") if found else ""
            self._skipped = _UNTRANSLATED.search(attributes) is not None
        self._parts = {}

    def _keep(self) -> None:
        for part in ("target", "source"):
            pieces = self._parts.get(part, [])
            said = "".join([piece[0] for piece in pieces])
            if said.strip():
                if not self._skipped and looks_said(said):
                    self.values.add(self._name, BlockKind.PARAGRAPH, pieces)
                break
        self._parts = {}
