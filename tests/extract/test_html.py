"""What is copy on a page, of what kind, and where exactly it stands."""

from __future__ import annotations

import pytest

from claimlint.extract.html import extract_html, html_blocks
from claimlint.model.document import Block, Incident, IncidentKind, Mark, MarkKind, Source
from claimlint.model.span import Span


def kinds_and_texts(html: str) -> list[tuple[str, str]]:
    return [(str(block.kind), " ".join(block.text.split())) for block in html_blocks(html).blocks]


def source_of(html: str, block: Block, part: str) -> str:
    """The slice of the source that ``part`` of the block's text leads to."""
    start = block.text.index(part)
    span = block.map.to_source(Span(start, start + len(part)))
    return html[span.start : span.end]


def only(html: str) -> Block:
    found = html_blocks(html)
    assert found.incidents == ()
    (block,) = found.blocks
    return block


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Safe.</p>", [("paragraph", "Safe.")]),
        ("<div>One<div>Two</div>Three</div>", [("paragraph", "One"), ("paragraph", "Two"), ("paragraph", "Three")]),
        ("<h3>Safe</h3>", [("heading", "Safe")]),
        ("<ul><li>a<li>b</ul>c", [("list-item", "a"), ("list-item", "b"), ("paragraph", "c")]),
        ("<li><p>a</p><p>b</p></li>", [("list-item", "a"), ("list-item", "b")]),
        ("<table><tr><th>a<td>b</table>c", [("table-cell", "a"), ("table-cell", "b"), ("paragraph", "c")]),
        ("<table><caption>a</caption><tr><td>b</table>", [("caption", "a"), ("table-cell", "b")]),
        ("<figure>a<figcaption>b</figcaption></figure>c", [("paragraph", "a"), ("caption", "b"), ("paragraph", "c")]),
        ("<blockquote><p>a</p>b</blockquote>c", [("quote", "a"), ("quote", "b"), ("paragraph", "c")]),
        ("<blockquote><ul><li>a</ul>b</blockquote>", [("list-item", "a"), ("quote", "b")]),
        ("<button>Book</button> now", [("button", "Book"), ("paragraph", "now")]),
        ("<title>a &amp; <b></title>", [("title", "a & <b>")]),
        ("<label>a <input></label><legend>b</legend>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<select><option>a<option>b</select>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<details><summary>a</summary>b</details>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<textarea>\na</textarea>b", [("paragraph", "a"), ("paragraph", "b")]),
        ("<noscript><p>a</p><img alt=b></noscript>c", [("paragraph", "a"), ("alt", "b"), ("paragraph", "c")]),
        ("<NoScript>a</noscript><noscript><b>b</b></noscript>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<template><p>a</p></template>", [("paragraph", "a")]),
        ("<p hidden>a</p><p aria-hidden=true>b</p>", [("paragraph", "a"), ("paragraph", "b")]),
        ("<h2>a<p>b", [("heading", "a"), ("paragraph", "b")]),
        ("<h2>a<h3>b</h3>c", [("heading", "a"), ("heading", "b"), ("paragraph", "c")]),
        ("<h1>a</h2>b", [("heading", "a"), ("paragraph", "b")]),
        ("<li id=fn1>Olsen 2002</li><li id=refund2>a</li>", [("footnote", "Olsen 2002"), ("list-item", "a")]),
        ("<x-card>a</x-card>b", [("paragraph", "a"), ("paragraph", "b")]),
        ("<p> &nbsp; </p><p>\t</p><div>&#32;</div>", []),
        ("a<plaintext>b<i>", [("paragraph", "a"), ("paragraph", "b<i>")]),
    ],
)
def test_each_element_makes_blocks_of_its_kind(html: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_texts(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<script>Cure</script>",
        "<style>.a::before{content:'Cure'}</style>",
        "<!-- Cure -->",
        "<!-- Cure > -- Cure -->",
        "<pre><code>Cure</code>Cure</pre>",
        "<code>Cure</code>",
        "<kbd>Cure</kbd><samp>Cure</samp><var>Cure</var>",
        "<math><mi>Cure</mi></math>",
        "<svg><path d=''/><style>Cure</style><metadata>Cure</metadata></svg>",
        "<svg/>",
        "<object>Cure</object><video>Cure</video><audio>Cure</audio><canvas>Cure</canvas>",
        "<iframe srcdoc='<p>Cure</p>'>Cure</iframe>",
        "<noframes>Cure</noframes><xmp>Cure</xmp>",
        "<meta name=keywords content=Cure><meta property=og:url content=Cure><meta property=og:image content=Cure>",
        "<meta name=twitter:site content=@Cure><meta name=viewport content=Cure><meta name=description>",
        "<input type=text value=Cure><a href=Cure></a><img src=Cure alt=''><b class=Cure data-title=Cure></b>",
        "<link title=Cure><!DOCTYPE Cure><?xml Cure?>",
        "{{ Cure }}{% Cure %}{# Cure #}<%= Cure %><?php Cure ?>",
    ],
)
def test_what_is_not_copy_is_left_out(html: str) -> None:
    found = html_blocks(html)

    assert (found.blocks, found.incidents) == ((), ())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b><i>c</i> d</p>", "a bc d"),
        ("<p>a<br>b</p>", "a b"),
        ("<p>a<wbr>b</p>", "ab"),
        ("<p>a<!-- x -->b</p>", "ab"),
        ("<p>a<script>x</script>b<style>x</style>c</p>", "abc"),
        ("<p>a<img src=x>b<picture><source></picture>c</p>", "abc"),
        ("<p>a<code>x</code>b</p>", "a b"),
        ("<p>a<svg><path/></svg>b</p>", "a b"),
        ("<p>a {{ x }} b</p>", "a b"),
        ("<p>a{{ x < y }}b</p>", "a b"),
        ("<p>a{% if x > 1 %}b{% endif %}</p>", "a b"),
        ("<p>a<?php if ($x > 1) { ?>b<?php } ?></p>", "a b"),
        ("<p {% if a > b %}class='c'{% endif %}>a</p>", "a"),
        ("<p>a {{ b</p>", "a {{ b"),
        ("<p>a<sub>2</sub><abbr>b</abbr><q>c</q></p>", "a2bc"),
        ("<p>a</b></i></span>b</p>", "ab"),
        ("<p>5 < 6 & 7 &unknown; &;</p>", "5 < 6 & 7 &unknown; &;"),
        ("<p>a https://x.example/free-cure?a=1&amp;b=2, b</p>", "a , b"),
    ],
)
def test_inline_markup_and_template_logic_do_not_break_a_sentence(html: str, text: str) -> None:
    assert kinds_and_texts(html) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("html", "part", "expected"),
    [
        ("<p>is <b>FDA</b>-approved now</p>", "FDA-approved", "FDA</b>-approved"),
        ("<p>no side&nbsp;effects.</p>", "side\xa0effects", "side&nbsp;effects"),
        ("<p>no side&nbsp;effects.</p>", "\xa0", "&nbsp;"),
        ("<p>the week&#8209;end</p>", "week\u2011end", "week&#8209;end"),
        ("<p>new&shy;born</p>", "new\xadborn", "new&shy;born"),
        ("<p>risk<!-- > -->-free!</p>", "risk-free", "risk<!-- > -->-free"),
        ("<p>safe\r\n  for <i>every\rone</i></p>", "safe\r\n  for every\rone", "safe\r\n  for <i>every\rone"),
        ("<p>safe\r\n  for <i>every\rone</i></p>", "one", "one"),
        ("<p\r\nid=x\r>a\r\nb</p>", "a\r\nb", "a\r\nb"),
        ("<p>tea &amp&lt cake</p>", "&", "&amp"),
        ("<p>safe</> for <b title='</>'>all</b></p>", "safe for all", "safe</> for <b title='</>'>all"),
        ("<p>x &notit; y</p>", "\xac", "&not"),
        ("<p>x &notit; y</p>", "it;", "it;"),
        ("\U0001f600<p>\U0001f600 <b>safe</b></p>", "safe", "safe"),
        ("a\0b<p>c\0d", "c\0d", "c\0d"),
        ("<p>a {{ b }} c {{ d }} end</p>", "end", "end"),
        ("<p>a{{ b }}c</p>", "a c", "a{{ b }}c"),
        ("<p>a{{ b }}c</p>", " ", "{{ b }}"),
        ("<p>a<br />b</p>", "\n", "<br />"),
        ("<p>one&hellip;</p>", "\u2026", "&hellip;"),
        ("<p>&ngE; x</p>", "\u2267\u0338", "&ngE;"),
    ],
)
def test_text_leads_to_its_exact_source(html: str, part: str, expected: str) -> None:
    block = next(block for block in html_blocks(html).blocks if part in block.text)

    assert source_of(html, block, part) == expected


