"""XML inside of packages, read as events with their places; whatever XML can do beyond that is refused."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from claimlint.extract.package import broken
from claimlint.lazy_patterns import lazy_pattern

_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}package/2006/relationships": "rel",
    f"{_OFFICE}package/2006/content-types": "ct",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xlink": "xlink",
    **{f"{_TEXT}{name}:1.0": name for name in ("office", "text", "table", "style", "drawing", "manifest")},
    f"{_TEXT}svg-compatible:1.0": "svg",
    f"{_TEXT}xsl-fo-compatible:1.0": "fo",
}
"""Namespaces, each with the prefix that it has in this program, whatever it has in the file."""

_PREFIX = lazy_pattern(rb"</?([\w.-]+:)?")
_TAG = lazy_pattern(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


class Handler(Protocol):
    """What takes the events of a part; names are ``prefix:local``, see ``_PREFIXES``, or ``?:local``."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take character data; one run of it may come in pieces, and a character reference is a piece of its own."""


class PartParser:
    """Feeds one part to a handler; ``place`` is where in its bytes the event that is being handled begins."""

    def __init__(self, data: bytes, part: str) -> None:
        self.data, self.part = data, part
        self.encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        self.in_cdata = False
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.namespace_prefixes = True

    @property
    def place(self) -> int:
        """The offset, in bytes from 0, of the tag or text that is being handled."""
        return self._parser.CurrentByteIndex

    def run(self, handler: Handler) -> None:
        """Read the whole part. Raises ``PackageProblem`` if it is no XML, or has a document type declaration."""
        parser, names = self._parser, self._names

        def start(name: str, attributes: dict[str, str]) -> None:
            if attributes:
                attributes = {names.get(key) or self._name(key): value for key, value in attributes.items()}
            handler.start(names.get(name) or self._name(name), attributes)

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: handler.end(names.get(name) or self._name(name))
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.XmlDeclHandler = self._declared
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)
        try:
            # In one piece: expat takes quadratic time for a long tag that comes bit by bit.
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            problem = expat.errors.messages[error.code]
            raise broken(f"the part {self.part} is not XML (line {error.lineno}: {problem})") from None
        except (LookupError, ValueError) as error:
            raise broken(f"the part {self.part} is in an encoding that cannot be read ({error})") from None

    def tag_end(self, start: int) -> int:
        """Return where the tag that begins at byte ``start`` ends (exclusive)."""
        tag = _TAG.match(self.data, start)
        return tag.end() if tag else start

    def element_end(self, start: int) -> int:
        """Return where the element that began at ``start`` ends (exclusive); its end is being handled."""
        place = self.place
        return self.tag_end(place) if self.data[place : place + 2] == b"</" else self.tag_end(start)

    def prefix_at(self, start: int) -> bytes:
        """Return the prefix, with its colon, of the tag that begins at byte ``start``."""
        name = _PREFIX.match(self.data, start)
        return (name.group(1) or b"") if name else b""

    def _name(self, name: str) -> str:
        parts = name.split(" ")
        short = parts[0] if len(parts) == 1 else f"{_PREFIXES.get(parts[0], '?')}:{parts[1]}"
        self._names[name] = short
        return short

    def _refuse_doctype(self, *_: object) -> None:
        raise broken(f"the part {self.part} declares a document type, which can hide or multiply text")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding:
            self.encoding = encoding.lower()

    def _cdata(self, inside: bool) -> None:
        self.in_cdata = inside
