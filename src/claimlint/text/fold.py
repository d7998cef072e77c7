"""Folding: one plain spelling for text that reads the same.

What folding must see through is listed in Unicode's UTS #39 (lookalikes) and UAX #15 (compatibility forms); it leaves
other scripts as they are. Every change of length is kept in a map, so that findings land on what was written.
"""

# Characters that look alike are what this is about.
# ruff: noqa: RUF001

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.span import Piece, SourceMap, SourceMapBuilder
from claimlint.text.characters import BIDI_CONTROLS, COMBINING_MARKS, HANGUL_FILLERS, IGNORABLES, TAGS

_SINGLE_QUOTES = "‘’‚‛′‵‹›ʹʻʼʽˈ´՚❛❜＇"
_DOUBLE_QUOTES = "“”„‟″‶«»ʺ❝❞〝〞〟＂"
_DASHES = "‐‑‒–—―−˗➖"
# Letters of no language's spelling, or of none that folding could harm, that look like plain ones.
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡƦⱭꞬꞮ", "abcdefghijklmnoprstuvwyzagRAGI")
_BOXED = (0x1F150, 0x1F170)
"""The first of the white-on-black capitals in circles and in squares; compatibility forms know only the others."""
_KEPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Superscript digits stay: in "proven¹" the note must not become a part of the word."""
_DROPPED = "™℠®"
"""Signs of trade marks, which stick to names: "PRP®" is read as "PRP"."""

# Cyrillic, Greek, Armenian, and Latin letters without their dots.
_LOOKALIKES = {
    **str.maketrans("АВЕЅІЈКМНОРСТУХѴԀԚԜҺӀаеѕіјорсухѵԁԛԝһӏ", "ABESIJKMHOPCTYXVDQWHlaesijopcyxvdqwhl"),
    **str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ", "ABEZHIKMNOPTYXaikvopux"),
    **str.maketrans("ՕՍՀՈՑօսհոց", "OUHNGouhng"),
    **str.maketrans("ıȷ", "ij"),
}
_LOOKALIKE_SET = frozenset(map(chr, _LOOKALIKES))
_LOOKALIKE = lazy_pattern(f"[{''.join(sorted(_LOOKALIKE_SET))}]")
_WORD = lazy_pattern(r"[^\W\d_]+")
_LATIN = lazy_pattern("[A-Za-z]")

_ASCII = bytes(range(128))
_DROP = lazy_pattern(f"[{_DROPPED}{IGNORABLES}]")
_MARK = lazy_pattern(f"[{COMBINING_MARKS}]")
_KEPT_DIGIT = lazy_pattern(f"([{_KEPT}])")
_SPACES = lazy_pattern("  +")
_BEYOND = lazy_pattern("[^\0-\x7f][^\0-\x1f!-\x7f]*")
# The same, and runs of spaces.
_UNSETTLED = lazy_pattern("[^\0-\x7f][^\0-\x1f!-\x7f]*| [^\0-\x1f!-\x7f]+")
_MAX_REPLACEMENTS = 8
"""From so many different characters on, one pass that looks at each character is faster than a pass for each."""

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_SUSPICIOUS = lazy_pattern(f"{_FLAG}|([{BIDI_CONTROLS}{TAGS}{HANGUL_FILLERS}])")


class Folded(NamedTuple):
    """Folded text, with its case in ``text`` and without in ``lower``, which has the same length.

    ``map`` leads from it to the text that was folded; ``None`` means that every character stands at its old offset.
    """

    text: str
    lower: str
    map: SourceMap | None


def fold(text: str) -> Folded:
    """Fold ``text``; folding what is folded changes nothing.

    Compatibility forms become plain (NFKC, but superscript digits stay and signs of trade marks go), quotes and dashes
    become ``'``, ``"`` and ``-``, ignorable characters and the marks on Latin letters go, letters of other scripts
    that look Latin become Latin in a word that holds a Latin letter, and a run of white space becomes one space.
    """
    text = _plain_white_space(text)
    if text.isascii():
        if "  " not in text:
            return Folded(text, text.lower(), None)
        return _collapsed(text)
    beyond = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    folds = {char: _FOLDS[ord(char)] for char in beyond}
    text = _replaced(text, {ord(char): new for char, new in folds.items() if len(new) == 1 and new != char})
    if any(len(new) != 1 or _may_join(new) for new in folds.values()):
        return _settled(text)
    if not _LOOKALIKE_SET.isdisjoint(folds.values()):
        text = _without_lookalikes(text)
    if "  " not in text:
        return Folded(text, text.lower(), None)
    return _collapsed(text)


def suspicious(text: str) -> tuple[tuple[int, str], ...]:
    """Return the offset and the Unicode name of each character that hides text from readers or from tools.

    These are bidi embeddings, overrides and isolates, tag characters outside the flags of regions, and Hangul fillers.
    """
    if text.isascii():
        return ()
    found = (match for match in _SUSPICIOUS.finditer(text) if match.group(1))
    return tuple((match.start(), unicodedata.name(match.group())) for match in found)


class _Folds(dict[int, str]):
    """What each character folds to on its own, by code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = new = _fold_char(chr(code))
        return new


