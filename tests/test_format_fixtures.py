"""A sample of each format, with a claim in each place that is copy and decoys in each place that is not.

In a sample every “safe for everyone” is copy and every “safe for anyone” is not. The findings on record beside it hold
their exact places; those in a file that is no text are in what was extracted from it. After a change on purpose, write
the records anew and read the difference before it is committed::

    CLAIMLINT_GOLDEN=write .venv/bin/python -m pytest tests/test_format_fixtures.py
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from extracted import faults
from placing import Checked, checked, fault_of

from claimlint.extract import format_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "formats"
RULE = "safety/safe-for-everyone"
SAMPLES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))
IS_WRITING = os.environ.get("CLAIMLINT_GOLDEN") == "write"
CLAIM, DECOY = "safe for everyone", "safe for anyone"


def record_of(sample: Path) -> Path:
    return sample.with_name(f"{sample.name}.expected.json")


def read(sample: Path) -> Checked:
    form = format_of(sample.name)
    assert form is not None
    return checked(sample.read_bytes(), sample.name, form, RULE)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_claims_are_found_where_they_are_copy_and_nowhere_else(sample: Path) -> None:
    page = read(sample)
    text = page.source.text
    assert [finding.match for finding in page.findings if finding.match == DECOY] == []
    written = len(re.findall(r"safe\s+for\s+everyone", text))
    assert len({(finding.line, finding.column) for finding in page.findings}) >= written > 0
    assert DECOY.encode() in sample.read_bytes()
    found = [
        {
            "at": f"{finding.line}:{finding.column}-{finding.end_line}:{finding.end_column}",
            "block": finding.block.value,
            "source": text[finding.start : finding.end],
            **({"place": finding.place} if finding.place else {}),
        }
        for finding in page.findings
    ]
    if IS_WRITING:
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in found)
        record_of(sample).write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    assert found == json.loads(record_of(sample).read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_place_reads_as_its_match(sample: Path) -> None:
    page = read(sample)
    assert faults(page.document) == []
    assert [fault for finding in page.findings if (fault := fault_of(finding, page))] == []


def test_every_record_has_its_sample() -> None:
    assert {path.name for path in FOLDER.glob("*.expected.json")} == {record_of(sample).name for sample in SAMPLES}
