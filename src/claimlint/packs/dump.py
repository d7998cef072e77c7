"""Writing a library down in its compiled form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimlint.model.rule import MOST_GATES, Cue, Examples, Library, Pack, Pattern, Reference, Rule, Status, Treatment
from claimlint.packs.compiled import BETWEEN, FORMAT, NO_GATE
from claimlint.packs.lazy import bytes_of, parts_of

if TYPE_CHECKING:
    from claimlint.packs.rows import (
        CompiledFile,
        CueRow,
        ExampleRow,
        PackRow,
        PatternSpan,
        ReferenceRow,
        RuleRow,
        StatusRow,
        TreatmentRow,
    )


def dump(library: Library, digest: str) -> bytes:
    """Return the content of a compiled file."""
    dumper = _Dumper()
    packs = [dumper.pack(pack) for pack in library.packs]
    cues = [dumper.cue(cue) for cue in library.cues]
    treatments = [dumper.treatment(treatment) for treatment in library.treatments.values()]
    parts = [
        *dumper.columns(),
        *parts_of("gate_words", library.gate_words),
        *parts_of("word_gates", library.word_gates.values()),
        *parts_of("lexicons", ["\n".join(entries) for entries in library.lexicons.values()]),
    ]
    data: CompiledFile = {
        "format": FORMAT,
        "digest": digest,
        "parts": [(name, len(part)) for name, part in parts],
        "names": [list(names) for names in dumper.names],
        "packs": packs,
        "lexicons": " ".join(library.lexicons),
        "gate_keys": " ".join(library.word_gates),
        "cues": cues,
        "treatments": treatments,
        "references": [_reference_row(reference) for reference in library.references.values()],
    }
    head = json.dumps(data, separators=(",", ":"))
    return b"".join((head.encode(), b"\n", *(part for _, part in parts)))


class _Dumper:
    """Makes rows and collects the tuples that they share, each once, in the order of first use."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], int] = {}
        self._all: list[Pattern] = []

    def columns(self) -> Iterator[tuple[str, bytes]]:
        """Yield the parts that hold the patterns of all that was dumped before, a field of all after another."""
        yield from parts_of("texts", [pattern.text for pattern in self._all])
        yield from parts_of("expressions", [pattern.expression for pattern in self._all])
        yield from parts_of("relaxed", [pattern.relaxed for pattern in self._all])
        yield "lists", bytes_of([self._shared(pattern.lexicons) for pattern in self._all])
        yield "lines", bytes_of([pattern.line for pattern in self._all])
        empty = (NO_GATE,) * MOST_GATES
        yield "gates", bytes_of([gate for pattern in self._all for gate in (*pattern.gate, *empty)[:MOST_GATES]])

    def pack(self, pack: Pack) -> PackRow:
        return {
            "id": pack.id,
            "digest": pack.digest,
            "path": pack.rules[0].path,
            "rules": [self._rule(rule) for rule in pack.rules],
        }

    def cue(self, cue: Cue) -> CueRow:
        patterns, anti = self._patterns(cue.patterns), self._patterns(cue.anti)
        return (cue.tag.value, cue.direction.value, patterns, anti, _example_row(cue.examples))

    def _rule(self, rule: Rule) -> RuleRow:
        return {
            "id": rule.id,
            "kind": rule.kind.value,
            "category": rule.category.value,
            "severity": int(rule.severity),
            "confidence": int(rule.confidence),
            "patterns": self._patterns(rule.patterns),
            "message": rule.message,
            "why": rule.why,
            "suggestions": [
                (item.text, item.applicability.value, item.needs_evidence, self._shared(tuple(sorted(item.when))))
                for item in rule.suggestions
            ],
            "references": self._shared(rule.references),
            "requires": self._shared(rule.requires),
            "unless": self._patterns(rule.unless),
            "exempt_when": self._shared(tuple(sorted(tag.value for tag in rule.exempt_when))),
            "blocks": self._shared(tuple(sorted(rule.blocks))),
            "overrides": [(code, int(severity)) for code, severity in rule.overrides],
            "silent_when": self._shared(tuple(sorted(state.value for state in rule.silent_when))),
            "disclosure": rule.disclosure,
            "satisfied_by": self._patterns(rule.satisfied_by),
            "contradicted_by": self._patterns(rule.contradicted_by),
            "examples": _example_row(rule.examples),
            "line": rule.line,
        }

    def _patterns(self, patterns: Iterable[Pattern]) -> PatternSpan:
        first = len(self._all)
        self._all += patterns
        return first, len(self._all) - first

    def treatment(self, treatment: Treatment) -> TreatmentRow:
        return (
            treatment.id,
            treatment.name,
            self._shared(treatment.names),
            treatment.group,
            treatment.prescription,
            [self._status(status) for status in treatment.statuses],
            self._shared(treatment.disclosures),
            self._shared(treatment.contraindications),
            self._shared(treatment.risks),
        )

    def _status(self, status: Status) -> StatusRow:
        return (
            status.jurisdiction,
            status.state.value,
            self._shared(status.uses),
            status.say,
            self._shared(status.references),
            status.checked_on,
            status.verified,
        )

    def _shared(self, names: tuple[str, ...]) -> int:
        return self.names.setdefault(names, len(self.names))


def _example_row(examples: Examples) -> ExampleRow:
    return (BETWEEN.join(examples.flag), BETWEEN.join(examples.clean))


def _reference_row(reference: Reference) -> ReferenceRow:
    return (
        reference.id,
        reference.jurisdiction,
        reference.title,
        reference.provision,
        reference.url,
        reference.seen,
        reference.checked_on,
        reference.review_by,
        reference.in_force,
    )
