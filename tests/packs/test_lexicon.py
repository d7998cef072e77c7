"""Word lists: their forms, what includes what, and what is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from claimlint.errors import PackError
from claimlint.packs.fields import SourceFile
from claimlint.packs.lexicon import build_lexicon
from claimlint.text.yamlnodes import parse_yaml


def build(text: str, **given: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the lists that the mapping in ``text`` defines."""
    root = parse_yaml(text, "words.yaml")
    return build_lexicon([(SourceFile("words.yaml", tuple(text.split("\n")), root, ""), root)], given)


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("words: [b, aa, a]", ("aa", "a", "b")),
        ("words: [a, a]", ("a",)),
        ("words: [long-term]", ("long term", "long-term")),
        ("words: [long term]", ("long term",)),
        ("words: [state-of-the-art]", ("state of the art", "state-of-the-art")),
        ("words: [-free]", ("-free",)),
        ("words: [a - b]", ("a - b",)),
        ("words: ['100%', '£50', '20°', \"don't\"]", ("don't", "100%", "20°", "£50")),
        ("nouns: [clinic]", ("clinics", "clinic")),
        ("nouns: [tooth|teeth]", ("teeth", "tooth")),
        ("nouns: [loss of hair|losses of hair]", ("losses of hair", "loss of hair")),
        ("nouns: [stem cell]", ("stem cells", "stem cell")),
        ("verbs: [treat]", ("treating", "treated", "treats", "treat")),
        ("verbs: [clear up]", ("clearing up", "cleared up", "clears up", "clear up")),
        ("verbs: [grow|grew|grown]", ("growing", "grown", "grows", "grew", "grow")),
        ("verbs: [fight|fought]", ("fighting", "fights", "fought", "fight")),
        (
            "verbs: [bring|brought|brought back]",
            ("bringing back", "brought back", "brings back", "bring back"),
        ),
        (
            "verbs: [travel|travelled|travelled|travelling]",
            ("travelling", "travelled", "travels", "travel"),
        ),
        (
            "verbs: [kick-start]",
            (
                *("kick starting", "kick-starting", "kick started", "kick-started"),
                *("kick starts", "kick-starts", "kick start", "kick-start"),
            ),
        ),
    ],
)
def test_the_entries_of_a_list(yaml: str, expected: tuple[str, ...]) -> None:
    assert build(f"name: {{{yaml}}}") == {"name": expected}


def test_lists_include_others_whatever_their_order() -> None:
    text = "all: {include: [ab, given], words: [x]}\nab: {include: [a], words: [bb]}\na: {words: [a]}"
    assert build(text, given=("gg",)) == {
        "given": ("gg",),
        "a": ("a",),
        "ab": ("bb", "a"),
        "all": ("bb", "gg", "a", "x"),
    }


def test_a_long_chain_of_lists() -> None:
    names = [f"l{number}" for number in range(3_000)]
    lines = [f"{name}: {{include: [{after}]}}" for name, after in pairwise(names)]
    assert build("\n".join([*lines, f"{names[-1]}: {{words: [end]}}"]))["l0"] == ("end",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name: {words: [a]}", "1:1: the list name 'Name' must be lower-case words joined by '_'"),
        ("a-b: {words: [a]}", "1:1: the list name 'a-b' must be lower-case words joined by '_'"),
        ("given: {words: [a]}", "1:1: the list 'given' is already defined; choose another name"),
        ("a: {}", "1:1: the list 'a' is empty"),
        ("a: {words: []}", "1:1: the list 'a' is empty"),
        ("a: [b]", "1:4: the list 'a' must be a mapping of keys to values, not a list"),
        ("a: {word: [b]}", "1:5: unknown key 'word' in the list 'a'; did you mean 'words'?"),
        ("a: {words: b}", "1:12: 'words' must be a list, not text"),
        ("a: {words: [B]}", "1:13: the entry 'B' must be in lower case"),
        (
            "a: {words: [don’t]}",
            "1:13: the entry 'don’t' can never match, since text is folded; write 'don't'",
        ),
        (
            "a: {words: [café]}",
            "1:13: the entry 'café' can never match, since text is folded; write 'cafe'",
        ),
        (
            "a: {words: ['two  spaces']}",
            "1:13: the entry 'two  spaces' can never match, since text is folded; write 'two spaces'",
        ),
        (
            "a: {words: [' edge']}",
            "1:13: the entry ' edge' can never match, since text is folded; write 'edge'",
        ),
        ("a: {words: ['%']}", "1:13: the entry '%' needs a letter or a digit"),
        ("a: {words: [" + "b" * 101 + "]}", "1:13: the entry '" + "b" * 59 + "…' has more than 100 characters"),
        ("a: {words: [b|c]}", "1:13: 'words' are taken as they are, without '|'; give inflected forms as entries"),
        ("a: {nouns: [b|c|d]}", "1:13: a noun is 'singular' or 'singular|plural'"),
        ("a: {nouns: ['b|']}", "1:13: a noun is 'singular' or 'singular|plural'"),
        (
            "a: {verbs: [a|b|c|d|e]}",
            "1:13: a verb is 'base' or 'base|past|participle|ing' (from the left), then a space and its other words",
        ),
        (
            "a: {verbs: [take off|took off]}",
            "1:13: a verb is 'base' or 'base|past|participle|ing' (from the left), then a space and its other words",
        ),
        (
            "a: {verbs: ['|b']}",
            "1:13: a verb is 'base' or 'base|past|participle|ing' (from the left), then a space and its other words",
        ),
        ("abc: {words: [x]}\nb: {include: [abd]}", "2:15: no list 'abd'; did you mean 'abc'?"),
        ("a: {include: [a]}", "1:15: lists include one another in a circle: a > a"),
        (
            "a: {include: [b]}\nb: {include: [c]}\nc: {include: [b]}",
            "3:15: lists include one another in a circle: b > c > b",
        ),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    with pytest.raises(PackError) as caught:
        build(text, given=("g",))
    assert str(caught.value) == f"words.yaml:{expected}"


def test_a_list_defined_in_two_files() -> None:
    parts = []
    for path, text in (("one.yaml", "a: {words: [b]}"), ("two.yaml", "x: {words: [y]}\na: {words: [c]}")):
        root = parse_yaml(text, path)
        parts.append((SourceFile(path, tuple(text.split("\n")), root, ""), root))
    with pytest.raises(PackError) as caught:
        build_lexicon(parts, {})
    assert str(caught.value) == "two.yaml:2:1: the list 'a' is already defined in one.yaml:1"


def test_a_list_has_a_limit_of_entries() -> None:
    exactly = ", ".join(f"w{number}" for number in range(5_000))
    assert len(build(f"a: {{words: [{exactly}]}}")["a"]) == 5_000
    with pytest.raises(PackError) as caught:
        build(f"a: {{words: [{exactly}, more]}}")
    assert str(caught.value) == "words.yaml:1:1: the list 'a' has 5,001 entries; the limit is 5,000"


def test_lists_that_include_one_another_have_a_limit_in_all() -> None:
    words = ", ".join(f"w{number}" for number in range(5_000))
    lists = "\n".join(f"l{number}: {{include: [l0]}}" for number in range(1, 41))
    with pytest.raises(PackError) as caught:
        build(f"l0: {{words: [{words}]}}\n{lists}")
    expected = "words.yaml:41:1: with the list 'l40' the lexicon has more than 200,000 entries in all"
    assert str(caught.value) == expected