@pytest.mark.parametrize(
    ("html", "name", "text", "part", "expected"),
    [
        ('<img alt="Cures &amp; heals">', "alt", "Cures & heals", "& h", "&amp; h"),
        ("<img alt='a\r\n b' src=x>", "alt", "a\r\n b", "b", "b"),
        ("<IMG SRC=x ALT=Safe>", "alt", "Safe", "Safe", "Safe"),
        ("<img alt=safe/>", "alt", "safe/", "safe", "safe"),
        ('<img alt = "safe" alt="second">', "alt", "safe", "safe", "safe"),
        ('<img data-alt="no" alt="  yes ">', "alt", "yes", "yes", "yes"),
        ('<img alt="x&copy=1 &copy; &ampx">', "alt", "x&copy=1 \xa9 &ampx", "\xa9", "&copy;"),
        ('<img alt="&#x41;&#8211;&#128;&#0;&#9999999999;">', "alt", "A\u2013\u20ac\ufffd\ufffd", "\u20ac", "&#128;"),
        ('<img alt="our {{ "big" }} sale">', "alt", "our   sale", "sale", "sale"),
        ("<a {{ x }}title=Safe>y</a>", "title", "Safe", "Safe", "Safe"),
        ("<b title='a > b'></b>", "title", "a > b", "a > b", "a > b"),
        ('<i aria-label="Free"></i>', "aria-label", "Free", "Free", "Free"),
        ('<i aria-description="Free"></i>', "aria-description", "Free", "Free", "Free"),
        ('<input placeholder="Free">', "placeholder", "Free", "Free", "Free"),
        ('<input type=SUBMIT value="Book now">', "value", "Book now", "now", "now"),
        ('<svg aria-label="Cure"></svg>', "aria-label", "Cure", "Cure", "Cure"),
        ("<svg><title>Cu<!-- -->re</title></svg>", "title", "Cu<!-- -->re", "Cu", "Cu"),
        ("<svg><desc>a &amp; <b>b</b></desc></svg>", "desc", "a & b", "& b", "&amp; <b>b"),
        ('<meta name="Description" content="Safe &lt;now&gt;">', "description", "Safe <now>", "<", "&lt;"),
        ("<meta property=og:image:alt content=Safe>", "og:image:alt", "Safe", "Safe", "Safe"),
        ("<meta content=Safe name=twitter:title>", "twitter:title", "Safe", "Safe", "Safe"),
        ("<meta itemprop=headline content=Safe>", "headline", "Safe", "Safe", "Safe"),
    ],
)
def test_attribute_texts_lead_to_their_exact_source(html: str, name: str, text: str, part: str, expected: str) -> None:
    block = next(block for block in html_blocks(html).blocks if block.name == name)

    assert (block.text, source_of(html, block, part)) == (text, expected)


