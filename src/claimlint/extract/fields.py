"""Which named fields hold copy: those of front matter, and the properties of components."""

from __future__ import annotations

from claimlint.lazy_patterns import lazy_pattern

_WORD = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Za-z][a-z]*|\d+")
_COPY = frozenset(
    {
        "abstract", "alt", "announcement", "answer", "benefit", "benefits", "blurb", "body", "bullet",
        "bullets", "button", "caption", "claim", "claims", "content", "copy", "cta", "deck", "description",
        "disclaimer", "excerpt", "faq", "faqs", "feature", "features", "footnote", "headline", "heading",
        "intro", "introduction", "kicker", "label", "lead", "lede", "message", "note", "offer", "paragraph",
        "point", "points", "promise", "question", "quote", "standfirst", "strapline", "subheading",
        "subheadline", "subtitle", "summary", "tagline", "teaser", "testimonial", "testimonials", "text",
        "title", "tooltip",
    }
)  # fmt: skip
_NOT_COPY = frozenset(
    {
        "alias", "aliases", "author", "authors", "bg", "category", "categories", "class", "code", "color",
        "colour", "component", "css", "date", "datetime", "email", "file", "files", "font", "format", "hash",
        "href", "icon", "id", "ids", "image", "images", "img", "js", "key", "keywords", "lang", "language",
        "layout", "link", "links", "locale", "order", "path", "permalink", "phone", "redirect", "ref", "rel",
        "sku", "slug", "slugs", "src", "style", "tag", "tags", "target", "tel", "template", "theme", "time",
        "type", "uid", "uri", "url", "urls", "uuid", "version", "weight",
    }
)  # fmt: skip
_PROSE_WORDS = 4


def key_says(key: str) -> bool | None:
    """Say whether the field ``key`` holds copy, or None where its last word tells nothing."""
    words = _WORD.findall(key)
    last = words[-1].lower() if words else ""
    return False if last in _NOT_COPY else True if last in _COPY else None


def is_copy(key: str, text: str) -> bool:
    """Say whether ``text``, the value of the field ``key``, is copy.

    The last word of the key decides (``seoTitle``, ``og_title`` and ``og:title`` are titles); where it says nothing,
    four words with letters make prose.
    """
    said = key_says(key)
    if said is None:
        return is_prose(text)
    return said and any(map(str.isalpha, text))


def is_prose(text: str) -> bool:
    """Say whether ``text`` has at least four words with letters in them."""
    words = text.split()
    if sum(map(str.isalpha, words)) >= _PROSE_WORDS:  # nearly always enough, and quickly told
        return True
    return sum(any(map(str.isalpha, word)) for word in words) >= _PROSE_WORDS
