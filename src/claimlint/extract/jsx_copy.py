"""The copy of JSX while it is read: the elements that are open, and the text of the innermost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimlint.extract.html_copy import Copy
from claimlint.extract.html_pieces import Piece, without_margin
from claimlint.extract.script_strings import attribute_pieces, literal_pieces
from claimlint.model.document import Block, BlockKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from claimlint.extract.script import Reader
    from claimlint.extract.script_scope import Scope

LITERALS = frozenset(("string", "template_string"))


Attribute = tuple[str, "Node", bool]
"""A property of an element: its name, its value, and whether that is a string in quotation marks (else it is code)."""


def attribute_says(text: str, attribute: Attribute) -> list[Piece]:
    """Return what a property says if it is a string, in quotation marks or in braces; ``text`` is the whole source."""
    _, value, is_quoted = attribute
    if is_quoted:
        return attribute_pieces(text, value.start_byte + 1, value.end_byte - 1)
    if value.type == "jsx_expression":
        shown = [child for child in value.named_children if child.type != "comment"]
        if shown and shown[0].type in LITERALS:
            return literal_pieces(text, shown[0])
    return []


class ElementCopy(Copy):
    """The copy of one tree of elements while it is read; places count from the start of the source."""

    __slots__ = ("attributes", "source")
    holds_elements = True
    """Whether elements in it belong to its text."""

    def __init__(self, source: str, blocks: list[Block]) -> None:
        super().__init__("", 0, 0, 0)
        self.source = source
        self.blocks = blocks
        self.attributes: list[Attribute] = []
        """Those of the element that starts."""

    def values(self, source: str, start: int, names: Sequence[str]) -> dict[str, list[Piece]]:
        """Return what those properties of the element say that are in ``names``."""
        wanted = [attribute for attribute in self.attributes if attribute[0] in names]
        return {attribute[0]: pieces for attribute in wanted if (pieces := attribute_says(self.source, attribute))}

    def add(self, pieces: list[Piece]) -> None:
        """Take some text."""
        self.pieces += pieces if self.pieces else without_margin(pieces)


class ShownCopy(ElementCopy):
    """What one expression shows in a text that is read elsewhere, with the white space around it."""

    __slots__ = ()
    holds_elements = False

    def add(self, pieces: list[Piece]) -> None:
        """Take some text."""
        self.pieces += pieces

    def gap(self, start: int, end: int) -> None:
        """Keep the words around something that is not copy apart."""
        self.pieces.append((" ", start, end, False))


class Elements:
    """The elements that are open; ``copy`` is that of the innermost tree, None outside of all."""

    __slots__ = ("_outer", "_reader", "copy")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._outer: list[ElementCopy | None] = []
        self.copy: ElementCopy | None = None

    def place(self, blocks: list[Block]) -> int:
        """Put blocks where they belong: after the one that is open, or at the end; then return where, else -1."""
        copy = self.copy
        if copy is not None and (copy.pieces or copy.pending):
            copy.pending += blocks
            return -1
        index = len(self._reader.blocks)
        self._reader.blocks += blocks
        if copy is not None and blocks and blocks[-1].kind is BlockKind.HEADING:
            copy.structure.lead = len(self._reader.blocks) - 1
        return index

    def enter(self, copy: ElementCopy | None) -> None:
        """Begin a tree of elements, or code in which one may begin, apart from what is open."""
        self._outer.append(self.copy)
        self.copy = copy

    def leave(self) -> None:
        """End what was entered last."""
        if self.copy is not None:
            self.copy.flush()
        self.copy = self._outer.pop()


def leave(reader: Reader, node: Node, scope: Scope) -> None:
    """End what was entered last, as a task."""
    reader.elements.leave()


def isolated(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at code whose elements do not belong to the text that is open."""
    if reader.may_hold_copy(node):
        reader.elements.enter(None)
        reader.agenda.append((leave, node, scope))
        reader.push([node], scope)
