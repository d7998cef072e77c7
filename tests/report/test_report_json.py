"""The report for programs: exact on a sample, and the same data whatever strings it holds."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import full_report, hostile_report

from claimlint.model.report import Report
from claimlint.report.json import render

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("full.json", render(full_report())),
        ("empty.json", render(Report((), (), ()))),
        ("hostile.json", render(hostile_report(*HOSTILE.values()))),
    ],
)
def test_matches_its_snapshot(name: str, text: str) -> None:
    """Written anew with ``CLAIMLINT_SNAPSHOTS=write``; read the difference before keeping it."""
    if os.environ.get("CLAIMLINT_SNAPSHOTS") == "write":
        (SNAPSHOTS / name).write_bytes(text.encode("ascii"))
    assert text.encode("ascii") == (SNAPSHOTS / name).read_bytes()


def test_has_the_documented_fields_in_the_documented_order() -> None:
    report = json.loads(render(full_report()))
    assert list(report) == ["version", "tool", "summary", "files", "incidents", "notes"]
    assert list(report["tool"]) == ["name", "version", "packs"]
    assert list(report["tool"]["packs"][0]) == ["id", "digest"]
    assert report["summary"] == {
        "files": 3, "errors": 1, "warnings": 2, "infos": 1, "waived": 0, "incidents": 3,
        "supported": 0, "baselined": 0,
    }  # fmt: skip
    assert [list(file) for file in report["files"]] == [["path", "findings", "incidents"]] * 3
    found = report["files"][1]["findings"][1]
    assert list(found) == [
        "rule", "category", "severity", "confidence", "message", "why", "line", "column", "end_line", "end_column",
        "match", "sentence", "block", "suggestions", "references", "fingerprint", "waived",
    ]  # fmt: skip
    assert found["waived"] is None
    assert found["suggestions"] == [
        {
            "text": "generally well tolerated in suitable patients",
            "applicability": "unsafe",
            "needs_evidence": False,
        }
    ]
    assert found["references"][0] == {
        "id": "uk-cap-12.9",
        "jurisdiction": "uk",
        "title": "CAP Code",
        "url": "https://www.asa.org.uk/code",
        "checked_on": "2026-11-21",
    }
    assert report["files"][1]["incidents"] == [
        {"kind": "timed-out", "detail": "searching took too long", "line": 7, "rule": "hype/miracle"}
    ]
    assert report["incidents"] == [{"kind": "unsupported", "detail": "the run as a whole", "line": 0, "rule": ""}]


@given(text=st.one_of(st.text(), st.sampled_from([*HOSTILE.values(), "##" * 3 + "[", "\x7f" * 3, '\\##["'])))
def test_every_string_comes_back_exactly_and_steers_nothing(text: str) -> None:
    shown = render(hostile_report(text))
    file = json.loads(shown)["files"][0]
    found = file["findings"][0]
    assert shown.isascii()
    assert terminal_controls(shown) == []
    assert runner_commands(shown) == []
    for value in (file["path"], found["message"], found["why"], found["match"], found["suggestions"][0]["text"]):
        assert value == text
