"""Statements made by sentences, leads, questions and cells, and where their pieces stand."""

from __future__ import annotations

import pytest

from claimlint.model.document import Block, BlockKind
from claimlint.model.span import SourceMap
from claimlint.text.fold import fold
from claimlint.text.sentences import sentences
from claimlint.text.statements import Sentence, Setting, affirms, block_statements, leads_of, led_statement

P, H, L, C, A = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.ALT


def block(kind: BlockKind, text: str, leads: tuple[int, ...] = ()) -> Block:
    return Block(kind, text, SourceMap.identity(len(text)), leads)


def test_sentences_are_statements_with_their_neighbours() -> None:
    found = block_statements(4, fold("It works. Does it? Hardly."), Setting(("lead",), "head"))
    assert [(s.text, s.before, s.after, s.proper_start) for s in found] == [
        ("It works.", "", "does it?", 0),
        ("Does it?", "it works.", "hardly.", 0),
        ("Hardly.", "does it?", "", 0),
        ("Does it Hardly.", "", "", 8),
    ]
    assert {s.setting for s in found} == {Setting(("lead",), "head")}


@pytest.mark.parametrize(
    ("lead", "kind", "text", "joined"),
    [
        ("PRP can help with:", L, "alopecia", "PRP can help with alopecia"),
        ("First. PRP can help with:", L, "alopecia. Often.", "PRP can help with alopecia."),
        ("Is it safe?", P, "Yes, for everyone.", "Is it safe for everyone."),
        ("Is it safe?", P, "Yes.", "Is it safe Yes."),
        ("Is it safe?", P, "Absolutely! For all.", "Is it safe Absolutely!"),
        ("Downtime", C, "None", "Downtime: None"),
    ],
)
def test_a_lead_and_its_block_are_joined_as_one_would_say_them(
    lead: str, kind: BlockKind, text: str, joined: str
) -> None:
    first, second = fold(lead), fold(text)
    last, head = Sentence(0, first, *sentences(first.text)[-1]), Sentence(1, second, *sentences(second.text)[0])
    statement = led_statement(last, head, kind, Setting())
    assert statement.text == joined
    assert statement.lower == joined.lower()
    for piece in statement.pieces:
        source = (first, second)[piece.block].text
        assert statement.text[piece.start : piece.end] == source[piece.offset : piece.offset + piece.end - piece.start]
    assert [piece.block for piece in statement.pieces] == [0, 1]


@pytest.mark.parametrize(
    ("before", "kind", "leads", "expected"),
    [
        (block(H, "Is it safe?"), P, (), (0,)),
        (block(P, "Is it safe? "), P, (), (0,)),
        (block(H, "Safety"), P, (), ()),
        (block(A, "Is it safe?"), P, (), ()),
        (block(H, "Is it safe?"), H, (), ()),
        (block(P, "Is it safe?"), L, (0,), (0,)),
    ],
)
def test_a_question_leads_to_the_block_that_answers_it(
    before: Block, kind: BlockKind, leads: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert leads_of([before, block(kind, "Yes.", leads)], 1) == expected


@pytest.mark.parametrize(
    ("answer", "is_yes"),
    [
        ("yes.", True),
        ("yes, it is.", True),
        ("of course!", True),
        ("absolutely, it does.", True),
        ("absolutely not.", False),
        ("certainly, not.", False),
        ("yes, but not always.", False),
        ("yes, for some.", False),
        ("yes, for everyone over 18.", False),
        ("no, yes.", False),
        ("yesterday.", False),
        ("", False),
    ],
)
def test_a_yes_that_says_no_more_than_yes(answer: str, is_yes: bool) -> None:
    assert affirms(answer) is is_yes
