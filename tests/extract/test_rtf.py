"""Copy in RTF files: what is read, what is left out, and where in the file it stands."""

from __future__ import annotations

from contextlib import suppress

import pytest
from extracted import faults, rows, slice_of
from hypothesis import example, given
from hypothesis import strategies as st

from claimlint.errors import ReadError
from claimlint.extract import Format, extract
from claimlint.model.document import Document, IncidentKind, Mark, MarkKind
from claimlint.text.decode import decode

FONTS = (
    r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset204 Arial Cyr;}{\f3\fcharset128 Gothic;}"
    r"{\f4\fcharset1\cpg1250 Odd;}}"
)
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Zwischentitel;}{\s3 Title;}{\*\cs4 Heading 1 Char;}}"
)


def document_of(data: bytes) -> Document:
    return extract(decode(data, "draft.rtf"), Format.RTF)


def read(content: str, head: str = FONTS + STYLES) -> Document:
    document = document_of((r"{\rtf1\ansi\ansicpg1252\deff0" + head + content + "}").encode("latin-1"))
    assert (document.incidents, faults(document)) == ((), [])
    return document


def texts(content: str) -> list[str]:
    return [block.text for block in read(content).blocks]


def test_the_kinds_and_places_of_blocks() -> None:
    document = read(
        r"{\header\pard On top\par}{\footerl\pard Below\par}"
        r"\pard\s3 About\par\pard\s1 Use\par\pard\outlinelevel2 Deep\par"
        r"\pard It helps with:\par{\listtext\bullet\tab}\pard\ls1\ilvl0 hair\par\pard\ls1\ilvl1 skin\par"
        r"\pard\intbl Treatment\cell Downtime\cell\row\pard\intbl PRP\cell One\par None\cell\row"
        r"\pard A{\footnote\pard{\super\chftn} The note\par} b\par"
        r"\pard Box{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard inside\par}}}\par"
    )
    assert rows(document) == [
        ("heading:1", "About", ()),
        ("heading:1", "Use", ()),
        ("heading:3", "Deep", ()),
        ("paragraph", "It helps with:", ()),
        ("list-item", "hair", (3,)),
        ("list-item", "skin", ()),
        ("table-cell", "Treatment", ()),
        ("table-cell", "Downtime", ()),
        ("table-cell", "PRP", (6,)),
        ("table-cell", "One", (7, 8)),
        ("table-cell", "None", (7, 8)),
        ("paragraph", "A b", ()),
        ("footnote", "The note", ()),
        ("paragraph", "Box", ()),
        ("paragraph", "inside", ()),
        ("paragraph", "On top", ()),
        ("paragraph", "Below", ()),
    ]
    assert [block.place for block in document.blocks[10:]] == [
        "“Use › Deep”, table 1, row 2, cell 2",
        "“Use › Deep”, paragraph 7",
        "“Use › Deep”, footnote 1",
        "“Use › Deep”, paragraph 8",
        "“Use › Deep”, text box in paragraph 8",
        "header",
        "footer",
    ]
    assert document.blocks[11].marks == (Mark(MarkKind.FOOTNOTE, 1, 1, "1"),)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r"{\b clin}ically", "clinically"),
        ("clin\r\nically", "clinically"),
        (r"a\~b\-c\_d \{e\} \\", "a\xa0b\xadc\u2011d {e} \\"),
        (r"\lquote a\rquote  \ldblquote b\rdblquote  \endash\emdash\bullet", "‘a’ “b” –—•"),
        (r"caf\'e9 \'93x\'94", "café “x”"),
        ("caf\xe9", "café"),
        (r"\f2\'e4\'e0", "да"),
        (r"{\f3\'82\'a0\'83A}b", "あアb"),
        (r"\f3" + "\x83A\x82\xa0", "アあ"),
        (r"\f4\'9a\plain\'9a", "šš"),
        (r"x\f1\'b7\'61", "x\uf0b7\uf061"),
        (r"\u233?\u8217\'92\uc0\u233 x\uc2\u233??y", "é’éxéy"),
        (r"\uc2\u233{}?y", "é?y"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"\u-10179?x", "\ufffdx"),
        (r"{\f3\'82}x", "\ufffdx"),
        (r"\uc1\u8364\bin1 {x", "€x"),
        (r"a\tab b\line c", "a\tb c"),
        (r"a{\v b}{\deleted c}{\revised d}", "abd"),
        (r"a{\field{\*\fldinst REF x}{\fldrslt b}}c", "abc"),
        (r"a{\field{\*\fldinst {TOC \\o}}{\fldrslt b}}c", "ac"),
        (r"a{\pict\pngblip 4142}{\*\unknown b}{\xe{\v c}}{\object\result{d}}e", "ae"),
        (r"a{\bin3 {{{}b", "ab"),
        (r"a\page b", "a|b"),
        (r"{\upr{a}{\*\ud b}}c", "ac"),
        ("a\\\nb", "a|b"),
        (r"\pard\fs20 {\info{\title no}}{\stylesheet{\s9 no;}}a", "a"),
        (r"{\shp{\*\shpinst{\shptxt a\par}}{\shprslt{\*\do{\dptxbxtext b\par}}}}", "a"),
    ],
)
def test_what_of_a_paragraph_is_copy(content: str, expected: str) -> None:
    assert "|".join(texts(r"\pard " + content + r"\par")) == expected


