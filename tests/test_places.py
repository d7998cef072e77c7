"""Findings stand where they say: on whole files, and on claims that markup or layout splits, with exact places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from placing import Checked, checked, fault_of

from claimlint.extract import Format, format_of

ROOT = Path(__file__).parents[1]
FIXTURES = sorted(
    path for path in (ROOT / "fixtures").iterdir() if format_of(path.name) and ".expected." not in path.name
)
DOCUMENTS = ROOT.parent / "shared" / "eval" / "documents"
RULE = "safety/safe-for-everyone"


def page_at(path: Path) -> Checked:
    form = format_of(path.name)
    assert form is not None
    return checked(path.read_bytes(), path.name, form)


def faults(page: Checked) -> list[str]:
    return [fault for finding in page.findings if (fault := fault_of(finding, page))]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_every_finding_on_a_fixture_reads_as_its_match(path: Path) -> None:
    assert faults(page_at(path)) == []


def test_the_fixtures_have_findings_in_every_format() -> None:
    assert {path.suffix for path in FIXTURES if page_at(path).findings} == {".html", ".md", ".txt"}


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="no ../shared/eval/documents beside this checkout")
def test_every_finding_on_the_labelled_pages_reads_as_its_match() -> None:
    pages = [page_at(path) for path in sorted(DOCUMENTS.iterdir()) if format_of(path.name)]
    assert any(page.findings for page in pages)
    assert [fault for page in pages for fault in faults(page)] == []


def test_a_wrong_place_would_be_seen() -> None:
    page = checked(b"It is <b>safe</b> for everyone, and all is well.", "page.html", Format.HTML, RULE)
    assert faults(page) == []
    (finding,) = page.findings
    for change in ({"column": 9}, {"column": 14}, {"end_column": 28}, {"end_column": 32}, {"match": "unsafe"}):
        assert fault_of(replace(finding, **change), page), change  # type: ignore[arg-type]


def places(text: str | bytes, name: str) -> list[tuple[int, int, int, int]]:
    """Return line, column, end line and end column of the findings of one rule."""
    form = format_of(name)
    assert form is not None
    data = text.encode() if isinstance(text, str) else text
    page = checked(data, name, form, RULE)
    assert faults(page) == []
    assert {finding.match.lower() for finding in page.findings} <= {"safe for everyone"}
    return [(f.line, f.column, f.end_line, f.end_column) for f in page.findings]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<p>It is <b>safe</b> for everyone.</p>", (1, 13, 1, 34)),
        ("<p>It is safe for every<b>one</b>.</p>", (1, 10, 1, 30)),
        ("<p>It is <b>safe for everyone</b>.</p>", (1, 13, 1, 30)),
        ("<p>It is safe&nbsp;for&nbsp;everyone.</p>", (1, 10, 1, 37)),
        ("<p>It is safe&nbspfor everyone.</p>", (1, 10, 1, 31)),
        ("<p>It is s&shy;afe for every&shy;one.</p>", (1, 10, 1, 37)),
        ("<p>It is safe for every<wbr>one.</p>", (1, 10, 1, 32)),
        ("<p>It is sa\u200bfe for\u2060 everyone.</p>", (1, 10, 1, 29)),
        ("<p>It is &#8203;safe for everyone.</p>", (1, 17, 1, 34)),
        ("<p>It is safe <!-- ask legal --> for everyone.</p>", (1, 10, 1, 46)),
        ("<p>It is safe<sup>1</sup> for everyone.</p>", (1, 10, 1, 39)),
        ("<p>It is safe <img src=a alt=Us> for everyone.</p>", (1, 10, 1, 46)),
        ("<p>It is safe {{ name }} for everyone.</p>", (1, 10, 1, 38)),
        ("<p>It is safe\n    for everyone.</p>", (1, 10, 2, 17)),
        ("<p>It is safe<br>\nfor everyone.</p>", (1, 10, 2, 13)),
        ("<p>It is <a href='/x'>safe</a> for <i>every</i>one.</p>", (1, 23, 1, 51)),
        ("<p>It is s&#97;f&#x65; for everyone.</p>", (1, 10, 1, 36)),
        ("<p>It is sa\u0301fe for everyone\u0301.</p>", (1, 10, 1, 29)),
        ("<p>👩\u200d⚕️ It is ｓａｆｅ for everyone.</p>", (1, 15, 1, 32)),
        ("<p>It is safe for everyone&mdash;always.</p>", (1, 10, 1, 27)),
        ('<p title="It is safe&#10;for everyone">x</p>', (1, 17, 1, 38)),
        ("<IMG SRC=a.jpg ALT='It is safe for everyone'>", (1, 27, 1, 44)),
        ('<meta name="description"\n  content="It is safe for everyone">', (2, 18, 2, 35)),
        (
            '<script type="application/ld+json">\n{"description": "It is safe\\u00a0for everyone"}</script>',
            (2, 24, 2, 46),
        ),
        ("<noscript><p>It is safe for everyone.</p></noscript>", (1, 20, 1, 37)),
        ("<template><p>It is safe for everyone.</p></template>", (1, 20, 1, 37)),
        ("<figure><figcaption>It is safe for everyone.</figcaption></figure>", (1, 27, 1, 44)),
        ("<table><tr><td>It is <td>safe for everyone", (1, 26, 1, 43)),
    ],
)
def test_splits_in_html(text: str, place: tuple[int, int, int, int]) -> None:
    assert places(text, "page.html") == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It is **safe** for everyone.", (1, 9, 1, 28)),
        ("It is __safe for__ every*one*.", (1, 9, 1, 29)),
        ("It is ~~safe~~ for everyone.", (1, 9, 1, 28)),
        ("It is safe&nbsp;for everyone.", (1, 7, 1, 29)),
        ("It is sa&shy;fe for every\u00adone.", (1, 7, 1, 30)),
        ("It is safe\nfor everyone.", (1, 7, 2, 13)),
        ("It is safe  \nfor everyone.", (1, 7, 2, 13)),
        ("It is safe\\\nfor everyone.", (1, 7, 2, 13)),
        ("- Intro.\n- It is safe\n  for everyone.", (2, 9, 3, 15)),
        ("> It is safe\n> for everyone.", (1, 9, 2, 15)),
        ("It is [safe][why] for everyone.\n\n[why]: /why", (1, 8, 1, 31)),
        ("It is [safe for][] everyone.\n\n[safe for]: /why 'It is kind'", (1, 8, 1, 28)),
        ('It is [safe](/why "Why") for [every](/x)one.', (1, 8, 1, 44)),
        ("It is safe[^1] for everyone.\n\n[^1]: A note.", (1, 7, 1, 28)),
        ("It is safe ![Us](/us.jpg) for everyone.", (1, 7, 1, 39)),
        ("It is safe <!-- legal? --> for everyone.", (1, 7, 1, 40)),
        ("It is safe `now` for everyone.", (1, 7, 1, 30)),
        ("It is <b>safe</b> for everyone.", (1, 10, 1, 31)),
        ("It is <template>safe</template> for everyone.", (1, 17, 1, 45)),
        ("It is safe {{ name }} for everyone.", (1, 7, 1, 35)),
        ("| A | B |\n|---|---|\n| a \\| b | It is **safe** for everyone |", (3, 20, 3, 39)),
        ("It is safe for everyone\n===\n", (1, 7, 1, 24)),
        ("![It is safe for everyone](/a.jpg)", (1, 9, 1, 26)),
        ("[Us](/us 'It is safe for everyone')", (1, 17, 1, 34)),
        ("---\ntitle: 'It is safe for everyone'\n---\n", (2, 15, 2, 32)),
        ("---\ndescription: >\n  It is safe\n  for everyone\n---\n", (3, 9, 4, 15)),
    ],
)
def test_splits_in_markdown(text: str, place: tuple[int, int, int, int]) -> None:
    assert places(text, "page.md") == [place]


def test_a_hyphen_that_does_not_break() -> None:
    page = checked(
        "<p>It is risk&#8209;free.</p>\n<p>It is risk\u2011free.</p>".encode(), "p.html", Format.HTML, "safety"
    )
    assert [(f.match, f.line, f.column, f.end_column) for f in page.findings] == [
        ("risk-free", 1, 10, 25),
        ("risk-free", 2, 10, 19),
    ]


TWICE = "First line.\n\nCafé 👍 it is safe\nfor everyone.\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("name", ["page.md", "page.html", "page.txt"])
def test_line_ends_and_marks_count_as_in_an_editor(name: str, newline: str, mark: bytes) -> None:
    text = TWICE.replace("\n", newline)
    assert places(mark + text.encode(), name) == [(3, 14, 4, 13)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_marked_encodings_count_characters(encoding: str) -> None:
    data = ("" if encoding.endswith(("16", "32")) else "\ufeff") + TWICE
    assert places(data.encode(encoding), "page.md") == [(3, 14, 4, 13)]


def test_other_line_ends_of_unicode_end_no_line() -> None:
    assert places("One\x0btwo\x0cthree\x85four\u2028five.\n\nIt is safe\u2028for everyone.\n", "page.txt") == [
        (3, 7, 3, 24)
    ]


def test_html_blocks_of_markdown_end_at_an_empty_line_whatever_ends_lines() -> None:
    text = "<div>\n\nIt is s**af**e for everyone.\n\n</div>\n"
    for newline in ("\n", "\r\n", "\r"):
        assert places(text.replace("\n", newline), "page.md") == [(3, 7, 3, 28)]


def test_a_claim_that_a_heading_asks_is_reported_in_its_answer() -> None:
    page = checked(b"## Is it safe?\n\nYes, for every**one**.\n", "page.md", Format.MARKDOWN, RULE)
    assert [(f.match, f.line, f.column, f.end_column) for f in page.findings] == [("for everyone", 3, 6, 20)]
    assert faults(page) == []
