"""The compiled form of the rules folder: one file that loads without YAML and without compiling a pattern.

Its first line is JSON; what runs need little of follows (``claimlint.packs.lazy``) and is not read but mapped: the file
is only ever replaced as a whole, so what is mapped stays as it was. It is data only: reading it runs nothing, and one
that was tampered with can do no more than the rules beside it. It counts only while the digest in it is that of the
YAML files and of the code that made it, so it is never out of date.
"""

from __future__ import annotations

import gc
import hashlib
import json
import mmap
import os
from collections.abc import Iterable
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from claimlint.model.rule import (
    MOST_GATES,
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
from claimlint.packs.lazy import Content, LateWording, Lists, Parts, Rows

if TYPE_CHECKING:
    from claimlint.packs.rows import (
        CompiledFile,
        CueRow,
        ExampleRow,
        PackRow,
        PatternSpan,
        RuleRow,
        StatusRow,
        SuggestionRow,
        TreatmentRow,
    )

FORMAT = 9
"""Raised when the layout of the file changes."""
_SOURCES = ("context.yaml", "references.yaml", "treatments.yaml", "lexicon/*.yaml", "packs/*.yaml")
_CODE = ("packs/*.py", "model/rule.py", "text/fold.py", "text/yamlnodes.py")
"""The modules, relative to the package, that decide what the YAML is compiled to."""
BETWEEN = "\x1e"
"""Stands between texts of a kind; YAML holds it in none."""
NO_GATE = 0xFFFFFFFF
"""Stands in the place of a gate in a pattern that has fewer of them than others."""


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
        with path.open("rb") as stream:
            line = stream.readline()  # of what is mapped, a line end is looked for byte by byte
            content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        data = _head(line)
        if data["format"] != FORMAT or data["digest"] != sources_digest(path.parent):
            return None
        return _Restorer(data, content, len(line)).library()
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    finally:
        if collects:
            gc.enable()


def compile_folder(rules_folder: Path) -> bytes:
    """Return the content of the compiled file of a rules folder; raises ``PackError``."""
    from claimlint.packs.dump import dump
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
    """Return the library in what :func:`compile_folder` made."""
    start = content.find(b"\n") + 1
    return _Restorer(_head(content[:start]), content, start).library()


def _head(line: bytes) -> CompiledFile:
    """Return what the first line of a compiled file says."""
    return cast("CompiledFile", json.loads(line))


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


def _examples(row: ExampleRow) -> Examples:
    flag, clean = row
    return Examples(tuple(flag.split(BETWEEN)) if flag else (), tuple(clean.split(BETWEEN)) if clean else ())


class _Restorer:
    """Makes the library of rows; raises one of the usual errors where they are not as ``packs/dump.py`` writes them."""

    def __init__(self, data: CompiledFile, content: Content, start: int) -> None:
        self._data = data
        self._parts = Parts(content, start, data["parts"])
        self._names = [tuple(names) for names in data["names"]]
        # Looking a member up is several times faster than calling the enumeration.
        self._severities = {int(severity): severity for severity in Severity}
        self._confidences = {int(confidence): confidence for confidence in Confidence}
        self._kinds = {kind.value: kind for kind in RuleKind}
        self._categories = {category.value: category for category in Category}
        self._applicabilities = {applicability.value: applicability for applicability in Applicability}
        self._states = {state.value: state for state in StatusState}
        self._sets: dict[int, frozenset[Tag]] = {}
        # By the constructor of tuples, which takes a third of the time of the classes' own: there are thousands.
        self._patterns_of_all: list[Pattern] = list(map(partial(tuple.__new__, Pattern), self._columns()))

    def _columns(self) -> Iterable[tuple[LateWording, tuple[str, ...], tuple[int, ...], int]]:
        texts = self._parts.texts
        columns = (texts("texts"), texts("expressions"), texts("relaxed"))
        count = len(columns[0])
        if any(len(column) != count for column in columns):
            raise ValueError("columns of different lengths")
        numbers = self._parts.numbers("gates")
        sets = zip(*(numbers[place::MOST_GATES] for place in range(MOST_GATES)), strict=True)
        return zip(
            map(LateWording, repeat(columns), range(count)),
            map(self._names.__getitem__, self._parts.numbers("lists")),
            [gates if gates[-1] != NO_GATE else gates[: gates.index(NO_GATE)] for gates in sets],
            self._parts.numbers("lines"),
            strict=True,  # fewer patterns would pass copy that they flag
        )

    def library(self) -> Library:
        data, packs = self._data, tuple(self._pack(row) for row in self._data["packs"])
        return Library(
            packs=packs,
            lexicons=Lists(Rows(data["lexicons"].split(" "), self._parts.texts("lexicons"))),
            gate_words=self._parts.texts("gate_words"),
            word_gates=Rows(data["gate_keys"].split(" "), self._parts.texts("word_gates")),
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
