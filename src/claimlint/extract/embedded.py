"""HTML inside Markdown: blocks of it, and single tags inside a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import SourceMap, SourceMapBuilder, Span
from claimlint.text.lines import LineIndex

if TYPE_CHECKING:
    from claimlint.extract.html import HtmlBlocks

_TAG = lazy_pattern(r"<(/?)([A-Za-z][\w.:-]*)")
_HREF = lazy_pattern(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_VISIBLE = lazy_pattern(r"[^\r\n]")
_PHRASING = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
        "style", "script", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_NOT_COPY = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea"})


class Tag(NamedTuple):
    """A tag inside a paragraph.

    ``parts_words`` says that the words around it are apart, ``hides`` that what it opens is not copy; ``address`` is
    where a link leads.
    """

    name: str
    closing: bool
    parts_words: bool
    hides: bool
    has_attributes: bool
    address: str


def tag_of(markup: str) -> Tag | None:
    """Return the tag that ``markup`` is, or None for a comment and the like."""
    match = _TAG.match(markup)
    if not match:
        return None
    name = match.group(2).lower()
    closing = bool(match.group(1))
    href = _HREF.search(markup) if name == "a" and not closing else None
    hides = name in _NOT_COPY and not closing and not markup.endswith("/>")
    address = href.group(href.lastindex or 0) if href else ""
    return Tag(name, closing, name not in _PHRASING, hides, "=" in markup and not closing, address)


def embedded_blocks(
    text: str, pieces: list[tuple[int, int]], first: int, code: list[tuple[int, int]], lines: LineIndex
) -> HtmlBlocks:
    """Return the copy in the HTML of ``pieces``, the lines of one block or a single tag.

    What stands between the pieces, such as the marks of a block quote, does not belong to the HTML, and neither does
    ``code``, which is in order. ``first`` is the index that the first block gets in its document; ``lines`` are those
    of ``text``.
    """
    from claimlint.extract.html import html_blocks

    start, end = pieces[0][0], pieces[-1][1]
    gaps = [(a[1], b[0]) for a, b in pairwise(pieces) if a[1] < b[0] and not text[a[1] : b[0]].isspace()]
    if code:
        inside = code[bisect_right(code, (start, start)) : bisect_right(code, (end, end))]
        gaps = _apart([*gaps, *((a, min(b, end)) for a, b in inside)])
    if not gaps:
        return html_blocks(text, start, end, first=first)
    parts: list[str] = []
    place = start
    for a, b in gaps:
        parts += text[place:a], _VISIBLE.sub(" ", text[a:b])
        place = b
    stretch = "".join(parts) + text[place:end]
    found = html_blocks(stretch, first=first)
    before = lines.position(start)[0] - 1 if found.incidents else 0
    return replace(
        found,
        blocks=tuple(block._replace(map=_moved(block.map, start, gaps)) for block in found.blocks),
        incidents=tuple(replace(incident, line=incident.line + before) for incident in found.incidents),
        comments=tuple(
            Comment(comment.text, Span(comment.span.start + start, comment.span.end + start))
            for comment in found.comments
        ),
    )


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``spans`` in order, with those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _moved(source: SourceMap, shift: int, gaps: list[tuple[int, int]]) -> SourceMap:
    """Return ``source`` with its places moved by ``shift``, and with no exact segment over any of ``gaps``."""
    builder = SourceMapBuilder()
    for derived, place, exact in source.segments():
        start, end = place.start + shift, place.end + shift
        if not exact:
            builder.add(derived.end - derived.start, start, end, exact=False)
            continue
        index = bisect_right(gaps, (start, start))
        while index < len(gaps) and gaps[index][0] < end:
            a, b = gaps[index]
            builder.add(a - start, start, a, exact=True)
            start = min(b, end)
            builder.add(start - a, a, start, exact=False)
            index += 1
        builder.add(end - start, start, end, exact=True)
    return builder.build()
