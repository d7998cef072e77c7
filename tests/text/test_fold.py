"""Folding: what reads the same becomes the same, and every character keeps its place."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimlint.model.span import Span
from claimlint.text.fold import Folded, fold, suspicious


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("PRP is Safe.", "PRP is Safe."),
        ("“a” „b“ «c» ″d″", '"a" "b" "c" "d"'),
        ("‘a’ ‚b‛ ‹c› 5′ ´x´ ʼ", "'a' 'b' 'c' 5' 'x' '"),
        ("a‐b‑c‒d–e—f―g−h﹣i－j", "a-b-c-d-e-f-g-h-i-j"),
        ("a\nb\tc\rd\x0be\x0cf", "a b c d e f"),
        ("a\u00a0b\u2009c\u202fd\u3000e\u2028f\x85g\u2800h", "a b c d e f g h"),
        ("Ｓａｆｅ　１００％", "Safe 100%"),
        ("𝐬𝐚𝐟𝐞 ⓢⓐⓕⓔ 🅢🅐🅕🅔 🆂🅰🅵🅴 ꜱᴀꜰᴇ", "safe safe SAFE SAFE safe"),
        ("café naïve Ångström ĳ", "cafe naive Angstrom ij"),
        ("İstanbul ı", "Istanbul ı"),
    ],
)
def test_characters_that_keep_their_places(text: str, folded: str) -> None:
    result = fold(text)
    if "ĳ" in text:
        assert result.text == folded
    else:
        assert result == Folded(folded, folded.lower(), None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a  b", "a b"),
        ("a\r\nb \n\t c", "a b c"),
        ("  a\n\n", " a "),
        (" \u00a0\u2003 ", " "),
        ("a \u200b b", "a b"),
        ("wait… now", "wait... now"),
        ("½ ml, 2½", "1⁄2 ml, 21⁄2"),
        ("CO₂, H₂O", "CO2, H2O"),
        ("proven¹², 10⁶", "proven¹², 10⁶"),
        ("PRP™ PRP® ℠PRP", "PRP PRP PRP"),
        ("ﬁve ﬀ ㎎", "five ff mg"),
        ("so\u00adft\u200b \u2060a\ufeff\ufe0fb\u034f", "soft ab"),
        ("a\u202eb\u2066c\u200e", "abc"),
        ("s\U000e0061afe", "safe"),
        ("s\u3164\uffa0\u115f\u1160afe", "safe"),
        ("cafe\u0301 n\u0303o\u0323\u0302", "cafe no"),
        ("e\u200b\u0301x", "ex"),
        ("1\ufe0f\u20e3 👩\u200d⚕\ufe0f", "1 👩⚕"),
        ("\u1112\u1161\u11ab", "한"),
        ("ｶﾞ", "ガ"),
        ("¨a", " a"),
    ],
)
def test_characters_that_move_others(text: str, folded: str) -> None:
    assert (fold(text).text, fold(text).lower) == (folded, folded.lower())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("сliniсаlly рrоvеn", "clinically proven"),
        ("ΡRΡ and ΒOTOX", "PRP and BOTOX"),
        ("sе\u0301rum", "serum"),
        ("ｓаfе", "safe"),
        ("guаr\u00adаnteed", "guaranteed"),
        ("safe безопасно", "safe безопасно"),
        ("сор", "сор"),
        ("α-tocopherol, TGF-β, 5 μg, 5 µg", "α-tocopherol, TGF-β, 5 μg, 5 μg"),
    ],
)
def test_lookalikes_become_latin_only_in_words_that_hold_latin(text: str, folded: str) -> None:
    assert fold(text).text == folded


PHRASE = "clinically proven"


@pytest.mark.parametrize(
    "disguise",
    [
        pytest.param("CLINICALLY Proven", id="case"),
        pytest.param("clinically  proven", id="double space"),
        pytest.param("clinically\nproven", id="line break"),
        pytest.param("clinically\r\n    proven", id="line break and indent"),
        pytest.param("clinically\tproven", id="tab"),
        pytest.param("clinically\u00a0proven", id="no-break space"),
        pytest.param("clinically\u2009\u202fproven", id="thin spaces"),
        pytest.param("clinically \u200b proven", id="zero-width space between spaces"),
        pytest.param("clin\u200bically proven", id="zero-width space"),
        pytest.param("clin\u200cically pro\u200dven", id="joiners"),
        pytest.param("clinic\u2060ally proven", id="word joiner"),
        pytest.param("clinic\ufeffally proven", id="byte order mark"),
        pytest.param("clini\u00adcally pro\u00adven", id="soft hyphen"),
        pytest.param("clin\ufe0fically proven\ufe00", id="variation selectors"),
        pytest.param("clin\u200eically \u061cproven", id="bidi marks"),
        pytest.param("clin\u202dically\u202c proven", id="bidi override"),
        pytest.param("clin\U000e0069ically proven", id="tag character"),
        pytest.param("clin\u3164ically proven", id="Hangul filler"),
        pytest.param("clin\u034fically proven", id="grapheme joiner"),
        pytest.param("ｃｌｉｎｉｃａｌｌｙ　ｐｒｏｖｅｎ", id="full width"),
        pytest.param("𝓬𝓵𝓲𝓷𝓲𝓬𝓪𝓵𝓵𝔂 𝓹𝓻𝓸𝓿𝓮𝓷", id="mathematical script"),
        pytest.param("ⓒⓛⓘⓝⓘⓒⓐⓛⓛⓨ ⓟⓡⓞⓥⓔⓝ", id="circled"),
        pytest.param("ᴄʟɪɴɪᴄᴀʟʟʏ ᴘʀᴏᴠᴇɴ", id="small capitals"),
        pytest.param("clínicàlly prövẽn", id="accents"),
        pytest.param("cli\u0301nicall\u0336y p\u0308\u0329\u0301roven", id="combining marks"),
        pytest.param("сlinically рrоven", id="Cyrillic letters"),
        pytest.param("clinicαlly prονen", id="Greek letters"),
        pytest.param("clınıcally proven", id="dotless i"),
        pytest.param("ᶜˡⁱⁿⁱᶜᵃˡˡʸ ᵖʳᵒᵛᵉⁿ", id="superscript letters"),
    ],
)
def test_disguises(disguise: str) -> None:
    copy = f"It is {disguise}, they say."
    folded = fold(copy)
    start = folded.lower.index(PHRASE)
    span = Span(start, start + len(PHRASE))
    place = folded.map.to_source(span) if folded.map else span
    assert (place.start, copy[place.end :]) == (6, ", they say.")


@pytest.mark.parametrize(
    "text",
    [
        "Процедура безопасна для большинства пациентов.",
        "Η θεραπεία μπορεί να βοηθήσει.",
        "العلاج آمن لمعظم المرضى",
        "उपचार के बाद",
        "治疗后当天即可回家。",
        "기침이 날 수 있습니다",
    ],
)
def test_other_scripts_stay(text: str) -> None:
    assert fold(text) == Folded(text, text.lower(), None)


def slices(text: str) -> list[str]:
    """Return what each folded character stands for."""
    folded = fold(text)
    assert folded.map is not None
    spans = [folded.map.to_source(Span(at, at + 1)) for at in range(len(folded.text))]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b", ["a", "  ", "b"]),
        ("a\r\n b", ["a", "\r\n ", "b"]),
        ("a…b", ["a", "…", "…", "…", "b"]),
        ("cafe\u0301s", ["c", "a", "f", "e\u0301", "s"]),
        ("s\u200bafe", ["s\u200b", "a", "f", "e"]),
        ("\u200bsafe", ["s", "a", "f", "e"]),
        ("“½”", ["“", "½", "½", "½", "”"]),
        ("PRP™ is", ["P", "R", "P™", " ", "i", "s"]),
        ("a \u200b\u00a0 b", ["a", " \u200b\u00a0 ", "b"]),
        ("é… ok…", ["é", "…", "…", "…", " ", "o", "k", "…", "…", "…"]),
        ("да½ x", ["д", "а", "½", "½", "½", " ", "x"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert slices(text) == expected


def test_what_folds_to_nothing_maps_to_nothing() -> None:
    folded = fold("\u200b\u2060")
    assert (folded.text, folded.lower) == ("", "")
    assert folded.map is not None
    assert folded.map.length == 0


def test_many_different_characters() -> None:
    text = "ＡＢＣＤＥＦＧＨＩＪＫＬＭ – “ñ” ’"
    assert fold(text) == Folded('ABCDEFGHIJKLM - "n" \'', 'abcdefghijklm - "n" \'', None)


def test_long_runs_beyond_ascii() -> None:
    assert fold("治疗½" * 5 + "…").text == "治疗1⁄2" * 5 + "..."


def test_every_letter_mark_and_sign_is_stable() -> None:
    """Over all of Unicode but for unassigned, private and unified CJK characters, which fold to themselves."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) in ("Cn", "Co", "Cs") or 0x3400 <= code < 0xA000 or 0x20000 <= code < 0x2F800:
            continue
        folded = fold(char)
        assert len(folded.lower) == len(folded.text), hex(code)
        assert fold(folded.text).text == folded.text, hex(code)
        assert fold(folded.lower).text == folded.lower, hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain “text”, é, \u200b, \u200e", ()),
        ("a\u202eb\u2069", ((1, "RIGHT-TO-LEFT OVERRIDE"), (3, "POP DIRECTIONAL ISOLATE"))),
        ("\U000e0041", ((0, "TAG LATIN CAPITAL LETTER A"),)),
        ("x\U000e0001", ((1, "LANGUAGE TAG"),)),
        ("\u3164 \uffa0", ((0, "HANGUL FILLER"), (2, "HALFWIDTH HANGUL FILLER"))),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag", ()),
        ("\U0001f3f4\U000e0067 cut", ((1, "TAG LATIN SMALL LETTER G"),)),
    ],
)
def test_suspicious(text: str, expected: tuple[tuple[int, str], ...]) -> None:
    assert suspicious(text) == expected


