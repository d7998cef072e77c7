"""Copy in the elements of JSX: what they show, as https://facebook.github.io/jsx/ and its compilers define it.

The elements do to the copy what those of HTML do (``html_elements``), so that headings, lists and tables mean the same.
"""

from __future__ import annotations

from functools import partial
from html.entities import html5
from typing import TYPE_CHECKING

from claimlint.extract.html_attributes import reference_text
from claimlint.extract.html_elements import ENDS, STARTS, Action, breaks
from claimlint.extract.html_pieces import Piece, block_of, without_margin
from claimlint.extract.html_tags import DRAWINGS, INVISIBLE, SVG_COPY
from claimlint.extract.jsx_attributes import attributes_of, take_attributes
from claimlint.extract.jsx_copy import LITERALS, ElementCopy, attribute_says, isolated, leave
from claimlint.extract.jsx_names import CHOOSERS, UNREAD, chosen_tag, is_component, is_inline, tag_of
from claimlint.extract.script_names import is_answer, is_translation, looks_like_copy
from claimlint.extract.script_strings import literal_pieces, said
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind

if TYPE_CHECKING:
    from tree_sitter import Node

    from claimlint.extract.script import Reader, Task
    from claimlint.extract.script_scope import Scope

_TEXT = lazy_pattern(r"[\r\n][ \t\r\n]*+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""A line end with the white space after it, or a character reference."""
_WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))
_ELEMENTS = frozenset(("jsx_element", "jsx_self_closing_element"))
_NO_NAMES = frozenset(("ERROR", "comment"))
"""What may stand between an angle bracket and the name of its tag."""
_LIKE_HTML = frozenset(("a", "img"))
"""What components stand for whose properties are those of HTML."""
_LETTER = lazy_pattern(r"[^\W\d_]")
_LINE_END = lazy_pattern(r"[\r\n]")


def element(reader: Reader, node: Node, scope: Scope, *, in_text: bool = False) -> None:
    """Read an element with its properties and all in it."""
    elements, agenda, text = reader.elements, reader.agenda, reader.text
    copy = elements.copy
    if copy is None:
        copy = ElementCopy(text, reader.blocks)
        elements.enter(copy)
        if scope.entry is not None and is_answer(scope.name) and scope.entry.question >= 0:
            copy.structure.current.leads = (scope.entry.question,)
        agenda.append((leave, node, scope))
    children = node.children
    start = node.start_byte
    # What has no content begins with its angle bracket, anything else with a whole tag.
    opening = children[0] if children[0].end_byte > start + 1 else node
    parts = children if opening is node else opening.children
    name = _name(text, parts)
    copy.attributes = attributes = attributes_of(reader, parts)
    tag = tag_of(name)
    component = is_component(name)
    own = component and tag not in _LIKE_HTML
    if component and attributes:
        chosen = [attribute for attribute in attributes if attribute[0] in CHOOSERS]
        if chosen:
            tag = chosen_tag(tag, {attribute[0]: said(attribute_says(text, attribute)) for attribute in chosen})
    if tag == "th" and name == "TableHead" and copy.structure.current.tag == "table":
        tag = "thead"
    inner = scope.inside()
    if tag in UNREAD:
        _unread(reader, node, tag, inner)
        if tag not in INVISIBLE:
            agenda += reversed(take_attributes(reader, name, attributes, inner, component=own))
        return
    inline = is_inline(tag, in_text=in_text)
    action = STARTS.get(tag or "", breaks) if tag is not None else None if inline else breaks
    if action is not None and (tag or not inline):
        action(copy, tag or "", text[start : opening.end_byte], start)
    ending = None if tag == "" or (tag is None and inline) else ENDS.get(tag or "", breaks)
    left = take_attributes(reader, name, attributes, inner, component=own)
    if opening is not node:
        _take_content(copy, left, node, children, inner)
    if left and ending is not None:
        left.append((partial(_end, ending, tag or ""), node, scope))
    elif ending is not None:
        ending(copy, tag or "", "", node.end_byte)
    agenda += reversed(left)


def _name(text: str, parts: list[Node]) -> str:
    """Return the name in a tag, which is empty for a fragment."""
    for part in parts[1:]:
        if part.type not in _NO_NAMES:
            name = text[part.start_byte : part.end_byte]
            return "" if name == ">" else name
    return ""


def _end(action: Action, tag: str, reader: Reader, node: Node, scope: Scope) -> None:
    copy = reader.elements.copy
    if copy is not None:
        action(copy, tag, "", node.end_byte)


