"""The HTML report as text: what it says, what it links to, and that nothing in it becomes markup."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from html_reading import read
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


def page(*blocks: CopyBlock, findings: object = ()) -> Report:
    return Report((FileReport("draft.md", tuple(findings), copy=blocks),), (), ())  # type: ignore[arg-type]


def claims(report: Report) -> list[tuple[str, str, str]]:
    """Return each stretch of copy that is marked: its text, the numbers of its findings, and its style."""
    marked = read(render(report)).all("a", class_="claim")
    return [(a.text, a.attributes["data-of"], a.attributes["class"].split()[1]) for a in marked]


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
        render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding(references=(replace(CAP, url=url),))]))
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


def test_a_claim_is_marked_in_its_place_and_leads_to_its_note() -> None:
    found = finding(copy_start=35, copy_end=52)
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[found])))
    text = top.one("div", class_="text").one("p")
    assert text.text == LINE
    (before, claim, after) = text.children
    assert (before, after) == ("Our PRP is gentle and, we believe, ", ".")
    assert not isinstance(claim, str)
    assert (claim.text, claim.attributes) == (
        "safe for everyone",
        {"class": "claim error", "href": "#finding-0123456789abcdef", "data-of": "1", "data-n": "1"},
    )
    note = top.one("details", class_="note")
    assert note.one("div", id="finding-0123456789abcdef").one("ul", class_="rewrites").one("span").text == (
        "generally well tolerated in suitable patients"
    )
    assert [a.text for a in note.one("dl", class_="sources").all("a")] == [
        "rule 12.9",
        "Health Products Compliance Guidance",
    ]
    assert "Sources, checked 2026-11-21" in note.text


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 3), (5, 7)], [("abc", "1", "error"), ("fg", "2", "warning")]),
        ([(0, 6), (2, 4)], [("ab", "1", "error"), ("cd", "1 2", "error"), ("ef", "1", "error")]),
        ([(0, 4), (2, 6)], [("ab", "1", "error"), ("cd", "1 2", "error"), ("ef", "2", "warning")]),
        ([(2, 4), (2, 4)], [("cd", "1 2", "error")]),
        ([(0, 10), (10, 10)], [("abcdefghij", "1", "error"), ("", "2", "warning")]),
        ([(3, 3), (3, 5)], [("", "1", "error"), ("de", "2", "warning")]),
        ([(7, 99), (-5, 1)], [("a", "1", "warning"), ("hij", "2", "error")]),
    ],
)
def test_overlapping_claims(places: list[tuple[int, int]], expected: list[tuple[str, str, str]]) -> None:
    severities = (Severity.ERROR, Severity.WARNING)
    findings = [
        finding(severity=severity, copy_start=start, copy_end=end, fingerprint="")
        for severity, (start, end) in zip(severities, places, strict=True)
    ]
    report = page(CopyBlock(BlockKind.PARAGRAPH, "abcdefghij"), findings=findings)
    assert claims(report) == expected
    assert read(render(report)).one("div", class_="text").one("p").text == "abcdefghij"


@settings(max_examples=50)
@given(
    text=st.text("abc def", max_size=20),
    places=st.lists(st.tuples(st.integers(-3, 25), st.integers(-3, 25)), max_size=6),
)
def test_marking_never_changes_the_copy(text: str, places: list[tuple[int, int]]) -> None:
    findings = [finding(copy_start=start, copy_end=end, fingerprint="") for start, end in places]
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, text), findings=findings)))
    assert top.one("div", class_="text").one("p").text == text
    numbers = {number for claim in top.all("a", class_="claim") for number in claim.attributes["data-of"].split()}
    assert numbers == {str(number) for number in range(1, len(places) + 1)}


def test_a_finding_without_its_copy_quotes_its_sentence() -> None:
    top = read(render(Report((FileReport("draft.md", (finding(copy_block=4),)),), (), ())))
    assert top.one("div", class_="text").one("p").text == LINE
    assert len(top.all("details", class_="note")) == 1


def test_links_are_unique_where_fingerprints_are_not() -> None:
    found = [finding(), finding(copy_start=1), finding(fingerprint="<x>"), finding(fingerprint="0123456789ABCDEF")]
    top = read(render(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=found)))
    anchors = [body.attributes["id"] for body in top.all("div", class_="body")]
    assert sorted(anchors) == ["finding-0123456789abcdef", "finding-n2", "finding-n3", "finding-n4"]
    names = [element.attributes["id"] for element in top.all() if "id" in element.attributes]
    assert len(names) == len(set(names))


def test_every_kind_of_block_is_shown_as_what_it_is() -> None:
    # A comment is no copy.
    kinds = [kind for kind in BlockKind if kind is not BlockKind.COMMENT]
    blocks = [CopyBlock(kind, f"the {kind.value}", 1, "name") for kind in kinds]
    top = read(render(page(*blocks)))
    text = top.one("div", class_="row").one("div", class_="text")
    assert text.one("h3").text == "the heading"
    assert text.one("blockquote").text == "the quote"
    assert text.one("ul").one("li").text == "the list-item"
    assert text.one("table").one("td").text == "the table-cell"
    assert [field.text for field in text.all("p", class_="field")] == [
        "Caption name the caption",
        "Footnote name the footnote",
        "Button name the button",
        "Page title name the title",
        "For search engines name the meta",
        "Text of a picture name the alt",
        "Attribute name the attribute",
        "Front matter name the front-matter",
        "Structured data name the json-ld",
    ]


def test_the_outline_skips_no_level() -> None:
    levels = [2, 6, 4, 1, 0, 9]
    top = read(render(page(*(CopyBlock(BlockKind.HEADING, str(level), level) for level in levels))))
    headings = [child.tag for child in top.one("div", class_="text").all() if re.fullmatch("h[1-6]", child.tag)]
    assert headings == ["h3", "h4", "h5", "h3", "h3", "h4"]


def test_items_of_a_list_stay_together_until_one_has_a_finding() -> None:
    items = [CopyBlock(BlockKind.LIST_ITEM, text) for text in ("one", "two", "three", "four")]
    top = read(render(page(*items, findings=[finding(copy_block=2, copy_end=5)])))
    rows = [(row.attributes["class"], [li.text for li in row.all("li")][:2]) for row in top.all("div", class_="row")]
    assert rows[0] == ("row quiet", ["one", "two"])
    assert rows[1][1][0] == "three"
    assert rows[2] == ("row quiet", ["four"])


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        # As Markdown has it: the first row are the headers, each later cell is led by its header and its row's first.
        (
            [("Treatment",), ("Downtime",), ("PRP", 0), ("None", 1, 2), ("Exosomes", 0), ("1 day", 1, 4)],
            [["Treatment", "Downtime"], ["PRP", "None"], ["Exosomes", "1 day"]],
        ),
        # An empty corner, and a cell left out.
        (
            [("PRP",), ("Exosomes",), ("Price",), ("£200", 0, 2), ("£400", 1, 2), ("Pain",), ("none", 1, 5)],
            [["", "PRP", "Exosomes"], ["Price", "£200", "£400"], ["Pain", "", "none"]],
        ),
        ([("Mon",), ("9 to 5", 0), ("Tue",), ("9 to 1", 2)], [["Mon", "9 to 5"], ["Tue", "9 to 1"]]),
        ([("a",), ("b",), ("c",)], [["a"], ["b"], ["c"]]),
    ],
)
def test_tables_get_their_rows_back(cells: list[tuple[str, int]], rows: list[list[str]]) -> None:
    blocks = [CopyBlock(BlockKind.TABLE_CELL, text, leads=tuple(leads)) for text, *leads in cells]
    top = read(render(page(*blocks)))
    assert [[cell.text for cell in row.all("td")] for row in top.one("div", class_="text").all("tr")] == rows


@settings(max_examples=50)
@given(leads=st.lists(st.lists(st.integers(-2, 12), max_size=4), min_size=1, max_size=10))
def test_no_leads_lose_a_cell(leads: list[list[int]]) -> None:
    blocks = [CopyBlock(BlockKind.TABLE_CELL, f"<{n}>", leads=tuple(some)) for n, some in enumerate(leads)]
    cells = [cell.text for cell in read(render(page(*blocks))).one("div", class_="text").all("td")]
    assert [cell for cell in cells if cell] == [f"<{number}>" for number in range(len(leads))]


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
    assert claims(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=[finding(waiver=waiver, copy_end=7)])) == [
        ("Our PRP", "1", "waived")
    ]
    assert [tile.text.split("\n") for tile in top.one("ul", class_="tiles").all("li", class_="waived")] == [
        ["1 Waived beside the copy"]
    ]


def test_the_record_names_what_the_report_was_made_from() -> None:
    report = replace(full_report(), run=replace(RUN, settings=(("Left out", "hype"),)), jurisdictions=("uk", "zz"))
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
    cited = [finding(references=(replace(CAP, review_by="2026-11-21"),))]
    report = replace(page(CopyBlock(BlockKind.PARAGRAPH, LINE), findings=cited), run=RUN)
    cells = [cell.text for cell in read(render(report)).one("section", id="sources").one("tbody").all("td")]
    assert cells == [
        "United Kingdom",
        "rule 12.9 CAP Code uk-cap-12.9",
        "–",
        "2026-11-21, official text check overdue since 2026-11-21",
        "1",
    ]
