"""Copy in the properties of the elements of JSX."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from claimlint.extract.html_pieces import block_of, without_margin
from claimlint.extract.html_tags import ATTRIBUTE_COPY
from claimlint.extract.jsx_copy import Attribute, isolated
from claimlint.extract.script_names import is_answer, is_question
from claimlint.extract.script_scope import Entry
from claimlint.extract.script_strings import attribute_pieces
from claimlint.model.document import BlockKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from claimlint.extract.script import Reader, Task
    from claimlint.extract.script_scope import Scope

_STYLING = frozenset(("className", "class", "style", "sx", "css", "tw", "key", "ref", "src", "variants"))
_CLASSES = ("className=", "class=")
_ADDRESSING = frozenset(("id", "href"))
_WITHOUT = frozenset(("meta", "style"))
"""Elements whose properties are not for people."""


def attributes_of(reader: Reader, parts: list[Node]) -> list[Attribute]:
    """Return the properties among the ``parts`` of a tag that may be copy or tell of it; questions come first."""
    found: list[Attribute] = []
    text = reader.text
    has_answer = False
    for part in parts[2:]:  # after the angle bracket and the name
        # Most properties are classes: they are told by their source, before anything is asked of their parts.
        if part.type == "jsx_attribute" and not text.startswith(_CLASSES, part.start_byte):
            members = part.children
            if len(members) > 2:  # name, sign, value
                named, value = members[0], members[-1]
                name = text[named.start_byte : named.end_byte]
                if name not in _STYLING:
                    found.append((name, value, value.type == "string"))
                    has_answer = has_answer or is_answer(name)
    if has_answer and len(found) > 1:
        found.sort(key=lambda attribute: not is_question(attribute[0]))
    return found


def take_attributes(
    reader: Reader, name: str, attributes: list[Attribute], scope: Scope, *, component: bool
) -> list[tuple[Task, Node, Scope]]:
    """Take the properties of an element that people read; return what is left to be done, which is code, in its order.

    ``component`` says that its properties are not those of an element of HTML.
    """
    if not attributes or (name in _WITHOUT and not component):
        return []
    entry = Entry()
    left: list[tuple[Task, Node, Scope]] = []
    for key, value, is_quoted in attributes:
        if key in _ADDRESSING:
            continue
        if not is_quoted:
            if reader.may_hold_copy(value):
                inner = scope.named(key, entry)
                if not component and key not in ATTRIBUTE_COPY and not inner.is_copy:
                    inner = inner._replace(is_copy=None if key.startswith("on") else False)
                left.append((isolated, value, inner))
        elif component or key in ATTRIBUTE_COPY or key.startswith("aria-") or key == "label":
            inner = scope.named(key, entry)
            if inner.is_copy is False:
                continue
            if left:
                left.append((partial(_attribute, component), value, inner))
            else:
                _attribute(component, reader, value, inner)
    return left


def _attribute(component: bool, reader: Reader, node: Node, scope: Scope) -> None:
    pieces = attribute_pieces(reader.text, node.start_byte + 1, node.end_byte - 1)
    if component and not scope.name.startswith("aria-"):
        reader.keep(pieces, scope)
        return
    kind = BlockKind.ALT if scope.name == "alt" else BlockKind.ATTRIBUTE
    block = block_of(kind, without_margin(pieces), name=scope.name)
    if block is not None:
        reader.elements.place([block])
