"""Template logic in the text of a page: neither copy nor a break in a sentence."""

from __future__ import annotations

import re

_OPENER = re.compile(r"\{\{|\{%|\{#|<%|<\?(?:php\b|=)")
_ANGLES = re.compile(r"<[%?]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>", "<?php": "?>", "<?=": "?>"}
_OPAQUE = re.compile(r"\{%-?\s*(comment|highlight|javascript|schema|style|stylesheet)\b")
"""Tags whose body is a comment, code or data up to their end tag."""
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


def template_spans(text: str) -> list[tuple[int, int]]:
    """Return where template logic stands in ``text``, as (start, end) in code points, in order and apart.

    Knows ``{{ }}``, ``{% %}`` and ``{# #}`` (Jinja, Liquid, Twig, Handlebars), Hugo's ``{{< >}}`` and ``{{% %}}``,
    ``<% %>`` (ERB, EJS) and ``<?php ?>``. An opener that is not closed before the next one of its kind, or before a
    blank line, is text: better a stray brace in the copy than copy taken for logic. The work is linear in the text.
    """
    if "{" not in text and not _ANGLES.search(text):
        return []
    spans: list[tuple[int, int]] = []
    upcoming: dict[str, int] = {}  # the first place of a mark that was looked up: each search goes on where one ended
    place = 0
    while match := _OPENER.search(text, place):
        start, opener = match.span()[0], match.group()
        end = _end(text, start, opener, upcoming)
        if end:
            spans.append((start, end))
        place = end or match.end()
    return spans


def _end(text: str, start: int, opener: str, upcoming: dict[str, int]) -> int:
    """Return the end of the logic that opens at ``start``, or 0 for a stray opener."""
    body = start + len(opener)
    if opener == "{{" and text.startswith(("/*", "- /*", "!--"), body):
        close = _next(text, "--}}" if text[body] == "!" else "*/", body, upcoming)
        end = _next(text, "}}", close, upcoming) if close >= 0 else -1
        return end + 2 if end >= 0 else 0
    opaque = _OPAQUE.match(text, start) if opener == "{%" else None
    if opaque:
        tag = f"end{opaque.group(1)}"
        close = _next(text, tag, opaque.end(), upcoming)
        end = _next(text, "%}", close, upcoming) if close >= 0 else -1
        return end + 2 if end >= 0 else 0
    closer = _CLOSERS[opener]
    end = _next(text, closer, body, upcoming)
    if end < 0:
        return 0
    if opener[0] == "{":
        again = _next(text, opener, body, upcoming)
        if 0 <= again < end or (opener != "{#" and _BLANK_LINE.search(text, body, end)):
            return 0
    triple = opener == "{{" and text.startswith("{", body) and text.startswith("}", end + 2)
    return end + len(closer) + triple


def _next(text: str, mark: str, start: int, upcoming: dict[str, int]) -> int:
    """Return the first place of ``mark`` from ``start``, or -1; cheap over many calls with a rising ``start``."""
    known = upcoming.get(mark)
    if known is None or 0 <= known < start:
        known = upcoming[mark] = text.find(mark, start)
    return known
