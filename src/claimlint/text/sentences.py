"""Sentences and clauses of folded text: single spaces, straight quotes, case kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimlint.lazy_patterns import lazy_pattern

MOST_CHARACTERS = 8000
"""A longer sentence is none that anybody wrote; it is cut, so that the work on a text stays linear in its length."""

# The lookbehind keeps a run of stops from being tried again at each of its characters.
_STOP_PATTERN = r"[.!?](?<![.!?][.!?])[.!?]*+(?:[\"')\]]|\[\d{1,3}\]|[⁰¹²³⁴-⁹])*+(?= |\Z)"
_STOP = lazy_pattern(_STOP_PATTERN)
_STOP_OR_BULLET = lazy_pattern(_STOP_PATTERN + r"|[•●▪◦‣\u2043∙■□✓✔✅☑➤►]|·(?= )(?:(?<= ·)|(?<=\A·))")
_WORD_BEFORE = lazy_pattern(r"(\d*)([A-Za-z][A-Za-z.]*)\Z")
_LONGEST = 12
"""How far back to look for an abbreviation, in characters."""
_INITIALS = lazy_pattern(r"(?:[A-Z]\.)*[A-Z]")
_NEXT = lazy_pattern(r" ?[\"'(\[]*(?:(?P<lower>[a-z])|(?P<number>#?\d++(?!%))|(?P<word>\w+\.?)?)")
_LABEL = lazy_pattern(r"[\"'(\[]?(?:\d{1,2}|[A-Za-z])")
"""What numbers the entry of a list, before its stop."""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_ALWAYS_GO_ON = _words(
    "dr drs mr mrs ms mx prof rev hon gen col capt mt messrs e.g eg i.e ie vs cf viz approx ca incl excl esp"
)
"""Abbreviations that never end a sentence, without the stop."""

_GO_ON_BEFORE_NUMBER = _words("no nos fig figs vol vols p pp ref refs art ch tel ext eq para app reg")
"""Those that are one only before a number: "No. 1 clinic", but "Is it safe? No. It is not."."""

_END_BEFORE_CAPITAL = _words(
    "a.m p.m am pm etc al inc ltd co corp plc llc jr sr m.d ph.d md phd bsc msc mbbs min max mins hr hrs wk wks mo "
    "mos yr yrs sec secs lb lbs oz ft cm mm ml mg mcg kg est dept govt assoc appt avg temp misc jan feb mar apr jun "
    "jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri"
)
"""Those that go on before a small letter or a number, and end a sentence before anything else."""

_GO_ON_BEFORE_NAME = _words("st u.s u.k e.u u.s.a u.a.e ave rd")
"""Those that names follow, like initials: they end a sentence only before a word that begins sentences."""

_ABBREVIATIONS = _ALWAYS_GO_ON | _GO_ON_BEFORE_NUMBER | _END_BEFORE_CAPITAL | _GO_ON_BEFORE_NAME
_STOPS = frozenset(".!?")
_SHOUTS = frozenset("!?")

_STARTERS = _words(
    "a an the this that these those it its it's i i'm we we're we've you you'll you're your he she they they're their "
    "our my there here in on at for with from to of by after before during when where while if as and but or so no "
    "not yes what why how who which can could will would should may is are do does did have has some most many all "
    "each every both call book contact visit come learn find get see read ask click patients results treatment "
    "treatments however although because unlike then now also please just let let's once"
)
"""Words that begin sentences more often than they begin names."""

_LETTERED = _words("vitamin vitamins hepatitis type grade class group plan stage phase option category")
"""Words that a single letter completes: after them it is no initial."""

_AUXILIARY = (
    "is|are|was|were|will|would|can|could|may|might|must|should|has|have|had|do|does|did"
    "|cannot|(?:is|are|was|were|wo|would|ca|could|has|have|do|does|did)n't"
)
# Every alternative begins with one plain character: what is dear is asked only where a cheap look allows it.
_CLAUSE_END = lazy_pattern(
    # "Olsen (2002) found it" is one clause.
    r"(?:;|:(?= |\Z)|\)(?<!\(s\))(?<!\((?:19|20)\d\d\)))[.,;:!?\"')]*+"
    r"|--++"
    r"| (?=[-|(abehotwsy])(?:"
    r"[-|](?= )"
    r"|(?=\((?!(?:19|20)\d\d\)))"
    r"|(?=however\b|although\b|even though\b|whereas\b|because\b|which\b)"
    r"|(?=but )(?<!\bnothing )(?<!\banything )(?<!\beverything )(?<!\ball )(?<!\blast )"
    r"|(?=though )(?<!\bas )(?<!\beven )"
    r"|(?=while )(?<!\ba )(?<!\bthe )(?<!\bworth )"
    # "not yet approved", "has yet to" and "approved yet." are one clause.
    r"|(?=yet (?!to\b|another\b|again\b|more\b))(?<!\bnot )(?<!n't )(?<!\bnever )(?<!\bas )(?<!\bhas )(?<!\bhave )"
    r"(?<!\bhad )(?<!\bis )(?<!\bare )(?<!\bnor )(?<!\bbest )"
    r"|(?<=, )(?=so (?!far\b|that\b|to\b))"
    r"|(?<=, )(?=and (?:(?:it|we|you|they|he|she|i|there|this|these)\b"
    rf"|(?:(?!(?:that|which|who)\b)[\w'-]++ ){{1,4}}?(?:{_AUXILIARY})\b)))"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of folded ``text``, without the spaces around them.

    They do not overlap and leave out nothing but spaces. A bullet inside a line begins a sentence and belongs to it; a
    colon and a semicolon end none. What goes on for more than ``MOST_CHARACTERS`` is cut, at a space if it has one.
    """
    found = _ended(text)
    if len(text) > MOST_CHARACTERS and any(end - start > MOST_CHARACTERS for start, end in found):
        return [piece for span in found for piece in _cut(text, *span)]
    return found


