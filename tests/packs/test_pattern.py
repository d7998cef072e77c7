"""The pattern language: what is refused and where, what an expression looks like, which words the gate asks for."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from claimlint.engine.match import PatternSet
from claimlint.engine.vocabulary import Vocabulary
from claimlint.model.rule import Library, Pattern
from claimlint.packs.gate import NUMBER, gate_index
from claimlint.packs.pattern import PatternError, WordTable, compile_pattern

LISTS = {
    "treatment": ("platelet-rich plasma", "stem cells", "exosomes", "prp"),
    "regrow": ("regrows", "regrow", "restore"),
    "rank": ("#1", "no. 1", "100%"),
    "many": tuple(f"word{number}" for number in range(60)),
}


def gate(text: str) -> list[tuple[str, ...]]:
    table = WordTable()
    pattern = compile_pattern(text, LISTS, table)
    return [tuple(table.words[index].split(" ")) for index in pattern.gate]


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "is empty", 0),
        ("a" * 2001, "is longer than 2,000 characters", 2000),
        (" safe", "starts or ends with a space", 0),
        ("very  safe", "holds two spaces in a row, which no folded text does", 4),
        ("safe)", "has a ')' without its '('", 4),
        ("(safe", "has a '(' that is not closed", 0),
        ("safe [ab", "has a '[' that is not closed", 5),
        ("*safe", "has nothing before '*' to repeat", 0),
        (r"\bsafe\b*", "repeats something that takes no characters of its own", 8),
        ("safe{3,2}", "repeats up to 2 times; the limit is 100", 4),
        ("safe(?i)", "uses '(?i)', which patterns do not know", 4),
        (r"safe \x", r"uses '\x', which patterns do not know", 5),
        ("café", "holds 'é', which folding changes; write it without accents", 3),
        ("a {~0} b", "has a gap of 0 words; from 1 to 12 are possible", 2),
        ("a{~2} b", "needs a space before and after a gap", 1),
        ("a {treatmen} b", "names the list 'treatmen', which is not in the lexicon; did you mean 'treatment'?", 2),
        ("a {Treatment}", "has a '{' that starts neither a list nor a gap", 2),
        ("{treatment}s work", "puts a letter beside {treatment}; a list stands for whole words", 0),
        ("(a+)+ safe", "repeats a repetition, which can take for ever; repeat only the inner one", 0),
        ("(a {~3} b)* safe", "repeats a gap, which can take for ever", 0),
        ("a+ b+ c+ d+ e+", "repeats without end in 5 places; the limit is 4", 0),
        ("safe" + "(" * 40, "nests more than 30 deep", 35),
        (r"%\w+", "holds no word that every match must contain; add one, or split it into several patterns", 0),
        ("x.y", "holds no word that every match must contain; add one, or split it into several patterns", 0),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused_at_its_fault(text: str, message: str, offset: int) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(text, LISTS, WordTable())
    assert (caught.value.message, caught.value.offset) == (message, offset)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("100% Safe", r"(?<!\w)100% safe(?!\w)"),
        ("safe (now|soon)", r"(?<!\w)safe (?:now|soon)(?!\w)"),
        ("safe|sound", r"(?<!\w)(?:safe|sound)(?!\w)"),
        ("safe!", "(?<!\\w)safe!"),
        ("(safe|!) now", r"(?:(?<!\w)|(?!\w))(?:safe|!) now(?!\w)"),
        ("“safe” – now", r'"safe" - now(?!\w)'),
        ("a {~2} b", r'(?<!\w)a (?:[^\s,;:!?()"]+ ){0,2}b(?!\w)'),
        ("{treatment} works", "(?<!\\w)(?<!\\w)(?:\x02treatment\x03)(?!\\w) works(?!\\w)"),
        ("safe$", r"(?<!\w)safe(?=[.!]*$)(?!\w)"),
        (r"see \(now\)", r"(?<!\w)see \(now\)"),
        ("(?P<claim>safe) now", r"(?<!\w)(?P<claim>safe) now(?!\w)"),
    ],
)
def test_expression(text: str, expression: str) -> None:
    assert compile_pattern(text, LISTS, WordTable()).expression == expression


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fda[- ]approved", [("approved",), ("fda",), ("fda+approved",)]),
        ("guarantee(s|d)?", [("guarantee", "guaranteed", "guarantees")]),
        (
            "{treatment} {~3} {regrow} scalp",
            [
                ("exosomes", "platelet+rich", "prp", "stem+cells"),
                ("regrow+scalp", "regrows+scalp", "restore+scalp"),
                ("scalp",),
            ],
        ),
        ("cure.*pain y", [("y",)]),
        ("cure( it)? for good", [("for+good",), ("cure+for", "cure+it"), ("cure",)]),
        (r"cure\w* pain", [("pain",)]),
        (r"cure\b.* pain", [("cure",), ("pain",)]),
        ("(safe|sound)( and (safe|sound))? now", [("now",), ("safe+now", "sound+now")]),
        ("(?!never )safe", [("safe",)]),
        (r"\d+% cure", [("cure",), (NUMBER,), ("%",)]),
        ("[£$] ?off (now)?!", [("off",), ("$", "£"), ("!",)]),
        ("^after: cure", [("after+cure",), ("\x04+after",), ("cure",)]),
        (r"(\d{1,3}|one) cure", [("cure",), (NUMBER, "one")]),
        (r"x\d cure", [("cure",)]),
        (r"9\d% cure", [("cure",), (NUMBER,), ("%",)]),
        ("{rank} clinic", [("clinic",), ("1+clinic", "100+clinic")]),
    ],
)
def test_gate_words_are_those_that_every_match_holds(text: str, words: list[tuple[str, ...]]) -> None:
    assert sorted(gate(text)) == sorted(words)


ATOMS = st.sampled_from(
    [
        "safe",
        "cure",
        "no",
        "a",
        "{treatment}",
        "{regrow}",
        "{rank}",
        "{many}",
        "[- ]",
        r"\d",
        r"\w*",
        ".",
        "s?",
        "-",
        "%",
        r"\b",
        "[.!]+",
        "[%:]",
        r"\w+,",
        "less",
        "kg",
        " ?",
        ".{0,9}",
        "[a-z-]{2,5}",
    ]
)


def patterns() -> st.SearchStrategy[str]:
    joined = st.lists(ATOMS, min_size=1, max_size=4).map(" ".join)
    glued = st.lists(ATOMS, min_size=1, max_size=3).map("".join)
    base = joined | glued
    either = st.tuples(base, base).map(lambda pair: f"({pair[0]}|{pair[1]})")
    optional = st.tuples(base, base).map(lambda pair: f"{pair[0]}( {pair[1]})?")
    gapped = st.tuples(base, base).map(lambda pair: f"{pair[0]} {{~2}} {pair[1]}")
    looking = st.tuples(base, base).map(lambda pair: f"{pair[0]}(?! {pair[1]})")
    several = st.lists(joined, min_size=3, max_size=5).map(lambda some: f"({'|'.join(some)})")
    or_nothing = several.map(lambda choice: f"safe{choice[:-1]}|) cure")
    started = base.map(lambda inner: f"^{inner}")
    ended = base.map(lambda inner: f"{inner}$")
    maybe_started = base.map(lambda inner: f"(^|no ){inner}")
    part = started | ended | maybe_started | base | either | optional | gapped | looking | several | or_nothing
    return st.lists(part, min_size=1, max_size=3).map(" ".join)


TEXTS = st.lists(
    st.sampled_from(
        [
            "safe",
            "safes",
            "cure",
            "cures",
            "no",
            "a",
            "prp",
            "stem cells",
            "stem",
            "platelet-rich plasma",
            "regrows",
            "word7",
            "word70",
            "#1",
            "100%",
            "5",
            "-",
            "é",
            "s",
            "%",
            "x_y",
            "unsafe",
            "fail-safe",
            "safe!",
            "cure.",
            "no,",
            "lessen:",
            "unless",
            "5kg",
            "70 kg",
        ]
    ),
    max_size=9,
).map(" ".join)


def library_of(table: WordTable, patterns: list[Pattern]) -> Library:
    """Return a library that holds no more than what patterns are matched by."""
    used = {index for pattern in patterns for index in pattern.gate}
    index = gate_index({index: table.words[index] for index in sorted(used)})
    return Library((), LISTS, table.words, index, (), {}, {})


@settings(max_examples=600, deadline=None)
@given(st.lists(patterns(), min_size=1, max_size=4), TEXTS)
def test_gate_and_reduced_lists_find_what_full_patterns_find_one_by_one(sources: list[str], text: str) -> None:
    table = WordTable()
    compiled = []
    for source in sources:
        try:
            compiled.append(compile_pattern(source, LISTS, table))
        except PatternError:
            continue
    gated = PatternSet(compiled, Vocabulary(library_of(table, compiled)))
    found = {(hit.number, hit.start, hit.end) for hit in gated.hits(text)}
    expected = set()
    for number, pattern in enumerate(compiled):
        full = re.sub("\x02(\\w+)\x03", lambda name: "|".join(map(regex.escape, LISTS[name[1]])), pattern.expression)
        expected |= {(number, *match.span()) for match in regex.finditer(full, text) if match[0]}
    assert found == expected
