"""The layout of the compiled form of the rules, for the type checker only: nothing imports this at run time."""

from __future__ import annotations

from typing import TypedDict

PatternRow = tuple[str, str, int, int, int]
"""Text, expression, the places of the lists' names and of the gate among the shared tuples, line."""
SuggestionRow = tuple[str, str, bool, int]
ExampleRow = tuple[str, str]
"""Those to flag and those to leave alone, each with a record separator between."""
CueRow = tuple[str, str, list[PatternRow], list[PatternRow], ExampleRow]
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
    patterns: list[PatternRow]
    message: str
    why: str
    suggestions: list[SuggestionRow]
    references: int
    requires: int
    unless: list[PatternRow]
    exempt_when: int
    blocks: int
    overrides: list[tuple[str, int]]
    silent_when: int
    disclosure: str
    satisfied_by: list[PatternRow]
    contradicted_by: list[PatternRow]
    examples: ExampleRow
    line: int


class PackRow(TypedDict):
    """The fields of a pack, and the path of the file that its rules came from."""

    id: str
    digest: str
    path: str
    rules: list[RuleRow]


class CompiledFile(TypedDict):
    """The whole file; a row that is a list holds the values in the order of the fields of the type it stands for.

    ``names`` and ``gates`` are the tuples that others name by index. ``lexicons`` hold an entry a line, ``gate_words``
    a set a line with its words apart by spaces: splitting a text is faster than reading a JSON list.
    """

    format: int
    digest: str
    names: list[list[str]]
    gates: list[list[int]]
    relaxed: str
    packs: list[PackRow]
    lexicons: dict[str, str]
    gate_words: str
    gate_keys: str
    key_gates: str
    cues: list[CueRow]
    treatments: list[TreatmentRow]
    references: list[ReferenceRow]
