"""Copy in gettext catalogues (.po, .pot): https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html.

A visitor sees the translation, and the original where there is none or where it is marked as fuzzy; so that is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimlint.extract.data import Values, looks_said
from claimlint.extract.escapes import escaped_pieces
from claimlint.extract.html_pieces import Piece
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Comment, Document, Source
from claimlint.model.span import Span

_LINE = lazy_pattern(
    r"^[ \t]*(?:(?P<note>#[^\r\n]*)"
    r'|(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*)?"(?P<text>(?:[^"\\\r\n]|\\.)*)"[ \t]*$'
    r"|(?P<other>[^\s][^\r\n]*))",
    re.MULTILINE,
)


@dataclass(slots=True)
class _Entry:
    """The parts of one entry by their keywords, each as the pieces of its text."""

    parts: dict[str, list[Piece]] = field(default_factory=dict)
    is_fuzzy: bool = False

    def said(self, word: str) -> str:
        return "".join([piece[0] for piece in self.parts.get(word, [])])


def extract_po(source: Source) -> Document:
    """Return the copy in a catalogue; ``name`` of a block is the context of the entry, if it has one."""
    values = Values(source, translations=True)
    entry = _Entry()
    word = ""
    is_fuzzy = False
    for line in _LINE.finditer(source.text):
        if line["note"] is not None:
            if line["note"].startswith("#~"):
                continue
            start = line.start("note")
            values.comments.append(Comment(line["note"][1:], Span(start, line.end("note"))))
            is_fuzzy |= line["note"].startswith("#,") and "fuzzy" in line["note"]
            continue
        if line["other"] is not None:
            values.refuse(line.start("other"), "neither a comment nor a part of an entry; this line was not read")
            continue
        if line["word"]:
            word = line["word"]
            if word in entry.parts or (word in ("msgctxt", "msgid") and "msgid" in entry.parts):
                _keep(values, entry)
                entry = _Entry()
            if word == "msgid":
                entry.is_fuzzy, is_fuzzy = is_fuzzy, False
            entry.parts[word] = []
        if word:
            entry.parts[word] += escaped_pieces(source.text, *line.span("text"))
    _keep(values, entry)
    return values.document()


def _keep(values: Values, entry: _Entry) -> None:
    if not entry.said("msgid"):
        return  # the header of the catalogue
    shown = [word for word in entry.parts if word.startswith("msgstr") and entry.said(word)]
    if not shown or entry.is_fuzzy:
        shown = [word for word in ("msgid", "msgid_plural") if word in entry.parts]
    for word in shown:
        if looks_said(entry.said(word)):
            values.add(entry.said("msgctxt"), BlockKind.PARAGRAPH, entry.parts[word])
