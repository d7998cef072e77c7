"""MDX: the text between tags and the code around it; see also the cases of ``test_component``."""

from __future__ import annotations

import pytest
from extracted import faults, rows, slice_of, source

from claimlint.extract.markdown import extract_markdown

PAGE = """\
---
title: "Hair"
---
import Hero from './hero'
import {a,
  b} from "x"

export const meta = {
  layout: "wide",

  tags: ["guaranteed"],
}

# Heading {props.year}

<Hero
  title="No pain &amp;
    no risk"
  items={[1, {a: "}"}]}
>
    Indented **text** and `{code}` and a < b.
</Hero>

{/* guaranteed results for everyone, "as they say in the office" */}

Text <b>bold</b>, <Note label="Book">inner</Note> end.

```js
import x from "{"
<Open
```

import and export of tissue is done.
<img src="x"
  alt="Before" />
"""


def test_a_page() -> None:
    document = extract_markdown(source(PAGE, "page.mdx"))
    assert rows(document) == [
        ("title:title", "Hair", ()),
        ("attribute:title", "No pain & no risk", ()),
        ("attribute:label", "Book", ()),
        ("alt:alt", "Before", ()),
        ("heading:1", "Heading", ()),
        ("paragraph", "Indented text and  and a < b.", ()),
        ("paragraph", "Text bold, inner  end.", ()),
        ("paragraph", "import and export of tissue is done.", ()),
    ]
    assert slice_of(document, 1, "pain & no") == "pain &amp;\n    no"
    assert slice_of(document, 5, "Indented text") == "Indented **text"
    assert document.incidents == ()
    assert faults(document) == []


@pytest.mark.parametrize(
    "text",
    [
        "{/* Guaranteed regrowth for everyone */}",
        "{value}",
        "export default function Layout() { return null }",
        '<Hero title="Guaranteed regrowth for everyone" />',
        "`{open`",
        "\\{open",
    ],
)
def test_what_holds_no_hidden_copy_is_not_reported(text: str) -> None:
    assert extract_markdown(source(text, "page.mdx")).incidents == ()


def test_braces_in_other_markdown_are_text() -> None:
    assert rows(extract_markdown(source("a {b} c\n", "page.md"))) == [("paragraph", "a {b} c", ())]