def _take_content(
    copy: ElementCopy, left: list[tuple[Task, Node, Scope]], node: Node, children: list[Node], scope: Scope
) -> None:
    """Take what stands between the tags that ``children`` begin and end with, and add to ``left`` what is to be done.

    What the grammar calls text depends on what it is made of; here it is whatever is neither an element nor in braces,
    with what could not be understood. Text is taken at once if nothing is left to be done before it.
    """
    text = copy.source
    place, end = children[0].end_byte, children[-1].start_byte if len(children) > 1 else node.end_byte
    parts: list[tuple[int, int, Node | None, bool]] = []
    in_text = False
    for child in children[1:-1]:
        kind = child.type
        if kind in _ELEMENTS or kind == "jsx_expression":
            start, stop = child.start_byte, child.end_byte
            is_code = kind == "jsx_expression"
            parts.append((place, start, child, is_code))
            in_text = in_text or (is_code and any(part.type in LITERALS for part in child.named_children))
            place = stop
    parts.append((place, end, None, False))
    if not in_text:
        in_text = any(
            start < stop and (_LETTER.search(text, start, stop) or not _LINE_END.search(text, start, stop))
            for start, stop, _, _ in parts
        )
    for start, stop, inside, is_code in parts:
        if start < stop:
            # Side by side without any text around, elements are apart on the page, whatever their markup says.
            if left:
                left.append((partial(_text if in_text else _gap, start, stop), node, scope))
            elif in_text:
                copy.add(text_pieces(text, start, stop))
            else:
                copy.gap(start, stop)
        if inside is not None:
            left.append((expression if is_code else partial(element, in_text=in_text), inside, scope))


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
            before = text[place:left]
        else:
            before = text[place:left].rstrip(" \t")
            left = place + len(before)
            shown = "" if left == start or right == end else " "
        if before:
            pieces.append((before, place, left, True))
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
    parts = node.children
    name = _name(reader.text, parts)
    component = is_component(name) and tag_of(name) not in _LIKE_HTML
    left = take_attributes(reader, name, attributes_of(reader, parts), scope, component=component)
    reader.agenda += reversed(left)


def expression(reader: Reader, node: Node, scope: Scope) -> None:
    """Take what an expression in the text of an element shows; what only a program knows leaves a space."""
    copy = reader.elements.copy
    kind, children = node.type, node.named_children
    if copy is None or kind == "comment":
        return
    if kind == "jsx_expression" or kind in _WRAPPERS:
        shown = [child for child in children if child.type != "comment"][:1]
        reader.agenda += [(expression, child, scope) for child in shown]
    elif kind in LITERALS:
        copy.add(literal_pieces(reader.text, node))
        if kind == "template_string":
            holes = [child for child in children if child.type == "template_substitution"]
            reader.agenda += [(isolated, hole, scope) for hole in reversed(holes)]
    elif not reader.may_hold_copy(node):
        copy.gap(node.start_byte, node.end_byte)
    elif kind == "binary_expression":
        _operation(reader, node, scope)
    elif kind == "ternary_expression":
        first, second = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if first is not None and second is not None:
            between = (partial(_gap, first.end_byte, second.start_byte), node, scope)
            reader.agenda += [(expression, second, scope), between, (expression, first, scope)]
    elif kind in _ELEMENTS and copy.holds_elements:
        element(reader, node, scope, in_text=bool(copy.pieces))
    elif kind == "array":
        reader.agenda += [(expression, child, scope) for child in reversed(children)]
    elif kind == "call_expression" and _is_translated(reader, node):
        _translation(reader, node, scope)
    else:
        copy.gap(node.start_byte, node.end_byte)
        if copy.holds_elements:
            reader.push([node], scope)
        else:
            isolated(reader, node, scope)


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
        if argument.type in LITERALS:
            pieces = literal_pieces(reader.text, argument)
            if looks_like_copy(said(pieces)):
                copy.add(pieces)
                return
    copy.gap(node.start_byte, node.end_byte)
    reader.agenda.append((isolated, arguments, scope))


def _unread(reader: Reader, node: Node, tag: str | None, scope: Scope) -> None:
    """Pass over code, drawings and stand-ins, but for the texts of a drawing and data for search engines."""
    copy = reader.elements.copy
    if copy is None:
        return
    if tag in ("script", "style"):
        if tag == "script":
            code = [value for name, value, _ in copy.attributes if name == "dangerouslySetInnerHTML"]
            code += [child for child in node.named_children if child.type == "jsx_expression"]
            if any("ld+json" in said(pieces) for pieces in copy.values("", 0, ("type",)).values()):
                reader.agenda += [(isolated, part, scope._replace(is_copy=False)) for part in reversed(code)]
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
