"""Pieces of code between markup, and the module that they make for the parser, every character at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block

_PROPERTY = lazy_pattern(r"(?<![\w.:$-])([\w.:$-]+)=\Z")
_LONGEST_NAME = 60
_IDENTIFIER = lazy_pattern(r"[A-Za-z_$][\w$]*\Z")
_UNREAD = frozenset((
    "animate", "class", "className", "client", "define", "href", "id", "in", "is", "key", "name", "out", "ref", "src",
    "style", "to", "transition", "type", "use",
))  # fmt: skip
"""Properties and directives that no visitor reads."""
_RESERVED = frozenset(("case", "default", "delete", "do", "enum", "extends", "for", "function", "if", "new", "switch",
                       "this", "typeof", "var", "void", "while", "with"))  # fmt: skip
_TAG = lazy_pattern(r"\{(?:@(?P<tag>const|html|render)\s|#(?P<each>each)\s)")
_EACH = lazy_pattern(
    r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*`|(?P<open>[({\[])|(?P<close>[)}\]])|\sas\s",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of code from code point ``start`` to ``end`` (exclusive).

    ``layer`` counts the markup around it that stands in code itself. ``goes_on`` says that markup parts it from the
    rest of its expression. An expression has its braces, or the quotation marks of the property that it is bound to.
    ``name`` is that property, which stands directly before it with a sign of equality between; ``in_text`` says that
    what the expression gives stands in the text of the page.
    """

    start: int
    end: int
    layer: int = 0
    goes_on: bool = False
    is_module: bool = False
    name: str = ""
    in_text: bool = False


def property_before(text: str, start: int) -> str | None:
    """Return the name of the property whose value begins at ``start``; None if nobody reads it, empty if unknown.

    Of a name in parts, such as ``aria-label`` or ``set:html``, it is the last part.
    """
    if text[start - 1 : start] != "=":
        return ""
    found = _PROPERTY.search(text, max(start - _LONGEST_NAME, 0), start)
    if not found:
        return ""
    whole = found[1]
    if whole.startswith("data-") or whole.partition(":")[0] in _UNREAD or whole.rpartition(":")[2] in _UNREAD:
        return None
    name = _IDENTIFIER.search(whole)
    return name.group() if name and name.group() not in _RESERVED else ""


def is_printed(text: str, start: int) -> bool:
    """Say whether an expression in braces that begin at ``start`` leaves in the text what it gives."""
    return text[start] == "{" and text[start + 1 : start + 2] not in ("#", "@")


def is_shown(text: str, segment: Segment) -> bool:
    """Say whether a segment holds code that may have copy in it: no condition of a template, and no spread."""
    start = segment.start
    if text[start] != "{" or not text.startswith(("#", "/", ":", "@", "..."), start + 1):
        return True
    return bool(_TAG.match(text, start))


def code_text(text: str, segments: list[Segment], layer: int) -> str:
    """Return a module as long as ``text`` with the code of one layer at its place, each expression as a block.

    ``segments`` are in order; the value of a property that has a name is assigned to it.
    """
    parts: list[str] = []
    place = 0
    chosen = [segment for segment in segments if segment.layer == layer]
    for index, segment in enumerate(chosen):
        start, end = segment.start, segment.end
        if start < place:
            continue
        following = chosen[index + 1].start if index + 1 < len(chosen) else len(text)
        inside = text[start:end]
        is_free = end < following
        if segment.is_module:
            ending = ";" if is_free else ""  # in place of the tag that ends it
        elif segment.goes_on:
            ending = "0"  # in place of the markup
        else:
            ending = ""
            if segment.name and is_free and start - len(segment.name) > place and len(inside) > 2:
                start -= len(segment.name) + 1
                inside = f"{segment.name}=({inside[1:-1]})"
                ending = ";"
            elif inside[:1] in "\"'" and inside:
                inside = f"{{{inside[1:-1]}}}"
            else:
                inside = _without_keyword(inside)
                ending = ""
        parts += " " * (start - place), inside, ending
        place = end + len(ending)
    return "".join(parts) + " " * (len(text) - place)


def led_from(blocks: list[Block], first: int) -> list[Block]:
    """Return ``blocks``, of which the first gets the index ``first`` in its document, with their leads moved."""
    return [
        block._replace(leads=tuple(lead + first for lead in block.leads)) if block.leads else block for block in blocks
    ]


def _without_keyword(inside: str) -> str:
    """Return an expression in braces of Svelte as a statement of the same length."""
    match = _TAG.match(inside)
    if not match:
        return inside
    begun = match.end()
    if match["tag"] == "const":
        return f"{{ const {inside[begun:]}"
    if match["tag"] == "html":
        return f"  html={inside[begun:-1]};"
    if match["tag"] == "render":
        return f"{{{' ' * (begun - 1)}{inside[begun:]}"
    end = _each_end(inside, begun)
    return f"{{{' ' * (begun - 1)}{inside[begun:end]}{' ' * (len(inside) - end - 1)}}}"


def _each_end(inside: str, begun: int) -> int:
    """Return where what is gone through ends: at the last ``as`` outside of brackets."""
    depth = 0
    end = len(inside) - 1
    for match in _EACH.finditer(inside, begun, end):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth -= 1
        elif match.group()[0].isspace() and not depth:
            end = match.start()
    return end
