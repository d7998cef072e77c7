"""Copy, packs and configurations made to break the linter: a verdict or one clear message, in bounded time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import FLAGGED, FLAGGED_RULE, Outcome, run_cli
from payloads import terminal_controls

from claimlint import lint_text
from claimlint.extract import SUFFIXES
from claimlint.files.discover import discover
from claimlint.lint import Criteria
from claimlint.run import exit_code, run

CLAIM = FLAGGED.strip()
GOOD = f"good.md:1:7: error[{FLAGGED_RULE}] "
TEN_MEGABYTES = 10 * 2**20
DEEP = 100_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that can be judged."""
    (tmp_path / "good.md").write_text(FLAGGED, encoding="utf-8")
    return tmp_path


def check(folder: Path, *names: str, config: bool = False) -> Outcome:
    options = ("--select", "safety,own") if config else ("--select", "safety", "--no-config")
    return run_cli("check", *options, "--quiet", "good.md", *names, cwd=folder)


def check_one(folder: Path, name: str, data: bytes) -> tuple[list[str], list[str]]:
    """Check a hostile file beside the good one; return the places of the claim in it, and its incidents."""
    (folder / name).write_bytes(data)
    outcome = check(folder, name)
    rows = outcome.out.splitlines()
    assert [row for row in rows if row.startswith(GOOD)]
    found = [row.split(" ")[0] for row in rows if row.startswith(f"{name}:")]
    incidents = outcome.err.splitlines()
    assert all(line.startswith((f"{name}: no verdict[", f"{name}:")) for line in incidents)
    assert outcome.code == (2 if incidents else 1)
    return found, [line.removeprefix(name) for line in incidents]