def test_attributes_and_alternatives_follow_the_block_that_they_stand_in() -> None:
    html = '<p title="t">See <img alt="a"> here</p><iframe title="f"></iframe><svg><text>s</text></svg>'

    assert kinds_and_texts(html) == [
        ("paragraph", "See here"),
        ("attribute", "t"),
        ("alt", "a"),
        ("attribute", "f"),
        ("paragraph", "s"),
    ]


def test_levels_of_headings() -> None:
    assert [block.level for block in html_blocks("<h1>a</h1><h4>b</h4><p>c").blocks] == [1, 4, 0]


@pytest.mark.parametrize(
    ("html", "text", "marks"),
    [
        ('a <a href="/x">b c</a> d', "a b c d", [Mark(MarkKind.LINK, 2, 5, "/x")]),
        ("<a href='/x?a&amp;b'>b</a>", "b", [Mark(MarkKind.LINK, 0, 1, "/x?a&b")]),
        ("<a href=/x> b </a>", "b", [Mark(MarkKind.LINK, 0, 1, "/x")]),
        ("<a href=/x>a <a href=/y>b", "a b", [Mark(MarkKind.LINK, 0, 2, "/x"), Mark(MarkKind.LINK, 2, 3, "/y")]),
        ("<a href=/x></a>a<a>b</a>", "ab", []),
        ("safe<sup>1</sup>.", "safe.", [Mark(MarkKind.FOOTNOTE, 4, 4, "1")]),
        ("safe<sup>[2, 3]</sup>.", "safe.", [Mark(MarkKind.FOOTNOTE, 4, 4, "[2, 3]")]),
        ('safe<sup><a href="#fn:1">a</a></sup>', "safe", [Mark(MarkKind.FOOTNOTE, 4, 4, "#fn:1")]),
        ('safe<a href="#ref4"><sup>*</sup></a>.', "safe.", [Mark(MarkKind.FOOTNOTE, 4, 4, "#ref4")]),
        ("a<sup>1</sup><sup>2</sup>", "a", [Mark(MarkKind.FOOTNOTE, 1, 1, "1"), Mark(MarkKind.FOOTNOTE, 1, 1, "2")]),
        ("the 1<sup>st</sup> choice", "the 1st choice", []),
        ("10<sup>9</sup> cells, 5 m<sup>2</sup>", "109 cells, 5 m2", []),
        ('a<sup><a href="#fn1">a guaranteed cure</a></sup>', "aa guaranteed cure", [
            Mark(MarkKind.LINK, 1, 18, "#fn1")]),
        ("<sup>1</sup> a", "a", [Mark(MarkKind.FOOTNOTE, 0, 0, "1")]),
        ("see https://doi.org/10.1/x.", "see  .", [Mark(MarkKind.LINK, 4, 5, "https://doi.org/10.1/x")]),
        ("https://a.example/ is <a href=y>it</a>", "is it", [
            Mark(MarkKind.LINK, 0, 0, "https://a.example/"), Mark(MarkKind.LINK, 3, 5, "y")]),
    ],
)  # fmt: skip
def test_marks(html: str, text: str, marks: list[Mark]) -> None:
    block = only(html)

    assert (block.text, list(block.marks)) == (text, marks)


