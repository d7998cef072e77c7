"""Text made inert inside Markdown, as GitHub and GitLab show it."""

from __future__ import annotations

import re

from claimlint.lazy_patterns import lazy_pattern
from claimlint.text.safe import display

MOST_SHOWN = 400
"""Code points of one text that are shown; a comment has a limit, and a page may be one sentence."""

# What is markup at the start of a line only stays as it is: no text of ours is put there.
_PUNCTUATION = lazy_pattern(r"[#$&*<>@\[\\\]^_`{|}~]")
# These are looked for in the text of the page once it is rendered, so an escape does not stop them: mentions and
# references (@name, #1, GH-1, !1, ~label, $id, %milestone, &epic), addresses, and names of emoji.
_REFERENCE = lazy_pattern(r"[@#]|[!$%&~](?=[\w\"])|\bGH-|:(?=//)|www|:(?=[\w+-]+:)", re.IGNORECASE)
_ADDRESS = lazy_pattern(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?")
_BREAK = "\u200b"


def in_markdown(text: str, most: int = MOST_SHOWN) -> str:
    """Return ``text`` on one line for use in Markdown or in HTML within Markdown, shown as it is and nothing more.

    It must not stand at the start of a line. No character of it is markup, and nothing in it becomes a mention, a link
    or a reference. Only the first ``most`` code points are shown, and then ``…``.
    """
    text = display(text if len(text) <= most else f"{text[:most]}…")
    text = _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", _REFERENCE.sub(rf"\g<0>{_BREAK}", text))
    return text.replace(_BREAK, "&#8203;")


def code(text: str, most: int = MOST_SHOWN) -> str:
    """Return ``text`` as code: a path, the id of a rule."""
    return f"<code>{in_markdown(text, most)}</code>"


def is_address(url: str) -> bool:
    """Say whether ``url`` is an http or https address without anything that would need an escape but ``&``."""
    return _ADDRESS.fullmatch(url) is not None


def link(text: str, url: str) -> str:
    """Return a link with ``text``, or only the text if ``url`` is no address that can be followed."""
    if not is_address(url):
        return in_markdown(text)
    address = url.replace("&", "&amp;")
    return f'<a href="{address}">{in_markdown(text)}</a>'
