"""Where the code stands in the components of Vue, Svelte and Astro, whose template is HTML otherwise.

A scanner, not a parser: it tells code from markup, and nothing of what the code means. Its work is linear, since it
never goes back. Syntax: https://vuejs.org/guide/essentials/template-syntax.html,
https://svelte.dev/docs/svelte/basic-markup, https://docs.astro.build/en/reference/astro-syntax/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from claimlint.extract.code_segments import Segment, is_printed, is_shown, property_before
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import Span


class Syntax(Enum):
    """Whose component it is."""

    VUE = "vue"
    SVELTE = "svelte"
    ASTRO = "astro"


@dataclass(slots=True)
class Code:
    """The code of a component, what of the template is not markup or text, and its comments, each list in order.

    ``broken`` is the place of a brace that is never closed, or -1; what follows was taken for text.
    """

    segments: list[Segment] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    broken: int = -1


_ASTRO_FENCE = lazy_pattern(r"\s*---[ \t]*(?:\r\n?|\n)")
_ASTRO_FENCE_END = lazy_pattern(r"(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)")
_MARKUP = lazy_pattern(r"<!--|<(?P<raw>script|style|i18n|docs|page-query|static-query)\b|\{")
_NESTED = lazy_pattern(r"<!--|\{|</[\w.:-]*\s*>|<(?P<open>[A-Za-z][\w.:-]*)|<>")
_TAG_PART = lazy_pattern(r"\"[^\"]*\"|'[^']*'|`[^`]*`|\{|(?P<end>/?>)")
_EXPRESSION = lazy_pattern(
    r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'|//[^\r\n]*|/\*.*?(?:\*/|\Z)|[`{}]|<(?=[A-Za-z>])", re.DOTALL
)
_TEMPLATE = lazy_pattern(r"\\.|`|\$\{", re.DOTALL)
_BEFORE_MARKUP = lazy_pattern(r"(?:[(,?:&|>=\[{]|\breturn)\s*\Z")
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_BOUND = lazy_pattern(
    r"""\s(?:(?::|v-bind:|v-(?=text\b))[\w.:-]*\s*=\s*(?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)')
    |v-html\s*=\s*(?:"(?P<markup>[^"]*)"|'(?P<single_markup>[^']*)'))""",
    re.VERBOSE,
)
_IN_TAG = lazy_pattern(r"[\"'>]")
_JSON = lazy_pattern(r"ld\+json|application/json|text/template", re.IGNORECASE)


def code_of(text: str, syntax: Syntax) -> Code:
    """Return where the code of a component stands."""
    scanner = _Scanner(text, syntax)
    scanner.scan()
    code = scanner.code
    if syntax is Syntax.VUE:
        code.segments += scanner.bound_properties()
        code.segments.sort(key=lambda segment: segment.start)
    return code


class _Scanner:
    def __init__(self, text: str, syntax: Syntax) -> None:
        self.text = text
        self.syntax = syntax
        self.code = Code()
        self.raw: list[tuple[int, int]] = []
        """Elements whose content is no markup."""
        self.is_in_tag = False
        self.quote = ""
        """The quotation mark that is open in the tag."""

    def scan(self) -> None:
        """Go through the whole text."""
        place = self._front() if self.syntax is Syntax.ASTRO else 0
        while match := _MARKUP.search(self.text, place):
            start = match.start()
            self._look_for_tags(place, start)
            if match["raw"]:
                place = self._raw(start, match["raw"])
            elif match.group() == "<!--":
                place = self._comment(start)
            elif self.syntax is Syntax.VUE:
                place = self._mustache(start)
            else:
                place = self._braces(start)
                if place < 0:
                    self.code.broken = start
                    return

    def _look_for_tags(self, start: int, end: int) -> None:
        """Find out whether ``end`` is in a tag; ``start`` is where this was known last."""
        text = self.text
        opened = text.rfind("<", start, end)
        while opened >= 0 and not (text[opened + 1 : opened + 2].isalpha() or text.startswith("/", opened + 1)):
            opened = text.rfind("<", start, opened)
        if opened >= 0:
            self.is_in_tag, self.quote, start = True, "", opened
        if not self.is_in_tag:
            return
        for match in _IN_TAG.finditer(text, start, end):
            mark = match.group()
            if self.quote:
                self.quote = "" if mark == self.quote else self.quote
            elif mark == ">":
                self.is_in_tag = False
                return
            else:
                self.quote = mark

    def bound_properties(self) -> list[Segment]:
        """Return the properties that are bound to an expression."""
        found = []
        raw = iter([*self.raw, (len(self.text), len(self.text))])
        start, end = next(raw)
        for match in _BOUND.finditer(self.text):
            while end < match.start():
                start, end = next(raw)
            first, last = match.span(match.lastgroup or 0)
            name = property_before(self.text, first - 1)
            if match.start() < start and name is not None:
                found.append(Segment(first - 1, last + 1, name=name))
        return found

    def _front(self) -> int:
        opened = _ASTRO_FENCE.match(self.text)
        closed = _ASTRO_FENCE_END.search(self.text, opened.end()) if opened else None
        if not opened or not closed:
            return 0
        self.code.segments.append(Segment(opened.end(), closed.start(), is_module=True))
        self.code.holes.append((0, closed.end()))
        return closed.end()

    def _raw(self, start: int, tag: str) -> int:
        opened = self.text.find(">", start)
        closed = self.text.find(f"</{tag}", opened) if opened >= 0 else -1
        if closed < 0:
            return len(self.text)
        self.raw.append((start, closed))
        if tag not in ("script", "style"):
            self.code.holes.append((start, closed))
        elif tag == "script" and not _JSON.search(self.text, start, opened):
            self.code.segments.append(Segment(opened + 1, closed, is_module=True))
        return closed

    def _comment(self, start: int) -> int:
        closed = self.text.find("-->", start + 4)
        if closed < 0:
            return len(self.text)
        self.code.comments.append(Comment(self.text[start + 4 : closed], Span(start, closed + 3)))
        return closed + 3

    def _mustache(self, start: int) -> int:
        """Take what stands in double braces; a single one is text."""
        if not self.text.startswith("{{", start):
            return start + 1
        end = self.text.find("}}", start)
        if end < 0:
            return len(self.text)
        self.code.segments.append(Segment(start + 1, end + 1, in_text=not self.is_in_tag))
        self.code.holes.append((start, end + 2))
        return end + 2

    def _braces(self, start: int) -> int:
        """Take the expression whose brace opens at ``start``; return its end, or -1 if it has none."""
        expression = _Expression(self.text, start, markup=self.syntax is Syntax.ASTRO, in_text=not self.is_in_tag)
        end = expression.read()
        if end >= 0:
            self.code.comments += expression.comments
            self.code.holes += expression.spans
            self.code.segments += expression.segments
        return end


