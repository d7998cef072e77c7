"""Markdown: which blocks there are, what leads them and what they are marked with."""

from __future__ import annotations

from pathlib import Path

import pytest
from extracted import faults, rows, slice_of, source

from claimlint.extract.markdown import extract_markdown
from claimlint.model.document import Mark, MarkKind

CASES = Path(__file__).parents[1] / "cases"


def test_a_page() -> None:
    document = extract_markdown(source((CASES / "markdown-page.md").read_text(encoding="utf-8")))
    assert rows(document) == [
        ("title:title", "Exosomes in Leeds: “wake up” your follicles", ()),
        ("front-matter:meta.description", "No surgery, no downtime and no side effects.", ()),
        ("heading:1", "Exosome therapy", ()),
        ("paragraph", "PRP can help with:", ()),
        ("list-item", "thinning at the crown", (3,)),
        ("list-item", "any hair loss", (3,)),
        ("list-item", "even alopecia", ()),
        ("quote", "“I got my hair back, and my & life.” — Sam", ()),
        ("table-cell", "Question", ()),
        ("table-cell", "PRP", ()),
        ("table-cell", "Downtime", (8,)),
        ("table-cell", "None,", (9, 10)),
        ("paragraph", "Text of  with no risk at all: book now.", ()),
        ("alt:alt", "Smiling woman", ()),
        ("attribute:title", "Flu-proof in 30 minutes", ()),
        ("paragraph", "Is it safe?", ()),
        ("paragraph", "Yes, for everyone.", ()),
        ("footnote", "Olsen et al., 2002.", ()),
        ("attribute:title", "Only ten places", ()),
    ]
    assert document.incidents == ()
    assert faults(document) == []
    assert slice_of(document, 2, "Exosome therapy") == "Exosome *therapy"
    assert slice_of(document, 4, "at the crown") == "at\n  the crown"
    assert slice_of(document, 7, "back, and my & life") == "back,\n> and my &amp; life"
    assert slice_of(document, 12, "of  with") == "of {{ clinic.name }} with"
    assert slice_of(document, 12, "no risk at all") == "no risk</b><br>at all"
    assert document.blocks[5].marks == (Mark(MarkKind.FOOTNOTE, 13, 13, "1"),)
    assert document.blocks[12].marks == (Mark(MarkKind.LINK, 30, 38, "https://clinic.example/summer"),)


