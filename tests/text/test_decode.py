"""Decoding: the encodings that copy comes in, and what is refused."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.errors import ReadError
from claimlint.text.decode import BinaryError, decode, source_of_text

COPY = "PRP is “safe” for everyone – €99, guaranteed.\n"
LEGACY = COPY.encode("cp1252")


@pytest.mark.parametrize(
    ("data", "encoding", "bom", "lossy"),
    [
        (COPY.encode(), "utf-8", False, False),
        (codecs.BOM_UTF8 + COPY.encode(), "utf-8", True, False),
        (codecs.BOM_UTF16_LE + COPY.encode("utf-16-le"), "utf-16-le", True, False),
        (codecs.BOM_UTF16_BE + COPY.encode("utf-16-be"), "utf-16-be", True, False),
        (codecs.BOM_UTF32_LE + COPY.encode("utf-32-le"), "utf-32-le", True, False),
        (codecs.BOM_UTF32_BE + COPY.encode("utf-32-be"), "utf-32-be", True, False),
        (COPY.encode("utf-16-le"), "utf-16-le", False, True),
        (COPY.encode("utf-16-be"), "utf-16-be", False, True),
        (LEGACY, "cp1252", False, True),
    ],
)
def test_encodings(data: bytes, encoding: str, bom: bool, lossy: bool) -> None:
    source = decode(data, "a.txt")
    assert (source.text, source.encoding, source.bom, source.lossy) == (COPY, encoding, bom, lossy)
    assert source.path == "a.txt"
    assert source.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("a\nb\r\n", "\n"),
        ("a\r\nb\n", "\r\n"),
        ("a\rb\n", "\r"),
        ("a", "\n"),
        ("", "\n"),
        ("a\x0cb\x85c\u2028\r", "\r"),
    ],
)
def test_line_ends_are_kept_and_the_first_is_named(text: str, newline: str) -> None:
    source = decode(text.encode(), "a.txt")
    assert (source.text, source.newline) == (text, newline)


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-2", "iso8859_2"),
        ("koi8-r", "koi8_r"),
        ("Shift_JIS", "cp932"),
        ("gbk", "gb18030"),
    ],
)
@pytest.mark.parametrize(
    "meta",
    ['<meta charset="%s">', "<META charset=%s />", '<meta http-equiv=Content-Type content="text/html; charset=%s">'],
)
def test_html_says_its_charset(meta: str, charset: str, codec: str) -> None:
    words = {"cp1251": "Сыворотка", "koi8_r": "Сыворотка", "cp932": "幹細胞", "gb18030": "干细胞"}
    text = f"<head>{meta % charset}</head><p>{words.get(codec, 'Möglichkeit')}</p>"
    source = decode(text.encode(codec), "a.html", html=True)
    assert (source.text, source.encoding, source.lossy) == (text, codec, False)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="utf-7">',
        '<meta charset="iso-2022-jp">',
        '<meta charset="rot13">',
        '<meta charset="no-such-thing">',
        '<!-- <meta charset="koi8-r"> -->',
        " " * 1024 + '<meta charset="koi8-r">',
        '<meta charset="utf-8">',
    ],
)
def test_html_charsets_that_do_not_count(head: str) -> None:
    source = decode(head.encode() + LEGACY, "a.html", html=True)
    assert (source.text, source.encoding, source.lossy) == (head + COPY, "cp1252", True)


def test_only_html_says_its_charset() -> None:
    source = decode(b'<meta charset="koi8-r">' + LEGACY, "a.md")
    assert source.encoding == "cp1252"


def test_utf8_wins_over_what_html_says() -> None:
    source = decode(('<meta charset="koi8-r">' + COPY).encode(), "a.html", html=True)
    assert (source.encoding, source.lossy) == ("utf-8", False)


@pytest.mark.parametrize(
    "data",
    [
        b"hello\0world",
        b"hello\0worl",
        b"\0",
        codecs.BOM_UTF8 + b"a\0b",
        codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"),
        "PRP".encode("utf-32-le"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x1b\x01\x02 abcdef",
        b"\x93\x01\x02\x03 abc",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(BinaryError, match=r"^not text: .*; leave the file out or, if it is text, save it as UTF-8$"):
        decode(data, "a.txt")


def test_a_tenth_of_controls_is_still_text() -> None:
    assert decode(b"\x1bbcdefghij", "a.txt").text == "\x1bbcdefghij"
    with pytest.raises(BinaryError, match="2 of its 19 characters are control characters"):
        decode(b"\x1b\x01cdefghijklmnopqrs", "a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"one\r\ntwo \x81",
            "neither UTF-8 (line 2: byte 0x81) nor Windows-1252 (byte 0x81 at 10); save the file as UTF-8",
        ),
        (
            codecs.BOM_UTF8 + b"caf\xe9",
            "the byte order mark says UTF-8, but byte 4 after it does not fit; save the file as UTF-8",
        ),
        (
            codecs.BOM_UTF16_LE + b"a\0b",
            "the byte order mark says UTF-16, but byte 3 after it does not fit; save the file as UTF-8",
        ),
        (
            codecs.BOM_UTF16_BE + b"\xd8\x00\x00a",
            "the byte order mark says UTF-16, but byte 1 after it does not fit; save the file as UTF-8",
        ),
    ],
)
def test_undecodable_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt")
    assert str(caught.value) == message
    assert not isinstance(caught.value, BinaryError)


def test_overlong_and_surrogate_utf8_is_not_taken_for_utf8() -> None:
    assert decode(b"\xc0\xafetc", "a.txt").encoding == "cp1252"
    assert decode(b"\xed\xa0\x80", "a.txt").text == "í\xa0€"


def test_utf7_stays_what_it_looks_like() -> None:
    source = decode(b"+ADw-script+AD4-", "a.html", html=True)
    assert (source.text, source.encoding) == ("+ADw-script+AD4-", "utf-8")


def test_only_the_first_mark_is_a_mark() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a", "a.txt").text == "\ufeffa"


def test_empty_file() -> None:
    source = decode(b"", "a.txt")
    assert (source.text, source.encoding, source.bom, source.lossy) == ("", "utf-8", False, False)


def test_text_handed_over() -> None:
    source = source_of_text("a\ud800\r\n", "-")
    assert (source.path, source.text, source.encoding, source.newline) == ("-", "a\ud800\r\n", "utf-8", "\r\n")
    assert (source.bom, source.lossy) == (False, False)
    assert source.digest == hashlib.sha256(b"a\xed\xa0\x80\r\n").hexdigest()


def test_text_handed_over_loses_its_mark() -> None:
    source = source_of_text("\ufeffa", "-")
    assert (source.text, source.bom, source.digest) == ("a", True, hashlib.sha256(b"\xef\xbb\xbfa").hexdigest())


fragments = st.sampled_from(
    [
        *(mark for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)),
        b"<meta charset=",
        b"utf-7>",
        b"koi8-r>",
        b"gbk>",
        b"euc-jp>",
        b"\0",
        b"a\0",
        b"\xff",
        b"\x81",
        b"text ",
    ]
)


@given(st.one_of(st.binary(), st.lists(st.one_of(fragments, st.binary(max_size=3))).map(b"".join)), st.booleans())
def test_any_bytes_give_faithful_text_or_a_message(data: bytes, html: bool) -> None:
    try:
        source = decode(data, "a", html=html)
    except ReadError:
        return
    assert "\0" not in source.text
    mark = "\ufeff" if source.bom else ""
    if source.encoding.startswith(("utf", "cp125")):
        assert (mark + source.text).encode(source.encoding) == data


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_utf8_comes_back_whole(text: str) -> None:
    expected = text.removeprefix("\ufeff")
    assert decode(text.encode(), "a").text == expected
