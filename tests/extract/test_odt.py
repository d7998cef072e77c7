"""Copy in OpenDocument texts: what is read, what is left out, and where it says that it stands."""

from __future__ import annotations

import pytest
from extracted import faults, rows
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import packed

from claimlint.extract import Format, extract_bytes
from claimlint.extract.odt import read_odt
from claimlint.model.document import Document, IncidentKind, Mark, MarkKind

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    [f'xmlns:{name}="{_NAMES}{name}:1.0"' for name in ("office", "text", "table", "style")]
    + [
        f'xmlns:draw="{_NAMES}drawing:1.0" xmlns:svg="{_NAMES}svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)
STYLES = (
    f"<office:document-styles {NAMESPACES}><office:master-styles><style:master-page>"
    "<style:header><text:p>On top</text:p></style:header><style:footer><text:p>Below</text:p></style:footer>"
    "</style:master-page></office:master-styles></office:document-styles>"
)
AUTOMATIC = (
    '<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
)


def odt(*content: str, styles: str = "", manifest: str = "<m/>", kind: str = "text") -> bytes:
    body = f"<office:body><office:{kind}>{''.join(content)}</office:{kind}></office:body>"
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMESPACES}>{AUTOMATIC}{body}</office:document-content>",
        "META-INF/manifest.xml": manifest,
    }
    return packed(parts | ({"styles.xml": styles} if styles else {}))


def read(*content: str, styles: str = "") -> Document:
    document = read_odt(odt(*content, styles=styles), "draft.odt")
    assert faults(document) == []
    return document


def test_the_kinds_and_places_of_blocks() -> None:
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ("hair", "skin"))
    rows_ = "".join(
        f"<table:table-row><table:table-cell><text:p>{a}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{b}</text:p></table:table-cell></table:table-row>"
        for a, b in (("Treatment", "Downtime"), ("PRP", "None"))
    )
    document = read(
        '<text:p text:style-name="P1">About</text:p><text:h text:outline-level="2">Use</text:h>',
        f"<text:p>It helps with:</text:p><text:list>{items}</text:list><table:table>{rows_}</table:table>",
        '<text:p>A<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>The note</text:p></text:note-body></text:note> b</text:p>",
        "<text:p>Box<draw:frame><draw:text-box><text:p>inside</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image/><svg:desc>A face</svg:desc></draw:frame></text:p>",
        styles=STYLES,
    )
    assert rows(document) == [
        ("heading:1", "About", ()),
        ("heading:2", "Use", ()),
        ("paragraph", "It helps with:", ()),
        ("list-item", "hair", (2,)),
        ("list-item", "skin", (2,)),
        ("table-cell", "Treatment", ()),
        ("table-cell", "Downtime", ()),
        ("table-cell", "PRP", (5,)),
        ("table-cell", "None", (6, 7)),
        ("paragraph", "A b", ()),
        ("footnote", "The note", ()),
        ("paragraph", "Box", ()),
        ("paragraph", "inside", ()),
        ("alt:alt", "A face", ()),
        ("paragraph", "On top", ()),
        ("paragraph", "Below", ()),
    ]
    assert [block.place for block in document.blocks[8:]] == [
        "“About › Use”, table 1, row 2, cell 2",
        "“About › Use”, paragraph 6",
        "“About › Use”, footnote 1",
        "“About › Use”, paragraph 7",
        "“About › Use”, text box in paragraph 7",
        "“About › Use”, picture in paragraph 7",
        "header",
        "footer",
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<text:span>one</text:span> <text:span>word</text:span>", "one word"),
        ("clin<text:span>ically</text:span>", "clinically"),
        ("a\n   b <text:span> c</text:span>", "a b c"),
        ('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d', "a  b\tc d"),
        ("a<office:annotation><text:p>note</text:p></office:annotation>b", "ab"),
        ("a<text:page-number>7</text:page-number>", "a7"),
    ],
)
def test_what_of_a_paragraph_is_copy(markup: str, expected: str) -> None:
    document = read(
        "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>",
        f"<text:p>{markup}</text:p><text:table-of-content><text:p>index</text:p></text:table-of-content>",
    )
    assert [block.text for block in document.blocks] == [expected]


def test_hidden_text_and_links_are_marked() -> None:
    (block,) = read(
        '<text:p>Buy <text:span text:style-name="T1">now</text:span> or <text:a xlink:href="https://a.b">read</text:a></text:p>'
    ).blocks
    assert block.marks == (Mark(MarkKind.HIDDEN, 4, 7, ""), Mark(MarkKind.LINK, 11, 15, "https://a.b"))


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (odt(manifest="<m><manifest:encryption-data/></m>"), IncidentKind.UNREADABLE, "protected by a password"),
        (odt(kind="spreadsheet"), IncidentKind.UNSUPPORTED, "an OpenDocument file, but no text"),
        (packed({"a": "b"}), IncidentKind.UNSUPPORTED, "no OpenDocument text"),
        (packed({"content.xml": "<!DOCTYPE a><a/>"}), IncidentKind.UNREADABLE, "declares a document type"),
        (packed({"content.xml": b" " * 40_000_000}), IncidentKind.TOO_LARGE, "inflates to more than"),
        (b"", IncidentKind.UNREADABLE, "not a zip package"),
    ],
)
def test_it_is_refused_with_a_reason(data: bytes, kind: IncidentKind, reason: str) -> None:
    document = extract_bytes(data, "draft.odt", Format.ODT)
    (incident,) = document.incidents
    assert (incident.kind, document.blocks) == (kind, ())
    assert reason in incident.detail


TAGS = st.sampled_from([
    "text:p", "text:span", "text:list", "text:list-item", "table:table", "table:table-row", "table:table-cell",
    "text:note", "draw:frame", "svg:desc", "text:a", "text:s", "office:text", "style:header", "text:h",
])  # fmt: skip


def element(tag: str, parts: list[str]) -> str:
    return f"<{tag}>{''.join(parts)}</{tag}>"


NESTED = st.recursive(st.just("x "), lambda inner: st.builds(element, TAGS, st.lists(inner, max_size=3)), max_leaves=20)


@given(NESTED)
def test_any_nesting_is_read(content: str) -> None:
    document = extract_bytes(odt(content, styles=STYLES), "a.odt", Format.ODT)
    assert (document.incidents, faults(document)) == ((), [])
