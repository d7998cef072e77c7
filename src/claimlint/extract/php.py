"""PHP code between the pieces of a page: where it ends, its comments, and the strings in it that are copy.

Lexical rules: https://www.php.net/manual/en/language.basic-syntax.php and language.types.string.php. A closing tag
inside a string is none, one inside a comment of one line is; code may go on to the end of the file.
"""

from __future__ import annotations

import re

from claimlint.extract.template_strings import is_shown, key_of, visible
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import Span

_STRINGS = r'"(?:[^"\\]|\\.)*+(?:"|\Z)|' + r"'(?:[^'\\]|\\.)*+(?:'|\Z)"
_TOKEN = lazy_pattern(
    rf"(?P<string>{_STRINGS})|(?P<note>//|\#(?!\[))(?P<line>(?:(?!\?>)[^\r\n])*+)|/\*(?P<block>.*?)(?:\*/|\Z)"
    r"|<<<[ \t]*(?P<quote>[\"']?)(?P<label>[A-Za-z_]\w*)(?P=quote)[ \t]*\r?\n"
    r"|(?P<echo>\b(?:echo|print)\b)|(?P<end>\?>)|(?P<stop>[;{}])|(?P<open>\()|(?P<close>\))",
    re.DOTALL,
)
_MARKUP = lazy_pattern(r"</?[A-Za-z]")
_SPOKEN = lazy_pattern(r"(?:\b(?:echo|print)\s*\(?|\A<\?=|[.?:,])\s*\Z")
_LOOK_BACK = 80


def code_end(text: str, place: int) -> int:
    """Return where the PHP code ends whose opening tag ended at ``place``: after ``?>``, or with the text."""
    while token := _TOKEN.search(text, place):
        place = _heredoc_end(text, token)[1] if token["label"] else token.end()
        if token.lastgroup == "end":
            return place
    return len(text)


def brackets_end(text: str, place: int) -> int:
    """Return where the bracket that opened before ``place`` is closed, or 0."""
    depth = 1
    while token := _TOKEN.search(text, place):
        place = token.end()
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if not depth:
            return place
    return 0


def read_php(
    text: str,
    start: int,
    end: int,
    spans: list[tuple[int, int]],
    comments: list[Comment],
    values: list[tuple[int, int, str]],
) -> None:
    """Read the code at ``start`` to ``end``, tags included; add to ``spans`` what of it is not copy.

    Text that is echoed stands in the page where the code does. Other strings are copy on their own where their key or
    the translation that they ask for says so; these go to ``values``.
    """
    place = code = start
    echoing = text.startswith("<?=", start)
    shown: list[tuple[int, int]] = []
    while (token := _TOKEN.search(text, place, end)) is not None:
        place = token.end()
        kind = token.lastgroup
        if token["label"]:
            body, place = _heredoc_end(text, token)
            place = min(place, end)
            if echoing and _MARKUP.search(text, token.end(), body):
                shown.append((token.end(), body))
        elif kind == "echo":
            echoing = True
        elif kind == "stop":
            echoing = False
        elif kind in ("line", "block"):
            comments.append(Comment(token[kind], Span(token.start(), place)))
        elif kind == "string":
            left, right = token.start() + 1, max(place - 1, token.start() + 1)
            said = text[left:right]
            before = text[max(start, token.start() - _LOOK_BACK) : token.start()]
            if is_shown(before, said, False) or (echoing and _is_echoed(before, said)):
                shown += visible(text, left, right)
            elif key := key_of(before, said):
                values.append((left, right, key))
    for left, right in shown:
        spans.append((code, left))
        code = right
    spans.append((code, end))


def _is_echoed(before: str, said: str) -> bool:
    return bool(_SPOKEN.search(before)) and (_MARKUP.search(said) is not None or is_shown("", said, True))


def _heredoc_end(text: str, token: re.Match[str]) -> tuple[int, int]:
    """Return where the body of a heredoc ends and where the code goes on; an open one takes the rest."""
    closing = re.compile(rf"^[ \t]*{re.escape(token['label'])}\b", re.MULTILINE).search(text, token.end())
    return closing.span() if closing else (len(text), len(text))
