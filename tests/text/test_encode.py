"""Encoding is the exact way back from decoding."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.errors import ReadError
from claimlint.text.decode import decode
from claimlint.text.encode import can_encode, encode, mark_of

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=60)
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@given(TEXT, st.sampled_from(sorted(MARKED)))
def test_what_has_a_mark_comes_back(text: str, encoding: str) -> None:
    data = MARKED[encoding] + text.encode(encoding)
    source = decode(data, "page.md")
    assert source.bom
    assert mark_of(source) + encode(source.text, source) == data


@given(st.binary(max_size=80), st.booleans())
def test_whatever_decodes_as_utf8_or_a_code_page_comes_back(data: bytes, html: bool) -> None:
    try:
        source = decode(data, "page.html", html=html)
    except ReadError:
        return
    assert mark_of(source) + encode(source.text, source) == data


@pytest.mark.parametrize("label", ["windows-1250", "windows-1252", "iso-8859-2", "koi8-r", "macintosh"])
def test_every_byte_of_a_declared_code_page_comes_back(label: str) -> None:
    head = f'<meta charset="{label}">'.encode()
    for byte in range(0xA0, 0x100):
        try:
            source = decode(head + bytes([byte]), "page.html", html=True)
        except ReadError:
            continue
        assert mark_of(source) + encode(source.text, source) == head + bytes([byte])


def test_a_character_that_the_encoding_lacks() -> None:
    source = decode(b'<meta charset="iso-8859-1">\xe9', "page.html", html=True)
    assert source.encoding == "cp1252"
    assert can_encode("–é“", source)
    assert not can_encode("≤", source)
    with pytest.raises(UnicodeEncodeError):
        encode("≤", source)
