"""Copy in e-mails (.eml, RFC 5322 and 2045): the subject, and the parts that are text or HTML.

Places are those of the file as it is written: in a part in quoted-printable or Base64, a character has the place of
what encodes it.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser

from claimlint.extract.data import MOST_INCIDENTS
from claimlint.extract.html_pieces import block_of, without_margin
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Incident, IncidentKind, Source
from claimlint.model.span import SourceMap, SourceMapBuilder, Span
from claimlint.text.lines import LineIndex

_DEPTH = 10
_MOST_PARTS = 1000
_HEADER_END = lazy_pattern(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)|\A(?:\r\n|\r|\n)")
_SUBJECT = lazy_pattern(r"^Subject:[ \t]*((?:[^\r\n]|(?:\r\n|\r|\n)(?=[ \t]))*)", re.MULTILINE | re.IGNORECASE)
_FOLD = lazy_pattern(r"(?:\r\n|\r|\n)[ \t]+")
_SOFT = r"=[ \t]*(?:\r\n|\r|\n)"
_QUOTED = lazy_pattern(
    rf"(?P<codes>=[0-9A-Fa-f]{{2}}(?:(?:{_SOFT})?=[0-9A-Fa-f]{{2}})*)|(?P<soft>{_SOFT})|(?P<margin>[ \t]+(?=[\r\n]|\Z))"
)
_CODE = lazy_pattern(r"=([0-9A-Fa-f]{2})")
_HEADER_LINE = lazy_pattern(r"[A-Za-z][\w-]*:")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a message, from code point ``start`` to ``end`` of the file, and what its header says."""

    header: Message
    start: int
    end: int


