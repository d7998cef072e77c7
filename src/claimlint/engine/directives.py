"""What a comment tells the linter: which rule to waive for which copy, why, on whose word and until when.

    claimlint-disable-next-line RULE[, RULE] -- reason, by: NAME, until: YYYY-MM-DD

Also ``-disable-line``, ``-disable`` with ``-enable``, and ``-disable-file``. A comment that seems to be meant as a
directive and is none is a fault, so that nothing is waived, or left unwaived, by a slip of the pen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from claimlint.lazy_patterns import lazy_pattern


class DirectiveKind(StrEnum):
    """What a directive covers."""

    NEXT_LINE = "claimlint-disable-next-line"
    """The next block of copy; inside a block, the rest of it."""
    LINE = "claimlint-disable-line"
    """The lines of the file that the comment is on."""
    RANGE = "claimlint-disable"
    """All up to the directive that ends it."""
    END = "claimlint-enable"
    """Nothing: it ends ranges."""
    FILE = "claimlint-disable-file"


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as written. ``rules`` are not yet known to exist; only ``END`` may have none, and means all open."""

    kind: DirectiveKind
    rules: tuple[str, ...]
    reason: str = ""
    by: str = ""
    until: date | None = None


class DirectiveError(ValueError):
    """A comment is meant as a directive and cannot be followed; the text says why and what to write."""


MOST_CHARACTERS = 2_000
"""A longer directive is refused."""

_MEANT = lazy_pattern(r"claimlint(?:[-:_]|\s+(?:disable|enable|ignore|allow|off|on)\b)", re.IGNORECASE)
_INSIDE = lazy_pattern(r"claimlint-(?:disable|enable)", re.IGNORECASE)
_HEAD = lazy_pattern(r"\S+")
_DASHES = lazy_pattern(r"(?:\A|\s)(?:--+|[\u2013\u2014])(?:\s|\Z)")
_RULE = lazy_pattern(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_WILDCARDS = frozenset({"*", "all", "any", "everything", "*/*"})
_NEXT_FIELD = lazy_pattern(r"(?:\A|,)\s*([A-Za-z]{2,10})\s*:")
_FIELDS = ("by", "until")
_MEANT_UNTIL = frozenset({"expires", "expiry", "expire", "till", "til"})
_DATE = lazy_pattern(r"\d{4}-\d\d-\d\d")


def read_directive(comment: str) -> Directive | None:
    """Return the directive in the text of a comment, without its delimiters, or None if it is not meant as one.

    Raises ``DirectiveError``.
    """
    text = comment.strip()
    if not _MEANT.match(text):
        if _INSIDE.search(text):
            raise DirectiveError("a directive must be all that its comment says")
        return None
    if len(text) > MOST_CHARACTERS:
        raise DirectiveError(f"the directive has more than {MOST_CHARACTERS:,} characters; shorten the reason")
    head = _HEAD.match(text)
    word = head[0] if head else ""
    kind = _kind(word)
    rest = text[len(word) :]
    if _INSIDE.search(rest):
        raise DirectiveError("two directives in one comment; give each a comment of its own")
    dashes = _DASHES.search(rest)
    names = _names(rest[: dashes.start()] if dashes else rest, kind)
    notes = _notes(rest[dashes.end() :]) if dashes else _Notes()
    if kind is DirectiveKind.END and (notes.by or notes.until):
        raise DirectiveError("“claimlint-enable” waives nothing: put “by” and “until” with “claimlint-disable”")
    return Directive(kind, names, notes.reason, notes.by, notes.until)


def _kind(word: str) -> DirectiveKind:
    for kind in DirectiveKind:
        if word == kind:
            return kind
    close = get_close_matches(word.lower()[:60], list(DirectiveKind), 1, 0.75)
    hint = f"did you mean “{close[0]}”?" if close else f"known are {', '.join(DirectiveKind)}"
    raise DirectiveError(f"“{_short(word)}” is no directive; {hint}")


def _names(text: str, kind: DirectiveKind) -> tuple[str, ...]:
    written = [name.strip() for name in text.split(",")]
    if written == [""]:
        if kind is DirectiveKind.END:
            return ()
        raise DirectiveError(f"name the rule: {kind} pack/rule -- reason")
    for name in written:
        if name.lower() in _WILDCARDS:
            raise DirectiveError(f"“{name}” is not taken: name each rule that is waived")
        if not name:
            raise DirectiveError("a rule is missing before or after a comma")
        if not _RULE.fullmatch(name):
            part = name.split()
            if len(part) > 1 and all(map(_RULE.fullmatch, part[:2])):
                raise DirectiveError(f"after “{_short(part[0])}” put a comma, or “--” before the reason")
            raise DirectiveError(f"“{_short(name)}” is no name of a rule; they look like “pack/rule”")
    return tuple(dict.fromkeys(written))


@dataclass(slots=True)
class _Notes:
    reason: str = ""
    by: str = ""
    until: date | None = None
    seen: set[str] = field(default_factory=set)


def _notes(text: str) -> _Notes:
    """Read what stands after the dashes: a reason, which may hold commas, then ``by:`` and ``until:``."""
    notes = _Notes()
    marks = [mark for mark in _NEXT_FIELD.finditer(text) if _field(mark[1])]
    notes.reason = " ".join(text[: marks[0].start() if marks else len(text)].split()).rstrip(",")
    for index, mark in enumerate(marks):
        name = _field(mark[1])
        if mark[1].lower() != name:
            raise DirectiveError(f"“{mark[1]}:” is not known here; did you mean “{name}:”?")
        if name in notes.seen:
            raise DirectiveError(f"“{name}:” stands twice")
        notes.seen.add(name)
        value = text[mark.end() : marks[index + 1].start() if index + 1 < len(marks) else len(text)]
        value = " ".join(value.split()).rstrip(",")
        if not value:
            raise DirectiveError(f"nothing follows “{name}:”")
        if name == "by":
            notes.by = value
        else:
            notes.until = read_date(value)
    return notes


def _field(word: str) -> str:
    """Return the field that a word before a colon is or was meant to be; empty where it is part of the reason."""
    lower = word.lower()
    if lower in _FIELDS:
        return lower
    if lower in _MEANT_UNTIL or get_close_matches(lower, ["until"], 1, 0.8):
        return "until"
    return ""


def read_date(text: str) -> date:
    """Return the day that ``YYYY-MM-DD`` names; raises ``DirectiveError`` for anything else."""
    try:
        if _DATE.fullmatch(text) and text.isascii():
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise DirectiveError(f"“{_short(text)}” is no date; write it as 2027-03-31")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
