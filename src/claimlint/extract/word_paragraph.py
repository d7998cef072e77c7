"""A paragraph of a Word document while it is being read: its text in one piece, however many runs it is split into."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimlint.extract.story import Draft
from claimlint.extract.word_places import Piece, RunElement
from claimlint.model.document import Mark, MarkKind


@dataclass(slots=True)
class FieldCode:
    """A field that is open: its code, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    in_result: bool = False
    is_link: bool = False

    @property
    def words(self) -> list[str]:
        """The code in words; the first says what kind of field it is."""
        return "".join(self.code).split()


@dataclass(slots=True)
class Paragraph:
    """What was read of a paragraph; offsets are code points of its text."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    asides: list[tuple[Draft, str]] = field(default_factory=list)
    """Blocks that come after this one, each with what it is: the text of a picture or a box."""
    style: str = ""
    level: int = -1
    """The level of a heading that the paragraph sets itself; -1 if its style decides."""
    depth: int = -1
    is_item: bool | None = None
    goes_on: bool = False
    """The mark at its end was deleted: the next paragraph is a part of this one."""
    links: list[tuple[int, str]] = field(default_factory=list)
    home: RunElement | None = None

    def add(self, text: str, *, is_hidden: bool = False) -> None:
        """Append text of one run."""
        if is_hidden and text:
            last = self.marks[-1] if self.marks else None
            if last and last.kind is MarkKind.HIDDEN and last.end == self.length:
                self.marks[-1] = Mark(MarkKind.HIDDEN, last.start, self.length + len(text), "")
            else:
                self.marks.append(Mark(MarkKind.HIDDEN, self.length, self.length + len(text), ""))
        self.parts.append(text)
        self.length += len(text)

    def note(self, label: str) -> None:
        """Append the mark of a footnote or endnote, which has no text of its own."""
        self.marks.append(Mark(MarkKind.FOOTNOTE, self.length, self.length, label))

    def close_link(self) -> None:
        """End the link that was opened last."""
        if self.links:
            start, target = self.links.pop()
            if start < self.length:
                self.marks.append(Mark(MarkKind.LINK, start, self.length, target))
