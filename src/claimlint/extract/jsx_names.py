"""What the elements of JSX stand for in HTML, by the names that component libraries give them."""

from __future__ import annotations

from functools import lru_cache

from claimlint.extract.html_tags import CODE, DRAWINGS, HEADINGS, INLINE, OPAQUE
from claimlint.lazy_patterns import lazy_pattern

_TAGS = {
    **dict.fromkeys(("Image", "Img", "NextImage", "GatsbyImage", "StaticImage"), "img"),
    **dict.fromkeys(("TableCell", "Td", "TableDataCell"), "td"),
    **dict.fromkeys(("TableHead", "Th", "TableHeadCell", "TableHeaderCell"), "th"),
    **dict.fromkeys(("TableHeader", "Thead"), "thead"),
    **dict.fromkeys(("TableBody", "Tbody"), "tbody"),
    **dict.fromkeys(("TableRow", "Tr"), "tr"),
    **dict.fromkeys(("List", "Ul", "UnorderedList", "BulletList"), "ul"),
    **dict.fromkeys(("Ol", "OrderedList"), "ol"),
    **dict.fromkeys(("ListItem", "Li"), "li"),
    **dict.fromkeys(("Blockquote", "BlockQuote", "Quote"), "blockquote"),
    **dict.fromkeys(("Caption", "Figcaption", "FigCaption"), "figcaption"),
    **dict.fromkeys(("P", "Paragraph", "Typography"), "p"),
    **dict.fromkeys(("Strong", "Em", "Span", "Mark", "Sub", "Small"), "span"),
    **dict.fromkeys(("Bold", "Highlight", "Balancer", "Trans", "T", "FormattedMessage", "Translate"), "span"),
    **dict.fromkeys(("AccordionTrigger", "AccordionSummary", "AccordionButton", "AccordionHeader"), "h3"),
    **dict.fromkeys(("AccordionControl", "DisclosureButton", "CollapsibleTrigger"), "h3"),
    **{f"H{level}": f"h{level}" for level in range(1, 7)},
    "Script": "script",
    "Style": "style",
    "Sup": "sup",
    "Table": "table",
    "Code": "code",
    "Fragment": "",
}
_ENDINGS = (
    ("Title", "h3"),
    ("Heading", "h3"),
    ("Headline", "h3"),
    ("Button", "button"),
    ("Link", "a"),
    ("Anchor", "a"),
    ("ListItem", "li"),
)
_HEADING = lazy_pattern(r"h[1-6]")
CHOOSERS = ("as", "component", "variant", "tag", "element", "level", "order")
"""Properties that say which element of HTML a component makes."""

UNREAD = CODE | DRAWINGS | OPAQUE
"""Elements of HTML whose text is code, a drawing or a stand-in."""


@lru_cache(maxsize=2048)
def tag_of(name: str) -> str | None:
    """Return the element of HTML that the element ``name`` stands for.

    It is empty for a fragment, and None for a component that nothing is known of.
    """
    if not name:
        return ""
    parts = name.split(".")
    last = parts[-1].rpartition(":")[2]
    if last[0].islower():
        return last
    whole = "".join(part[:1].upper() + part[1:] for part in parts)
    for known in (whole, last):
        if known in _TAGS:
            return _TAGS[known]
    return next((tag for ending, tag in _ENDINGS if last.endswith(ending)), None)


def chosen_tag(tag: str | None, attributes: dict[str, str]) -> str | None:
    """Return the heading that one of the ``attributes`` of a component asks for, or else ``tag``."""
    for name in CHOOSERS:
        value = attributes.get(name, "")
        if _HEADING.fullmatch(value):
            return value
        if tag in HEADINGS and value in ("1", "2", "3", "4", "5", "6"):
            return f"h{value}"
    return tag


def is_component(name: str) -> bool:
    """Say whether ``name`` is no element of HTML."""
    return bool(name) and ("." in name or not name[0].islower()) and not name.startswith("motion.")


def is_inline(tag: str | None, *, in_text: bool) -> bool:
    """Say whether an element does not break the sentence; of an unknown one, text beside it tells (``in_text``)."""
    if tag is None:
        return in_text
    return not tag or tag in INLINE or tag in ("a", "br", "sup")
