"""The tables of ``tests/cases/context-*.md``: what the shipped packs find in a sentence, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimlint import Category, lint_text

CASES = sorted(Path(__file__).parent.parent.joinpath("cases").glob("context-*.md"))
SILENT = "silent"


def _rows() -> list[tuple[str, str, str]]:
    """Return copy, expected finding and reason of every row below a head."""
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [line.strip("| ").split(" | ") for line in lines if not line.startswith("| Copy |")]
    return [(copy, finding, why) for copy, finding, why in cells]


ROWS = _rows()


def test_the_tables_are_whole() -> None:
    assert len(ROWS) >= 250
    assert len({copy for copy, _, _ in ROWS}) == len(ROWS)
    assert {finding for _, finding, _ in ROWS} <= {SILENT, *map(str, Category)}


@pytest.mark.parametrize(("copy", "finding", "why"), ROWS, ids=[copy for copy, _, _ in ROWS])
def test_a_sentence_in_its_context(copy: str, finding: str, why: str) -> None:
    found = {str(one.category) for one in lint_text(copy).findings}
    assert found == set() if finding == SILENT else finding in found, why
