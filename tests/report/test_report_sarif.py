"""SARIF: valid by the schema, exact in its places, complete about rules, waivers and what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from samples import LINE, finding, full_report, rule_info, waived_report

from claimlint.extract import Format
from claimlint.lint import Criteria, library_of, lint_bytes
from claimlint.model.document import Incident, IncidentKind
from claimlint.model.options import Options
from claimlint.model.report import FileReport, Report
from claimlint.model.rule import Applicability, Category, Severity, Suggestion
from claimlint.report.sarif import render
from claimlint.run import run

SCHEMA = Draft4Validator(
    json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
)
SAFE = Suggestion("suitable for many people", Applicability.SAFE)


def log(report: Report, **limits: int) -> dict[str, Any]:
    """Return the only run of the log of a report, once the schema has no complaint."""
    read = json.loads(render(report, **limits))
    assert list(SCHEMA.iter_errors(read)) == []
    assert len(read["runs"]) == 1
    found: dict[str, Any] = read["runs"][0]
    return found


def one(line: str = LINE, **changes: object) -> Report:
    """Return a report with one finding in line 3."""
    return Report((FileReport("a.md", (finding(**changes),), (), ((3, line),)),), (), ())


@pytest.mark.parametrize(
    "report", [full_report(), waived_report(), Report((), (), ())], ids=["full", "waived", "empty"]
)
def test_is_valid(report: Report) -> None:
    log(report)


def test_the_schema_refuses_what_is_wrong() -> None:
    read = json.loads(render(full_report()))
    read["runs"][0]["results"][0]["level"] = "info"
    assert [error.message for error in SCHEMA.iter_errors(read)] == [
        "'info' is not one of ['none', 'note', 'warning', 'error']"
    ]


def test_places_are_code_points_and_relative_to_the_folder_of_the_run() -> None:
    found = log(one())
    assert found["columnKind"] == "unicodeCodePoints"
    place = found["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%", "index": 0},
        "region": {
            "startLine": 3, "startColumn": 36, "endLine": 3, "endColumn": 53, "snippet": {"text": "safe for everyone"},
        },
    }  # fmt: skip
    assert "uri" not in found["originalUriBaseIds"]["%SRCROOT%"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("drafts/a b.md", {"uri": "drafts/a%20b.md", "uriBaseId": "%SRCROOT%"}),
        ("ä:#?.md", {"uri": "%C3%A4%3A%23%3F.md", "uriBaseId": "%SRCROOT%"}),
        ("caf\udce9.md", {"uri": "caf%E9.md", "uriBaseId": "%SRCROOT%"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}),
        ("/srv/a.md", {"uri": "file:///srv/a.md"}),
        ("C:/a.md", {"uri": "file:///C%3A/a.md"}),
    ],
)
def test_paths_are_addresses_byte_for_byte(path: str, location: dict[str, str]) -> None:
    report = Report((FileReport(path, digest="ab"),), (), ())
    assert log(report)["artifacts"] == [{"location": location, "hashes": {"sha-256": "ab"}}]


def test_every_rule_that_was_used_is_described() -> None:
    criteria = Criteria(options=Options(jurisdictions=("uk",), select=("safety",)))
    rules = log(run((), criteria, keep_rules=True))["tool"]["driver"]["rules"]
    library = library_of()
    assert [rule["id"] for rule in rules] == [
        rule.id
        for rule in library.rules.values()
        if rule.pack == "safety" and any(library.references[name].jurisdiction == "uk" for name in rule.references)
    ]
    found = next(rule for rule in rules if rule["id"] == "safety/safe-for-everyone")
    assert found["properties"]["jurisdictions"] == ["uk"]
    assert found["properties"]["tags"] == ["absolute-safety", "safety"]
    assert found["defaultConfiguration"] == {"level": "error"}
    assert found["helpUri"].startswith("https://")
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert "- **Source**: <a " in rule["help"]["markdown"]
        assert "{" not in rule["help"]["text"] + rule["shortDescription"]["text"]


def test_a_run_that_needs_no_rules_carries_none() -> None:
    assert run((), Criteria()).rules == ()


def test_a_rule_that_the_report_does_not_tell_of_is_described_by_its_finding() -> None:
    found = log(replace(one(rule="waivers/unused"), rules=(rule_info(),)))
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == ["safety/safe-for-everyone", "waivers/unused"]
    assert found["results"][0]["ruleIndex"] == 1


def test_the_title_of_a_rule_whose_message_is_only_fields_is_its_reason() -> None:
    rule = rule_info(message="“{match}”: {status}", why="No product is approved. It never was.", references=())
    described = log(Report((), (), (), rules=(rule,)))["tool"]["driver"]["rules"][0]
    assert described["shortDescription"] == {"text": "No product is approved"}
    assert "helpUri" not in described


def test_waived_findings_are_suppressed_with_their_reason() -> None:
    results = log(waived_report())["results"]
    assert ["suppressions" in result for result in results] == [False, True, True, True, True]
    assert [result["suppressions"][0]["kind"] for result in results[1:]] == ["inSource", *["external"] * 3]
    assert results[1]["suppressions"] == [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "waived by J. Doe until 2027-03-31 (drafts/prp.md:2): agreed with the regulator",
            "properties": {"standing": "waived", "by": "J. Doe", "until": "2027-03-31", "place": "drafts/prp.md:2"},
        }
    ]


def test_a_safe_rewrite_is_a_fix_of_exactly_its_place() -> None:
    fix = log(one(suggestions=(SAFE, Suggestion("risky", Applicability.UNSAFE))))["results"][0]["fixes"]
    assert fix == [
        {
            "description": {"text": "suitable for many people"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%", "index": 0},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 3, "startColumn": 36, "endLine": 3, "endColumn": 53},
                            "insertedContent": {"text": "suitable for many people"},
                        }
                    ],
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    "report",
    [
        one("Our PRP is gentle and, we believe, safe for **every**one", suggestions=(SAFE,)),
        one(suggestions=(Suggestion("<b>safer</b>", Applicability.SAFE),)),
        one(suggestions=(Suggestion('"safer"', Applicability.SAFE),)),
        one(suggestions=(Suggestion("safe in a trial", Applicability.SAFE, True),)),
        one(suggestions=(Suggestion("safer\n# for", Applicability.SAFE),)),
        one(suggestions=(SAFE,), end_line=4),
        one(suggestions=(SAFE,), category=Category.MISSING_DISCLOSURE),
        replace(one(suggestions=(SAFE,)), files=(FileReport("a.md", (finding(suggestions=(SAFE,)),)),)),
    ],
    ids=[
        "markup in the place",
        "markup",
        "quotes",
        "evidence",
        "lines",
        "several lines",
        "disclosure",
        "line not at hand",
    ],
)
def test_a_rewrite_that_might_break_the_page_is_no_fix(report: Report) -> None:
    assert "fixes" not in log(report)["results"][0]


def test_incidents_are_notifications_and_the_run_no_success() -> None:
    invocation = log(full_report())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [told["descriptor"]["id"] for told in invocation["toolExecutionNotifications"]] == [
        "unsupported", "timed-out", "binary",
    ]  # fmt: skip
    assert invocation["toolExecutionNotifications"][1] == {
        "level": "error",
        "descriptor": {"id": "timed-out"},
        "message": {"text": "searching took too long"},
        "associatedRule": {"id": "hype/miracle"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "drafts/prp.md", "uriBaseId": "%SRCROOT%", "index": 1},
                    "region": {"startLine": 7},
                }
            }
        ],
    }
    assert log(waived_report())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def many(number: int) -> Report:
    """Return a report in which every tenth finding is an error and the others are infos."""
    levels = (Severity.ERROR, *[Severity.INFO] * 9)
    found = [finding(severity=levels[n % 10], line=n + 1, end_line=n + 1, fingerprint=f"{n:08}") for n in range(number)]
    return Report((FileReport("a.md", tuple(found)),), (), ())


def test_the_mildest_are_left_out_first_and_that_is_said() -> None:
    found = log(many(40), most_results=6)
    lines = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in found["results"]]
    assert lines == [1, 2, 3, 11, 21, 31]
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == [
        "34 findings of 40 left out, the mildest: the log has a limit."
    ]


def test_a_log_stays_under_the_limit_of_bytes() -> None:
    import zlib

    report = many(400)
    whole = len(zlib.compress(render(report).encode()))
    limit = whole // 2
    text = render(report, most_bytes=limit)
    assert len(zlib.compress(text.encode())) <= limit
    assert 40 < len(json.loads(text)["runs"][0]["results"]) < 400


def test_more_results_than_github_shows_are_said() -> None:
    found = log(many(5_001))
    assert len(found["results"]) == 5_001
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == [
        "This log holds 5,001 results; GitHub shows the 5,000 most severe."
    ]


def test_a_fingerprint_holds_when_lines_are_added_above() -> None:
    def prints(text: str) -> list[dict[str, str]]:
        file = lint_bytes(text.encode(), "a.md", Format.MARKDOWN, Criteria())
        return [result["partialFingerprints"] for result in log(Report((file,), (), ()))["results"]]

    copy = "It is safe for everyone.\n\nIt is safe for everyone.\n"
    assert len({found["primaryLocationLineHash"] for found in prints(copy)}) == 2
    assert prints(copy) == prints(f"# A title\n\nOur clinic is open.\n\n{copy}")


def test_an_incident_of_the_run_has_no_place() -> None:
    report = Report((), (), (), (Incident(IncidentKind.UNSUPPORTED, "nothing [here](0)"),))
    assert log(report)["invocations"][0]["toolExecutionNotifications"] == [
        {"level": "error", "descriptor": {"id": "unsupported"}, "message": {"text": "nothing \\[here\\](0)"}}
    ]
