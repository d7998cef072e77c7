"""A table of TOML as the nodes that the YAML reader gives, so that one set of checks serves both."""

from __future__ import annotations

import re

from claimlint.text.yamlnodes import YamlMapping, YamlNode, YamlScalar, YamlSequence


def toml_node(table: object, text: str) -> YamlNode:
    """Return what the table ``[tool.claimlint]`` of the TOML file ``text`` holds, with the places of its keys."""
    return _node(table, _Places(text), "", 0)


class _Places:
    """Where the keys of the table stand: found by their text, since the TOML parser keeps no places."""

    __slots__ = ("_lines", "_start")

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        header = re.compile(r"\s*\[{1,2}\s*tool\s*\.\s*claimlint\b")
        dotted = re.compile(r"\s*(tool\s*\.\s*)?claimlint\s*[.=]")
        found = (number for number, line in enumerate(self._lines) if header.match(line) or dotted.match(line))
        self._start = next(found, 0)

    def tables(self, key: str) -> list[tuple[int, int]]:
        """Return line and column of each table of the array ``key`` that has a header of its own."""
        header = re.compile(rf"\s*\[\[\s*tool\s*\.\s*claimlint\s*\.\s*[\"']?{re.escape(key)}[\"']?\s*\]\]")
        return [(number, 1) for number, line in enumerate(self._lines, start=1) if header.match(line)]

    def of(self, key: str) -> tuple[int, int]:
        """Return line and column of a key; those of the table where the key is not found at the start of a line."""
        written = re.compile(rf"\s*([\w.]+\.)?[\"']?({re.escape(key)})[\"']?\s*[=.]") if key else None
        for number, line in enumerate(self._lines[self._start :], start=self._start + 1):
            if written and (found := written.match(line)):
                return number, found.start(2) + 1
        return self._start + 1, 1


def _node(value: object, places: _Places, key: str, depth: int, own: tuple[int, int] | None = None) -> YamlNode:
    """Turn a TOML value into what the YAML reader would give, so that one set of checks serves both."""
    line, column = places.of(key)
    if depth > 3:  # deeper than anything that is taken: a wrong type already further up
        return YamlScalar("", line, column, quoted=False)
    if depth == 2 and own is not None:
        line, column = own
    if isinstance(value, dict):
        entries = []
        for name, inner in value.items():
            place = places.of(name) if depth == 0 else (line, column)
            entries.append((YamlScalar(name, *place, quoted=False), _node(inner, places, key or name, depth + 1)))
        return YamlMapping(tuple(entries), line, column)
    if isinstance(value, list):
        headers = places.tables(key) if depth == 1 else []
        owns = headers if len(headers) == len(value) else [None] * len(value)
        items = (_node(item, places, key, depth + 1, own) for item, own in zip(value, owns, strict=True))
        return YamlSequence(tuple(items), line, column)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return YamlScalar(text, line, column, quoted=isinstance(value, str))
