"""Copy that claims nothing: the lines of ``tests/cases/clean-copy.md``, each as a text of its own."""

from __future__ import annotations

from pathlib import Path

from claimlint import lint_text

LINES = [
    line.removeprefix("- ")
    for line in Path(__file__).parent.parent.joinpath("cases", "clean-copy.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("- ")
]


def test_nothing_is_found_in_clean_copy() -> None:
    found = [(line, [one.rule for one in lint_text(line).findings]) for line in LINES]
    assert [one for one in found if one[1]] == []
    assert len(LINES) >= 1200


def test_what_stands_beside_it_makes_clean_copy_no_claim() -> None:
    report = lint_text("\n\n".join(LINES))
    assert [(one.rule, one.match) for one in report.findings if str(one.category) != "missing-disclosure"] == []
