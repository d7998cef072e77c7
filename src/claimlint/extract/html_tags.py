"""What each element of HTML means for copy.

Names from https://html.spec.whatwg.org/multipage/#toc-semantics; an element that is named nowhere here breaks a block.
"""

from __future__ import annotations

INLINE = frozenset((
    "abbr", "acronym", "area", "b", "base", "basefont", "bdi", "bdo", "bgsound", "big", "cite", "col", "data",
    "del", "dfn", "em", "font", "i", "img", "ins", "link", "map", "mark", "meter", "nobr", "param", "picture",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "slot", "small", "source", "span", "strike", "strong",
    "sub", "time", "track", "tt", "u", "wbr",
))  # fmt: skip
"""Elements that neither break a sentence nor add to it."""

SECTIONS = frozenset((
    "address", "article", "aside", "details", "dialog", "figure", "footer", "form", "main", "nav", "search",
    "section",
))  # fmt: skip
"""Parts of a page: what a list follows in another part does not introduce it."""

LISTS = frozenset(("ul", "ol", "menu", "dl", "dir"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

CODE = frozenset(("code", "kbd", "samp", "var"))
"""Inline elements that hold no copy; they leave a space, and whatever breaks a block ends them."""

DRAWINGS = frozenset(("math", "svg"))
"""Elements in another language that leave a space; ``BREAKOUT`` ends them."""

OPAQUE = frozenset((
    "applet", "audio", "canvas", "iframe", "noembed", "noframes", "object", "pre", "script", "style", "video",
    "xmp",
))  # fmt: skip
"""Elements of which nothing is copy."""

INVISIBLE = frozenset(("script", "style"))
"""Opaque elements that do not break a sentence."""

SVG_COPY = frozenset(("desc", "text", "title"))
"""The elements of a drawing that people read or hear."""

BREAKOUT = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
"""Tags that end code and drawings that were never closed."""

COMPONENT_LINKS = frozenset(("g-link", "nuxt-link", "nuxtlink", "router-link", "routerlink"))
"""Links of frameworks."""

WITHOUT_ATTRIBUTE_COPY = frozenset(("html", "link", "meta", "param", "script", "style"))
"""Elements whose ``title`` nobody sees."""

ATTRIBUTE_COPY = ("alt", "aria-description", "aria-label", "placeholder", "title")
"""Attributes that people read or hear."""

META_COPY = frozenset(
    f"{prefix}{name}" for prefix in ("", "og:", "twitter:", "dc.", "dcterms.") for name in ("description", "title")
) | frozenset(("abstract", "og:image:alt", "twitter:image:alt"))
"""The names of ``meta`` elements that hold prose."""