TRICKY = (
    "aZé I.-'\"5  \n\t\r\x0c\x85\u00a0\u2028\u3000’“”–…½™¹₂ﬁＳ𝐬ß"
    "\u00ad\u200b\ufeff\ufe0f\u202e\U000e0061\u3164\u0301\u0338\u20e3"
    "İıſKÅаеЕйи\u0306οΣςα¨´ﾞｶ\u3099가\u1100\u1161\u11a8ไ\u0e33क\u093c漢㎎ﷺ=<\ud800😀\u200d\x00\x1c"
)
copy = st.one_of(st.text(), st.text(st.sampled_from(TRICKY)), st.text(st.sampled_from("ab \n’…\u200b\u0301½")))


@given(copy)
@example("\u1100\u0301\u1161")
@example("=\u200b\u0338")
@example(" ¨ ")
def test_folding_is_settled_and_places_are_kept(text: str) -> None:
    folded = fold(text)
    assert len(folded.lower) == len(folded.text)
    assert folded.lower == folded.text.lower()
    assert fold(folded.text).text == folded.text
    assert "  " not in folded.text
    if folded.map is None:
        assert len(folded.text) == len(text)
        return
    assert folded.map.length == len(folded.text)
    reached = 0
    for at in range(len(folded.text)):
        span = folded.map.to_source(Span(at, at + 1))
        assert reached <= span.start < span.end <= len(text)
        reached = span.start
    for inner, source, exact in folded.map.segments():
        assert not exact or len(fold(text[source.start : source.end]).text) == inner.end - inner.start


@given(copy)
def test_no_letter_of_ascii_is_lost(text: str) -> None:
    remaining = iter(fold(text).text)
    assert [char for char in text if char.isascii() and char.isalnum() and char not in remaining] == []


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"])), st.text(st.sampled_from(" \n\t\r")))
def test_white_space_between_words_is_one_space(word: str, space: str) -> None:
    assert fold(f"{word}.{space} {word}").text == f"{word}. {word}"
