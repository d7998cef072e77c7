"""A Word document with the findings on it as comments on the very words, and rewrites as tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimlint.errors import ReadError
from claimlint.extract.story import Draft
from claimlint.extract.word import WordDocument, open_word
from claimlint.extract.word_places import RunElement, TextElement
from claimlint.lint import Criteria, lint_document
from claimlint.model.report import FileReport, Finding
from claimlint.review.comments import AUTHOR, comment_lines, escaped, highest_comment, highest_number, with_comments
from claimlint.review.markup import Order, PartEdits, Point, byte_of, covering, end_point, start_point
from claimlint.review.package import with_parts
from claimlint.review.suggest import Change, changed_text, changes


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document with comments: its bytes, what was found in it, and how many comments and changes were put in."""

    data: bytes
    report: FileReport
    comments: int
    changes: int


def review_docx(data: bytes, path: str, criteria: Criteria, *, suggest: bool = False, unsafe: bool = False) -> Reviewed:
    """Return the document with a comment for each finding that counts and, if asked to ``suggest``, tracked changes.

    ``path`` is how the document is shown. Raises ``ReadError`` if it cannot be read, or not be written with comments in
    it. What comes back was read again: it says what the document said before, but for the changes.
    """
    word = open_word(data, path, keeps_places=True)
    report = lint_document(word.document, criteria)
    findings = [finding for finding in report.findings if finding.waiver is None]
    wanted = changes(word.document, word.drafts, findings, criteria, unsafe=unsafe) if suggest else []
    review = _Review(word)
    for number, finding in enumerate(findings):
        review.comment(finding, number)
    for change in wanted:
        review.change(change)
    made = review.result()
    _require_same(word, wanted, made, path)
    return Reviewed(made, report, len(findings), len(wanted))


class _Review:
    """The edits of a document's parts so far."""

    def __init__(self, word: WordDocument) -> None:
        self.word = word
        self.edits = {name: PartEdits(data) for name, data in word.parts.items()}
        self.lines: list[list[str]] = []
        self.first = 1 + max(
            highest_comment(word.package, word.main), *(highest_number(data, name) for name, data in word.parts.items())
        )
        self.changed: set[str] = set()
        self.changes = 0
        self.anchor = _first_run(word)

    def comment(self, finding: Finding, number: int) -> None:
        """Put a comment on the words of a finding, or where the body refers to them if they stand elsewhere."""
        draft = self.word.drafts[finding.copy_block]
        is_body = draft.part == self.word.main and draft.home is None
        points = self._points(draft, finding.copy_start, finding.copy_end) if is_body else None
        if points is None:
            run = draft.home if draft.home is not None and draft.home.part == self.word.main else self.anchor
            if run is None:
                raise ReadError("its body has no text to put a comment on")
            points = Point(run, None, run.start), Point(run, None, run.end)
        prefix = _prefix(points[0].run)
        key = f'{prefix}id="{self.first + number}"'
        edits = self._edits(self.word.main)
        edits.mark(points[0], Order.COMMENT_BEGINS, f"<{prefix}commentRangeStart {key}/>".encode())
        end = f"<{prefix}commentRangeEnd {key}/><{prefix}r><{prefix}commentReference {key}/></{prefix}r>"
        edits.mark(points[1], Order.COMMENT_ENDS, end.encode())
        self.lines.append(comment_lines(finding, "" if is_body else finding.place))

    def change(self, change: Change) -> None:
        """Make the old words of a change a tracked deletion, and the new ones a tracked insertion."""
        draft = self.word.drafts[change.block]
        edits = self._edits(draft.part)
        pieces = covering(draft, change.start, change.end)
        spans: dict[int, tuple[TextElement, int, int]] = {}
        for piece in pieces:
            element = piece.element
            assert element is not None  # ``changes`` leaves out what stands in none
            start, end = byte_of(piece, change.start, edits.data), byte_of(piece, change.end, edits.data)
            known = spans.get(element.start)
            spans[element.start] = (element, known[1] if known else start, end)
        for element, start, end in spans.values():
            prefix = _prefix(element.run)
            opening = f"<{prefix}del {self._who(prefix)}>".encode()
            edits.delete(element, start, end, opening, f"</{prefix}del>".encode())
        first, (element, _, end) = next(iter(spans.values()))[0].run, list(spans.values())[-1]
        prefix = _prefix(element.run)
        text = f'<{prefix}t xml:space="preserve">'.encode() + escaped(change.text) + f"</{prefix}t>".encode()
        run = f"<{prefix}r>".encode() + first.properties + text + f"</{prefix}r>".encode()
        inserted = f"<{prefix}ins {self._who(prefix)}>".encode() + run + f"</{prefix}ins>".encode()
        edits.mark(Point(element.run, element, end), Order.INSERTION, inserted)

    def result(self) -> bytes:
        """Return the package with all edits."""
        parts = {name: self.edits[name].result() for name in sorted(self.changed)}
        if self.lines:
            parts |= with_comments(self.word.package, self.word.main, self.lines, self.first)
        return with_parts(self.word.package, parts) if parts else self.word.package.data

    def _edits(self, part: str) -> PartEdits:
        self.changed.add(part)
        return self.edits[part]

    def _points(self, draft: Draft, start: int, end: int) -> tuple[Point, Point] | None:
        pieces = covering(draft, start, end)
        if not pieces:
            return None
        data = self.edits[draft.part].data
        first, last = start_point(pieces[0], start, data), end_point(pieces[-1], end, data)
        return (first, last) if first is not None and last is not None else None

    def _who(self, prefix: str) -> str:
        # No date: the same document gives the same bytes.
        self.changes += 1
        number = self.first + len(self.lines) + self.changes
        return f'{prefix}id="{number}" {prefix}author="{AUTHOR}"'


def _prefix(run: RunElement) -> str:
    if not run.prefix:
        raise ReadError("its text has no prefix for elements, which comments need; open and save it in Word")
    return run.prefix.decode()


def _first_run(word: WordDocument) -> RunElement | None:
    """Return the first run of the body: comments on headers and footers, which can hold none, go there."""
    for draft in word.drafts:
        if draft.part == word.main:
            runs = (
                [piece.run for piece in draft.pieces if piece.run is not None] if draft.home is None else [draft.home]
            )
            if runs:
                return runs[0]
    return None


def _require_same(word: WordDocument, wanted: Sequence[Change], made: bytes, path: str) -> None:
    """Read what was made, and refuse it unless it says what it should: nothing half right is ever written."""
    expected = []
    for number, block in enumerate(word.document.blocks):
        expected.append(changed_text(block.text, [change for change in wanted if change.block == number]))
    read = open_word(made, path).document
    if [block.text for block in read.blocks] != expected or read.incidents != word.document.incidents:
        raise ReadError("comments cannot be put into it without a change of its text; please report this")
