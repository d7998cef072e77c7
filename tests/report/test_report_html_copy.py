"""The copy in the HTML report: claims in their places, overlapping ones too, and blocks laid out as what they are."""

from __future__ import annotations

import re

import pytest
from html_reading import page, read
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import LINE, finding

from claimlint.model.document import BlockKind
from claimlint.model.report import CopyBlock, FileReport, Report
from claimlint.model.rule import Severity
from claimlint.report.html import render


def claims(report: Report) -> list[tuple[str, str, str]]:
    """Return each stretch of copy that is marked: its text, the numbers of its findings, and its style."""
    marked = read(render(report)).all("a", class_="claim")
    return [(a.text, a.attributes["data-of"], a.attributes["class"].split()[1]) for a in marked]


def test_a_claim_is_marked_in_its_place_and_leads_to_its_note() -> None:
    found = finding(copy_start=35, copy_end=52)
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[found])))
    text = top.one("div", class_="text").one("p")
    assert text.text == LINE
    (before, claim, after) = text.children
    assert (before, after) == ("Our PRP is gentle and, we believe, ", ".")
    assert not isinstance(claim, str)
    assert (claim.text, claim.attributes) == (
        "safe for everyone",
        {"class": "claim error", "href": "#finding-0123456789abcdef", "data-of": "1", "data-n": "1"},
    )
    note = top.one("details", class_="note")
    assert note.one("div", id="finding-0123456789abcdef").one("ul", class_="rewrites").one("span").text == (
        "generally well tolerated in suitable patients"
    )
    assert [a.text for a in note.one("dl", class_="sources").all("a")] == [
        "rule 12.9",
        "Health Products Compliance Guidance",
    ]
    assert "Sources, checked 2026-11-21" in note.text


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 3), (5, 7)], [("abc", "1", "error"), ("fg", "2", "warning")]),
        ([(0, 6), (2, 4)], [("ab", "1", "error"), ("cd", "1 2", "error"), ("ef", "1", "error")]),
        ([(0, 4), (2, 6)], [("ab", "1", "error"), ("cd", "1 2", "error"), ("ef", "2", "warning")]),
        ([(2, 4), (2, 4)], [("cd", "1 2", "error")]),
        ([(0, 10), (10, 10)], [("abcdefghij", "1", "error"), ("", "2", "warning")]),
        ([(3, 3), (3, 5)], [("", "1", "error"), ("de", "2", "warning")]),
        ([(7, 99), (-5, 1)], [("a", "1", "warning"), ("hij", "2", "error")]),
    ],
)
def test_overlapping_claims(places: list[tuple[int, int]], expected: list[tuple[str, str, str]]) -> None:
    severities = (Severity.ERROR, Severity.WARNING)
    findings = [
        finding(severity=severity, copy_start=start, copy_end=end, fingerprint="")
        for severity, (start, end) in zip(severities, places, strict=True)
    ]
    report = page(CopyBlock(BlockKind.PARAGRAPH, "abcdefghij"), findings=findings)
    assert claims(report) == expected
    assert read(render(report)).one("div", class_="text").one("p").text == "abcdefghij"


@settings(max_examples=50)
@given(
    text=st.text("abc def", max_size=20),
    places=st.lists(st.tuples(st.integers(-3, 25), st.integers(-3, 25)), max_size=6),
)
def test_marking_never_changes_the_copy(text: str, places: list[tuple[int, int]]) -> None:
    findings = [finding(copy_start=start, copy_end=end, fingerprint="") for start, end in places]
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, text), findings=findings)))
    assert top.one("div", class_="text").one("p").text == text
    numbers = {number for claim in top.all("a", class_="claim") for number in claim.attributes["data-of"].split()}
    assert numbers == {str(number) for number in range(1, len(places) + 1)}


def test_a_finding_without_its_copy_quotes_its_sentence() -> None:
    top = read(render(Report((FileReport("draft.md", (finding(copy_block=4),)),), (), ())))
    assert top.one("div", class_="text").one("p").text == LINE
    assert len(top.all("details", class_="note")) == 1


def test_links_are_unique_where_fingerprints_are_not() -> None:
    found = [finding(), finding(copy_start=1), finding(fingerprint="<x>"), finding(fingerprint="0123456789ABCDEF")]
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=found)))
    anchors = [body.attributes["id"] for body in top.all("div", class_="body")]
    assert sorted(anchors) == ["finding-0123456789abcdef", "finding-n2", "finding-n3", "finding-n4"]
    names = [element.attributes["id"] for element in top.all() if "id" in element.attributes]
    assert len(names) == len(set(names))


