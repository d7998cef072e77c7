"""Template logic in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.extract.templating import template_spans

CASES = [
    ("no logic here", []),
    ("a {{ b }} c {{d}}", ["{{ b }}", "{{d}}"]),
    ("{% if a %}b{%- endif -%}", ["{% if a %}", "{%- endif -%}"]),
    ('{{< x a="b" >}} {{% y %}}', ['{{< x a="b" >}}', "{{% y %}}"]),
    ("{{{ raw }}}.", ["{{{ raw }}}"]),
    ("a {# note\n\nnote #} b", ["{# note\n\nnote #}"]),
    ("a {{/* note\n\n{{ x }} note */}} b", ["{{/* note\n\n{{ x }} note */}}"]),
    ("a {{!-- {{x}} --}} b", ["{{!-- {{x}} --}}"]),
    ("{% comment %}\n\na {{ b }}\n\n{% endcomment %}c", ["{% comment %}\n\na {{ b }}\n\n{% endcomment %}"]),
    ('{% schema %}{"a": 1}{% endschema %}', ['{% schema %}{"a": 1}{% endschema %}']),
    ("<% a > b %>c<%= d %>", ["<% a > b %>", "<%= d %>"]),
    ("<?php if (a > b) ?>c<?= d ?>", ["<?php if (a > b) ?>", "<?= d ?>"]),
    ("stray {{ brace, then {{ b }}", ["{{ b }}"]),
    ("stray {{ brace\n\nnext }} paragraph", []),
    ("open {{ to the end", []),
    ("{% comment %} without an end", []),
    ("{{{{", []),
    ("<?xml version='1.0'?>", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_where_logic_stands(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in template_spans(text)] == expected


pieces = st.sampled_from(
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "<%", "%>", "<?=", "?>", "/*", "*/", "!--", "--", "{", "}", "% comment ",
        "{% endcomment %}", " ", "\n", "\n\n", "x",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=30).map("".join))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = template_spans(text)
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(bounds)
    assert all(start < end <= len(text) for start, end in spans)
    assert all(text[start] in "{<" and text[end - 1] in "}>" for start, end in spans)
