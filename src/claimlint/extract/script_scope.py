"""What is known of a place in code: what a string there is the value of, and what it belongs to."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from claimlint.extract.script_names import verdict
from claimlint.model.document import BlockKind

_KINDS = {
    **dict.fromkeys(("title", "heading", "headline", "subheading", "subtitle", "question", "q"), BlockKind.HEADING),
    **dict.fromkeys(("button", "cta"), BlockKind.BUTTON),
    **dict.fromkeys(("quote", "testimonial", "review"), BlockKind.QUOTE),
    **dict.fromkeys(("placeholder", "tooltip"), BlockKind.ATTRIBUTE),
    "alt": BlockKind.ALT,
    "caption": BlockKind.CAPTION,
}
_LAST_WORD = re.compile(r"(?:[A-Z]+|[A-Z]?[a-z]+)[\d_]*\Z")
_TITLES = frozenset(("title", "default", "absolute", "template"))


class Role(Enum):
    """What the objects around a string are for."""

    PLAIN = 0
    METADATA = 1
    """What frameworks make the head of the page of."""
    JSON_LD = 2


class Entry:
    """One object or element whose members belong together; indices of blocks, -1 for none."""

    __slots__ = ("last", "question")

    def __init__(self) -> None:
        self.question = -1
        """What the answer in it answers."""
        self.last = -1
        """The last of its texts, which may introduce a list."""


class Scope(NamedTuple):
    """What is known of a place in the code.

    ``name`` is what a string here is the value of, ``is_copy`` what that says of it (None: nothing). ``depth`` counts
    the objects around it.
    """

    name: str = ""
    is_copy: bool | None = None
    role: Role = Role.PLAIN
    entry: Entry | None = None
    in_list: bool = False
    depth: int = 0

    def named(self, name: str) -> Scope:
        """Return the scope of the value of ``name`` here."""
        is_copy = True if self.role is Role.METADATA and name in _TITLES else verdict(name)
        return Scope(name, is_copy, self.role, self.entry, False, self.depth)


def kind_of(scope: Scope) -> tuple[BlockKind, int]:
    """Return what kind of block the value of a name is, and its level (0 for what is no heading)."""
    if scope.role is Role.JSON_LD:
        return BlockKind.JSON_LD, 0
    found = _LAST_WORD.search(scope.name)
    word = found.group().rstrip("0123456789_").lower() if found else ""
    if scope.role is Role.METADATA:
        is_title = scope.name in _TITLES and scope.depth <= 1 + (scope.name != "title")
        return (BlockKind.TITLE if is_title else BlockKind.META), 0
    kind = _KINDS.get(word)
    if kind is None or (kind is BlockKind.HEADING and scope.in_list):
        kind = BlockKind.LIST_ITEM if scope.in_list else BlockKind.PARAGRAPH
    return kind, 3 if kind is BlockKind.HEADING else 0
