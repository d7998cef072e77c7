"""Starter sites of several frameworks, each linted whole by the real command, held against the findings on record.

In these sites every “safe for anyone” stands in code, settings or notes: none of it may be found. Write the records
anew after a change on purpose, and read the difference before it is committed::

    CLAIMLINT_GOLDEN=write .venv/bin/python -m pytest tests/test_sites.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_process import run_cli

FOLDER = Path(__file__).parents[1] / "fixtures" / "sites"
SITES = sorted(record.name.removesuffix(".expected.txt") for record in FOLDER.glob("*.expected.txt"))
IS_WRITING = os.environ.get("CLAIMLINT_GOLDEN") == "write"


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_linted_whole(name: str) -> None:
    site = FOLDER / name
    config = ("--config", ".claimlint.yaml") if (site / ".claimlint.yaml").exists() else ("--no-config",)
    outcome = run_cli("check", "--quiet", *config, cwd=site)
    assert (outcome.code, outcome.err) == (1, "")
    assert "anyone" not in outcome.out
    record = FOLDER / f"{name}.expected.txt"
    if IS_WRITING:
        record.write_text(outcome.out, encoding="utf-8")
    assert outcome.out == record.read_text(encoding="utf-8")


def test_there_are_sites() -> None:
    assert {"django", "eleventy", "hugo", "jekyll", "wordpress-theme"} <= set(SITES)
