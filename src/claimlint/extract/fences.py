"""Fenced code in Markdown: whether it ends where its author meant it to."""

from __future__ import annotations

from claimlint.lazy_patterns import lazy_pattern

_FENCE = lazy_pattern(r"(`{3,}|~{3,})")
_LAST = lazy_pattern(r"(?:\A|[\r\n])[ \t>]*(`{3,}|~{3,})[ \t]*\Z")


def is_closed(block: str) -> bool:
    """Say whether fenced code, from its opening fence to its end, ends with a fence of its own.

    Without one it goes on to the end of the file, the list or the quote: https://spec.commonmark.org/0.31.2/#example-126
    """
    opening = _FENCE.match(block)
    closing = _LAST.search(block.rstrip("\r\n"))
    return opening is not None and closing is not None and closing.start(1) > 0 and closing[1].startswith(opening[1])
