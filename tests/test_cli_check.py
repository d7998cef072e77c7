"""``claimlint check``: verdicts, options and output, in real processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, FLAGGED_RULE, run_cli

NOT_JUDGED = "Not judged: pictures, video, and whether the evidence is any good. Decision support, not legal advice.\n"
ONE_LINE = f"draft.md:1:7: error[{FLAGGED_RULE}] "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft that is flagged and a page that is clean."""
    (tmp_path / "draft.md").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def test_clean_copy_is_0(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "clean.md", cwd=folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "0 errors, 0 warnings, 0 infos in 1 file\n" + NOT_JUDGED


def test_a_finding_is_1_and_is_shown_in_its_line(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "draft.md", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    rows = outcome.out.splitlines()
    assert rows[0].startswith(f"error[{FLAGGED_RULE}]: ")
    assert rows[1:5] == [
        " --> draft.md:1:7",
        "  |",
        "1 | It is safe for everyone.",
        "  |       ^^^^^^^^^^^^^^^^^",
    ]
    assert "  = why: " in outcome.out
    assert outcome.out.endswith("1 error, 0 warnings, 0 infos in 1 file\n" + NOT_JUDGED)


def test_the_default_is_this_folder(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--quiet", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    assert [line.startswith(ONE_LINE) for line in outcome.out.splitlines()] == [True]


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(folder: Path, fail_on: str, code: int) -> None:
    assert run_cli("check", "--no-config", "--fail-on", fail_on, "draft.md", cwd=folder).code == code


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--select", FLAGGED_RULE], True),
        (["--select", "safety"], True),
        (["--select", "absolute-safety,hype"], True),
        (["--select", "hype"], False),
        (["--ignore", FLAGGED_RULE], False),
        (["--ignore", "hype", "--ignore", "absolute-safety"], False),
        (["--jurisdiction", "uk"], True),
        (["--jurisdiction", "US,uk"], True),
        (["--jurisdiction", "all"], True),
        (["--min-confidence", "low"], True),
    ],
)
def test_options_choose_the_findings(folder: Path, options: list[str], found: bool) -> None:
    outcome = run_cli("check", "--no-config", "--quiet", *options, "draft.md", cwd=folder)
    assert (outcome.code, outcome.err) == (int(found), "")
    assert outcome.out.startswith(ONE_LINE) is found


def test_a_jurisdiction_limits_the_sources(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--format", "json", "--jurisdiction", "uk", "draft.md", cwd=folder)
    found = json.loads(outcome.out)["files"][0]["findings"][0]
    assert {reference["jurisdiction"] for reference in found["references"]} == {"uk"}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--jurisdiction", "ukk"], "no source is of jurisdiction “ukk”; did you mean “uk”?"),
        (["--select", "safe-for-everyone"], f"did you mean “{FLAGGED_RULE}”?"),
        (["--ignore", "absolute-safty"], "did you mean “absolute-safety”?"),
        (["--select", ","], "--select names nothing"),
        (["--fail-on", "fatal"], "'fatal' is not one of"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--output", "json"], "--output takes FORMAT=FILE"),
        (["--output", "xml=report.xml"], "--output takes FORMAT=FILE"),
        (["--config", "a.yaml"], "--config and --no-config exclude each other"),
        (["--stdin-filename", "a.md"], "--stdin-filename goes with “-”"),
        (["--frobnicate"], "No such option"),
        (["--jobs", "many"], "'many' is not a valid integer"),
    ],
)
def test_a_usage_error_is_2_and_one_complaint(folder: Path, options: list[str], complaint: str) -> None:
    outcome = run_cli("check", "--no-config", *options, "draft.md", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert all(line.startswith("claimlint: ") for line in outcome.err.splitlines())


def test_json_on_stdout_and_reports_in_files(folder: Path) -> None:
    outputs = ["--output", "text=report.txt", "--output", "json=report.json"]
    (folder / "report.txt").write_text("the old report", encoding="utf-8")
    outcome = run_cli("check", "--no-config", "--format", "json", *outputs, "draft.md", "clean.md", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    report = json.loads(outcome.out)
    assert [file["path"] for file in report["files"]] == ["clean.md", "draft.md"]
    assert [(found["rule"], found["line"], found["column"]) for found in report["files"][1]["findings"]] == [
        (FLAGGED_RULE, 1, 7)
    ]
    assert (folder / "report.json").read_text(encoding="utf-8") == outcome.out
    assert (folder / "report.txt").read_text(encoding="utf-8").endswith(NOT_JUDGED)
    assert sorted(path.name for path in folder.iterdir()) == ["clean.md", "draft.md", "report.json", "report.txt"]


def test_a_report_written_through_a_link_keeps_the_link(folder: Path) -> None:
    (folder / "link.json").symlink_to("target.json")
    assert run_cli("check", "--no-config", "--output", "json=link.json", "clean.md", cwd=folder).code == 0
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "target.json").read_text(encoding="utf-8"))["summary"]["files"] == 1


@pytest.mark.parametrize("target", ["no/such/folder/report.json", "."])
def test_a_report_that_cannot_be_written_is_2(folder: Path, target: str) -> None:
    outcome = run_cli("check", "--no-config", "--output", f"json={target}", "clean.md", cwd=folder)
    assert outcome.code == 2
    assert outcome.err.startswith(f"claimlint: cannot write {target}: ")
    assert outcome.err.count("\n") == 1


def test_stdin_is_plain_text_by_default(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--quiet", "-", cwd=folder, stdin=FLAGGED.encode())
    assert outcome.code == 1
    assert outcome.out.startswith(f"<stdin>:1:7: error[{FLAGGED_RULE}] ")


def test_the_name_of_stdin_decides_its_format(folder: Path) -> None:
    page = b"<p>It is safe <b>for</b> everyone.</p><script>'It is safe for everyone.'</script>"
    outcome = run_cli("check", "--no-config", "--quiet", "-", "--stdin-filename", "p.html", cwd=folder, stdin=page)
    assert outcome.code == 1
    assert [line.partition(" ")[0] for line in outcome.out.splitlines()] == ["p.html:1:10:"]


def test_stdin_beside_files(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--quiet", "-", "draft.md", cwd=folder, stdin=FLAGGED.encode())
    assert [line.partition(" ")[0] for line in outcome.out.splitlines()] == ["<stdin>:1:7:", "draft.md:1:7:"]


def test_statistics_count_by_rule_and_category(folder: Path) -> None:
    (folder / "more.md").write_text(FLAGGED, encoding="utf-8")
    outcome = run_cli("check", "--no-config", "--quiet", "--statistics", cwd=folder)
    assert outcome.out.splitlines()[2:] == [
        "",
        "  count  rule",
        f"      2  {FLAGGED_RULE}",
        "",
        "  count  category",
        "      2  absolute-safety",
    ]


def test_list_files(folder: Path) -> None:
    outcome = run_cli("check", "--no-config", "--list-files", cwd=folder)
    listed = "clean.md\tmarkdown\tnamed *.md\ndraft.md\tmarkdown\tnamed *.md\n"
    assert (outcome.code, outcome.out, outcome.err) == (0, listed, "")


def test_list_files_says_what_is_left_out_and_what_is_unknown(folder: Path) -> None:
    for name in ("package.json", "a.css", "b.css", "copy.tpl", "page.json", "LICENSE"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / ".claimlint.yaml").write_text('formats: {"*.tpl": html, "page.*": plain}', encoding="utf-8")
    outcome = run_cli("check", "--list-files", cwd=folder)
    assert (outcome.code, outcome.out.splitlines()) == (
        0,
        [
            "clean.md\tmarkdown\tnamed *.md",
            "copy.tpl\thtml\tformats: *.tpl",
            "draft.md\tmarkdown\tnamed *.md",
            "page.json\tplain\tformats: page.*",
        ],
    )
    assert outcome.err.splitlines() == [
        "left out, since they hold no copy; name one to have it read: package.json",
        "not read, no format is known for: .css (2), without a suffix (1)",
    ]


def test_what_is_left_out_of_a_walk_is_read_when_named(folder: Path) -> None:
    (folder / "package.json").write_text('{"description": "It is safe for everyone."}', encoding="utf-8")
    walked = run_cli("check", "--no-config", "--quiet", cwd=folder)
    named = run_cli("check", "--no-config", "--quiet", "package.json", cwd=folder)
    assert "package.json" not in walked.out
    assert named.out.startswith(f"package.json:1:24: error[{FLAGGED_RULE}]")


def test_a_document_that_cannot_be_read_is_named_once(folder: Path) -> None:
    for name in ("a.pages", "b.pages", "c.png"):
        (folder / name).write_bytes(b"x")
    outcome = run_cli("check", "--no-config", "--quiet", cwd=folder)
    assert outcome.err == "not read, no format is known for: .pages (2)\n"


def test_a_configured_format_reads_what_has_no_known_name(folder: Path) -> None:
    (folder / "copy.tpl").write_text("<p>{{ x }} is <b>safe</b> for everyone.", encoding="utf-8")
    (folder / ".claimlint.yaml").write_text('formats: {"*.tpl": html}', encoding="utf-8")
    outcome = run_cli("check", "--quiet", "copy.tpl", cwd=folder)
    assert outcome.out.startswith(f"copy.tpl:1:18: error[{FLAGGED_RULE}]")


def test_color_only_where_it_is_wanted(folder: Path) -> None:
    plain = run_cli("check", "--no-config", "draft.md", cwd=folder)
    forced = run_cli("check", "--no-config", "draft.md", cwd=folder, env={"FORCE_COLOR": "1"})
    refused = run_cli("check", "--no-config", "draft.md", cwd=folder, env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert "\x1b" not in plain.out
    assert forced.out.startswith("\x1b[1;31merror")
    assert refused == plain


def test_any_number_of_jobs_gives_the_same_report(folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.md").write_text(FLAGGED * (number % 3), encoding="utf-8")
    (folder / "bad.md").write_bytes(b"\0\1\2\3")
    one, two, five = (
        run_cli("check", "--no-config", "--format", "json", "--jobs", jobs, cwd=folder) for jobs in ("1", "2", "5")
    )
    assert one.code == 2
    assert one == two == five
    assert json.loads(one.out)["summary"]["files"] == 15


def test_the_configuration_counts_and_the_command_line_counts_more(folder: Path) -> None:
    (folder / ".claimlint.yaml").write_text("ignore: [absolute-safety]\nfail_on: never\n", encoding="utf-8")
    assert run_cli("check", "--quiet", "draft.md", cwd=folder).out == ""
    assert run_cli("check", "--quiet", "--ignore", "hype", "draft.md", cwd=folder).code == 0
    outcome = run_cli("check", "--quiet", "--ignore", "hype", "--fail-on", "error", "draft.md", cwd=folder)
    assert outcome.code == 1
    assert run_cli("check", "--quiet", "--no-config", "draft.md", cwd=folder).code == 1
    (folder / "other.yaml").write_text("fail_on: error\n", encoding="utf-8")
    assert run_cli("check", "--quiet", "--config", "other.yaml", "draft.md", cwd=folder).code == 1


def test_components_are_found_and_their_tests_are_not(tmp_path: Path) -> None:
    (tmp_path / "__tests__").mkdir()
    for name in ("page.tsx", "page.test.tsx", "page.stories.jsx", "page.d.ts", "lib.min.js", "__tests__/page.tsx"):
        (tmp_path / name).write_text("export const text = 'It is safe for everyone.';\n", encoding="utf-8")
    walked = run_cli("check", "--no-config", "--quiet", cwd=tmp_path)
    assert [line.split(" ")[0] for line in walked.out.splitlines()] == ["page.tsx:1:28:"]
    named = run_cli("check", "--no-config", "--quiet", "page.test.tsx", cwd=tmp_path)
    assert [line.split(" ")[0] for line in named.out.splitlines()] == ["page.test.tsx:1:28:"]
    assert (walked.code, named.code) == (1, 1)
