"""What the tags between two texts of a page do, worked out once for all places where they stand.

Tags of a plain form can be read in one way only, whatever stands around them. The pages of a site hold few kinds of
them, and of what stands between two texts: the end of one item and the start of the next one, mostly.
"""

from __future__ import annotations

from typing import TypeVar

from turbohtml import TokenType

from claimlint.extract.html_copy import Copy
from claimlint.extract.html_elements import (
    ENDS,
    STARTS,
    STAYING,
    Action,
    breaks,
    has_attribute_copy,
    passes_over,
    take_start,
)
from claimlint.extract.html_leaves import LEAVES, Leaf
from claimlint.extract.html_tags import DRAWINGS
from claimlint.extract.html_tokens import add_comment, tokens_of
from claimlint.lazy_patterns import lazy_pattern

_NAME = r"[^\s\"'<>/=]++"
_VALUE = r"\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>]++"
_TAG = lazy_pattern(rf"(/?)([a-zA-Z][a-zA-Z0-9:-]*+)(?:[\t\n\f ]++{_NAME}(?:=(?:{_VALUE}))?+)*+[\t\n\f ]*+/?")
"""A tag of a plain form, without ``<`` and ``>``: nothing in it could make it end elsewhere, or be something else."""
_ID = lazy_pattern(r"(?<![\w-])[iI][dD]")
_COMMENT_END = lazy_pattern(r"--!?>")
_START, _END = TokenType.START_TAG, TokenType.END_TAG
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
MARKUP = _LETTERS | frozenset("/!?")
"""What follows a ``<`` that is not text."""
_RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
"""Elements whose content is no markup to the tokenizer."""
_MOST_KNOWN = 4_000
_LONGEST_KNOWN = 500
"""How many tags, and how many joints, are kept from page to page, and of what length: a bound on memory."""
_LONGEST_TAG = 10_000
"""A longer tag, if its form is not plain, leaves the rest of the page to the tokenizer: a bound on looking ahead."""

# How to read a piece of markup: plain numbers, because an enumeration's members take long to compare.
ALONE = 0
"""A tag that does one thing, whatever follows it; or a comment."""
ELEMENT = 1
"""The start of an element that is passed over, or whose content is no markup."""
NOSCRIPT = 2

Part = tuple[int, "Action | None", str, str, "Leaf | None"]
"""How to read a piece of markup, what it does to the copy, the name of its element, and the markup itself; of a start
tag whose element often holds text only, what that does as a whole."""
Step = tuple[Action, str, str, int]
"""What a tag does, the name of its element, the tag itself, and how far from the start of the joint it stands."""
Opening = tuple[str, str, Action, Leaf]
"""A start tag whose element often holds text only: its name, itself, what it does, and what the whole element does."""
Joint = tuple[str, list[Step], list[Step], "Opening | None", int]
"""All tags between two texts, in steps: the name of the element that ends first, if it is one that often holds text
only; all steps; all but that end; apart from them the last tag, if such an element starts; how far off the text is."""

_STAYING = STAYING | {add_comment}
_Meaning = TypeVar("_Meaning", Part, Joint)


