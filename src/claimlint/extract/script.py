"""Copy in TypeScript and JavaScript: the elements of JSX, and strings that visitors get to read.

The tree is walked with an agenda instead of recursion, so that depth costs nothing. Only what can hold copy is entered:
no imports, types or thrown errors. What a string is for is told by what it belongs to (the key, the variable, the
property of an element, what is called with it), and where that says nothing by its look.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection

from tree_sitter import Node

from claimlint.extract.html_pieces import Piece
from claimlint.extract.jsonld import PROSE_KEYS
from claimlint.extract.jsx import element, expression, loose_tag, loose_text
from claimlint.extract.jsx_copy import LITERALS, Elements, ShownCopy
from claimlint.extract.script_names import RANKS, is_answer, is_question, is_silent, is_translation, looks_like_copy
from claimlint.extract.script_parse import MOST_SECONDS, TooSlow, parsed
from claimlint.extract.script_scope import NOWHERE, Entry, Role, Scope, kind_of
from claimlint.extract.script_strings import literal_pieces, said, value_blocks
from claimlint.extract.script_values import field, literal, operation, source_of
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Incident, IncidentKind, Source
from claimlint.text.lines import LineIndex

Task = Callable[["Reader", Node, "Scope"], None]

_PAGE_DATA = lazy_pattern(r"metadata|seo|generateMetadata|pageMeta|head", re.IGNORECASE)
_INTRODUCES = (":", "\uff1a")
_MARK = lazy_pattern("[\"'`<]")
_ELEMENT = lazy_pattern(r"</[A-Za-z>]|/>")
"""What stands in a module with elements: the end of one."""
_LOST = lazy_pattern(r"[^\W\d_]{2,}[ \t]+[^\W\d_]{2,}|[\"'`]\s*[^\W\d_]{2}")
"""What a stretch that was not understood must hold for copy to be lost in it."""
_BROKEN = "code that opens here could not be understood, so that copy in it may have been missed; put the syntax right"


def extract_typescript(source: Source) -> Document:
    """Return the copy of TypeScript without elements, a part of pages at most. Never raises for its text."""
    return _extract(source, typed=True)


def extract_jsx(source: Source) -> Document:
    """Return the copy of JavaScript, or of TypeScript with elements. Never raises for its text."""
    return _extract(source, typed=False)


def _extract(source: Source, *, typed: bool) -> Document:
    reader = Reader(source.text)
    incidents = reader.read(source.text, typed=typed)
    found = tuple(reader.blocks), tuple(incidents), tuple(reader.comments)
    # A module without elements is data that some page shows.
    return Document(source, *found, is_page=not typed and _ELEMENT.search(source.text) is not None)


class Reader:
    """The copy found so far in the code of a file, and what is still to be looked at.

    ``text`` is the whole file. ``has_lone_strings`` says that a string which is a statement of its own is shown, as in
    the braces of a template. ``in_text`` is where the braces open whose expression stands in text that is read
    elsewhere, and ``shown`` is what these expressions say there. ``properties`` is where the assignments begin that
    are properties of elements.
    """

    def __init__(
        self,
        text: str,
        *,
        has_lone_strings: bool = False,
        in_text: Collection[int] = (),
        properties: Collection[int] = (),
    ) -> None:
        self.text = text
        self.has_lone_strings = has_lone_strings
        self.in_text = in_text
        self.properties = properties
        self.shown: list[Piece] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.agenda: list[tuple[Task, Node, Scope]] = []
        self.elements = Elements(self)
        self._code = ""
        self._marks: list[int] | None = None

    def read(self, code: str, *, typed: bool) -> list[Incident]:
        """Read ``code``, the text with white space for what is no code; return what kept it from being read."""
        lines = LineIndex(self.text)
        try:
            script = parsed(code, typed=typed)
        except TooSlow:
            detail = f"this code is too broken to be understood in {MOST_SECONDS} seconds; nothing in it was checked"
            return [Incident(IncidentKind.TIMED_OUT, detail)]
        self.comments += script.comments()
        self._code, self._marks = code, None
        self.push([script.root], NOWHERE)
        agenda = self.agenda
        while agenda:
            task, node, scope = agenda.pop()
            task(self, node, scope)
        for error in script.errors():
            if _LOST.search(code, error.start_byte, error.end_byte):
                return [Incident(IncidentKind.MARKUP, _BROKEN, lines.position(error.start_byte)[0])]
        return []

    def may_hold_copy(self, node: Node) -> bool:
        """Say whether a string or an element may stand in ``node``: it has to hold what one begins with."""
        marks = self._marks
        if marks is None:
            marks = self._marks = [match.start() for match in _MARK.finditer(self._code)]
        first = bisect_left(marks, node.start_byte)
        return first < len(marks) and marks[first] < node.end_byte

    def push(self, nodes: list[Node], scope: Scope) -> None:
        """Have ``nodes`` walked next, in their order."""
        agenda = self.agenda
        for node in reversed(nodes):
            task = TASKS.get(node.type, _inside)
            if task is not None:
                agenda.append((task, node, scope))

    def keep(self, pieces: list[Piece], scope: Scope) -> None:
        """Keep what a string says if it is copy."""
        text = said(pieces)
        if scope.role is Role.JSON_LD and scope.name in PROSE_KEYS:
            is_wanted = any(map(str.isalpha, text))
        elif scope.is_copy is None:
            is_wanted = looks_like_copy(text)
        else:
            is_wanted = scope.is_copy and any(map(str.isalpha, text))
        if not is_wanted:
            return
        kind, level = kind_of(scope)
        entry = scope.entry
        leads: tuple[int, ...] = ()
        if entry is not None:
            if entry.question >= 0 and is_answer(scope.name):
                leads = (entry.question,)
            elif kind is BlockKind.LIST_ITEM and entry.last >= 0:
                leads = (entry.last,)
        blocks = value_blocks(pieces, kind, leads, level, scope.name)
        index = self.elements.place(blocks)
        if entry is not None and index >= 0 and blocks:
            if is_question(scope.name):
                entry.question = index
            if not scope.in_list:
                introduces = kind is BlockKind.HEADING or blocks[-1].text.endswith(_INTRODUCES)
                entry.last = index + len(blocks) - 1 if introduces else -1


def _inside(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at all that is in a node."""
    reader.push(node.named_children, scope)


