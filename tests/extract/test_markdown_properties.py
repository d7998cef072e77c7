"""Markdown: what holds for any text at all."""

from __future__ import annotations

from extracted import faults, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract import Format, extract
from claimlint.model.document import IncidentKind

FRAGMENTS = [
    "safe", " for ", "all", "é", "日本", "“", "\u00a0", "\ufdd0", "&amp;", "&nbsp;", "&shy;", "&ngE;", "\\*", "*",
    "**", "_", "~~", "`", "```\n", "~~~\n", "[", "]", "(", ")", "](/x)", '](/x "t\\" &lt; t")', "![", "[^1]",
    "[^1]: ", "[a]: /x 't'\n", "[a]", "<b>", "</b>", "<br>", "<code>", "</code>", '<img alt="a b">', "<div>\n",
    "</div>\n", "<!-- ", " -->", "<pre>", "<a href='/u'>", "</a>", "# ", "## ", "- ", "1. ", "> ", "    ", "\t",
    "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", "|", "|-|-|\n", "---\n", "+++\n", "title: ", "text: >\n", "'", '"',
    ": ", "{{ ", " }}", "{% ", " %}", "{#", "{.x}", "{", "}", "[!NOTE]\n", "https://x.example/a",
    "<https://x.example>", "import x from 'y'\n", "export const a = {", "<Hero title='No pain at all' />",
    "<Hero>", "</Hero>", "{'safe'}", "{a && <b>x</b>}", "<Card a={[", "]} />", "title={'No pain'}", "{`a ${b}`}",
    "{/* ", " */}", "\x00", "\u2028", "===\n", ": ",
]  # fmt: skip

markdown = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@given(st.one_of(st.text(), markdown), st.sampled_from(["a.md", "a.mdx"]))
def test_maps_marks_and_leads_hold_for_any_text(text: str, path: str) -> None:
    document = extract(source(text, path), Format.MARKDOWN)
    assert [incident for incident in document.incidents if "could not be read as" in incident.detail] == []
    assert faults(document) == []


@given(markdown)
def test_line_ends_do_not_change_what_is_read(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unix = extract(source(text), Format.MARKDOWN)
    windows = extract(source(text.replace("\n", "\r\n")), Format.MARKDOWN)
    assert [(block.kind, block.text.split()) for block in windows.blocks] == [
        (block.kind, block.text.split()) for block in unix.blocks
    ]


@given(st.lists(st.text("ab é日", min_size=1), min_size=1, max_size=5))
def test_every_word_of_plain_paragraphs_is_read(paragraphs: list[str]) -> None:
    text = "\n\n".join(f"x{paragraph}" for paragraph in paragraphs)
    document = extract(source(text), Format.MARKDOWN)
    assert [block.text for block in document.blocks] == [f"x{paragraph}".rstrip() for paragraph in paragraphs]


def test_what_an_extractor_raises_becomes_an_incident() -> None:
    document = extract(source("\ud800"), Format.MARKDOWN)
    assert document.blocks == ()
    assert [incident.kind for incident in document.incidents] == [IncidentKind.MARKUP]
