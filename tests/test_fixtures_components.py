"""The findings on the sample components and on small sites of two frameworks, held against those on record.

Every claim in them stands either where visitors read it, and is on record with its exact place, or where no visitor
does (class names, addresses, logs, comments, styles), and is not. To write the records anew::

    CLAIMLINT_GOLDEN=write .venv/bin/python -m pytest tests/test_fixtures_components.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from placing import checked, fault_of

from claimlint import lint_paths
from claimlint.extract import format_of
from claimlint.model.report import Finding

FOLDER = Path(__file__).parents[1] / "fixtures"
COMPONENTS = sorted(path for path in (FOLDER / "components").iterdir() if not path.name.endswith(".expected.json"))
SITES = sorted(path for path in (FOLDER / "sites").iterdir() if path.name in ("nextjs", "astro"))
IS_WRITING = os.environ.get("CLAIMLINT_GOLDEN") == "write"


def row_of(finding: Finding) -> str:
    """Return a finding in short: its place, its rule and its words."""
    place = f"{finding.line}:{finding.column}-{finding.end_line}:{finding.end_column}"
    return f"{place} {finding.rule} {finding.block.value}: {finding.match}"


def require(found: object, record: Path) -> None:
    if IS_WRITING:
        record.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(record.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_components(path: Path) -> None:
    form = format_of(path.name)
    assert form is not None
    page = checked(path.read_bytes(), path.name, form)
    assert [fault for finding in page.findings if (fault := fault_of(finding, page))] == []
    require([row_of(finding) for finding in page.findings], path.with_name(f"{path.name}.expected.json"))


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.name)
def test_a_whole_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    report = lint_paths(["."])
    assert report.incident_count == 0
    found = {file.path: [row_of(finding) for finding in file.findings] for file in report.files}
    require(found, site.with_name(f"{site.name}.expected.json"))


def test_nothing_is_missing() -> None:
    suffixes = {".tsx", ".ts", ".jsx", ".js", ".mdx", ".vue", ".svelte", ".astro"}
    assert {path.suffix for path in COMPONENTS} == suffixes
    assert [site.name for site in SITES] == ["astro", "nextjs"]
