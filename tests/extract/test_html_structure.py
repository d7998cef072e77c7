"""Which blocks lead to which: lists, descriptions, tables."""

from __future__ import annotations

import pytest

from claimlint.extract.html import html_blocks


def led(html: str) -> list[str]:
    """Each block as ``lead > lead > text``."""
    blocks = html_blocks(html).blocks
    return [" > ".join([*(blocks[lead].text for lead in block.leads), block.text]) for block in blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Helps with:</p><ul><li>a</li><li>b</li></ul>", ["Helps with:", "Helps with: > a", "Helps with: > b"]),
        ("<p>Helps with</p>\n<ol><li>a", ["Helps with", "Helps with > a"]),
        ("<h2>It treats</h2><ul><li>a", ["It treats", "It treats > a"]),
        ("<p>We are open.</p><ul><li>a", ["We are open.", "a"]),
        ("<p>“Really?”</p><ul><li>a", ["“Really?”", "a"]),
        ("<div><p>Helps:</p></div><div><ul><li>a", ["Helps:", "Helps: > a"]),
        ("<p>Helps:</p></section><nav><ul><li>a", ["Helps:", "a"]),
        ("<p>Helps:</p><ul><li><p>a</p><p>b</p></li></ul>", ["Helps:", "Helps: > a", "b"]),
        ("<p>Helps:</p><ul><li><h3>a</h3>b</ul>", ["Helps:", "Helps: > a", "b"]),
        ("<p>x:</p><ul><li>Men:<ul><li>a</ul><li>b</ul>c", ["x:", "x: > Men:", "Men: > a", "x: > b", "c"]),
        ("<p>x:</p><ul><li>Men<ul><li>a", ["x:", "x: > Men", "a"]),
        ("<p>x:</p><p>y.</p><ul><li>a", ["x:", "y.", "a"]),
        ("<ul><li>a</ul><ul><li>b</ul>", ["a", "b"]),
        ("<p>x: <img alt=i></p><ul><li>a", ["x:", "i", "x: > a"]),
        ("<p>Notes:</p><ol><li id=fn1>a", ["Notes:", "a"]),
    ],
)
def test_a_list_is_led_by_what_introduces_it(html: str, expected: list[str]) -> None:
    assert led(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", ["a", "a > b", "c", "c > d"]),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl>", ["a", "b", "a > b > c", "a > b > d"]),
        ("<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt><dd>d</dd></div></dl>", ["a", "a > b", "c", "c > d"]),
        ("<dl><dt></dt><dd>b</dl>", ["b"]),
        ("<dl><dd>b</dl>", ["b"]),
    ],
)
def test_a_description_is_led_by_its_terms(html: str, expected: list[str]) -> None:
    assert led(html) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><th>T<th>Risk<tr><td>Peel<td>None", ["T", "Risk", "T > Peel", "Peel > Risk > None"]),
        ("<tr><th><th>Us<tr><td>Risk<td>None", ["Us", "Risk", "Risk > Us > None"]),
        ("<tr><td><th>Us<tr><th>Risk<td>None", ["Us", "Risk", "Risk > Us > None"]),
        ("<thead><tr><td>T<td>Risk<tbody><tr><td>Peel<td>None", ["T", "Risk", "T > Peel", "Peel > Risk > None"]),
        ("<tr><th>Risk<td>None<tr><th>Pain<td>Low", ["Risk", "Risk > None", "Pain", "Pain > Low"]),
        ("<tr><td>Risk<td>None<tr><td>Pain<td>Low", ["Risk", "Risk > None", "Pain", "Pain > Low"]),
        ("<tr><td>a<tr><td>b", ["a", "b"]),
        ("<tr><th>T<th colspan=2>Us<tr><td>x<td>y<td>z", ["T", "Us", "T > x", "x > Us > y", "x > Us > z"]),
        ("<tr><th>A<th>B<tr><td colspan=2>x<tr><td>y<td>z", ["A", "B", "A > x", "A > y", "y > B > z"]),
        ("<tr><th>A<th>B<tr><td rowspan=2>x<td>y<tr><td>z<td>w", ["A", "B", "x", "y", "z", "w"]),
        ("<tr><th>A<th>B<tr><td>x<td><p>y</p><p>z</p>", ["A", "B", "A > x", "x > B > y", "z"]),
        ("<tr><th>A<th><p>B</p>C<tr><td>x<td>y", ["A", "B", "C", "A > x", "x > B > y"]),
        ("<caption>c<tr><th>A<th>B<tr><td>x<td>y", ["c", "A", "B", "A > x", "x > B > y"]),
        (
            "<tr><th>A<th>B<tr><td>x<td><table><tr><th>C<tr><td>y</table>z",
            ["A", "B", "A > x", "x > B > z", "C", "C > y"],
        ),
    ],
)
def test_a_cell_is_led_by_its_headers(rows: str, expected: list[str]) -> None:
    assert sorted(led(f"<table>{rows}</table>")) == sorted(expected)


def test_an_end_tag_in_a_cell_does_not_close_what_is_around_the_table() -> None:
    blocks = html_blocks("<blockquote><table><tr><td>a</blockquote>b<td>c</table>d</blockquote>e").blocks

    assert [(str(block.kind), block.text) for block in blocks] == [
        ("table-cell", "a"),
        ("table-cell", "b"),
        ("table-cell", "c"),
        ("quote", "d"),
        ("paragraph", "e"),
    ]


def test_leads_count_from_the_index_of_the_first_block() -> None:
    blocks = html_blocks("<p>x:</p><ul><li>a</ul>", first=7).blocks

    assert [block.leads for block in blocks] == [(), (7,)]