def _first(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at the first child only: what follows it is a type."""
    reader.push(node.named_children[:1], scope)


def _statement(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at a statement; a string alone is a directive to the tools."""
    if not reader.may_hold_copy(node):
        return
    children = node.named_children
    if reader.has_lone_strings or not (children and children[0].type == "string"):
        reader.push(children, scope)


def _braces(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at a block; that of an expression which stands in text says something there."""
    if not reader.may_hold_copy(node):
        return
    statements = node.named_children
    if node.start_byte in reader.in_text:
        statements = [child for child in statements if child.type != "comment"]
        if len(statements) == 1 and statements[0].type == "expression_statement":
            reader.elements.enter(ShownCopy(reader.text, reader.blocks))
            reader.agenda.append((_leave_text, node, scope))
            reader.agenda += [(expression, shown, scope) for shown in statements[0].named_children[:1]]
            return
    reader.push(statements, scope)


def _leave_text(reader: Reader, node: Node, scope: Scope) -> None:
    copy = reader.elements.copy
    if copy is not None:
        reader.shown += copy.pieces
        copy.pieces.clear()
    reader.elements.leave()


def _branch(reader: Reader, node: Node, scope: Scope) -> None:
    reader.push(node.children_by_field_name("body"), scope)


def _choice(reader: Reader, node: Node, scope: Scope) -> None:
    reader.push([*field(node, "consequence"), *field(node, "alternative")], scope)
    reader.push(field(node, "condition"), scope._replace(is_copy=False, name=""))


def _object_only(reader: Reader, node: Node, scope: Scope) -> None:
    reader.push(field(node, "object"), scope)


def _export(reader: Reader, node: Node, scope: Scope) -> None:
    reader.push([*field(node, "declaration"), *field(node, "value")], scope)


def _call(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at what something is called with, unless what is called is for developers or programs."""
    called = [*field(node, "function"), *field(node, "constructor")]
    if called and is_silent(_callee(reader, called[0])):
        return
    arguments = field(node, "arguments")
    if called and is_translation(_callee(reader, called[0])):
        scope = scope._replace(is_copy=None)  # the first string may be the name of a message
    if called and called[0].type not in _NO_COPY:
        reader.push(arguments, scope)
        reader.push(called, scope._replace(is_copy=None, name=""))
    else:
        reader.push(arguments, scope if scope.is_copy else scope._replace(is_copy=None))


def _callee(reader: Reader, node: Node) -> str:
    """Return the source of what is called: its end, and its beginning if it is long."""
    start, end = node.start_byte, node.end_byte
    text = reader.text
    return text[start:end] if end - start <= 200 else f"{text[start : start + 40]}.{text[end - 40 : end]}"


def _function(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at a function: the values of its parameters, and its body, in which names begin anew."""
    name = source_of(reader, field(node, "name")) or scope.name
    is_head = name == "generateMetadata"
    is_expression = node.type == "arrow_function" and scope.is_copy
    inner = scope if is_expression else Scope(role=Role.METADATA) if is_head else scope.inside()
    reader.push([*field(node, "parameters"), *field(node, "body")], inner)


def _variable(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at a variable, a field or a parameter with its value; the name tells what it is for."""
    if not reader.may_hold_copy(node):
        return
    targets = [*field(node, "name"), *field(node, "pattern"), *field(node, "left"), *field(node, "property")]
    values = [*field(node, "value"), *field(node, "right")]
    name = source_of(reader, targets).rpartition(".")[2]
    inner = scope.named(name)
    if name == "metadata" or (name.lower().endswith("metadata") and _PAGE_DATA.match(name)):
        inner = inner._replace(role=Role.METADATA)
    elif reader.properties and node.start_byte in reader.properties:
        inner = inner._replace(role=Role.PROPERTY)
    reader.push([*targets, *values], inner)


def _object(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at an object; its question comes before its answer, whichever is written first."""
    text = reader.text
    members = node.named_children
    names: list[str] = []
    for place, member in enumerate(members):
        if member.type == "pair":
            parts = member.children
            members[place] = parts[-1]
            names.append(text[parts[0].start_byte : parts[0].end_byte][:200].strip("\"'`[]"))
        else:
            names.append("")
    ranks = [RANKS.get(name.lower(), 1) for name in names]
    is_paired = 0 in ranks and 2 in ranks
    order = sorted(range(len(names)), key=ranks.__getitem__) if is_paired else range(len(names))
    role = Role.JSON_LD if "@type" in names or "@context" in names else scope.role
    if role is Role.PROPERTY:
        role = Role.PLAIN
    is_data = role is Role.JSON_LD
    inner = Scope(scope.name, scope.is_copy, role, Entry(), False, scope.depth + 1)
    agenda = reader.agenda
    for place in reversed(order):
        name, value = names[place], members[place]
        kind = value.type
        task = TASKS.get(kind, _inside)
        if task is None:
            continue
        named = inner
        if name:
            named = inner.named(name)
            if is_paired and name in ("q", "a"):
                named = named._replace(is_copy=True)
            elif named.is_copy is False and kind == "string" and not is_data:
                continue
        agenda.append((task, value, named))


def _array(reader: Reader, node: Node, scope: Scope) -> None:
    """Look at an array; where one of its strings is copy and its name says nothing, all of them are."""
    members = node.named_children
    is_copy = scope.is_copy
    if is_copy is None:
        is_copy = (
            any(
                member.type in LITERALS and looks_like_copy(said(literal_pieces(reader.text, member)))
                for member in members
            )
            or None
        )
    reader.push(members, scope._replace(is_copy=is_copy, in_list=True))


_NO_COPY = frozenset((
    "ambient_declaration", "comment", "debugger_statement", "enum_declaration", "false", "function_signature",
    "hash_bang_line", "identifier", "import", "import_alias", "import_statement", "interface_declaration", "null",
    "number", "predefined_type", "private_property_identifier", "property_identifier", "regex",
    "shorthand_property_identifier", "shorthand_property_identifier_pattern", "super", "this", "throw_statement",
    "true", "type_alias_declaration", "type_annotation", "type_arguments", "type_identifier", "type_parameters",
    "undefined",
))  # fmt: skip
"""Nodes in which no string is copy, and names."""

TASKS: dict[str, Task | None] = {
    **dict.fromkeys(_NO_COPY),
    "array": _array,
    "arrow_function": _function,
    "as_expression": _first,
    "assignment_expression": _variable,
    "assignment_pattern": _variable,
    "binary_expression": operation,
    "call_expression": _call,
    "expression_statement": _statement,
    "export_statement": _export,
    "function_declaration": _function,
    "function_expression": _function,
    "generator_function": _function,
    "generator_function_declaration": _function,
    "method_definition": _function,
    "new_expression": _call,
    "object": _object,
    "object_assignment_pattern": _variable,
    "optional_parameter": _variable,
    "public_field_definition": _variable,
    "required_parameter": _variable,
    "satisfies_expression": _first,
    "string": literal,
    "statement_block": _braces,
    "subscript_expression": _object_only,
    "jsx_element": element,
    "jsx_opening_element": loose_tag,
    "jsx_self_closing_element": element,
    "jsx_text": loose_text,
    "switch_case": _branch,
    "template_string": literal,
    "ternary_expression": _choice,
    "variable_declarator": _variable,
}
"""What is done with each kind of node, None being nothing; the children of any other are looked at."""