LISTS = [
    ("Intro.\n\n- a\n", [("paragraph", "Intro.", ()), ("list-item", "a", ())]),
    ("## Uses\n\n- a\n- b\n", [("heading:2", "Uses", ()), ("list-item", "a", (0,)), ("list-item", "b", (0,))]),
    ("## Uses\n\n```\nx:\n```\n\n- a\n", [("heading:2", "Uses", ()), ("list-item", "a", ())]),
    ("Uses:\n\n***\n\n- a\n", [("paragraph", "Uses:", ()), ("list-item", "a", ())]),
    ("Uses:\n\n<!-- c -->\n\n- a\n", [("paragraph", "Uses:", ()), ("list-item", "a", (0,))]),
    ("<p>Uses:</p>\n\n- a\n", [("paragraph", "Uses:", ()), ("list-item", "a", (0,))]),
    (
        "**Uses:**\n- a\n\n  more\n\n- b\n",
        [
            ("paragraph", "Uses:", ()),
            ("list-item", "a", (0,)),
            ("list-item", "more", ()),
            ("list-item", "b", (0,)),
        ],
    ),
    (
        "- x:\n  - y\n  - z\n- v\n  - w\n",
        [
            ("list-item", "x:", ()),
            ("list-item", "y", (0,)),
            ("list-item", "z", (0,)),
            ("list-item", "v", ()),
            ("list-item", "w", ()),
        ],
    ),
    (
        "Uses:\n\n- a\n\nText.\n\n1. b\n",
        [
            ("paragraph", "Uses:", ()),
            ("list-item", "a", (0,)),
            ("paragraph", "Text.", ()),
            ("list-item", "b", ()),
        ],
    ),
    ("Uses:\n\n- [ ] a\n- [x] b\n", [("paragraph", "Uses:", ()), ("list-item", "a", (0,)), ("list-item", "b", (0,))]),
    ("> Uses:\n>\n> - a\n>\n> - b\n", [("quote", "Uses:", ()), ("list-item", "a", (0,)), ("list-item", "b", (0,))]),
    (
        "Safe?\n: Yes.\n: For all.\n",
        [("paragraph", "Safe?", ()), ("list-item", "Yes.", (0,)), ("list-item", "For all.", (0,))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists_and_what_leads_them(text: str, expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    document = extract_markdown(source(text))
    assert rows(document) == expected
    assert faults(document) == []


def test_cells_are_led_by_their_column_and_their_row() -> None:
    text = "| | Ours | Theirs |\n|-|-|-|\n| Down\\|time | None | |\n| | x | y | z |\n"
    assert rows(extract_markdown(source(text))) == [
        ("table-cell", "Ours", ()),
        ("table-cell", "Theirs", ()),
        ("table-cell", "Down|time", ()),
        ("table-cell", "None", (0, 2)),
        ("table-cell", "x", (0,)),
        ("table-cell", "y", (1,)),
    ]


NOT_COPY = [
    ("Say `no risk` here", "Say here"),
    ("`code`", ""),
    ("    guaranteed = 1\n\ntext", "text"),
    ("~~~\nguaranteed\n~~~\ntext", "text"),
    ("a <code>b</code> c", "a c"),
    ("a <code>b", "a"),
    ("a <!-- b --> c", "a c"),
    ("a <b>c</b>d", "a cd"),
    ("a<br>b<br/>c", "a b c"),
    ("<https://x.example/best> and https://x.example/the-best. End", "and . End"),
    ("mail <best@x.example>", "mail"),
    ("costs $5, then $6 more", "costs $5, then $6 more"),
    ("is {{ x | default('a') }} safe", "is safe"),
    ("{% if a %}\n\nis {% if b %}so{% endif %} safe\n\n{% endif %}", "is so safe"),
    ("{% comment %}\n\nguaranteed\n\n{% endcomment %}\n\ntext", "text"),
    ('{{< figure src="x" >}}\n\ntext', "text"),
    ("text {{ open", "text {{ open"),
    ("## Title {#id .c}", "Title"),
    ("{: .lead}\nText {for all}", "Text {for all}"),
    ("<div>\n\ntext\n\n</div>", "text"),
    ("<pre>\nguaranteed\n\nguaranteed\n</pre>\n\ntext", "text"),
    ("<script>\nx = 1\n\ny = 'guaranteed'\n</script>\ntext", "text"),
    ("a ~~b~~ c", "a b c"),
]


@pytest.mark.parametrize(("text", "expected"), NOT_COPY)
def test_what_is_read_as_copy(text: str, expected: str) -> None:
    document = extract_markdown(source(text))
    assert " ".join(" ".join(block.text for block in document.blocks).split()) == expected
    assert faults(document) == []


TITLES = [
    ('[a](/x "Only *ten*")', "Only *ten*", "Only *ten*"),
    ("[a](/x 'It\\'s &amp; on')", "It's & on", "It\\'s &amp; on"),
    ('[a](</x y> (a \\) "b"))', 'a ) "b"', 'a \\) "b"'),
    ('> [a](/x "two\n> lines" )', "two lines", "two\n> lines"),
    ('[a]\n\n[a]: /x "Ten \\"left\\""', 'Ten "left"', 'Ten \\"left\\"'),
    ("[unused]: /x\n   'Never &copy; used'  \n", "Never © used", "Never &copy; used"),
    ('[a][] [b][A] ![c][a]\n\n[a]: /x "Once"\n[a]: /y "Not this"', "Once", "Once"),
    ('[a]({{ x }} "of {{ y }} all")', "of  all", "of {{ y }} all"),
]


@pytest.mark.parametrize(("text", "title", "written"), TITLES)
def test_titles_stand_once_and_where_they_are_written(text: str, title: str, written: str) -> None:
    document = extract_markdown(source(text))
    places = [index for index, block in enumerate(document.blocks) if block.name == "title"]
    assert [document.blocks[index].text for index in places] == [title]
    assert slice_of(document, places[0], title) == written
    assert faults(document) == []


def test_pictures_follow_their_paragraph() -> None:
    document = extract_markdown(source('Before ![No *pain*](a.png "No gain") and [![Badge](b.png)](/awards) after.'))
    assert rows(document) == [
        ("paragraph", "Before  and  after.", ()),
        ("alt:alt", "No pain", ()),
        ("attribute:title", "No gain", ()),
        ("alt:alt", "Badge", ()),
    ]
    assert slice_of(document, 1, "No pain") == "No *pain"
    assert [mark.target for mark in document.blocks[0].marks] == ["/awards"]


def test_links_and_addresses_are_marked() -> None:
    text = 'See [the **trial**](https://doi.example/1), <https://doi.example/2> and <a class="x" href="/3">this</a>.'
    document = extract_markdown(source(text))
    text = document.blocks[0].text
    assert [(text[mark.start : mark.end], mark.target) for mark in document.blocks[0].marks] == [
        ("the trial", "https://doi.example/1"),
        (" ", "https://doi.example/2"),
        ("this", "/3"),
    ]


def test_attributes_of_tags_in_a_paragraph() -> None:
    document = extract_markdown(source('a <img src="x" alt="No pain"> <span title="Book now">b</span>'))
    assert rows(document) == [
        ("paragraph", "a  b", ()),
        ("alt:alt", "No pain", ()),
        ("attribute:title", "Book now", ()),
    ]
    assert slice_of(document, 1, "No pain") == "No pain"


def test_html_in_a_quote_is_read_without_its_marks() -> None:
    document = extract_markdown(source('> <div title="Book now">\n> <p>Safe\n> for all</p>\n> </div>\n'))
    assert rows(document) == [("attribute:title", "Book now", ()), ("paragraph", "Safe\n  for all", ())]
    assert slice_of(document, 1, "Safe\n  for all") == "Safe\n> for all"
    assert faults(document) == []


SPLIT = [
    ("is **100 %**\n**safe** for all", "100 % safe", "100 %**\n**safe"),
    ("is 100&nbsp;% safe", "100\xa0% safe", "100&nbsp;% safe"),
    ("is 100 \\% s&shy;afe", "100 % s\xadafe", "100 \\% s&shy;afe"),
    ("> > é is 100 %  \n> > safe", "100 % safe", "100 %  \n> > safe"),
    ("- is 100\\\n  % safe", "100 % safe", "100\\\n  % safe"),
    ("is [100 %][a] safe\n\n[a]: /x", "100 % safe", "100 %][a] safe"),
    ("is 100\r\n% safe", "100 % safe", "100\r\n% safe"),
    ("is 100\r% safe", "100 % safe", "100\r% safe"),
    ("日本 *é* is 100 _% safe_ 日本", "100 % safe", "100 _% safe"),
    ("---\ntitle: é\n---\né is 100 % [safe](x 'é') é", "100 % safe", "100 % [safe"),
]


@pytest.mark.parametrize(("text", "words", "written"), SPLIT)
def test_a_claim_maps_to_its_source_over_markup(text: str, words: str, written: str) -> None:
    document = extract_markdown(source(text))
    index = next(index for index, block in enumerate(document.blocks) if words in block.text)
    assert slice_of(document, index, words) == written
    assert faults(document) == []


def test_a_mark_of_a_quote_after_four_spaces_is_text() -> None:
    document = extract_markdown(source("safe\n    > all"))
    assert rows(document) == [("paragraph", "safe > all", ())]
    assert slice_of(document, 0, "> all") == "> all"
    assert faults(document) == []
