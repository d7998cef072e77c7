"""The baseline: the findings that were there when the gate was set up, told apart from those that came since.

Its file is JSON with one entry on each line, in the order of paths, so that it reads well in a review and two branches
that change it rarely collide. An entry holds no line numbers: it stays true when lines move.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from claimlint.errors import BaselineError
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.report import Finding
from claimlint.model.rule import Category
from claimlint.text.safe import display

VERSION = 1
"""Version of the file format that is written, and the only one that is read."""
MOST_BYTES = 64 * 1024 * 1024

MOST_TWINS = 100
"""A sentence that more lost files than this held does not help to tell which of them a file was."""

_ABOUT = "What claimlint found when this gate was set up. Written by: claimlint baseline"
_KEYS = frozenset(("version", "about", "findings"))
_FIELDS = ("path", "rule", "text", "claim")
_CLAIM = lazy_pattern(r"[0-9a-f]{16}")
_LONGEST_TEXT = 100
_CONFLICT = lazy_pattern(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


class Entry(NamedTuple):
    """A known finding.

    ``path`` leads from the baseline's folder to the file, with forward slashes. ``claim`` identifies what is said there
    (see :func:`claims_of`); with the path it identifies the entry. ``text`` is for people who read the file.
    """

    path: str
    rule: str
    text: str
    claim: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells this entry from every other."""
        return self.path, self.claim


class Comparison(NamedTuple):
    """How the findings of a run stand to a baseline.

    ``known`` are the keys, by the paths of today, of findings that the baseline holds, and ``new`` an entry for each
    finding that it does not hold. ``kept`` are the entries that stay: those found again, under the path of today, and
    those that the run says nothing about. ``gone`` are the entries whose finding no longer occurs. ``moved`` is the
    number of entries that followed a file to its new name.
    """

    known: frozenset[tuple[str, str]]
    new: tuple[Entry, ...]
    kept: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    moved: int


def claims_of(findings: Sequence[Finding]) -> list[str]:
    """Identify each finding of one file by rule, folded sentence and its number among equals, in 16 hexadecimal digits.

    A missing disclosure is about the whole page, so the name of the treatment stands for the sentence: the heading that
    it is shown at may be reworded without making it another finding.
    """
    seen: Counter[tuple[str, str]] = Counter()
    claims = []
    for finding in findings:
        said = (finding.rule, _said(finding).lower())
        data = "\0".join([*said, str(seen[said])]).encode("utf-8", "surrogatepass")
        claims.append(sha256(data).hexdigest()[:16])
        seen[said] += 1
    return claims


def _said(finding: Finding) -> str:
    return finding.match if finding.category is Category.MISSING_DISCLOSURE else finding.sentence


def compare(
    entries: Iterable[Entry],
    files: Mapping[str, Sequence[Finding]],
    *,
    judged: Callable[[Entry], bool],
    exists: Callable[[str], bool],
) -> Comparison:
    """Compare a baseline with the findings of a run, by path from the baseline's folder.

    ``judged`` says whether the run gave a whole verdict on the file and rule of an entry: only then may the entry be
    gone. ``exists`` says whether there still is a file at a path: where there is none, its entries follow the file that
    says much the same now, if the baseline knows nothing of that one, and else they are gone. A finding with a waiver
    needs no entry.
    """
    pending = {entry.key: entry for entry in entries}
    paths = {path for path, _ in pending}
    found: dict[str, dict[str, Entry]] = {}
    sentences: set[str] = set()
    for path, findings in sorted(files.items()):
        claims = [pair for pair in zip(findings, claims_of(findings), strict=True) if pair[0].waiver is None]
        found[path] = {claim: _entry(path, finding, claim) for finding, claim in claims}
        sentences |= {claim for finding, claim in claims if finding.category is not Category.MISSING_DISCLOSURE}
    again = [pending.pop((path, claim)) for path, said in found.items() for claim in said if (path, claim) in pending]
    missing = {path for path in paths if not exists(path)}
    renamed = _renamed(
        [entry for entry in pending.values() if entry.path in missing],
        {path: said.keys() for path, said in found.items() if path not in paths},
        sentences,
    )
    moved = [
        pending.pop((old, claim))._replace(path=new)
        for new, old in renamed.items()
        for claim in found[new]
        if (old, claim) in pending
    ]
    gone = [entry for entry in pending.values() if entry.path in missing or judged(entry)]
    unsaid = pending.keys() - {entry.key for entry in gone}
    known = frozenset(entry.key for entry in [*again, *moved])
    new_entries = [entry for said in found.values() for entry in said.values() if entry.key not in known]
    kept = [*again, *moved, *(pending[key] for key in unsaid)]
    return Comparison(known, tuple(sorted(new_entries)), tuple(sorted(kept)), tuple(sorted(gone)), len(moved))


