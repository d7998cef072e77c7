"""Whether a statement names its source: a footnote, a link to a study, a DOI, an author and year."""

from __future__ import annotations

import re

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, Mark, MarkKind
from claimlint.model.span import Span
from claimlint.text.fold import Folded
from claimlint.text.statements import Statement

_IN_TEXT = lazy_pattern(
    r"\[\d{1,3}(?:[-, ]+\d{1,3})*\]"  # [3], [2, 5]
    r"|\bdoi\b|\b10\.\d{4,9}/\S"
    r"|\bpmid\b|\bpmc ?\d{5,}|\bnct ?\d{8}\b|\bisrctn ?\d{6,}"
    r"|\bet al\b"
    r"|[a-z]\w+,? \((?:19|20)\d\d[a-z]?\)"  # Olsen (2002)
    r"|\((?:[^()]{2,80}[,;] ?)?(?:19|20)\d\d[a-z]?(?:[,;:][^()]{0,60})?\)"  # (Olsen, 2002)
    r"|[\u00b9\u00b2\u00b3\u2070-\u2079]"
)
_STUDY_HOSTS = lazy_pattern(
    r"doi\.org|pubmed|ncbi\.|nih\.gov|cochrane|nejm\.|thelancet|jamanetwork|bmj\.com|clinicaltrials\.gov|sciencedirect"
    r"|springer|wiley|nature\.com|oup\.com|tandfonline|sagepub|karger|liebertpub|plos|frontiersin|mdpi\.com|nice\.org"
    r"|fda\.gov|gov\.uk|europa\.eu|tga\.gov\.au|canada\.ca|nhs\.uk|who\.int|/(?:references|studies|evidence)\b|\.pdf\b",
    re.IGNORECASE,
)
_REACH = 3
"""How many characters after the full stop a footnote mark may stand."""


def is_cited(statement: Statement, block: Block, folded: Folded) -> bool:
    """Say whether the statement itself carries a citation; ``block`` and ``folded`` hold its last piece."""
    if _IN_TEXT.search(statement.lower):
        return True
    if not block.marks:
        return False
    piece = statement.pieces[-1]
    span = Span(piece.offset, piece.offset + piece.end - piece.start)
    if folded.map is not None:
        span = folded.map.to_source(span)
    return any(_counts(mark) and span.start <= mark.start <= span.end + _REACH for mark in block.marks)


def _counts(mark: Mark) -> bool:
    return mark.kind is MarkKind.FOOTNOTE or bool(_STUDY_HOSTS.search(mark.target))
