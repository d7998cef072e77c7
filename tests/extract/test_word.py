"""Copy in Word documents: what is read, what is left out, and where it says that it stands."""

from __future__ import annotations

import pytest
from extracted import faults, rows
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import NAMESPACES, docx, p, t

from claimlint.extract import Format, extract_bytes
from claimlint.extract.word import open_word, read_docx
from claimlint.model.document import Document, IncidentKind, Mark, MarkKind


def read(*content: str, **others: object) -> Document:
    document = read_docx(docx(*content, **others), "draft.docx")  # type: ignore[arg-type]
    assert faults(document) == []
    assert document.is_extracted
    assert document.source.text == "".join(block.text + "\n" for block in document.blocks)
    return document


def texts(*content: str) -> list[str]:
    return [block.text for block in read(*content).blocks]


def field(code: str, *result: str) -> str:
    """Return a field with its code and result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{"".join(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_the_kinds_and_places_of_blocks() -> None:
    document = read(
        p("About PRP", style="H1"),
        p("It is ", "<w:r><w:rPr><w:b/></w:rPr><w:t>saf</w:t></w:r>", "e."),
        p("Safety", style="Ours"),
        p(),
        p("It can help with:"),
        p("hair", style="Bullets"),
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>' + t("skin") + "</w:p>",
        p("She said so.", style="Cite"),
        p("• pasted"),
        p("Odd", style="Loop"),
        p("Last", style="Nowhere"),
    )
    assert rows(document) == [
        ("heading:1", "About PRP", ()),
        ("paragraph", "It is safe.", ()),
        ("heading:2", "Safety", ()),
        ("paragraph", "It can help with:", ()),
        ("list-item", "hair", (3,)),
        ("list-item", "skin", (3,)),
        ("quote", "She said so.", ()),
        ("list-item", "pasted", ()),
        ("paragraph", "Odd", ()),
        ("paragraph", "Last", ()),
    ]
    assert [block.place for block in document.blocks[:5]] == [
        "paragraph 1",
        "“About PRP”, paragraph 2",
        "“About PRP”, paragraph 3",
        "“About PRP › Safety”, paragraph 4",
        "“About PRP › Safety”, paragraph 5",
    ]


def test_a_header_cell_leads_its_column_and_the_first_cell_its_row() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    gone = row("gone", "gone", properties="<w:trPr><w:del/></w:trPr>")
    document = read(f"<w:tbl>{row('Treatment', 'Downtime')}{gone}{row('PRP', 'None')}</w:tbl>")
    assert rows(document) == [
        ("table-cell", "Treatment", ()),
        ("table-cell", "Downtime", ()),
        ("table-cell", "PRP", (0,)),
        ("table-cell", "None", (1, 2)),
    ]
    assert document.blocks[3].place == "table 1, row 3, cell 2"
    plain = '<w:tblPr><w:tblLook w:val="0480"/></w:tblPr>'
    assert rows(read(f"<w:tbl>{plain}{row('a', 'b')}{row('c', 'd')}</w:tbl>"))[3] == ("table-cell", "d", ())


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<w:del><w:r><w:delText>old </w:delText></w:r><w:r><w:t>x</w:t></w:r></w:del>", "AB"),
        ("<w:ins><w:r><w:t>new</w:t></w:r></w:ins>", "AnewB"),
        ("<w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>", "AB"),
        ("<w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo>", "AmovedB"),
        ("<w:r><w:t> trimmed </w:t></w:r>", "AtrimmedB"),
        ("<w:r><w:t>a&amp;b</w:t></w:r>", "Aa&bB"),
        ("<w:r><w:t><![CDATA[a<b]]></w:t></w:r>", "Aa<bB"),
        ("<w:r><w:t>a\nb</w:t></w:r>", "Aa bB"),
        ("<w:r><w:tab/></w:r>", "A\tB"),
        ("<w:r><w:br/></w:r>", "A B"),
        ("<w:r><w:noBreakHyphen/></w:r>", "A\u2011B"),
        ("<w:r><w:softHyphen/></w:r>", "A\xadB"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", "AB"),
        ("<w:smartTag><w:r><w:t>tag</w:t></w:r></w:smartTag>", "AtagB"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", "AcontrolB"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            "<w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>",
            "AB",
        ),
        ('<w:fldSimple w:instr="PAGE">' + t("7") + "</w:fldSimple>", "A7B"),
        (field("MERGEFIELD name", t("Ann")), "AAnnB"),
        (field("IF " + "x", field("PAGE", t("1"))), "A1B"),
        (field('TOC \\o "1-3"', t("Contents")), "AB"),
        ('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "AB"),
        ("<mc:AlternateContent><mc:Choice>" + t("new") + "</mc:Choice><mc:Fallback>" + t("old") + "</mc:Fallback>"
         "</mc:AlternateContent>", "AnewB"),
    ],
)  # fmt: skip
def test_what_of_a_paragraph_is_copy(markup: str, expected: str) -> None:
    assert texts(p(t("A") + markup + t("B"))) == [expected]


def test_hidden_text_is_read_and_marked() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>now</w:t></w:r>"
    styled = '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>here</w:t></w:r>'
    shown = '<w:r><w:rPr><w:rStyle w:val="Secret"/><w:vanish w:val="0"/></w:rPr><w:t>!</w:t></w:r>'
    formerly = "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>?</w:t></w:r>"
    (block,) = read(p("Buy ", hidden, styled, shown, formerly)).blocks
    assert (block.text, block.marks) == ("Buy nowhere!?", (Mark(MarkKind.HIDDEN, 4, 11, ""),))


def test_a_paragraph_goes_on_where_the_mark_at_its_end_was_deleted() -> None:
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + t("It is safe ") + "</w:p>"
    assert texts(first, p("for everyone.")) == ["It is safe for everyone."]
    assert texts(first) == ["It is safe"]


def test_links_are_marked() -> None:
    link = '<w:hyperlink r:id="k">' + t("study") + "</w:hyperlink>"
    old = field('HYPERLINK "https://doi.org/2"', t("other"))
    document = read(p("A ", link, " and ", old), links=(("k", "hyperlink", "https://doi.org/1"),))
    assert document.blocks[0].marks == (
        Mark(MarkKind.LINK, 2, 7, "https://doi.org/1"),
        Mark(MarkKind.LINK, 12, 17, "https://doi.org/2"),
    )


def test_boxes_and_pictures_come_after_their_paragraph() -> None:
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:docPr descr="A happy patient" title="Ann"/>'
        f"<wps:txbx><w:txbxContent>{p('In a box')}{p('Twice')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('In a box')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p("Before ", box, "after."), p("Next"))
    assert [(block.kind.value, block.text, block.place) for block in document.blocks] == [
        ("paragraph", "Before after.", "paragraph 1"),
        ("alt", "A happy patient", "picture in paragraph 1"),
        ("attribute", "Ann", "picture in paragraph 1"),
        ("paragraph", "In a box", "text box in paragraph 1"),
        ("paragraph", "Twice", "text box in paragraph 1"),
        ("paragraph", "Next", "paragraph 2"),
    ]


def test_other_parts_are_read_if_the_body_refers_to_them() -> None:
    section = '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>'
    mark = '<w:r><w:footnoteReference w:id="9"/></w:r>'
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1">{p("line")}</w:footnote>'
        f'<w:footnote w:id="8">{p("left over")}</w:footnote><w:footnote w:id="9">{p("the note")}</w:footnote>'
        "</w:footnotes>"
    )
    document = read(
        p("Text", mark),
        section,
        links=(
            ("h", "header", "header1.xml"),
            ("f", "footer", "/word/footer1.xml"),
            ("o", "header", "header2.xml"),
            ("n", "footnotes", "footnotes.xml"),
            ("c", "comments", "comments.xml"),
        ),
        others={
            "word/header1.xml": f"<w:hdr {NAMESPACES}>{p('top')}</w:hdr>",
            "word/header2.xml": f"<w:hdr {NAMESPACES}>{p('unused')}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {NAMESPACES}>{p('bottom')}</w:ftr>",
            "word/footnotes.xml": notes,
            "word/comments.xml": f"<w:comments {NAMESPACES}><w:comment>{p('not copy')}</w:comment></w:comments>",
        },
    )
    assert [(block.kind.value, block.text, block.place) for block in document.blocks] == [
        ("paragraph", "Text", "paragraph 1"),
        ("paragraph", "top", "header"),
        ("paragraph", "bottom", "footer"),
        ("footnote", "the note", "footnote 1"),
    ]
    assert document.blocks[0].marks == (Mark(MarkKind.FOOTNOTE, 4, 4, "footnote 1"),)


def test_what_lies_elsewhere_is_an_incident() -> None:
    document = read(
        p("Text"), '<w:altChunk r:id="a"/><w:sectPr><w:headerReference r:id="h"/></w:sectPr>',
        links=(("a", "aFChunk", "part.html"), ("h", "header", "https://example.com/header.xml")),
    )  # fmt: skip
    assert [(item.kind, item.detail.partition(";")[0]) for item in document.incidents] == [
        (IncidentKind.MARKUP, "it takes in a document that is kept in it in another format"),
        (IncidentKind.MARKUP, "a header lies outside of the file, which is never opened"),
    ]
    opened = read(p(t("A") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t("safe for everyone")))
    assert [item.detail for item in opened.incidents] == [
        "a field in the body is never closed, so what follows it was not read"
    ]


def test_the_strict_form_and_other_prefixes_are_read() -> None:
    strict = (
        '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body>'
        "<x:p><x:r><x:t>Strict</x:t></x:r></x:p></x:body></x:document>"
    )
    assert [block.text for block in read(others={"word/document.xml": strict}).blocks] == ["Strict"]
    assert [block.text for block in read(others={"word/document.xml": strict.encode("utf-16")}).blocks] == ["Strict"]


def test_pieces_lead_back_to_the_bytes() -> None:
    word = open_word(
        docx(p("é &amp; ", "<w:r><w:t> B </w:t></w:r>", "<w:r><w:tab/></w:r>", "C")), "a", keeps_places=True
    )
    (draft,) = word.drafts
    data = word.parts["word/document.xml"]
    found = [(draft.text[piece.start : piece.end], data[piece.at : piece.until]) for piece in draft.pieces]
    assert found == [("é ", "é ".encode()), ("&", b"&amp;"), (" ", b" "), ("B", b"B"), ("\t", b""), ("C", b"C")]


MARKUP = st.sampled_from([
    t("safe "), "<w:tab/>", "<w:r>", "</w:r>", "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>",
    "</w:tc>", "<w:del>", "</w:del>", "<w:txbxContent>", "</w:txbxContent>", '<w:fldChar w:fldCharType="end"/>',
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', "<w:instrText>x</w:instrText>",
    "<w:hyperlink>", "</w:hyperlink>", "<mc:Choice/>", "<w:sdtContent>", "</w:sdtContent>", "<w:footnote>",
    "</w:footnote>", '<w:gridSpan w:val="99"/>', "<w:rPr><w:vanish/></w:rPr>", "<w:t>", "</w:t>", "<w:sdt>", "</w:sdt>",
])  # fmt: skip


@given(st.lists(MARKUP, max_size=40))
def test_any_nesting_is_read_or_refused(pieces: list[str]) -> None:
    stack: list[str] = []
    content = []
    for piece in pieces:  # balance the tags, so that it is XML
        if piece.startswith("</"):
            if not stack or stack[-1] != piece:
                continue
            stack.pop()
        elif piece.count("<") == 1 and not piece.endswith("/>"):
            stack.append("</" + piece[1:])
        content.append(piece)
    document = read_docx(docx("".join(content) + "".join(reversed(stack))), "a.docx")
    assert faults(document) == []


@given(st.data())
def test_damaged_documents_never_raise(data: st.DataObject) -> None:
    whole = bytearray(docx(p("It is safe for everyone.")))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        document = extract_bytes(damaged, "a.docx", Format.DOCX)
        assert [item.detail for item in document.incidents if "could not be read as" in item.detail] == []
        assert bool(document.incidents) != bool([block.text for block in document.blocks])


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_reason(data: bytes) -> None:
    (incident,) = extract_bytes(b"PK\x03\x04" + data, "a.docx", Format.DOCX).incidents
    assert incident.kind in (IncidentKind.UNREADABLE, IncidentKind.UNSUPPORTED)
