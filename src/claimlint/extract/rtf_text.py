"""The paragraphs, cells and asides of an RTF file as they are put together, with their places in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimlint.extract.html_pieces import without_margin
from claimlint.extract.package import too_large
from claimlint.extract.rtf_words import Format
from claimlint.extract.runs import Run
from claimlint.extract.story import Draft, Story, Table
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, MarkKind

_LINK = lazy_pattern(r"\s*HYPERLINK\s+(?:\\l\s+)?\"?([^\"\s]*)", re.IGNORECASE)
_CONTENTS = lazy_pattern(r"\s*(?:TOC|INDEX|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
"""Fields whose results say again what stands elsewhere, or number pages."""
_MOST_FIELDS = 8
"""Fields in one another that may hold paragraphs."""
_LONGEST_CODE = 4_000
_MOST_GIVEN = 1_000_000
"""Characters that are not written as themselves; each has a place of its own, which takes memory."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read, in the ``aside`` it stands in; what came inside it and stands after it."""

    aside: str = ""
    run: Run = field(default_factory=Run)
    after: list[tuple[Draft, str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field that is open: how deep its group lies, its code so far, and where its result begins, or -1."""

    depth: int
    code: str = ""
    first: int = -1


class RtfText:
    """Takes letters and ends of paragraphs in the order of the file, and gives them to a story."""

    def __init__(self) -> None:
        self.story = Story()
        self.format = Format()
        self._open = [_Paragraph()]
        self._formats: list[Format] = []
        self._fields: list[_Field] = []
        self._table: Table | None = None
        self._in_row = self._in_cell = False
        self._notes = self._given = 0
        self._last: list[tuple[Draft, str, int]] = []
        """Headers and footers, which come after the body."""

    @property
    def field_depth(self) -> int:
        """How many groups lie around the innermost field; 0 without one."""
        return self._fields[-1].depth if self._fields else 0

    def verbatim(self, text: str, start: int, *, is_hidden: bool) -> None:
        """Append ``text`` as it stands at ``start`` of the source."""
        self._open[-1].run.verbatim(text, start)
        self._mark_hidden(is_hidden)

    def replaced(self, text: str, start: int, end: int, *, is_hidden: bool) -> None:
        """Append ``text``, which the source gives from ``start`` to ``end`` in another way."""
        self._given += 1
        if self._given > _MOST_GIVEN:
            raise too_large(f"it gives more than {_MOST_GIVEN:,} characters by their numbers")
        self._open[-1].run.replaced(text, start, end)
        self._mark_hidden(is_hidden)

    def _mark_hidden(self, is_hidden: bool) -> None:
        run = self._open[-1].run
        if not is_hidden:
            return
        if run.drafts and run.drafts[-1][0] is MarkKind.HIDDEN and run.drafts[-1][2] == len(run.pieces) - 1:
            run.drafts[-1] = (MarkKind.HIDDEN, run.drafts[-1][1], len(run.pieces), "")
        else:
            run.mark(MarkKind.HIDDEN, len(run.pieces) - 1, "")

    def open_aside(self, what: str) -> str:
        """Begin text that stands apart, and return a name for it that no other has."""
        if what == "footnote":
            self._notes += 1
            what = f"footnote {self._notes}"
            run = self._open[-1].run
            run.drafts.append((MarkKind.FOOTNOTE, len(run.pieces), len(run.pieces), str(self._notes)))
        self._formats.append(self.format)
        self.format = Format()
        self._open.append(_Paragraph(what))
        return f"{what} {len(self._formats)}"

    def close_aside(self) -> None:
        """End it: it comes after the paragraph that it is in, a header or footer after the body."""
        if len(self._open) < 2:
            return
        self.end_paragraph()
        done = self._open.pop()
        self.format = self._formats.pop()
        if done.aside in ("header", "footer"):
            self._last += done.after
        else:
            self._open[-1].after += done.after

    def end_paragraph(self) -> None:
        """End the paragraph at hand."""
        paragraph = self._open[-1]
        for one in self._fields[-_MOST_FIELDS:]:
            self._mark_link(one)
            one.first = 0 if one.first >= 0 else -1
        draft = self._draft(paragraph)
        depth = self.format.depth if self.format.is_item else -1
        paragraph.run = Run()
        if paragraph.aside:
            if draft is not None:
                paragraph.after.append((draft, paragraph.aside, depth))
            return
        after, paragraph.after = paragraph.after, []
        if not self.format.is_cell and (draft is not None or after):
            self._table, self._in_row, self._in_cell = None, False, False
            self.story.paragraphs += 1
        elif self.format.is_cell and (draft is not None or after):
            self._open_cell()
        place = self._table.place if self._table else f"paragraph {self.story.paragraphs}"
        if draft is not None:
            self.story.paragraph(draft, place, depth=depth, table=self._table)
        for aside, what, inner in after:
            where = what if what.startswith("footnote") else f"{what} in {place}"
            self.story.paragraph(aside, where, depth=inner, aside=True)

    def _draft(self, paragraph: _Paragraph) -> Draft | None:
        kind, level = BlockKind.PARAGRAPH, self.format.level
        if paragraph.aside.startswith("footnote"):
            kind, level = BlockKind.FOOTNOTE, 0
        elif level:
            kind = BlockKind.HEADING
        run = paragraph.run
        kept = without_margin(run.pieces)
        cut = len(run.pieces) - len(kept)
        run.drafts = [(what, max(a - cut, 0), max(b - cut, 0), to) for what, a, b, to in run.drafts]
        run.pieces = kept
        block = run.block(kind, level=level)
        return None if block is None else Draft(kind, block.text, level, block.marks, map=block.map)

    def _open_cell(self) -> None:
        """Begin a table, a row and a cell where none is open."""
        if self._table is None:
            self.story.tables += 1
            self._table = Table(self.story.tables)
        if not self._in_row:
            self._table.open_row()
        if not self._in_cell:
            self._table.open_cell()
        self._in_row = self._in_cell = True

    def end_cell(self, *, is_nested: bool) -> None:
        """End a cell of a table; one of a table in a cell reads as a paragraph of that."""
        self.format.is_cell = True
        self.end_paragraph()
        if not is_nested and not self._open[-1].aside:
            self._open_cell()
            self._in_cell = False

    def end_row(self) -> None:
        """End a row of a table."""
        self._in_row = self._in_cell = False

    def reset_format(self) -> None:
        """Set the format of paragraphs back."""
        self.format = Format()

    def open_field(self, depth: int) -> None:
        """Begin a field whose group lies in ``depth`` others."""
        if not self._fields or self._fields[-1].depth != depth:
            self._fields.append(_Field(depth))

    def add_code(self, text: str) -> None:
        """Append to the code of the field at hand."""
        if self._fields and len(self._fields[-1].code) < _LONGEST_CODE:
            self._fields[-1].code += text

    def open_result(self, depth: int) -> bool:
        """Begin the result of the field at hand; say whether it is copy."""
        if not self._fields or self._fields[-1].depth != depth - 1:
            return True
        self._fields[-1].first = len(self._open[-1].run.pieces)
        return not _CONTENTS.match(self._fields[-1].code)

    def close_field(self) -> None:
        """End the field at hand."""
        self._mark_link(self._fields.pop())

    def _mark_link(self, one: _Field) -> None:
        run = self._open[-1].run
        link = _LINK.match(one.code)
        if link is not None and 0 <= one.first < len(run.pieces):
            run.mark(MarkKind.LINK, one.first, link[1])

    def finish(self) -> None:
        """End what is open, and put headers and footers after the body."""
        while len(self._open) > 1:
            self.close_aside()
        self.end_paragraph()
        self.story.begin_part("")
        for draft, what, depth in self._last:
            self.story.paragraph(draft, what, depth=depth, aside=True)
