"""Which format a file has, and which extractor reads it."""

from __future__ import annotations

import pytest
from extracted import rows, source

from claimlint.extract import Format, extract, format_of


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", Format.PLAIN),
        ("a.text", Format.PLAIN),
        ("dir/a.MD", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("a.mdown", Format.MARKDOWN),
        ("a.mkd", Format.MARKDOWN),
        ("a.mdx", Format.MARKDOWN),
        ("a.html", Format.HTML),
        ("a.b.htm", Format.HTML),
        ("a.xhtml", Format.HTML),
        ("a.md/b", None),
        ("README", None),
        (".md", None),
        ("a.py", None),
    ],
)
def test_the_suffix_tells_the_format(path: str, expected: Format | None) -> None:
    assert format_of(path) is expected


@pytest.mark.parametrize(
    ("format_", "kind", "text"),
    [
        (Format.PLAIN, "heading:1", "*No* <b>risk</b>"),
        (Format.MARKDOWN, "paragraph", "No risk"),
        (Format.HTML, "paragraph", "*No* risk"),
    ],
)
def test_each_format_has_its_extractor(format_: Format, kind: str, text: str) -> None:
    assert rows(extract(source("*No* <b>risk</b>"), format_)) == [(kind, text, ())]
