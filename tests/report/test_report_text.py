"""The report for people: exact on a sample, and safe whatever it shows."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import AHPRA, CAP, FTC, LINE, finding, full_report, hostile_report, report_of_waivers

from claimlint.model.report import FileReport, Report
from claimlint.model.rule import Applicability, Suggestion
from claimlint.report.text import render, render_finding, render_incidents, wrap

SNAPSHOTS = Path(__file__).parent / "snapshots"
EMPTY = Report((), (), ())
OWN_COLORS = re.compile("\x1b\\[[0-9;]+m")

hostile_text = st.lists(
    st.one_of(st.text(max_size=8), st.sampled_from([*HOSTILE.values(), "::", "##[", "%0A", "]", ":", " "])), max_size=6
).map("".join)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("full.txt", render(full_report(), statistics=True)),
        ("color.txt", render(full_report(), color=True)),
        ("narrow.txt", render(full_report(), width=50)),
        ("quiet.txt", render(full_report(), quiet=True)),
        ("quiet-statistics.txt", render(full_report(), quiet=True, statistics=True)),
        ("incidents.txt", render_incidents(full_report())),
        ("incidents-color.txt", render_incidents(full_report(), color=True)),
        ("empty.txt", render(EMPTY)),
        ("waived.txt", render(report_of_waivers(), statistics=True, width=80)),
        ("waived-color.txt", render(report_of_waivers(), color=True)),
        ("hostile.txt", render(hostile_report(*HOSTILE.values()))),
        ("hostile-quiet.txt", render(hostile_report(*HOSTILE.values()), quiet=True)),
        ("hostile-incidents.txt", render_incidents(hostile_report(*HOSTILE.values()))),
    ],
)
def test_matches_its_snapshot(name: str, text: str) -> None:
    """Written anew with ``CLAIMLINT_SNAPSHOTS=write``; read the difference before keeping it."""
    if os.environ.get("CLAIMLINT_SNAPSHOTS") == "write":
        (SNAPSHOTS / name).write_bytes(text.encode("utf-8"))
    assert text.encode("utf-8") == (SNAPSHOTS / name).read_bytes()


def test_an_empty_quiet_report_is_empty() -> None:
    assert render(EMPTY, quiet=True) == ""
    assert render_incidents(EMPTY) == ""


@given(text=hostile_text, color=st.booleans(), quiet=st.booleans(), width=st.integers(40, 120))
def test_no_content_steers_a_terminal_or_a_runner(text: str, color: bool, quiet: bool, width: int) -> None:
    report = hostile_report(text)
    shown = render(report, color=color, quiet=quiet, statistics=True, width=width)
    shown += render(report_of_waivers(text, text, text), color=color, quiet=quiet, width=width)
    shown += render_incidents(report, color=color)
    if color:
        shown = OWN_COLORS.sub("", shown)
    assert terminal_controls(shown) == []
    assert runner_commands(shown) == []


def test_a_finding_whose_line_is_not_at_hand_still_has_its_place() -> None:
    report = Report((FileReport("a.md", (finding(),)),), (), ())
    assert render(report).splitlines()[:4] == [
        "error[safety/safe-for-everyone]: “safe for everyone” promises safety for all.",
        " --> a.md:3:36",
        "  |",
        "  = why: No treatment is free of risk, and who must not have it depends on the person.",
    ]


def test_carets_stand_under_the_match() -> None:
    report = Report((FileReport("a.md", (finding(),), (), ((3, LINE),)),), (), ())
    rows = render(report).splitlines()
    line, carets = rows[3], rows[4]
    assert line[carets.index("^") : carets.rindex("^") + 1] == "safe for everyone"


@given(words=st.lists(st.text("ab:", min_size=1, max_size=12), min_size=1, max_size=20), width=st.integers(10, 60))
def test_wrapping_keeps_the_words_and_the_width(words: list[str], width: int) -> None:
    rows = list(wrap("= why:", " ".join(words), width))
    assert " ".join(rows).split() == ["=", "why:", *words]
    assert all(row.startswith("       ") for row in rows[1:])
    # A single word may be wider than a row, and one that starts like a command is not put first.
    for row in rows:
        assert len(row) <= width or len(row.split()) <= 3 or "::" in row


@pytest.mark.parametrize(
    ("title", "width", "shown"),
    [
        ("Hold the evidence first", 60, ["UK, CAP Code rule 3.7: Hold the evidence first"]),
        ("Hold the evidence before the claim", 60, ["UK, CAP Code rule 3.7: Hold the evidence before…"]),
        ("Hold the evidence first", 50, ["UK, CAP Code rule 3.7"]),
        ("", 60, ["UK, CAP Code rule 3.7"]),
    ],
)
def test_a_source_is_shown_on_one_line(title: str, width: int, shown: list[str]) -> None:
    source = CAP._replace(provision="CAP Code rule 3.7", title=title)
    lines = render_finding("p.md", finding(references=(source,), line=1), None, width=width).splitlines()
    assert [line.partition(" = source: ")[2] for line in lines if " = source: " in line] == shown
    assert all(len(line) <= width for line in lines if " = source: " in line)


def test_of_several_sources_the_first_that_was_read_is_shown_and_the_places_of_the_others() -> None:
    lines = render_finding("p.md", finding(references=(AHPRA, CAP, FTC, AHPRA)), None).splitlines()
    assert [line.strip() for line in lines if " = source: " in line] == [
        "= source: UK, rule 12.9: CAP Code",
        "= source: and 3 more (US, AU): claimlint explain safety/safe-for-everyone",
    ]


def test_advice_is_told_from_wording_for_the_page() -> None:
    suggestions = (
        Suggestion("Say who it suits."),
        Suggestion("well tolerated", Applicability.UNSAFE),
        Suggestion("cleared", Applicability.SAFE),
    )
    lines = render_finding("p.md", finding(suggestions=suggestions), None).splitlines()
    assert [line.strip() for line in lines[-3:]] == [
        "= advice: Say who it suits.",
        "= rewrite: well tolerated",
        "= rewrite: cleared",
    ]