def _fold_char(char: str) -> str:
    code = ord(char)
    if char.isascii() or char in _KEPT:
        return char
    if char in _SINGLE_QUOTES:
        return "'"
    if char in _DOUBLE_QUOTES:
        return '"'
    if char in _DASHES or unicodedata.category(char) == "Pd":
        return "-"
    if _DROP.match(char) or _MARK.match(char):
        return ""
    if char.isspace() or char == "\u2800":  # the Braille pattern without a dot
        return " "
    for first in _BOXED:
        if first <= code < first + 26:
            return chr(ord("A") + code - first)
    plain = unicodedata.normalize("NFKC", char).translate(_SMALL_CAPITALS)
    if plain != char:
        return "".join(map(_fold_char, plain))
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() and base.isalpha() else char


_FOLDS = _Folds()


def _may_join(char: str) -> bool:
    """Say whether NFKC may join the character to the one before it, or move it: a mark, or a part of a syllable."""
    return not char.isascii() and (unicodedata.category(char)[0] == "M" or "\u1100" <= char <= "\u11ff")


def _plain_white_space(text: str) -> str:
    """Turn the white space of ASCII, but for runs, into spaces."""
    for char in "\n\t\r\f\v":
        if char in text:
            text = text.replace(char, " ")
    return text


def _replaced(text: str, changes: dict[int, str]) -> str:
    if len(changes) > _MAX_REPLACEMENTS:
        return text.translate(changes)
    for code, new in changes.items():
        text = text.replace(chr(code), new)
    return text


def _collapsed(text: str) -> Folded:
    """Fold text in which runs of spaces are all that is left to fold."""
    plain = _SPACES.sub(" ", text)
    return Folded(plain, plain.lower(), SourceMap(_around_runs(text), len(plain)))


def _around_runs(text: str) -> Iterator[Piece]:
    """Yield the pieces of ``text`` between runs of spaces, and a space for each run."""
    done = 0
    for run in _SPACES.finditer(text):
        start, end = run.span()
        if start > done:
            yield text[done:start], done, start, True
        yield " ", start, end, False
        done = end
    if done < len(text):
        yield text[done:], done, len(text), True


def _settled(text: str) -> Folded:
    """Fold text in which characters are dropped, join or become several.

    Invariant: nothing outside a run and the character before it changes in length, because ASCII joins only with marks
    that follow it.
    """
    parts: list[str] = []
    done, builder = 0, SourceMapBuilder()
    for run in (_UNSETTLED if "  " in text else _BEYOND).finditer(text):
        old = text[max(run.start() - 1, done) : run.end()]
        head, new, tail = _short_change(old) if len(old) <= _SHORT else _change(old)
        start, end = run.end() - len(old) + head, run.end() - tail
        if start == end:
            continue
        parts += (text[done:start], new)
        builder.add(start - done, done, start, exact=True)
        builder.add(len(new), start, end, exact=False)
        done = end
    parts.append(text[done:])
    builder.add(len(text) - done, done, len(text), exact=True)
    plain = "".join(parts)
    if not plain.isascii():
        plain = _without_lookalikes(plain)
    return Folded(plain, plain.lower(), builder.build() if done else None)


def _change(run: str) -> tuple[int, str, int]:
    """Fold a run; return how much stays at its start, what the rest becomes, and how much stays at its end.

    Where characters only go, the one before them does not count as staying: it stands for itself and them.
    """
    new = _fold_run(run)
    shorter = min(len(run), len(new))
    head = next((index for index in range(shorter) if run[index] != new[index]), shorter)
    left = shorter - head
    tail = next((index for index in range(left) if run[-1 - index] != new[-1 - index]), left)
    if head and head + tail == len(new) < len(run):
        head -= 1
    return head, new[head : len(new) - tail], tail


_short_change = lru_cache(maxsize=4096)(_change)
_SHORT = 8
"""Only runs up to this length are remembered: they are the ones that come again, and memory stays bounded."""


def _fold_run(run: str) -> str:
    """Fold a run as a whole, until nothing changes: what one step drops may part what the next one joins."""
    while True:
        parts = _KEPT_DIGIT.split(_DROP.sub("", run))
        plain = "".join(part if part in _KEPT else unicodedata.normalize("NFKC", part) for part in parts)
        plain = _SPACES.sub(" ", plain.translate(_FOLDS))
        if plain == run:
            return plain
        run = plain


def _without_lookalikes(text: str) -> str:
    return _WORD.sub(_latin_word, text) if _LOOKALIKE.search(text) and _LATIN.search(text) else text


def _latin_word(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LOOKALIKES) if not word.isascii() and _LATIN.search(word) else word
