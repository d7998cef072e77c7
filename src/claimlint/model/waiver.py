"""What a user has said about findings before the run: waivers in the configuration, and evidence for claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """Where an entry is written: the file as it is shown, the line and column from 1, and the text of that line."""

    path: str
    line: int
    column: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class WaiverEntry(NamedTuple):
    """An entry of ``waivers:`` in the configuration.

    ``files`` is a pattern for paths relative to the folder of the configuration, for names at any depth if it has no
    slash. ``match`` is the copy that is meant;
    empty means every finding of the rule in those files. ``until`` is the last day that the entry holds.
    """

    place: Place
    files: str
    rule: str
    match: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None

    @property
    def names_one_file(self) -> bool:
        """Whether no more than one file can match ``files``."""
        return "/" in self.files and not any(sign in self.files for sign in "*?[\\")


class Evidence(NamedTuple):
    """An entry of the evidence register: wordings of one claim, and what proves it.

    ``jurisdictions`` empty means all of them. It holds from ``approved_on`` to ``review_by``, both days included.
    ``files`` are those of the sources that are files, relative to the register.
    """

    place: Place
    id: str
    wordings: tuple[str, ...]
    source: str
    approver: str
    approved_on: date
    review_by: date
    jurisdictions: tuple[str, ...] = ()
    treatment: str = ""
    files: tuple[str, ...] = ()


class Waiving(NamedTuple):
    """What may keep findings from counting, and on which day.

    ``base`` is the folder that the patterns of ``entries`` are relative to; ``whole`` says that the run reads all
    of it. Without ``apply`` everything counts, and waivers are only checked. ``today`` decides what has expired; None
    means the day of the run.
    """

    entries: tuple[WaiverEntry, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    base: Path | None = None
    require_reason: bool = False
    require_until: bool = False
    apply: bool = True
    today: date | None = None
    whole: bool = False
