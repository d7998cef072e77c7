"""Copy in one part of a Word document: the body, a header, the footnotes, a diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from claimlint.extract.story import Draft, Table
from claimlint.extract.word_paragraph import FieldCode
from claimlint.extract.word_part import TextPart
from claimlint.extract.word_places import NoteMark
from claimlint.extract.word_styles import is_on
from claimlint.model.document import BlockKind

_SKIPPED = frozenset((
    "w:moveFrom", "w:delText", "w:delInstrText", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:tblPrExChange",
    "w:trPrChange", "w:tcPrChange", "w:sectPrChange", "w:numberingChange", "w:rt", "w:tblGrid", "w:cellDel",
    "w:binData", "w:fldData",
))  # fmt: skip
"""Elements with nothing for readers in them: what was deleted or moved away, former formats, data."""
_WHITE = {
    "w:tab": "\t", "w:ptab": "\t", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\xad",
    "w:sym": " ", "a:br": " ", "a:tab": "\t",
}  # fmt: skip
_FIRST_ROW = 0x20
"""The bit of a table's look that says that its first row is a header."""
_WIDEST_SPAN = 63


class WordPart(TextPart):
    """Takes the events of one part and gives its copy to a story.

    ``notes`` are the footnotes and endnotes that the part refers to, by kind and id; ``references`` are the relations
    to headers, footers and diagrams that it uses, ``imports`` those to documents that it takes in. ``root`` is the
    element that holds all others.
    """

    notes: dict[str, NoteMark]
    references: list[str]
    imports: list[str]
    root: str

    def run(self) -> None:
        """Read the part. Raises ``PackageProblem``."""
        self.notes, self.references, self.imports, self.root = {}, [], [], ""
        self._choices: list[bool] = []
        self._placeholders: list[bool] = []
        self._outer: list[tuple[list[Table], list[FieldCode], bool]] = []
        self._codes = False
        self._counts: Counter[str] = Counter()
        self.parser.run(self)
        while self.paragraphs:
            self.close_paragraph()
        self.finish()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self.stack.append(name)
        if self.skip_from:
            return
        self.root = self.root or name
        if name in _SKIPPED:
            self.skip()
        elif handle := _STARTS.get(name):
            handle(self, attributes)
        elif name in _WHITE:
            self.white(_WHITE[name])

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.stack.pop()
        if self.skip_from:
            if len(self.stack) < self.skip_from:
                self.skip_from = 0
        elif handle := _ENDS.get(name):
            handle(self)

    def text(self, text: str) -> None:
        """Take character data."""
        if self.skip_from:
            return
        if self.texts is not None:
            self.texts.append((text, self.parser.place))
        elif self._codes and self.fields:
            self.fields[-1].code.append(text)

    # Fields and links

    def _field(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            self.fields.append(FieldCode())
        elif not self.fields:
            return
        elif kind == "separate":
            field = self.fields[-1]
            field.in_result = True
            words = field.words
            if words[:1] == ["HYPERLINK"] and self.paragraphs:
                paragraph = self.paragraphs[-1]
                target = next((word.strip('"') for word in words[1:] if word.startswith('"')), "")
                field.is_link = True
                paragraph.links.append((paragraph.length, target))
        elif kind == "end" and self.fields.pop().is_link and self.paragraphs:
            self.paragraphs[-1].close_link()

    def _open_code(self, _attributes: dict[str, str]) -> None:
        self._codes = True

    def _close_code(self) -> None:
        self._codes = False

    def _open_link(self, attributes: dict[str, str]) -> None:
        if self.paragraphs:
            target = self.targets.get(attributes.get("r:id", ""), "#" + attributes.get("w:anchor", ""))
            self.paragraphs[-1].links.append((self.paragraphs[-1].length, target))

    def _close_link(self) -> None:
        if self.paragraphs:
            self.paragraphs[-1].close_link()

    def _footnote_mark(self, attributes: dict[str, str]) -> None:
        self._note_mark("footnote", attributes.get("w:id", ""))

    def _endnote_mark(self, attributes: dict[str, str]) -> None:
        self._note_mark("endnote", attributes.get("w:id", ""))

    def _note_mark(self, kind: str, key: str) -> None:
        known = self.notes.get(f"{kind} {key}")
        if known is None:
            self._counts[kind] += 1
            known = NoteMark(f"{kind} {self._counts[kind]}", self.runs[0] if self.runs else None)
            self.notes[f"{kind} {key}"] = known
        if self.paragraphs:
            self.paragraphs[-1].note(known.label)

    def _open_footnote(self, attributes: dict[str, str]) -> None:
        self._open_note("footnote", attributes.get("w:id", ""))

    def _open_endnote(self, attributes: dict[str, str]) -> None:
        self._open_note("endnote", attributes.get("w:id", ""))

    def _open_note(self, kind: str, key: str) -> None:
        self.note = self.shown.get(f"{kind} {key}")
        self.story.end_list()
        if self.note is None:  # a separator, or left over from a deleted text
            self.skip()

    def _close_note(self) -> None:
        self.finish()
        self.note = None

    # Tables

    def _open_table(self, _attributes: dict[str, str]) -> None:
        if not self.tables:
            self.story.tables += 1
        self.tables.append(Table(self.story.tables))

    def _close_table(self) -> None:
        if self.tables:
            self.tables.pop()
        self.story.end_list()

    def _look(self, attributes: dict[str, str]) -> None:
        if not self.tables:
            return
        value = attributes.get("w:val", "")
        if "w:firstRow" in attributes:
            self.tables[-1].has_header = is_on({"w:val": attributes["w:firstRow"]})
        elif len(value) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in value):
            self.tables[-1].has_header = bool(int(value, 16) & _FIRST_ROW)

    def _open_row(self, _attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].open_row()

    def _header_row(self, attributes: dict[str, str]) -> None:
        if self.tables and self.tables[-1].row == 1 and is_on(attributes):
            self.tables[-1].has_header = True

    def _open_cell(self, _attributes: dict[str, str]) -> None:
        self.story.end_list()
        if not self.tables:
            return
        self.tables[-1].open_cell()
        if self.tables[-1].skips_row:
            self.skip()

    def _span(self, attributes: dict[str, str]) -> None:
        value = attributes.get("w:val", "")
        if self.tables and value.isdecimal() and len(value) < 3:
            self.tables[-1].span = max(1, min(int(value), _WIDEST_SPAN))

    # Boxes, pictures and what stands twice

    def _open_box(self, _attributes: dict[str, str]) -> None:
        self._outer.append((self.tables, self.fields, self.hidden))
        self.tables, self.fields = [], []

    def _close_box(self) -> None:
        if self._outer:
            self.tables, self.fields, self.hidden = self._outer.pop()

    def _picture(self, attributes: dict[str, str]) -> None:
        self._aside(BlockKind.ALT, attributes.get("descr", ""), "alt", "picture")
        self._aside(BlockKind.ATTRIBUTE, attributes.get("title", ""), "title", "picture")

    def _shape(self, attributes: dict[str, str]) -> None:
        self._aside(BlockKind.ALT, attributes.get("alt", ""), "alt", "picture")

    def _word_art(self, attributes: dict[str, str]) -> None:
        self._aside(BlockKind.PARAGRAPH, attributes.get("string", ""), "", "word art")

    def _aside(self, kind: BlockKind, text: str, name: str, where: str) -> None:
        text = " ".join(text.split())
        if text and self.paragraphs:
            home = self.runs[0] if self.runs else None
            draft = Draft(kind, text, name=name, home=home, part=self.parser.part)
            self.paragraphs[0].asides.append((draft, where))

    def _open_versions(self, _attributes: dict[str, str]) -> None:
        self._choices.append(False)

    def _close_versions(self) -> None:
        if self._choices:
            self._choices.pop()

    def _version(self, _attributes: dict[str, str]) -> None:
        """Read the first version of something that the file holds in several."""
        if self._choices and self._choices[-1]:
            self.skip()
        elif self._choices:
            self._choices[-1] = True

    def _open_control(self, _attributes: dict[str, str]) -> None:
        self._placeholders.append(False)

    def _close_control(self) -> None:
        if self._placeholders:
            self._placeholders.pop()

    def _placeholder(self, attributes: dict[str, str]) -> None:
        if self._placeholders:
            self._placeholders[-1] = is_on(attributes)

    def _open_content(self, _attributes: dict[str, str]) -> None:
        if self._placeholders and self._placeholders[-1]:
            self.skip()

    # Other parts

    def _reference(self, attributes: dict[str, str]) -> None:
        self.references += [attributes[key] for key in ("r:id", "r:dm") if attributes.get(key)]

    def _import(self, attributes: dict[str, str]) -> None:
        self.imports.append(attributes.get("r:id", ""))


