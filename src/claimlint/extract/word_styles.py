"""What the styles of a Word document say about a paragraph: a heading, an item, hidden, and what the style is for."""

from __future__ import annotations

from dataclasses import dataclass

from claimlint.extract.partxml import PartParser
from claimlint.lazy_patterns import lazy_pattern

_HEADING = lazy_pattern(r"heading ([1-9])")
_LIST = lazy_pattern(r"list (?:bullet|number)(?: \d)?")
_DEEPEST_BASE = 20
_NO_OUTLINE = 9
"""The outline level of body text; those of headings count from 0."""


@dataclass(slots=True)
class Style:
    """A style; ``level`` is that of a heading, or 0. What is None comes from the style that this one is based on."""

    name: str = ""
    base: str = ""
    level: int | None = None
    is_item: bool | None = None
    is_hidden: bool | None = None


def is_on(attributes: dict[str, str]) -> bool:
    """Say whether a property is switched on: its being there is enough, unless it says otherwise."""
    return attributes.get("w:val", "1").lower() not in ("0", "false", "off", "none")


def outline_level(attributes: dict[str, str]) -> int:
    """Return the level of a heading that ``w:outlineLvl`` gives, from 1, or 0 for body text."""
    value = attributes.get("w:val", "")
    return int(value) + 1 if len(value) == 1 and value.isdecimal() and int(value) < _NO_OUTLINE else 0


class Styles:
    """The styles of a document by id. An instance takes the events of the part that holds them."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Style] = {}
        self._current: Style | None = None
        self._stack: list[str] = []
        self.default = ""

    def read(self, data: bytes, part: str) -> None:
        """Read the part with the styles. Raises ``PackageProblem``."""
        PartParser(data, part).run(self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        style, value = self._current, attributes.get("w:val", "")
        if name == "w:style":
            self._current = self._styles.setdefault(attributes.get("w:styleId", ""), Style())
            if attributes.get("w:type") == "paragraph" and attributes.get("w:default") in ("1", "true", "on"):
                self.default = attributes.get("w:styleId", "")
        elif style is None or "?:change" in self._stack:
            pass
        elif name == "w:name":
            style.name = value.lower()
            if found := _HEADING.fullmatch(style.name):
                style.level = int(found.group(1))
            elif style.name == "title":
                style.level = 1
            elif _LIST.fullmatch(style.name):
                style.is_item = True
        elif name == "w:basedOn":
            style.base = value
        elif name == "w:outlineLvl":
            style.level = outline_level(attributes)
        elif name == "w:numId":
            style.is_item = value != "0"
        elif name == "w:vanish":
            style.is_hidden = is_on(attributes)
        self._stack.append("?:change" if name.endswith("Change") else name)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._stack.pop()
        if name == "w:style":
            self._current = None

    def text(self, text: str) -> None:
        """Take character data, of which styles have none."""

    def of(self, key: str) -> Style:
        """Return a style with all that it takes from others; an unknown one says nothing."""
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(key)
        return found

    def _resolve(self, key: str) -> Style:
        own = self._styles.get(key)
        if own is None:
            return Style()
        found = Style(own.name, "", own.level, own.is_item, own.is_hidden)
        base = own.base
        for _ in range(_DEEPEST_BASE):  # a style may be based on itself
            other = self._styles.get(base)
            if other is None:
                break
            found.level = other.level if found.level is None else found.level
            found.is_item = other.is_item if found.is_item is None else found.is_item
            found.is_hidden = other.is_hidden if found.is_hidden is None else found.is_hidden
            base = other.base
        return found