def _renamed(lost: Sequence[Entry], files: Mapping[str, Collection[str]], sentences: Collection[str]) -> dict[str, str]:
    """Pair files with the lost file that they are by a new name; each lost file goes to one file at most.

    Half of what was known of the lost file must be there again, and a sentence among it: that two pages lack the same
    disclosures does not make them one.
    """
    known: defaultdict[str, set[str]] = defaultdict(set)
    by_sentence: defaultdict[str, list[str]] = defaultdict(list)
    for entry in lost:
        known[entry.path].add(entry.claim)
        if entry.claim in sentences:
            by_sentence[entry.claim].append(entry.path)
    pairs: list[tuple[int, str, str]] = []
    for path, claims in files.items():
        # What stands on very many pages tells none of them, and comparing all with all would take for ever.
        twins = [by_sentence[claim] for claim in claims if claim in by_sentence]
        for old in {old for group in twins if len(group) <= MOST_TWINS for old in group}:
            shared = len(known[old].intersection(claims))
            if 2 * shared >= len(known[old]):
                pairs.append((-shared, path, old))
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for _, path, old in sorted(pairs):
        if path not in renamed and old not in taken:
            renamed[path] = old
            taken.add(old)
    return renamed


def _entry(path: str, finding: Finding, claim: str) -> Entry:
    said = display(_said(finding))
    text = said if len(said) <= _LONGEST_TEXT else f"{said[:_LONGEST_TEXT]}…"
    return Entry(path, finding.rule, text, claim)


def render(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a baseline; the same entries, in any order, give the same bytes."""
    lines = [_line(entry) for entry in sorted(set(entries))]
    listed = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    return f'{{"version": {VERSION},\n"about": {json.dumps(_ABOUT)},\n"findings": {listed}}}\n'.encode()


def _line(entry: Entry) -> str:
    # A path may hold what is no character, and only escapes bring it back; the text is to be read in a review.
    text = json.dumps(display(entry.text), ensure_ascii=False)
    rule, path = json.dumps(entry.rule), json.dumps(entry.path)
    return f'{{"path": {path}, "rule": {rule}, "text": {text}, "claim": "{entry.claim}"}}'


def parse(data: bytes, shown: str) -> tuple[Entry, ...]:
    """Return the entries of a baseline whose path is ``shown`` in messages. Raises ``BaselineError``."""
    root = _json(data, shown)
    if not isinstance(root, dict) or "version" not in root:
        raise BaselineError(f"{shown}: not a baseline: it has no version; claimlint baseline writes one")
    version = root["version"]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise BaselineError(f"{shown}: the version of a baseline is a whole number from 1")
    if version > VERSION:
        raise BaselineError(
            f"{shown}: written by a newer claimlint: it has version {display(str(version)[:20])} of the format, and "
            f"this one reads {VERSION}; use the newer one"
        )
    unknown = sorted(root.keys() - _KEYS)
    if unknown:
        raise BaselineError(f"{shown}: unknown key “{display(unknown[0][:50])}”")
    listed = root.get("findings")
    if not isinstance(listed, list):
        raise BaselineError(f"{shown}: “findings” is not a list")
    return tuple(_parsed(item, number, shown) for number, item in enumerate(listed, start=1))


def _json(data: bytes, shown: str) -> object:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError(f"{shown}:{line}:1: not a baseline: the file is not UTF-8") from None
    try:
        root: object = json.loads(text)
    except json.JSONDecodeError as error:
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            hint = "keep the entries of both sides, one on each line with a comma between"
            raise BaselineError(f"{shown}:{line}:1: a merge conflict is not resolved here; {hint}") from None
        hint = "restore the file, or delete it and write it anew with: claimlint baseline"
        raise BaselineError(f"{shown}:{error.lineno}:{error.colno}: not valid JSON: {error.msg}; {hint}") from None
    except (RecursionError, ValueError):
        raise BaselineError(f"{shown}: not a baseline: nested too deep, or a number too long") from None
    return root


def _parsed(item: object, number: int, shown: str) -> Entry:
    place = f"{shown}: entry {number} of “findings”"
    if not isinstance(item, dict):
        raise BaselineError(f"{place} is not an object")
    for name in item:
        if name not in _FIELDS:
            raise BaselineError(f"{place} has an unknown key “{display(name[:50])}”")
    values = [item.get(name) for name in _FIELDS]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len(_FIELDS):
        wrong = next(name for name, value in zip(_FIELDS, values, strict=True) if not isinstance(value, str))
        raise BaselineError(f"{place} has no text as its “{wrong}”")
    entry = Entry(*texts)
    if not _CLAIM.fullmatch(entry.claim):
        raise BaselineError(f"{place}: “claim” is not made of 16 hexadecimal digits")
    return entry
