"""The HTML report as text: what it says, what it links to, and that nothing in it becomes markup."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from html_reading import page, read
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import CAP, LINE, finding, full_report, hostile_report

from claimlint.model.document import BlockKind, Incident, IncidentKind
from claimlint.model.report import CopyBlock, FileReport, Report, RunInfo, Waiver, WaiverKind
from claimlint.model.rule import Severity
from claimlint.report.html import render
from claimlint.text.safe import visible

RUN = RunInfo("2026-11-22T10:20:30Z", ".claimlint.yaml", "0123456789abcdef" * 2 + "01234567")
MARKUP = [
    "</title><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "<!--",
    "]]>",
    "'\" onmouseover=alert(1) x='\"",
    "`onclick=alert(1)",
    "</script><img src=x onerror=alert(1)>",
    "&lt;b&gt;&#60;i&#62;",
    "{{ 7 * 7 }}{% for x in y %}{# #}",
    "+ADw-script+AD4-",
    "<svg/onload=alert(1)>",
    "</details></section></main></body></html>",
]
SOFT = st.text(st.sampled_from("<>&\"'`=/#:;[]{}!-\t\n\r \x00\u202e\u2028abonclicksrtyeh"), max_size=60)


def full_of(text: str) -> Report:
    """Return a report in which every field of text is ``text``, on every kind of block and of waiver."""
    report = hostile_report(text)
    (file,) = report.files
    copy = tuple(CopyBlock(kind, text, 2, text) for kind in BlockKind)
    findings = [
        replace(file.findings[0], copy_block=block, copy_start=0, copy_end=len(text), jurisdictions=(text,))
        for block in range(len(copy))
    ]
    findings += [replace(findings[0], waiver=Waiver(kind, text, text, text, text)) for kind in WaiverKind]
    return replace(
        report,
        files=(replace(file, findings=tuple(findings), copy=copy, digest=text),),
        jurisdictions=(text,),
        run=RunInfo(text, text, text, ((text, text),)),
    )


BENIGN = read(render(full_of("benign"))).shape()


@pytest.mark.parametrize("text", [*HOSTILE.values(), *MARKUP])
def test_no_payload_changes_the_structure(text: str) -> None:
    html = render(full_of(text))
    top = read(html)
    assert top.shape() == BENIGN
    shown = visible(text)
    assert {message.text for message in top.all("span", class_="message")} == {shown}
    assert {claim.text for claim in top.all("a", class_="claim")} == {shown}
    assert top.one("details", class_="page").one("h2").text == shown
    assert runner_commands(html) == []
    assert terminal_controls(html) == []


@settings(max_examples=40)
@given(text=st.one_of(st.text(min_size=1, max_size=60), SOFT.filter(bool)))
def test_no_text_changes_the_structure(text: str) -> None:
    html = render(full_of(text))
    top = read(html)
    assert top.shape() == BENIGN
    assert {message.text for message in top.all("span", class_="message")} == {visible(text)}
    assert runner_commands(html) == []
    assert terminal_controls(html) == []


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://www.asa.org.uk/code?a=1&b=(2)#c", True),
        ("http://localhost:8000/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org/\n", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("https://user@example.org", False),
        ("https://exa\u202emple.org", False),
        ("https://example.org/\" onclick=\"x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_plain_addresses_on_the_web_are_links(url: str, linked: bool) -> None:
    top = read(
        render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding(references=(CAP._replace(url=url),))]))
    )
    outward = [a.attributes for a in top.all("a") if not a.attributes["href"].startswith("#")]
    assert outward == [{"href": url, "rel": "noopener"}] * 2 * linked
    assert "rule 12.9" in top.one("details", class_="note").text


def test_the_policy_lets_through_what_is_there_by_hash_and_nothing_else() -> None:
    html = render(full_report())
    top = read(html)
    policy = top.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    hashes = [
        f"'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'"
        for element in [*top.all("style"), *top.all("script")]
    ]
    assert len(hashes) == 3
    assert policy == (
        f"default-src 'none'; style-src {hashes[0]} {hashes[1]}; script-src {hashes[2]}; "
        "base-uri 'none'; form-action 'none'"
    )
    names = {name for element in top.all() for name in element.attributes}
    assert {name for name in names if name.startswith("on")} | (names & {"style", "src", "srcset", "action"}) == set()
    assert not re.search(r"url\(|@import|innerHTML|insertAdjacent|eval\(|document\.write|fetch\(", html)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(full_report()) == render(full_report())


@pytest.mark.parametrize(
    ("changes", "style", "title", "detail"),
    [
        ({}, "fail", "Does not pass", "1 finding to put right first."),
        ({"severity": Severity.INFO}, "pass", "Passes", "1 milder finding below the limit."),
        ({"waiver": Waiver(WaiverKind.EVIDENCE, "e.yaml:4")}, "pass", "Passes", "No claim was flagged."),
    ],
)
def test_the_verdict_on_one_finding(changes: dict[str, object], style: str, title: str, detail: str) -> None:
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding(**changes)])))
    section = top.one("section", class_="verdict")
    assert section.attributes["class"] == f"verdict {style}"
    assert section.one("h1").text == title
    assert section.one("p", class_="detail").text == f"{detail} The limit is set at warning and above."


def test_incidents_never_count_as_a_pass() -> None:
    incident = Incident(IncidentKind.TIMED_OUT, "searching took too long", 7, "hype/miracle")
    top = read(render(Report((FileReport("a.md", incidents=(incident,)),), (), ())))
    assert top.one("h1").text == "Not fully judged"
    assert top.one("section", class_="limits").one("ul", class_="gaps").one("li").text == (
        "a.md, line 7 timed out searching took too long (rule hype/miracle)"
    )
    assert top.one("details", class_="page").one("summary").text == "a.md not judged"


def test_nothing_checked_is_no_pass() -> None:
    assert read(render(Report((), (), ()))).one("h1").text == "Nothing was checked"


def test_a_run_that_nothing_fails_says_so() -> None:
    report = replace(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding()]), fail_on=None)
    top = read(render(report))
    assert top.one("h1").text == "1 claim to look at"
    assert top.one("p", class_="detail").text == "No severity fails this check."


def test_counts_and_charts() -> None:
    top = read(render(full_report()))
    tiles = [tile.text.split() for tile in top.one("ul", class_="tiles").all("li")]
    assert tiles == [["1", "Error"], ["2", "Warnings"], ["1", "Info"]]
    charts = {
        chart.one("caption").text: [
            (row.one("th").text, row.one("td", class_="count").text, row.one("svg").attributes["aria-label"])
            for row in chart.one("tbody").all("tr")
        ]
        for chart in top.all("table", class_="chart")
    }
    assert charts["By jurisdiction"] == [
        ("United Kingdom", "3", "1 error, 2 warnings, 0 infos"),
        ("United States", "3", "1 error, 2 warnings, 0 infos"),
    ]
    assert charts["By document"] == [("drafts/prp.md", "4", "1 error, 2 warnings, 1 info")]
    assert [name for name, _, _ in charts["By kind of claim"]] == [
        "Absolute safety", "Hype", "Missing disclosure", "Timeline claim",
    ]  # fmt: skip


def test_waived_findings_are_shown_with_who_and_why() -> None:
    waiver = Waiver(WaiverKind.INLINE, "draft.md:2", "quoted from the regulator", "J. Doe", "2027-03-31")
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding(waiver=waiver, copy_end=7)])))
    assert [cell.text for cell in top.one("section", id="waivers").one("tbody").all("td")] == [
        "1 “safe for everyone” safety/safe-for-everyone draft.md, line 3",
        "Waived beside the copy",
        "quoted from the regulator",
        "J. Doe",
        "2027-03-31",
        "draft.md:2",
    ]
    note = top.one("details", class_="note")
    assert note.attributes["data-status"] == "inline"
    assert note.one("p", class_="status").text == (
        "Waived beside the copy.\nquoted from the regulator By J. Doe. Until 2027-03-31. Written in draft.md:2."
    )
    claim = top.one("a", class_="claim")
    assert (claim.text, claim.attributes["class"]) == ("Our PRP", "claim waived")
    assert [tile.text.split("\n") for tile in top.one("ul", class_="tiles").all("li", class_="waived")] == [
        ["1 Waived beside the copy"]
    ]


def test_the_record_names_what_the_report_was_made_from() -> None:
    report = replace(full_report(), run=RUN._replace(settings=(("Left out", "hype"),)), jurisdictions=("uk", "zz"))
    top = read(render(report))
    rows = {row.one("dt").text: row.one("dd").text for row in top.one("dl", class_="record").all("div")}
    assert rows.pop("Tool").startswith("claimlint ")
    assert rows == {
        "Made": "2026-11-22T10:20:30Z",
        "Commit": f"{RUN.commit}, and changes that were not committed",
        "Configuration": ".claimlint.yaml",
        "Fails at": "warning",
        "Left out": "hype",
        "Jurisdictions": "United Kingdom, ZZ",
    }
    assert [li.text for li in top.all("ul", class_="digests")[0].all("li")] == [
        "disclosure sha256:" + "1" * 64,
        "safety sha256:" + "2" * 64,
    ]


def test_a_source_whose_check_is_overdue_says_so() -> None:
    cited = [finding(references=(CAP._replace(review_by="2026-11-21"),))]
    report = replace(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=cited), run=RUN)
    cells = [cell.text for cell in read(render(report)).one("section", id="sources").one("tbody").all("td")]
    assert cells == [
        "United Kingdom",
        "rule 12.9 CAP Code uk-cap-12.9",
        "–",
        "2026-11-21, official text check overdue since 2026-11-21",
        "1",
    ]
