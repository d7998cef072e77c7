"""Blocks, which hold no map as long as their text stands in the source as it is."""

from __future__ import annotations

from claimlint.model.document import Block, BlockKind
from claimlint.model.span import SourceMap, Span


def test_a_place_stands_for_the_map_of_a_text_that_is_there_as_it_is() -> None:
    block = Block(BlockKind.PARAGRAPH, "PRP is safe", 40)

    assert block.map.length == 11
    assert block.map.to_source(Span(7, 11)) == Span(47, 51)
    assert block.map.segments() == SourceMap.identity(11, 40).segments()


def test_a_map_that_was_given_is_kept() -> None:
    given = SourceMap([("PRP ", 3, 7, True), ("&", 7, 12, False)], 5)

    assert Block(BlockKind.PARAGRAPH, "PRP &", given).map is given
    assert Block(BlockKind.PARAGRAPH, "PRP &", 3)._replace(map=given).map is given
