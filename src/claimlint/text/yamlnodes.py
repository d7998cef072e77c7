"""A guarded YAML reader: every scalar is text as written, every node knows its place, and nothing can expand.

Only the plain part of YAML is taken: mappings, sequences and scalars. What lets a small file grow, run code or mean
something else than it says (anchors, aliases, merge keys, tags, duplicate keys, a second document) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from claimlint.errors import PackError
from claimlint.lazy_patterns import lazy_pattern

MAX_CHARACTERS = 1024 * 1024
MAX_DEPTH = 20
MAX_EVENTS = 200_000

_NULLS = frozenset({"~", "null", "Null", "NULL"})
_FORBIDDEN = lazy_pattern("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# PyYAML counts the first three as line ends and no column for the last: places would not be those of an editor.
_FORBIDDEN_RAW = lazy_pattern("[\x85\u2028\u2029\ufeff]|" + _FORBIDDEN.pattern)
_LINE_END = lazy_pattern("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class YamlScalar:
    """A value as written: ``no`` and ``1.10`` stay text; an omitted value, a plain ``null`` and ``~`` are ``""``.

    ``quoted`` is True for every style but plain, so also for block scalars. Lines and columns count from 1, in code
    points; those of a block scalar are the place of its ``|`` or ``>``.
    """

    value: str
    line: int
    column: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class YamlSequence:
    """A list; its place is that of its first item or of its ``[``."""

    items: tuple[YamlNode, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlMapping:
    """Keys and values in the order of the file; no key stands twice. Its place is that of its first key or ``{``."""

    entries: tuple[tuple[YamlScalar, YamlNode], ...]
    line: int
    column: int


YamlNode = YamlMapping | YamlSequence | YamlScalar


def parse_yaml(text: str, path: str) -> YamlNode:
    """Read the one document in ``text``; an empty one is an empty scalar at 1:1.

    ``path`` is only used in messages. A leading byte order mark is skipped. Raises ``PackError`` for everything that
    is not taken: bad syntax, characters that are not printable, more than ``MAX_CHARACTERS``, ``MAX_EVENTS`` or
    ``MAX_DEPTH``, and the parts of YAML that the module refuses.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_CHARACTERS:
        raise PackError(path, 1, 1, f"the file has {len(text):,} characters; the most is {MAX_CHARACTERS:,}")
    if found := _FORBIDDEN_RAW.search(text):
        line, column = _place(text, found.start())
        raise PackError(path, line, column, f"the character U+{ord(found[0]):04X} is not allowed here; remove it")
    return _Reader(text, path).document()


def _place(text: str, offset: int) -> tuple[int, int]:
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return line, offset - start + 1


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Reader:
    """Builds nodes from parser events, counting and checking each one before it is used."""

    __slots__ = ("_count", "_events", "_last", "_path")

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._count = 0
        self._last = (1, 1)
        # The pure Python loader: the C one crashes the interpreter on deep nesting.
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def document(self) -> YamlNode:
        """Read the whole stream."""
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            return YamlScalar("", 1, 1, quoted=False)
        node = self._node(self._next(), 0)
        self._next()  # the end of the document
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refuse(event, "a second document starts here; one file holds one document")
        return node

    def _next(self) -> yaml.Event:
        try:
            event = next(self._events)
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except (yaml.YAMLError, ValueError, OverflowError):
            # PyYAML lets the errors of chr() and int() through for escapes and directives out of range.
            message = "not valid YAML: an escape or a version after this place is out of range"
            raise PackError(self._path, *self._last, message) from None
        self._last = _start(event)
        self._count += 1
        if self._count > MAX_EVENTS:
            raise self._refuse(event, f"the file has more than {MAX_EVENTS:,} nodes")
        return event

    def _node(self, event: yaml.Event, depth: int) -> YamlNode:
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, f"the alias *{event.anchor} is not allowed; write the value out")
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise self._refuse(event, f"the anchor &{event.anchor} is not allowed; write the value out where needed")
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag is not None:
            raise self._refuse(event, f"the tag {event.tag} is not allowed; all values are text")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            raise self._refuse(event, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth + 1)
        return self._mapping(event, depth + 1)

    def _scalar(self, event: yaml.ScalarEvent) -> YamlScalar:
        if found := _FORBIDDEN.search(event.value):
            raise self._refuse(event, f"the escape for U+{ord(found[0]):04X} is not allowed; it is not printable text")
        quoted = bool(event.style)
        value = "" if not quoted and event.value in _NULLS else event.value
        return YamlScalar(value, *_start(event), quoted)

    def _sequence(self, start: yaml.Event, depth: int) -> YamlSequence:
        items: list[YamlNode] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth))
        return YamlSequence(tuple(items), *_start(start))

    def _mapping(self, start: yaml.Event, depth: int) -> YamlMapping:
        entries: list[tuple[YamlScalar, YamlNode]] = []
        seen: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth)
            if not isinstance(key, YamlScalar):
                raise self._refuse(event, "a key must be plain text, not a list or a mapping")
            if key.value == "<<" and not key.quoted:
                raise self._refuse(event, "the merge key << is not allowed; write the keys out")
            if key.value in seen:
                raise self._refuse(event, f"the key '{key.value}' stands twice; first on line {seen[key.value]}")
            seen[key.value] = key.line
            entries.append((key, self._node(self._next(), depth)))
        return YamlMapping(tuple(entries), *_start(start))

    def _refuse(self, event: yaml.Event, message: str) -> PackError:
        return PackError(self._path, *_start(event), message)

    def _syntax(self, error: yaml.MarkedYAMLError) -> PackError:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else self._last
        problem = error.problem or "bad syntax"
        if "'\\t'" in problem:
            return PackError(self._path, line, column, "not valid YAML: a tab cannot indent; use spaces")
        context = f" {error.context}" if error.context else ""
        return PackError(self._path, line, column, f"not valid YAML{context}: {problem}")
