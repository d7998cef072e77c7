"""Where in a block words are put: in the place of the claim, or of the whole sentence that it stands in."""

from __future__ import annotations

from claimlint.model.document import Block
from claimlint.model.span import Span
from claimlint.text.fold import fold
from claimlint.text.sentences import sentences

_STOPS = tuple(".!?")


def is_sentence(text: str) -> bool:
    """Say whether ``text`` reads as a sentence of its own: a capital first, a full stop last."""
    return text[:1].isupper() and text.endswith(_STOPS)


def sentence_around(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return from where to where (exclusive) the sentences go that hold code points ``start`` to ``end`` of a block."""
    folded = fold(block.text)
    first, last = start, end
    for left, right in sentences(folded.text):
        span = Span(left, right) if folded.map is None else folded.map.to_source(Span(left, right))
        if span.start < end and start < span.end:
            first, last = min(first, span.start), max(last, span.end)
    return first, last
