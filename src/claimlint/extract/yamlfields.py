"""The fields of front matter in YAML."""

from __future__ import annotations

import re

from claimlint.extract.frontmatter import DEPTH, Fields, join, line_stop, next_line
from claimlint.extract.runs import Run
from claimlint.lazy_patterns import lazy_pattern

_QUOTED = lazy_pattern(r"""\"[^"\\]*(?:\\.[^"\\]*)*\"|'[^']*(?:''[^']*)*'""", re.DOTALL)
_YAML_TOKENS = lazy_pattern(
    rf"""(?P<string>{_QUOTED.pattern})|(?P<mark>[\[\]{{}},]|:(?=[\s\[\]{{}},"']))|(?<=\s)\#[^\r\n]*"""
    r"""|(?P<plain>[^\[\]{},:\#"'\s](?:[^\[\]{},:\r\n]|:(?=[^\s\[\]{},]))*)""",
    re.DOTALL,
)
_HEAD = lazy_pattern(r"[ \t]*((?:-(?:[ \t]+|(?=[\r\n]|\Z)))*)")
_COLON = lazy_pattern(r":(?=[ \t\r\n]|\Z)")
_QUOTED_KEY = lazy_pattern(r"""(\"(?:[^"\\\r\n]|\\.)*\"|'[^'\r\n]*')[ \t]*:(?=[ \t\r\n]|\Z)""")
_PROPERTIES = lazy_pattern(r"[ \t]*(?:[!&][^\s,\[\]{}]*(?:[ \t]+|(?=[\r\n]|\Z)))*")
_ALIAS = lazy_pattern(r"\*[^\s,\[\]{}]+[ \t]*(?:[\r\n]|\Z)")
_BLOCK_SCALAR = lazy_pattern(r"[|>][+-]?([1-9]?)[+-]?[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n]|\Z)")
_NOTHING_MORE = lazy_pattern(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_COMMENT = lazy_pattern(r"[ \t]#")
_INDENT = lazy_pattern(r"[ \t]*")


def scan_yaml(fields: Fields, start: int) -> None:
    """Keep the copy in the YAML from ``start`` to the end of ``fields``.

    A field may hold a plain, quoted, folded or literal scalar, a bracketed value, or nested fields. An alias adds
    nothing: what it stands for was read at its anchor.
    """
    text, end = fields.text, fields.end
    keys: list[tuple[int, str]] = []  # the column and the path of each mapping key around the line
    place = start
    while place < end:
        head = _HEAD.match(text, place, end)
        content = head.end() if head else place
        stop = line_stop(text, content, end)
        column = content - place
        following = next_line(text, stop, end)
        if content == stop or text[content] == "#":
            fields.remark(content, stop)
            place = following
            continue
        while keys and keys[-1][0] >= column:
            keys.pop()
        path = keys[-1][1] if keys else ""
        key, value = _yaml_key(text, content, stop)
        dashes = head.group(1) if head else ""
        # A line with neither key nor dash is the value of the key above it.
        outer = keys[-1][0] if keys else 0
        floor = column if key else column - len(dashes[dashes.rfind("-") :]) if dashes else outer
        if key:
            path = join(path, key)
            keys.append((column, path))
            if len(keys) > DEPTH:
                fields.refuse(place, f"More than {DEPTH} levels of nesting")
                return
        place = _yaml_value(fields, value, stop, floor, path) if path or dashes else following


def _yaml_key(text: str, content: int, stop: int) -> tuple[str, int]:
    """Return the key that the line holds, or nothing, and where its value starts."""
    if text[content] in "\"'":
        quoted = _QUOTED_KEY.match(text, content, stop)
        return (quoted.group(1)[1:-1], quoted.end()) if quoted else ("", content)
    colon = _COLON.search(text, content, stop)
    if not colon or text[content] in "[{|>@`!&*%" or _COMMENT.search(text, content, colon.start()):
        return "", content
    return text[content : colon.start()].strip(), colon.end()


def _yaml_value(fields: Fields, place: int, stop: int, floor: int, path: str) -> int:
    """Keep the value at ``place``; return where the line after it starts.

    ``stop`` is the end of the line, ``floor`` the column that the value's further lines must exceed.
    """
    text, end = fields.text, fields.end
    properties = _PROPERTIES.match(text, place, stop)
    start = properties.end() if properties else place
    mark = text[start] if start < stop else ""
    if mark in ("", "#") or (mark == "*" and _ALIAS.match(text, start, end)):
        fields.remark(start, stop)
        return next_line(text, stop, end)
    block = _BLOCK_SCALAR.match(text, start, stop) if mark in "|>" else None
    if block:
        comment = _COMMENT.search(text, block.start(), block.end())
        fields.remark(comment.end() - 1 if comment else stop, stop)
        joint = " " if mark == ">" else "\n"
        return _yaml_block(fields, next_line(text, stop, end), floor, int(block.group(1) or 0), path, joint)
    if mark in "[{":
        closed = fields.flow(start, path, _YAML_TOKENS)
        if not closed:
            return fields.refuse(start, "A bracket is not closed, or too many are open,")
        stop = line_stop(text, closed, end)
        fields.remark(closed, stop)
        return next_line(text, stop, end)
    if mark in "\"'":
        quoted = _QUOTED.match(text, start, end)
        if not quoted:
            return fields.refuse(start, "A quotation mark is not closed")
        if _NOTHING_MORE.match(text, quoted.end(), end):
            fields.keep(path, fields.string(*quoted.span()))
            stop = line_stop(text, quoted.end(), end)
            fields.remark(quoted.end(), stop)
            return next_line(text, stop, end)
    return _yaml_plain(fields, start, stop, floor, path)


def _yaml_plain(fields: Fields, start: int, stop: int, floor: int, path: str) -> int:
    """Keep a value without quotes, which goes on over the lines that are indented more than its key."""
    text, end = fields.text, fields.end
    run = Run()
    while True:
        comment = _COMMENT.search(text, start, stop)
        until = comment.start() if comment else stop
        piece = text[start:until].rstrip()
        run.verbatim(piece, start)
        if comment:
            fields.remark(until, stop)
        until = start + len(piece)
        following = place = next_line(text, stop, end)
        while place < end:
            indent = _INDENT.match(text, place, end)
            start = indent.end() if indent else place
            stop = line_stop(text, start, end)
            if start < stop:
                break
            place = next_line(text, stop, end)
        if comment or place >= end or start - place <= floor or text[start] == "#":
            fields.keep(path, run)
            return following
        run.replaced(" ", until, start)


def _yaml_block(fields: Fields, place: int, floor: int, width: int, path: str, joint: str) -> int:
    """Keep a block scalar, paragraph by paragraph; ``joint`` stands for a line end in it."""
    text, end = fields.text, fields.end
    inside = floor + width if width else 0
    run = Run()
    last = place
    while place < end:
        indent = _INDENT.match(text, place, end)
        start = indent.end() if indent else place
        stop = line_stop(text, start, end)
        if start == stop:
            fields.keep(path, run)
            run = Run()
        else:
            inside = inside or start - place
            if start - place < inside or start - place <= floor:
                break
            if run.pieces:
                run.replaced(joint, last, start)
            run.verbatim(text[start:stop], start)
        last = stop
        place = next_line(text, stop, end)
    fields.keep(path, run)
    return place