SENTENCES = f"On Mondays {'and on every other day of the week ' * 8}our clinic is open. "
LONG = SENTENCES * (TEN_MEGABYTES // len(SENTENCES))


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [
        ("line.txt", f"{LONG}{CLAIM}", len(LONG) + 7),
        ("line.md", f"{LONG}{CLAIM}", len(LONG) + 7),
        ("line.html", f"<p>{LONG}{CLAIM}", len(LONG) + 10),
        ("tags.html", f"{'<div>' * DEEP}{CLAIM}", 5 * DEEP + 7),
        ("lists.html", f"{'<ul><li>' * DEEP}{CLAIM}", 8 * DEEP + 7),
        ("tables.html", f"{'<table><tr><td>' * DEEP}{CLAIM}", 15 * DEEP + 7),
        ("bold.html", f"{'<b>' * DEEP}{CLAIM}{'</b>' * DEEP}", 3 * DEEP + 7),
        ("tags.md", f"{'<div>' * DEEP}{CLAIM}", 5 * DEEP + 7),
        ("quotes.md", f"{'>' * DEEP}{CLAIM}", DEEP + 7),
        ("lists.md", f"{'- ' * DEEP}{CLAIM}", 2 * DEEP + 7),
        ("notes.md", f"{'[^1]: ' * DEEP}{CLAIM}", 6 * DEEP + 7),
        ("attributes.html", f"<p {'a ' * 10 * DEEP}>{CLAIM}", 20 * DEEP + 11),
        ("marks.txt", f"e{chr(0x301) * 10 * DEEP} {CLAIM}", 10 * DEEP + 9),
        ("invisible.txt", f"{chr(0x200B) * 10 * DEEP} {CLAIM}", 10 * DEEP + 8),
        ("spaces.txt", f"{' ' * 10 * DEEP}{CLAIM}", 10 * DEEP + 7),
        ("addresses.md", f"{'http://' * DEEP} {CLAIM}", 7 * DEEP + 8),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_long_lines_and_deep_nesting_are_judged_to_the_end(folder: Path, name: str, text: str, column: int) -> None:
    assert check_one(folder, name, text.encode()) == ([f"{name}:1:{column}:"], [])


ENDLESS = (
    ": no verdict[too-large]: a sentence here does not end within 8,000 characters; it was checked in pieces, and "
)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("words.txt", f"One.\n\n{'walk and ' * (TEN_MEGABYTES // 9)}closed, it is safe for everyone.", 3),
        ("words.md", f"{'walk and ' * (TEN_MEGABYTES // 9)}closed, it is safe for everyone.", 1),
        ("letters.txt", f"{'a' * TEN_MEGABYTES} {CLAIM}", 1),
        ("commas.txt", f"{'safe, ' * 5 * DEEP}{CLAIM}", 1),
        ("almost.txt", f"{'safe for ' * 2 * DEEP}all. {CLAIM}", 1),
        ("references.html", f"<p>{'&am' * 10 * DEEP} {CLAIM}", 1),
        ("braces.html", f"{'{{ ' * 3 * DEEP}{CLAIM}", 1),
        ("tags.html", f"{'{% comment ' * DEEP}{CLAIM}", 1),
        ("stars.md", f"{'*a ' * DEEP}{CLAIM}", 1),
        ("brackets.md", f"{'[' * DEEP} {CLAIM}", 1),
        ("links.md", f"{'[a](' * DEEP} {CLAIM}", 1),
        ("underscores.md", f"{'_a' * 3 * DEEP} {CLAIM}", 1),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_a_sentence_without_an_end_is_checked_in_pieces_and_named(
    folder: Path, name: str, text: str, line: int
) -> None:
    found, incidents = check_one(folder, name, text.encode())
    assert [place.rsplit(":", 3)[0] for place in found[-1:]] == [f"{name}:{line}".rpartition(":")[0]]
    assert [incident.startswith(f":{line}{ENDLESS}") for incident in incidents] == [True]


def test_a_claim_far_into_a_long_sentence_is_not_lost() -> None:
    report = lint_text(f"{'walk ' * 1500}and it is safe for everyone. {'walk ' * 3400}{CLAIM}")
    assert [(finding.line, finding.column) for finding in report.findings] == [(1, 7511), (1, 24536)]
    assert [incident.line for incident in report.incidents] == [1]


def test_a_long_header_costs_each_cell_below_it_little(folder: Path) -> None:
    text = f"| {'Open. ' * DEEP}Is it safe for |\n|---|\n" + "| everyone |\n" * 500
    found, incidents = check_one(folder, "table.md", text.encode())
    assert (len(found), incidents) == (0, [])


@pytest.mark.parametrize(
    ("name", "text", "found", "incident"),
    [
        ("comment.html", f"<p>{CLAIM}<!-- {CLAIM}", ["1:10"], ":1: no verdict[markup]: a comment that opens here"),
        ("tag.html", f"{CLAIM}\n<p title='{CLAIM}", ["1:7"], ":2: no verdict[markup]: a tag that opens here"),
        ("script.html", f"{CLAIM}<script>{CLAIM}", ["1:7"], ":1: no verdict[markup]: <script> is never closed"),
        ("style.html", f"{CLAIM}<style>{CLAIM}", ["1:7"], ":1: no verdict[markup]: <style> is never closed"),
        ("title.html", f"<title>{CLAIM}", ["1:14"], ":1: no verdict[markup]: <title> is never closed"),
        ("data.html", "<script type='application/ld+json'>{\"a\":" * DEEP, [], ":1: no verdict[markup]: "),
        ("comment.md", f"{CLAIM}\n\n<!-- {CLAIM}", ["1:7"], ":3: no verdict[markup]: a comment that opens here"),
        ("code.md", f"{CLAIM}\n\n```\n{CLAIM}", ["1:7"], ":3: no verdict[markup]: a code block that opens here"),
        ("code-in-list.md", f"- a\n\n  ~~~\n  ```\n\n{CLAIM}", ["6:7"], ":3: no verdict[markup]: a code block"),
        ("pre.md", f"{CLAIM}\n\n<pre>\n{CLAIM}", ["1:7"], ":3: no verdict[markup]: <pre> is never closed"),
        ("code.mdx", f"export const a = {{\n\n{CLAIM}", ["3:7"], ":1: no verdict[markup]: code that opens here"),
        ("deep.html", f"<script type='application/ld+json'>{'[' * DEEP}</script><p>{CLAIM}", [f"1:{DEEP + 54}"],
         ":1: no verdict[markup]: this JSON-LD cannot be read: it is nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_never_closed_is_named(folder: Path, name: str, text: str, found: list[str], incident: str) -> None:
    places, incidents = check_one(folder, name, text.encode())
    assert places == [f"{name}:{place}:" for place in found]
    assert [line.startswith(incident) for line in incidents] == [True]


ALIASES = "".join(f"b{number}: &a [*a, *a]\n" for number in range(40))


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("front.md", f"---\ntitle: Open\n\n{CLAIM}", "4:7"),
        ("deep.md", f"---\n{'[' * 5000}\n---\n\n{CLAIM}", "5:7"),
        ("nested.md", f"---\na:\n{'- ' * DEEP}x\n---\n\n{CLAIM}", "6:7"),
        ("aliases.md", f"---\na: &a [x, x]\n{ALIASES}---\n\n{CLAIM}", "45:7"),
        ("toml.md", f"+++\n{'a=' * DEEP}\n+++\n\n{CLAIM}", "5:7"),
        ("braces.md", f"{{{{ open\n\n{CLAIM}", "3:7"),
        ("emphasis.md", f"**open [and _on\n\n{CLAIM}", "3:7"),
        ("fences.md", f"````\n```\n````\n\n~~~py\n~~~~\n\n{CLAIM}", "8:7"),
        ("quoted.md", f"> ```\n> open\n> ```\n\n{CLAIM}", "5:7"),
    ],
)  # fmt: skip
def test_other_odd_markup_costs_no_verdict(folder: Path, name: str, text: str, place: str) -> None:
    assert check_one(folder, name, text.encode()) == ([f"{name}:{place}:"], [])


@pytest.mark.parametrize(
    ("name", "data", "incident"),
    [
        ("surrogate.txt", b"\xed\xa0\x80 " + FLAGGED.encode(), ": no verdict[encoding]: "),
        ("surrogate16.txt", b"\xff\xfe\x00\xd8" + FLAGGED.encode("utf-16-le"), ": no verdict[encoding]: "),
        ("odd16.txt", b"\xff\xfe" + FLAGGED.encode("utf-16-le") + b"a", ": no verdict[encoding]: "),
        ("big-endian.html", FLAGGED.encode("utf-16-be"), ": no verdict[encoding]: "),
        ("nul.html", b"<p>" + FLAGGED.encode() + b"\0", ": no verdict[binary]: "),
        ("nul16.txt", FLAGGED.encode("utf-16") + b"\0\0" * 40, ": no verdict[binary]: "),
        ("controls.txt", b"\1\2\3\4" * 50 + FLAGGED.encode(), ": no verdict[binary]: "),
        ("utf7.html", b'<meta charset="utf-7">+ADw-p+AD4- \xff ' + FLAGGED.encode(), ": no verdict[encoding]: "),
    ],
)
def test_bytes_that_are_not_surely_text(folder: Path, name: str, data: bytes, incident: str) -> None:
    _, incidents = check_one(folder, name, data)
    assert [line.startswith(incident) for line in incidents] == [True]


@pytest.mark.parametrize("path", ["page.txt", "page.html"])
def test_lone_surrogates_in_a_text_that_was_handed_over(path: str) -> None:
    report = lint_text(f"\ud800 {CLAIM}", path=path)
    assert ([(finding.line, finding.column) for finding in report.findings], report.incidents) == ([(1, 9)], ())


def test_lone_surrogates_in_markdown_are_no_clean_verdict() -> None:
    report = lint_text(f"\ud800 {CLAIM}", path="page.md")
    assert [incident.detail.startswith("could not be read as markdown") for incident in report.incidents] == [True]


def test_a_file_that_vanishes_after_it_was_found(folder: Path) -> None:
    (folder / "gone.md").write_text(FLAGGED, encoding="utf-8")
    found = discover(["."], cwd=folder, suffixes=SUFFIXES)
    (folder / "gone.md").unlink()
    report = run(found.files, Criteria())
    assert {file.path: [incident.kind.value for incident in file.incidents] for file in report.files} == {
        "gone.md": ["unreadable"],
        "good.md": [],
    }
    assert exit_code(report, None) == 2


def pack(*patterns: str, message: str = "m") -> str:
    rules = "".join(f"      - {json.dumps(pattern)}\n" for pattern in patterns)
    return (
        "pack: own\nrules:\n  - id: slow\n    category: hype\n    severity: warning\n    confidence: low\n"
        f"    patterns:\n{rules}    message: {json.dumps(message)}\n    why: w\n    references: [us-ftc-hpcg-2022]\n"
        "    examples: {flag: [very bad], clean: [ok]}\n"
    )


def with_pack(folder: Path, text: str) -> None:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    (folder / ".claimlint.yaml").write_text("packs: [own.yaml]\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (pack("very bad").replace("patterns:", "paterns:"), "7:5", "patterns"),
        (pack("very bad").replace("severity: warning", "severity: waring"), "5:15", "warning"),
        (pack("very bad").replace("category: hype", "category: hipe"), "4:15", "hype"),
        (pack("very bad").replace("us-ftc-hpcg-2022", "us-ftc-hpcg-2020"), "11:18", "us-ftc-hpcg-2022"),
        (pack("very {treatmnt}"), "8:", "treatment"),
        (pack("very bad") + "  - id: [\n", "14:1", ""),
        (pack("((very )*)*bad"), "8:10", "for ever"),
        (pack("very ([a-z ]{1,60}){1,60} bad"), "8:10", "for ever"),
        (pack("very.*.*.*.*.*.*bad"), "8:10", "without end"),
        (pack("[a-z]{9}"), "8:10", "word"),
        (pack("(very bad"), "8:10", "closed"),
    ],
)
def test_a_pack_that_cannot_be_used_stops_the_run_in_one_line(folder: Path, text: str, place: str, said: str) -> None:
    with_pack(folder, text)
    outcome = check(folder, config=True)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert f"own.yaml:{place}" in outcome.err
    assert said in outcome.err


def test_a_search_that_goes_wrong_is_stopped_and_named(folder: Path) -> None:
    with_pack(folder, pack("(very |very )+(?!bad)bad"))
    (folder / "slow.md").write_text(f"So {'very ' * 60}bad. {CLAIM}\n", encoding="utf-8")
    outcome = check(folder, "slow.md", config=True)
    assert outcome.code == 2
    assert [row.split(" ")[0] for row in outcome.out.splitlines()] == ["good.md:1:7:", "slow.md:1:315:"]
    assert [line.startswith("slow.md: no verdict[timed-out]: ") for line in outcome.err.splitlines()] == [True]
    assert outcome.err.endswith("(own/slow)\n")


@pytest.mark.parametrize("hostile", ["\x1b]0;owned\x07", "\u202egnp.exe\u2066", "\x9b2J"])
def test_a_pack_that_would_steer_a_terminal_does_not(folder: Path, hostile: str) -> None:
    with_pack(folder, pack("very bad", message=f"say {hostile}"))
    (folder / "bad.md").write_text("Very bad.\n", encoding="utf-8")
    for color in ("0", "1"):
        outcome = run_cli("check", "bad.md", "--quiet", cwd=folder, env={"FORCE_COLOR": color})
        shown = outcome.out + outcome.err
        for own in ("\x1b[0m", "\x1b[1;31m", "\x1b[1;33m"):
            shown = shown.replace(own, "")
        assert outcome.code in (1, 2)
        assert "own" in shown
        assert terminal_controls(shown) == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("jurisdiction: us\n", ":1:1: ", "jurisdictions"),
        ("fail-on: sometimes\n", ":1:", "fail"),
        ("packs: [gone.yaml]\n", "gone.yaml", ""),
        ("packs: [good.md]\n", "good.md", ""),
        ("jurisdictions: [xx]\n", "xx", ""),
        ("a: &a [*a]\n", ":1:", ""),
        ("\0", "", ""),
        ("[" * 10_000, ":1:", ""),
        ("\x1b[31mred: 1\n", ":1:", ""),
    ],
)
def test_a_configuration_that_cannot_be_used_stops_the_run_in_one_line(
    folder: Path, text: str, place: str, said: str
) -> None:
    (folder / ".claimlint.yaml").write_text(text, encoding="utf-8")
    outcome = run_cli("check", "good.md", cwd=folder)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith("claimlint: ")
    assert place in outcome.err
    assert said in outcome.err
    assert terminal_controls(outcome.err) == []


def test_a_folder_of_nothing_that_can_be_read_is_no_clean_verdict(folder: Path) -> None:
    (folder / "only").mkdir()
    (folder / "only" / "photo.jpg").write_bytes(b"\xff\xd8")
    outcome = check(folder, "only")
    assert outcome.code == 2
    assert outcome.out.startswith(GOOD)
    assert [("only" in line, "no verdict" in line) for line in outcome.err.splitlines()] == [(True, True)]
