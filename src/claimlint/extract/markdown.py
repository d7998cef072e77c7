"""Copy in Markdown files: CommonMark with tables, footnotes, task lists, definition lists and embedded HTML.

The Markdown itself is parsed by pyromark; what it reports is a stream of events with their places. Before that, what is
not copy (template logic, attribute lists, code in MDX) is masked, so that it can neither be read nor break a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyromark

from claimlint.extract.embedded import embedded_blocks, tag_of
from claimlint.extract.fences import is_closed
from claimlint.extract.frontmatter import FrontMatter, read_front_matter
from claimlint.extract.linktitle import title_block
from claimlint.extract.markdown_plain import STAND_IN, introduces, plain_stretches
from claimlint.extract.places import BytePlaces
from claimlint.extract.runs import FILLER, Run, masked_at
from claimlint.extract.template import with_template_copy
from claimlint.extract.templating import template_spans
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Document, Incident, IncidentKind, MarkKind, Source
from claimlint.text.lines import LineIndex

if TYPE_CHECKING:
    from claimlint.extract.markdown_events import CloseTag, InlineEvent, LinkData, OpenTag

# Formulas stay off: to that extension the words between two prices in dollars are one. So do heading attributes, which
# would swallow "{in braces}" at the end of a heading.
_PARSER = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)
_ATTRIBUTE_LIST = lazy_pattern(r"\{[#.:][^{}\n]*\}")
_LINE_PREFIX = lazy_pattern(r"[ \t>]*")
_PREFIX_STARTS = frozenset(" \t>")
_LONE_RETURN = lazy_pattern(r"\r(?!\n)")
_DEFINITION = lazy_pattern(r"\](?=:)")
# Looking up a member of an enum costs as much as a short loop.
_LINK, _HEADING, _LIST_ITEM = MarkKind.LINK, BlockKind.HEADING, BlockKind.LIST_ITEM
_EMPHASIS = frozenset({"Emphasis", "Strong", "Strikethrough"})
_CONTAINERS = frozenset({"Item", "DefinitionListDefinition", "FootnoteDefinition"})
_SILENT = _EMPHASIS | {"TableCell"}


def extract_markdown(source: Source, *, leave_out: bool = True) -> Document:
    """Return the copy in a Markdown file; the front matter first, the titles of reference definitions last.

    In ``.mdx`` files code is masked as ``claimlint.extract.mdx`` says. ``leave_out`` says whether the parser is spared
    plain stretches, which changes nothing but the time it takes.
    """
    text = source.text
    front = read_front_matter(text)
    reader = _Reader(text, front)
    spans = template_spans(text)
    if source.path.lower().endswith(".mdx"):
        from claimlint.extract.code_segments import led_from
        from claimlint.extract.mdx import read_mdx

        found = read_mdx(text, front.end)
        reader.code = sorted(found.spans)
        reader.blocks += led_from(found.blocks, len(reader.blocks))
        reader.incidents += found.incidents
        reader.comments += found.comments
        spans += found.spans
    masked = masked_at(text, spans) if spans else text
    if "{" in masked:
        masked = _ATTRIBUTE_LIST.sub(lambda match: FILLER * len(match.group()), masked)
    if "\r" in masked:
        # To the parser a lone carriage return ends a line, but two of them end no block of HTML.
        masked = _LONE_RETURN.sub("\n", masked)
    reader.read(masked, leave_out=leave_out)
    comments = sorted(reader.comments, key=lambda comment: comment.span)
    return with_template_copy(Document(source, tuple(reader.blocks), tuple(reader.incidents), tuple(comments)))


class _Reader:
    """Turns the events of one document into blocks.

    Places in events count UTF-8 bytes of what was parsed; everything else here counts code points of the whole text.
    """

    def __init__(self, text: str, front: FrontMatter) -> None:
        self.text = text
        self.lines = LineIndex(text)
        self.base = front.end
        self.blocks = list(front.blocks)
        self.incidents = list(front.incidents)
        self.comments = list(front.comments)
        self.code: list[tuple[int, int]] = []
        """Code that embedded HTML is read without."""
        self.run = Run()
        self.pending: list[Block | tuple[int, int]] = []
        """What comes after the block that is being read: alternatives, titles, and places of HTML tags."""
        self.containers: list[tuple[BlockKind, tuple[int, ...]]] = [(BlockKind.PARAGRAPH, ())]
        """What a paragraph is here, and what leads the next one."""
        self.lists: list[tuple[int, ...]] = []
        """What leads the items of each open list."""
        self.previous = -1
        """The paragraph or heading that a list here would follow directly."""
        self.links: list[tuple[Run, int, LinkData]] = []
        self.images: list[tuple[Run, LinkData]] = []
        self.anchors: list[tuple[Run, int, str]] = []
        self.hidden: tuple[str, Run] | None = None
        """The element inside a paragraph whose content is not copy, and the run to go on with after it."""
        self.html: list[tuple[int, int]] = []
        self.headers: list[int] = []
        self.row: list[int] = []
        self.term = -1

    def read(self, masked: str, *, leave_out: bool) -> None:
        """Read the document from ``masked``, which is its text with filler for what is not copy."""
        body = masked[self.base :]
        self.masked = masked
        plain = plain_stretches(body, self.base) if leave_out else []
        self.plain = {stretch.start + self.base: stretch for stretch in plain}
        spans = [(stretch.start, stretch.end) for stretch in plain]
        places = self.places = BytePlaces(body, self.base, spans, STAND_IN)
        left_out = places.left_out
        low = high = shift = broken = 0
        for event, span in _PARSER.events_with_range(places.shown):
            if isinstance(event, str):
                if event == "Rule":
                    self._rule(left_out.get(span["start"]))
                elif self.run.pieces:
                    start = span["start"]
                    if not low <= start < high:
                        low, high, shift = places.stretch(start)
                    end = span["end"] - shift
                    if masked[end : end + 1] in _PREFIX_STARTS and (prefix := _LINE_PREFIX.match(masked, end)):
                        end = broken = prefix.end()
                    self.run.pieces.append((" ", start - shift, end, False))
            elif "Text" in event:
                text = event["Text"]
                start, stop = span["start"], span["end"]
                if not low <= start < high:
                    low, high, shift = places.stretch(start)
                place = start - shift
                if place < broken:  # a ">" after four spaces is text
                    self.run.pieces[-1] = (" ", self.run.pieces[-1][1], place, False)
                if stop - start == len(text) and text.isascii():
                    self.run.pieces.append((text, place, stop - shift, True))
                elif stop - start == len(text.encode()) and masked.startswith(text, place):
                    self.run.verbatim(text, place)
                else:
                    self.run.replaced(text, place, places.of(stop))
            elif "End" in event:
                ended = event["End"]
                if ended == "Paragraph":
                    self._paragraph()
                elif not isinstance(ended, str):
                    self._close(ended)
                elif ended not in _EMPHASIS:
                    self._close_plain(ended, span["start"], span["end"])
            elif "Start" in event:
                tag = event["Start"]
                if not isinstance(tag, str):
                    self._open(tag)
                    if "CodeBlock" in tag and tag["CodeBlock"] != "Indented":
                        self._check_fence(places.of(span["start"]), places.of(span["end"]))
                elif tag not in _SILENT:
                    self._open_plain(tag)
            elif "Html" in event:
                stretch = left_out.get(span["start"])
                self.html.append(stretch or (places.of(span["start"]), places.of(span["end"])))
            else:
                self._inline(event, places.of(span["start"]), places.of(span["end"]))
        self._paragraph()
        if _DEFINITION.search(places.shown):
            self._reference_titles(places.shown)

    def _open_plain(self, tag: str) -> None:
        self._paragraph()
        if tag == "Item":
            self.containers.append((_LIST_ITEM, self.lists[-1]))
            self.previous = -1
        elif tag == "TableHead":
            self.headers, self.row = [], []
        elif tag == "TableRow":
            self.row = []
        elif tag == "DefinitionListDefinition":
            self.containers.append((BlockKind.LIST_ITEM, (self.term,) if self.term >= 0 else ()))
        elif tag == "HtmlBlock":
            self.html = []

    def _open(self, tag: OpenTag) -> None:
        if "Link" in tag:
            self.links.append((self.run, len(self.run.pieces), tag["Link"]))
            return
        if "Image" in tag:
            self.images.append((self.run, tag["Image"]))
            self.run = Run()
            return
        self._paragraph()
        if "List" in tag:
            self.lists.append(self._introduction())
        elif "BlockQuote" in tag:
            self.containers.append((BlockKind.QUOTE, ()))
        elif "FootnoteDefinition" in tag:
            self.containers.append((BlockKind.FOOTNOTE, ()))

    def _rule(self, stretch: tuple[int, int] | None) -> None:
        """End what a thematic break ends, and read the plain stretch that it may stand for."""
        if stretch:
            self.previous = self.plain[stretch[0]].add_to(self.blocks, self.previous)
            self.anchors = []
        else:
            self.previous = -1

    def _check_fence(self, start: int, end: int) -> None:
        if not is_closed(self.masked[start:end]):
            line, _ = self.lines.position(start)
            detail = "a code block that opens here is never closed: what follows was not read"
            self.incidents.append(Incident(IncidentKind.MARKUP, detail, line))

    def _introduction(self) -> tuple[int, ...]:
        """What leads the items of a list that starts here: a heading, or a paragraph that ends with a colon."""
        if self.previous < 0:
            return ()
        return (self.previous,) if introduces(self.blocks[self.previous]) else ()

    def _close_plain(self, tag: str, start_byte: int, end_byte: int) -> None:
        if tag == "TableCell":
            self._cell()
        elif tag in _CONTAINERS:
            self._paragraph()
            self.containers.pop()
            self.previous = -1
        elif tag == "Link":
            run, begun, data = self.links.pop()
            if data["link_type"] in ("Autolink", "Email"):
                run.pieces[begun:] = [(" ", self.places.of(start_byte), self.places.of(end_byte), False)]
            run.mark(_LINK, begun, data["dest_url"])
            self._title(data, start_byte, end_byte)
        elif tag == "Image":
            self._picture(start_byte, end_byte)
        elif tag == "TableHead":
            self.headers, self.row = self.row, []
        elif tag == "Table" or tag == "CodeBlock":
            self.run = Run()
            self.previous = -1
        elif tag == "HtmlBlock":
            self._html_block()
        elif tag == "DefinitionListTitle":
            self.term = self._flush(BlockKind.PARAGRAPH)

    def _close(self, tag: CloseTag) -> None:
        if "Heading" in tag:
            self.previous = self._flush(_HEADING, level=int(tag["Heading"][1]))
            return
        self._paragraph()
        self.previous = -1
        if "BlockQuote" in tag:
            self.containers.pop()
        elif "List" in tag:
            self.lists.pop()

    def _inline(self, event: InlineEvent, start: int, end: int) -> None:
        if "InlineHtml" in event:
            self._inline_html(event["InlineHtml"], start, end)
        elif "FootnoteReference" in event:
            self.run.mark(MarkKind.FOOTNOTE, len(self.run.pieces), event["FootnoteReference"])
        elif "Code" in event:
            self.run.gap(start, end)

    def _paragraph(self) -> None:
        """End the text of a paragraph, or the text that stands in an item without one."""
        if self.run.pieces or self.run.drafts or self.pending or self.hidden:
            kind, leads = self.containers[-1]
            index = self._flush(kind, leads)
            if index >= 0:
                self.previous = index
                if leads:
                    self.containers[-1] = (kind, ())

    def _cell(self) -> None:
        leads = []
        column = len(self.row)
        if column < len(self.headers) and self.headers[column] >= 0:
            leads.append(self.headers[column])
        if self.headers and column and self.row[0] >= 0:
            leads.append(self.row[0])
        self.row.append(self._flush(BlockKind.TABLE_CELL, tuple(leads)))

    def _flush(self, kind: BlockKind, leads: tuple[int, ...] = (), level: int = 0) -> int:
        """Make a block of what was read, and of what comes after it; return its index, or -1 if it has no text."""
        if self.hidden:
            self.run, self.hidden = self.hidden[1], None
        index = -1
        run = self.run
        if run.pieces:
            block = run.block(kind, leads, level)
            run.pieces, run.drafts = [], []
            if self.anchors:
                self.anchors = []  # a link that the block does not close marks nothing
            if block is not None:
                index = len(self.blocks)
                self.blocks.append(block)
        elif run.drafts:
            run.drafts = []  # the link of a picture says nothing about the text that comes next
        if self.pending:
            for item in self.pending:
                if isinstance(item, Block):
                    self.blocks.append(item)
                else:
                    self._html([item])
            self.pending = []
        return index

    def _picture(self, start_byte: int, end_byte: int) -> None:
        block = self.run.block(BlockKind.ALT, name="alt")
        if block:
            self.pending.append(block)
        self.run, data = self.images.pop()
        self.run.gap(self.places.of(start_byte), self.places.of(end_byte))
        self._title(data, start_byte, end_byte)

    def _title(self, data: LinkData, start_byte: int, end_byte: int) -> None:
        """Keep the title of an inline link or picture, which ends with a bracket; others have theirs elsewhere."""
        if data["title"] and data["link_type"] == "Inline":
            start, end = self.places.of(start_byte), self.places.of(end_byte)
            if block := title_block(self.masked, start, end - 1, data["title"]):
                self.pending.append(block)

    def _reference_titles(self, body: str) -> None:
        for definition in _PARSER.reference_definitions(body).values():
            title, span = definition["title"], definition["span"]
            start, end = self.places.of(span["start"]), self.places.of(span["end"])
            if title and (block := title_block(self.masked, start, end, title)):
                self.blocks.append(block)

    def _inline_html(self, markup: str, start: int, end: int) -> None:
        tag = tag_of(markup)
        if not tag:
            if markup.startswith("<!--"):
                from claimlint.extract.html_tokens import comment_of

                self.comments.append(comment_of(self.text[start:end], start))
            return
        if self.hidden:
            if tag.closing and tag.name == self.hidden[0] and not self.images:
                self.run, self.hidden = self.hidden[1], None
                self.run.gap(start, end)
            return
        if tag.parts_words:
            self.run.gap(start, end)
        if tag.closing and tag.name == "a" and self.anchors:
            run, begun, address = self.anchors.pop()
            if run is self.run:
                run.mark(_LINK, begun, address)
        if tag.address:
            self.anchors = [(self.run, len(self.run.pieces), tag.address)]
        if tag.has_attributes:
            self.pending.append((start, end))
        if tag.hides and not self.images:
            self.hidden = (tag.name, self.run)
            self.run = Run()

    def _html_block(self) -> None:
        count = len(self.blocks)
        if self.html:
            self._html(self.html)
        if len(self.blocks) > count:
            followed = self.blocks[-1].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
            self.previous = len(self.blocks) - 1 if followed else -1

    def _html(self, pieces: list[tuple[int, int]]) -> None:
        found = embedded_blocks(self.text, pieces, len(self.blocks), self.code, self.lines)
        self.blocks += found.blocks
        self.incidents += found.incidents
        self.comments += found.comments
