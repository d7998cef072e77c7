"""How words are written in each kind of place: text and attributes of HTML, Markdown, front matter, JSON-LD.

A form is only a proposal. Whether it reads as it should is seen by extracting the changed file.
"""

from __future__ import annotations

import json
import re
from html import escape

from claimlint.extract import Format
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Source
from claimlint.text.encode import can_encode

_MARKDOWN = lazy_pattern(r"[\\`*_\[\]<|~]|&(?=[#A-Za-z])")
_LEADING = lazy_pattern(r"\A(?:([#>+=-])|(\d+)([.)]))")
_CHARACTER = lazy_pattern(
    r"\s+|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?|\\[^\r\n]|(?:\\u[0-9a-fA-F]{4}){1,2}|''"
)
"""What a reader reads as characters and a source writes otherwise: white space, references and escapes."""
_PLAIN = lazy_pattern(r"[\w ,;()%’“”…–/-]*+[.!?]?", re.ASCII)
"""Text that is written alike in all places, unless it begins a block or its encoding lacks a character."""


def is_plain_copy(block: Block, start: int, end: int, source: str) -> bool:
    """Say whether code points ``start`` to ``end`` of a block stand in the source as text, with no markup among it."""
    previous = -1
    for here, there, exact in block.map.segments():
        if here.end <= start or here.start >= end:
            continue
        if 0 <= previous < there.start and not source[previous : there.start].isspace():
            return False
        if not exact and not _CHARACTER.fullmatch(source, there.start, there.end):
            return False
        previous = there.end
    return previous >= 0


def is_plain(text: str) -> bool:
    """Say whether ``text`` is written the same everywhere but in front of other text of its block."""
    return text[:1].isalpha() and _PLAIN.fullmatch(text) is not None


def forms(text: str, block: Block, kind: Format, source: Source, *, in_front_matter: bool) -> list[str]:
    """Return the ways in which ``text`` may have to be written in ``block``, the likeliest first, each once.

    What the encoding of the source lacks is written as a reference or an escape where the place has one; a form that
    cannot be encoded is left out.
    """
    if block.kind is BlockKind.JSON_LD:
        found = [_json(text, source), _json(escape(text, quote=False), source)]
    elif in_front_matter:
        found = [text, text.replace("'", "''"), _json(text, source)]
    elif kind is Format.PLAIN:
        found = [text]
    elif kind is Format.RTF:
        found = [_rich(text)]
    else:
        html = escape(text, quote=False)
        markdown = _MARKDOWN.sub(r"\\\g<0>", text)
        written = [markdown, _LEADING.sub(_held_back, markdown), text] if kind is Format.MARKDOWN else []
        written += [html, html.replace('"', "&quot;"), html.replace('"', "&quot;").replace("'", "&#39;")]
        found = [*(_with_references(form, source) for form in written), text, _json(text, source)]
    return [form for form in dict.fromkeys(found) if can_encode(form, source)]


def _held_back(match: re.Match[str]) -> str:
    """What would begin a heading, a list or a quote begins text."""
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _json(text: str, source: Source) -> str:
    written = json.dumps(text, ensure_ascii=False)
    if not can_encode(written, source):
        written = json.dumps(text)
    return written[1:-1].replace("</", "<\\/")


def _rich(text: str) -> str:
    """Write ``text`` as RTF in ASCII: characters beyond it by their numbers in UTF-16, which are signed."""
    units = text.encode("utf-16-le", "surrogatepass")
    written = []
    for low, high in zip(units[::2], units[1::2], strict=True):
        unit = low | high << 8
        if unit >= 0x80:
            written.append(f"\\u{unit - 0x10000 if unit >= 0x8000 else unit}?")
        else:
            written.append(f"\\{chr(unit)}" if chr(unit) in "\\{}" else chr(unit))
    return "".join(written)


def _with_references(text: str, source: Source) -> str:
    if can_encode(text, source):
        return text
    return text.encode(source.encoding, "xmlcharrefreplace").decode(source.encoding)
