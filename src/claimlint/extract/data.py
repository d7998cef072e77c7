"""Copy among the values of data: which of them a visitor reads, and what part each plays.

The last word of a key decides first (``is_copy``), then the look of the value: four words are prose. In a file of
translations nearly every value is copy, so that there two words, or one that is written like a word, are enough.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from claimlint.extract.fields import is_prose, key_says
from claimlint.extract.html_pieces import Piece, verbatim_block
from claimlint.extract.strings import may_have_marks, value_blocks
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, BlockKind, Comment, Document, Incident, IncidentKind, Source
from claimlint.text.lines import LineIndex

DEPTH = 200
"""Levels of nesting; deeper data was not written by a person."""
MOST_INCIDENTS = 20

_LONGEST_KEY = 80
_LAST_WORD = lazy_pattern(r"(?:[A-Z]+(?![a-z])|[A-Za-z][a-z]*)[\d_]*\Z")
_LOCALE = lazy_pattern(r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}|\d{3}))*")
_VALUE_KEYS = frozenset(
    ("value", "rendered", "raw", "default", "defaultvalue", "en", "html", "markdown", "md", "string")
)
_MORE_COPY = frozenset((
    "advantage", "advantages", "badge", "banner", "bio", "details", "detail", "eyebrow", "hero", "highlight",
    "highlights", "lines", "notice", "p", "paragraphs", "perk", "perks", "questions", "answers", "quotes", "reasons",
    "slogan", "step", "steps", "tip", "tips", "usp", "usps", "warning",
))  # fmt: skip
"""Keys of data that hold copy, beside those of front matter."""
_NOT_COPY = frozenset((
    "classes", "classname", "classnames", "cmd", "command", "comment", "comments", "cron", "env", "expression", "host",
    "license", "pattern", "pkg", "query", "regex", "script", "scripts", "selector", "sql", "stylesheet", "todo",
))  # fmt: skip
"""Keys of data that hold none, likewise."""
_HEADING, _PARAGRAPH, _LIST_ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
_KINDS = {
    **dict.fromkeys(("title", "heading", "headline", "question"), BlockKind.HEADING),
    **dict.fromkeys(("button", "cta"), BlockKind.BUTTON),
    **dict.fromkeys(("quote", "testimonial"), BlockKind.QUOTE),
    **dict.fromkeys(("placeholder", "tooltip"), BlockKind.ATTRIBUTE),
    "alt": BlockKind.ALT,
    "caption": BlockKind.CAPTION,
}
_FOR_SEARCH = lazy_pattern(r"(?:meta|seo|og|twitter)(?![a-z])|\b(?:meta|seo|og|twitter)", re.IGNORECASE)
_IN_TRANSLATIONS = frozenset(
    ("_locales", "i18n", "intl", "l10n", "lang", "langs", "language", "languages", "locale", "locales", "messages",
     "translation", "translations")
)  # fmt: skip
_TRANSLATIONS = lazy_pattern(
    r"(?:(?:.*[._-])?[a-z]{2}(?:[-_][A-Za-z]{2,4})?|(?:messages|translations?|strings|common|locali[sz]able)\b.*)",
    re.IGNORECASE,
)
_WORDS = lazy_pattern(r"[^\W\d_]{2}\S*+\s++\S*?[^\W\d_]{2}")
_WORD = lazy_pattern(r"[A-Z\u00c0-\u00de]?[^\W\d_A-Z]+(?:[-\u2019'][^\W\d_]+)*[.!?\u2026]*")
_ADDRESS = lazy_pattern(r"(?:[a-z][a-z+.-]*:|//|[./#?&@$])\S*|\S+@\S+|[\w./-]+/[\w./-]*", re.IGNORECASE)
"""An address, a path, a colour, an e-mail: a value of one word that no visitor reads as a word."""


def is_translations(path: str) -> bool:
    """Say whether a file is one of translations, by its name or by a folder that it is in."""
    pure = PurePath(path)
    if any(part.lower() in _IN_TRANSLATIONS for part in pure.parts[:-1]):
        return True
    stem = pure.name.split(".")[0] if pure.suffix != ".arb" else "messages"
    return bool(_TRANSLATIONS.fullmatch(stem)) and stem.lower() not in _SHORT_NAMES


_SHORT_NAMES = frozenset(("ad", "ci", "db", "js", "ts", "ui", "vm", "go", "id"))
"""Names of two letters that more likely mean something else than a language."""


def looks_said(text: str) -> bool:
    """Say whether ``text`` reads as something said to a person rather than to a program, however short it is."""
    if _WORDS.search(text):
        return True
    bare = text.strip()
    return bool(_WORD.fullmatch(bare)) and bare[0].isupper() and not _ADDRESS.fullmatch(bare)


class Role(NamedTuple):
    """What a key says of its values: whether they are copy (None: their look decides) and of which kind.

    ``kind`` is None where it depends on what is around the key.
    """

    is_copy: bool | None
    kind: BlockKind | None


class Values:
    """The copy found so far in the values of one file, and what could not be read."""

    __slots__ = ("_kinds", "blocks", "comments", "incidents", "is_translations", "roles", "source")

    def __init__(self, source: Source, *, translations: bool | None = None) -> None:
        self.source = source
        self.is_translations = is_translations(source.path) if translations is None else translations
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.incidents: list[Incident] = []
        self.roles: dict[str, Role] = {}
        """The roles of keys that were met, by key, where the key alone tells its role."""
        self._kinds: dict[str, BlockKind] = {}

    def role(self, path: str, key: str) -> Role:
        """Return the role of ``key`` at ``path``, which is the keys around it and itself, joined with dots."""
        role = self.roles.get(key)
        if role is None:
            telling = _telling_key(path)
            role = _role(telling)
            if telling == key:
                self.roles[key] = role
        return role

    def keep(self, path: str, pieces: list[Piece], *, in_list: bool = False) -> None:
        """Keep the value of the field at ``path`` if it is copy; ``pieces`` say it with its escapes undone."""
        self.judge(path, self.role(path, path.rpartition(".")[2]), pieces, in_list=in_list)

    def judge(self, path: str, role: Role, pieces: list[Piece], *, in_list: bool = False) -> None:
        """Keep a value if it is copy, by its role and its look."""
        text = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
        if self._is_copy(role, text):
            self.add(path, role.kind or self._kind(path), pieces, in_list=in_list)

    def judge_verbatim(self, path: str, role: Role, text: str, start: int, *, in_list: bool = False) -> None:
        """Do the same for a value that stands at code point ``start`` as it is: nearly all do."""
        if not self._is_copy(role, text):
            return
        kind, leads, level = self._part_of(path, role.kind or self._kind(path), in_list)
        if may_have_marks(text):
            pieces: list[Piece] = [(text, start, start + len(text), True)]
            self.blocks += value_blocks(pieces, kind, leads, level, path)
            return
        kept = text.lstrip()
        block = verbatim_block(kind, kept, start + len(text) - len(kept), leads, level, path)
        if block is not None:
            self.blocks.append(block)

    def _is_copy(self, role: Role, text: str) -> bool:
        decided = role.is_copy
        if decided is False:
            return False
        if self.is_translations:
            return looks_said(text)
        return any(map(str.isalpha, text)) if decided else text.count(" ") >= 3 and is_prose(text)

    def _kind(self, path: str) -> BlockKind:
        kind = self._kinds.get(path)
        if kind is None:
            kind = self._kinds[path] = _kind(path)
        return kind

    def add(self, path: str, kind: BlockKind, pieces: list[Piece], *, in_list: bool = False) -> None:
        """Keep a value that is copy; a list is led by the text before it if that ends with a colon."""
        kind, leads, level = self._part_of(path, kind, in_list)
        self.blocks += value_blocks(pieces, kind, leads, level, path)

    def _part_of(self, path: str, kind: BlockKind, in_list: bool) -> tuple[BlockKind, tuple[int, ...], int]:
        """Return the kind of the value at ``path``, which may be in a list, what leads it, and its level."""
        if kind is _HEADING:
            return kind, (), min(path.count(".") + 1, 6)
        if not in_list or kind is not _PARAGRAPH:
            return kind, (), 0
        if self.blocks:
            last = self.blocks[-1]
            if last.kind is _LIST_ITEM and last.name == path:
                return _LIST_ITEM, last.leads, 0
            if last.text.endswith((":", "\uff1a")):
                return _LIST_ITEM, (len(self.blocks) - 1,), 0
        return _LIST_ITEM, (), 0

    def refuse(self, place: int, what: str) -> None:
        """Report what kept the file from being read from code point ``place`` on."""
        if len(self.incidents) < MOST_INCIDENTS:
            line, _ = LineIndex(self.source.text).position(min(place, len(self.source.text)))
            self.incidents.append(Incident(IncidentKind.MARKUP, what, line))

    def document(self) -> Document:
        """Return what was read; data is no page, so that it owes no disclosures of its own."""
        found = tuple(self.blocks), tuple(self.incidents), tuple(self.comments)
        return Document(self.source, *found, is_page=False)


def join(path: str, key: str) -> str:
    """Return the path of ``key`` inside ``path``."""
    return f"{path}.{key[:_LONGEST_KEY]}" if path else key[:_LONGEST_KEY]


def _telling_key(path: str) -> str:
    """Return the key that tells what a value is: not a language, nor a word for "value"."""
    head, _, key = path.rpartition(".")
    while head and _tells_nothing(key):
        head, _, key = head.rpartition(".")
    return key


def _tells_nothing(key: str) -> bool:
    if key.lower() in _VALUE_KEYS or key.isdecimal():
        return True
    return (len(key) == 2 or key[2:3] in "-_") and _LOCALE.fullmatch(key) is not None


def _role(key: str) -> Role:
    word = _last_word(key)
    kind = None if word in ("title", "description") else _KINDS.get(word, _PARAGRAPH)
    said = key_says(key)
    if said is False or word in _NOT_COPY or key.lower() in _NOT_COPY:
        return Role(False, kind)
    return Role(True if said or word in _MORE_COPY else None, kind)


def _last_word(key: str) -> str:
    found = _LAST_WORD.search(key)
    return found[0].rstrip("_0123456789").lower() if found else ""


def _kind(path: str) -> BlockKind:
    """Return the kind of a title or a description: of the page, for search engines, or of a part."""
    key = _telling_key(path)
    word = _last_word(key)
    if _FOR_SEARCH.search(path[: -len(word)]):
        return BlockKind.META
    if path.lower() == word:
        return BlockKind.TITLE if word == "title" else BlockKind.META
    return _HEADING if word == "title" else _PARAGRAPH
