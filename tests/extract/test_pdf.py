"""Copy in PDF files: what reads as one text, what is left out, and where it says that it stands."""

from __future__ import annotations

import pytest
from extracted import faults, rows, slice_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffiles import SAMPLE, column, pdf, sample, text

from claimlint.extract import Format, extract_bytes
from claimlint.extract.pdf_blocks import Page, document_of
from claimlint.extract.pdf_layout import Run, lines_of
from claimlint.model.document import BlockKind, Document


def read(*pages: str) -> Document:
    document = extract_bytes(pdf(*pages), "brochure.pdf", Format.PDF)
    assert (document.incidents, faults(document)) == ((), [])
    return document


def texts(*pages: str) -> list[str]:
    return [block.text for block in read(*pages).blocks]


def test_the_sample_is_what_its_program_writes() -> None:
    assert SAMPLE.read_bytes() == sample()


def test_the_kinds_of_blocks_and_what_leads_them() -> None:
    document = read(
        "\n".join((
            text(72, 780, "About laser care", 20, "F2"),
            text(72, 740, "What it is for", 11, "F2"),
            column(72, 715, "It can help with all of the following, which is why we like it so:", "• scars", "• lines"),
            column(72, 640, "1. Come in", "2. Sit down"),
            *(
                text(72 + 200 * index, 560 - 16 * row, cell)
                for row, cells in enumerate((("Treatment", "Downtime"), ("Laser", "None"), ("Needles", "A day")))
                for index, cell in enumerate(cells)
            ),
            text(72, 80, "* In small print.", 8),
        ))
    )  # fmt: skip
    assert rows(document) == [
        ("heading:1", "About laser care", ()),
        ("heading:2", "What it is for", ()),
        ("paragraph", "It can help with all of the following, which is why we like it so:", ()),
        ("list-item", "scars", (2,)),
        ("list-item", "lines", (2,)),
        ("list-item", "Come in", (2,)),
        ("list-item", "Sit down", (2,)),
        ("table-cell", "Treatment", ()),
        ("table-cell", "Downtime", ()),
        ("table-cell", "Laser", (7,)),
        ("table-cell", "None", (8, 9)),
        ("table-cell", "Needles", (7,)),
        ("table-cell", "A day", (8, 11)),
        ("footnote", "* In small print.", ()),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("It is well known that this is", "safe for everyone."), ["It is well known that this is safe for everyone."]),
        (("It is a wonder of rejuve-", "nation for all."), ["It is a wonder of rejuvenation for all."]),
        (("Here is a way without a risk-", "free promise."), ["Here is a way without a risk-free promise."]),
        (("It is approved by nobody, FDA-", "like or not."), ["It is approved by nobody, FDA-like or not."]),
        (("A micro-needle here, and a micro-", "needle there."), ["A micro-needle here, and a micro-needle there."]),
        (("A result, a well thought result-", "result."), ["A result, a well thought resultresult."]),
        (("We cost 10-", "20 pounds."), ["We cost 10-20 pounds."]),
        (("It ends.", "Another begins, and is longer."), ["It ends.", "Another begins, and is longer."]),
        (("Short line", "Another short one, longer"), ["Short line", "Another short one, longer"]),
        (("• One item", "• Another item"), ["One item", "Another item"]),
    ],
)
def test_lines_become_paragraphs(lines: tuple[str, ...], expected: list[str]) -> None:
    assert texts(column(72, 700, *lines)) == expected


def test_places_go_through_the_end_of_a_line() -> None:
    document = read(column(72, 700, "It is a wonder of rejuve-", "nation for all."))
    assert slice_of(document, 0, "rejuvenation") == "rejuve-\nnation"
    assert slice_of(document, 0, "nation") == "nation"
    assert document.source.text == "It is a wonder of rejuve-\nnation for all.\n"


def test_columns_are_read_one_after_the_other() -> None:
    left = column(72, 700, "Said on the left, and", "then on the right with")
    right = column(310, 700, "no stop in between. The", "end of it is here.")
    assert texts(left + "\n" + right) == [
        "Said on the left, and then on the right with no stop in between. The end of it is here."
    ]


def test_a_paragraph_goes_on_over_the_page_and_past_what_repeats() -> None:
    top, foot = text(72, 810, "North Clinic", 9), "See the small print."
    first = column(72, 100, "This is so long that it has to end", "on the next page, which says it is")
    second = column(72, 740, "safe for everyone.")
    document = read(
        "\n".join((top, first, text(72, 60, foot, 8), text(290, 30, "Page 1 of 2", 9))),
        "\n".join((second, top, text(290, 30, "Page 2 of 2", 9))),
    )
    assert rows(document) == [
        ("paragraph", "North Clinic", ()),
        ("paragraph", "This is so long that it has to end on the next page, which says it is safe for everyone.", ()),
        ("paragraph", foot, ()),
    ]
    assert document.pages == (0, document.source.text.index("North Clinic\nsafe"))
    assert document.source.text.splitlines()[-3:] == ["North Clinic", "safe for everyone.", "Page 2 of 2"]


