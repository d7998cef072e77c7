"""Statements: sentences, and what structure makes of them together.

Rules look at statements, never at whole pages. A sentence is one; so are a lead-in with its list item ("PRP can help
with:" + "alopecia"), a question with its answer ("Is it safe?" + "Yes, for everyone.") and a header with its cell
("Downtime" + "None").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind
from claimlint.text.fold import Folded
from claimlint.text.sentences import sentences

_ANSWERED = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.JSON_LD))
_ASKING = frozenset((*_ANSWERED, BlockKind.HEADING, BlockKind.TABLE_CELL))
_YES = lazy_pattern(
    r"(?:yes|yep|absolutely|definitely|of course|certainly)\b(?!,? *not\b)[,.!:;]* *(?:- )?", re.IGNORECASE
)
_RESERVED = lazy_pattern(
    r"n't\b|\b(?:not|but|if|unless|most|many|some|usually|mostly|often|sometimes|may|might|although|though|provided"
    r"|depends|a little|with care)\b"
)
_TRAIL = " ?:.-"
LONGEST_YES = 3
"""So many words may follow the yes of an answer that says no more than yes: "yes, it is", "yes, of course"."""


class Setting(NamedTuple):
    """The folded texts, in lower case, of what leads to a block and of the heading it stands under."""

    leads: tuple[str, ...] = ()
    heading: str = ""


NO_SETTING = Setting()


class Sentence(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the folded text of block ``block``."""

    block: int
    folded: Folded
    start: int
    end: int


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of a statement; they stand at ``offset`` of a block's folded text."""

    start: int
    end: int
    block: int
    offset: int


class Statement(NamedTuple):
    """A piece of copy that says one thing. ``lower`` is ``text`` in lower case, of the same length.

    The last piece is the statement proper; those before it lead to it. ``before`` and ``after`` are the sentences of
    the same block around it, ``setting`` is what introduces the block; all of these in lower case.
    """

    text: str
    lower: str
    pieces: tuple[Piece, ...]
    before: str = ""
    after: str = ""
    setting: Setting = NO_SETTING

    @property
    def proper_start(self) -> int:
        """Where the statement proper begins, after its leads; 0 for a plain sentence."""
        return self.pieces[-1].start


def affirms(lower: str) -> bool:
    """Say whether a sentence in lower case answers a question with a yes alone, and nothing takes it back ("yes, but").

    A longer answer says by itself what is claimed, and is judged joined to its question.
    """
    yes = _YES.match(lower)
    return yes is not None and len(lower[yes.end() :].split()) <= LONGEST_YES and not _RESERVED.search(lower)


def leads_of(blocks: Sequence[Block], index: int) -> tuple[int, ...]:
    """Return the indices of the blocks that lead to block ``index``: its own leads, or the question that it answers."""
    block = blocks[index]
    if block.leads or index == 0 or block.kind not in _ANSWERED:
        return block.leads
    before = blocks[index - 1]
    if before.kind in _ASKING and before.text.rstrip().endswith("?"):
        return (index - 1,)
    return ()


def block_statements(
    index: int,
    folded: Folded,
    setting: Setting,
    spans: Sequence[tuple[int, int]] | None = None,
    answer: str = "",
) -> list[Statement]:
    """Return the sentences of one block, and each question in it together with the sentence that answers it.

    ``spans`` are those of the sentences, where they are known already. ``answer`` is the sentence, in lower case, by
    which the next block answers this one; empty where it does not.
    """
    if spans is None:
        spans = sentences(folded.text)
    found = []
    for place in range(len(spans)):
        found.append(statement_at(index, folded, setting, spans, place, answer))
        if answers(folded, spans, place):
            found.append(answer_at(index, folded, setting, spans, place))
    return found


def statement_at(
    index: int, folded: Folded, setting: Setting, spans: Sequence[tuple[int, int]], place: int, answer: str = ""
) -> Statement:
    """Return the sentence of a block that ``spans`` has at ``place``; see :func:`block_statements` for ``answer``."""
    start, end = spans[place]
    lower = folded.lower
    before = lower[slice(*spans[place - 1])] if place else ""
    after = lower[slice(*spans[place + 1])] if place + 1 < len(spans) else answer
    pieces = (Piece(0, end - start, index, start),)
    return Statement(folded.text[start:end], lower[start:end], pieces, before, after, setting)


def answers(folded: Folded, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Say whether the sentence at ``place`` follows a question."""
    return place > 0 and folded.text[spans[place - 1][1] - 1] == "?"


def answer_at(index: int, folded: Folded, setting: Setting, spans: Sequence[tuple[int, int]], place: int) -> Statement:
    """Return the sentence at ``place`` together with the question before it."""
    return _joined(Sentence(index, folded, *spans[place - 1]), Sentence(index, folded, *spans[place]), "", setting)


def led_statement(lead: Sentence, first: Sentence, kind: BlockKind, setting: Setting) -> Statement:
    """Return what the last sentence of a lead and the first of a block of ``kind`` say together."""
    return _joined(lead, first, ":" if kind is BlockKind.TABLE_CELL else "", setting)


def _joined(lead: Sentence, sentence: Sentence, joint: str, setting: Setting) -> Statement:
    """Join a lead and a sentence as one would say them: without the question mark, the colon or the "yes" between."""
    folded, start, end = sentence.folded, sentence.start, sentence.end
    head = lead.folded.text[lead.start : lead.end].rstrip(_TRAIL)
    yes = _YES.match(folded.text, start, end)
    if yes and yes.end() < end:
        start = yes.end()
    gap = f"{joint} "
    text = head + gap + folded.text[start:end]
    lower = lead.folded.lower[lead.start : lead.start + len(head)] + gap + folded.lower[start:end]
    pieces = (
        Piece(0, len(head), lead.block, lead.start),
        Piece(len(head) + len(gap), len(text), sentence.block, start),
    )
    return Statement(text, lower, pieces, "", "", setting)
