"""Text to bytes: the exact way back from ``claimlint.text.decode``."""

from __future__ import annotations

import codecs

from claimlint.model.document import Source

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def mark_of(source: Source) -> bytes:
    """Return the byte order mark that the bytes of ``source`` start with, or nothing."""
    return _MARKS[source.encoding] if source.bom else b""


def encode(text: str, source: Source) -> bytes:
    """Return ``text`` in the encoding of ``source``, without a byte order mark.

    Some encodings have two ways to write a character, so that the bytes a text came from are not always those it gives:
    whoever must keep them compares. Raises ``UnicodeEncodeError`` for a character that the encoding does not have.
    """
    return text.encode(source.encoding)


def can_encode(text: str, source: Source) -> bool:
    """Say whether the encoding of ``source`` has every character of ``text``."""
    try:
        encode(text, source)
    except UnicodeEncodeError:
        return False
    return True
