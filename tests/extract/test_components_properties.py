"""Components and modules: what holds for any text at all, and claims that code splits, with exact places."""

from __future__ import annotations

import pytest
from extracted import faults, source
from hypothesis import given, settings
from hypothesis import strategies as st
from test_places_generated import HERE, TAGS, VALUE, Splits, check, files

from claimlint.extract import Format, extract
from claimlint.model.document import IncidentKind

FORMATS = (Format.JSX, Format.TYPESCRIPT, Format.VUE, Format.SVELTE, Format.ASTRO)
FRAGMENTS = [
    "<p>", "</p>", "<b>", "</b>", "<>", "</>", "<A b={", "}", "{", 'title="It is safe for all"',
    "'It\\u2019s safe'", "`a ${b} c`", "const a = ", "[", "]", "(", ")", "=>", "&&", "?", ":", "+ ", "\n", "\r\n",
    "\r", "{/* c */}", "// x\n", "/* y */", "question: 'Is it?'", "answer: 'Yes, you'", ",", "; ",
    "safe for everyone ", "é", "日本", "\xa0", "&nbsp;", "&amp;", "&", "<!-- ", "-->", "<script>", "</script>",
    "<style>", "</style>", "---\n", "{#if x}", "{/if}", "{{ ", "}}", "<template>", "</template>",
    ':alt="\'x y z w\'" ', "<li>", "<table><tr><td>", "<h2>", "</h2>", "<svg><title>", "</title></svg>", '\\', '"',
    "'", "`", "${", "\x00", "\u2028", "import x from 'y';", "export const metadata = {", "<Trans>", "t('a b c d')",
    "<br/>", "<img alt='x y'/>", "{' '}", "/>", "dangerouslySetInnerHTML={{__html: '<p>A</p>'}}",
    '`{"@context": "x", "name": "a b"}`', "<Hero heading='A b' ", "{#each ", " as x}", "{@html ", "{@const a = ",
    "{@render f(", "{:else}", "title={", "class:list={", "set:html={`", "v-html=\"'x y'\" ", "{a && <b>", "{{ 'x' }}",
    "{a ? 'b' : 'c'}", "{...a}",
]  # fmt: skip
code = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)

STRING = Splits(
    ("\u00ad", "\u200b", "\\u00ad", "\\xad", "\\\n", "' + '"),
    (" ", "  ", "\u00a0", "\\u00a0", "\\n", " ' + \n '"),
    ("-", "\u2011", "\\u2011"),
    ("{}", "\\x{0:02x}", "\\u{0:04x}"),
)
ELEMENT = Splits(
    (*VALUE.joints, "{/* so */}", "<b></b>", "\n  {''}"),
    (*VALUE.spaces, "\n    ", "{' '}", '{" "}\n  ', "<br/>", " {/* so */}"),
    VALUE.hyphens,
    ("{}", "{}", "&#{0};", "&#x{0:x};"),
    (*TAGS[:1], "<Link href='/safe for everyone'>#</Link>", "<em className={'safe for everyone'}>#</em>"),
)
PLACES = {
    f"const a = <p>{HERE}</p>;": ELEMENT,
    f"export default () => (\n  <main>\n    <h2>\n      {HERE}\n    </h2>\n  </main>\n);": ELEMENT,
    f"const a = <ul>{{items.map((item) => <li key={{item}}>{HERE}</li>)}}</ul>;": ELEMENT,
    f"const a = <Card note={{<>{HERE}</>}} />;": ELEMENT,
    f"const a = <Hero heading='{HERE}' />;": VALUE,
    f'const a = <img alt="{HERE}" />;': VALUE,
    f"const title = '{HERE}';": STRING,
    f"const faqs = [{{ body: '{HERE}' }}];": STRING,
    f"const a = <p>{{'{HERE}'}}</p>;": STRING,
}


@given(st.one_of(st.text(), code), st.sampled_from(FORMATS))
def test_maps_marks_and_leads_hold_for_any_text(text: str, form: Format) -> None:
    document = extract(source(text, "page"), form)
    assert [incident for incident in document.incidents if "could not be read as" in incident.detail] == []
    assert faults(document) == []
    places = [comment.span for comment in document.comments]
    assert places == sorted(places)
    assert all(span.end <= len(text) for span in places)


@settings(max_examples=200)
@given(files(PLACES))
def test_claims_in_components(file: tuple[str, str, bytes]) -> None:
    check(*file, "page.tsx", Format.JSX)


@pytest.mark.parametrize("form", [Format.SVELTE, Format.ASTRO])
def test_a_brace_that_is_never_closed_is_named_and_what_follows_is_read(form: Format) -> None:
    document = extract(source("<p>{a}</p>\n<p>It is {safe for everyone.</p>", "page"), form)
    assert [block.text for block in document.blocks] == ["It is {safe for everyone."]
    assert [(incident.kind, incident.line) for incident in document.incidents] == [(IncidentKind.MARKUP, 2)]
