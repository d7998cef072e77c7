"""The part of a Word document that holds comments, and what leads to it."""

from __future__ import annotations

import posixpath
import re

from claimlint.errors import ReadError
from claimlint.extract.package import Package
from claimlint.extract.partxml import PartParser
from claimlint.extract.word import relations_name
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.report import Finding
from claimlint.report.summary import actions
from claimlint.text.safe import display

AUTHOR = "claimlint"

_CONTENT_TYPES = "[Content_Types].xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NEITHER = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to say."""


def escaped(text: str) -> bytes:
    """Return ``text`` as XML character data; what XML cannot hold becomes U+FFFD."""
    text = _NEITHER.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def comment_lines(finding: Finding, where: str = "") -> list[str]:
    """Return what a comment says of a finding, one paragraph a line; ``where`` tells of words that stand elsewhere."""
    lines = [f"{finding.severity.label}: {finding.rule}"]
    if where:
        lines.append(f"In the {where}: “{finding.match}”")
    lines += [finding.message, finding.why]
    lines += [f"{label.capitalize()}: {text}" for label, text in actions(finding)]
    return [display(line) for line in lines if line]


class _Root:
    """Takes the events of a part: where its root begins, the relation to comments, and the highest number in use."""

    def __init__(self, parser: PartParser) -> None:
        self.parser = parser
        self.root = -1
        self.highest = -1
        self.ids: set[str] = set()
        self.comments = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.root < 0:
            self.root = self.parser.place
        number = attributes.get("w:id", "")
        if number.isdecimal() and len(number) < 10:
            self.highest = max(self.highest, int(number))
        if "Id" in attributes:
            self.ids.add(attributes["Id"])
        if attributes.get("Type", "").endswith("/comments"):
            self.comments = attributes.get("Target", "")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _read(data: bytes, part: str) -> _Root:
    parser = PartParser(data, part)
    root = _Root(parser)
    parser.run(root)
    if parser.encoding not in ("utf-8", "us-ascii"):
        raise ReadError(f"the part {part} is written as {parser.encoding}; open and save the document in Word")
    return root


def highest_number(data: bytes, part: str) -> int:
    """Return the highest number of a comment or change in a part, or -1. Raises ``ReadError`` if it is not UTF-8."""
    return _read(data, part).highest


def with_children(data: bytes, part: str, children: bytes, *, unprefixed: bytes = b"") -> bytes:
    """Return a part with elements added at the end of its root.

    In ``children`` a ``%`` stands for the prefix of the root, with its colon; ``unprefixed`` are taken if it has none.
    """
    root = _read(data, part)
    parser = PartParser(data, part)
    prefix = parser.prefix_at(root.root)
    added = children.replace(b"%", prefix) if prefix or not unprefixed else unprefixed
    tag_end = parser.tag_end(root.root)
    if data[tag_end - 2 : tag_end] == b"/>":
        name = re.match(rb"<([^\s/>]+)", data[root.root :])
        if name is None:
            raise ReadError(f"the part {part} has no root")
        return data[: tag_end - 2] + b">" + added + b"</" + name.group(1) + b">" + data[tag_end:]
    close = data.rindex(b"</")
    return data[:close] + added + data[close:]


def with_comments(package: Package, main: str, comments: list[list[str]], first: int) -> dict[str, bytes]:
    """Return the parts that change or come in so that a document has these comments, numbered from ``first``."""
    relations = relations_name(main)
    known = package.read(relations) if relations in package else b""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    if not known:
        known = head + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    root = _read(known, relations)
    is_strict = _STRICT.encode() in known
    folder = posixpath.dirname(main)
    if root.comments:
        name = posixpath.normpath(posixpath.join("/", folder, root.comments)).lstrip("/")
        data = package.read(name)
        prefix = PartParser(data, name).prefix_at(_read(data, name).root)
        if not prefix:
            raise ReadError(f"the part {name} has no prefix for its elements; open and save the document in Word")
        return {name: with_children(data, name, _elements(comments, first, prefix))}
    name = posixpath.join(folder, "comments.xml")
    if name in package:
        name = posixpath.join(folder, "comments-claimlint.xml")
    word = (_STRICT_WORD if is_strict else _WORD).encode()
    body = head + b'<w:comments xmlns:w="%b">%b</w:comments>' % (word, _elements(comments, first, b"w:"))
    key = next(key for number in range(len(root.ids) + 1) if (key := f"rIdComments{number}") not in root.ids)
    kind = f"{_STRICT if is_strict else _TRANSITIONAL}/comments"
    relation = f'<%Relationship Id="{key}" Type="{kind}" Target="{posixpath.basename(name)}"/>'.encode()
    override = f'<%Override PartName="/{name}" ContentType="{_CONTENT_TYPE}"/>'.encode()
    return {
        _CONTENT_TYPES: with_children(package.read(_CONTENT_TYPES), _CONTENT_TYPES, override),
        relations: with_children(known, relations, relation),
        name: body,
    }


def highest_comment(package: Package, main: str) -> int:
    """Return the highest number of a comment that the document has already, or -1."""
    relations = relations_name(main)
    if relations not in package:
        return -1
    target = _read(package.read(relations), relations).comments
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(main), target)).lstrip("/")
    return highest_number(package.read(name), name) if target else -1


def _elements(comments: list[list[str]], first: int, prefix: bytes) -> bytes:
    out = bytearray()
    for number, lines in enumerate(comments, start=first):
        start = f'id="{number}" %author="{AUTHOR}" %initials="CL"'.encode().replace(b"%", prefix)
        out += b"<%bcomment %b%b>" % (prefix, prefix, start)
        for line in lines:
            text = b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escaped(line), prefix)
            out += b"<%bp><%br>%b</%br></%bp>" % (prefix, prefix, text, prefix, prefix)
        out += b"</%bcomment>" % prefix
    return bytes(out)
