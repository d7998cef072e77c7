"""Bytes to text, without a silent guess."""

from __future__ import annotations

import codecs
import hashlib
import re

from claimlint.errors import ReadError
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Source

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels of the WHATWG Encoding Standard with the codec that browsers mean by them. UTF-7 and the ISO-2022 family are
# left out on purpose: in them harmless ASCII turns into markup.
_DECLARABLE = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "ibm866": "cp866",
    "windows-874": "cp874",
    **{f"windows-{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"cp{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_PRESCAN = 1024
_RICH_TEXT = b"{\\rtf"
_COMMENT = lazy_pattern(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARATION = lazy_pattern(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

_LINE_END = lazy_pattern(r"\r\n|\n|\r")
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\f\r")
_MAX_CONTROLS = 0.1
_MIN_UTF16_NULS = 0.7
_MAX_UTF16_STRAYS = 0.05


class BinaryError(ReadError):
    """The bytes are no text at all."""


def decode(data: bytes, path: str, *, html: bool = False) -> Source:
    """Return the text of a file, shown as ``path`` in reports.

    Rich text (RTF) says itself what its bytes mean, so each becomes the character of the same number. For all else,
    tried in this order: a byte order mark; strict UTF-8; UTF-16 without a mark, known by its NUL bytes; with ``html``
    the charset that the page declares in its first 1,024 bytes; Windows-1252. The result is ``lossy`` where the
    encoding was guessed. Raises ``BinaryError`` for what is no text, and ``ReadError`` for text in no encoding tried;
    their messages leave out the path.
    """
    if data.startswith(_RICH_TEXT):
        return _source(data, data.decode("latin-1"), path, "latin-1")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decode_marked(data[len(mark) :], encoding)
            return _source(data, _refuse_binary(text), path, encoding, bom=True)
    if b"\0" in data:
        return _decode_with_nuls(data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, path, html, error)
    _refuse_controls(data, len(text))
    return _source(data, text, path, "utf-8")


def source_of_text(text: str, path: str) -> Source:
    """Return text that was handed over as such, as if it had been read as UTF-8.

    Lone surrogates are kept; the digest is that of the text in UTF-8, with surrogates encoded like any character.
    """
    data = text.encode("utf-8", "surrogatepass")
    bom = text.startswith("\ufeff")
    return _source(data, text.removeprefix("\ufeff"), path, "utf-8", bom=bom)


def _source(data: bytes, text: str, path: str, encoding: str, *, bom: bool = False, lossy: bool = False) -> Source:
    end = _LINE_END.search(text)
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, text, encoding, end.group() if end else "\n", bom, lossy, digest)


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise ReadError(
            f"the byte order mark says {name}, but byte {error.start + 1} after it does not fit; save the file as UTF-8"
        ) from error


def _decode_with_nuls(data: bytes, path: str) -> Source:
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if not _looks_like_utf16(data, high):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _source(data, _refuse_binary(text), path, encoding, lossy=True)
    raise _binary("it holds NUL bytes")


def _looks_like_utf16(data: bytes, high: int) -> bool:
    """Say whether nearly every character has a zero byte on the ``high`` side, as Latin text has, and few on the other.

    Below that, text with a single NUL in it would be read as Chinese.
    """
    if len(data) % 2:
        return False
    nuls, strays = data[high::2].count(0), data[1 - high :: 2].count(0)
    return nuls >= _MIN_UTF16_NULS * (len(data) // 2) and strays <= _MAX_UTF16_STRAYS * nuls


def _decode_legacy(data: bytes, path: str, html: bool, not_utf8: UnicodeDecodeError) -> Source:
    declared = _declared(data) if html else None
    if declared is not None:
        try:
            return _source(data, _refuse_binary(data.decode(declared)), path, declared)
        except UnicodeDecodeError:
            pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data[: not_utf8.start].decode("latin-1"))) + 1
        raise ReadError(
            f"neither UTF-8 (line {line}: byte 0x{data[not_utf8.start]:02x}) nor Windows-1252 "
            f"(byte 0x{data[error.start]:02x} at {error.start + 1}); save the file as UTF-8"
        ) from error
    return _source(data, _refuse_binary(text), path, "cp1252", lossy=True)


def _declared(data: bytes) -> str | None:
    """Return the codec for the charset that a page declares, if it is one that pages may declare."""
    found = _DECLARATION.search(_COMMENT.sub(b"", data[:_PRESCAN]))
    return _DECLARABLE.get(found.group(1).decode("ascii").lower()) if found else None


def _refuse_binary(text: str) -> str:
    if "\0" in text:
        raise _binary("it holds NUL characters")
    _refuse_controls(text.encode("utf-8", "surrogatepass"), len(text))
    return text


def _refuse_controls(data: bytes, length: int) -> None:
    """Refuse ``data``, a text of ``length`` characters in UTF-8, if too many of them are controls."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MAX_CONTROLS * length:
        raise _binary(f"{controls} of its {length} characters are control characters")


def _binary(reason: str) -> BinaryError:
    return BinaryError(f"not text: {reason}; leave the file out or, if it is text, save it as UTF-8")
