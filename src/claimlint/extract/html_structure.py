"""The structure of a page as far as copy depends on it: what kind a block is, and which blocks it completes.

Not a tree: only the elements that matter are kept on a stack, and a tag costs the same however deep it stands.
"""

from __future__ import annotations

from claimlint.model.document import BlockKind

# Looking up a member of an enum costs as much as a short loop.
_HEADING, _LIST_ITEM, _TABLE_CELL = BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL

_COLUMNS = 1000
"""The most columns of a table that headers are kept for (the HTML standard's limit for ``colspan``)."""

_TERMS = 8
"""The most terms that one description explains: a bound on the work for a list of nothing but terms."""

_TABLE_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))


class Frame:
    """An open element, with the innermost list, table and cell that are open in or around it.

    ``leads`` wait for the first block in it, whose index ``first`` becomes. ``level`` is the depth of a heading, or 0.
    """

    __slots__ = ("cell", "first", "kind", "leads", "level", "list", "parent", "table", "tag")

    def __init__(
        self,
        tag: str,
        kind: BlockKind,
        parent: Frame | None,
        around: ItemList | None,
        table: Table | None,
        cell: Frame | None,
    ) -> None:
        self.tag = tag
        self.kind = kind
        self.parent = parent
        self.list = around
        self.table = table
        self.cell = cell
        self.level = 0
        self.leads: tuple[int, ...] = ()
        self.first = -1


class ItemList:
    """A list with the item in it that is open.

    ``intro`` leads each item; in a ``dl``, it holds the terms that the next ``dd`` explains, or that the last one
    did, which ``explained`` says.
    """

    __slots__ = ("explained", "intro", "item")

    def __init__(self, intro: tuple[int, ...]) -> None:
        self.intro = intro
        self.explained = False
        self.item: Frame | None = None


class Table:
    """A table with the row and cell in it that are open, and its headers; -1 stands for a header without text."""

    __slots__ = ("cell", "column", "frame", "heads", "in_head", "number", "regular", "row", "row_head", "span")

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.row: Frame | None = None
        self.cell: Frame | None = None
        self.heads: list[int] = []
        self.in_head = False
        self.regular = True
        self.number = -1
        self.column = 0
        self.row_head = -1
        self.span = 1

    def start_row(self) -> None:
        """Begin the next row."""
        self.number += 1
        self.column = 0
        self.row_head = -1

    def start_cell(self, is_header: bool, columns: int, rows: int) -> tuple[int, ...]:
        """Begin a cell over so many columns and rows, and return the blocks that it completes."""
        self.span = columns
        if rows != 1:
            self.regular = False  # later rows begin further right: no header is better than the wrong one
        if not self.in_head and self.number == 0 and not is_header and self.column:
            self.heads.clear()  # a first row with values in it is no row of headers
        if self.in_head or is_header or not self.regular:
            return ()
        row_head = self.row_head
        column_head = self.heads[self.column] if self.number > 0 and self.column < len(self.heads) else -1
        if column_head < 0:
            return (row_head,) if row_head >= 0 else ()
        return (row_head, column_head) if row_head >= 0 else (column_head,)

    def end_cell(self, is_header: bool, first: int) -> None:
        """End the cell, whose first block was ``first``."""
        self.cell = None
        column, end = self.column, self.column + self.span
        self.column = end if end < _COLUMNS else _COLUMNS
        if column == 0:
            self.row_head = first
        if self.in_head or (self.number == 0 and (column == 0 or len(self.heads) == column)):
            head = first if self.in_head or is_header else -1
            self.heads[column:] = [head] * (self.column - column)