class _Expression:
    """An expression in braces with the markup in it, which may hold expressions again.

    ``stack`` is what is open: ``{`` for code, a backtick for a template, ``<`` for markup, and the name of a tag after
    a ``T``. ``depths`` are the elements that are open in each markup.
    """

    def __init__(self, text: str, start: int, *, markup: bool, in_text: bool) -> None:
        self.text = text
        self.markup = markup
        self.in_text = in_text
        """Whether the expression that began last stands in text."""
        self.begun = start
        self.place = start + 1
        self.stack = ["{"]
        self.depths: list[int] = []
        self.segments: list[Segment] = []
        self.spans: list[tuple[int, int]] = []
        """Where all of the code stands."""
        self.comments: list[Comment] = []

    def read(self) -> int:
        """Read to the end and return it, or -1 if there is none."""
        while self.stack:
            top = self.stack[-1]
            pattern = _PATTERNS.get(top, _TAG_PART)
            match = pattern.search(self.text, self.place)
            if match is None:
                return -1
            self.place = match.end()
            if top == "<":
                self._in_markup(match)
            elif top[0] == "T":
                self._in_tag(match, top[1:])
            else:
                self._in_code(match, top)
        return self.place

    def _in_code(self, match: re.Match[str], top: str) -> None:
        mark, stack = match.group(), self.stack
        if mark == "`" == top:
            stack.pop()
        elif mark in ("`", "{", "${"):
            stack.append(mark[-1])
        elif mark == "}":
            stack.pop()
            if not stack or stack[-1][0] in "<T":
                self._end_segment(self.place, goes_on=False)
        elif mark == "<" and self.markup and self._may_hold_markup(match.start()):
            self._end_segment(match.start(), goes_on=True)
            stack.append("<")
            self.depths.append(0)
            self.place = match.start()

    def _may_hold_markup(self, place: int) -> bool:
        """Say whether a value may stand at ``place``, so that ``<`` is no comparison."""
        return bool(_BEFORE_MARKUP.search(self.text, max(place - 40, self.begun), place))

    def _in_markup(self, match: re.Match[str]) -> None:
        mark = match.group()
        if mark == "<!--":
            closed = self.text.find("-->", self.place)
            end = closed + 3 if closed >= 0 else len(self.text)
            self.comments.append(Comment(self.text[self.place : max(end - 3, self.place)], Span(match.start(), end)))
            self.place = end
        elif mark == "{":
            self.begun, self.in_text = match.start(), True
            self.stack.append("{")
        elif match["open"]:
            self.stack.append(f"T{match['open']}")
        else:
            self._count(1 if mark == "<>" else -1)

    def _in_tag(self, match: re.Match[str], name: str) -> None:
        if match.group() == "{":
            self.begun, self.in_text = match.start(), False
            self.stack.append("{")
        elif match["end"]:
            self.stack.pop()
            self._count(int(match["end"] == ">" and name.lower() not in _VOID))

    def _count(self, change: int) -> None:
        """Count an element that opens or closes; after the outermost one the code goes on."""
        self.depths[-1] += change
        if self.depths[-1] <= 0:
            self.depths.pop()
            self.stack.pop()
            self.begun = self.place

    def _end_segment(self, end: int, *, goes_on: bool) -> None:
        name = "" if self.in_text or goes_on else property_before(self.text, self.begun)
        self.spans.append((self.begun, end))
        if name is not None:
            in_text = self.in_text and is_printed(self.text, self.begun)
            segment = Segment(self.begun, end, len(self.depths), goes_on, name=name, in_text=in_text)
            if is_shown(self.text, segment):
                self.segments.append(segment)


_PATTERNS = {"{": _EXPRESSION, "`": _TEMPLATE, "<": _NESTED}
