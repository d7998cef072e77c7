"""What names in code say of the strings beside them: copy, not copy, or neither."""

from __future__ import annotations

import re
from functools import lru_cache

from claimlint.extract.fields import is_copy, is_prose
from claimlint.lazy_patterns import lazy_pattern

_COPY = frozenset((
    "advantage", "advantages", "answers", "badge", "banner", "bio", "children", "defaultmessage", "defaultvalue",
    "defaults", "detail", "details", "eyebrow", "h1", "h2", "h3", "highlight", "highlights", "hero", "html", "list",
    "notice", "paragraphs", "perk", "perks", "placeholder", "questions", "quotes", "reason", "reasons", "results",
    "review", "reviews", "slogan", "step", "steps", "sub", "tip", "tips", "usp", "usps", "warning", "why",
))  # fmt: skip
"""Last words of names, beside those of front matter, whose strings are copy."""

_NOT_COPY = frozenset((
    "action", "amount", "animation", "as", "background", "borders", "breakpoint", "canonical", "charset", "classes",
    "cls", "columns", "d", "direction", "easing", "encoding", "endpoint", "env", "event", "field", "fill", "filter",
    "for", "format", "generator", "gradient", "height", "host", "illustration", "locale", "logo", "manifest", "media",
    "method", "mode", "mutation", "namespace", "origin", "padding", "pathname", "pattern", "photo", "platform",
    "position", "property", "query", "regex", "robots", "role", "route", "schema", "selector", "shape", "shadow",
    "size", "sizes", "sql", "srcset", "status", "stroke", "styles", "sx", "testid", "transform", "transition", "tw",
    "unit", "variant", "variants", "video", "viewbox", "viewport", "width", "xmlns",
))  # fmt: skip
_NOT_COPY_WHOLE = frozenset(
    ("classname", "classnames", "htmlfor", "viewbox", "srcset", "datatestid", "displayname", "themecolor")
)
_ARIA_COPY = frozenset(("aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext"))
_WORD = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Za-z][a-z]*|\d+")

_QUESTIONS = frozenset(("question", "q"))
_ANSWERS = frozenset(("answer", "a", "acceptedanswer"))
RANKS = {**dict.fromkeys(_QUESTIONS, 0), **dict.fromkeys(_ANSWERS, 2)}
"""In which order the members of an entry are read, by their names in small letters; all others are 1."""

_SILENT_ROOTS = frozenset((
    "console", "log", "logger", "logging", "debug", "winston", "pino", "sentry", "assert", "invariant", "require",
    "import", "fetch", "axios", "cn", "cx", "clsx", "cva", "tv", "twmerge", "twjoin", "classnames", "css", "keyframes",
    "styled", "createglobalstyle", "injectglobal", "globalstyle", "gql", "graphql", "groq", "sql", "tw", "glsl", "wgsl",
    "prisma", "db", "process", "localstorage", "sessionstorage", "cookies", "gtag", "fbq", "posthog", "mixpanel",
    "analytics", "dayjs", "moment", "format", "describe", "it", "test", "expect", "vi", "jest", "regexp", "symbol",
    "url", "request", "response", "headers", "performance",
))  # fmt: skip
_SILENT_METHODS = frozenset((
    "raw", "query", "execute", "prepare", "queryselector", "queryselectorall", "getelementbyid",
    "getelementsbyclassname", "addeventlistener", "removeeventlistener", "setattribute", "getattribute", "getitem",
    "setitem", "closest", "matches", "includes", "startswith", "endswith", "indexof", "split", "replace",
    "replaceall", "test", "match", "require", "resolve", "warn", "debug", "trace", "cwd", "setheader",
    "captureexception", "capturemessage", "reject", "createelementns", "matchmedia", "invariant", "assert",
    "$queryraw", "$executeraw", "track", "capture", "attrs",
))  # fmt: skip

_TRANSLATIONS = frozenset(("t", "$t", "tr", "_", "$_", "__", "translate", "formatmessage", "gettext", "msg", "i18n"))

