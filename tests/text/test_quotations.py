"""What stands inside quotation marks."""

from __future__ import annotations

import pytest

from claimlint.text.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("no quotes here", []),
        ("", []),
        ('we dropped "painless" and "quick"', ['"painless"', '"quick"']),
        ("we dropped 'painless' too", ["'painless'"]),
        ("'it won't hurt' is a line of old", ["'it won't hurt'"]),
        ("our patients' scars don't show", []),
        ("the surgeons' and nurses' rooms", []),
        ("it's what we're for, isn't it?", []),
        ('an inch is 1" long', []),
        ("('painless')", ["'painless'"]),
        ("\"never 'painless' again\"", ["\"never 'painless' again\""]),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted
