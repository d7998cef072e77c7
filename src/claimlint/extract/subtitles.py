"""What is spoken in subtitles: SubRip (.srt) and WebVTT (.vtt, https://www.w3.org/TR/webvtt1/).

A sentence goes on over cues, so cues are joined until one ends a sentence or another speaker begins.
"""

from __future__ import annotations

import re

from claimlint.extract.html_pieces import Piece
from claimlint.extract.strings import value_blocks
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Incident, IncidentKind, Source
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_GROUP = lazy_pattern(r"(?:[^\r\n]*[^\s][^\r\n]*(?:\r\n?|\n|\Z))+")
"""Lines between blank ones."""
_LINE = lazy_pattern(r"[^\r\n]+")
_TIMING = lazy_pattern(r"[ \t]*(?:\d+:)?\d+:\d+[.,]\d+[ \t]*-->[^\r\n]*")
_NOTE = lazy_pattern(r"NOTE(?:[ \t]|[\r\n]|\Z)")
_NO_CUE = lazy_pattern(r"(?:WEBVTT|STYLE|REGION)(?:\s|\Z)")
_SENTENCE_END = lazy_pattern(r"[.!?\u2026\u3002][\"'\u201d\u2019)\]]*\s*\Z")
_SPEAKER = lazy_pattern(r"[-\u2013\u2014>]|<v[ .]|[A-Z][A-Z .]+:")
_STYLE = lazy_pattern(r"\{\\[^{}]*\}|<\d[\d:.]*>|♪")
_MOST_CUES = 30


def extract_subtitles(source: Source) -> Document:
    """Return what is spoken, a block for each run of cues that belong together, and the notes as comments."""
    blocks: list[Block] = []
    comments: list[Comment] = []
    pieces: list[Piece] = []
    cues = 0
    stray = -1
    text = source.text
    for group in _GROUP.finditer(text):
        start = group.start()
        note = _NOTE.match(text, start)
        if note:
            comments.append(
                Comment(text[start + 4 : group.end()].rstrip("\r\n"), Span(start, len(group[0].rstrip()) + start))
            )
            continue
        lines = list(_LINE.finditer(text, start, group.end()))
        timing = next((index for index, line in enumerate(lines[:2]) if _TIMING.fullmatch(line[0])), -1)
        if timing < 0:
            if not _NO_CUE.match(text, start) and stray < 0:
                stray = start
            continue
        for line in lines[timing + 1 :]:
            if pieces and (cues >= _MOST_CUES or _SPEAKER.match(line[0].lstrip())):
                blocks += value_blocks(pieces, BlockKind.PARAGRAPH)
                pieces, cues = [], 0
            _add_line(pieces, text, *line.span())
        cues += 1
        if pieces and _SENTENCE_END.search(re.sub(r"<[^<>]*>\s*\Z", "", pieces[-1][0])):
            blocks += value_blocks(pieces, BlockKind.PARAGRAPH)
            pieces, cues = [], 0
    blocks += value_blocks(pieces, BlockKind.PARAGRAPH) if pieces else []
    incidents: tuple[Incident, ...] = ()
    if stray >= 0:
        detail = "text without a time is no cue: this and what is like it was not read"
        incidents = (Incident(IncidentKind.MARKUP, detail, LineIndex(text).position(stray)[0]),)
    return Document(source, tuple(blocks), incidents, tuple(comments), is_page=False)


def _add_line(pieces: list[Piece], text: str, start: int, end: int) -> None:
    """Add a line of a cue to ``pieces``, on one line with them."""
    if pieces:
        pieces.append((" ", pieces[-1][2], start, False))
    place = start
    for style in _STYLE.finditer(text, start, end):
        if style.start() > place:
            pieces.append((text[place : style.start()], place, style.start(), True))
        place = style.end()
    if place < end:
        pieces.append((text[place:end], place, end, True))