def test_every_kind_of_block_is_shown_as_what_it_is() -> None:
    # A comment is no copy.
    kinds = [kind for kind in BlockKind if kind is not BlockKind.COMMENT]
    blocks = [CopyBlock(kind, f"the {kind.value}", 1, "name") for kind in kinds]
    top = read(render(page(*blocks)))
    text = top.one("div", class_="row").one("div", class_="text")
    assert text.one("h3").text == "the heading"
    assert text.one("blockquote").text == "the quote"
    assert text.one("ul").one("li").text == "the list-item"
    assert text.one("table").one("td").text == "the table-cell"
    assert [field.text for field in text.all("p", class_="field")] == [
        "Caption name the caption",
        "Footnote name the footnote",
        "Button name the button",
        "Page title name the title",
        "For search engines name the meta",
        "Text of a picture name the alt",
        "Attribute name the attribute",
        "Front matter name the front-matter",
        "Structured data name the json-ld",
    ]


def test_the_outline_skips_no_level() -> None:
    levels = [2, 6, 4, 1, 0, 9]
    top = read(render(page(*(CopyBlock(BlockKind.HEADING, str(level), level) for level in levels))))
    headings = [child.tag for child in top.one("div", class_="text").all() if re.fullmatch("h[1-6]", child.tag)]
    assert headings == ["h3", "h4", "h5", "h3", "h3", "h4"]


def test_items_of_a_list_stay_together_until_one_has_a_finding() -> None:
    items = [CopyBlock(BlockKind.LIST_ITEM, text) for text in ("one", "two", "three", "four")]
    top = read(render(page(*items, findings=[finding(copy_block=2, copy_end=5)])))
    rows = [(row.attributes["class"], [li.text for li in row.all("li")][:2]) for row in top.all("div", class_="row")]
    assert rows[0] == ("row quiet", ["one", "two"])
    assert rows[1][1][0] == "three"
    assert rows[2] == ("row quiet", ["four"])


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        # As Markdown has it: the first row are the headers, each later cell is led by its header and its row's first.
        (
            [("Treatment",), ("Downtime",), ("PRP", 0), ("None", 1, 2), ("Exosomes", 0), ("1 day", 1, 4)],
            [["Treatment", "Downtime"], ["PRP", "None"], ["Exosomes", "1 day"]],
        ),
        # An empty corner, and a cell left out.
        (
            [("PRP",), ("Exosomes",), ("Price",), ("£200", 0, 2), ("£400", 1, 2), ("Pain",), ("none", 1, 5)],
            [["", "PRP", "Exosomes"], ["Price", "£200", "£400"], ["Pain", "", "none"]],
        ),
        ([("Mon",), ("9 to 5", 0), ("Tue",), ("9 to 1", 2)], [["Mon", "9 to 5"], ["Tue", "9 to 1"]]),
        ([("a",), ("b",), ("c",)], [["a"], ["b"], ["c"]]),
    ],
)
def test_tables_get_their_rows_back(cells: list[tuple[str, int]], rows: list[list[str]]) -> None:
    blocks = [CopyBlock(BlockKind.TABLE_CELL, text, leads=tuple(leads)) for text, *leads in cells]
    top = read(render(page(*blocks)))
    assert [[cell.text for cell in row.all("td")] for row in top.one("div", class_="text").all("tr")] == rows


@pytest.mark.parametrize(("columns", "width"), [(39, 40), (40, 1)])
def test_a_table_of_too_many_columns_is_shown_cell_by_cell(columns: int, width: int) -> None:
    first = [
        CopyBlock(BlockKind.TABLE_CELL, str(number), leads=(0,) if number else ()) for number in range(columns + 1)
    ]
    rest = [CopyBlock(BlockKind.TABLE_CELL, "x", leads=(columns,)) for _ in range(100)]
    rows = read(render(page(*first, *rest))).one("div", class_="text").all("tr")
    assert {len(row.all("td")) for row in rows} == {width}


@settings(max_examples=50)
@given(leads=st.lists(st.lists(st.integers(-2, 12), max_size=4), min_size=1, max_size=10))
def test_no_leads_lose_a_cell(leads: list[list[int]]) -> None:
    blocks = [CopyBlock(BlockKind.TABLE_CELL, f"<{n}>", leads=tuple(some)) for n, some in enumerate(leads)]
    cells = [cell.text for cell in read(render(page(*blocks))).one("div", class_="text").all("td")]
    assert [cell for cell in cells if cell] == [f"<{number}>" for number in range(len(leads))]
