"""The text of one part of a Word document, put together from its runs into paragraphs.

Element names are those of ECMA-376 part 1 (WordprocessingML), with the prefixes of ``claimlint.extract.partxml``.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimlint.extract.partxml import PartParser
from claimlint.extract.story import Draft, Story, Table
from claimlint.extract.word_paragraph import FieldCode, Paragraph
from claimlint.extract.word_places import NoteMark, Piece, RunElement, TextElement
from claimlint.extract.word_styles import Styles, is_on, outline_level
from claimlint.model.document import BlockKind

_FLAT = str.maketrans("\n\r\t\x85\u2028\u2029", "      ")
_UNTRACKED = frozenset(("w:ins", "w:moveTo", "w:fldSimple", "w:ruby", "mc:AlternateContent"))
"""Inside of these a change is not tracked: it would be one inside another, or in one of two versions of a text."""
_QUOTES = frozenset(("quote", "intense quote", "block text"))


class TextPart:
    """The paragraphs of one part, which it gives to a story.

    ``where`` names the part for people (empty for the body), ``targets`` are the addresses of its links by id,
    ``shown`` the notes that the body refers to. ``keeps_places`` asks for the bytes that each text has.
    """

    def __init__(
        self,
        parser: PartParser,
        story: Story,
        styles: Styles,
        where: str = "",
        *,
        targets: Mapping[str, str] | None = None,
        shown: Mapping[str, NoteMark] | None = None,
        keeps_places: bool = False,
    ) -> None:
        self.parser, self.story, self.styles, self.where = parser, story, styles, where
        self.targets = targets or {}
        self.shown = shown or {}
        self.keeps_places = keeps_places
        self.stack: list[str] = []
        self.skip_from = 0
        """How many elements were open where the one that is skipped began; 0 if none is."""
        self.paragraphs: list[Paragraph] = []
        self.joined: Paragraph | None = None
        """A paragraph whose mark was deleted, and which the next one goes on."""
        self.tables: list[Table] = []
        self.runs: list[RunElement] = []
        self.hidden = False
        self.texts: list[tuple[str, int]] | None = None
        """The events of the text element that is open, with their places."""
        self.text_element: TextElement | None = None
        self.keeps_space = False
        self.fields: list[FieldCode] = []
        self.note: NoteMark | None = None

    def skip(self) -> None:
        """Leave out the element whose start is being handled, with all that is in it."""
        self.skip_from = len(self.stack)

    def parent(self, distance: int = 1) -> str:
        """Return the element around the one that is being handled, or one further out."""
        return self.stack[-1 - distance] if len(self.stack) > distance else ""

    # Paragraphs

    def open_paragraph(self, _attributes: dict[str, str]) -> None:
        """Begin a paragraph, or go on with one whose mark was deleted."""
        if self.joined is not None and len(self.paragraphs) == 0:
            paragraph, self.joined = self.joined, None
            paragraph.goes_on = False
        else:
            paragraph = Paragraph(home=self.runs[0] if self.runs else None)
        self.paragraphs.append(paragraph)

    def close_paragraph(self) -> None:
        """End a paragraph."""
        if not self.paragraphs:
            return
        paragraph = self.paragraphs.pop()
        if paragraph.goes_on and not self.paragraphs:
            self.joined = paragraph
            return
        self._finish(paragraph)

    def finish(self) -> None:
        """Take what is still open at the end of the part."""
        while self.paragraphs:
            self.close_paragraph()
        if self.joined is not None:
            paragraph, self.joined = self.joined, None
            self._finish(paragraph)

    def _finish(self, paragraph: Paragraph) -> None:
        while paragraph.links:
            paragraph.close_link()
        draft, depth = self._draft(paragraph)
        if self.paragraphs:  # in a box, which comes after the paragraph that it is anchored in
            outer = self.paragraphs[0]
            if draft.text.strip():
                if depth >= 0:
                    draft.kind = BlockKind.LIST_ITEM
                outer.asides.append((draft, "text box"))
            outer.asides += paragraph.asides
            return
        table = self.tables[-1] if self.tables else None
        in_flow = table is None and not self.where
        if in_flow and (paragraph.length or paragraph.asides):
            self.story.paragraphs += 1
        where = self._place(table)
        self.story.paragraph(draft, where, depth=depth, table=table)
        for aside, what in paragraph.asides:
            self.story.paragraph(aside, f"{what} in {where}", aside=True)

    def _place(self, table: Table | None) -> str:
        where = table.place if table else f"paragraph {self.story.paragraphs}"
        if not self.where:
            return where
        label = self.note.label if self.note else self.where
        return f"{label}, {where}" if table else label

    def _draft(self, paragraph: Paragraph) -> tuple[Draft, int]:
        style = self.styles.of(paragraph.style or self.styles.default)
        level = paragraph.level if paragraph.level >= 0 else style.level or 0
        kind = BlockKind.PARAGRAPH
        if self.note is not None:
            kind, level = BlockKind.FOOTNOTE, 0
        elif level:
            kind = BlockKind.HEADING
        elif style.name == "caption":
            kind = BlockKind.CAPTION
        elif style.name in _QUOTES:
            kind = BlockKind.QUOTE
        is_item = style.is_item if paragraph.is_item is None else paragraph.is_item
        depth = max(paragraph.depth, 0) if is_item else -1
        text = "".join(paragraph.parts)
        marks = tuple(sorted(paragraph.marks, key=lambda mark: (mark.start, mark.end)))
        draft = Draft(kind, text, level, marks, pieces=tuple(paragraph.pieces), home=paragraph.home)
        if self.note is not None:
            draft.home = self.note.run
        draft.part = self.parser.part
        return draft, depth

    def set_style(self, attributes: dict[str, str]) -> None:
        """Take the style of a paragraph."""
        if self.paragraphs and self.parent() == "w:pPr":
            self.paragraphs[-1].style = attributes.get("w:val", "")

    def set_outline(self, attributes: dict[str, str]) -> None:
        """Take the level of a heading."""
        if self.paragraphs:
            self.paragraphs[-1].level = outline_level(attributes)

    def set_numbering(self, attributes: dict[str, str]) -> None:
        """Take whether a paragraph is an item of a list."""
        if self.paragraphs:
            self.paragraphs[-1].is_item = attributes.get("w:val") != "0"

    def set_depth(self, attributes: dict[str, str]) -> None:
        """Take the depth of an item in its list."""
        value = attributes.get("w:val", "")
        if self.paragraphs and value.isdecimal() and len(value) == 1:
            self.paragraphs[-1].depth = int(value)

    def deleted(self, _attributes: dict[str, str]) -> None:
        """Take a deletion: of the mark of a paragraph, of a row, or of what is inside."""
        parent = self.parent()
        if parent == "w:rPr":
            if self.paragraphs:
                self.paragraphs[-1].goes_on = True
        elif parent == "w:trPr":
            if self.tables:
                self.tables[-1].skips_row = True
        else:
            self.skip()

    # Runs and their text

    def open_run(self, _attributes: dict[str, str]) -> None:
        """Begin a run; one inside of another stands in a box."""
        self.hidden = False
        if self.paragraphs:
            self.hidden = bool(self.styles.of(self.paragraphs[-1].style or self.styles.default).is_hidden)
        place = self.parser.place
        run = RunElement(self.parser.part, place, b"", not self.fields and _UNTRACKED.isdisjoint(self.stack))
        if self.keeps_places:
            run.prefix = self.parser.prefix_at(place)
            run.content = self.parser.tag_end(place)
        self.runs.append(run)

    def close_run(self) -> None:
        """End a run."""
        if self.runs:
            run = self.runs.pop()
            if self.keeps_places:
                run.end = self.parser.element_end(run.start)

    def open_properties(self, _attributes: dict[str, str]) -> None:
        """Begin the properties of a run, or of something else that has them."""
        if self.keeps_places and self.runs and self.parent() == "w:r":
            self.runs[-1].content = self.parser.place

    def close_properties(self) -> None:
        """End the properties of a run."""
        if self.keeps_places and self.runs and self.stack and self.stack[-1] == "w:r":
            run = self.runs[-1]
            start, run.content = run.content, self.parser.element_end(run.content)
            run.properties = self.parser.data[start : run.content]

    def hide(self, attributes: dict[str, str]) -> None:
        """Take whether the text of a run is hidden."""
        if self.parent() == "w:rPr" and self.parent(2) == "w:r":
            self.hidden = is_on(attributes)

    def set_run_style(self, attributes: dict[str, str]) -> None:
        """Take the style of a run."""
        hidden = self.styles.of(attributes.get("w:val", "")).is_hidden
        if hidden is not None and self.parent(2) == "w:r":
            self.hidden = hidden

    @property
    def in_code(self) -> bool:
        """Whether what is met is the code of a field, or a table of contents, which repeats the headings."""
        return any(not item.in_result or item.words[:1] == ["TOC"] for item in self.fields)

    def open_text(self, attributes: dict[str, str]) -> None:
        """Begin a text element."""
        if not self.paragraphs or self.in_code:
            return
        self.texts = []
        is_word = self.stack[-1] == "w:t"
        self.keeps_space = attributes.get("xml:space") == "preserve" or not is_word
        if self.keeps_places and is_word and self.runs:
            place, run = self.parser.place, self.runs[-1]
            is_first = place == run.content
            self.text_element = TextElement(run, place, self.parser.tag_end(place), is_first, self.keeps_space)

    def close_text(self) -> None:
        """End a text element; the white space at its ends is no part of it unless it says so."""
        texts, self.texts = self.texts, None
        element, self.text_element = self.text_element, None
        if texts is None or not self.paragraphs:
            return
        text = "".join([part for part, _ in texts]).translate(_FLAT)
        kept = text if self.keeps_space else text.strip(" ")
        paragraph = self.paragraphs[-1]
        if element is not None:
            element.close, element.end = self.parser.place, self.parser.element_end(element.start)
            cut = 0 if self.keeps_space else len(text) - len(text.lstrip(" "))
            paragraph.pieces += self._pieces(texts, element, paragraph.length - cut, paragraph.length, len(kept))
        paragraph.add(kept, is_hidden=self.hidden)

    def _pieces(
        self, texts: list[tuple[str, int]], element: TextElement, offset: int, first: int, length: int
    ) -> list[Piece]:
        """Return where the characters of a text element stand, by the events that it came in.

        The first of them would be at ``offset`` of the paragraph; those from ``first`` on, ``length`` in all, count.
        """
        pieces = []
        bounds = [at for _, at in texts[1:]] + [element.close]
        for (text, at), until in zip(texts, bounds, strict=True):
            verbatim = self.parser.data[at:until] == text.encode("utf-8", "surrogatepass")
            if not verbatim and len(text) > 1:  # a comment or marked section stands among the words
                element.is_divisible = False
            end = offset + len(text)
            start, last = max(offset, first), min(end, first + length)
            if start < last:
                if verbatim:
                    at += len(text[: start - offset].encode("utf-8", "surrogatepass"))
                    until -= len(text[len(text) - (end - last) :].encode("utf-8", "surrogatepass"))
                pieces.append(Piece(start, last, at, until, element.run, element))
            offset = end
        return pieces

    def white(self, text: str) -> None:
        """Take an element that reads as white space or as one character."""
        if self.paragraphs and not self.in_code and self.parent() in ("w:r", "a:p"):
            paragraph = self.paragraphs[-1]
            if self.keeps_places:
                place, run = self.parser.place, self.runs[-1] if self.runs else None
                paragraph.pieces.append(Piece(paragraph.length, paragraph.length + len(text), place, place, run, None))
            paragraph.add(text, is_hidden=self.hidden)