_STARTS: dict[str, Callable[[WordPart, dict[str, str]], None]] = {
    **dict.fromkeys(("w:p", "a:p"), WordPart.open_paragraph),
    **dict.fromkeys(("w:t", "a:t", "m:t"), WordPart.open_text),
    "w:pStyle": WordPart.set_style,
    "w:outlineLvl": WordPart.set_outline,
    "w:numId": WordPart.set_numbering,
    "w:ilvl": WordPart.set_depth,
    "w:del": WordPart.deleted,
    "w:r": WordPart.open_run,
    "w:rPr": WordPart.open_properties,
    "w:rStyle": WordPart.set_run_style,
    "w:vanish": WordPart.hide,
    "w:fldChar": WordPart._field,
    "w:instrText": WordPart._open_code,
    "w:hyperlink": WordPart._open_link,
    "w:footnoteReference": WordPart._footnote_mark,
    "w:endnoteReference": WordPart._endnote_mark,
    "w:footnote": WordPart._open_footnote,
    "w:endnote": WordPart._open_endnote,
    "w:tbl": WordPart._open_table,
    "w:tblLook": WordPart._look,
    "w:tr": WordPart._open_row,
    "w:tblHeader": WordPart._header_row,
    "w:tc": WordPart._open_cell,
    "w:gridSpan": WordPart._span,
    "w:txbxContent": WordPart._open_box,
    "wp:docPr": WordPart._picture,
    "v:shape": WordPart._shape,
    "v:textpath": WordPart._word_art,
    "mc:AlternateContent": WordPart._open_versions,
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), WordPart._version),
    "w:sdt": WordPart._open_control,
    "w:showingPlcHdr": WordPart._placeholder,
    "w:sdtContent": WordPart._open_content,
    **dict.fromkeys(("w:headerReference", "w:footerReference", "dgm:relIds", "c:chart"), WordPart._reference),
    **dict.fromkeys(("w:altChunk", "w:subDoc"), WordPart._import),
}
_ENDS: dict[str, Callable[[WordPart], None]] = {
    **dict.fromkeys(("w:p", "a:p"), WordPart.close_paragraph),
    **dict.fromkeys(("w:t", "a:t", "m:t"), WordPart.close_text),
    "w:r": WordPart.close_run,
    "w:rPr": WordPart.close_properties,
    "w:instrText": WordPart._close_code,
    "w:hyperlink": WordPart._close_link,
    **dict.fromkeys(("w:footnote", "w:endnote"), WordPart._close_note),
    "w:tbl": WordPart._close_table,
    "w:txbxContent": WordPart._close_box,
    "mc:AlternateContent": WordPart._close_versions,
    "w:sdt": WordPart._close_control,
}
