"""The compiled form of the rules folder: one file that loads without YAML and without compiling a pattern.

Its first line is JSON; what runs need little of follows (``claimlint.packs.lazy``). It is data only: reading it runs
nothing, and a file that was tampered with can do no more than the rules beside it. It counts only while the digest in
it is that of the YAML files and of the code that made it, so it is never out of date.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Iterable
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, cast

from claimlint.model.rule import (
    Applicability,
    Category,
    Confidence,
    Cue,
    Direction,
    Examples,
    Library,
    Pack,
    Pattern,
    Reference,
    Rule,
    RuleKind,
    Severity,
    Status,
    StatusState,
    Suggestion,
    Tag,
    Treatment,
)
from claimlint.packs.lazy import Lists, WordSets

if TYPE_CHECKING:
    from claimlint.packs.rows import (
        CompiledFile,
        CueRow,
        ExampleRow,
        PackRow,
        PatternColumns,
        PatternSpan,
        ReferenceRow,
        RuleRow,
        StatusRow,
        SuggestionRow,
        TreatmentRow,
    )

FORMAT = 8
"""Raised when the layout of the file changes."""
_SOURCES = ("context.yaml", "references.yaml", "treatments.yaml", "lexicon/*.yaml", "packs/*.yaml")
_CODE = ("packs/*.py", "model/rule.py", "text/fold.py", "text/yamlnodes.py")
"""The modules, relative to the package, that decide what the YAML is compiled to."""
_BETWEEN = "\x1e"
"""Stands between texts of a kind; YAML holds it in none."""


def sources_digest(rules_folder: Path) -> str:
    """Return the SHA-256, in hexadecimal, of the format number and of the names and bytes of all that makes the rules.

    These are the YAML files and the code that compiles them. Raises ``OSError`` if one cannot be read.
    """
    digest = hashlib.sha256(str(FORMAT).encode())
    for folder, globs in ((rules_folder, _SOURCES), (Path(__file__).parent.parent, _CODE)):
        for pattern in globs:
            for file in sorted(folder.glob(pattern)):
                data = file.read_bytes()
                digest.update(f"\0{file.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
                digest.update(data)
    return digest.hexdigest()


def write_compiled(rules_folder: Path, target: Path) -> None:
    """Compile the rules folder into ``target``, which is replaced as a whole or not at all.

    Raises ``PackError`` for faults in the YAML and ``OSError`` where ``target`` cannot be written.
    """
    save(compile_folder(rules_folder), target)


def read_compiled(path: Path) -> Library | None:
    """Return the library in a compiled file; None where it is missing, unusable or out of date.

    It is out of date unless its digest is that of the rules folder that it lies in.
    """
    collects = gc.isenabled()
    gc.disable()  # All that is made here stays: looking it through again and again takes as long as making it.
    try:
        data, rest = _parts(path.read_bytes())
        if data["format"] != FORMAT or data["digest"] != sources_digest(path.parent):
            return None
        return _Restorer(data, rest).library()
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    finally:
        if collects:
            gc.enable()


def compile_folder(rules_folder: Path) -> bytes:
    """Return the content of the compiled file of a rules folder; raises ``PackError``."""
    from claimlint.packs.load import load_folder  # here, since this module must load without YAML

    before = _digest_or_nothing(rules_folder)
    library = load_folder(rules_folder)
    # Of files that were edited meanwhile nobody knows what was read: no digest, so the text is never taken for current.
    return dump(library, before if _digest_or_nothing(rules_folder) == before else "")


def _digest_or_nothing(rules_folder: Path) -> str:
    try:
        return sources_digest(rules_folder)
    except OSError:
        return ""


def restore(content: bytes) -> Library:
    """Return the library in what :func:`dump` made."""
    return _Restorer(*_parts(content)).library()


def _parts(content: bytes) -> tuple[CompiledFile, bytes]:
    head, _, rest = content.partition(b"\n")
    return cast("CompiledFile", json.loads(head)), rest


def save(content: bytes, target: Path) -> None:
    """Write a compiled file by way of a temporary one beside it; raises ``OSError``."""
    import tempfile  # here, since it is slow to import and seldom needed

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # A temporary file is private; this one is as readable as the rules that it was made from.
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def dump(library: Library, digest: str) -> bytes:
    """Return the content of a compiled file."""
    dumper = _Dumper()
    packs = [dumper.pack(pack) for pack in library.packs]
    cues = [dumper.cue(cue) for cue in library.cues]
    treatments = [dumper.treatment(treatment) for treatment in library.treatments.values()]
    columns = dumper.columns()
    data: CompiledFile = {
        "format": FORMAT,
        "digest": digest,
        "names": [list(names) for names in dumper.names],
        "gates": [list(gate) for gate, _ in dumper.gates],
        "relaxed": "\n".join(relaxed for _, relaxed in dumper.gates),
        "patterns": columns,
        "packs": packs,
        "lexicons": {name: "\n".join(entries) for name, entries in library.lexicons.items()},
        "gate_words": WordSets.ends_of(library.gate_words),
        "gate_keys": " ".join(library.word_gates),
        "key_gates": "\n".join(library.word_gates.values()),
        "cues": cues,
        "treatments": treatments,
        "references": [_reference_row(reference) for reference in library.references.values()],
    }
    return f"{json.dumps(data, separators=(',', ':'))}\n{''.join(library.gate_words)}".encode()


class _Dumper:
    """Makes rows and collects the tuples that they share, each once, in the order of first use."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], int] = {}
        self.gates: dict[tuple[tuple[int, ...], str], int] = {}
        self._all: list[Pattern] = []

    def columns(self) -> PatternColumns:
        """Return the patterns of all that was dumped before."""
        return {
            "texts": _BETWEEN.join(pattern.text for pattern in self._all),
            "expressions": _BETWEEN.join(pattern.expression for pattern in self._all),
            "lists": [self._shared(pattern.lexicons) for pattern in self._all],
            "gates": [self._gate(pattern) for pattern in self._all],
            "lines": [pattern.line for pattern in self._all],
        }

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

    def _gate(self, pattern: Pattern) -> int:
        return self.gates.setdefault((pattern.gate, pattern.relaxed), len(self.gates))

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
    return (_BETWEEN.join(examples.flag), _BETWEEN.join(examples.clean))


