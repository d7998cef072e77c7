"""What a run found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claimlint.model.document import BlockKind, Incident
from claimlint.model.rule import Category, Confidence, Reference, Severity, Suggestion


class WaiverKind(StrEnum):
    """What lets a finding stand without counting."""

    INLINE = "inline"
    """A comment beside the copy."""
    CONFIG = "config"
    """An entry of the configuration."""
    EVIDENCE = "evidence"
    """An entry of the evidence register: the claim is supported."""
    BASELINE = "baseline"
    """The finding was there when the gate was set up."""


class Waiver(NamedTuple):
    """Why a finding does not count, who said so, and until when.

    ``until`` is a date as ``YYYY-MM-DD``. ``place`` tells where this is written: ``page.md:12``, ``evidence.yaml:4``.
    Each text but ``place`` may be empty.
    """

    kind: WaiverKind
    place: str
    reason: str = ""
    by: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim that a reviewer would send back, with its place in the source.

    Lines and columns count from 1, in code points; the end is exclusive. ``match`` is the folded text of the source
    slice from start to end. ``sentence`` is the whole statement, which may be put together from several places.
    ``start`` and ``end`` are the same place as offsets in the decoded source, in code points from 0, end exclusive.
    ``copy_block``, ``copy_start`` and ``copy_end`` are the place in the text that readers see: the number of the block
    from 0, and code points of its text; a finding that is not in the copy (its ``block`` is COMMENT) has block -1.
    A finding with a ``waiver`` is reported and does not count.
    """

    rule: str
    category: Category
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    line: int
    column: int
    end_line: int
    end_column: int
    match: str
    sentence: str
    block: BlockKind
    suggestions: tuple[Suggestion, ...]
    references: tuple[Reference, ...]
    jurisdictions: tuple[str, ...]
    fingerprint: str
    start: int = 0
    end: int = 0
    copy_block: int = 0
    copy_start: int = 0
    copy_end: int = 0
    place: str = ""
    """Where a person finds it in a format without lines: headings, paragraph, character from 1; else empty."""
    waiver: Waiver | None = None


class CopyBlock(NamedTuple):
    """A block of copy as a reader sees it, for reports that show whole pages; see ``Block`` for the fields."""

    kind: BlockKind
    text: str
    level: int = 0
    name: str = ""
    leads: tuple[int, ...] = ()


class EntryState(StrEnum):
    """What became of an entry of the configuration or the evidence register on one file."""

    USED = "used"
    EXPIRED = "expired"
    """It covers a finding, but not on this day."""
    ELSEWHERE = "elsewhere"
    """It covers the wording of a finding, but not for this jurisdiction or treatment."""
    UNUSED = "unused"
    """It names the file and covers nothing in it."""


class EntryUse(NamedTuple):
    """What one file has to say of an entry: its kind, its number from 0 among those of the kind, and what became of it.

    ``note`` tells of evidence why it does not hold: “was due …”. Nothing is said where the rule that an entry waives
    was not in force.
    """

    kind: WaiverKind
    entry: int
    state: EntryState
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings on one file, ordered by place and then rule, and what kept it from a whole verdict.

    ``lines`` are the source lines that findings start on, by number from 1, for reports that show them. ``copy`` is the
    whole page in reading order, kept only where it was asked for. ``digest`` is the SHA-256 of the file's bytes, in
    hexadecimal; empty if it could not be read. ``uses`` tell what became of entries of the configuration and the
    evidence register, for the checks at the end of a run.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    incidents: tuple[Incident, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()
    copy: tuple[CopyBlock, ...] = ()
    digest: str = ""
    uses: tuple[EntryUse, ...] = ()
    is_extracted: bool = False
    """The file is no text: lines and columns are those of the text that was extracted from it, one block a line."""


class PackInfo(NamedTuple):
    """Which pack a report was made with."""

    id: str
    digest: str


class RuleInfo(NamedTuple):
    """What a report tells of a rule; see ``Rule`` for the fields.

    ``severity``, ``references`` and ``jurisdictions`` are those in the jurisdictions that the run asked for.
    ``message``, ``why`` and ``suggestions`` may still name ``{fields}``.
    """

    id: str
    category: Category
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    suggestions: tuple[Suggestion, ...]
    references: tuple[Reference, ...]
    jurisdictions: tuple[str, ...]


class RunInfo(NamedTuple):
    """The circumstances of a run, for reports that stand as a record of it.

    ``made_at`` is a time in UTC as ``YYYY-MM-DDThh:mm:ssZ``. ``config`` is the path of the configuration file as it is
    shown, ``commit`` the commit that was checked out, in hexadecimal; both are empty if there was none. ``settings``
    are other settings by name, for people.
    """

    made_at: str
    config: str = ""
    commit: str = ""
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run: files in the order of their paths, and what concerns no single file.

    ``notes`` are sentences on what the figures do not show: what a baseline could drop, what was left out on request.
    ``rules`` are the rules that the run used, in the order of the packs, kept only where they were asked for.
    ``fail_on`` is the mildest severity that the run fails on; None means that it never fails for a finding.
    """

    files: tuple[FileReport, ...]
    packs: tuple[PackInfo, ...]
    jurisdictions: tuple[str, ...]
    incidents: tuple[Incident, ...] = ()
    notes: tuple[str, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    fail_on: Severity | None = Severity.WARNING
    run: RunInfo | None = None

    def fails(self, finding: Finding) -> bool:
        """Say whether a finding makes the run fail: it counts and is as severe as ``fail_on``."""
        return finding.waiver is None and self.fail_on is not None and finding.severity >= self.fail_on

    @property
    def failed(self) -> bool:
        """Whether any finding makes the run fail."""
        return any(map(self.fails, self.findings))

    def count(self, severity: Severity) -> int:
        """Return the number of findings of exactly this severity that count: those without a waiver."""
        return sum(finding.severity == severity for finding in self.findings if finding.waiver is None)

    def waived(self, *kinds: WaiverKind) -> int:
        """Return the number of findings that a waiver of one of these kinds keeps from counting."""
        return sum(finding.waiver is not None and finding.waiver.kind in kinds for finding in self.findings)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings of all files, waived ones too, in the order of the report."""
        return (finding for file in self.files for finding in file.findings)

    @property
    def incident_count(self) -> int:
        """The number of incidents, of files and of the run."""
        return len(self.incidents) + sum(len(file.incidents) for file in self.files)
