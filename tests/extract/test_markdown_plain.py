"""Plain stretches of Markdown: read without the parser, they are what they would be with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from extracted import faults, rows, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract.markdown import extract_markdown
from claimlint.extract.markdown_plain import plain_stretches
from claimlint.model.document import Document
from claimlint.model.span import SourceMap, Span

FIXTURES = Path(__file__).parents[2] / "fixtures"
DOCS = Path(__file__).parents[2] / "docs"

WORDS = [
    "PRP is safe for everyone.", "No pain **at all** today", "**Never** any risk!", "See [our fees](/fees) now.",
    "“Is it?” Yes.", "Étonnant: 日本", "24 hours", "Book https://x.example/a now", "https://x.example/a", "Take:",
    "It [may \u00a0help](/a) **most.**\nSee [b](c)", "a|b", "Q & A", "x_y", "`code`", "[a]", "<b>x</b>", "!", "![a](b)",
    "**x**y", "**(x)**", "**a", "*a*", "a\\", "tab\there", "\u00a0x", "\ufdd0", "\x00", "Trailing  ", "1) x", "| x",
    "Q & A & more", "AT&T &amp; co", "**é** à **1.**", "**a****b**", "[a](**b**)", "[a **b** c](d_e)",
    "see **[a](b)** now",     "![A pill](/p_1.png)", "![A pill](/p.png \"No *risk*\")", "![A pill](/p.png \"No risk\")",
]  # fmt: skip
PARTS = [
    "# ", "#", "## ", "- ", "* ", "+ ", "1. ", "2. ", "10) ", "> ", "- [ ] ", "    ", "  ", "| ", " | ", " |",
    "\n", "\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "\n- ", "\n1. ", "\n  ", "\n\n  ", "\n\n- ", "\n\n# ",
    "\n\n1.\t",
    "\n\n: ", "\n: ", "\n\n   : ", "\n---\n", "\n===\n", "\n***\n", "\n\n***\n\n", "```\n", "\n```\n", "\n\n~~~\n\n",
    "<!--\n", "\n-->\n", "\n\n<!-- a -->\n\n", "<div>\n", "\n</div>\n\n", "\n\n<script>\n", "\n</script>\n\n", "<!X\n",
    "\n[r]: /x 't'\n", "[r]", "[^1]", "\n\n[^1]: ", "\n| a | b |\n|---|:-:|\n| c | d |\n| e | |\n",
    "\n\n| a |\n|-|\n| b | c |\n\n", "\n\n- a\n- b\n\n", "\n\n- a\n  b\n- **c**\n  d\n\n", "\n\n> a\n> b\n\n",
    "\n\n![a](/b)\n\n", "\n\n1. a\n2. **b** c\n\n", "<a href='/u'>", "</a>",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(PARTS)), max_size=30).map("".join)


def read(document: Document) -> list[object]:
    """Return all that was read, with the source of each character instead of the segments of maps."""
    blocks = [(block._replace(map=SourceMap((), 0)), places(block.map)) for block in document.blocks]
    return [[(tuple(block)[:2] + tuple(block)[3:], place) for block, place in blocks], *rest(document)]


def rest(document: Document) -> tuple[object, object]:
    return document.incidents, document.comments


def places(found: SourceMap) -> list[tuple[int, int]]:
    return [
        (there.start + step, there.start + step + 1) if exact else (there.start, there.end)
        for here, there, exact in found.segments()
        for step in range(here.end - here.start)
    ]


def spans(text: str) -> list[tuple[int, int]]:
    return [(stretch.start, stretch.end) for stretch in plain_stretches(text)]


def assert_alike(text: str, path: str = "a.md") -> None:
    """Compare what is read when the parser is given the whole text, and when it is not."""
    short = extract_markdown(source(text, path), leave_out=True)
    assert read(short) == read(extract_markdown(source(text, path), leave_out=False))
    assert faults(short) == []


@given(texts)
def test_what_the_parser_does_not_see_is_read_as_it_would_be(text: str) -> None:
    assert_alike(text)


@given(texts)
def test_nor_does_it_depend_on_the_line_ends(text: str) -> None:
    assert_alike(text.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "path", sorted([*FIXTURES.rglob("*.md"), *FIXTURES.rglob("*.mdx"), *DOCS.glob("*.md")]), ids=lambda path: path.name
)
def test_files_are_read_alike(path: Path) -> None:
    assert_alike(path.read_text(encoding="utf-8"), path.name)


def test_most_of_a_page_is_plain() -> None:
    text = "# A\n\nPRP is **safe** for all.\nSee [fees](/fees).\n\n- a\n- b\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd"
    assert spans(text) == [(0, len(text))]
    document = extract_markdown(source(text), leave_out=True)
    assert rows(document) == [
        ("heading:1", "A", ()),
        ("paragraph", "PRP is safe for all. See fees.", ()),
        ("list-item", "a", ()),
        ("list-item", "b", ()),
        ("table-cell", "a", ()),
        ("table-cell", "b", ()),
        ("table-cell", "c", (4,)),
        ("table-cell", "d", (5, 6)),
        ("paragraph", "End", ()),
    ]
    assert [(mark.start, mark.end, mark.target) for mark in document.blocks[1].marks] == [(25, 29, "/fees")]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("a\n\n> b\n\nc\n\n", [(0, 11)]),
        ("a\n\n> b\nc\n\nd\n\n", [(0, 3), (10, 13)]),
        ("a\r\n\r\n> *b*\r\n\r\nc", [(0, 5), (14, 15)]),
        ("a\r\n\r\nb\nc\r\n\r\n# d\ne\r\n", [(0, 5)]),
        ("a\n\n- b\n  c\n- d\n\n- e", [(0, 3)]),
        ("a\n\n- b\n  c\n- **d**\n\n**e**", [(0, 25)]),
        ("a\n\n- b\n   c\n\nd", [(0, 3), (13, 14)]),
        ("a\n\n![b](c)\n\n- d\n\ne", [(0, 12), (17, 18)]),
        ("a & b\n\nc&d\n\n<e>", [(0, 7)]),
        ("a\0\n\nb", []),
        ("1.\ta\n\nb", [(6, 7)]),
        ("a\n\n\n\nb\n\n\nc", [(0, 10)]),
        ("- a\n\nb", [(5, 6)]),
        ("a\n\n- b\n\n- c\n\nd", [(0, 3), (13, 14)]),
        ("a\n\n- b\n\n  c\n\nd", [(0, 3), (13, 14)]),
        ("a\n\n- b\n* c\n\nd", [(0, 3), (12, 13)]),
        ("a\n\n- b\n\nc", [(0, 9)]),
        ("a\n\n1. b\n2. c\n\nd", [(0, 15)]),
        ("a\n\n1. b\n2) c\n\nd", [(0, 3), (14, 15)]),
        ("a\n\n| b |\n|---|\n| c | d |\n\ne", [(0, 3), (26, 27)]),
        ("a\n\n: b", []),
        ("a\n\nb\n\n \n  : c\n\nd", [(15, 16)]),
        ("a\n\nb *c*\n\nd", [(0, 3), (10, 11)]),
        ("a\nb\n---\n\nc", [(9, 10)]),
        ("a \nb\n\nc", [(6, 7)]),
        ("a b**c**\n\nd **e**f\n\ng **(h)**i", []),
        ("a ![b](c)\n\nd [e](f 'g')\n\n1. h", []),
        ("a\ufdd0\n\nb\n\nc", [(4, 8)]),
        ("a\n\nb \ud800\n\nc", []),
        ("# a #\n\n## b\nc\n\n### d", [(7, 20)]),
    ],
)
def test_which_stretches_are_plain(text: str, stretches: list[tuple[int, int]]) -> None:
    assert spans(text) == stretches


def test_pictures_quotes_and_items_of_several_lines_are_plain() -> None:
    text = 'x\n\n![A clinic](/a_b.png "Our clinic")\n\n> No **pain**\n> at all\n\nTake:\n\n1. a\n  b & c\n2. d\n'
    assert spans(text) == [(0, len(text))]
    document = extract_markdown(source(text))
    assert rows(document) == [
        ("paragraph", "x", ()),
        ("alt:alt", "A clinic", ()),
        ("attribute:title", "Our clinic", ()),
        ("quote", "No pain at all", ()),
        ("paragraph", "Take:", ()),
        ("list-item", "a b & c", (4,)),
        ("list-item", "d", (4,)),
    ]
    assert document.blocks[5].map.to_source(Span(1, 2)) == Span(text.index("\n  b"), text.index("b & c"))


def test_half_a_character_is_refused_as_by_the_parser() -> None:
    text = "Plain.\n\n> \ud800\n\nPlain."
    with pytest.raises(UnicodeEncodeError) as short:
        extract_markdown(source(text), leave_out=True)
    with pytest.raises(UnicodeEncodeError) as whole:
        extract_markdown(source(text), leave_out=False)
    assert str(short.value) == str(whole.value)


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n\nSafe for all.\n\nb\n```\n",
        "```\n\nSafe for all.\n",
        "<!--\n\nSafe for all.\n\n-->\n",
        "<script>\n\nSafe for all.\n\n</script>\n",
        "{{< x\n\nSafe for all.\n\n>}}",
    ],
)
def test_what_is_plain_inside_code_is_no_copy(text: str) -> None:
    assert spans(text) != []
    assert_alike(text)


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Take:\n\n- a\n\nb", (0,)),
        ("Take\n\n- a\n\nb", ()),
        ("# Take\n\n- a\n\nb", (0,)),
        ("Take:\n\nhttps://x.example/a\n\n- a\n\nb", (0,)),
        ("# Take\n\n# https://x.example/a\n\n- a\n\nb", ()),
        ("Take:\n\n| c |\n|---|\n| d |\n\n- a\n\nb", ()),
        ("*Take*:\n\nhttps://x.example/a\n\n- a\n\nb", (0,)),
        ("Take:\n\n- a\n- b *c*\n\n", (0,)),
        ("Take:\n\n![c](/d)\n\n- a\n\nb", (0,)),
        ('*Take*:\n\n![c](/d)\n\n![c](/d "e")\n\n- a\n\nb', (0,)),
        ("Take\n\n> c:\n\n- a\n\nb", ()),
    ],
)
def test_what_leads_a_list(text: str, leads: tuple[int, ...]) -> None:
    assert_alike(text)
    document = extract_markdown(source(text), leave_out=True)
    assert next(block.leads for block in document.blocks if block.text == "a") == leads


def test_a_term_is_one_over_the_definition_of_a_link() -> None:
    text = "PRP\n\n[a]: /x\n\n: Safe for all.\n"
    assert_alike(text)
    document = extract_markdown(source(text), leave_out=True)
    assert [(block.text, block.leads) for block in document.blocks] == [("PRP", ()), ("Safe for all.", (0,))]


def test_html_goes_on_over_what_is_plain() -> None:
    text = "<pre>\n\na\n\n</pre>\n<table><tr><td>\nb</td></tr></table>\n\n<!-- c\n\nd e\n\nf -->\n"
    assert_alike(text)
    document = extract_markdown(source(text), leave_out=True)
    assert [comment.text for comment in document.comments] == [" c\n\nd e\n\nf "]


def test_the_limit_on_definitions_of_links_is_that_of_the_whole_text() -> None:
    address = "/" + "x" * 1500
    text = f"[a]: {address}\n\n" + "[a]\n\n" * 70 + "Plain words.\n\n" * 9_000
    marks = [len(block.marks) for block in extract_markdown(source(text), leave_out=True).blocks]
    assert marks == [len(block.marks) for block in extract_markdown(source(text), leave_out=False).blocks]
    assert marks[69] == 1


def test_a_link_around_a_picture_marks_no_other_text() -> None:
    document = extract_markdown(source("[![](/a.png)](/a)\n\nSafe for all.\n\n[^1]\n\nOr not.\n\n[^1]: b"))
    assert [(block.text, block.marks) for block in document.blocks] == [
        ("Safe for all.", ()), ("Or not.", ()), ("b", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["a\n\n", "- a\n", "| a ", "a **b** ", "[a](b) ", "[a](", "**a ", "# ", "\n", "1. a\n\n"]
)
def test_many_of_a_kind_are_read_alike(unit: str) -> None:
    assert_alike("a\n\n" + unit * 2_000)
