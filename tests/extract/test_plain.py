"""Plain text: drafts wrapped by hand, text pasted from a page, and the sentences of a data set."""

from __future__ import annotations

import pytest
from extracted import faults, rows, slice_of, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract.plain import extract_plain

CASES = [
    ("", []),
    (" \n\t\n", []),
    ("Is it safe? Yes.\n", [("paragraph", "Is it safe? Yes.", ())]),
    (
        "Hair clinic\n\nText here.\n\nOur risks\n",
        [
            ("heading:1", "Hair clinic", ()),
            ("paragraph", "Text here.", ()),
            ("heading:2", "Our risks", ()),
        ],
    ),
    (
        "What Are Exosomes?\nSmall bubbles.\nWhat are exosomes?\n",
        [
            ("heading:1", "What Are Exosomes?", ()),
            ("paragraph", "Small bubbles.", ()),
            ("paragraph", "What are exosomes?", ()),
        ],
    ),
    (
        "How PRP Stimulates Hair:\n\nIt does not.\n",
        [
            ("heading:1", "How PRP Stimulates Hair:", ()),
            ("paragraph", "It does not.", ()),
        ],
    ),
    ("Title\n=====\nText.\n\n* * *\n", [("heading:1", "Title", ()), ("paragraph", "Text.", ())]),
    (
        "PRP can help with:\n- thinning\n  hair\n* alopecia\n\n  • scalps\n\nMore.\n1. one\n",
        [
            ("paragraph", "PRP can help with:", ()),
            ("list-item", "thinning hair", (0,)),
            ("list-item", "alopecia", (0,)),
            ("list-item", "scalps", (0,)),
            ("paragraph", "More.", ()),
            ("list-item", "one", ()),
        ],
    ),
    (
        "Uses:\n\na) hair\n(b) skin\n3) nails\n–\tscalp\n",
        [
            ("paragraph", "Uses:", ()),
            ("list-item", "hair", (0,)),
            ("list-item", "skin", (0,)),
            ("list-item", "nails", (0,)),
            ("list-item", "scalp", (0,)),
        ],
    ),
    (
        "Uses:\n\nHair is one.\n\nSkin is one.\n",
        [
            ("paragraph", "Uses:", ()),
            ("paragraph", "Hair is one.", ()),
            ("paragraph", "Skin is one.", ()),
        ],
    ),
    (
        "Premium Lifting Threads\nPremium Microcannula\nPremium Needles\n",
        [
            ("heading:1", "Premium Lifting Threads", ()),
            ("heading:2", "Premium Microcannula", ()),
            ("heading:2", "Premium Needles", ()),
        ],
    ),
    ("Visible results\nin just 30 days\n", [("paragraph", "Visible results in just 30 days", ())]),
    ("See https://x.example/the-best-one now.\n", [("paragraph", "See   now.", ())]),
    (
        "-5 kg in a week.\n$1. That is all.\n",
        [("paragraph", "-5 kg in a week.", ()), ("paragraph", "$1. That is all.", ())],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_blocks(text: str, expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    document = extract_plain(source(text))
    assert rows(document) == expected
    assert faults(document) == []


WRAPPED = """\
What are the risks
Swelling of the forehead, numbness, itching and crusts are normal at first.
Infection, bleeding, poor growth of the grafts and visible dot scars can
happen.
Losing some of the existing hair for a time, known as shock loss, is also
quite common.
"""


def test_a_paragraph_wrapped_by_hand_is_one_block() -> None:
    document = extract_plain(source(WRAPPED))
    assert [(kind, len(text)) for kind, text, _ in rows(document)] == [
        ("heading:1", 18),
        ("paragraph", 156),
        ("paragraph", 87),
    ]
    assert slice_of(document, 1, "scars can happen") == "scars can\nhappen"


def test_a_paragraph_may_be_wrapped_at_a_wide_margin() -> None:
    first = (
        "Hair falls out over the next one to three weeks, and you may see more of it than before on your pillow or "
        "in the sink. No laser"
    )
    assert len(first) == 127
    document = extract_plain(source(f"{first}\nremoves all hair for good.\n"))
    assert [block.text for block in document.blocks] == [f"{first} removes all hair for good."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_line_of_a_pasted_page_is_a_paragraph(newline: str) -> None:
    lines = [
        "For years, plasma has been the gold standard for hair growth, and experts now see exosomes as the next step "
        "for it.",
        "Think of exosomes as tiny messengers between cells.",
        "They are not a magic bullet, and results vary a great deal from one person to the next, as with any other "
        "therapy that has been tried so far.",
    ]
    document = extract_plain(source(newline.join(lines)))
    assert [block.text for block in document.blocks] == lines
    assert faults(document) == []


@given(
    st.lists(st.text("aB .:?-1•\u00a0é", min_size=1, max_size=90), max_size=8), st.sampled_from(["\n\n", "\r\n\r\n"])
)
def test_sentences_between_blank_lines_are_never_joined(sentences: list[str], gap: str) -> None:
    sentences = [f"x{sentence}x" for sentence in sentences]
    document = extract_plain(source(gap.join(sentences)))
    assert [block.text for block in document.blocks] == sentences
    assert all(block.leads == () for block in document.blocks)


@given(
    st.text()
    | st.lists(st.sampled_from(["- ", "1. ", "word ", "Word.", "\n", "\r\n", "\r", ":", "  ", "é", "https://x.y"])).map(
        "".join
    )
)
def test_maps_hold_for_any_text(text: str) -> None:
    assert faults(extract_plain(source(text))) == []


@given(st.lists(st.sampled_from(["- ", "word", "Word.", " ", "\n", "\n\n", "é", "?"])).map("".join))
def test_no_word_is_lost(text: str) -> None:
    words = [word for block in extract_plain(source(text)).blocks for word in block.text.split()]
    kept = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    assert [word for word in words if any(letter.isalpha() for letter in word)] == kept
