"""Copy in the components of Vue, Svelte and Astro: the template as HTML, and the strings of the code."""

from __future__ import annotations

from claimlint.extract.component_code import Code, Syntax, code_of
from claimlint.extract.html import html_blocks
from claimlint.extract.script import Reader
from claimlint.model.document import Document, Incident, IncidentKind, Source
from claimlint.text.lines import LineIndex

_MOST_LAYERS = 8
"""Layers of code in markup in code that are read; deeper ones no person wrote."""


def extract_vue(source: Source) -> Document:
    """Return the copy of a component of Vue."""
    return extract_component(source, Syntax.VUE)


def extract_svelte(source: Source) -> Document:
    """Return the copy of a component of Svelte."""
    return extract_component(source, Syntax.SVELTE)


def extract_astro(source: Source) -> Document:
    """Return the copy of a page or component of Astro."""
    return extract_component(source, Syntax.ASTRO)


def extract_component(source: Source, syntax: Syntax) -> Document:
    """Return the copy of a component: that of its template first, then that of its code. Never raises for its text."""
    text = source.text
    code = code_of(text, syntax)
    found = html_blocks(text, holes=code.holes, has_components=True)
    incidents = list(found.incidents)
    if code.broken >= 0:
        detail = "a brace that opens here is never closed: the code after it was taken for text"
        incidents.append(Incident(IncidentKind.MARKUP, detail, LineIndex(text).position(code.broken)[0]))
    reader = Reader(text, list(found.blocks), has_lone_strings=True)
    for layer in range(min(1 + max((part.layer for part in code.segments), default=-1), _MOST_LAYERS)):
        incidents += reader.read(_code_text(text, code, layer), typed=False)
    comments = sorted([*code.comments, *reader.comments], key=lambda comment: comment.span)
    return Document(source, tuple(reader.blocks), tuple(incidents), tuple(comments))


def _code_text(text: str, code: Code, layer: int) -> str:
    """Return a module as long as ``text`` with the code of one layer at its place, each expression as a block."""
    parts: list[str] = []
    place = 0
    for segment in code.segments:
        if segment.layer != layer or segment.start < place:
            continue
        parts.append(" " * (segment.start - place))
        inside = text[segment.start : segment.end]
        place = segment.end
        if segment.is_module:
            parts.append(inside)
            parts.append(";")  # in place of the tag that ends it
            place += 1
        elif inside[:1] in "\"'" and inside:
            parts.append(f"{{{inside[1:-1]}}}")
        else:
            parts.append(inside)
        if segment.goes_on:
            parts.append("0")  # in place of the markup
            place += 1
    return "".join(parts) + " " * (len(text) - place)
