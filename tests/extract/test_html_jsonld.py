"""The prose in JSON-LD and its exact places."""

from __future__ import annotations

import pytest

from claimlint.extract.html import html_blocks
from claimlint.model.document import Incident, IncidentKind
from claimlint.model.span import Span

OPEN, CLOSE = '<script type="application/ld+json">', "</script>"


def page(json: str) -> str:
    return f"<p>before</p>\n{OPEN}{json}{CLOSE}<p>after</p>"


def strings(html: str) -> list[tuple[str, str]]:
    return [(block.name, block.text) for block in html_blocks(html).blocks if block.kind == "json-ld"]


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        ('{"@type": "Thing", "name": "A", "url": "B", "slogan": "C"}', [("name", "A"), ("slogan", "C")]),
        ('{"a": {"description": "A"}, "b": [{"text": "B"}]}', [("description", "A"), ("text", "B")]),
        ('{"award": ["A", "B", {"url": "x"}, "C"], "d": "D"}', [("award", "A"), ("award", "B"), ("award", "C")]),
        ('{"description": {"@value": "A", "@language": "en"}}', [("description", "A")]),
        ('{"description": "", "name": " ", "keywords": "cure", "sameAs": ["x"]}', []),
        ('[{"headline": "A"}, "loose"]', [("headline", "A")]),
        ('{"text": "a\\u0026b \\"c\\" d\\/e\\\\"}', [("text", 'a&b "c" d/e\\')]),
        ('{"text": "\\ud83d\\ude00 \\ud800x"}', [("text", "\U0001f600 \ufffdx")]),
        ('{"text": "<p>An <b>FDA<\\/b>-approved</p><p>pen &amp; cap"}', [("text", "An FDA-approved  pen & cap")]),
        ('{"text": "\\u003cb\\u003eFDA\\u003c/b\\u003e-approved"}', [("text", "FDA-approved")]),
        ('{"text": "5 < 6 and 7 > 3"}', [("text", "5 < 6 and 7 > 3")]),
        ('{"name": {{ x | json }}, "text": "our {{ y }} cure"}', [("text", "our   cure")]),
    ],
)
def test_strings_under_prose_keys_are_copy(json: str, expected: list[tuple[str, str]]) -> None:
    html = page(json)

    assert strings(html) == expected
    assert html_blocks(html).incidents == ()


@pytest.mark.parametrize(
    ("json", "part", "expected"),
    [
        ('{"text": "caf\\u00e9 \\u2013 safe"}', "caf\xe9", "caf\\u00e9"),
        ('{"text": "caf\\u00e9 \\u2013 safe"}', "safe", "safe"),
        ('{"text": "so \\"safe\\"!"}', '"safe"', '\\"safe\\"'),
        ('{"text": "is <b>FDA<\\/b>-approved"}', "FDA-approved", "FDA<\\/b>-approved"),
        ('{"text":\r\n "a\\nb"}', "a\nb", "a\\nb"),
        ('{"text": "\\ud83d\\ude00!"}', "\U0001f600", "\\ud83d\\ude00"),
    ],
)
def test_strings_lead_to_their_exact_source(json: str, part: str, expected: str) -> None:
    html = page(json)
    block = next(block for block in html_blocks(html).blocks if block.kind == "json-ld")
    start = block.text.index(part)
    span = block.map.to_source(Span(start, start + len(part)))

    assert html[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("json", "line", "what"),
    [
        ('{"name": "A",}', 2, "expecting property name enclosed in double quotes"),
        ('{\n"name": "A"\n"text": "B"}', 4, "expecting ',' delimiter"),
        ('{"name": "A', 2, "unterminated string starting at"),
        ("<!-- {} -->", 2, "expecting value"),
        ("[" * 100_000, 2, "it is nested too deeply"),
    ],
)
def test_broken_json_is_an_incident_and_the_rest_is_read(json: str, line: int, what: str) -> None:
    found = html_blocks(page(json))

    assert found.incidents == (Incident(IncidentKind.MARKUP, f"this JSON-LD cannot be read: {what}", line),)
    assert [block.text for block in found.blocks if block.kind == "paragraph"] == ["before", "after"]


def test_what_can_be_told_of_broken_json_is_copy_all_the_same() -> None:
    assert strings(page('{"name": "A" "text": "B", "text": "C')) == [("name", "A"), ("text", "B"), ("text", "C")]


@pytest.mark.parametrize("tag", ["<script>", '<script type="application/json">', '<script type="text/javascript">'])
def test_other_scripts_are_not_copy(tag: str) -> None:
    assert html_blocks(f'{tag}{{"name": "A"}}{CLOSE}').blocks == ()


@pytest.mark.parametrize("tag", ["<SCRIPT TYPE='Application/LD+JSON'>", "<script async type=application/ld+json>"])
def test_the_type_is_matched_whatever_its_case_and_quotes(tag: str) -> None:
    assert strings(f'{tag}{{"name": "A"}}{CLOSE}') == [("name", "A")]


def test_an_empty_script_is_no_incident() -> None:
    assert html_blocks(f"{OPEN} \n{CLOSE}").incidents == ()
