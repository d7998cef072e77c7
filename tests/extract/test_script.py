"""Components and modules: what is read, where it stands, and what broken or endless code comes to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from extracted import faults, rows, slice_of, source

from claimlint.extract import Format, extract
from claimlint.model.document import Document

CASES = (Path(__file__).parents[1] / "cases" / "jsx.md").read_text(encoding="utf-8")
CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n\n```(?P<form>tsx?)\n(?P<code>.*?)\n```\n\n(?P<rows>(?:- [^\n]*\n)*)", re.M | re.S
)
FORMS = {"tsx": Format.JSX, "ts": Format.TYPESCRIPT}
DEEP = 20_000
CLAIM = "It is safe for everyone."


def read(text: str, form: Format = Format.JSX) -> Document:
    return extract(source(text, "page.tsx"), form)


def shown(document: Document) -> list[str]:
    """Return the blocks as the cases write them."""
    return [
        " | ".join([kind, text.replace("\u00a0", " ").replace("\n", "⏎"), *map(str, leads)])
        for kind, text, leads in rows(document)
    ]


@pytest.mark.parametrize("case", [*CASE.finditer(CASES)], ids=lambda case: case["name"])
def test_cases(case: re.Match[str]) -> None:
    document = read(case["code"], FORMS[case["form"]])
    expected = [" ".join(row.removeprefix("- ").split(" ")) for row in case["rows"].splitlines()]
    # Two spaces in a row are one in rendered Markdown, so they count as one here.
    assert [re.sub(" +", " ", row) for row in shown(document)] == [re.sub(" +", " ", row) for row in expected]
    assert document.incidents == ()
    assert faults(document) == []


def test_every_case_is_read() -> None:
    assert len(CASE.findall(CASES)) == CASES.count("\n```ts") == 14


@pytest.mark.parametrize(
    ("code", "words", "place"),
    [
        ("const a = <p>It is <b>safe</b>{' '}\n  for all</p>", "safe for", "safe</b>{' '}\n  for"),
        ("const a = <p>It is safe{/* so */} for all</p>", "safe for", "safe{/* so */} for"),
        ("const a = <p>Ünïcödé 日本 👩\u200d⚕️ safe&nbsp;for</p>", "safe\u00a0for", "safe&nbsp;for"),
        ("const title = 'It\\u2019s sa' +\n  `fe`", "safe", "sa' +\n  `fe"),
        ("const title = `It is ${x} safe`", "is   safe", "is ${x} safe"),
        ("const a = <A title='It is\n  safe' />", "is\n  safe", "is\n  safe"),
        ("const title = 'A <b>safe</b> way'", "safe way", "safe</b> way"),
    ],
)
def test_words_lead_to_their_place(code: str, words: str, place: str) -> None:
    assert slice_of(read(code), 0, words) == place


def test_comments_are_kept_with_their_places() -> None:
    text = (
        "// one\nconst a = <p>{/* two */}b</p>; /** three\n*/\nconst url = 'http://x'; import {\n// four\nb } from 'c'"
    )
    document = read(text)
    assert [comment.text for comment in document.comments] == [" one", " two ", "* three\n", " four"]
    assert [text[comment.span.start : comment.span.end] for comment in document.comments] == [
        "// one", "/* two */", "/** three\n*/", "// four",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "texts", "line"),
    [
        (f"const a = 1;\nexport const b = () => <div><p>{CLAIM}", [CLAIM], 2),
        (f'const a = "{CLAIM}";\nconst b = "not closed here\nconst c = "{CLAIM}";', [CLAIM], 2),
        (f"const a = <p>{CLAIM} 3 > 2 is known to all</p>;", [f"{CLAIM} 3 > 2 is known to all"], 1),
    ],
)
def test_broken_code_is_read_as_far_as_it_goes_and_named(code: str, texts: list[str], line: int) -> None:
    document = read(code)
    assert [block.text for block in document.blocks][: len(texts)] == texts
    assert [(incident.kind.value, incident.line) for incident in document.incidents] == [("markup", line)]


@pytest.mark.parametrize(
    "code",
    [
        f"const a = {'<div>' * DEEP}{CLAIM}{'</div>' * DEEP};",
        f"const a = {'<b>' * DEEP}{CLAIM}{'</b>' * DEEP};",
        f"const a = {'[' * DEEP}'{CLAIM}'{']' * DEEP};",
        f"const a = {'{a:' * DEEP}'{CLAIM}'{'}' * DEEP};",
        f"const a = {'b?c:' * DEEP}'{CLAIM}';",
        f"const a = <p>{'{<b>' * DEEP}{CLAIM}{'</b>}' * DEEP}</p>;",
        f"const a = <p>{{{'b && ' * DEEP}'{CLAIM}'}}</p>;",
        f"const a = <p>{' ' * 10 * DEEP}{CLAIM}</p>;",
        f"const a = {'`${' * DEEP}1{'}`' * DEEP}; const b = '{CLAIM}';",
        f"const a = '{CLAIM}'{' + ``' * DEEP};",
    ],
    ids=range(10),
)
def test_depth_costs_nothing_but_its_length(code: str) -> None:
    document = read(code)
    assert [block.text for block in document.blocks] == [CLAIM]
    assert document.incidents == ()


def test_casts_of_typescript_are_no_elements() -> None:
    text = "const title = <string>'It is safe'; const b = <T>(x: T) => x;"
    assert shown(read(text, Format.TYPESCRIPT)) == ["heading:3 | It is safe"]


def test_nul_and_odd_white_space() -> None:
    document = read("const\u00a0title\ufeff= 'It\0 is\u2028safe'")
    assert shown(document) == ["heading:3 | It\0 is\u2028safe"]
    assert document.incidents == ()