def test_what_differs_in_headers_is_read_on_each_page() -> None:
    pages = [text(72, 810, f"{share}% of people like it", 9) + "\n" + text(72, 500, "Here.") for share in (95, 100)]
    assert texts(*pages) == ["95% of people like it", "Here.", "100% of people like it", "Here."]


def test_lines_out_of_order_are_read_from_top_to_bottom() -> None:
    said = [
        text(72, 700 - 14 * number, row)
        for number, row in enumerate(("It is", "said", "in the", "wrong order", "here"))
    ]
    assert texts("\n".join(reversed(said))) == ["It is said in the wrong order here"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (text(72, 700, "proven") + "\n" + text(106, 704, "12", 7) + "\n" + text(117, 700, "by us"), "proven¹² by us"),
        (text(72, 700, "clini") + "\n" + text(91, 700, "cally", 11, "F2"), "clinically"),
        (text(72, 700, "plain") + "\n" + text(98.5, 700, "words", 11, "F2"), "plain words"),
        ("q 0 1 -1 0 300 300 cm " + column(0, 0, "Up the side", "it goes.") + " Q", "Up the side it goes."),
    ],
)  # fmt: skip
def test_letters_become_words(content: str, expected: str) -> None:
    assert texts(content) == [expected]


def test_a_justified_line_is_no_row_of_cells() -> None:
    content = "\n".join((
        text(72, 700, "Lines that are full set the width"),
        text(72, 686, "of"), text(137.4, 686, "it,"), text(202.3, 686, "and"),
        text(72, 672, "then it ends."),
    ))  # fmt: skip
    assert texts(content) == ["Lines that are full set the width of it, and then it ends."]


@pytest.mark.parametrize(
    "content",
    [
        text(72, 700, "safe for everyone", more="3 Tr "),
        text(700, 700, "safe for everyone"),
    ],
)
def test_what_no_reader_sees_is_marked(content: str) -> None:
    document = read(content + "\n" + text(72, 600, "This is seen."))
    assert [[mark.kind.value for mark in block.marks] for block in document.blocks] == [["hidden"], []]


def test_properties_come_first() -> None:
    data = pdf(text(72, 700, "Here."), info="<< /Title (Safe\\n for all) /Subject <FEFF00C4> /Author (No) >>")
    document = extract_bytes(data, "a.pdf", Format.PDF)
    assert rows(document) == [("title", "Safe for all", ()), ("meta", "Ä", ()), ("paragraph", "Here.", ())]
    assert (document.source.text, document.pages) == ("Safe for all\nÄ\nHere.\n", (15,))


NUMBERS = st.floats(-200, 1200).map(lambda value: round(value, 1))
RUNS = st.builds(
    Run,
    st.sampled_from(
        ["a", "safe for", "everyone.", "• ", "1.", "risk-", "free", " ", "Downtime", "\xad", "Page 3", "¹"]
    ),
    NUMBERS,
    NUMBERS,
    st.sampled_from([700.0, 686.0, 672.0, 800.0, 30.0]) | NUMBERS,
    st.sampled_from([8.0, 11.0, 20.0, 0.5]),
    st.booleans(),
    st.sampled_from([0.0, 0.0, 1.57]),
    st.booleans(),
)


@settings(max_examples=300)
@given(st.lists(st.lists(RUNS, max_size=25), max_size=3))
def test_any_layout_gives_blocks_whose_maps_are_true(pages: list[list[Run]]) -> None:
    made = [Page(tuple(lines_of(runs)), 0, 842) for runs in pages]
    document = document_of([(BlockKind.TITLE, " a \n")], made, b"", "a.pdf", ())
    assert faults(document) == []
    letters = sum(run.text.strip() != "" for runs in pages for run in runs)
    assert len(document.blocks) <= letters + 1
    assert len(document.pages) == len(pages)


SAMPLES = (sample(), pdf(text(72, 700, "It is safe for everyone.")))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 9_000), st.binary(max_size=8)), max_size=6))
def test_a_damaged_file_is_read_or_refused(data: bytes, cuts: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(data)
    for place, new in cuts:
        at = place % len(damaged)
        damaged[at : at + len(new)] = new
    document = extract_bytes(bytes(damaged), "a.pdf", Format.PDF)
    assert faults(document) == []
    assert document.blocks or document.incidents
    assert not [one for one in document.incidents if "could not be read as" in one.detail]
