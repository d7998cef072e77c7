"""Copy in the elements of JSX: what they show, as https://facebook.github.io/jsx/ and its compilers define it.

The elements do to the copy what those of HTML do (``html_elements``), so that headings, lists and tables mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from html.entities import html5
from typing import TYPE_CHECKING

from claimlint.extract.html_attributes import reference_text
from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import ENDS, STARTS, breaks
from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.extract.html_tags import ATTRIBUTE_COPY, DRAWINGS, SVG_COPY
from claimlint.extract.jsx_names import chosen_tag, is_component, is_inline, is_unread, tag_of
from claimlint.extract.script_names import is_answer, is_question, is_translation, looks_like_copy
from claimlint.extract.script_scope import Entry
from claimlint.extract.script_strings import attribute_pieces, literal_pieces, said
from claimlint.model.document import Block, BlockKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from claimlint.extract.script import Reader, Task
    from claimlint.extract.script_scope import Scope

_TEXT = re.compile(r"(?<![ \t])[ \t]*+[\r\n][ \t\r\n]*+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A line end with the white space around it, or a character reference."""
_LITERALS = frozenset(("string", "template_string"))
_WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))
_ELEMENTS = frozenset(("jsx_element", "jsx_self_closing_element"))
_STYLING = frozenset(("className", "class", "style", "sx", "css", "tw", "key", "ref", "src", "variants"))
_ADDRESSING = frozenset(("id", "href"))
_LIKE_HTML = frozenset(("a", "img"))
"""What components stand for whose properties are those of HTML."""
_LETTER = re.compile(r"[^\W\d_]")


class ElementCopy(Copy):
    """The copy of one tree of elements while it is read; places count from the start of the source."""

    __slots__ = ("attributes",)

    def __init__(self, blocks: list[Block]) -> None:
        super().__init__("", 0, 0, 0)
        self.blocks = blocks
        self.attributes: dict[str, list[Piece]] = {}
        """What the quoted properties of the element that starts say."""

    def values(self, source: str, start: int, names: Sequence[str]) -> dict[str, list[Piece]]:
        """Return what those properties of the element say that are in ``names``."""
        return {name: list(self.attributes[name]) for name in names if name in self.attributes}

    def add(self, pieces: list[Piece]) -> None:
        """Take some text."""
        self.pieces += pieces if self.pieces else without_margin(pieces)


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


def element(reader: Reader, node: Node, scope: Scope, *, in_text: bool = False) -> None:
    """Read an element with its properties and all in it."""
    elements = reader.elements
    copy = elements.copy
    if copy is None:
        copy = ElementCopy(reader.blocks)
        elements.enter(copy)
        if scope.entry is not None and is_answer(scope.name) and scope.entry.question >= 0:
            copy.structure.current.leads = (scope.entry.question,)
        reader.agenda.append((_leave, node, scope))
    opening = node.child_by_field_name("open_tag") or node
    start, end = opening.start_byte, opening.end_byte
    named = opening.child_by_field_name("name")
    name = reader.text[named.start_byte : named.end_byte] if named is not None else ""
    attributes = _attributes(reader, opening)
    copy.attributes = {key: pieces for key, value in attributes if (pieces := _quoted(reader, value))}
    tag = tag_of(name)
    if copy.attributes and is_component(name):
        tag = chosen_tag(tag, {key: said(pieces) for key, pieces in copy.attributes.items()})
    if tag == "th" and name == "TableHead" and copy.structure.current.tag == "table":
        tag = "thead"
    inner = scope._replace(name="", is_copy=None, entry=None, in_list=False, depth=0)
    if is_unread(tag):
        _unread(reader, node, tag, inner)
        if tag not in ("script", "style"):
            _take_attributes(reader, name, attributes, inner)
        return
    inline = is_inline(tag, in_text=in_text)
    if not inline or tag:
        action = STARTS.get(tag or "", breaks) if tag is not None else None if inline else breaks
        if action is not None:
            action(copy, tag or "", reader.text[start:end], start)
    reader.agenda.append((partial(_end, tag, inline), node, scope))
    if opening is not node:
        reader.agenda += reversed(_content(reader, node, opening, inner))
    _take_attributes(reader, name, attributes, inner)


def _leave(reader: Reader, node: Node, scope: Scope) -> None:
    reader.elements.leave()


