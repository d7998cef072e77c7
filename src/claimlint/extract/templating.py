"""Template logic in the text of a page: neither copy nor a break in a sentence.

What a tag says to the reader is copy all the same: the text of ``{% trans "..." %}`` stands in the page where the tag
does, and that of ``{% include card.html title="..." %}`` is a field of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from claimlint.extract.template_strings import Strings
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment
from claimlint.model.span import Span


class Language(StrEnum):
    """The template languages, by the marks that they use."""

    ANY = "any"
    """Whatever a page holds that looks like logic."""
    JINJA = "jinja"
    """Jinja, Django, Nunjucks, Twig."""
    LIQUID = "liquid"
    BRACES = "braces"
    """Handlebars, Mustache, Go and Hugo."""
    ERB = "erb"
    """ERB and EJS."""
    PHP = "php"
    BLADE = "blade"


_DIRECTIVES = (
    "if|elseif|else|endif|unless|endunless|isset|endisset|empty|endempty|auth|endauth|guest|endguest|foreach|"
    "endforeach|for|endfor|forelse|endforelse|while|endwhile|switch|case|break|default|endswitch|continue|"
    "include|includeIf|includeWhen|includeFirst|each|section|endsection|yield|show|stop|overwrite|append|"
    "extends|parent|push|endpush|stack|prepend|endprepend|component|endcomponent|slot|endslot|csrf|method|"
    "error|enderror|php|endphp|verbatim|endverbatim|lang|props|class|style|checked|selected|disabled|readonly|"
    "required|json|once|endonce|env|endenv|production|endproduction|vite|livewire|aware|inject|can|endcan|"
    "cannot|endcannot|session|endsession|use|hasSection|sectionMissing"
)
"""The directives of Blade; any other word after an @ sign is a name of somebody."""
_OPENERS = {
    Language.ANY: lazy_pattern(r"\{\{|\{%|\{#|<%|<\?(?:php\b|=)"),
    Language.JINJA: lazy_pattern(r"\{\{|\{%|\{#"),
    Language.LIQUID: lazy_pattern(r"\{\{|\{%"),
    Language.BRACES: lazy_pattern(r"\{\{"),
    Language.ERB: lazy_pattern(r"<%"),
    Language.PHP: lazy_pattern(r"<\?(?!xml\b)(?:php\b|=)?"),
    Language.BLADE: lazy_pattern(rf"<\?(?!xml\b)(?:php\b|=)?|\{{\{{|\{{!!|(?<![\w@])@(?:{_DIRECTIVES})\b"),
}
_LANGUAGES = {
    ".j2": Language.JINJA,
    ".jinja": Language.JINJA,
    ".jinja2": Language.JINJA,
    ".njk": Language.JINJA,
    ".nunjucks": Language.JINJA,
    ".twig": Language.JINJA,
    ".liquid": Language.LIQUID,
    ".hbs": Language.BRACES,
    ".handlebars": Language.BRACES,
    ".mustache": Language.BRACES,
    ".gohtml": Language.BRACES,
    ".tmpl": Language.BRACES,
    ".erb": Language.ERB,
    ".ejs": Language.ERB,
    ".php": Language.PHP,
    ".phtml": Language.PHP,
}
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>", "<?php": "?>", "<?=": "?>", "<?": "?>", "{!!": "!!}"}
_OPAQUE = lazy_pattern(r"\{%-?\s*(comment|highlight|javascript|schema|style|stylesheet)\b")
"""Tags whose body is a comment, code or data up to their end tag."""
_BLANK_LINE = lazy_pattern(r"\n[ \t]*\r?\n")
_COMMENTS = (
    (lazy_pattern(r"\{#(.*)#\}", re.DOTALL), 1),
    (lazy_pattern(r"\{\{-?\s*/\*(.*)\*/\s*-?\}\}", re.DOTALL), 1),
    (lazy_pattern(r"\{\{~?!--(.*)--~?\}\}", re.DOTALL), 1),
    (lazy_pattern(r"\{\{--(.*)--\}\}", re.DOTALL), 1),
    (lazy_pattern(r"\{\{~?!(.*)\}\}", re.DOTALL), 1),
    (lazy_pattern(r"<%--(.*)--%>", re.DOTALL), 1),
    (lazy_pattern(r"<%-?\s*#(.*?)-?%>", re.DOTALL), 1),
    (lazy_pattern(r"\{%-?\s*comment\b[^%]*%\}(.*)\{%-?\s*endcomment\s*-?%\}", re.DOTALL), 1),
    (lazy_pattern(r"\{%-?\s*#(.*?)-?%\}", re.DOTALL), 1),
)
"""The forms of a comment, as the whole of a piece of logic."""
_CODE_TAG = lazy_pattern(r"\{%-?\s*(?:highlight|javascript|schema|style|stylesheet|raw|verbatim)\b")
_OPEN_BRACKETS = "@("
_MOST_OPEN_BRACKETS = 5
"""So many directives may have brackets that nothing closes; each is searched for to the end of the text."""
_DIRECTIVE_ARGUMENTS = lazy_pattern(r"[ \t]*\(")


@dataclass(frozen=True, slots=True)
class Logic:
    """The template logic of a text, in code points.

    ``spans`` is what is not copy, as (start, end) in order and apart. ``values`` are the strings in it that are copy on
    their own, each with the key it stands under. ``unclosed`` are the openers that nothing closes, which were read as
    text.
    """

    spans: list[tuple[int, int]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    values: list[tuple[int, int, str]] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)


def language_of(path: str) -> Language:
    """Return the template language that the name of a file tells, or ``ANY``."""
    name = path.lower()
    if name.endswith(".blade.php"):
        return Language.BLADE
    return _LANGUAGES.get(f".{name.rpartition('.')[2]}", Language.ANY)


def template_spans(text: str) -> list[tuple[int, int]]:
    """Return where template logic stands in ``text``, as (start, end) in code points, in order and apart.

    Knows ``{{ }}``, ``{% %}`` and ``{# #}`` (Jinja, Liquid, Twig, Handlebars), Hugo's ``{{< >}}`` and ``{{% %}}``,
    ``<% %>`` (ERB, EJS) and ``<?php ?>``. An opener that is not closed before the next one of its kind, or before a
    blank line, is text: better a stray brace in the copy than copy taken for logic. A string that stands in the page
    where its tag does is no logic. The work is linear in the text.
    """
    return template_logic(text).spans


def has_logic(text: str) -> bool:
    """Say whether ``text`` may hold template logic of any language but the directives of Blade."""
    return _has_beside(text, "{", 1, "{%#") or _has_beside(text, "%", -1, "<") or _has_beside(text, "?", -1, "<")


def _has_beside(text: str, mark: str, step: int, others: str) -> bool:
    """Say whether ``mark`` stands anywhere with one of ``others`` a ``step`` away.

    To go from one rare character to the next is several times faster than a search for pairs.
    """
    place = text.find(mark)
    while place >= 0:
        beside = place + step
        if 0 <= beside < len(text) and text[beside] in others:
            return True
        place = text.find(mark, place + 1)
    return False


def template_logic(text: str, language: Language = Language.ANY, start: int = 0) -> Logic:
    """Return the template logic of ``text`` from code point ``start`` on, as ``language`` has it."""
    logic = Logic()
    if language is not Language.BLADE and not has_logic(text):
        return logic
    spans, codes = _whole_spans(text, language, logic.unclosed, start)
    for (left, right), is_code in zip(spans, codes, strict=True):
        if is_code:
            from claimlint.extract.php import read_php

            read_php(text, left, right, logic.spans, logic.comments, logic.values)
            continue
        comment = _comment(text, left, right)
        if comment:
            logic.comments.append(comment)
        if comment or _CODE_TAG.match(text, left):
            logic.spans.append((left, right))
        else:
            strings = Strings(text, left, right)
            logic.spans.extend(strings.rest())
            logic.values.extend(strings.values)
    return logic


def _comment(text: str, start: int, end: int) -> Comment | None:
    if text[start + 1 : start + 2] not in "{#%" or not any(mark in text[start : start + 40] for mark in "#!*-c"):
        return None
    for form, group in _COMMENTS:
        found = form.fullmatch(text, start, end)
        if found:
            return Comment(found[group], Span(start, end))
    return None


def _whole_spans(
    text: str, language: Language, unclosed: list[int], start: int = 0
) -> tuple[list[tuple[int, int]], list[bool]]:
    """Return the spans of logic, and for each whether it is PHP code; add openers without an end to ``unclosed``."""
    opener = _OPENERS[language]
    spans: list[tuple[int, int]] = []
    codes: list[bool] = []
    upcoming: dict[str, int] = {}  # the first place of a mark that was looked up: each search goes on where one ended
    place = start
    while match := opener.search(text, place):
        left, mark = match.span()[0], match.group()
        is_code = mark.startswith("<?") and language is not Language.ANY
        if is_code:
            from claimlint.extract.php import code_end

            end = code_end(text, match.end())
        elif mark[0] == "@":
            end = _directive_end(text, match.end(), upcoming)
        else:
            end = _end(text, left, mark, upcoming)
        if end:
            spans.append((left, end))
            codes.append(is_code)
        elif mark != "{#":
            unclosed.append(left)
        place = end or match.end()
    return spans, codes


def _directive_end(text: str, place: int, upcoming: dict[str, int]) -> int:
    """Return where a directive of Blade ends: after its arguments in brackets or, for a block of code, its end."""
    opened = _DIRECTIVE_ARGUMENTS.match(text, place)
    if not opened:
        is_code = text.startswith("@php", place - 4)
        close = _next(text, "@endphp", place, upcoming) if is_code else -1
        return close + len("@endphp") if close >= 0 else place
    from claimlint.extract.php import brackets_end

    if upcoming.get(_OPEN_BRACKETS, 0) >= _MOST_OPEN_BRACKETS:
        return place
    end = brackets_end(text, opened.end())
    upcoming[_OPEN_BRACKETS] = upcoming.get(_OPEN_BRACKETS, 0) + (not end)
    return end or place


def _end(text: str, start: int, opener: str, upcoming: dict[str, int]) -> int:
    """Return the end of the logic that opens at ``start``, or 0 for a stray opener."""
    body = start + len(opener)
    if opener == "{{" and text.startswith(("/*", "- /*", "!--", "--"), body):
        mark = "*/" if "*" in text[body : body + 4] else "--}}"
        close = _next(text, mark, body + (mark == "--}}"), upcoming)
        end = _next(text, "}}", close, upcoming) if close >= 0 else -1
        return end + 2 if end >= 0 else 0
    opaque = _OPAQUE.match(text, start) if opener == "{%" else None
    if opaque:
        tag = f"end{opaque.group(1)}"
        close = _next(text, tag, opaque.end(), upcoming)
        end = _next(text, "%}", close, upcoming) if close >= 0 else -1
        return end + 2 if end >= 0 else 0
    closer = _CLOSERS[opener]
    end = _next(text, closer, body, upcoming)
    if end < 0:
        return 0
    if opener[0] == "{":
        again = _next(text, opener, body, upcoming)
        if 0 <= again < end or (opener != "{#" and _BLANK_LINE.search(text, body, end)):
            return 0
    triple = opener == "{{" and text.startswith("{", body) and text.startswith("}", end + 2)
    return end + len(closer) + triple


def _next(text: str, mark: str, start: int, upcoming: dict[str, int]) -> int:
    """Return the first place of ``mark`` from ``start``, or -1; cheap over many calls with a rising ``start``."""
    known = upcoming.get(mark)
    if known is None or 0 <= known < start:
        known = upcoming[mark] = text.find(mark, start)
    return known
