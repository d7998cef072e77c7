"""Fenced code that its author forgot to close hides the copy after it, which must be said."""

from __future__ import annotations

import pytest
from extracted import rows, source

from claimlint.extract import Format, extract
from claimlint.extract.fences import is_closed


@pytest.mark.parametrize(
    ("block", "closed"),
    [
        ("```\na\n```", True),
        ("```py\na\n````  \n", True),
        ("~~~\r\na\r\n~~~\r\n", True),
        ("```\na\n> ```", True),
        ("```\n```", True),
        ("```", False),
        ("```\na", False),
        ("````\na\n```\n", False),
        ("~~~\na\n```\n", False),
        ("```\na ```\n", False),
        ("```\n``` py\n", False),
    ],
)
def test_which_fences_are_closed(block: str, closed: bool) -> None:
    assert is_closed(block) is closed


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "kept", "lines"),
    [
        ("One.\n\n```\na\n```\n\nTwo.\n", ["One.", "Two."], []),
        ("> ```\n> a\n> ```\n\nTwo.\n", ["Two."], []),
        ("- ```\n  a\n  ```\n\n      code\n\nTwo.\n", ["Two."], []),
        ("One.\n\n```\na\n\nTwo.\n", ["One."], [3]),
        ("- b\n\n  ```\n  a\n\nTwo.\n\n~~~\nThree.\n", ["b", "Two."], [3, 8]),
    ],
)
def test_what_a_fence_hides(text: str, kept: list[str], lines: list[int], newline: str) -> None:
    document = extract(source(text.replace("\n", newline)), Format.MARKDOWN)
    assert [row[1] for row in rows(document)] == kept
    assert [incident.line for incident in document.incidents] == lines
