"""Code in MDX files: what of it is masked before the Markdown is read, and the copy in it.

``import`` and ``export`` statements, expressions in braces and tags of components are masked; the text between tags
stays. What the code holds is read as that of any component: exported data, elements and strings in expressions, the
properties of a tag. An expression that is no more than some words stays in the text. Text that is indented inside a
component is read, but a list in it is not seen as one. Syntax: https://mdxjs.com/docs/what-is-mdx/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimlint.extract.code_segments import Segment, code_text, led_from, property_before
from claimlint.extract.fields import is_copy
from claimlint.extract.runs import Run
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Incident, IncidentKind
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_TOP = lazy_pattern(
    r"""(?P<escape>\\.)
    |^[ \t]*(?P<fence>`{3,}|~{3,})
    |(?P<ticks>`+)
    |^(?P<module>import[ \t]+(?:["'{*]|[\w$]+[ \t]*(?:,|[ \t]from\b))
        |export[ \t]+(?:default|const|let|var|function|async|class|[{*]))
    |(?P<brace>\{)
    |(?P<tag></?(?:[A-Za-z][\w.:-]*(?=[\s/>{])|(?=>)))
    |^(?P<indent>[ \t]{4,})(?=\S)""",
    re.MULTILINE | re.VERBOSE,
)
_CODE = lazy_pattern(
    r""""(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*(?:`|\Z)|//[^\r\n]*|/\*.*?(?:\*/|\Z)|[{}()\[\]>]""",
    re.DOTALL,
)
_PROPERTY = lazy_pattern(r"""\s([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = lazy_pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);|[ \t]*[\r\n]\s*")
_WORDS = lazy_pattern(r"""\{\s*(?:"([^"\\`*_<>&\[\]{}\r\n]+)"|'([^'\\`*_<>&\[\]{}\r\n]+)')\s*\}""")
"""An expression that is some words, with nothing in them that means something to Markdown."""
_MODULE = lazy_pattern(rf"{_CODE.pattern}|\r\n?|\n", re.DOTALL)
_NAME = lazy_pattern(r"[A-Za-z][\w.:-]*")
_TAG = lazy_pattern(r"""[{>]|"[^"]*"|'[^']*'""")
_BLANK_LINE = lazy_pattern(r"[ \t]*(?:[\r\n]|\Z)")
_OPAQUE = frozenset(("code", "pre", "script", "style"))
_UNCLOSED = "code that opens here is never closed: what follows was taken for text"
_BEFORE_MODULE = lazy_pattern(r"(?:\A|[\r\n])[ \t]*(?:\r\n?|\n)?\Z")
_FENCE_END = r"^[ \t]*{mark}{{{size},}}[ \t]*$"


@dataclass(frozen=True, slots=True)
class MdxCode:
    """Where the code of an MDX file stands, the copy in it, what of it could not be read, and its comments.

    The leads of the blocks count from the first of them.
    """

    spans: list[tuple[int, int]]
    blocks: list[Block]
    incidents: list[Incident]
    comments: list[Comment]


def read_mdx(text: str, start: int) -> MdxCode:
    """Read the code in ``text`` from ``start``, where its front matter ends."""
    scanner = _Scanner(text, start)
    broken = scanner.scan()
    incidents = []
    if broken >= 0:
        incidents.append(Incident(IncidentKind.MARKUP, _UNCLOSED, LineIndex(text).position(broken)[0]))
    blocks, comments = scanner.blocks, scanner.comments
    if scanner.segments:
        from claimlint.extract.script import Reader

        names = {segment.start - len(segment.name) - 1 for segment in scanner.segments if segment.name}
        reader = Reader(text, has_lone_strings=True, properties=names)
        incidents += reader.read(code_text(text, scanner.segments, 0), typed=False)
        blocks += led_from(reader.blocks, len(blocks))
        comments += reader.comments
    return MdxCode(scanner.spans, blocks, incidents, comments)


class _Scanner:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.place = start
        self.module_end = start
        self.spans: list[tuple[int, int]] = []
        self.segments: list[Segment] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.is_opaque = False
        """Whether the tag before opened an element whose text is no copy."""
        self.depth = 0
        """Components that are open here."""
        self.paragraph_end = start
        self.no_close: set[int] = set()
        """Lengths of runs of backticks that nothing closes before the end of the paragraph."""

    def scan(self) -> int:
        """Go through the text; return the place of code that is never closed, or -1."""
        while match := _TOP.search(self.text, self.place):
            kind = match.lastgroup or ""
            begin, self.place = match.span(kind)
            if kind == "fence":
                self._skip_fence(match.group(kind))
            elif kind == "ticks":
                self._skip_code(len(match.group(kind)))
            elif kind == "indent" and self.depth:
                self.spans.append((begin, self.place))
            elif kind in ("module", "brace", "tag"):
                if kind == "module" and not self._starts_module(begin):
                    continue
                end = _END[kind](self.text, begin)
                if end < 0:
                    return begin
                if kind == "tag":
                    self._tag(begin, end)
                elif kind == "brace":
                    self._expression(begin, end)
                else:
                    self.spans.append((begin, end))
                    self.segments.append(Segment(begin, end, is_module=True))
                    self.module_end = end
                self.place = end
        return -1

    def _expression(self, begin: int, end: int) -> None:
        """Take an expression in braces: a remark, some words, or code."""
        remark = self.text[begin + 1 : end - 1].strip()
        if remark.startswith("/*") and remark.find("*/", 2) == len(remark) - 2 > 1:
            self.comments.append(Comment(remark[2:-2], Span(begin, end)))
        elif not self.is_opaque:
            words = _WORDS.fullmatch(self.text, begin, end)
            if words:
                first, last = words.span(words.lastindex or 1)
                self.spans += (begin, first), (last, end)
                return
            if not self.text.startswith("...", begin + 1):
                self.segments.append(Segment(begin, end))
        self.spans.append((begin, end))

    def _starts_module(self, begin: int) -> bool:
        """Say whether a statement may stand at ``begin``: after a blank line or another statement."""
        return begin == self.module_end or bool(_BEFORE_MODULE.search(self.text[max(0, begin - 80) : begin - 1]))

    def _skip_fence(self, fence: str) -> None:
        closing = re.compile(_FENCE_END.format(mark=fence[0], size=len(fence)), re.MULTILINE)
        match = closing.search(self.text, self.place)
        self.place = match.end() if match else len(self.text)

    def _skip_code(self, size: int) -> None:
        if self.place >= self.paragraph_end:
            end = self.text.find("\n\n", self.place)
            self.paragraph_end = end if end >= 0 else len(self.text)
            self.no_close.clear()
        if size in self.no_close:
            return
        match = re.compile(rf"(?<!`)`{{{size}}}(?!`)").search(self.text, self.place, self.paragraph_end)
        if match:
            self.place = match.end()
        else:
            self.no_close.add(size)

    def _tag(self, begin: int, end: int) -> None:
        """Take the properties of a tag. A tag that Markdown can read by itself is left alone."""
        tag = self.text[begin:end]
        name = tag.lstrip("</")
        self.is_opaque = not tag.startswith("</") and _name_of(name) in _OPAQUE
        component = not name[0].islower() or "." in name.split()[0]
        if not component and "{" not in tag and "\n" not in tag:
            return
        self.spans.append((begin, end))
        if tag.startswith("</"):
            self.depth = max(0, self.depth - component)
        elif component and not tag.endswith("/>"):
            self.depth += 1
        for match in _PROPERTY.finditer(self._without_code(tag, begin)):
            group = match.lastindex or 1
            if is_copy(match.group(1), match.group(group)):
                run = Run()
                run.decoded(self.text, begin + match.start(group), begin + match.end(group), _REFERENCE, _reading)
                kind = BlockKind.ALT if match.group(1) == "alt" else BlockKind.ATTRIBUTE
                block = run.block(kind, name=match.group(1))
                if block:
                    self.blocks.append(block)

    def _without_code(self, tag: str, begin: int) -> str:
        """Take the code in a tag that stands at ``begin``; return the tag with white space in its place."""
        parts: list[str] = []
        place = 0
        while match := _TAG.search(tag, place):
            parts.append(tag[place : match.start()])
            place = match.end()
            if match.group() == "{":
                place = max(_expression_end(tag, match.start()), place)
                name = property_before(self.text, begin + match.start())
                if name is not None and not tag.startswith("...", match.start() + 1):
                    self.segments.append(Segment(begin + match.start(), begin + place, name=name))
                parts.append(" " * (place - match.start()))
            else:
                parts.append(match.group())
        return "".join(parts) + tag[place:]


def _name_of(tag: str) -> str:
    match = _NAME.match(tag)
    return match.group() if match else ""


def _reading(match: re.Match[str]) -> str:
    from html import unescape

    return unescape(match.group()) if match.group()[0] == "&" else " "


def _expression_end(text: str, begin: int) -> int:
    depth = 0
    for token in _CODE.finditer(text, begin):
        if token.group() == "{":
            depth += 1
        elif token.group() == "}":
            depth -= 1
            if not depth:
                return token.end()
    return -1


def _tag_end(text: str, begin: int) -> int:
    place = begin + 1
    while match := _TAG.search(text, place):
        if match.group() == ">":
            return match.end()
        place = _expression_end(text, match.start()) if match.group() == "{" else match.end()
        if place < 0:
            break
    return -1


def _module_end(text: str, begin: int) -> int:
    depth = 0
    for token in _MODULE.finditer(text, begin):
        mark = token.group()[0]
        if len(token.group()) == 1 and mark in "{([":
            depth += 1
        elif len(token.group()) == 1 and mark in "})]":
            depth -= 1
        elif mark in "\r\n" and depth <= 0 and _BLANK_LINE.match(text, token.end()):
            return token.end()
    return len(text) if depth <= 0 else -1


_END = {"brace": _expression_end, "tag": _tag_end, "module": _module_end}
