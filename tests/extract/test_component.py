"""Components and MDX: what is read of template and code, where it stands, and what cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from extracted import faults, rows, slice_of, source

from claimlint.extract import extract, format_of
from claimlint.model.document import Document

CASES = (Path(__file__).parents[1] / "cases" / "components.md").read_text(encoding="utf-8")
CASE = re.compile(
    r"^## (?P<name>[^\n]+)\n\n```(?P<form>\w+)\n(?P<code>.*?)\n```\n\n(?P<rows>(?:- [^\n]*\n)*)(?=\n## |\Z)",
    re.M | re.S,
)
CLAIM = "It is safe for everyone."


def read(text: str, form: str) -> Document:
    found = format_of(f"page.{form}")
    assert found is not None
    return extract(source(text, f"page.{form}"), found)


@pytest.mark.parametrize("case", [*CASE.finditer(CASES)], ids=lambda case: case["name"])
def test_cases(case: re.Match[str]) -> None:
    document = read(case["code"] + "\n", case["form"])
    # Spaces in a row are one in rendered Markdown, so they count as one here.
    found = [re.sub(" +", " ", " | ".join([kind, text, *map(str, leads)])) for kind, text, leads in rows(document)]
    assert found == [re.sub(" +", " ", row.removeprefix("- ")) for row in case["rows"].splitlines()]
    assert document.incidents == ()
    assert faults(document) == []


def test_every_case_is_read() -> None:
    assert len(CASE.findall(CASES)) == CASES.count("\n## ") == 7


@pytest.mark.parametrize(
    ("form", "code", "words", "place"),
    [
        ("svelte", "<p>It is {'safe'} for</p>", "safe for", "safe'} for"),
        ("svelte", "<p>é {\"It\\u2019s sa\" + 'fe'} for</p>", "It\u2019s safe", "It\\u2019s sa\" + 'fe"),
        ("svelte", "{@html '<b>It</b> is safe'}", "It is", "It</b> is"),
        ("svelte", "<A title={'It is safe'}/>", "safe", "safe"),
        ("vue", "<template><p>It is {{ ok ? 'safe' : 'good' }} for</p></template>", "safe good", "safe' : 'good"),
        ("astro", "<p>It is {ok ? <b>very</b> : 'safe'} for</p>", "safe for", "safe'} for"),
        ("mdx", "It is {'safe for'} all\n", "safe for", "safe for"),
        ("mdx", "<A b={{ title: 'It is safe' }}>\n\nText\n\n</A>\n", "is safe", "is safe"),
    ],
)
def test_words_lead_to_their_place(form: str, code: str, words: str, place: str) -> None:
    assert slice_of(read(code, form), 0, words) == place


@pytest.mark.parametrize(
    ("form", "code", "texts", "incident"),
    [
        ("svelte", f"<p>{{a}}</p>\n<p>{{b {CLAIM}</p>", [f"{{b {CLAIM}"], ("markup", 2)),
        ("astro", f"<p>\n{'{a && <b>' * 40}{{'{CLAIM}'}}{'</b>}' * 40}</p>\n<p>End</p>", ["End"], ("markup", 2)),
        ("mdx", f"text\n\n{{open {CLAIM}\n", ["text", f"{{open {CLAIM}"], ("markup", 3)),
        ("mdx", f"text\n\n<Hero {CLAIM}\n", ["text", f"<Hero {CLAIM}"], ("markup", 3)),
        ("mdx", f"export const a = [\n\n{CLAIM}\n", ["export const a = [", CLAIM], ("markup", 1)),
        ("mdx", f"text\n\nexport const a = 'not closed, {CLAIM}\n", ["text"], ("markup", 3)),
    ],
)
def test_what_cannot_be_read_is_named(form: str, code: str, texts: list[str], incident: tuple[str, int]) -> None:
    document = read(code, form)
    assert [block.text for block in document.blocks] == texts
    assert [(found.kind.value, found.line) for found in document.incidents] == [incident]
