"""Copy in JSON: what it says, where it stands, and what is said of JSON that is none."""

from __future__ import annotations

import json

import pytest
from extracted import faults, rows, slice_of, source
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract.data import is_translations
from claimlint.extract.jsondata import extract_json, string_pieces
from claimlint.model.document import Document

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(max_size=4) | st.sampled_from(["title", "text", "id"]), inner)
    ),
    max_leaves=20,
)


def read(text: str, path: str = "data/page.json") -> Document:
    return extract_json(source(text, path))


def said(value: object, key: str = "") -> list[tuple[str, str]]:
    """Return every string value under its key, in the order of the file."""
    if isinstance(value, dict):
        return [pair for name, inner in value.items() for pair in said(inner, name)]
    if isinstance(value, list):
        return [pair for inner in value for pair in said(inner, key)]
    return [(key, value)] if isinstance(value, str) else []


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_the_strings_of_any_json_are_read_as_the_library_reads_them(
    value: object, ascii_: bool, indent: int | None
) -> None:
    text = json.dumps({"text": value}, ensure_ascii=ascii_, indent=indent)
    document = read(text)
    assert document.incidents == ()
    assert faults(document) == []
    # No look decides under the key "text", and no mark is in these: each string with a letter is one block, or none.
    plain = [(key, " ".join(item.split())) for key, item in said(value, "text") if not set(item) & set("<&{%\n$/:")]
    expected = [item for key, item in plain if key == "text" and any(map(str.isalpha, item))]
    found = [" ".join(block.text.split()) for block in document.blocks if block.name.split(".")[-1] == "text"]
    assert [item for item in expected if item not in found] == []


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_any_string_is_read_as_the_library_reads_it(text: str, ascii_: bool) -> None:
    written = json.dumps(text, ensure_ascii=ascii_)
    pieces = string_pieces(written, 1, len(written) - 1)
    assert "".join(piece[0] for piece in pieces) == text
    place = 1
    for said_, start, end, exact in pieces:
        assert start == place
        assert not exact or written[start:end] == said_
        place = end
    assert place == max(len(written) - 1, 1)


COPY = st.sampled_from(
    ["", "Ask us:", "  four words of text ", 'say "this" to C:\\ all', "a <b>b</b> c &amp; d", "$5 to $t(x) y z"]
)
PAGES = st.recursive(
    COPY | st.text(max_size=5) | st.integers() | st.none(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["title", "text", "items", "\\", '"', "cta"]), inner)
    ),
    max_leaves=20,
).filter(lambda value: isinstance(value, (dict, list)))


@given(PAGES, st.booleans(), st.sampled_from([None, 2]))
def test_json_cut_at_its_quotation_marks_gives_what_the_wider_grammar_gives(
    value: object, ascii_: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_, indent=indent)
    fast, slow = read(text), read(f"{text}\n// a comment, which JSON has none of")

    assert [(block._replace(map=None), block.map.segments()) for block in fast.blocks] == [
        (block._replace(map=None), block.map.segments()) for block in slow.blocks
    ]
    assert not fast.incidents + slow.incidents


def test_a_pair_of_surrogates_is_one_character() -> None:
    document = read('{"text": "a \\ud83d\\ude00 b"}')
    assert rows(document) == [("paragraph:text", "a \U0001f600 b", ())]
    assert slice_of(document, 0, "\U0001f600") == "\\ud83d\\ude00"


def test_keys_and_looks_decide() -> None:
    text = """{"title": "Home", "id": "one two three four", "x": "one two three four", "y": "one two", "n": 5,
        "list": [{"points": ["First", "Second"]}], "a": {"de": "eins zwei drei vier", "text": {"de": "eins"}}}"""
    assert rows(read(text)) == [
        ("title:title", "Home", ()),
        ("paragraph:x", "one two three four", ()),
        ("list-item:list.points", "First", ()),
        ("list-item:list.points", "Second", ()),
        ("paragraph:a.de", "eins zwei drei vier", ()),
        ("paragraph:a.text.de", "eins", ()),
    ]


def test_a_list_is_led_by_the_text_before_it() -> None:
    assert rows(read('{"intro": "PRP can help with:", "points": ["alopecia", "acne"], "text": "x"}')) == [
        ("paragraph:intro", "PRP can help with:", ()),
        ("list-item:points", "alopecia", (0,)),
        ("list-item:points", "acne", (0,)),
        ("paragraph:text", "x", ()),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("locales/en/home.json", True),
        ("src/i18n/x.json", True),
        ("en.json", True),
        ("de-AT.json", True),
        ("messages.json", True),
        ("app_en.arb", True),
        ("site.en.yml", False),
        ("data/treatments.json", False),
        ("js.json", False),
    ],
)
def test_translations_are_known_by_their_place(path: str, expected: bool) -> None:
    assert is_translations(path) is expected


def test_what_is_no_json_is_read_and_named() -> None:
    document = read('{"title": "First",\n "text": "Second",\n oops\n "text": "Third" "x"\n')
    assert [block.text for block in document.blocks] == ["First", "Second", "Third", "x"]
    assert [(incident.kind.value, incident.line) for incident in document.incidents] == [("markup", 3)]
    assert "not valid JSON" in document.incidents[0].detail


def test_json5_is_no_fault() -> None:
    document = read("// note\n{title: 'It\\'s', /* two */ 'text': \"x\",}\n", "a.json5")
    assert [block.text for block in document.blocks] == ["It's", "x"]
    assert document.incidents == ()
    assert [comment.text for comment in document.comments] == [" note", " two "]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 300 + "]" * 300])
def test_depth_is_limited(text: str) -> None:
    assert [incident.line for incident in read(text).incidents] == [1]
    assert "nested" in read(text).incidents[0].detail


def test_numbers_of_any_length_are_fine() -> None:
    assert read('{"n": ' + "1" * 10_000 + ', "text": "x"}').incidents == ()


def test_an_empty_file_holds_nothing() -> None:
    assert read(" \n") == Document(source(" \n", "data/page.json"), (), is_page=False)
