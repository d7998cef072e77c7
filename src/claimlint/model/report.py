"""What a run found."""

from __future__ import annotations

from dataclasses import dataclass

from claimlint.model.document import BlockKind, Incident
from claimlint.model.rule import Category, Confidence, Reference, Severity, Suggestion


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim that a reviewer would send back, with its place in the source.

    Lines and columns count from 1, in code points; the end is exclusive. ``match`` is the folded text of the source
    slice from start to end. ``sentence`` is the whole statement, which may be put together from several places.
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


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings on one file, ordered by place and then rule, and what kept it from a whole verdict.

    ``lines`` are the source lines that findings start on, by number from 1, for reports that show them.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    incidents: tuple[Incident, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackInfo:
    """Which pack a report was made with."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run: files in the order of their paths, and what concerns no single file."""

    files: tuple[FileReport, ...]
    packs: tuple[PackInfo, ...]
    jurisdictions: tuple[str, ...]
    incidents: tuple[Incident, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return the number of findings of exactly this severity."""
        return sum(finding.severity == severity for file in self.files for finding in file.findings)

    @property
    def incident_count(self) -> int:
        """The number of incidents, of files and of the run."""
        return len(self.incidents) + sum(len(file.incidents) for file in self.files)
