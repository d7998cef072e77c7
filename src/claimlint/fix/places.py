"""Where in a block words are put: in the place of the claim, or of the whole sentence that it stands in."""

from __future__ import annotations

from claimlint.model.document import Block
from claimlint.model.span import Span
from claimlint.text.fold import fold
from claimlint.text.sentences import sentences

_STOPS = tuple(".!?")
_MARGIN = frozenset(" \t\r\n\xa0,;:.!?\u2013\u2014-")


def is_sentence(text: str) -> bool:
    """Say whether ``text`` reads as a sentence of its own: a capital first, a full stop last."""
    return text[:1].isupper() and text.endswith(_STOPS)


def without_margin(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place from ``start`` to ``end`` (exclusive) of ``text`` without the punctuation at its ends.

    A pattern may take in the comma before a claim or the stop after it; those belong to the sentence.
    """
    first, last = start, end
    while first < last and text[first] in _MARGIN:
        first += 1
    while last > first and text[last - 1] in _MARGIN:
        last -= 1
    return (first, last) if first < last else (start, end)


def sentence_around(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return from where to where (exclusive) the sentences go that hold code points ``start`` to ``end`` of a block."""
    folded = fold(block.text)
    first, last = start, end
    for left, right in sentences(folded.text):
        span = Span(left, right) if folded.map is None else folded.map.to_source(Span(left, right))
        if span.start < end and start < span.end:
            first, last = min(first, span.start), max(last, span.end)
    return first, last
