"""What holds for any text that comes in as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import TokenType, tokenize

from claimlint.extract.html import HtmlBlocks, html_blocks
from claimlint.extract.html_attributes import attributes, value_pieces
from claimlint.extract.html_joints import known_tags
from claimlint.extract.html_masking import masked, without_empty_tags
from claimlint.extract.html_tokens import read_all
from claimlint.model.span import Span

FIXTURES = Path(__file__).parents[2] / "fixtures"
TAGS = """
    <p> </p> <b> </b> <br> <wbr> <ul> <li> </ul> <li_id=fn1> <table> <tr> <td_colspan=2> <td_rowspan=2> <th> </td>
    </table> <thead> <caption> <dl> <dt> <dd> <h2> </h2> <sup> </sup> <a_href='#fn1'> <a_href=x> </a>
    <img_alt='x_&amp;_y'_title=z> <script> </script> <script_type="application/ld+json"> <pre> </pre> <svg> </svg>
    <title> </title> <text> <code> </code> <noscript> </noscript> <NoScript> <textarea> </textarea> <blockquote>
    </blockquote> <button> <iframe> </iframe> <plaintext> <section> </section> </> <p <a_
    <input_type=submit_value='a_&lt;'>
    <meta_name=description_content='x'> <div_title='a{{_b_}}c'_aria-label=" <!-- --> <![x <!x <?x <?php ?> {{_x_}}
    {%_if_a_%} {# #} {{ }} <% %> &#55296; &#x80; &notin; &notit; &ngE; &nbsp; &shy; &#8209; &amp &# & < > " ' = 1 : safe
    https://a.b/c?d=e&amp;f {"name":"a\\u00e9_<b>x</b>","text":["q ]} \\
"""
UNITS = """
    <p> <div> <ul><li> <li>a <table><tr><td> <blockquote> <sup> <section> <svg> <!-- <![x &am {{ {{x}} <noscript>
    <code><p> <dt>a <td/colspan=1000>a <h1>a </> <a/href=x>a <a/ a<sup>1</sup> https://a.b&amp;
"""
OTHERS = ["\0", "\ufdd0", "\U0001f600", "\xe9", "\ud800", "\r\n", "\r", "\n", " ", "\xa0", "\u2028"]
ODD = """
    <P> </P> <p_class=x> <p/> </p_x> <li_class="a"> <td_class='a'> <h2_id=x> <a/b=c> <b_title='a_>_b'> <b_title='a_<_b'>
    <img_alt="x"y=z> <i_=x> <a_href=x_title=y/> </> </_x> </ < </p <p <!--> <!---> <!--a--!> <!--!> <!--_>_--> -->
    <!x_<y>_> <?x_y> <!DOCTYPE_html> <title>a_&amp;_b</title> <style>p{}</style> <script>if(a<b&&c>d)x('</p>')</script>
    <script><!--<script></script> <pre>a<b>c</pre> <code>x</code> <svg><title>t</title></svg> <svg/>
    <noscript><p>x</p></noscript> <textarea_placeholder=p>x</textarea> <iframe_title="a"></iframe> <sup>1</sup>
    <p>one</p> <li>one</li> <td>one</td> <th>one</th> <h3>one</h3> <li></li> <td></td> <p>&lt;</p> <p>{{_x_}}</p>
"""
MARKUP = st.sampled_from([*(tag.replace("_", " ") for tag in (TAGS + ODD).split()), *OTHERS])
PAGES = st.one_of(st.text(), st.lists(MARKUP, max_size=40).map("".join))


JOINTS = """
    </p>_<p> </li>__<li> </td><td> </tr>_<tr><td> </h2>_<p> <b> </b> </b>_<i> </i><a_href="/x">_ <br>_ <p>_<b>
    <sup> </sup> <!--_c-->_ <!--_c-->_<b>
    </a></li>_<li><a_href="/y"> <svg/>_<i> <meta_name=description_content="x_y">_<b>
    <p_title="t"> </ul>_<h3> </p>_<ul><li> </caption>_<tr><th> <li_id=fn1> <td_colspan=2> </P>_<P> <p_class=x> </i_>_<p>
    <a_b='<'> <img_c="" </> <n> <table><tr><td> <pre>a</pre> <title>a</title>
"""
WORDS = ["a", "one two", " ", " b.\n", "c:", "5 < 6", "7 > 6", " https://a.b ", "&amp;", "{{ x }}", "\xa0", "\r\n", "1"]
ALTERNATE = st.lists(
    st.tuples(st.sampled_from([tags.replace("_", " ") for tags in JOINTS.split()]), st.sampled_from(WORDS))
)


def check(text: str, start: int, end: int, first: int) -> None:
    found = html_blocks(text, start, end, first=first)
    assert not [incident for incident in found.incidents if "report" in incident.detail]
    for index, block in enumerate(found.blocks):
        assert block.text
        assert block.text == block.text.strip()
        assert block.map.length == len(block.text)
        assert all(first <= lead < first + index for lead in block.leads)
        assert all(0 <= mark.start <= mark.end <= len(block.text) for mark in block.marks)
        place = start
        for span, source, exact in block.map.segments():
            assert place <= source.start <= source.end <= end
            place = source.end
            if exact:
                assert text[source.start : source.end] == block.text[span.start : span.end]
        for offset in range(len(block.text)):
            source = block.map.to_source(Span(offset, offset + 1))
            assert start <= source.start < source.end <= end


@given(PAGES)
def test_any_text_gives_blocks_whose_maps_are_true(text: str) -> None:
    check(text, 0, len(text), 0)


def all_of(found: HtmlBlocks) -> tuple[object, ...]:
    return [(block._replace(map=None), block.map.segments()) for block in found.blocks], found.incidents, found.comments


@given(PAGES, st.booleans())
def test_a_page_cut_at_its_tags_gives_what_its_tokens_give(text: str, has_components: bool) -> None:
    fast = html_blocks(text, has_components=has_components)
    slow = html_blocks(text, has_components=has_components, read=read_all)

    assert all_of(fast) == all_of(slow)


@given(ALTERNATE, st.booleans())
def test_tags_looked_up_together_do_what_they_do_one_by_one(page: list[tuple[str, str]], has_components: bool) -> None:
    text = "".join(tags + words for tags, words in page)
    fast = html_blocks(text, has_components=has_components)
    slow = html_blocks(text, has_components=has_components, read=read_all)

    assert all_of(fast) == all_of(slow)


@pytest.mark.parametrize(
    "text",
    ['>a<img c=""<n>b', "a<!-- c --> <b>d</b>", "<p>a</b> <i>b</i>", "a > b < c > d<p>e", "<p>1</P>\n<P>2</p >\n<p>3"],
)
def test_odd_texts_between_tags(text: str) -> None:
    assert all_of(html_blocks(text)) == all_of(html_blocks(text, read=read_all))


def test_what_was_read_before_changes_nothing_and_is_bounded() -> None:
    text = "<ul><li>a</li>\n<li class=x>b</li>\n<li>c</ul><p>d <a href='/e'>e</a>"
    before = all_of(html_blocks(text))
    found = html_blocks("".join(f"<p class=c{number}>x</p>\n" for number in range(10_000)))

    assert len(found.blocks) == 10_000
    assert len(known_tags(False).parts) < 5_000
    assert len(known_tags(False).joints) < 5_000
    assert all_of(html_blocks(text)) == before


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.html")), ids=str)
def test_a_fixture_cut_at_its_tags_gives_what_its_tokens_give(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert all_of(html_blocks(text)) == all_of(html_blocks(text, read=read_all))


@pytest.mark.parametrize(
    "unit", ["<!--", "<code>x<b></code>", "<a/1>", "<p>&x", "<svg>", "</svg>", "< ", "<a title='>'>"]
)
def test_many_odd_parts_are_read_as_their_tokens(unit: str) -> None:
    text = "<p>first</p>" + unit * 3_000

    assert all_of(html_blocks(text)) == all_of(html_blocks(text, read=read_all))


@given(st.tuples(PAGES, PAGES, PAGES))
def test_any_stretch_of_a_text_stays_inside_its_bounds(parts: tuple[str, str, str]) -> None:
    before, inside, after = parts
    check(before + inside + after, len(before), len(before) + len(inside), 5)


@given(st.tuples(PAGES, PAGES))
def test_what_stands_around_a_stretch_changes_nothing_but_places(parts: tuple[str, str]) -> None:
    before, inside = parts
    alone = html_blocks(inside).blocks
    shifted = html_blocks(before + inside, len(before)).blocks

    assert [(block.kind, block.text) for block in shifted] == [(block.kind, block.text) for block in alone]


@given(PAGES)
def test_the_sources_of_tokens_are_the_page(text: str) -> None:
    """What positions stand on; the rest of a tag that never closes has no token."""
    scanned = without_empty_tags(masked(text)[0])
    tokens = list(tokenize(scanned, resolve_references=False, capture_source=True))
    seen = "".join((token.data if token.type is TokenType.TEXT else token.source) or "" for token in tokens)

    assert len(scanned) == len(text)
    assert scanned.startswith(seen)
    assert scanned[len(seen) : len(seen) + 1] in ("", "<")


@given(PAGES)
def test_attributes_are_those_of_the_tokenizer(text: str) -> None:
    scanned, _ = masked(text)
    for token in tokenize(scanned, resolve_references=False, capture_source=True):
        if token.type is not TokenType.START_TAG:
            continue
        source = token.source or ""
        found = attributes(source)
        expected: dict[str, str] = {}
        for name, value in token.attrs or []:
            expected.setdefault(name, value or "")  # of two with one name the first counts
        said = {name: "".join(piece[0] for piece in value_pieces(source, source, *found[name], 0)) for name in expected}
        assert said == expected


@pytest.mark.parametrize("unit", UNITS.split())
def test_deep_and_broken_pages_are_read_to_the_end(unit: str) -> None:
    found = html_blocks("<p>first</p>" + unit * 20_000)

    assert found.blocks[0].text == "first"


def test_a_hundred_thousand_nested_elements() -> None:
    found = html_blocks("<ul><li><div>" * 100_000 + "last")

    assert [(str(block.kind), block.text) for block in found.blocks] == [("list-item", "last")]


def test_a_long_line() -> None:
    unit = "<p>Safe &amp; <b>sound</b></p>"

    found = html_blocks(unit * 30_000)

    assert len(found.blocks) == 30_000
    span = found.blocks[-1].map.to_source(Span(0, len("Safe & sound")))
    assert span == Span(29_999 * len(unit) + len("<p>"), 30_000 * len(unit) - len("</b></p>"))