def _isolated(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at code whose elements do not belong to the text that is open."""
    reader.elements.enter(None)
    reader.agenda.append((_leave, node, scope))
    reader.push([node], scope)


def _end(tag: str | None, inline: bool, reader: Reader, node: Node, scope: Scope) -> None:
    copy = reader.elements.copy
    if copy is None or tag == "" or (tag is None and inline):
        return
    closing = node.child_by_field_name("close_tag") or node
    action = ENDS.get(tag or "", breaks)
    if action is not None:
        action(copy, tag or "", "", closing.start_byte)


def _content(reader: Reader, node: Node, opening: Node, scope: Scope) -> list[tuple[Task, Node, Scope]]:
    """Return what is to be done with all between the tags, in its order.

    What the grammar calls text depends on what it is made of; here it is whatever is neither an element nor in braces,
    with what could not be understood.
    """
    closing = node.child_by_field_name("close_tag")
    place, end = opening.end_byte, closing.start_byte if closing is not None else node.end_byte
    found: list[tuple[Task, Node, Scope]] = []
    parts: list[tuple[int, int, Node | None]] = []
    in_text = False
    for child in node.named_children:
        kind = child.type
        if kind not in _ELEMENTS and kind != "jsx_expression":
            continue
        parts += [(place, child.start_byte, None), (child.start_byte, child.end_byte, child)]
        place = child.end_byte
        in_text = in_text or (kind == "jsx_expression" and any(part.type in _LITERALS for part in child.named_children))
    parts.append((place, end, None))
    text = reader.text
    for start, stop, inside in parts:
        if inside is None and start < stop:
            shown = text[start:stop]
            in_text = in_text or bool(_LETTER.search(shown)) or not ("\n" in shown or "\r" in shown)
    for start, stop, inside in parts:
        if inside is None:
            if start < stop:
                # Side by side without any text around, elements are apart on the page, whatever their markup says.
                task = partial(_text if in_text else _gap, start, stop)
                found.append((task, node, scope))
        elif inside.type == "jsx_expression":
            found.append((expression, inside, scope))
        else:
            found.append((partial(element, in_text=in_text), inside, scope))
    return found


def _text(start: int, end: int, reader: Reader, node: Node, scope: Scope) -> None:
    """Take text: lines are trimmed, empty ones dropped, and those that are left joined with a space."""
    copy = reader.elements.copy
    if copy is not None:
        copy.add(text_pieces(reader.text, start, end))


def text_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what the text of an element from ``start`` to ``end`` shows."""
    pieces: list[Piece] = []
    place = start
    for match in _TEXT.finditer(text, start, end):
        left, right = match.span()
        if text[left] == "&":
            shown = html5.get(text[left + 1 : right]) if text[left + 1] != "#" else reference_text(match.group())
            if shown is None:
                continue
        else:
            shown = "" if left == start or right == end else " "
        if left > place:
            pieces.append((text[place:left], place, left, True))
        if shown:
            pieces.append((shown, left, right, False))
        place = right
    if place < end:
        pieces.append((text[place:end], place, end, True))
    return pieces


def loose_text(reader: Reader, node: Node, scope: Scope) -> None:
    """Take text whose element could not be understood."""
    block = block_of(BlockKind.PARAGRAPH, without_margin(text_pieces(reader.text, node.start_byte, node.end_byte)))
    if block is not None and _LETTER.search(block.text):
        reader.elements.place([block])


def loose_tag(reader: Reader, node: Node, scope: Scope) -> None:
    """Take the properties of an element that is not closed."""
    named = node.child_by_field_name("name")
    name = reader.text[named.start_byte : named.end_byte] if named is not None else ""
    _take_attributes(reader, name, _attributes(reader, node), scope)


def expression(reader: Reader, node: Node, scope: Scope) -> None:
    """Take what an expression in the text of an element shows; what only a program knows leaves a space."""
    copy = reader.elements.copy
    kind, children = node.type, node.named_children
    if copy is None or kind == "comment":
        return
    if kind == "jsx_expression" or kind in _WRAPPERS:
        shown = [child for child in children if child.type != "comment"][:1]
        reader.agenda += [(expression, child, scope) for child in shown]
    elif kind in _LITERALS:
        copy.add(literal_pieces(reader.text, node))
        if kind == "template_string":
            holes = [child for child in children if child.type == "template_substitution"]
            reader.agenda += [(_isolated, hole, scope) for hole in reversed(holes)]
    elif kind == "binary_expression":
        _operation(reader, node, scope)
    elif kind == "ternary_expression":
        first, second = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if first is not None and second is not None:
            between = (partial(_gap, first.end_byte, second.start_byte), node, scope)
            reader.agenda += [(expression, second, scope), between, (expression, first, scope)]
    elif kind in _ELEMENTS:
        element(reader, node, scope, in_text=bool(copy.pieces))
    elif kind == "array":
        reader.agenda += [(expression, child, scope) for child in reversed(children)]
    elif kind == "call_expression" and _is_translated(reader, node):
        _translation(reader, node, scope)
    else:
        copy.gap(node.start_byte, node.end_byte)
        reader.push([node], scope)


def _gap(start: int, end: int, reader: Reader, node: Node, scope: Scope) -> None:
    if reader.elements.copy is not None:
        reader.elements.copy.gap(start, end)


def _operation(reader: Reader, node: Node, scope: Scope) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return
    sign = reader.text[operator.start_byte : operator.end_byte]
    if sign in ("&&", "||", "??"):
        reader.agenda.append((expression, right, scope))
        if sign != "&&":
            reader.agenda += [(partial(_gap, left.end_byte, right.start_byte), node, scope), (expression, left, scope)]
    elif sign == "+":
        reader.agenda += [(expression, right, scope), (expression, left, scope)]
    else:
        _gap(node.start_byte, node.end_byte, reader, node, scope)


def _is_translated(reader: Reader, node: Node) -> bool:
    called = node.child_by_field_name("function")
    return called is not None and is_translation(reader.text[called.start_byte : called.end_byte][-40:])


def _translation(reader: Reader, node: Node, scope: Scope) -> None:
    """Take the text that a call for a translation holds: the message itself, or the one to use without any."""
    arguments = node.child_by_field_name("arguments")
    copy = reader.elements.copy
    if arguments is None or copy is None:
        return
    for argument in arguments.named_children:
        if argument.type in _LITERALS:
            pieces = literal_pieces(reader.text, argument)
            if looks_like_copy(said(pieces)):
                copy.add(pieces)
                return
    copy.gap(node.start_byte, node.end_byte)
    reader.agenda.append((_isolated, arguments, scope))


def _attributes(reader: Reader, opening: Node) -> list[tuple[str, Node]]:
    """Return the properties of an element that may be copy or tell of it; a question comes before its answer."""
    found = []
    for child in opening.named_children:
        if child.type == "jsx_attribute":
            parts = child.named_children
            if len(parts) > 1:
                name = reader.text[parts[0].start_byte : parts[0].end_byte]
                if name not in _STYLING:
                    found.append((name, parts[-1]))
    if len(found) > 1 and any(is_answer(name) for name, _ in found):
        found.sort(key=lambda entry: not is_question(entry[0]))
    return found


def _quoted(reader: Reader, value: Node) -> list[Piece]:
    """Return what a property says that is a string, in quotation marks or in braces."""
    if value.type == "string":
        return attribute_pieces(reader.text, value.start_byte + 1, value.end_byte - 1)
    if value.type == "jsx_expression":
        shown = [child for child in value.named_children if child.type != "comment"]
        if shown and shown[0].type in _LITERALS:
            return literal_pieces(reader.text, shown[0])
    return []


def _take_attributes(reader: Reader, name: str, attributes: list[tuple[str, Node]], scope: Scope) -> None:
    """Take the properties of an element that people read, and look at the code in the others."""
    component = is_component(name) and tag_of(name) not in _LIKE_HTML
    entry = Entry()
    for key, value in reversed(attributes):
        if key in _ADDRESSING or (name in ("meta", "style") and not component):
            continue
        inner = scope.named(key)._replace(entry=entry)
        if value.type == "string":
            if component or key in ATTRIBUTE_COPY or key.startswith("aria-") or (inner.is_copy and key == "label"):
                reader.agenda.append((partial(_attribute, component), value, inner))
            continue
        if not component and key not in ATTRIBUTE_COPY and not inner.is_copy:
            inner = inner._replace(is_copy=None if key.startswith("on") else False)
        reader.agenda.append((_isolated if value.type != "string" else partial(_attribute, component), value, inner))


def _attribute(component: bool, reader: Reader, node: Node, scope: Scope) -> None:
    pieces = attribute_pieces(reader.text, node.start_byte + 1, node.end_byte - 1)
    if component and not scope.name.startswith("aria-"):
        reader.keep(pieces, scope)
    elif scope.is_copy is not False:
        kind = BlockKind.ALT if scope.name == "alt" else BlockKind.ATTRIBUTE
        block = block_of(kind, without_margin(pieces), name=scope.name)
        if block is not None:
            reader.elements.place([block])


def _unread(reader: Reader, node: Node, tag: str | None, scope: Scope) -> None:
    """Pass over code, drawings and stand-ins, but for the texts of a drawing and data for search engines."""
    copy = reader.elements.copy
    if copy is None:
        return
    if tag in ("script", "style"):
        if tag == "script":
            attributes = _attributes(reader, node.child_by_field_name("open_tag") or node)
            code = [value for key, value in attributes if key == "dangerouslySetInnerHTML"]
            code += [child for child in node.named_children if child.type == "jsx_expression"]
            if any("ld+json" in said(pieces) for pieces in copy.values("", 0, ("type",)).values()):
                reader.agenda += [(_isolated, part, scope._replace(is_copy=False)) for part in reversed(code)]
        return
    copy.gap(node.start_byte, node.end_byte)
    if tag in DRAWINGS:
        for child in node.named_children:
            opening = child.child_by_field_name("open_tag")
            named = opening.child_by_field_name("name") if opening is not None else None
            if opening is None or named is None:
                continue
            name = reader.text[named.start_byte : named.end_byte]
            closing = child.child_by_field_name("close_tag")
            if name in SVG_COPY and closing is not None:
                kind = BlockKind.PARAGRAPH if name == "text" else BlockKind.ALT
                pieces = without_margin(text_pieces(reader.text, opening.end_byte, closing.start_byte))
                block = block_of(kind, pieces, name="" if name == "text" else name)
                reader.elements.place([block] if block is not None else [])