def extract_email(source: Source) -> Document:
    """Return the copy in a message; attachments are left out. A mail is no page: it owes no disclosures."""
    reader = _Reader(source)
    if _HEADER_LINE.match(source.text):
        reader.read(0, len(source.text), 0)
    elif source.text.strip():
        reader.refuse(0, "not a message: it does not begin with a header")
    return Document(source, tuple(reader.blocks), tuple(reader.incidents), tuple(reader.comments), is_page=False)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.incidents: list[Incident] = []
        self.parts = 0

    def refuse(self, place: int, detail: str) -> None:
        """Report what kept a part from being read."""
        if len(self.incidents) >= MOST_INCIDENTS:
            return
        line, _ = LineIndex(self.source.text).position(place)
        self.incidents.append(Incident(IncidentKind.MARKUP, detail, line))

    def read(self, start: int, end: int, depth: int) -> None:
        """Read the message or the part from ``start`` to ``end``."""
        text = self.source.text
        self.parts += 1
        if depth > _DEPTH or self.parts > _MOST_PARTS:
            if depth > _DEPTH or self.parts == _MOST_PARTS + 1:
                self.refuse(start, "too many parts, or parts in parts: what follows was not read")
            return
        found = _HEADER_END.search(text, start, end)
        head_end, body = found.span() if found else (end, end)
        part = _Part(HeaderParser().parsestr(text[start:head_end]), body, end)
        if not depth:
            self._subject(start, head_end)
        kind = part.header.get_content_type()
        if kind.startswith("multipart/"):
            self._multipart(part, depth)
        elif kind == "message/rfc822":
            self.read(body, end, depth + 1)
        elif kind in ("text/plain", "text/html") and part.header.get_content_disposition() != "attachment":
            self._text(part, kind == "text/html")

    def _subject(self, start: int, end: int) -> None:
        match = _SUBJECT.search(self.source.text, start, end)
        if not match:
            return
        written = match[1]
        if "=?" in written:
            said = "".join(_decoded(piece, charset) for piece, charset in decode_header(_FOLD.sub(" ", written)))
            pieces = [(said, *match.span(1), False)]
        else:
            pieces = [(written, *match.span(1), True)]
        block = block_of(BlockKind.TITLE, without_margin(pieces), name="subject")
        if block:
            self.blocks.append(block)

    def _multipart(self, part: _Part, depth: int) -> None:
        boundary = part.header.get_boundary("")
        if not boundary:
            self.refuse(part.start, "a message of several parts names no boundary between them: it was not read")
            return
        edge = re.compile(rf"^--{re.escape(boundary)}(--)?[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
        begun = -1
        for match in edge.finditer(self.source.text, part.start, part.end):
            if begun >= 0:
                self.read(begun, match.start(), depth + 1)
            if match[1]:
                return
            begun = match.end()
        if begun < 0:
            self.refuse(part.start, "the boundary that the header names is nowhere: the message was not read")
        else:
            self.read(begun, part.end, depth + 1)

    def _text(self, part: _Part, is_html: bool) -> None:
        """Read a part through the extractor of its format, and lead its places back to the file."""
        from claimlint.extract import Format, extract

        decoded = self._body(part)
        if decoded is None:
            return
        text, body_map = decoded
        document = extract(self.source._replace(path="part.html" if is_html else "part.txt", text=text),
                           Format.HTML if is_html else Format.PLAIN)  # fmt: skip
        first = len(self.blocks)
        for block in document.blocks:
            leads = tuple(lead + first for lead in block.leads)
            self.blocks.append(block._replace(map=block.map.then(body_map), leads=leads))
        for comment in document.comments:
            self.comments.append(comment._replace(span=body_map.to_source(comment.span)))
        for incident in document.incidents:
            place = LineIndex(text).offset(incident.line, 1) if incident.line else 0
            there = body_map.to_source(Span(place, place)).start if text else part.start
            self.refuse(there, incident.detail)

    def _body(self, part: _Part) -> tuple[str, SourceMap] | None:
        text = self.source.text
        encoding = str(part.header.get("Content-Transfer-Encoding", "")).strip().lower()
        charset = part.header.get_content_charset("utf-8")
        try:
            if encoding == "quoted-printable":
                return _from_quoted_printable(text, part.start, part.end, charset)
            if encoding == "base64":
                return _from_base64(text, part.start, part.end, charset)
        except (LookupError, UnicodeError, binascii.Error, ValueError) as error:
            self.refuse(
                part.start, f"this part cannot be decoded from {encoding} and {charset} ({error}): it was not read"
            )
            return None
        return text[part.start : part.end], SourceMap.identity(part.end - part.start, part.start)


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8", "replace")
    except LookupError:
        return piece.decode("latin-1")


def _from_quoted_printable(text: str, start: int, end: int, charset: str) -> tuple[str, SourceMap]:
    """Decode RFC 2045, 6.7. Raises ``LookupError`` and ``UnicodeError``."""
    parts: list[str] = []
    builder = SourceMapBuilder()
    place = start

    def keep(stop: int) -> None:
        if place < stop:
            parts.append(text[place:stop])
            builder.add(stop - place, place, stop, exact=True)

    for match in _QUOTED.finditer(text, start, end):
        left, right = match.span()
        keep(left)
        if match["codes"]:
            codes = list(_CODE.finditer(text, left, right))
            index = 0
            for character in bytes.fromhex("".join([code[1] for code in codes])).decode(charset):
                first = codes[min(index, len(codes) - 1)].start()
                index += len(character.encode(charset))
                parts.append(character)
                builder.add(1, first, codes[min(index, len(codes)) - 1].end(), exact=False)
        place = right
    keep(end)
    return "".join(parts), builder.build()


def _from_base64(text: str, start: int, end: int, charset: str) -> tuple[str, SourceMap]:
    """Decode RFC 2045, 6.8; each character has the place of the letters that encode it. Raises as the codecs do."""
    letters = [match.start() for match in re.finditer(r"[A-Za-z0-9+/]", text[start:end])]
    said = base64.b64decode("".join(text[start:end].split()), validate=True).decode(charset)
    builder = SourceMapBuilder()
    done = first = 0
    for character in said:
        done += len(character.encode(charset))
        # A letter holds six bits: of one that two bytes share, the first has the place.
        last = min(max((done * 4 + 2) // 3, first + 1), len(letters))
        there = letters[min(first, last - 1)]
        builder.add(1, start + there, start + letters[last - 1] + 1, exact=False)
        first = last
    return said, builder.build()
