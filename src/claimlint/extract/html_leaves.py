"""Elements that hold one run of text and nothing else, which most blocks of a page are made of.

Each is taken in one step: what its start tag, its text and its end tag do one after the other (``html_elements``),
without an open element in between.
"""

from __future__ import annotations

from collections.abc import Callable

from claimlint.extract.html_copy import Copy
from claimlint.extract.html_tags import HEADINGS
from claimlint.model.document import BlockKind

Leaf = Callable[[Copy, str, str, int], None]
"""Called with the element's name, its text and the place of that in the source."""

# Looking up a member of an enum costs as much as a short loop.
_HEADING, _LIST_ITEM, _TABLE_CELL = BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL


def _paragraph(copy: Copy, tag: str, text: str, place: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    structure = copy.structure
    if structure.current.level:
        structure.leave_heading()
    frame = structure.current
    if copy.add_leaf(frame.kind, text, place, frame.leads, frame.level) >= 0:
        frame.leads = ()


def _heading(copy: Copy, tag: str, text: str, place: int) -> None:
    copy.flush()
    structure = copy.structure
    structure.leave_heading()
    around = structure.current
    leads, around.leads = around.leads, ()
    copy.add_leaf(_HEADING, text, place, leads, int(tag[1]))


def _item(copy: Copy, tag: str, text: str, place: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    around = copy.structure.start_item()
    copy.add_leaf(_LIST_ITEM, text, place, around.intro)


def _cell(copy: Copy, tag: str, text: str, place: int) -> None:
    if copy.pieces or copy.pending:
        copy.flush()
    table = copy.structure.start_cell()
    if table is None:
        copy.add_leaf(_TABLE_CELL, text, place)
        return
    is_header = tag == "th"
    table.end_cell(is_header, copy.add_leaf(_TABLE_CELL, text, place, table.start_cell(is_header, 1, 1)))


LEAVES: dict[str, Leaf] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("td", "th"), _cell),
    "li": _item,
    "p": _paragraph,
}
"""What these elements do if they hold text only."""
