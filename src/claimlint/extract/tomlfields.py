"""The fields of front matter in TOML."""

from __future__ import annotations

import re

from claimlint.extract.frontmatter import Fields, join, line_stop, next_line
from claimlint.lazy_patterns import lazy_pattern

_NAME = 80
"""Characters of the name of a table that are kept."""
_TOML_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^']|'(?!''))*'''" + r'|"(?:[^"\\\r\n]|\\[^\r\n])*"' + r"|'[^'\r\n]*'"
)
_TOML_VALUE = lazy_pattern(_TOML_STRING, re.DOTALL)
_TOML_TOKENS = lazy_pattern(
    rf"""(?P<string>{_TOML_STRING})|(?P<mark>[\[\]{{}},=])|\#[^\r\n]*|(?P<plain>[^\[\]{{}},=\s"'\#]+)""", re.DOTALL
)
_TOML_LINE = lazy_pattern(r"\s*(?:\[\[?([^\[\]\r\n]+)\]\]?|([^\s#=\[][^\r\n=]*)=[ \t]*)")
_BLANK = lazy_pattern(r"\s*")


def scan_toml(fields: Fields, start: int) -> None:
    """Keep the copy in the TOML from ``start`` to the end of ``fields``: strings, also in arrays and inline tables."""
    text, end = fields.text, fields.end
    table = ""
    place = start
    while place < end:
        line = _TOML_LINE.match(text, place, end)
        if line and line.group(2):
            path = table
            for key in line.group(2).split("."):
                path = join(path, key.strip(" \t\"'"))
            place = _toml_value(fields, line.end(), path)
            continue
        if line:
            table = line.group(1)[:_NAME].strip()
        blank = _BLANK.match(text, place, end)
        skipped = line.end() if line else blank.end() if blank else place
        stop = line_stop(text, skipped, end)
        fields.remark(skipped, stop)
        place = next_line(text, stop, end)


def _toml_value(fields: Fields, start: int, path: str) -> int:
    """Keep the value at ``start``; return where the line after it starts."""
    text, end = fields.text, fields.end
    stop = line_stop(text, start, end)
    if text.startswith(("[", "{"), start, stop):
        closed = fields.flow(start, path, _TOML_TOKENS)
        if not closed:
            return fields.refuse(start, "A bracket is not closed, or too many are open,")
        stop = line_stop(text, closed, end)
        fields.remark(closed, stop)
    elif text.startswith(('"', "'"), start, stop):
        quoted = _TOML_VALUE.match(text, start, end)
        if not quoted:
            return fields.refuse(start, "A quotation mark is not closed")
        fields.keep(path, fields.string(*quoted.span()))
        stop = line_stop(text, quoted.end(), end)
        fields.remark(quoted.end(), stop)
    else:
        comment = text.find("#", start, stop)
        fields.remark(comment if comment >= 0 else stop, stop)
    return next_line(text, stop, end)
