"""Copy in OpenDocument texts (``.odt``), as LibreOffice writes them: body, headers, footers, notes, boxes.

Element names are those of OpenDocument 1.3, part 3. Comments and tracked deletions are no copy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from claimlint.extract.package import Package, PackageProblem, encrypted
from claimlint.extract.partxml import PartParser
from claimlint.extract.story import Draft, Story, Table
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind, Document, IncidentKind, Mark, MarkKind

_CONTENT = "content.xml"
_STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"
_SKIPPED = frozenset((
    "office:annotation", "text:tracked-changes", "text:note-citation", "text:table-of-content",
    "text:alphabetical-index", "text:illustration-index", "text:table-index", "office:forms", "office:scripts",
    "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:ruby-text", "office:meta",
    "office:settings",
))  # fmt: skip
"""What is no copy, and indexes, which repeat it."""
_BODIES = frozenset(("office:text", "style:master-page"))
_MOST_SPACES = 1_000
_SPACES = lazy_pattern(" +")
_FLAT = str.maketrans("\n\r\t\x85\u2028\u2029", "      ")


@dataclass(slots=True)
class _Paragraph:
    """What was read of a paragraph; its white space is put together as it is read, as the format asks."""

    level: int
    style: str
    depth: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    is_spaced: bool = True
    marks: list[Mark] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    asides: list[tuple[Draft, str, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append text; of white space only the first character counts."""
        flat = _SPACES.sub(" ", text.translate(_FLAT))
        self.put(flat[1:] if self.is_spaced and flat[:1] == " " else flat)

    def put(self, text: str) -> None:
        """Append text as it is."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.is_spaced = text[-1] == " "


class _Looks:
    """The names of styles that hide their text, and of those of the title."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.titles = {"Title"}

    def inherit(self, name: str, parent: str) -> None:
        """Take a style that is based on another."""
        for names in (self.hidden, self.titles):
            if parent in names:
                names.add(name)


def read_odt(data: bytes, path: str) -> Document:
    """Return the copy in an OpenDocument text that is shown as ``path``. Raises ``PackageProblem``."""
    package = Package(data)
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise encrypted()
    if _CONTENT not in package:
        raise PackageProblem(IncidentKind.UNSUPPORTED, "it is a zip package, but no OpenDocument text")
    styles = package.read(_STYLES) if _STYLES in package else b""
    story = Story()
    looks = _Looks()
    if styles:  # for the names of styles, which the body uses; headers and footers come after it
        _Part(PartParser(styles, _STYLES), Story(), looks).run()
    body = _Part(PartParser(package.read(_CONTENT), _CONTENT), story, looks)
    body.run()
    if not body.is_text:
        raise PackageProblem(IncidentKind.UNSUPPORTED, "it is an OpenDocument file, but no text")
    if styles:
        story.begin_part(_STYLES)
        _Part(PartParser(styles, _STYLES), story, looks).run()
    return story.document(data, path)


