"""What a page has beside its text when it is a template: comments of the template, and copy in its logic."""

from __future__ import annotations

import re

from claimlint.extract.runs import Run
from claimlint.extract.strings import value_blocks
from claimlint.extract.templating import Language, has_logic, language_of, template_logic
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Document, Incident, IncidentKind
from claimlint.text.lines import LineIndex

_MOST_INCIDENTS = 20
_ESCAPE = lazy_pattern(r"\\(?:\r\n|.)|\{?\$[A-Za-z_][\w\[\]>'-]*\}?|#\{[^{}]*\}", re.DOTALL)
"""An escape, or a variable that PHP or Ruby puts into a string."""
_FRONT_MATTER = lazy_pattern(r"---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


def with_template_copy(document: Document) -> Document:
    """Return ``document``, of HTML or Markdown, with the copy and the comments in its template logic.

    Blocks of such copy come last, in the order of the source: their place on the page is for the template to say. In a
    file whose name says that it is a template, logic without an end is reported.
    """
    source = document.source
    language = language_of(source.path)
    if not (has_logic(source.text) or language is Language.BLADE) or source.path.lower().endswith(".mdx"):
        return document
    front = _FRONT_MATTER.match(source.text)
    logic = template_logic(source.text, language, front.end() if front else 0)
    if not (logic.values or logic.comments or logic.unclosed):
        return document
    blocks = [block for start, end, key in logic.values for block in _blocks(source.text, start, end, key)]
    comments = sorted([*document.comments, *logic.comments], key=lambda comment: comment.span)
    incidents: list[Incident] = []
    if language is not Language.ANY and logic.unclosed:
        lines = LineIndex(source.text)
        detail = "template logic that opens here is never closed: it was read as text"
        incidents = [
            Incident(IncidentKind.MARKUP, detail, lines.position(place)[0])
            for place in logic.unclosed[:_MOST_INCIDENTS]
        ]
    return document._replace(
        blocks=(*document.blocks, *blocks),
        comments=tuple(comments),
        incidents=(*document.incidents, *incidents),
    )


def _blocks(text: str, start: int, end: int, key: str) -> list[Block]:
    run = Run()
    run.decoded(text, start, end, _ESCAPE, _reading)
    kind = BlockKind.ALT if key == "alt" else BlockKind.ATTRIBUTE
    return value_blocks(run.pieces, kind, name=key)


def _reading(match: re.Match[str]) -> str:
    written = match[0]
    if written[0] != "\\":
        return " "
    return " " if written[1] in "nrt\r\n" else written[1]