def has_endless(text: str) -> bool:
    """Say whether folded ``text`` holds a sentence that :func:`sentences` cuts, so that a claim may be cut too."""
    return len(text) > MOST_CHARACTERS and any(end - start > MOST_CHARACTERS for start, end in _ended(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MOST_CHARACTERS:
        place = text.rfind(" ", start + 1, start + MOST_CHARACTERS + 1)
        if place < 0:
            place = start + MOST_CHARACTERS
        yield start, place
        start = place + (text[place] == " ")
    yield start, end


def _ended(text: str) -> list[tuple[int, int]]:
    """Return the spans of sentences however long they are."""
    found: list[tuple[int, int]] = []
    start = 1 if text.startswith(" ") else 0
    for stop in (_STOP if text.isascii() else _STOP_OR_BULLET).finditer(text):
        place, end = stop.span()
        if text[place] in _STOPS:
            if end == len(text) or _ends(text, start, place, end):
                found.append((start, end))
                start = end + 1
        elif place > start:
            found.append((start, place - 1 if text[place - 1] == " " else place))
            start = place
    end = len(text.rstrip(" "))
    if end > start:
        found.append((start, end))
    return found


def _ends(text: str, start: int, place: int, end: int) -> bool:
    """Say whether a sentence from ``start`` ends with the stop from ``place`` to ``end``; more text follows."""
    if place == start:
        return False  # "... and more"
    marks = text[place:end]
    if marks == ".":  # nearly every stop there is, after a word like any other
        gap = text.rfind(" ", start, place)
        word = text[gap + 1 if gap >= 0 else start : place]
        if len(word) > 1 and word.isalpha() and word.lower() not in _ABBREVIATIONS:
            return True
    elif marks in _SHOUTS:
        return True
    after = _NEXT.match(text, end)
    assert after is not None, "every part of the pattern is optional"
    next_is_lower = after["lower"] is not None
    if next_is_lower and marks[-1] in "\"')":
        return False  # "Does it hurt?" asks Sam
    if "?" in marks or "!" in marks:
        return True
    if marks.startswith(".."):
        return not next_is_lower
    return not _is_abbreviated(text, start, place, after)


def _is_abbreviated(text: str, start: int, place: int, after: re.Match[str]) -> bool:
    """Say whether the full stop at ``place`` is that of an abbreviation, an initial or a label in mid-sentence.

    ``after`` is the match of ``_NEXT`` behind the stop.
    """
    if _LABEL.fullmatch(text, start, place):
        return True
    found = _WORD_BEFORE.search(text[max(start, place - _LONGEST) : place])
    if found is None:
        return False
    number, word = found.groups()
    known = word.lower()
    is_small = after["lower"] is not None or after["number"] is not None
    if known in _ALWAYS_GO_ON:
        return True
    if known in _GO_ON_BEFORE_NUMBER:
        return after["number"] is not None
    if known in _END_BEFORE_CAPITAL:
        return is_small
    if number:
        return False  # "on the 1st. We ..."
    if known in _GO_ON_BEFORE_NAME or (_INITIALS.fullmatch(word) and not _completes(text, start, place)):
        return is_small or (after["word"] is not None and after["word"].lower() not in _STARTERS)
    return False


def _completes(text: str, start: int, place: int) -> bool:
    """Say whether the letter before ``place`` completes the word before it, as in "vitamin C"."""
    words = text[max(start, place - 2 * _LONGEST) : place].split(" ")
    return len(words) > 1 and words[-2].lower().lstrip("(\"'") in _LETTERED


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of the clauses of one folded sentence, without the spaces around them.

    They do not overlap and leave out nothing but spaces. A clause ends where the scope of a cue does in the ConText
    algorithm (Harkema et al. 2009): at ``;`` and ``:``, around brackets, at a spaced dash, before words that begin a
    contrast and before ``and`` with a subject and a verb. A comma alone ends none: it may be one of a list.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for cut in (*(match.end() for match in _CLAUSE_END.finditer(text.lower())), len(text)):
        piece = text[start:cut]
        begin = cut - len(piece.lstrip(" "))
        end = start + len(piece.rstrip(" "))
        if end > begin:
            found.append((begin, end))
        start = cut
    return found
