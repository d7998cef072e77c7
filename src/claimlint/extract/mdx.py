"""Code in MDX files: what of it is masked before the Markdown is read, and the copy in the properties of components.

Code is never copy: ``import`` and ``export`` statements, expressions in braces with the comments in them, and tags of
components are masked; the text between tags stays. The quoted properties of a tag are read where they hold copy. Where
code holds what looks like prose (a string of four words, an element inside an expression) copy may have been missed,
and an incident says so, once a file. Text that is indented inside a component is read, but a list in it is not seen as
one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimlint.extract.fields import is_copy
from claimlint.extract.runs import Run
from claimlint.model.document import Block, BlockKind, Comment, Incident, IncidentKind
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_TOP = re.compile(
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
_CODE = re.compile(
    r""""(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*(?:`|\Z)|//[^\r\n]*|/\*.*?(?:\*/|\Z)|[{}()\[\]>]""",
    re.DOTALL,
)
_COMMENT = re.compile(r"(?<![:\w])//[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"""\s([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);|[ \t]*[\r\n]\s*")
_PROSE = re.compile(r"""["'`>][^"'`<>{}\r\n]*[^\W\d_]{2,}(?:[ ,;:\u2019-]+[^\W\d_]+){3}""")
_MODULE = re.compile(rf"{_CODE.pattern}|\r\n?|\n", re.DOTALL)
_TAG = re.compile(r"""[{>]|"[^"]*"|'[^']*'""")
_BEFORE_MODULE = re.compile(r"(?:\A|[\r\n])[ \t]*(?:\r\n?|\n)?\Z")
_FENCE_END = r"^[ \t]*{mark}{{{size},}}[ \t]*$"


@dataclass(frozen=True, slots=True)
class MdxCode:
    """Where the code of an MDX file stands, the copy in it, the incident that more may be there, and the comments."""

    spans: list[tuple[int, int]]
    blocks: list[Block]
    incidents: list[Incident]
    comments: list[Comment]


def read_mdx(text: str, start: int) -> MdxCode:
    """Read the code in ``text`` from ``start``, where its front matter ends."""
    scanner = _Scanner(text, start)
    missed = scanner.scan()
    incidents = []
    if missed >= 0:
        detail = "text inside code (an expression, an export) is not read; move it into the Markdown to have it checked"
        incidents = [Incident(IncidentKind.UNSUPPORTED, detail, LineIndex(text).position(missed)[0])]
    return MdxCode(scanner.spans, scanner.blocks, incidents, scanner.comments)


class _Scanner:
    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.place = start
        self.module_end = start
        self.spans: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.depth = 0
        """Components that are open here."""
        self.paragraph_end = start
        self.no_close: set[int] = set()
        """Lengths of runs of backticks that nothing closes before the end of the paragraph."""

    def scan(self) -> int:
        """Go through the text; return where the first copy stands that may have been missed, or -1."""
        missed = -1
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
                    return begin if missed < 0 else missed
                code = self._tag(begin, end) if kind == "tag" else self.text[begin:end]
                if kind != "tag":
                    self.spans.append((begin, end))
                    remark = code[1:-1].strip() if kind == "brace" else ""
                    if remark.startswith("/*") and remark.find("*/", 2) == len(remark) - 2 > 1:
                        self.comments.append(Comment(remark[2:-2], Span(begin, end)))
                if missed < 0 and _PROSE.search(_COMMENT.sub("", code)):
                    missed = begin
                self.place = end
                if kind == "module":
                    self.module_end = end
        return missed

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

    def _tag(self, begin: int, end: int) -> str:
        """Read a tag; return what of it is code. A tag that Markdown can read by itself is left alone."""
        tag = self.text[begin:end]
        name = tag.lstrip("</")
        component = not name[0].islower() or "." in name.split()[0]
        if not component and "{" not in tag and "\n" not in tag:
            return ""
        self.spans.append((begin, end))
        if tag.startswith("</"):
            self.depth = max(0, self.depth - component)
        elif component and not tag.endswith("/>"):
            self.depth += 1
        for match in _PROPERTY.finditer(tag):
            group = match.lastindex or 1
            if is_copy(match.group(1), match.group(group)):
                run = Run()
                run.decoded(self.text, begin + match.start(group), begin + match.end(group), _REFERENCE, _reading)
                kind = BlockKind.ALT if match.group(1) == "alt" else BlockKind.ATTRIBUTE
                block = run.block(kind, name=match.group(1))
                if block:
                    self.blocks.append(block)
        return _PROPERTY.sub(" ", tag)


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
        elif mark in "\r\n" and depth <= 0:
            return token.end()
    return len(text) if depth <= 0 else -1


_END = {"brace": _expression_end, "tag": _tag_end, "module": _module_end}
