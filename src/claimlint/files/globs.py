"""Path patterns with ``*``, ``?``, ``[...]`` and ``**``, in the meaning of gitignore(5).

Matching takes time in proportion to pattern times path, whatever the pattern: one that git or a regular expression
would backtrack on for minutes (``*a*a*a*a*b``) is no threat here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_DOUBLE = None
"""The segment ``**``: any number of folders, or none."""

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


class Glob(NamedTuple):
    """A pattern for the whole of a relative path; one segment is literal text, a compiled pattern, or ``**``."""

    segments: tuple[str | re.Pattern[str] | None, ...]

    def matches(self, parts: Sequence[str]) -> bool:
        """Say whether the pattern matches the path with these parts, at least one, from end to end."""
        first = self.segments[0]
        if first is not _DOUBLE:  # settles most rules of an ignore file at once
            fits = first == parts[0] if isinstance(first, str) else bool(first.fullmatch(parts[0]))
            if not fits or len(self.segments) == 1:
                return fits and len(parts) == 1
        return len(self.segments) in self._reached(parts)

    def leads(self, parts: Sequence[str]) -> bool:
        """Say whether something below the folder with these parts could match."""
        return any(index < len(self.segments) for index in self._reached(parts))

    def _reached(self, parts: Sequence[str]) -> set[int]:
        """Return how many segments may be used up once ``parts`` are."""
        reached = self._skipped({0})
        for part in parts:
            onward = set()
            for index in reached:
                segment = self.segments[index] if index < len(self.segments) else ""
                if segment is _DOUBLE:
                    onward.add(index)
                elif segment == part if isinstance(segment, str) else segment.fullmatch(part):
                    onward.add(index + 1)
            reached = self._skipped(onward)
        return reached

    def _skipped(self, reached: set[int]) -> set[int]:
        """Let each ``**`` that is next stand for no folder."""
        for index in sorted(reached):
            place = index
            while place < len(self.segments) and self.segments[place] is _DOUBLE:
                place += 1
                reached.add(place)
        return reached


def compile_glob(text: str) -> Glob | None:
    """Compile a pattern whose segments are parted by ``/``; ``None`` for one that can never match.

    A final ``**`` stands for at least one name: ``a/**`` matches what is in ``a``, not ``a``.
    """
    segments: list[str | re.Pattern[str] | None] = []
    for piece in text.split("/"):
        if not piece:
            return None
        if len(piece) > 1 and not piece.strip("*"):
            segments.append(_DOUBLE)
            continue
        segment = _segment(piece)
        if segment is None:
            return None
        segments.append(segment)
    if segments[-1] is _DOUBLE:
        segments.append(re.compile("(?s:.+)"))
    return Glob(tuple(segments))


def _segment(piece: str) -> str | re.Pattern[str] | None:
    """Translate one segment; plain text where it has no wildcard, ``None`` where it can never match."""
    runs: list[list[str]] = [[]]
    literal: list[str] | None = []
    index = 0
    while index < len(piece):
        character = piece[index]
        index += 1
        if character == "*":
            literal = None
            runs.append([])
            continue
        if character == "?":
            literal, token = None, "."
        elif character == "[":
            read = _character_class(piece, index)
            if read is None:
                return None
            literal, (token, index) = None, read
        else:
            if character == "\\":
                if index == len(piece):
                    return None
                character, index = piece[index], index + 1
            token = re.escape(character)
            if literal is not None:
                literal.append(character)
        runs[-1].append(token)
    if literal is not None:
        return "".join(literal)
    first, *rest = ["".join(run) for run in runs]
    if not rest:
        return re.compile(f"(?s:{first})")
    # The first place where a run fits is as good as any later one, so each star may forget its other choices.
    middle = "".join(f"(?>.*?{run})" for run in rest[:-1] if run)
    return re.compile(f"(?s:{first}{middle}.*{rest[-1]})")


def _character_class(piece: str, index: int) -> tuple[str, int] | None:
    """Read a class from behind its ``[``: the pattern and the index behind the ``]``; ``None`` if it is not closed."""
    negated = index < len(piece) and piece[index] in "!^"
    index += negated
    start = index
    items: list[str] = []
    while index < len(piece):
        character = piece[index]
        if character == "]" and index > start:
            body = "".join(items)
            if not body:
                return ("." if negated else "(?!)"), index + 1
            return f"[{'^' if negated else ''}{body}]", index + 1
        close = piece.find("]", index + 2) if piece.startswith("[:", index) else -1
        if close > index + 2 and piece[close - 1] == ":":
            if (named := _CLASSES.get(piece[index + 2 : close - 1])) is None:
                return None
            items.append(named)
            index = close + 1
            continue
        low, index = _class_member(piece, index)
        if index + 1 < len(piece) and piece[index] == "-" and piece[index + 1] != "]":
            high, index = _class_member(piece, index + 1)
            if low <= high:
                items.append(f"{re.escape(low)}-{re.escape(high)}")
            continue
        items.append(re.escape(low))
    return None


def _class_member(piece: str, index: int) -> tuple[str, int]:
    if piece[index] == "\\" and index + 1 < len(piece):
        index += 1
    return piece[index], index + 1


@lru_cache(maxsize=4096)
def path_glob(pattern: str) -> Glob | None:
    """Compile a pattern for files: one without a slash inside is for names at any depth. None if it can never match."""
    return compile_glob(pattern.removeprefix("/") if "/" in pattern else f"**/{pattern}")


def names_path(pattern: str, path: str) -> bool:
    """Say whether a pattern for files matches a relative path with forward slashes; none matches above its folder."""
    parts = path.split("/")
    glob = path_glob(pattern)
    return glob is not None and parts[0] != ".." and glob.matches(parts)
