"""TypeScript and JavaScript, with or without JSX, as trees of tree-sitter.

The parser gets a stand-in for the text in which every character is one byte, so that its places are code points as they
are. The stand-in reads the same to the grammar: letters stay letters, white space stays white space. Only ``&`` becomes
``|``, because the grammar refuses a lone ``&`` in the text of an element, where it is allowed; everywhere else the two
are alike. Texts are never taken from the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from time import monotonic

from tree_sitter import Language, Node, Parser

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import Span

_OTHER = lazy_pattern(r"[^\x01-\x7f]+")
_CHUNK = 1 << 16
_COMMENT = lazy_pattern(r"/[/*]")
MOST_SECONDS = 15
"""So long the parser may take for one file; code that is not broken takes it two seconds for the largest file."""


class TooSlow(Exception):
    """The parser takes too long to find its way through the errors of a script."""


class Script:
    """The tree of ``text``; places in it are code points of the text."""

    # No queries: those of tree-sitter take quadratic time in deep trees, and then miss matches.
    __slots__ = ("root", "text")

    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root

    def comments(self) -> list[Comment]:
        """Return the comments, in order."""
        text = self.text
        places = [match.start() for match in _COMMENT.finditer(text)]
        found = []
        nodes = [self.root] if places else []
        while nodes:
            node = nodes.pop()
            start, end = node.start_byte, node.end_byte
            first = bisect_left(places, start)
            if first == len(places) or places[first] >= end:
                continue
            if node.type == "comment":
                closed = text.startswith("/*", start) and text.endswith("*/", start + 4, end)
                found.append(Comment(text[start + 2 : end - 2 if closed else end], Span(start, end)))
            else:
                nodes += reversed(node.named_children)
        return found

    def errors(self) -> list[Node]:
        """Return what could not be parsed, in order."""
        found = []
        nodes = [self.root]
        while nodes:
            node = nodes.pop()
            if node.is_error:
                found.append(node)
            if node.has_error:
                nodes += reversed(node.children)
        return found


def parsed(text: str, *, typed: bool) -> Script:
    """Parse ``text``.

    ``typed`` chooses the grammar of ``.ts``, where ``<a>b`` is a cast and no element. Broken code gives a tree with
    nodes of the type ``ERROR`` in it. Raises ``TooSlow``.
    """
    data = _stand_in(text)
    deadline = monotonic() + MOST_SECONDS

    def read(place: int, _point: object) -> bytes:
        return data[place : place + _CHUNK]

    def gives_up(_place: int, _has_error: bool) -> bool:
        return monotonic() > deadline

    try:
        root = Parser(_language(typed)).parse(read, progress_callback=gives_up).root_node
    except ValueError:
        raise TooSlow from None
    return Script(text, root)


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
