"""The layout of the compiled form of the rules, for the type checker only: nothing imports this at run time."""

from __future__ import annotations

from typing import TypedDict

PatternSpan = tuple[int, int]
"""The first of some patterns, by its place in the columns, and how many there are."""
SuggestionRow = tuple[str, str, bool, int]
ExampleRow = tuple[str, str]
"""Those to flag and those to leave alone, each with a record separator between."""
CueRow = tuple[str, str, PatternSpan, PatternSpan, ExampleRow]
StatusRow = tuple[str, str, int, str, int, str, bool]
TreatmentRow = tuple[str, str, int, str, bool, list[StatusRow], int, int, int]
ReferenceRow = tuple[str, str, str, str, str, str, str, str, str]


class RuleRow(TypedDict):
    """The fields of a rule, but for those that its pack has."""

    id: str
    kind: str
    category: str
    severity: int
    confidence: int
    patterns: PatternSpan
    message: str
    why: str
    suggestions: list[SuggestionRow]
    references: int
    requires: int
    unless: PatternSpan
    exempt_when: int
    blocks: int
    overrides: list[tuple[str, int]]
    silent_when: int
    disclosure: str
    satisfied_by: PatternSpan
    contradicted_by: PatternSpan
    examples: ExampleRow
    line: int


class PackRow(TypedDict):
    """The fields of a pack, and the path of the file that its rules came from."""

    id: str
    digest: str
    path: str
    rules: list[RuleRow]


class CompiledFile(TypedDict):
    """The first line of the file; a row that is a list holds the values of what it stands for, in order.

    ``parts`` are the names and the lengths, in bytes, of what follows: the patterns, a field of all after another, the
    texts of ``Library.gate_words`` and those that belong to the words of ``gate_keys`` and to the lists of
    ``lexicons``. ``names`` are the tuples that others name by index.
    """

    format: int
    digest: str
    parts: list[tuple[str, int]]
    names: list[list[str]]
    packs: list[PackRow]
    lexicons: str
    gate_keys: str
    cues: list[CueRow]
    treatments: list[TreatmentRow]
    references: list[ReferenceRow]
