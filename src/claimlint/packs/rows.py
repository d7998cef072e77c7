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


class PatternColumns(TypedDict):
    """All patterns, a field of all after another: their texts and expressions a line each, the rest in lists.

    ``lists`` and ``gates`` are places among the shared tuples.
    """

    texts: str
    expressions: str
    lists: list[int]
    gates: list[int]
    lines: list[int]


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

    ``names`` and ``gates`` are the tuples that others name by index. ``lexicons`` hold an entry a line:
    splitting a text is faster than reading a JSON list. The rest of the file are the texts of ``Library.gate_words``,
    one after another; ``gate_words`` tells where each ends.
    """

    format: int
    digest: str
    names: list[list[str]]
    gates: list[list[int]]
    relaxed: str
    patterns: PatternColumns
    packs: list[PackRow]
    lexicons: dict[str, str]
    gate_words: str
    gate_keys: str
    key_gates: str
    cues: list[CueRow]
    treatments: list[TreatmentRow]
    references: list[ReferenceRow]
