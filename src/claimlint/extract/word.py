"""Copy in Word documents (``.docx``): body, headers, footers, notes, boxes, diagrams; not comments, not deletions.

The format is that of ECMA-376, in its transitional and its strict form. A document has no lines, so its source is the
text that was extracted, one block a line, and each block says for people where it stands.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from claimlint.extract.package import Package, PackageProblem, broken
from claimlint.extract.partxml import PartParser
from claimlint.extract.story import Draft, Story
from claimlint.extract.word_body import WordPart
from claimlint.extract.word_places import NoteMark
from claimlint.extract.word_styles import Styles
from claimlint.model.document import Document, Incident, IncidentKind

_TOP = "_rels/.rels"
_MOST_PARTS = 200
_WHERE = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "diagramData": "diagram",
    "chart": "chart",
}
"""The relations, by the last word of their type, that lead to more copy, with what it is for people."""
_OF_NOTES = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part says of another: its type, by the last word, where it is, and whether that is outside of the file."""

    type: str
    target: str
    is_external: bool


@dataclass(slots=True)
class WordDocument:
    """A Word document that was read: what is in it and where that stands in its parts.

    ``drafts`` are the blocks of ``document``, in its order. ``main`` names the part with the body.
    """

    document: Document
    drafts: list[Draft]
    package: Package
    main: str
    parts: dict[str, bytes] = field(default_factory=dict)
    """The parts that were read for places, by name."""


def read_docx(data: bytes, path: str) -> Document:
    """Return the copy in a Word document that is shown as ``path``. Raises ``PackageProblem``."""
    return open_word(data, path).document


def open_word(data: bytes, path: str, *, keeps_places: bool = False) -> WordDocument:
    """Read a Word document; with ``keeps_places`` each block knows its bytes. Raises ``PackageProblem``."""
    reader = _Reader(Package(data), keeps_places)
    reader.read()
    document = reader.story.document(data, path, reader.incidents)
    return WordDocument(document, reader.story.drafts, reader.package, reader.main, reader.parts)


class _Relations:
    """Takes the events of a part that holds relations; they are kept by id, in order."""

    def __init__(self, source: str) -> None:
        self.folder = posixpath.dirname(source)
        self.found: dict[str, Relation] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rel:Relationship":
            target = attributes.get("Target", "")
            is_external = attributes.get("TargetMode", "").lower() == "external"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = Relation(kind, target, is_external)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relations of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


class _Reader:
    """Reads the parts of a document that hold copy, the body first."""

    def __init__(self, package: Package, keeps_places: bool) -> None:
        self.package, self.keeps_places = package, keeps_places
        self.story, self.styles = Story(), Styles()
        self.incidents: list[Incident] = []
        self.parts: dict[str, bytes] = {}
        self.main = ""

    def read(self) -> None:
        """Read them all."""
        top = self._relations(_TOP, "")
        main = next((item for item in top.values() if item.type == "officeDocument"), None)
        if main is None:
            raise PackageProblem(IncidentKind.UNSUPPORTED, "it is a zip package, but no Word document")
        if main.is_external:
            raise broken("its text lies outside of the file")
        self.main = main.target
        relations = self._relations(relations_name(self.main), self.main)
        styles = next((item for item in relations.values() if item.type == "styles" and not item.is_external), None)
        if styles is not None and styles.target in self.package:
            self.styles.read(self.package.read(styles.target), styles.target)
        body = self._part(self.main, "", relations, {})
        if body.root != "w:document":
            raise PackageProblem(IncidentKind.UNSUPPORTED, "it is an Office file, but no Word document")
        used = [relations[key] for key in dict.fromkeys(body.references) if key in relations]
        if body.notes:
            used += [item for item in relations.values() if item.type in _OF_NOTES]
        for relation in self._once(used):
            self._more(relation, body.notes)

    def _once(self, relations: list[Relation]) -> list[Relation]:
        """Return relations in order, each target once: sections share their headers."""
        found = list({relation.target: relation for relation in relations}.values())
        if len(found) > _MOST_PARTS:
            raise broken(f"it refers to more than {_MOST_PARTS} headers, footers and diagrams")
        return found

    def _more(self, relation: Relation, notes: dict[str, NoteMark]) -> None:
        """Read a part that the body refers to."""
        where = _WHERE.get(relation.type)
        if where is None:
            return
        if relation.is_external:
            self._unread(f"a {where} lies outside of the file, which is never opened")
            return
        found = self._relations(relations_name(relation.target), relation.target)
        self._part(relation.target, where, found, notes)

    def _part(self, name: str, where: str, relations: dict[str, Relation], notes: dict[str, NoteMark]) -> WordPart:
        data = self.package.read(name)
        self.story.begin_part(name)
        targets = {key: item.target for key, item in relations.items() if item.type == "hyperlink"}
        parser = PartParser(data, name)
        part = WordPart(
            parser, self.story, self.styles, where, targets=targets, shown=notes, keeps_places=self.keeps_places
        )
        part.run()
        if self.keeps_places:
            self.parts[name] = data
        for key in part.imports:
            outside = key in relations and relations[key].is_external
            what = "lies outside of the file" if outside else "is kept in it in another format"
            self._unread(f"it takes in a document that {what}; open and save it in Word to make it one text")
        if any(not item.in_result for item in part.fields):
            self._unread(f"a field in the {where or 'body'} is never closed, so what follows it was not read")
        return part

    def _relations(self, name: str, source: str) -> dict[str, Relation]:
        if name not in self.package:
            return {}
        relations = _Relations(source)
        PartParser(self.package.read(name), name).run(relations)
        return relations.found

    def _unread(self, detail: str) -> None:
        self.incidents.append(Incident(IncidentKind.MARKUP, detail))