def test_places_hold_what_gives_the_letters() -> None:
    document = read("\\pard It is sa\r\nfe for Ren\\'e9e\\u8217\\'92s {\\i every}one.\\par")
    assert document.blocks[0].text == "It is safe for Renée’s everyone."
    assert slice_of(document, 0, "safe") == "sa\r\nfe"
    assert slice_of(document, 0, "Renée’s") == r"Ren\'e9e\u8217\'92s"
    assert slice_of(document, 0, "’") == r"\u8217\'92"
    assert slice_of(document, 0, "everyone") == r"every}one"


def test_hidden_text_and_links_are_marked() -> None:
    (block,) = read(
        r"\pard Buy {\v now}\v  then\v0  {\field{\*\fldinst HYPERLINK "
        + '"https://a.b"'
        + r"}{\fldrslt{\ul read}}} it\par"
    ).blocks
    assert block.text == "Buy now then read it"
    assert block.marks == (Mark(MarkKind.HIDDEN, 4, 12, ""), Mark(MarkKind.LINK, 13, 17, "https://a.b"))


@pytest.mark.parametrize(
    ("data", "kind", "reason", "blocks"),
    [
        (b"It is safe.", IncidentKind.MARKUP, "it is no RTF file", 0),
        (b"", IncidentKind.MARKUP, "it is no RTF file", 0),
        (rb"{\rtf1 a{\b b", IncidentKind.MARKUP, "ends inside of a group", 1),
        (rb"{\rtf1 " + b"{" * 3_000, IncidentKind.TOO_LARGE, "more than 2,000 groups", 0),
        (rb"{\rtf1 " + rb"\'41" * 1_000_001 + b"}", IncidentKind.TOO_LARGE, "more than 1,000,000 characters", 0),
        (rb"{\rtf1 " + rb"a\par " * 50_001 + b"}", IncidentKind.TOO_LARGE, "more than 50,000 paragraphs", 0),
    ],
)
def test_it_is_refused_with_a_reason(data: bytes, kind: IncidentKind, reason: str, blocks: int) -> None:
    document = document_of(data)
    (incident,) = document.incidents
    assert (incident.kind, len(document.blocks)) == (kind, blocks)
    assert reason in incident.detail


def test_what_follows_the_last_group_is_not_read() -> None:
    assert [block.text for block in document_of(rb"{\rtf1 a}b").blocks] == ["a"]


UNITS = [
    "{", "}", r"\par ", r"\pard ", r"\'e9", r"\'82", r"\u233?", r"\u-10179?", r"\uc0 ", r"\uc9 ", r"\*", r"\f3 ",
    r"\f1 ",
    r"\v ", r"\v0 ", r"\plain ", r"\cell ", r"\row ", r"\intbl ", r"\footnote ", r"\header ", r"\shptxt ", r"\shprslt ",
    r"\field ", r"\fldinst ", r"\fldrslt ", r"\fonttbl ", r"\stylesheet ", r"\s1 ", r"\ls1 ", r"\ilvl3 ", r"\pntext ",
    r"\deleted ", r"\bin3 ", r"\bin-1 ", r"\outlinelevel1 ", r"\nestcell ", r"\ansicpg932 ", r"\ansicpg99999 ",
    r"\mac ",
    r"\cpg65001 ", "\\", r"\\", r"\~", ";", " ", "word", 'HYPERLINK "', "é", "\x82", "\r\n", "\0", "https://a.b", "•",
]  # fmt: skip


@given(st.lists(st.sampled_from(UNITS), max_size=60).map("".join))
@example(r"{\footnote{\header a\par{\footnote b}")
@example(r"\fldrslt{\fldinst}{\fldrslt}\par}")
def test_any_words_give_blocks_whose_maps_are_true(content: str) -> None:
    data = (r"{\rtf1" + FONTS + STYLES + content).encode("utf-8")
    document = document_of(data)
    assert faults(document) == []
    assert not [one for one in document.incidents if "could not be read as" in one.detail]


@given(st.binary(max_size=200))
def test_any_bytes_give_blocks_whose_maps_are_true(data: bytes) -> None:
    for start in (b"", rb"{\rtf1 "):
        with suppress(ReadError):  # what is no text has no blocks either
            document = document_of(start + data)
            assert faults(document) == []
            assert not [one for one in document.incidents if "could not be read as" in one.detail]
