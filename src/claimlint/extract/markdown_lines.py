"""The lines of plain Markdown: what begins nothing but text, and the words, strong words and links in it.

The *marks* of a text are its line ends and the characters in it that may mean something to Markdown wherever they
stand, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, count

from claimlint.extract.html_pieces import Piece, block_of
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Mark, MarkKind
from claimlint.model.span import SourceMap

STARTS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!\"$%'(),./;?@^{}*[")
"""The first characters, of those in ASCII, of a line that is text if its marks are accounted for."""
_DIGITS = frozenset("0123456789")
MARKER = lazy_pattern(r"(?:[-+*]|[0-9]{1,9}([.)]))(?: |(?=[\r\n])|\Z)")
"""What an item of a list begins with; the group is the sign after a number."""
_LINK = lazy_pattern(r"\[(?<!!\[)([A-Za-z0-9][^\[\]]*+)(?<!\s)\]\(([A-Za-z0-9/.:#?=%+@_-]++)\)")
_MARKUP = lazy_pattern(r"(\*\*|\[|\]\([^)]*\))")
_new = tuple.__new__
"""Makes a named tuple without a call of the function in Python that its own constructor is."""
_LINK_MARK = MarkKind.LINK  # looking up a member of an enum costs as much as a short loop


def are_text(text: str, marks: str, newline: str) -> bool:
    """Say whether ``text`` is lines of text with ``newline`` between them, if its ``marks`` are accounted for."""
    lines = text.split(newline)
    if len(newline) > 2 and len(lines) != marks.count("\n") + 1:  # a line end without what has to follow it
        return False
    last = len(lines) - 1
    for index, line in enumerate(lines):
        if line[:1] not in STARTS and not is_text(line):
            return False
        if line[-1] == " " and index < last:
            return False
    return True


def is_text(line: str) -> bool:
    """Say whether a line begins nothing but text, if its marks are accounted for."""
    first = line[:1]
    if first in STARTS:
        return True
    if first in _DIGITS:
        return not MARKER.match(line)
    return first > "\x7f" and not first.isspace()


class _Lines:
    """The pieces of some plain lines, which are worked out when they are asked for: of most blocks they never are.

    ``start`` is where ``text`` stands, in code points.
    """

    __slots__ = ("newline", "start", "text")

    def __init__(self, text: str, start: int, newline: str) -> None:
        self.text = text
        self.start = start
        self.newline = newline

    def __iter__(self) -> Iterator[Piece]:
        place = self.start
        for number, line in enumerate(self.text.split(self.newline)):
            if number:
                yield " ", place, place + len(self.newline), False
                place += len(self.newline)
            # By turns words and marks.
            for index, written in enumerate(_MARKUP.split(line)):
                if written and index % 2 == 0:
                    yield written, place, place + len(written), True
                place += len(written)


def _are_strong(parts: list[str]) -> bool:
    """Say whether a text that was cut at its double stars has strong words between them and nothing else.

    That is certain of stars that can only open, and then only close:
    https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    """
    last = len(parts) - 1
    for index in range(1, last, 2):
        before, inside, after = parts[index - 1], parts[index], parts[index + 1]
        if not inside[:1].isalnum() or "[" in inside or "]" in inside:
            return False
        opens = before[-1] == " " or (before[-1] == "(" and before[-2:] != "](") if before else index == 1
        follows = after[0] if after else " " if index + 1 == last else "*"
        closes = follows in " .,;:?!)" if inside[-1].isalnum() else follows == " " and inside[-1] in ".?!"
        if not (opens and closes):
            return False
    return last % 2 == 0


def marked_block(
    kind: BlockKind, written: str, marks: str, start: int, newline: str = "\n", level: int = 0
) -> Block | None:
    """Return the block of a text that stands at ``start`` of the source with ``marks`` in it.

    None if there is nothing to read in it, or a mark that is part of nothing that is read here.
    """
    text = written.replace(newline, " ") if "\n" in marks else written
    left = len(marks) - marks.count("\n") if marks.strip("\n") else 0
    if "&" in marks:
        left -= text.count("& ")
    if "*" in marks:
        parts = text.split("**")
        if not _are_strong(parts):
            return None
        text = "".join(parts)
        left -= len(parts) * 2 - 2
    links: list[Mark] = []
    if "[" in marks:
        parts = _LINK.split(text)  # by turns what stands before, the name, the address; and the rest
        kept: list[str] = []
        size = 0
        for index in range(1, len(parts), 3):
            words, name, address = parts[index - 1], parts[index], parts[index + 1]
            kept += words, name
            begun = size + len(words)
            size = begun + len(name)
            links.append(_new(Mark, (_LINK_MARK, begun, size, address)))
            left -= 2
            if left:
                left -= address.count("_") + address.count("#")
        kept.append(parts[-1])
        text = "".join(kept)
    text = text.rstrip()
    if left or not text:
        return None
    lines = _Lines(written, start, newline)
    if "://" in text:
        pieces = list(lines)
        bounds = dict(zip(accumulate([len(piece[0]) for piece in pieces], initial=0), count(), strict=False))
        drafts = [(mark.kind, bounds[mark.start], bounds[mark.end], mark.target) for mark in links]
        return block_of(kind, pieces, (), level, drafts)
    return _new(Block, (kind, text, SourceMap(lines, len(text)), (), level, tuple(links), "", ""))
