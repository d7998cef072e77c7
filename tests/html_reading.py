"""Makes a report on one page, and reads an HTML report back with a parser of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from claimlint.model.report import CopyBlock, FileReport, Finding, Report

VOID = {"meta", "input", "rect", "br"}


@dataclass
class Element:
    """An element with its attributes, its children and the text between them, in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return the elements inside with this tag and, for each attribute, this word among its words."""
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            wanted = {name.rstrip("_").replace("_", "-"): word for name, word in attributes.items()}
            if tag in ("", child.tag) and all(
                word in child.attributes.get(name, "").split() for name, word in wanted.items()
            ):
                found.append(child)
            found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        """Return the only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def shape(self) -> list[str]:
        """Return all elements inside as tags with the names of their attributes, in order."""
        rows = []
        for child in self.children:
            if isinstance(child, Element):
                rows.append(f"{child.tag} {' '.join(child.attributes)}")
                rows += child.shape()
        return rows


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("", {})
        self.path = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(element)
        if tag not in VOID:
            self.path.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.path[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.path[-1].tag == tag, f"</{tag}> closes <{self.path[-1].tag}>"
        self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(html: str) -> Element:
    """Return the document as a tree; every element in it is closed where it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.path == [reader.top]
    return reader.top


def page(*blocks: CopyBlock, findings: Iterable[Finding] = ()) -> Report:
    """Return a report on one page with these blocks."""
    return Report((FileReport("draft.md", tuple(findings), copy=blocks),), (), ())
