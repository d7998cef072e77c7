"""The title of a Markdown link, picture or reference definition, with the place of each of its characters."""

from __future__ import annotations

import re

from claimlint.extract.runs import FILLER, Run
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind

_CHANGED = lazy_pattern(
    r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);|(?:\r\n?|\n)[ \t>]*"
)
"""What a title reads otherwise than it is written: escapes, character references, line ends with what follows them."""


def title_block(text: str, start: int, end: int, title: str) -> Block | None:
    """Return the block of ``title``, which ends the construct from ``start`` to ``end`` of ``text``."""
    return read_title(text, start, end, title).block(BlockKind.ATTRIBUTE, name="title")


def read_title(text: str, start: int, end: int, title: str) -> Run:
    """Return the run of ``title``, which ends the construct from ``start`` to ``end`` of ``text``.

    The construct ends with the closing mark of the title and perhaps white space; between the marks the opening one
    stands escaped only, so the nearest that does not opens it.
    """
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    close = end - 1
    mark = "(" if text[close] == ")" else text[close]
    opening = text.rfind(mark, start, close)
    while opening > start and _is_escaped(text, opening):
        opening = text.rfind(mark, start, opening)
    run = Run()
    title = title.replace(FILLER, " ")
    if opening < start:
        run.replaced(title, start, end)
        return run
    run.decoded(text, opening + 1, close, _CHANGED, _reading)
    if run.text.split() != title.split():
        run = Run()
        run.replaced(title, opening + 1, close)
    return run


def _reading(match: re.Match[str]) -> str:
    written = match.group()
    if written[0] == "\\":
        return match.group(1)
    if written[0] != "&":
        return " "
    from html import unescape

    return unescape(written)


def _is_escaped(text: str, place: int) -> bool:
    before = place
    while before > 0 and text[before - 1] == "\\":
        before -= 1
    return (place - before) % 2 == 1
