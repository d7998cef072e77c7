"""Typed reading of YAML files: every key is known, every value has its type, every fault has its place."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from claimlint.errors import PackError
from claimlint.lazy_patterns import lazy_pattern
from claimlint.text.yamlnodes import YamlMapping, YamlNode, YamlScalar, YamlSequence, parse_yaml

MAX_BYTES = 512 * 1024
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_LINE_END = lazy_pattern("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file that was read: the ``path`` shown in messages, its lines, its root node and its digest.

    ``digest`` is ``sha256:`` and the hexadecimal SHA-256 of the bytes.
    """

    path: str
    lines: tuple[str, ...]
    root: YamlNode
    digest: str

    def fault(self, node: YamlNode, message: str) -> PackError:
        """Return the error for something wrong at ``node``."""
        return PackError(self.path, node.line, node.column, message)

    def fault_inside(self, scalar: YamlScalar, offset: int, message: str) -> PackError:
        """Return the error for something wrong ``offset`` characters into a scalar.

        The place is that of the scalar where its text is not written in one piece on one line of the file.
        """
        written = self.lines[scalar.line - 1][scalar.column - 1 :] if scalar.line <= len(self.lines) else ""
        quote = 1 if scalar.quoted else 0
        exact = written[quote:].startswith(scalar.value) and (not quote or written[:1] in ("'", '"'))
        return PackError(self.path, scalar.line, scalar.column + (quote + offset if exact else 0), message)