_CODE_LIKE = lazy_pattern(
    r"""\s*(?:[a-z][a-z+.-]*:(?://|\S+$)|[./#@?&$](?=[\w/.#@-])|\w+/[\w./-]+$|<\?xml|
        (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|WITH)\s.*\b(?:FROM|INTO|SET|TABLE|WHERE|AS)\b|
        (?:query|mutation|subscription|fragment)\b[^.!?]*\{|\(?(?:min|max)-(?:width|height)|
        (?:linear|radial|conic)-gradient|(?:width|height)=|
        -?[\d.]+(?:px|r?em|v[hw]|ms|fr|deg)\b|0\s+(?:0\s|auto)|
        (?:default|script|style|img|font|connect|frame)-src\s|Mozilla/|function\b.*\{|\(?\w*\)?\s*=>|
        (?:[\w-]+\s*:\s*[^;{}]+;\s*)+$|[MmLl]\s?-?\d[\d\s.,a-zA-Z-]*$)""",
    re.VERBOSE | re.DOTALL,
)
"""What a program reads: addresses, paths, queries, style sheets, drawings."""
_CLASS = lazy_pattern(r"(?:!?-?[a-z0-9]+(?:[-:/.\[\]#%()_&>*,][\w#%.()/*,&>-]*)+\]?|[a-z]+)\Z")
_CLASS_MARK = lazy_pattern(r"[a-z0-9][-:\[][a-z0-9\[(]")
_SENTENCE_MARK = lazy_pattern(r"[.,!?;:\u2019'](?:\s|\Z)")
_NAME = lazy_pattern(
    r"[A-Z0-9\u00c0-\u00de][\w\u2019'%+-]*(?: [(\u201c\"&+-]{0,2}[\w\u2019'%+\u2013-]+[),.!?:\u201d\"]?)+\Z"
)
_CAMEL = lazy_pattern(r"[a-z][A-Z]|_")


@lru_cache(maxsize=4096)
def verdict(name: str) -> bool | None:
    """Say whether strings under ``name``, a key, a variable or a property, are copy; None if their look decides."""
    if name.startswith("aria-"):
        return name in _ARIA_COPY
    if name.startswith("data-"):
        return False
    lower = name.replace("-", "").replace("_", "").lower()
    if lower in _NOT_COPY_WHOLE or lower.endswith(("classname", "classnames")):
        return False
    words = _WORD.findall(name)
    last = words[-1].lower() if words else ""
    if last in _COPY or lower in _COPY:
        return True
    if last in _NOT_COPY:
        return False
    # Only a name that is copy makes one word copy, only a name that is none refuses four.
    return True if is_copy(name, "word") else None if is_copy(name, "one two three four") else False


def is_question(name: str) -> bool:
    """Say whether a string under ``name`` asks what another one answers."""
    return name.lower() in _QUESTIONS


def is_answer(name: str) -> bool:
    """Say whether a string under ``name`` answers what another one asks."""
    return name.lower() in _ANSWERS


@lru_cache(maxsize=4096)
def is_silent(callee: str) -> bool:
    """Say whether strings given to ``callee``, the source of what is called, are for programs or developers."""
    parts = re.split(r"[^\w$]+", callee.lower())
    first, last = parts[0], next((part for part in reversed(parts) if part), "")
    return first in _SILENT_ROOTS or last in _SILENT_METHODS or last.endswith("error")


def is_translation(callee: str) -> bool:
    """Say whether what is called gives the words for a message in the language of the visitor."""
    return callee.rpartition(".")[2].lower() in _TRANSLATIONS


def looks_like_copy(text: str) -> bool:
    """Say whether a string that nothing tells of is written for people: a sentence, or words like a heading."""
    if " " not in text.strip() or _CODE_LIKE.match(text):
        return False
    if _NAME.match(text) and not _CAMEL.search(text):
        return True
    return is_prose(text) and not is_class_list(text)


def is_class_list(text: str) -> bool:
    """Say whether ``text`` is a list of CSS classes: small letters throughout, and some words with marks in them."""
    if _SENTENCE_MARK.search(text):
        return False
    words = text.split()
    marked = sum(bool(_CLASS_MARK.search(word)) for word in words)
    return marked * 4 >= len(words) and all(_CLASS.match(word) for word in words)
