"""Strings in code, alone and put together with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimlint.extract.html_pieces import Piece
from claimlint.extract.jsonld import json_ld_blocks
from claimlint.extract.jsx_copy import LITERALS
from claimlint.extract.runs import FILLER, masked_at
from claimlint.extract.script_scope import Role
from claimlint.extract.script_strings import literal_pieces, string_pieces
from claimlint.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from tree_sitter import Node

    from claimlint.extract.script import Reader
    from claimlint.extract.script_scope import Scope

_JSON = lazy_pattern(r"\s*[{\[]\s*(?:\{\s*)?\"@(?:context|type)\"")


def field(node: Node, name: str) -> list[Node]:
    """Return what a node has in a field of the grammar, one node or none."""
    child = node.child_by_field_name(name)
    return [child] if child is not None else []


def source_of(reader: Reader, nodes: list[Node], limit: int = 200) -> str:
    """Return the source of the first of ``nodes``, cut to a length that names have."""
    return reader.text[nodes[0].start_byte : min(nodes[0].end_byte, nodes[0].start_byte + limit)] if nodes else ""


def literal(reader: Reader, node: Node, scope: Scope) -> None:
    """Take a string or a template, and what is in the holes of the template."""
    text = reader.text
    start, end = node.start_byte + 1, node.end_byte - 1
    if end <= start:
        return
    if node.type == "template_string":
        holes = [child for child in node.named_children if child.type == "template_substitution"]
        if holes:
            reader.push(holes, scope._replace(is_copy=None, name=""))
        if _JSON.match(text, start, end):
            inside = text[start:end]
            scanned = masked_at(inside, [(hole.start_byte - start, hole.end_byte - start) for hole in holes])
            reader.elements.place(json_ld_blocks(inside, scanned, start, FILLER))
            return
    elif scope.is_copy is None and text.find(" ", start, end) < 0:
        return
    if scope.is_copy is not False or scope.role is Role.JSON_LD:
        reader.keep(literal_pieces(text, node), scope)


def operation(reader: Reader, node: Node, scope: Scope) -> None:
    """Take operands joined with ``+`` as one text; a string that is compared with something is not copy."""
    operator = source_of(reader, field(node, "operator"))
    if operator not in ("+", "&&", "||", "??"):
        sides = [*field(node, "left"), *field(node, "right")]
        reader.push([side for side in sides if side.type not in LITERALS], scope)
        return
    if operator != "+":
        reader.push([*field(node, "left"), *field(node, "right")], scope)
        return
    operands: list[Node] = []
    rest: Node | None = node
    while rest is not None and rest.type == "binary_expression" and source_of(reader, field(rest, "operator")) == "+":
        operands += field(rest, "right")
        rest = rest.child_by_field_name("left")
    operands += [rest] if rest is not None else []
    operands.reverse()
    if not any(operand.type in LITERALS for operand in operands):
        reader.push(operands, scope)
        return
    pieces, others = _joined(reader, operands)
    reader.push(others, scope._replace(is_copy=None, name=""))
    if scope.is_copy is not False:
        reader.keep(pieces, scope)


def _joined(reader: Reader, operands: list[Node]) -> tuple[list[Piece], list[Node]]:
    """Return what operands of ``+`` say one after the other, and those that are code, which leave a space."""
    pieces: list[Piece] = []
    others: list[Node] = []
    for operand in operands:
        if operand.type in LITERALS:
            pieces += literal_pieces(reader.text, operand)
        elif operand.type == "number":
            pieces += string_pieces(reader.text, operand.start_byte, operand.end_byte)
        else:
            pieces.append((" ", operand.start_byte, operand.end_byte, False))
            others.append(operand)
    return pieces, others
