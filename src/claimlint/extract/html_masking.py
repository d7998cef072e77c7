"""Getting a page ready for the tokenizer without moving a character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimlint.extract.templating import has_logic, template_spans
from claimlint.lazy_patterns import lazy_pattern

_FILLERS = [*map(chr, range(0xFDD0, 0xFDF0)), *map(chr, range(0xE000, 0xF900))]
"""Characters without a meaning of their own: one that the page does not hold stands for template logic."""

_NOSCRIPT = lazy_pattern(r"<(/?)noscript", re.IGNORECASE)


def masked(text: str, holes: Sequence[tuple[int, int]] | None = None) -> tuple[str, str]:
    """Return ``text`` as the tokenizer should see it, of the same length, and the filler in it (empty if none).

    Carriage returns and NULs, which the tokenizer would drop or replace in some places, become what it puts for them;
    template logic, which may hold quotation marks and angle brackets, becomes filler. ``holes`` is where that stands,
    in order, if it is known.
    """
    filler = ""
    scanned = text
    if holes or (holes is None and has_logic(text)):
        spans = template_spans(text) if holes is None else holes
        if spans:
            held = set(text)
            filler = next((character for character in _FILLERS if character not in held), _FILLERS[0])
            parts: list[str] = []
            place = 0
            for left, right in spans:
                parts += (text[place:left], filler * (right - max(left, place)))
                place = max(right, place)
            scanned = "".join((*parts, text[place:]))
    if "\r" in scanned:
        scanned = scanned.replace("\r\n", " \n").replace("\r", "\n")
    if "\0" in scanned:
        scanned = scanned.replace("\0", "\ufffd")
    return scanned, filler


def with_noscript_as_markup(scanned: str, place: int) -> str:
    """Return ``scanned``, of the same length, with another name for ``noscript`` from ``place`` on.

    The tokenizer takes the content of ``noscript`` for plain text, as browsers with scripting do; it is markup.
    """
    return scanned[:place] + _NOSCRIPT.sub(r"<\1no-scrip", scanned[place:])


def without_empty_tags(scanned: str) -> str:
    """Return ``scanned``, of the same length, with empty comments for ``</>``, which the tokenizer passes over."""
    return scanned.replace("</>", "<!>")
