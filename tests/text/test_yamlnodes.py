"""The YAML reader: text as written, true places, and a clear refusal of all that it does not take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.errors import PackError
from claimlint.text import yamlnodes
from claimlint.text.yamlnodes import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    YamlMapping,
    YamlNode,
    YamlScalar,
    YamlSequence,
    parse_yaml,
)

MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{b}: &{b}\n  <<: [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(text: str) -> str:
    with pytest.raises(PackError) as caught:
        parse_yaml(text, "p.yaml")
    return str(caught.value)


def test_every_value_is_text_with_its_place() -> None:
    text = "a: 1.10\nb: [no, 'it''s']\n\"c d\":\n  - >\n    two\n    lines\n  - 2026-11-21\ne:\nf: ~\ng: '~'\n"
    assert parse_yaml(text, "p.yaml") == YamlMapping(
        (
            (YamlScalar("a", 1, 1, False), YamlScalar("1.10", 1, 4, False)),
            (
                YamlScalar("b", 2, 1, False),
                YamlSequence((YamlScalar("no", 2, 5, False), YamlScalar("it's", 2, 9, True)), 2, 4),
            ),
            (
                YamlScalar("c d", 3, 1, True),
                YamlSequence((YamlScalar("two lines\n", 4, 5, True), YamlScalar("2026-11-21", 7, 5, False)), 4, 3),
            ),
            (YamlScalar("e", 8, 1, False), YamlScalar("", 8, 3, False)),
            (YamlScalar("f", 9, 1, False), YamlScalar("", 9, 4, False)),
            (YamlScalar("g", 10, 1, False), YamlScalar("~", 10, 4, True)),
        ),
        1,
        1,
    )


@pytest.mark.parametrize("text", ["", "\ufeff", "# only this\n", "\n\n"])
def test_nothing_is_an_empty_scalar(text: str) -> None:
    assert parse_yaml(text, "p.yaml") == YamlScalar("", 1, 1, False)


def test_places_are_those_of_an_editor() -> None:
    root = parse_yaml("\ufeffé: 𝒳\r\nb: c\rd: e\n", "p.yaml")
    assert isinstance(root, YamlMapping)
    assert [(key.line, key.column, value.column) for key, value in root.entries if isinstance(value, YamlScalar)] == [
        (1, 1, 4),
        (2, 1, 4),
        (3, 1, 4),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1", "1:4: the anchor &x is not allowed; write the value out where needed"),
        ("- &x [1]", "1:3: the anchor &x is not allowed; write the value out where needed"),
        ("a: *x", "1:4: the alias *x is not allowed; write the value out"),
        ("a:\n  <<: {b: c}", "2:3: the merge key << is not allowed; write the keys out"),
        ("a: !!python/name:os.system x", "1:4: the tag tag:yaml.org,2002:python/name:os.system is not allowed"),
        ("a: ! x", "1:4: the tag ! is not allowed; all values are text"),
        ("!x {a: b}", "1:1: the tag !x is not allowed; all values are text"),
        ("a: 1\nb: 2\n'a': 3", "3:1: the key 'a' stands twice; first on line 1"),
        ("[a]: b", "1:1: a key must be plain text, not a list or a mapping"),
        ("a: b\n---\nc", "2:1: a second document starts here; one file holds one document"),
        ("a:\n\tb: c", "2:1: not valid YAML: a tab cannot indent; use spaces"),
        ("a: [b", "1:6: not valid YAML while parsing a flow sequence: expected ',' or ']', but got '<stream end>'"),
        ("a: b: c", "1:5: not valid YAML: mapping values are not allowed here"),
        ('a: "\\U00110000"', "1:1: not valid YAML: an escape or a version after this place is out of range"),
        ("%YAML " + "9" * 5000 + ".1\n---\na", "1:1: not valid YAML: an escape or a version after this place"),
        ('a: "\\0"', "1:4: the escape for U+0000 is not allowed; it is not printable text"),
        ('a: "\\ud800"', "1:4: the escape for U+D800 is not allowed; it is not printable text"),
        ("a: b\0", "1:5: the character U+0000 is not allowed here; remove it"),
        ("a: b\nc: \x1b[2J", "2:4: the character U+001B is not allowed here; remove it"),
        ("a: \ud800", "1:4: the character U+D800 is not allowed here; remove it"),
        ("a: b\u2028c", "1:5: the character U+2028 is not allowed here; remove it"),
        ("a: b\ufeff", "1:5: the character U+FEFF is not allowed here; remove it"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, message: str) -> None:
    assert refusal(text).startswith(f"p.yaml:{message}")


def test_a_quoted_merge_key_is_a_key() -> None:
    assert isinstance(parse_yaml("'<<': a", "p.yaml"), YamlMapping)


def test_nesting_ends_at_the_limit() -> None:
    assert isinstance(parse_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "p.yaml"), YamlSequence)
    assert refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == "p.yaml:1:21: nested more than 20 deep"


def test_size_ends_at_the_limit() -> None:
    assert parse_yaml("#" * MAX_CHARACTERS, "p.yaml") == YamlScalar("", 1, 1, False)
    assert refusal("#" * (MAX_CHARACTERS + 1)) == (
        "p.yaml:1:1: the file has 1,048,577 characters; the most is 1,048,576"
    )


def test_the_number_of_nodes_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlnodes, "MAX_EVENTS", 1_000)
    # Start of stream, of document and of list; then the items; then the three ends.
    root = parse_yaml("- a\n" * 994, "p.yaml")
    assert isinstance(root, YamlSequence)
    assert len(root.items) == 994
    assert refusal("- a\n" * 998) == "p.yaml:998:3: the file has more than 1,000 nodes"


@pytest.mark.parametrize("text", ["[" * 200_000, "{" * 200_000, "- " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused_at_the_limit_and_not_read_on(text: str) -> None:
    assert refusal(text).endswith(": nested more than 20 deep")


def test_the_merge_bomb_is_refused_at_its_first_anchor() -> None:
    assert len(MERGE_BOMB) < 430
    assert refusal(MERGE_BOMB) == "p.yaml:1:4: the anchor &a is not allowed; write the value out where needed"


def places(node: YamlNode) -> list[tuple[int, int]]:
    found = [(node.line, node.column)]
    if isinstance(node, YamlSequence):
        return found + [place for item in node.items for place in places(item)]
    if isinstance(node, YamlMapping):
        return found + [place for entry in node.entries for inner in entry for place in places(inner)]
    return found


yaml_like = st.lists(
    st.sampled_from([
        "a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "[", "]", "{", "}", ",", "'", '"', "|\n", ">\n", "&a ", "*a ",
        "!!str ", "<<: ", "---\n", "...\n", "# c\n", "\t", "%YAML 1.1\n", "\\", "\\x41", "~", "é", "\0", "\x85",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=200), yaml_like))
def test_any_text_is_a_node_or_a_refusal_inside_the_text(text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        found = places(parse_yaml(text, "p.yaml"))
    except PackError as error:
        found = [(error.line, error.column)]
    for line, column in found:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)


@given(st.dictionaries(plain_text, st.lists(plain_text, max_size=4), max_size=4))
def test_quoted_text_comes_back_as_written(data: dict[str, list[str]]) -> None:
    def quote(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    text = "".join(f"? {quote(key)}\n: [{', '.join(map(quote, values))}]\n" for key, values in data.items())
    if any(mark in text for mark in "\ufeff\ufffe\uffff"):
        assert "is not allowed here" in refusal(text)
        return
    root = parse_yaml(text, "p.yaml")
    entries = root.entries if isinstance(root, YamlMapping) else ()
    read = {
        key.value: [item.value for item in value.items if isinstance(item, YamlScalar)]
        for key, value in entries
        if isinstance(value, YamlSequence)
    }
    assert read == data
