"""Comments are kept with their text and exact place, in every syntax, and are no copy."""

from __future__ import annotations

import pytest
from extracted import rows, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract import Format, extract
from claimlint.model.document import Document


def read(text: str, path: str, form: Format) -> Document:
    document = extract(source(text, path), form)
    assert document.incidents == ()
    return document


def written(document: Document) -> list[tuple[str, str]]:
    """Return the text of each comment, and what the source has in its place."""
    text = document.source.text
    return [(comment.text, text[comment.span.start : comment.span.end]) for comment in document.comments]


def alike(*texts: str) -> list[tuple[str, str]]:
    return [(text, f"<!--{text}-->") for text in texts]


def test_markdown() -> None:
    text = (
        "<!-- a -->\nPRP <!-- b\n c --> é x <!-- d -->\n\n> <!-- q -->\n> text\n\n- i\n  <!-- z -->\n- j\n\n"
        "| h |\n|---|\n| x <!-- cell --> |\n\n<div><!-- in HTML --><p>y</p></div>\n\n`<!-- code -->`\n\n<!-- end -->"
    )
    document = read(text, "p.md", Format.MARKDOWN)
    assert written(document) == alike(" a ", " b\n c ", " d ", " q ", " z ", " cell ", " in HTML ", " end ")
    assert [row[1] for row in rows(document)] == ["PRP  é x", "text", "i", "j", "h", "x", "y"]


def test_a_comment_over_several_lines_of_a_quote_keeps_its_place() -> None:
    document = read("é\n\n> <!-- q\n> r -->\n> text\n", "p.md", Format.MARKDOWN)
    assert [pair[1] for pair in written(document)] == ["<!-- q\n> r -->"]


def test_mdx() -> None:
    text = "{/* a */}\nText {/* b\n*/} goes on {x /* d */} {/* d */ y /* d */}\n\n<Box>{/* c */}</Box>\n"
    document = read(text, "p.mdx", Format.MARKDOWN)
    inside = (" d ", "/* d */")
    assert written(document) == [
        (" a ", "{/* a */}"), (" b\n", "{/* b\n*/}"), inside, inside, inside, (" c ", "{/* c */}"),
    ]  # fmt: skip


def test_html() -> None:
    text = (
        "<!doctype html><!-- h --><head><title>x</title><!-- {{ a }} é --></head><body><p>a<!--b--!>c</p>"
        "<noscript><!-- n --><p>z</noscript><!----><!><?pi?></>"
    )
    document = read(text, "p.html", Format.HTML)
    assert written(document) == [
        *alike(" h ", " {{ a }} é "),
        ("b", "<!--b--!>"),
        *alike(" n ", ""),
    ]


def test_a_page_with_an_empty_tag_has_each_comment_once() -> None:
    assert written(read("</><!-- a --><p>x</p></>", "p.html", Format.HTML)) == alike(" a ")


def test_front_matter_in_yaml() -> None:
    text = (
        '---\n# one\ntitle: foo bar # two\ndescription: "x # y" # three\nbody: | # four\n  a # b\nl: [a, b] # five\n'
        "z: # six\n  - k # seven\nurl: a#b\n---\nText\n"
    )
    document = read(text, "p.md", Format.MARKDOWN)
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    assert written(document) == [(f" {word}", f"# {word}") for word in words]


def test_front_matter_in_toml() -> None:
    text = '+++\n# one\ntitle = "foo # x" # two\nn = 3 # three\na = ["b"] # four\n[params] # five\n+++\nText\n'
    document = read(text, "p.md", Format.MARKDOWN)
    assert written(document) == [(f" {word}", f"# {word}") for word in ["one", "two", "three", "four", "five"]]


def test_plain_text_has_only_directives_on_lines_of_their_own() -> None:
    text = "First words here.\n  <!-- claimlint-disable-file a/b -->\nSecond.\n<!-- other -->\n"
    document = read(text, "p.txt", Format.PLAIN)
    assert written(document) == [(" claimlint-disable-file a/b ", "<!-- claimlint-disable-file a/b -->")]
    assert [row[1] for row in rows(document)] == ["First words here.", "Second.", "<!-- other -->"]


@pytest.mark.parametrize("line", ["<!-- claimlint-disable-file a/b --> Copy.", "<!-- claimlint-disable-file a/b"])
def test_plain_text_beside_a_directive_stays_copy(line: str) -> None:
    document = read(f"{line}\n", "p.txt", Format.PLAIN)
    assert written(document) == [(line, line)]
    assert [row[1] for row in rows(document)] == [line]


PARTS = st.sampled_from(
    [
        "<!--",
        "-->",
        "--!>",
        "{/*",
        "*/}",
        "{",
        "}",
        "#",
        "\n",
        "\r\n",
        "> ",
        "- ",
        "a é",
        "---\n",
        "x: y",
        "<p>",
        "|",
        " ",
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join))
@pytest.mark.parametrize(
    ("path", "form"),
    [("p.md", Format.MARKDOWN), ("p.mdx", Format.MARKDOWN), ("p.html", Format.HTML), ("p.txt", Format.PLAIN)],
)
def test_comments_stand_where_they_say_in_order_and_apart(path: str, form: Format, text: str) -> None:
    document = extract(source(text, path), form)
    place = 0
    for comment in document.comments:
        assert place <= comment.span.start < comment.span.end <= len(text)
        slice_ = text[comment.span.start : comment.span.end]
        assert slice_.startswith(("<!--", "{", "#"))
        place = comment.span.end