def _examples(row: ExampleRow) -> Examples:
    flag, clean = row
    return Examples(tuple(flag.split(_BETWEEN)) if flag else (), tuple(clean.split(_BETWEEN)) if clean else ())


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


class _Restorer:
    """Makes the library of rows; raises one of the usual errors where they are not as :func:`dump` writes them."""

    def __init__(self, data: CompiledFile, rest: bytes) -> None:
        self._data, self._rest = data, rest
        self._names = [tuple(names) for names in data["names"]]
        # Looking a member up is several times faster than calling the enumeration.
        self._severities = {int(severity): severity for severity in Severity}
        self._confidences = {int(confidence): confidence for confidence in Confidence}
        self._kinds = {kind.value: kind for kind in RuleKind}
        self._categories = {category.value: category for category in Category}
        self._applicabilities = {applicability.value: applicability for applicability in Applicability}
        self._states = {state.value: state for state in StatusState}
        self._sets: dict[int, frozenset[Tag]] = {}
        columns = data["patterns"]
        gates, relaxed = [tuple(gate) for gate in data["gates"]], data["relaxed"].split("\n")
        fields = zip(
            columns["texts"].split(_BETWEEN),
            columns["expressions"].split(_BETWEEN),
            [self._names[lists] for lists in columns["lists"]],
            [gates[gate] for gate in columns["gates"]],
            [relaxed[gate] for gate in columns["gates"]],
            columns["lines"],
            strict=True,  # fewer patterns would pass copy that they flag
        )
        self._patterns_of_all = list(starmap(Pattern, fields))

    def library(self) -> Library:
        data, packs = self._data, tuple(self._pack(row) for row in self._data["packs"])
        return Library(
            packs=packs,
            lexicons=Lists(data["lexicons"]),
            gate_words=WordSets(self._rest, data["gate_words"]),
            word_gates=dict(zip(data["gate_keys"].split(" "), data["key_gates"].split("\n"), strict=True)),
            cues=tuple(self._cue(row) for row in data["cues"]),
            treatments={row[0]: self._treatment(row) for row in data["treatments"]},
            references={row[0]: Reference(*row) for row in data["references"]},
            rules={rule.id: rule for pack in packs for rule in pack.rules},
        )

    def _pack(self, row: PackRow) -> Pack:
        return Pack(row["id"], row["digest"], tuple(self._rule(rule, row["path"]) for rule in row["rules"]))

    def _rule(self, row: RuleRow, path: str) -> Rule:
        return Rule(
            id=row["id"],
            kind=self._kinds[row["kind"]],
            category=self._categories[row["category"]],
            severity=self._severities[row["severity"]],
            confidence=self._confidences[row["confidence"]],
            patterns=self._patterns(row["patterns"]),
            message=row["message"],
            why=row["why"],
            suggestions=tuple(map(self._suggestion, row["suggestions"])),
            references=self._names[row["references"]],
            examples=_examples(row["examples"]),
            requires=self._names[row["requires"]],
            unless=self._patterns(row["unless"]),
            exempt_when=self._tags(row["exempt_when"]),
            blocks=frozenset(self._names[row["blocks"]]),
            overrides=tuple((code, self._severities[severity]) for code, severity in row["overrides"]),
            silent_when=frozenset(map(StatusState, self._names[row["silent_when"]])),
            disclosure=row["disclosure"],
            satisfied_by=self._patterns(row["satisfied_by"]),
            contradicted_by=self._patterns(row["contradicted_by"]),
            path=path,
            line=row["line"],
        )

    def _suggestion(self, row: SuggestionRow) -> Suggestion:
        text, applicability, needs_evidence, when = row
        states = frozenset(self._states[name] for name in self._names[when])
        return Suggestion(text, self._applicabilities[applicability], needs_evidence, states)

    def _tags(self, index: int) -> frozenset[Tag]:
        tags = self._sets.get(index)
        if tags is None:
            tags = self._sets[index] = frozenset(map(Tag, self._names[index]))
        return tags

    def _cue(self, row: CueRow) -> Cue:
        tag, direction, patterns, anti, examples = row
        return Cue(Tag(tag), Direction(direction), self._patterns(patterns), self._patterns(anti), _examples(examples))

    def _patterns(self, span: PatternSpan) -> tuple[Pattern, ...]:
        first, count = span
        return tuple(self._patterns_of_all[first : first + count])

    def _treatment(self, row: TreatmentRow) -> Treatment:
        id_, name, names, group, prescription, statuses, disclosures, contraindications, risks = row
        shared = self._names
        return Treatment(
            id_,
            name,
            shared[names],
            group,
            prescription,
            tuple(map(self._status, statuses)),
            shared[disclosures],
            shared[contraindications],
            shared[risks],
        )

    def _status(self, row: StatusRow) -> Status:
        jurisdiction, state, uses, say, references, checked_on, verified = row
        return Status(
            jurisdiction, self._states[state], self._names[uses], say, self._names[references], checked_on, verified
        )
