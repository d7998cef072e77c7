"""TypeScript and JavaScript, with or without JSX, as trees of tree-sitter.

The parser gets a stand-in for the text in which every character is one byte, so that its places are code points as they
are. The stand-in reads the same to the grammar: letters stay letters, white space stays white space. Only ``&`` becomes
``|``, because the grammar refuses a lone ``&`` in the text of an element, where it is allowed; everywhere else the two
are alike. Texts are never taken from the tree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tree_sitter import Language, Node, Parser, Query, QueryCursor

from claimlint.model.document import Comment
from claimlint.model.span import Span

_OTHER = re.compile(r"[^\x01-\x7f]+")
_CHUNK = 1 << 16
_MOST_TROUBLE = 15_000
"""So many times the parser may report while it is recovering from an error: some seconds of it."""


class TooBroken(Exception):
    """The parser would take too long to find its way through so many errors."""


class Script:
    """The tree of ``text``; places in it are code points of the text."""

    __slots__ = ("_typed", "root", "text")

    def __init__(self, text: str, root: Node, typed: bool) -> None:
        self.text, self.root, self._typed = text, root, typed

    def comments(self) -> list[Comment]:
        """Return the comments, in order."""
        text = self.text
        if "//" not in text and "/*" not in text:
            return []
        found = []
        for node in self._captured("(comment) @found"):
            start, end = node.start_byte, node.end_byte
            closed = text.startswith("/*", start) and text.endswith("*/", start + 4, end)
            found.append(Comment(text[start + 2 : end - 2 if closed else end], Span(start, end)))
        return found

    def errors(self) -> list[Node]:
        """Return what could not be parsed, in order."""
        return self._captured("(ERROR) @found") if self.root.has_error else []

    def _captured(self, query: str) -> list[Node]:
        found = QueryCursor(_query(query, self._typed)).captures(self.root).get("found", [])
        return sorted(found, key=_start)


def parsed(text: str, *, typed: bool) -> Script:
    """Parse ``text``.

    ``typed`` chooses the grammar of ``.ts``, where ``<a>b`` is a cast and no element. Broken code gives a tree with
    nodes of the type ``ERROR`` in it. Raises ``TooBroken``.
    """
    data = _stand_in(text)
    trouble = 0

    def read(place: int, _point: object) -> bytes:
        return data[place : place + _CHUNK]

    def gives_up(_place: int, has_error: bool) -> bool:
        nonlocal trouble
        trouble += has_error
        return trouble > _MOST_TROUBLE

    try:
        root = Parser(_language(typed)).parse(read, progress_callback=gives_up).root_node
    except ValueError:
        raise TooBroken from None
    return Script(text, root, typed)


def _start(node: Node) -> int:
    return node.start_byte


@lru_cache
def _query(query: str, typed: bool) -> Query:
    return Query(_language(typed), query)


@lru_cache
def _language(typed: bool) -> Language:
    import tree_sitter_typescript

    grammar = tree_sitter_typescript.language_typescript if typed else tree_sitter_typescript.language_tsx
    return Language(grammar())


def _stand_in(text: str) -> bytes:
    text = text.replace("&", "|")
    if not text.isascii() or "\0" in text:
        text = _OTHER.sub(_plain, text)
    return text.encode("ascii")


def _plain(match: re.Match[str]) -> str:
    return "".join([" " if letter.isspace() or letter == "\ufeff" else "x" for letter in match.group()])