class _Part:
    """Takes the events of one part; in ``styles.xml`` only headers and footers hold copy."""

    def __init__(self, parser: PartParser, story: Story, looks: _Looks) -> None:
        self.parser, self.story, self.looks = parser, story, looks
        self.stack: list[str] = []
        self.skip_from = 0
        self.is_text = False
        self.bodies = 0
        self.where: list[str] = []
        self.paragraphs: list[_Paragraph] = []
        self.depth = -1
        """How deep in lists the text stands, from 0; -1 outside of them."""
        self.depths: list[int] = []
        """The same around each table and box that is open."""
        self.is_item_start = False
        self.tables: list[Table] = []
        self.style = ""
        self.notes = {"footnote": 0, "endnote": 0}
        self.pictures: list[list[str]] = []
        """The descriptions of each frame that is open."""

    def run(self) -> None:
        """Read the part. Raises ``PackageProblem``."""
        self.parser.run(self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self.stack.append(name)
        if self.skip_from:
            return
        if name in _SKIPPED:
            self.skip_from = len(self.stack)
        elif name in _BODIES:
            self.bodies += 1
            self.is_text = self.is_text or name == "office:text"
        elif name == "style:style":
            self.style = attributes.get("style:name", "")
            self.looks.inherit(self.style, attributes.get("style:parent-style-name", ""))
        elif name == "style:text-properties":
            if attributes.get("text:display") == "none":
                self.looks.hidden.add(self.style)
        elif self.bodies and (handle := _STARTS.get(name)):
            handle(self, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.stack.pop()
        if self.skip_from:
            if len(self.stack) < self.skip_from:
                self.skip_from = 0
        elif name in _BODIES:
            self.bodies -= 1
        elif self.bodies and (handle := _ENDS.get(name)):
            handle(self)

    def text(self, text: str) -> None:
        """Take character data."""
        if self.skip_from or not self.bodies:
            return
        if self.pictures and self.stack[-1] in ("svg:desc", "svg:title"):
            self.pictures[-1] += text, " "
        elif self.paragraphs and self.stack[-1] not in ("drawing:frame", "text:note", "text:note-body"):
            self.paragraphs[-1].add(text)

    def _open_paragraph(self, attributes: dict[str, str]) -> None:
        style = attributes.get("text:style-name", "")
        level = attributes.get("text:outline-level", "1") if self.stack[-1] == "text:h" else "0"
        if style in self.looks.titles:
            level = "1"
        depth = self.depth if self.is_item_start else -1
        self.is_item_start = False
        number = int(level) if level.isdecimal() and len(level) < 3 else 1
        self.paragraphs.append(_Paragraph(number, style, depth))
        if style in self.looks.hidden:
            self.paragraphs[-1].hidden.append(0)

    def _close_paragraph(self) -> None:
        if not self.paragraphs:
            return
        found = self.paragraphs.pop()
        for start in found.hidden:
            found.marks.append(Mark(MarkKind.HIDDEN, start, found.length, ""))
        marks = tuple(sorted(found.marks, key=lambda mark: (mark.start, mark.end)))
        where = self.where[-1] if self.where else ""
        kind = BlockKind.FOOTNOTE if where.startswith(("footnote", "endnote")) else BlockKind.PARAGRAPH
        level = found.level if kind is BlockKind.PARAGRAPH else 0
        draft = Draft(BlockKind.HEADING if level else kind, "".join(found.parts), level, marks)
        if self.paragraphs:  # in a box or a note, which comes after the paragraph that it is anchored in
            self.paragraphs[0].asides += [(draft, where or "text box", found.depth), *found.asides]
            return
        table = self.tables[-1] if self.tables else None
        if table is None and not where and (draft.text.strip() or found.asides):
            self.story.paragraphs += 1
        place = table.place if table else f"paragraph {self.story.paragraphs}"
        place = f"{where}, {place}" if where and table else where or place
        self.story.paragraph(draft, place, depth=found.depth, table=table)
        for aside, what, depth in found.asides:
            note = what.startswith(("footnote", "endnote"))
            self.story.paragraph(aside, what if note else f"{what} in {place}", depth=depth, aside=True)

    def _space(self, attributes: dict[str, str]) -> None:
        count = attributes.get("text:c", "1")
        if self.paragraphs:
            number = int(count) if count.isdecimal() and len(count) < 5 else 1
            self.paragraphs[-1].put(" " * min(number, _MOST_SPACES))

    def _tab(self, _attributes: dict[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].put("\t")

    def _line_break(self, _attributes: dict[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].put(" ")

    def _open_span(self, attributes: dict[str, str]) -> None:
        if self.paragraphs:
            is_hidden = attributes.get("text:style-name", "") in self.looks.hidden
            self.paragraphs[-1].links.append((self.paragraphs[-1].length, "\0" if is_hidden else ""))

    def _open_link(self, attributes: dict[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].links.append((self.paragraphs[-1].length, attributes.get("xlink:href", "")))

    def _close_range(self) -> None:
        """End a link, or a span, which is marked if it is hidden."""
        if not self.paragraphs or not self.paragraphs[-1].links:
            return
        paragraph = self.paragraphs[-1]
        start, target = paragraph.links.pop()
        if target and start < paragraph.length:
            kind = MarkKind.HIDDEN if target == "\0" else MarkKind.LINK
            paragraph.marks.append(Mark(kind, start, paragraph.length, target.strip("\0")))

    def _open_list(self, _attributes: dict[str, str]) -> None:
        self.depth += 1

    def _close_list(self) -> None:
        self.depth -= 1

    def _open_item(self, _attributes: dict[str, str]) -> None:
        self.is_item_start = True

    def _open_table(self, _attributes: dict[str, str]) -> None:
        if not self.tables:
            self.story.tables += 1
        self.tables.append(Table(self.story.tables))
        self.depths.append(self.depth)
        self.depth, self.is_item_start = -1, False

    def _close_table(self) -> None:
        if self.tables:
            self.tables.pop()
            self.depth = self.depths.pop()
        self.story.end_list()

    def _open_row(self, _attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].open_row()

    def _open_cell(self, _attributes: dict[str, str]) -> None:
        self.story.end_list()
        if self.tables:
            self.tables[-1].open_cell()

    def _open_note(self, attributes: dict[str, str]) -> None:
        kind = "endnote" if attributes.get("text:note-class") == "endnote" else "footnote"
        self.notes[kind] += 1
        label = f"{kind} {self.notes[kind]}"
        if self.paragraphs:
            paragraph = self.paragraphs[-1]
            paragraph.marks.append(Mark(MarkKind.FOOTNOTE, paragraph.length, paragraph.length, label))
        self.where.append(label)

    def _close_where(self) -> None:
        if self.where:
            self.where.pop()
        self.story.end_list()

    def _open_margin(self, _attributes: dict[str, str]) -> None:
        self.where.append("footer" if self.stack[-1].startswith("style:footer") else "header")

    def _open_frame(self, _attributes: dict[str, str]) -> None:
        self.pictures.append([])
        self.depths.append(self.depth)
        self.depth, self.is_item_start = -1, False

    def _close_frame(self) -> None:
        if not self.pictures:
            return
        text = " ".join("".join(self.pictures.pop()).split())
        self.depth = self.depths.pop()
        if text:
            aside = Draft(BlockKind.ALT, text, name="alt")
            if self.paragraphs:
                self.paragraphs[0].asides.append((aside, "picture", -1))
            else:
                self.story.paragraph(aside, "picture", aside=True)


_MARGINS = ("style:header", "style:header-left", "style:header-first", "style:footer", "style:footer-left",
            "style:footer-first")  # fmt: skip
_STARTS: dict[str, Callable[[_Part, dict[str, str]], None]] = {
    **dict.fromkeys(("text:p", "text:h"), _Part._open_paragraph),
    "text:s": _Part._space,
    "text:tab": _Part._tab,
    "text:line-break": _Part._line_break,
    "text:span": _Part._open_span,
    "text:a": _Part._open_link,
    "text:list": _Part._open_list,
    "text:list-item": _Part._open_item,
    "table:table": _Part._open_table,
    "table:table-row": _Part._open_row,
    **dict.fromkeys(("table:table-cell", "table:covered-table-cell"), _Part._open_cell),
    "text:note": _Part._open_note,
    "drawing:frame": _Part._open_frame,
    **dict.fromkeys(_MARGINS, _Part._open_margin),
}
_ENDS: dict[str, Callable[[_Part], None]] = {
    **dict.fromkeys(("text:p", "text:h"), _Part._close_paragraph),
    **dict.fromkeys(("text:span", "text:a"), _Part._close_range),
    "text:list": _Part._close_list,
    "table:table": _Part._close_table,
    **dict.fromkeys(("text:note", *_MARGINS), _Part._close_where),
    "drawing:frame": _Part._close_frame,
}