class Known:
    """The tags (``parts``) and ``joints`` that were read before, by what stands between their ``<`` and ``>``."""

    __slots__ = ("has_components", "joints", "parts")

    def __init__(self, has_components: bool) -> None:
        """``has_components`` is that of ``Copy``: it decides which tags may have copy in their attributes."""
        self.has_components = has_components
        self.parts = _PARTS.copy()
        self.joints: dict[str, Joint] = {}

    def part(self, markup: str) -> Part | None:
        """Return how to read a tag, or None if its form is not plain."""
        part = self.parts.get(markup)
        if part is None and (plain := _TAG.fullmatch(markup)):
            part = _tag_part(self.has_components, f"<{markup}>", plain[2].lower(), is_end=bool(plain[1]))
            if part is not None:
                _keep(self.parts, markup, part)
        return part

    def joint(self, tags: str) -> Joint | None:
        """Return what tags do that text follows; None if one has no plain form, or its element is read as a whole."""
        steps: list[Step] = []
        opening: Opening | None = None
        ended = ""
        offset = 0
        closed = ">"
        is_open = True  # white space may be part of the block that is open
        for piece in tags.split("<"):
            if not closed:
                return None
            markup, closed, space = piece.partition(">")
            part = self.part(markup)
            if part is None or part[0] != ALONE or (space and not space.isspace()):
                return None
            _, action, tag, source, leaf = part
            if not offset and source[1] == "/" and tag in LEAVES:
                ended = tag
            if leaf is not None and not closed and action is not None:
                opening = tag, source, action, leaf
            elif action is not None:
                steps.append((action, tag, source, offset))
            is_open = is_open and action in _STAYING
            if space and is_open:
                steps.append((_space, "", space, offset + len(source)))
            offset += 1 + len(piece)
        joint = ended, steps, steps[1:] if ended else steps, opening, len(tags) + 2
        _keep(self.joints, tags, joint)
        return joint

    def odd_part(self, copy: Copy, markup: str, start: int) -> Part | None:
        """Return how to read what begins at ``start``, or None if that takes the tokenizer, and for all that follows.

        ``markup`` is what stands between ``<`` and the next ``>``, or empty if there is another ``<`` between them.
        """
        scanned = copy.scanned
        part = self.part(markup)
        if part is not None:
            return part
        first = scanned[start + 1]
        if first in "!?" or (first == "/" and scanned[start + 2 : start + 3] not in _LETTERS):
            end = _comment_end(scanned, start, markup)
            part = (ALONE, add_comment, "", scanned[start:end], None) if end else None
        else:
            token = next(tokens_of(scanned[start : start + _LONGEST_TAG]), None)
            if token is not None and token.type in (_START, _END):
                is_end = token.type is _END
                part = _tag_part(self.has_components, token.source or "", token.tag or "", is_end=is_end)
        if part is not None and len(part[3]) == len(markup) + 2:
            _keep(self.parts, markup, part)
        return part


def _keep(known: dict[str, _Meaning], tags: str, meaning: _Meaning) -> None:
    if len(tags) <= _LONGEST_KNOWN:
        if len(known) >= _MOST_KNOWN:
            known.clear()  # what is common comes back soon, and what only one page has is gone
        known[tags] = meaning


def _space(copy: Copy, tag: str, source: str, start: int) -> None:
    """Take the white space ``source`` between two tags."""
    copy.add_text(start, start + len(source))


def _comment_end(scanned: str, start: int, markup: str) -> int:
    """Return where a comment, or what counts as one, ends, or 0 if it does not; ``</>`` is neither."""
    if not scanned.startswith("<!--", start):
        return 0 if scanned.startswith("</>", start) else scanned.find(">", start) + 1
    if markup in ("!--", "!---"):
        return start + len(markup) + 2
    end = _COMMENT_END.search(scanned, start + 4)
    return end.end() if end else 0


def _tag_part(has_components: bool, source: str, tag: str, *, is_end: bool) -> Part | None:
    """Return how to read a tag, or None if nothing after it is markup."""
    if is_end:
        return ALONE, ENDS.get(tag, breaks), tag, source, None
    if tag == "plaintext":
        return None
    action = STARTS.get(tag, breaks)
    leaf = LEAVES.get(tag)
    if tag == "noscript":
        return NOSCRIPT, action, tag, source, None
    if tag in _RAW or (action is passes_over and not (tag in DRAWINGS and source.endswith("/>"))):
        return ELEMENT, action, tag, source, None
    if "=" in source:
        if has_attribute_copy(has_components, tag, source):
            return ALONE, take_start, tag, source, None
        # Its id may make an item a footnote, and a cell may span others.
        if (tag == "li" and _ID.search(source)) or (tag in ("td", "th") and "span" in source.lower()):
            leaf = None
    return ALONE, action, tag, source, leaf


_PARTS: dict[str, Part] = {
    markup: part
    for tag in {*STARTS, *ENDS, "body", "div", "head", "header", "html", "label", "summary", "tbody"}
    for markup in (tag, f"/{tag}")
    if (part := _tag_part(False, f"<{markup}>", tag, is_end=markup[0] == "/"))
}
"""Tags without attributes."""
_known: dict[bool, Known] = {}


def known_tags(has_components: bool) -> Known:
    """Return what was read before, on any page: the pages of a site are alike."""
    if has_components not in _known:
        _known[has_components] = Known(has_components)
    return _known[has_components]
