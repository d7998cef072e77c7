"""Where folded text stands inside quotation marks."""

from __future__ import annotations

from claimlint.lazy_patterns import lazy_pattern

# A single mark that opens follows no word, and one that closes precedes none: an apostrophe does neither.
_QUOTED = lazy_pattern(r"""\"[^\"]*\"|(?<![\w'])'(?=[^\s'])[^\"]*?(?<=[^\s])'(?!\w)""")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of what folded ``text`` quotes, marks included; they do not overlap."""
    if '"' not in text and "'" not in text:
        return []
    return [found.span() for found in _QUOTED.finditer(text)]
