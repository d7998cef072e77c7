"""Changes as a unified diff, for eyes and for ``patch``."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from claimlint.lazy_patterns import lazy_pattern
from claimlint.text.safe import display

_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_COLORS = {"+": "32", "-": "31", "@": "36"}


def diff(before: str, after: str, path: str, *, color: bool = False) -> str:
    """Return how ``before`` becomes ``after`` as a unified diff; empty if they are the same.

    Lines end as those of the linter's positions do, with a carriage return before a line feed left out of sight. What
    acts on a terminal is shown as an escape, so a line that holds such a thing cannot be applied with ``patch``.
    """
    name = display(path)
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{name}", f"b/{name}")
    return "".join(f"{_painted(line, color)}\n" for line in _shown(lines))


def _shown(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number < 2:  # the names, which are safe by now
            yield line.rstrip("\n")
            continue
        body = line.rstrip("\r\n")
        yield body[:1] + "\t".join(display(part) for part in body[1:].split("\t"))
        if line == body:
            yield "\\ No newline at end of file"


def _painted(line: str, color: bool) -> str:
    code = _COLORS.get(line[:1]) if color else None
    return f"\x1b[{code}m{line}\x1b[0m" if code else line