def test_a_link_around_blocks_marks_each_of_them() -> None:
    blocks = html_blocks("<a href=/x><h3>One</h3><p>Two</p></a><p>Three</p>").blocks

    assert [(block.text, [mark.target for mark in block.marks]) for block in blocks] == [
        ("One", ["/x"]),
        ("Two", ["/x"]),
        ("Three", []),
    ]


@pytest.mark.parametrize(
    ("html", "line", "detail"),
    [
        ("<p>a\n<b title=", 2, "a tag that opens here is never closed: what follows was not read"),
        ('a\r\rb<a href="x>y</a>', 3, "a tag that opens here is never closed: what follows was not read"),
        ("a\r\n<!-- b > c", 2, "a comment that opens here is never closed: what follows was not read"),
        ("<!", 1, "a comment that opens here is never closed: what follows was not read"),
        ("<script>\nb", 1, "<script> is never closed: what follows was not read"),
        ("a\n<pre>b<p>c", 2, "<pre> is never closed: what follows was not read"),
        ("<title>a</p>\nb", 1, "<title> is never closed: what follows was read as its text"),
        ("<svg><title>a</svg>\nb", 1, "<svg> is never closed: what follows was not read"),
    ],
)
def test_what_was_not_read_is_an_incident(html: str, line: int, detail: str) -> None:
    assert html_blocks(html).incidents == (Incident(IncidentKind.MARKUP, detail, line),)


@pytest.mark.parametrize(
    "html",
    ["<!-->", "<!--->", "<!--a--!>", "<![x]>", "</ >", "</>", "<svg><path>", "<p><ul><li><td>", "<3", "</", "<", "&"],
)
def test_what_browsers_read_is_no_incident(html: str) -> None:
    assert html_blocks(html).incidents == ()


@pytest.mark.parametrize(
    "html", ["<p><code>x<p>copy", "<p><code>x</p>copy", "<svg><path><p>copy", "<div><svg></div>copy", "<math><li>copy"]
)
def test_code_and_drawings_that_were_never_closed_end_where_a_block_does(html: str) -> None:
    found = html_blocks(html)

    assert (found.blocks[-1].text, found.incidents) == ("copy", ())


def test_a_stretch_of_a_text_is_read_alone_and_maps_into_the_whole() -> None:
    text = "<b>no</b> \U0001f600 <p>Helps:</p>\r\n<ul><li>a &amp; b</ul> no"
    start, end = text.index("<p>"), text.index(" no", 5)

    lead, item = html_blocks(text, start, end, first=40).blocks

    assert (lead.text, item.text, item.leads) == ("Helps:", "a & b", (40,))
    assert (source_of(text, lead, "Helps"), source_of(text, item, "& b")) == ("Helps", "&amp; b")


def test_extract_html_keeps_its_source() -> None:
    source = Source("a.html", "<p>Hi</p>", "utf-8", "\n", False, False, "")

    document = extract_html(source)

    assert document.source is source
    assert [block.text for block in document.blocks] == ["Hi"]
