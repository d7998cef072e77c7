"""Waivers and evidence from the command line, in real processes on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import FLAGGED, FLAGGED_RULE, run_cli

CONFIG = f"""\
jurisdictions: [us, uk]
waivers:
  - file: pages/*.txt
    rule: {FLAGGED_RULE}
    match: It is safe for everyone
    reason: agreed
    by: J. Doe
    until: 2027-03-31
"""
REGISTER = """\
version: 1
claims:
  - id: proven
    claim: PRP is clinically proven to regrow hair
    source: {doi: 10.1000/182}
    treatment: prp
    jurisdictions: [us, uk]
    approver: Dr A
    approved_on: 2026-01-01
    review_by: 2027-05-01
"""
PROVEN = "PRP is clinically proven to regrow hair.\n"
DURING = {"SOURCE_DATE_EPOCH": "1795305600"}
"""2026-11-22"""
AFTER = {"SOURCE_DATE_EPOCH": "1900000000"}
"""2030-03-17"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a configuration that waives, a register that supports, and a page for each."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / ".claimlint.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "evidence.yaml").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "pages" / "a.txt").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "b.md").write_text(PROVEN, encoding="utf-8")
    return tmp_path


def last(text: str, back: int = 2) -> str:
    return text.splitlines()[-back]


def test_waived_findings_do_not_count_and_are_shown(site: Path) -> None:
    outcome = run_cli("check", cwd=site, env=DURING)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[-6:-1] == [
        f"waived[{FLAGGED_RULE}]: “safe for everyone” promises safety without exception.",
        " --> pages/a.txt:1:7",
        "  = waived: agreed, by J. Doe, until 2027-03-31 (.claimlint.yaml:3)",
        "",
        "0 errors, 0 warnings, 0 infos in 2 files, 1 waived, 2 supported",
    ]
    assert "  = supported: proven: doi 10.1000/182, by Dr A, until 2027-05-01 (evidence.yaml:3)\n" in outcome.out
    assert run_cli("check", "--quiet", cwd=site, env=DURING).out == ""


def test_waived_findings_in_json(site: Path) -> None:
    report = json.loads(run_cli("check", "--format", "json", cwd=site, env=DURING).out)
    summary = report["summary"]
    assert (summary["errors"], summary["waived"], summary["supported"]) == (0, 1, 2)
    assert report["files"][1]["findings"][0]["waived"] == {
        "kind": "config",
        "place": ".claimlint.yaml:3",
        "reason": "agreed",
        "by": "J. Doe",
        "until": "2027-03-31",
    }
    assert [it["waived"]["kind"] for it in report["files"][0]["findings"]] == ["evidence", "evidence"]


def test_what_expired_counts_again(site: Path) -> None:
    outcome = run_cli("check", "--quiet", cwd=site, env=AFTER)
    assert outcome.code == 1
    assert [line.split(" ")[0:2] for line in outcome.out.splitlines()] == [
        [".claimlint.yaml:3:5:", "warning[waivers/expired]"],
        ["b.md:1:1:", "warning[biology/unproven-agent-stated-as-fact]"],
        ["b.md:1:5:", "error[evidence/clinically-proven]"],
        ["pages/a.txt:1:7:", f"error[{FLAGGED_RULE}]"],
    ]
    whys = run_cli("check", "--format", "json", "b.md", cwd=site, env=AFTER)
    why = json.loads(whys.out)["files"][0]["findings"][1]["why"]
    note = " Evidence “proven” (evidence.yaml:3) was due for review by 2027-05-01 and supports nothing since."
    assert why.endswith(note)


def test_a_day_that_is_none_is_2(site: Path) -> None:
    outcome = run_cli("check", cwd=site, env={"SOURCE_DATE_EPOCH": "soon"})
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "claimlint: SOURCE_DATE_EPOCH must be whole seconds since 1970, not “soon”; unset it\n"


def test_for_auditors(site: Path) -> None:
    outcome = run_cli("check", "--no-waivers", cwd=site, env=DURING)
    assert outcome.code == 1
    assert last(outcome.out) == "2 errors, 1 warning, 0 infos in 2 files"


def test_statistics_have_a_column_for_what_is_waived(site: Path) -> None:
    outcome = run_cli("check", "--quiet", "--statistics", cwd=site, env=DURING)
    assert outcome.out.splitlines()[:4] == [
        "  count   waived  rule",
        "      0        1  biology/unproven-agent-stated-as-fact",
        "      0        1  evidence/clinically-proven",
        f"      0        1  {FLAGGED_RULE}",
    ]


def test_an_unused_entry_is_reported_where_its_files_were_read(site: Path) -> None:
    (site / "pages" / "a.txt").write_text("Hello.\n", encoding="utf-8")
    (site / "pages" / "c.txt").write_text(FLAGGED, encoding="utf-8")
    assert run_cli("check", cwd=site, env=DURING).code == 0
    # The entry may be for the page that was not read.
    assert run_cli("check", "pages/a.txt", cwd=site, env=DURING).code == 0
    (site / "pages" / "c.txt").unlink()
    outcome = run_cli("check", "--quiet", cwd=site, env=DURING)
    assert outcome.code == 1
    assert outcome.out == (
        f".claimlint.yaml:3:5: warning[waivers/unused] The waiver of “{FLAGGED_RULE}” in “pages/*.txt” covers nothing: "
        "the files that were read have no such finding with the text that it quotes.\n"
    )
    assert run_cli("check", "--quiet", cwd=site / "pages", env=DURING).code == 0
    assert run_cli("check", "b.md", cwd=site, env=DURING).code == 0
    assert run_cli("check", "--ignore", "waivers/unused", cwd=site, env=DURING).code == 0
    (site / ".claimlint.yaml").write_text(CONFIG.replace("*.txt", "a.txt"), encoding="utf-8")
    outcome = run_cli("check", "--quiet", "a.txt", cwd=site / "pages", env=DURING)
    assert (outcome.code, outcome.out.count("waivers/unused")) == (1, 1)


def test_several_processes_say_the_same(site: Path) -> None:
    (site / "c.md").write_text(f"<!-- claimlint-disable-file {FLAGGED_RULE} -- x -->\n\n{FLAGGED}", encoding="utf-8")
    one = run_cli("check", "--jobs", "1", cwd=site, env=AFTER)
    assert run_cli("check", "--jobs", "2", cwd=site, env=AFTER) == one


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            ".claimlint.yaml",
            "safe-for-everyone",
            "safe-for-evryone",
            ".claimlint.yaml:3:5: no rule is called “safety/s",
        ),
        ("evidence.yaml", "treatment: prp", "treatment: prpp", "evidence.yaml:3:5: no treatment is called “prpp”; did"),
        ("evidence.yaml", "[us, uk]", "[us, zz]", "evidence.yaml:3:5: no source is of jurisdiction “zz”"),
        (
            "evidence.yaml",
            "version: 1",
            "version: 9",
            "evidence.yaml:1:10: version '9' is not known; this claimlint re",
        ),
        ("evidence.yaml", "approver", "aprover", "evidence.yaml:8:5: unknown key 'aprover' in a claim of the register"),
    ],
)
@pytest.mark.parametrize("words", [["check"], ["evidence", "check"]], ids=" ".join)
def test_an_entry_that_cannot_be_meant_is_2(
    site: Path, file: str, old: str, new: str, complaint: str, words: list[str]
) -> None:
    text = (site / file).read_text(encoding="utf-8")
    (site / file).write_text(text.replace(old, new), encoding="utf-8")
    outcome = run_cli(*words, cwd=site, env=DURING)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"claimlint: {complaint}")
    assert outcome.err.count("\n") == 1


def test_evidence_in_order_is_0(site: Path) -> None:
    outcome = run_cli("evidence", "check", cwd=site, env=DURING)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "0 problems; 1 claim in the register, held against 2 files\n"


def test_evidence_with_something_to_do_is_1(site: Path) -> None:
    claim = REGISTER.partition("claims:\n")[2]
    unused = claim.replace("id: proven", "id: unused").replace("is clinically", "was never clinically")
    market = claim.replace("id: proven", "id: market").replace("[us, uk]", "[uk]")
    broken = claim.replace("id: proven", "id: broken").replace("doi: 10.1000/182", "file: gone.pdf")
    late = claim.replace("id: proven", "id: late").replace("2027-05-01", "2026-11-21")
    (site / "evidence.yaml").write_text(REGISTER + unused + market + broken + late, encoding="utf-8")
    outcome = run_cli("evidence", "check", cwd=site, env=DURING)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.splitlines() == [
        "evidence.yaml:11:5: warning[unused]: unused: no finding in the copy that was read is worded like it",
        "evidence.yaml:19:5: error[wrong-market]: market: it holds for uk, not for us; its wording stands in b.md",
        "evidence.yaml:27:5: error[broken]: broken: no file “gone.pdf” is inside the folder of the register",
        "evidence.yaml:35:5: error[expired]: late: it was due for review by 2026-11-21; have it approved anew",
        "4 problems; 5 claims in the register, held against 2 files",
    ]


def test_evidence_that_cannot_be_judged_is_2(site: Path) -> None:
    (site / "b.md").write_bytes(b"\0\1\2\xff")
    outcome = run_cli("evidence", "check", cwd=site, env=DURING)
    assert (outcome.code, outcome.out) == (2, "0 problems; 1 claim in the register, held against 1 file\n")
    assert outcome.err.startswith("b.md: no verdict[binary]: ")
    (site / "evidence.yaml").unlink()
    outcome = run_cli("evidence", "check", cwd=site, env=DURING)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "claimlint: there is no evidence register; put evidence.yaml beside the configuration file\n"
    )


def test_waivers_in_pyproject_are_reported_there(site: Path) -> None:
    (site / ".claimlint.yaml").unlink()
    entry = (
        f'[tool.claimlint]\n[[tool.claimlint.waivers]]\nfile = "pages/a.txt"\nrule = "{FLAGGED_RULE}"\nmatch = "no"\n'
    )
    (site / "pyproject.toml").write_text(entry, encoding="utf-8")
    outcome = run_cli("check", "--quiet", "pages", cwd=site, env=DURING)
    assert outcome.out.splitlines()[1].startswith("pyproject.toml:2:1: warning[waivers/unused] ")


def test_a_check_on_waivers_is_explained_like_a_rule(tmp_path: Path) -> None:
    outcome = run_cli("explain", "--no-config", "waivers/malformed", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("error[waivers/malformed]: The directive cannot be read.\n")


def test_hostile_words_in_a_waiver_are_shown_as_escapes(tmp_path: Path) -> None:
    text = (
        f"<!-- claimlint-disable-next-line {FLAGGED_RULE} -- \x1b[2J ::error::x ##[group], by: \u202eeve -->\n{FLAGGED}"
    )
    (tmp_path / "draft.md").write_text(f"{text}\n<!-- claimlint-\x1b[31m -->\n", encoding="utf-8")
    outcome = run_cli("check", "--no-config", cwd=tmp_path, env={**DURING, "FORCE_COLOR": "0"})
    assert outcome.code == 1
    assert "  = waived: \\x1b[2J ::error::x ##\\[group], by \\u202eeve (draft.md:1)\n" in outcome.out
    assert "error[waivers/malformed]: “claimlint-\\x1b[31m” is no directive" in outcome.out
    assert "\x1b" not in outcome.out
