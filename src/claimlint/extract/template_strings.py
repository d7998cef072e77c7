"""Strings inside template logic that a visitor reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.extract.fields import is_copy
from claimlint.lazy_patterns import lazy_pattern

STRING = r'"(?:[^"\\]|\\.)*+"|' + r"'(?:[^'\\]|\\.)*+'"
_STRING = lazy_pattern(STRING, re.DOTALL)
_TRANSLATED = lazy_pattern(
    r"(?:\b(?:_|__|_e|_x|_ex|_n|_nx|gettext|ngettext|pgettext|trans|trans_choice|translate|lang|tr|i18n|t|"
    r"(?:esc_html|esc_attr)_(?:_|e|x))\s*\(\s*|\{%-?\s*(?:trans|translate)\s+|\{\{~?\s*(?:t|i18n)\s+|@lang\(\s*)\Z"
)
"""What stands before the text of a call that looks a translation up by its text."""
_DEFAULT = lazy_pattern(r"\bdefault\s*[(:]?\s*\Z")
_OUTPUT = lazy_pattern(r"\{\{\{?|\{!!|<%[-=]+|<\?=")
_BLOCK_TAG = lazy_pattern(r"\{\{[-~]?\s*(?:[#/^>&]|(?:if|else|with|range|end|define|template|block|partial)\b)")
_COMPARED = lazy_pattern(r"(?:[=!<>]=|[<>]|\b(?:eq|ne|in|contains|is|not))\s*\Z")
_KEYED = lazy_pattern(r"(?<![=!<>])\b([A-Za-z_][\w:-]*)[\"'\]]*\s*(?:=>|:|(?<![=!<>])=)\s*\Z")
_SECTION = lazy_pattern(r"@section\(\s*[\"']([\w.-]+)[\"']\s*,\s*\Z")
_TWO_WORDS = lazy_pattern(r"[^\W\d_]{2,}[^\s\"'\\]*\s+[^\s\"'\\]*[^\W\d_]{2,}")
_SAID = lazy_pattern(r"[A-Z\u00c0-\u00de][^\W\d_A-Z]+[.!?\u2026]*")
_LOOK_BACK = 80
_HIDDEN = lazy_pattern(r"[\"\\]\S?")
"""What must not come to stand in a page: a quotation mark would end the attribute that the tag may stand in."""


class Strings:
    """The strings in the template logic at ``start`` to ``end`` of ``text``.

    ``shown`` are those that stand in the page in place of the logic, without their quotation marks; ``values`` are
    those that are copy on their own, each with its key. All in code points.
    """

    __slots__ = ("_end", "_start", "shown", "values")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._start, self._end = start, end
        self.shown: list[tuple[int, int]] = []
        self.values: list[tuple[int, int, str]] = []
        is_output = bool(_OUTPUT.match(text, start)) and not _BLOCK_TAG.match(text, start)
        for match in _STRING.finditer(text, start, end):
            left, right = match.start() + 1, match.end() - 1
            said = text[left:right]
            before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
            if is_shown(before, said, is_output):
                self.shown += visible(text, left, right)
            elif key := key_of(before, said):
                self.values.append((left, right, key))

    def rest(self) -> Iterator[tuple[int, int]]:
        """Give the logic around the strings that stand in the page."""
        place = self._start
        for left, right in self.shown:
            yield place, left
            place = right
        yield place, self._end


def is_shown(before: str, said: str, is_output: bool) -> bool:
    """Say whether the string ``said``, after ``before`` in a tag that puts something into the page, stands there."""
    if _TRANSLATED.search(before):
        return bool(_TWO_WORDS.search(said) or _SAID.fullmatch(said))
    if not _TWO_WORDS.search(said):
        return False
    if _DEFAULT.search(before):
        return True
    return is_output and not _COMPARED.search(before) and not _KEYED.search(before)


def key_of(before: str, said: str) -> str:
    """Return the key that a string is the value of, if the string is copy under it, or nothing."""
    keyed = _KEYED.search(before) or _SECTION.search(before)
    return keyed[1] if keyed and is_copy(keyed[1], said) else ""


def visible(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give what of the string at ``start`` to ``end`` can stand in a page as it is, which is all but for escapes."""
    place = start
    for match in _HIDDEN.finditer(text, start, end):
        left = match.start()
        right = match.end() if text[left] == "\\" else left + 1
        if left > place:
            yield place, left
        place = max(place, right)
    if place < end:
        yield place, end
