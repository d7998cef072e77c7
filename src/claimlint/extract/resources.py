"""Copy in resource files: ``.properties`` of Java and ``.strings`` of Apple's systems.

Grammar of the first: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
"""

from __future__ import annotations

import re

from claimlint.extract.data import Values
from claimlint.extract.escapes import escaped_pieces
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment, Document, Source
from claimlint.model.span import Span

_PROPERTY = lazy_pattern(
    r"^[ \t\f]*(?:[#!](?P<note>[^\r\n]*)"
    r"|(?P<key>(?:[^\\\s:=]|\\(?:\r\n|.))+)[ \t\f]*[:=]?[ \t\f]*(?P<value>(?:[^\\\r\n]|\\(?:\r\n|.))*\\?))",
    re.MULTILINE | re.DOTALL,
)
_ENTRY = lazy_pattern(
    r"//(?P<line>[^\r\n]*)|/\*(?P<block>.*?)(?:\*/|\Z)"
    r'|(?:"(?P<key>(?:[^"\\]|\\.)*+)"|(?P<word>[\w.-]++))\s*=\s*"(?P<value>(?:[^"\\]|\\.)*+)"\s*;|(?P<other>[\w.-]++|\S)',
    re.DOTALL,
)


def extract_properties(source: Source) -> Document:
    """Return the copy in a file of properties; ``name`` of a block is the key."""
    values = Values(source)
    text = source.text
    for match in _PROPERTY.finditer(text):
        if match["key"] is None:
            start = match.start("note") - 1
            values.comments.append(Comment(match["note"], Span(start, match.end())))
        elif pieces := escaped_pieces(text, *match.span("value")):
            values.keep(match["key"], pieces)
    return values.document()


def extract_strings(source: Source) -> Document:
    """Return the copy in a file of localised strings; ``name`` of a block is the key."""
    values = Values(source, translations=True)
    text = source.text
    fault = -1
    for match in _ENTRY.finditer(text):
        if match["value"] is not None:
            key = match["key"] if match["key"] is not None else match["word"]
            if pieces := escaped_pieces(text, *match.span("value")):
                # The key is often the text in the first language, so that its words tell nothing.
                values.keep(key if " " not in key else "", pieces)
        elif match["other"] is None:
            note = match["line"] if match["line"] is not None else match["block"]
            values.comments.append(Comment(note, Span(*match.span())))
        elif fault < 0:
            fault = match.start()
    if fault >= 0:
        values.refuse(fault, 'not an entry of the form "key" = "text"; and what is like it was not read')
    return values.document()
