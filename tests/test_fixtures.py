"""The findings on the sample drafts, held against those on record beside them.

After a rule was changed on purpose, write the record anew and read the difference before it is committed::

    CLAIMLINT_GOLDEN=write .venv/bin/python -m pytest tests/test_fixtures.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimlint import lint_text
from claimlint.extract import format_of

FOLDER = Path(__file__).parents[1] / "fixtures"
DRAFTS = sorted(path for path in FOLDER.iterdir() if format_of(path.name) and ".expected." not in path.name)
IS_WRITING = os.environ.get("CLAIMLINT_GOLDEN") == "write"


def record_of(draft: Path) -> Path:
    return draft.with_name(f"{draft.name}.expected.json")


def found_in(draft: Path) -> list[dict[str, object]]:
    with draft.open(encoding="utf-8", newline="") as file:
        report = lint_text(file.read(), path=draft.name)
    assert report.incidents == ()
    return [
        {"rule": finding.rule, "line": finding.line, "column": finding.column, "match": finding.match}
        for finding in report.findings
    ]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_findings_are_those_on_record(draft: Path) -> None:
    found = found_in(draft)
    if IS_WRITING:
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in found)
        record_of(draft).write_text(f"[\n{rows}\n]\n" if rows else "[]\n", encoding="utf-8")
    assert found == json.loads(record_of(draft).read_text(encoding="utf-8"))


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_a_match_ends_with_words(draft: Path) -> None:
    assert [row for row in found_in(draft) if str(row["match"]).strip(" ,;:") != row["match"]] == []


@pytest.mark.parametrize(
    "name",
    [
        "hair-transplant-guide.md",
        "laser-aftercare.txt",
        "physiotherapy-guide.md",
        "prp-information.md",
    ],
)
def test_copy_within_the_law_has_no_finding(name: str) -> None:
    assert found_in(FOLDER / name) == []


def test_every_record_has_its_draft() -> None:
    assert {path.name for path in FOLDER.glob("*.expected.json")} == {record_of(draft).name for draft in DRAFTS}