def read_source(file: Path, shown: str) -> SourceFile:
    """Read and parse a file of at most ``MAX_BYTES`` bytes of UTF-8; raises ``PackError`` for anything else."""
    try:
        # Opening a pipe or a device could wait for ever.
        if not stat.S_ISREG(file.stat().st_mode):
            raise PackError(shown, 1, 1, "not a file; give a YAML file or a folder that holds some")
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PackError(shown, 1, 1, f"cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise PackError(shown, 1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB; split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(shown, line, 1, "the file is not UTF-8; save it as UTF-8") from None
    root = parse_yaml(text, shown)
    return SourceFile(shown, tuple(_LINE_END.split(text)), root, f"sha256:{hashlib.sha256(data).hexdigest()}")


def near(word: str, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown word: the nearest known one, or all of them where they are few."""
    names = sorted(known)
    # A word of any length may come in; comparing takes quadratic time.
    close = get_close_matches(word[:100], names, 1)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(names)}" if names and len(names) <= 24 else ""


def by_value(kind: type[E]) -> dict[str, E]:
    """Return the members of an enumeration by their values, for :meth:`Fields.choice`."""
    return {member.value: member for member in kind}


class Fields:
    """The values of one mapping, read by key.

    ``what`` names the thing in messages ("a rule"). Building one refuses anything but a mapping, and any key that is
    not in ``known``. Every method raises ``PackError`` at the place of the value, or of the mapping if there is none.
    """

    __slots__ = ("_values", "node", "source", "what")

    def __init__(self, source: SourceFile, node: YamlNode, what: str, known: Collection[str]) -> None:
        self.source, self.what = source, what
        self.node = mapping_of(source, node, what)
        self._values: dict[str, YamlNode] = {}
        for key, value in self.node.entries:
            if key.value not in known:
                raise source.fault(key, f"unknown key '{shorten(key.value)}' in {what}{near(key.value, known)}")
            self._values[key.value] = value

    def has(self, key: str) -> bool:
        """Say whether the key is there."""
        return key in self._values

    def value(self, key: str) -> YamlNode:
        """Return the node of a key that must be there."""
        if key not in self._values:
            raise self.source.fault(self.node, f"{self.what} needs '{key}'")
        return self._values[key]

    def scalar(self, key: str) -> YamlScalar:
        """Return a text that must be there and not be empty, with its place."""
        return scalar_of(self.source, self.value(key), f"'{key}'")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty, without the space around it; without ``default`` it must be there."""
        return self.scalar(key).value.strip() if default is None or self.has(key) else default

    def flag(self, key: str, default: bool) -> bool:
        """Return ``true`` or ``false``."""
        if not self.has(key):
            return default
        return choice_of(self.source, self.scalar(key), f"'{key}'", {"true": True, "false": False})

    def choice(self, key: str, options: Mapping[str, T], default: T | None = None) -> T:
        """Return what the text stands for in ``options``; without ``default`` it must be there."""
        if default is not None and not self.has(key):
            return default
        return choice_of(self.source, self.scalar(key), f"'{key}'", options)

    def items(self, key: str, *, required: bool = False) -> tuple[YamlNode, ...]:
        """Return the items of a list, which must hold one where it is required."""
        if not required and not self.has(key):
            return ()
        node = self.value(key)
        if not isinstance(node, YamlSequence):
            raise self.source.fault(node, f"'{key}' must be a list, not {_kind(node)}")
        if required and not node.items:
            raise self.source.fault(node, f"'{key}' must hold at least one item")
        return node.items

    def scalars(self, key: str, *, required: bool = False, distinct: bool = True) -> tuple[YamlScalar, ...]:
        """Return the texts of a list, none empty and, if ``distinct``, none given twice."""
        found: dict[str, int] = {}
        scalars = []
        for item in self.items(key, required=required):
            scalar = scalar_of(self.source, item, f"an item of '{key}'")
            if distinct and scalar.value in found:
                message = f"'{shorten(scalar.value)}' stands twice in '{key}'; first on line {found[scalar.value]}"
                raise self.source.fault(scalar, message)
            found[scalar.value] = scalar.line
            scalars.append(scalar)
        return tuple(scalars)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return the texts of a list without their places."""
        return tuple(scalar.value for scalar in self.scalars(key, required=required))

    def names(self, key: str, known: Collection[str], what: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of names that must all be in ``known``; ``what`` says what they name."""
        for scalar in (scalars := self.scalars(key, required=required)):
            if scalar.value not in known:
                raise self.source.fault(scalar, f"no {what} '{shorten(scalar.value)}'{near(scalar.value, known)}")
        return tuple(scalar.value for scalar in scalars)

    def mapping(self, key: str) -> tuple[tuple[YamlScalar, YamlNode], ...]:
        """Return the entries of a mapping; none where the key is not there."""
        return mapping_of(self.source, self.value(key), f"'{key}'").entries if self.has(key) else ()

    def checked(self, key: str, test: Callable[[str], bool], rule: str, default: str | None = None) -> str:
        """Return a text that passes ``test``; ``rule`` tells what it must be."""
        if default is not None and not self.has(key):
            return default
        scalar = self.scalar(key)
        if not test(scalar.value):
            raise self.source.fault(scalar, f"'{key}' must be {rule}, not '{shorten(scalar.value)}'")
        return scalar.value


def mapping_of(source: SourceFile, node: YamlNode, what: str) -> YamlMapping:
    """Return the node as a mapping; raises ``PackError`` for any other."""
    if not isinstance(node, YamlMapping):
        raise source.fault(node, f"{what} must be a mapping of keys to values, not {_kind(node)}")
    return node


def scalar_of(source: SourceFile, node: YamlNode, what: str) -> YamlScalar:
    """Return a text that holds more than white space; raises ``PackError`` for any other node."""
    if not isinstance(node, YamlScalar):
        raise source.fault(node, f"{what} must be text, not {_kind(node)}")
    if not node.value.strip():
        raise source.fault(node, f"{what} is empty")
    return node


def choice_of(source: SourceFile, scalar: YamlScalar, what: str, options: Mapping[str, T]) -> T:
    """Return what a text stands for in ``options``; raises ``PackError`` with the near or the allowed ones."""
    if scalar.value not in options:
        raise source.fault(scalar, f"{what} cannot be '{shorten(scalar.value)}'{near(scalar.value, options)}")
    return options[scalar.value]


def shorten(text: str) -> str:
    """Return a text of any length as it can stand in a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _kind(node: YamlNode) -> str:
    if isinstance(node, YamlMapping):
        return "a mapping"
    if isinstance(node, YamlSequence):
        return "a list"
    return "text" if node.value else "nothing"
