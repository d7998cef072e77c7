"""Copy in the front matter of a page: YAML between ``---`` lines or TOML between ``+++`` lines.

The scanners here never build an object, expand an alias or go back in the text, so that no input is expensive, and
they read what site builders tolerate (``title: PRP: what to expect``). They know the exact place of every character,
which the libraries do not tell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimlint.extract.fields import is_copy
from claimlint.extract.runs import Run
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Incident, IncidentKind
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_OPENING = lazy_pattern(r"(?:---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_YAML_END = lazy_pattern(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")
_YAML_FIRST = lazy_pattern(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?:\Z|[ \t]*[\"'\w][^\r\n]*?:(?:[ \t\r\n]|\Z))")
_TOML_END = lazy_pattern(r"(?<=[\r\n])\+\+\+[ \t]*(?:\r\n?|\n|\Z)")
DEPTH = 64
"""Levels of nesting; deeper ones are not front matter that a person wrote."""
_NAME = 80
"""Characters of a key that are kept for the name of a field."""
_KINDS = {"title": BlockKind.TITLE, "description": BlockKind.META}

_FOLD = r"(?:\r\n?|\n)[ \t\r\n]*"
_ESCAPED = lazy_pattern(rf"\\(?:x([0-9a-fA-F]{{2}})|u([0-9a-fA-F]{{4}})|U([0-9a-fA-F]{{8}})|{_FOLD}|([^\r\n]))|{_FOLD}")
_UNESCAPED = lazy_pattern(rf"''|{_FOLD}")
_LITERAL = lazy_pattern(_FOLD)
_SPACES = frozenset("abefnrtv0NLP")
"""Letters that stand for white space or a control character after a backslash."""
_REST = lazy_pattern(r"[^\r\n]*")
_LINE_END = lazy_pattern(r"\r\n?|\n")


class FrontMatter(NamedTuple):
    """What was read of front matter, which takes up the text before ``end``; 0 means that there is none."""

    end: int
    blocks: tuple[Block, ...] = ()
    incidents: tuple[Incident, ...] = ()
    comments: tuple[Comment, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter that ``text`` starts with, if any.

    The field ``title`` gives a block of the kind TITLE, ``description`` one of the kind META, any other that holds copy
    one of the kind FRONT_MATTER; ``name`` is the path of keys, joined with dots.
    """
    toml = text.startswith("+++")
    opened = _OPENING.match(text)
    closed = (_TOML_END if toml else _YAML_END).search(text, opened.end()) if opened else None
    if not opened or not closed:
        return FrontMatter(0)
    fields = Fields(text, closed.start(), triple=toml)
    if toml:
        from claimlint.extract.tomlfields import scan_toml

        scan_toml(fields, opened.end())
    elif _YAML_FIRST.match(text, opened.end(), closed.start()):
        from claimlint.extract.yamlfields import scan_yaml

        scan_yaml(fields, opened.end())
    else:
        return FrontMatter(0)
    return FrontMatter(closed.end(), tuple(fields.blocks), tuple(fields.incidents), tuple(fields.comments))


class Fields:
    """The copy found so far in ``text`` before ``end``, and what could not be read.

    ``triple`` says that three quotation marks in a row open a string of several lines.
    """

    def __init__(self, text: str, end: int, *, triple: bool) -> None:
        self.text = text
        self.end = end
        self.triple = triple
        self.blocks: list[Block] = []
        self.incidents: list[Incident] = []
        self.comments: list[Comment] = []

    def remark(self, start: int, stop: int) -> None:
        """Keep what stands from ``start`` to ``stop``, the end of the line, if it is a comment."""
        while start < stop and self.text[start] in " \t":
            start += 1
        if start < stop and self.text[start] == "#":
            self.comments.append(Comment(self.text[start + 1 : stop], Span(start, stop)))

    def keep(self, path: str, run: Run) -> None:
        """Keep the text of the field ``path`` if it is copy."""
        if is_copy(path.rpartition(".")[2], run.text):
            block = run.block(_KINDS.get(path, BlockKind.FRONT_MATTER), name=path)
            if block:
                self.blocks.append(block)

    def refuse(self, place: int, what: str) -> int:
        """Report that the front matter could not be read from ``place`` on; return its end, where reading goes on."""
        detail = f"{what} in the front matter; put it right so that its text can be checked"
        self.incidents.append(Incident(IncidentKind.MARKUP, detail, LineIndex(self.text).position(place)[0]))
        return self.end

    def string(self, start: int, end: int) -> Run:
        """Return the run of the string that stands, with its quotes, from ``start`` to ``end``."""
        mark = self.text[start]
        size = 3 if self.triple and end - start >= 6 and self.text.startswith(mark * 3, start) else 1
        changed = _ESCAPED if mark == '"' else _LITERAL if size == 3 else _UNESCAPED
        run = Run()
        run.decoded(self.text, start + size, end - size, changed, _reading)
        return run

    def flow(self, start: int, path: str, tokens: re.Pattern[str]) -> int:
        """Read the bracketed value of ``path`` at ``start``; return where it ends, or 0 if it does not."""
        outer: list[str] = []
        last = Run()
        for token in tokens.finditer(self.text, start, self.end):
            written = token.group()
            if token.lastgroup == "string":
                last = self.string(*token.span())
            elif token.lastgroup == "plain":
                last = Run()
                last.verbatim(written.rstrip(), token.start())
            elif written in ("{", "["):
                outer.append(path)
                if len(outer) > DEPTH:
                    return 0
            elif written in (":", "="):
                path = join(outer[-1], last.text)
                last = Run()
            elif written in (",", "}", "]"):
                self.keep(path, last)
                last = Run()
                path = outer[-1]
                if written != ",":
                    outer.pop()
                    if not outer:
                        return token.end()
                    path = outer[-1]
        return 0


def join(path: str, key: str) -> str:
    """Return the path of ``key`` inside ``path``."""
    return f"{path}.{key[:_NAME]}" if path else key[:_NAME]


def _reading(match: re.Match[str]) -> str:
    """What a person reads for an escape or a line end in a string."""
    written = match.group()
    if written == "''":
        return "'"
    code = (match.group(1) or match.group(2) or match.group(3)) if written[0] == "\\" else None
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    character = match.group(4) if written[0] == "\\" else None
    if character:
        return "\xa0" if character == "_" else " " if character in _SPACES else character
    return "" if written[0] == "\\" else " "


def line_stop(text: str, place: int, end: int) -> int:
    """Return where the line that ``place`` is on stops, before its line end, or ``end``."""
    rest = _REST.match(text, place, end)
    return rest.end() if rest else place


def next_line(text: str, stop: int, end: int) -> int:
    """Return where the line after the one that stops at ``stop`` starts, or ``end``."""
    line_end = _LINE_END.match(text, stop, end)
    return line_end.end() if line_end else end
