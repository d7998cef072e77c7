"""Copy in the components of Vue, Svelte and Astro: the template as HTML, and the strings of the code."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from claimlint.extract.code_segments import code_text, led_from
from claimlint.extract.component_code import Syntax, code_of
from claimlint.extract.html import html_blocks
from claimlint.extract.html_pieces import Piece
from claimlint.extract.script import Reader
from claimlint.model.document import Document, Incident, IncidentKind, Source
from claimlint.text.lines import LineIndex

_MOST_LAYERS = 32
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
    incidents = []
    reader = Reader(
        text,
        has_lone_strings=True,
        in_text={segment.start for segment in code.segments if segment.in_text},
        properties={segment.start - len(segment.name) - 1 for segment in code.segments if segment.name},
    )
    layers = 1 + max((segment.layer for segment in code.segments), default=-1)
    for layer in range(min(layers, _MOST_LAYERS)):
        incidents += reader.read(code_text(text, code.segments, layer), typed=False)
    shown = _by_hole(code.holes, reader.shown)
    found = html_blocks(text, holes=code.holes, has_components=True, shown=shown)
    incidents += found.incidents
    if code.broken >= 0:
        detail = "a brace that opens here is never closed: the code after it was taken for text"
        incidents.append(_incident(text, detail, code.broken))
    if layers > _MOST_LAYERS:
        deep = min(segment.start for segment in code.segments if segment.layer >= _MOST_LAYERS)
        detail = (
            f"an expression that opens here is nested in {_MOST_LAYERS} others and was not read; take it out of them"
        )
        incidents.append(_incident(text, detail, deep))
    comments = sorted([*code.comments, *reader.comments], key=lambda comment: comment.span)
    blocks = (*found.blocks, *led_from(reader.blocks, len(found.blocks)))
    return Document(source, blocks, tuple(incidents), tuple(comments))


def _incident(text: str, detail: str, place: int) -> Incident:
    return Incident(IncidentKind.MARKUP, detail, LineIndex(text).position(place)[0])


def _by_hole(holes: list[tuple[int, int]], shown: list[Piece]) -> dict[int, list[Piece]]:
    """Return what each of ``holes`` says in the text, by its start; markup between two holes is no part of either."""
    found: dict[int, list[Piece]] = {}
    for said, start, end, verbatim in shown:
        left, right = holes[bisect_right(holes, start, key=itemgetter(0)) - 1]
        if start >= right:
            left, right = holes[bisect_right(holes, end - 1, key=itemgetter(0)) - 1]
        before = found.setdefault(left, [])
        if verbatim and not left <= start < end <= right:
            continue
        start, end = max(start, left), min(end, right)
        if start < end and (not before or before[-1][2] <= start):  # broken code may say the same twice
            before.append((said, start, end, verbatim))
    return found