class Structure:
    """The open elements that matter, the innermost being ``current``."""

    __slots__ = ("_open", "current", "lead")

    def __init__(self) -> None:
        self.current = Frame("", BlockKind.PARAGRAPH, None, None, None, None)
        self.lead = -1
        """The index of the block that a list would follow directly, or -1."""
        self._open: dict[str, list[Frame]] = {}

    def open(self, tag: str, kind: BlockKind | None = None) -> Frame:
        """Enter an element; without a ``kind``, blocks in it are of the kind of those around it."""
        parent = self.current
        frame = Frame(tag, kind or parent.kind, parent, parent.list, parent.table, parent.cell)
        self.current = frame
        frames = self._open.get(tag)
        if frames is None:
            self._open[tag] = [frame]
        else:
            frames.append(frame)
        return frame

    def close(self, tag: str) -> None:
        """Leave the innermost element of this name and all in it, if one is open in the same cell."""
        frames = self._open.get(tag)
        if frames and (frames[-1].cell is self.current.cell or tag in _TABLE_PARTS):
            self.leave(frames[-1])

    def leave(self, frame: Frame) -> None:
        """Leave ``frame``, which is open, and all in it."""
        opened = self._open
        while True:
            last = self.current
            parent = last.parent
            if parent is None:
                return
            tag = last.tag
            opened[tag].pop()
            self.current = parent
            if parent.first < 0:
                parent.first = last.first
            if tag in _LEAVING:
                _leave_special(last)
            if last is frame:
                return

    def open_heading(self, level: int) -> None:
        """Enter a heading; the first block in it stands for what is around it."""
        self.leave_heading()
        parent = self.current
        frame = self.open("h", _HEADING)
        frame.level = level
        frame.leads, parent.leads = parent.leads, ()

    def leave_heading(self) -> None:
        """Leave the heading that is open, if the innermost element is one."""
        if self.current.level:
            self.leave(self.current)

    def open_list(self, tag: str, intro: tuple[int, ...]) -> None:
        """Enter a list whose items are led in by ``intro``."""
        self.leave_heading()
        self.open(tag).list = ItemList(intro)

    def start_item(self) -> ItemList:
        """End the open item of the innermost list, and return the list."""
        around = self.current.list
        if around is None:
            around = self.current.list = ItemList(())
        if around.item is not None:
            self.leave(around.item)
        return around

    def open_item(self, tag: str, kind: BlockKind) -> None:
        """Enter a list item, term or description; the one before it in the list ends."""
        around = self.start_item()
        around.item = frame = self.open(tag, kind)
        if tag == "li":
            if kind is _LIST_ITEM:
                frame.leads = around.intro
        elif tag == "dd":
            frame.leads = around.intro
            around.explained = True
        elif around.explained:
            around.intro, around.explained = (), False

    def open_table(self) -> None:
        """Enter a table."""
        self.leave_heading()
        frame = self.open("table")
        frame.list = None
        frame.table = table = Table()
        table.frame = frame

    def open_group(self, tag: str, kind: BlockKind | None = None) -> None:
        """Enter a group of rows or the caption; any other in the same table ends."""
        table = self.current.table
        if table is not None:
            while self.current is not table.frame:
                self.leave(self.current)
            table.in_head = tag == "thead"
        self.open(tag, kind)

    def open_row(self) -> None:
        """Enter a row; the one before it ends."""
        table = self.current.table
        if table is None:
            return
        if table.row is not None:
            self.leave(table.row)
        elif self.current.tag == "caption":
            self.leave(self.current)
        table.start_row()
        table.row = self.open("tr")

    def start_cell(self) -> Table | None:
        """End the open cell of the innermost table, and return the table, in which a row is open then."""
        table = self.current.table
        if table is not None:
            if table.cell is not None:
                self.leave(table.cell)
            if table.number < 0:
                table.start_row()
        return table

    def open_cell(self, tag: str, columns: int, rows: int) -> None:
        """Enter a cell over so many columns and rows; the one before it ends."""
        table = self.start_cell()
        frame = self.open(tag, _TABLE_CELL)
        frame.cell = frame
        frame.list = None
        if table is not None:
            table.cell = frame
            frame.leads = table.start_cell(tag == "th", columns, rows)


_LEAVING = frozenset(("dd", "dt", "li", "td", "th", "thead", "tr"))


def _leave_special(frame: Frame) -> None:
    """Take note in the list or table around ``frame`` that it is open no more."""
    tag, table, around = frame.tag, frame.table, frame.list
    if tag in ("li", "dd", "dt"):
        if around is not None:
            around.item = None
            if tag == "dt" and frame.first >= 0:
                around.intro = (*around.intro[1 - _TERMS :], frame.first)
    elif table is not None:
        if tag == "tr":
            table.row = None
        elif tag == "thead":
            table.in_head = False
        else:
            table.end_cell(tag == "th", frame.first)
