"""What a run is asked to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from claimlint.model.rule import Confidence


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that change which findings are reported.

    ``jurisdictions`` are lower-case codes; empty means all. ``select`` and ``ignore`` hold rule ids
    (``safety/no-risk``), pack ids (``safety``) or categories (``hype``); an empty ``select`` means every rule.
    """

    jurisdictions: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: Confidence = Confidence.LOW


class Include(NamedTuple):
    """A partial, such as a footer, at the absolute ``path``, with patterns for the pages that it is part of."""

    path: Path
    pages: tuple[str, ...]
