"""Edits of a text, and the way back from the changed text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimlint.fix.edits import Edit, Shift, expected, pieces_of
from claimlint.model.document import Block, BlockKind, Mark, MarkKind
from claimlint.model.span import SourceMap


def edit(start: int, end: int, text: str) -> Edit:
    return Edit(start, end, text, 0, start, end, text)


@given(st.text(min_size=1, max_size=40), st.data())
def test_what_no_edit_touches_has_its_old_place(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [edit(a, b, data.draw(st.text(max_size=5))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    pieces = pieces_of(text, edits)
    after = "".join(pieces)
    shift = Shift(edits)
    for offset in range(len(after)):
        if not shift.touched(offset, offset + 1):
            assert after[offset] == text[shift.back(offset)]
    for number, one in enumerate(edits):
        new = shift.new[number]
        assert after[new.start : new.end] == one.written


def test_marks_move_with_their_words() -> None:
    link, note = Mark(MarkKind.LINK, 4, 8, "/x"), Mark(MarkKind.FOOTNOTE, 8, 8, "1")
    block = Block(BlockKind.PARAGRAPH, "one link two", SourceMap.identity(12), marks=(link, note))
    moved = (Mark(MarkKind.LINK, 6, 10, "/x"), Mark(MarkKind.FOOTNOTE, 10, 10, "1"))
    assert expected(block, [edit(0, 3, "first")]) == ("first link two", moved)
    assert expected(block, [edit(9, 12, "2")]) == ("one link 2", (link, note))
    grown = (Mark(MarkKind.LINK, 4, 10, "/x"), Mark(MarkKind.FOOTNOTE, 10, 10, "1"))
    assert expected(block, [edit(4, 8, "anchor")]) == ("one anchor two", grown)
    assert expected(block, [edit(2, 6, "x")]) is None
    assert expected(block, [edit(6, 10, "x")]) is None
    assert expected(block, [edit(0, 3, "a"), edit(2, 3, "b")]) is None
