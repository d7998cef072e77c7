"""Findings of the checker on small pages, with exact places."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from claimlint.engine import Checker
from claimlint.extract import Format, extract
from claimlint.model.options import Options
from claimlint.model.report import Finding
from claimlint.model.rule import Applicability, Confidence, Library, Severity
from claimlint.packs import load_library
from claimlint.packs.load import load_folder
from claimlint.text.decode import source_of_text

RULES = Path(__file__).parent / "rules"


@pytest.fixture(scope="session")
def library() -> Library:
    return load_folder(RULES)


def check(library: Library, text: str, form: Format = Format.MARKDOWN, **options: object) -> list[Finding]:
    document = extract(source_of_text(text, "page"), form)
    findings, incidents = Checker(library, Options(**options)).check(document)  # type: ignore[arg-type]
    assert incidents == ()
    return list(findings)


def places(findings: list[Finding]) -> list[tuple[int, int, int, int, str, str]]:
    return [(f.line, f.column, f.end_line, f.end_column, f.rule.partition("/")[2], f.match) for f in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PRP is safe for everyone.", [(1, 8, 1, 25, "safe-for-all", "safe for everyone")]),
        ("PRP is **safe** for\neveryone.", [(1, 10, 2, 9, "safe-for-all", "safe for everyone")]),
        ("PRP is safe&nbsp;for every\u00adone.", [(1, 8, 1, 31, "safe-for-all", "safe for everyone")]),
        ("It is [safe][x] for everyone.\n\n[x]: /y", [(1, 8, 1, 29, "safe-for-all", "safe for everyone")]),
        ("a\r\n\r\nCompletely safe.\r\n", [(3, 1, 3, 16, "safe-for-all", "Completely safe")]),
        (
            "Completely safe for everyone.",
            [(1, 1, 1, 16, "safe-for-all", "Completely safe"), (1, 12, 1, 29, "safe-for-all", "safe for everyone")][1:],
        ),
        ("PRP is not safe for everyone.", []),
        ("PRP is not only safe for everyone, it is quick.", [(1, 17, 1, 34, "safe-for-all", "safe for everyone")]),
        ("This page is safe for everyone to read.", []),
        ("Is PRP safe for everyone? No.", []),
        ("Is it safe? Yes, for everyone.", [(1, 18, 1, 30, "safe-for-all", "for everyone")]),
        ("## Is it safe?\n\nYes, for everyone.", [(3, 6, 3, 18, "safe-for-all", "for everyone")]),
        (
            "PRP can help with:\n\n- hair loss\n- acne\n",
            [(3, 3, 3, 12, "cures", "hair loss"), (4, 3, 4, 7, "cures", "acne")],
        ),
        ("| | Downtime |\n|---|---|\n| PRP | None |\n", [(3, 9, 3, 13, "no-downtime", "None")]),
        ("# PRP\n\nA miracle.\n", [(3, 3, 3, 10, "in-the-section", "miracle")]),
        ("A miracle.\n", []),
        ("PRP cures hair loss.", [(1, 1, 1, 20, "cures", "PRP cures hair loss")]),
        ("PRP possibly cures hair loss.", []),
        ("PRP not only cures hair loss.", [(1, 1, 1, 29, "cures", "PRP not only cures hair loss")]),
        ("It is clinically proven.", [(1, 7, 1, 24, "proven", "clinically proven")]),
        ("It is clinically proven.[^1]\n\n[^1]: Olsen 2002", []),
        ("It is [clinically proven](https://doi.org/10.1000/1).", []),
        ("It is clinically proven (Olsen, 2002).", []),
    ],
)
def test_findings(library: Library, text: str, expected: list[tuple[int, int, int, int, str, str]]) -> None:
    assert places(check(library, text)) == expected


@pytest.mark.parametrize(
    ("text", "message", "severity"),
    [
        (
            "FDA-approved PRP",
            "“FDA-approved” is not true of platelet-rich plasma (PRP). Only kits that prepare it are cleared.",
            Severity.ERROR,
        ),
        ("FDA-approved minoxidil", None, None),
        ("FDA-approved minoxidil for hair loss", None, None),
        (
            "FDA-approved minoxidil for acne",
            "“FDA-approved” is not true of minoxidil. It is approved for hereditary hair loss.",
            Severity.ERROR,
        ),
        (
            "FDA approved oral minoxidil",
            "“FDA approved” is not true of oral minoxidil. It is approved for high blood pressure only. Check this: "
            "the status was not seen in a primary source.",
            Severity.WARNING,
        ),
        (
            "FDA-approved cream",
            "“FDA-approved” is not true of the product. The text does not say which product, from which maker, is "
            "meant and for what use.",
            Severity.ERROR,
        ),
    ],
)
def test_approval_is_judged_by_what_is_known(
    library: Library, text: str, message: str | None, severity: Severity | None
) -> None:
    findings = check(library, text)
    assert [(f.message, f.severity) for f in findings] == ([(message, severity)] if message else [])


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("An FDA-approved laser cap.", ["FDA-cleared"]),
        ("A laser cap, approved by the FDA.", ["cleared by the FDA"]),
        ("An FDA-approved laser cap and microneedling pen.", ["FDA-cleared"]),
        ("An FDA-licensed laser cap.", []),
        ("An FDA-approved laser cap with exosomes.", []),
        ("An FDA-approved IPL lamp.", []),
        ("FDA-approved exosomes.", []),
        ("An FDA-approved cream.", []),
        ("A laser cap for you. It is FDA-approved.", []),
    ],
)
def test_a_rewrite_is_safe_only_where_all_that_is_named_is_known_to_be_cleared(text: str, safe: list[str]) -> None:
    (found,) = (item for item in check(load_library(()), text) if item.rule == "approval/fda-approved")
    assert [item.text for item in found.suggestions if item.applicability is Applicability.SAFE] == safe


def test_a_named_group_fills_texts_and_a_suggestion_without_its_value_is_left_out(library: Library) -> None:
    captured, plain = check(library, "PRP cures hair loss.\n\nPRP can help with acne.")
    assert captured.message == "Says that it cures."
    assert [s.text for s in captured.suggestions] == ["Do not say that it cures anything.", "Say what it is used for."]
    assert [s.text for s in plain.suggestions] == ["Say what it is used for."]


def test_jurisdictions_choose_severity_and_sources(library: Library) -> None:
    text = "PRP is safe for everyone. No downtime."
    both, _ = check(library, text)
    assert (both.severity, both.jurisdictions) == (Severity.ERROR, ("us", "uk"))
    (only_us,) = check(library, text, jurisdictions=("us",))
    assert (only_us.severity, [r.id for r in only_us.references]) == (Severity.WARNING, ["us-one"])


def test_select_ignore_and_confidence(library: Library) -> None:
    text = "# PRP\n\nThe miracle: safe for everyone, no downtime."
    rules = {
        (): ["in-the-section", "safe-for-all", "no-downtime"],
        (("select", ("hype", "test/no-downtime")),): ["in-the-section", "no-downtime"],
        (("ignore", ("absolute-safety",)),): ["in-the-section", "no-downtime"],
        (("ignore", ("test",)),): [],
        (("min_confidence", Confidence.MEDIUM),): ["safe-for-all", "no-downtime"],
    }
    for options, expected in rules.items():
        assert [f.rule.partition("/")[2] for f in check(library, text, **dict(options))] == expected


def test_a_lead_is_not_reported_again_for_each_item(library: Library) -> None:
    findings = check(library, "It is completely safe:\n\n- one\n- two\n")
    assert places(findings) == [(1, 7, 1, 22, "safe-for-all", "completely safe")]


def test_fingerprints_survive_lines_inserted_above_and_tell_twins_apart(library: Library) -> None:
    first = check(library, "PRP is safe for everyone.\n\nPRP is safe for everyone.")
    moved = check(library, "Hello.\n\nPRP is safe for everyone.\n\nPRP is safe for everyone.")
    assert [f.fingerprint for f in first] == [f.fingerprint for f in moved]
    assert len({f.fingerprint for f in first}) == 2


def test_findings_are_picklable(library: Library) -> None:
    findings = check(library, "PRP is safe for everyone.")
    assert pickle.loads(pickle.dumps(findings)) == findings


PAGE = "# PRP at our clinic\n\n" + "Platelets are drawn from blood and put back under the skin of the head. " * 6


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ("", True),
        ("PRP is not suitable for people with a fever.", False),
        ("There are no contraindications, so it is not suitable for nobody.", True),
        ("You should avoid it with blood thinners or in pregnancy.", False),
        ("Pregnancy and blood thinners", True),
    ],
)
def test_a_page_that_promotes_owes_disclosures(library: Library, more: str, missing: bool) -> None:
    found = [f for f in check(library, f"{PAGE}\n\n{more}\n") if f.category.value == "missing-disclosure"]
    message = "The page promotes platelet-rich plasma (PRP) and lacks contraindications."
    assert [(f.line, f.column, f.end_column, f.match, f.message) for f in found] == (
        [(1, 3, 6, "PRP", message)] if missing else []
    )


@pytest.mark.parametrize(
    "text",
    [
        "# PRP at our clinic\n\nToo short to be a page.",
        "# Blood\n\n" + "PRP is drawn from blood and put back under the skin of the head. " + "Blood is red. " * 30,
        "# PRP\n\n" + "Platelets are drawn from blood and put back under the skin of the head. " * 6,
    ],
)
def test_a_snippet_a_mention_and_plain_education_owe_none(library: Library, text: str) -> None:
    assert check(library, text) == []


@pytest.mark.parametrize(
    ("title", "claim", "owes"),
    [
        ("After your PRP", "", False),
        ("After your PRP", "PRP is safe for everyone.", True),
        ("PRP after one visit", "", True),
    ],
)
def test_advice_to_patients_owes_none_unless_it_makes_a_claim(
    library: Library, title: str, claim: str, owes: bool
) -> None:
    found = check(
        library, f"# {title}\n\nTo put off a visit, call our clinic. {'Keep the place clean. ' * 20}\n\n{claim}\n"
    )
    assert [f.rule for f in found if f.category.value == "missing-disclosure"] == [
        "test/missing-contraindications"
    ] * owes
