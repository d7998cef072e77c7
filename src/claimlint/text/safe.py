"""Text made safe to show: what came from a file must not steer a terminal or a CI runner."""

from __future__ import annotations

import re

from claimlint.lazy_patterns import lazy_pattern
from claimlint.text.characters import IGNORABLES

_UNSAFE = lazy_pattern(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{IGNORABLES}\ud800-\udfff]")
# Soft hyphens, joiners and variation selectors belong to good typography and to emoji.
_UNSEEN = lazy_pattern(
    f"(?![\u00ad\u200c\u200d\ufe0e\ufe0f])[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{IGNORABLES}\ud800-\udfff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

# A GitHub runner reads ``::name::`` at the start of a line, after white space, and the older ``##[name]`` anywhere in
# one; Azure reads ``##vso[name]``.
_COMMAND = lazy_pattern(r"##(vso)?\[", re.IGNORECASE)
_LEADING_COMMAND = lazy_pattern(r"\A(\s*)::")


def display(text: str) -> str:
    """Return ``text`` on one line, with every character that acts or hides shown as an escape.

    Controls, line ends, tabs, bidi controls, ignorable characters and lone surrogates become ``\\x1b``, ``\\n``,
    ``\\u202e``; openings of commands that CI runners take from output are broken with a backslash. The result is for
    eyes only: a backslash of the text itself stays as it is, so there is no way back.
    """
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    text = _UNSAFE.sub(_escape, text)
    text = _COMMAND.sub(r"##\1\[", text)
    return _LEADING_COMMAND.sub(r"\1\\::", text)


def display_line(text: str) -> str:
    """Return a source line as :func:`display` does, with each tab as one space so that it reads as it looks."""
    return display(text.replace("\t", " "))


def visible(text: str) -> str:
    """Return ``text`` with the characters that act or hide shown as escapes, except those of ordinary typography.

    Line feeds, tabs, soft hyphens, joiners and variation selectors stay. It is for formats that lay text out and have
    an escape of their own for what their readers act on, such as HTML.
    """
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
