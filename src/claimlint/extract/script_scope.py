"""What is known of a place in code: what a string there is the value of, and what it belongs to."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from claimlint.extract.script_names import verdict
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind

_KINDS = {
    **dict.fromkeys(("title", "heading", "headline", "subheading", "subtitle", "question", "q"), BlockKind.HEADING),
    **dict.fromkeys(("button", "cta"), BlockKind.BUTTON),
    **dict.fromkeys(("quote", "testimonial", "review"), BlockKind.QUOTE),
    **dict.fromkeys(("placeholder", "tooltip"), BlockKind.ATTRIBUTE),
    "alt": BlockKind.ALT,
    "caption": BlockKind.CAPTION,
}
_LAST_WORD = lazy_pattern(r"(?:[A-Z]+|[A-Z]?[a-z]+)[\d_]*\Z")
_TEXTS = frozenset(("html", "text"))
"""Properties that give the text of an element."""
_TITLES = frozenset(("title", "default", "absolute", "template"))


class Role(Enum):
    """What the objects around a string are for."""

    PLAIN = 0
    METADATA = 1
    """What frameworks make the head of the page of."""
    JSON_LD = 2
    PROPERTY = 3
    """The value of a property of an element in a template."""


# Looking up a member of an enum costs as much as a short loop.
_PLAIN, _METADATA, _JSON_LD, _PROPERTY = Role.PLAIN, Role.METADATA, Role.JSON_LD, Role.PROPERTY


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

    def named(self, name: str, entry: Entry | None = None) -> Scope:
        """Return the scope of the value of ``name`` here, or in the members of ``entry``."""
        role = self.role
        is_copy = True if role is _METADATA and name in _TITLES else verdict(name)
        return Scope(name, is_copy, role, entry or self.entry, False, self.depth)

    def inside(self) -> Scope:
        """Return what is known of the content of an element or a function here, in which names begin anew."""
        return NOWHERE if self.role is _PLAIN or self.role is _PROPERTY else Scope(role=self.role)


NOWHERE = Scope()
"""What is known of a place that nothing is known of."""


def kind_of(scope: Scope) -> tuple[BlockKind, int]:
    """Return what kind of block the value of a name is, and its level (0 for what is no heading)."""
    role = scope.role
    if role is _JSON_LD:
        return BlockKind.JSON_LD, 0
    if role is _METADATA:
        is_title = scope.name in _TITLES and scope.depth <= 1 + (scope.name != "title")
        return (BlockKind.TITLE if is_title else BlockKind.META), 0
    if role is _PROPERTY and scope.name not in _TEXTS:
        return (BlockKind.ALT if scope.name == "alt" else BlockKind.ATTRIBUTE), 0
    kind = _kind_named(scope.name)
    if kind is None or (kind is _HEADING and scope.in_list):
        kind = _LIST_ITEM if scope.in_list else _PARAGRAPH
    return kind, 3 if kind is _HEADING else 0


_HEADING, _LIST_ITEM, _PARAGRAPH = BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH


@lru_cache(maxsize=4096)
def _kind_named(name: str) -> BlockKind | None:
    found = _LAST_WORD.search(name)
    return _KINDS.get(found.group().rstrip("0123456789_").lower()) if found else None
