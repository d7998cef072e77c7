"""A baseline as people use it: written once, checked against, shrinking by itself, grown on request only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, FLAGGED_RULE, command, environment, run_cli
from payloads import HOSTILE, runner_commands, terminal_controls
from sites import CURE, PAGE, places, write

NAME = ".claimlint-baseline.json"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with three findings in two files, and the mark of a repository so that nothing is looked for above."""
    (tmp_path / ".git").mkdir()
    write(tmp_path / "a.md", FLAGGED + "\n" + FLAGGED)
    write(tmp_path / "pages" / "b.md", CURE)
    write(tmp_path / "clean.md", CLEAN)
    return tmp_path


def known(site: Path) -> list[tuple[str, str]]:
    data = json.loads((site / NAME).read_text(encoding="utf-8"))
    return [(entry["path"], entry["text"]) for entry in data["findings"]]


SAFE, MIRACLE = ("a.md", FLAGGED.strip()), ("pages/b.md", CURE.strip())


def test_known_findings_pass_and_new_ones_fail(site: Path) -> None:
    assert run_cli("check", cwd=site).code == 1
    made = run_cli("baseline", cwd=site)
    assert (made.code, made.out, made.err) == (0, f"{NAME}: +3/−0, 3 known\n", "")
    assert known(site) == [SAFE, SAFE, MIRACLE]
    passed = run_cli("check", cwd=site)
    assert (passed.code, passed.err) == (0, "")
    assert passed.out.splitlines()[0] == "0 errors, 0 warnings, 0 infos in 3 files, 3 in the baseline"
    write(site / "clean.md", CLEAN + "\n" + FLAGGED)
    failed = run_cli("check", "--quiet", cwd=site)
    assert (failed.code, places(failed)) == (1, ["clean.md:3:7:"])


def test_moved_lines_and_reordered_copy_stay_known(site: Path) -> None:
    run_cli("baseline", cwd=site)
    before = (site / NAME).read_bytes()
    write(site / "a.md", f"# News\n\n{CLEAN}\n> It is\n> safe for everyone.\n\n- {FLAGGED}")
    assert run_cli("check", cwd=site).code == 0
    again = run_cli("baseline", cwd=site)
    assert (again.code, again.out) == (0, f"{NAME}: +0/−0, 3 known\n")
    assert (site / NAME).read_bytes() == before


def test_it_shrinks_by_itself_with_a_note(site: Path) -> None:
    run_cli("baseline", cwd=site)
    write(site / "a.md", FLAGGED)
    (site / "pages" / "b.md").unlink()
    outcome = run_cli("check", cwd=site)
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == (
        "note: 2 findings of the baseline no longer occur; to drop them run: claimlint baseline"
    )
    notes = json.loads(run_cli("check", "--format", "json", cwd=site).out)["notes"]
    assert notes == ["2 findings of the baseline no longer occur; to drop them run: claimlint baseline"]
    assert run_cli("baseline", cwd=site).out == f"{NAME}: +0/−2, 1 known\n"
    assert known(site) == [SAFE]


def test_it_grows_on_request_only(site: Path) -> None:
    run_cli("baseline", cwd=site)
    write(site / "clean.md", FLAGGED)
    write(site / "pages" / "b.md", CLEAN)
    refused = run_cli("baseline", cwd=site)
    assert refused.code == 1
    assert refused.out.splitlines() == [
        f"{NAME}: +0/−1, 2 known",
        "1 new finding is not in it; put right, or take in with --accept-new:",
        f"  clean.md: {FLAGGED_RULE}: It is safe for everyone.",
    ]
    assert known(site) == [SAFE, SAFE]
    assert run_cli("baseline", "--fail-on", "never", cwd=site).code == 0
    taken = run_cli("baseline", "--accept-new", cwd=site)
    assert (taken.code, taken.out) == (0, f"{NAME}: +1/−0, 3 known\n")
    assert known(site) == [SAFE, SAFE, ("clean.md", "It is safe for everyone.")]


def test_a_partial_run_keeps_what_it_did_not_judge(site: Path) -> None:
    run_cli("baseline", cwd=site)
    write(site / "a.md", FLAGGED)
    write(site / "pages" / "b.md", CLEAN)
    assert run_cli("baseline", "a.md", cwd=site).out == f"{NAME}: +0/−1, 2 known\n"
    for options in (["--select", "safety"], ["--ignore", "authority/miracle-or-magic"], ["clean.md"]):
        assert run_cli("baseline", *options, cwd=site).out == f"{NAME}: +0/−0, 2 known\n"
    assert known(site) == [SAFE, MIRACLE]
    # What could not be read whole says nothing of its entries either.
    (site / "pages" / "b.md").write_bytes(b"\x00\x01\x02")
    unread = run_cli("baseline", cwd=site)
    assert (unread.code, unread.out) == (2, f"{NAME}: +0/−0, 2 known\n")
    assert unread.err.startswith("pages/b.md: no verdict[binary]: ")


def test_it_follows_renamed_files(site: Path) -> None:
    run_cli("baseline", cwd=site)
    (site / "pages" / "b.md").rename(site / "b-new.md")
    assert run_cli("check", cwd=site).code == 0
    outcome = run_cli("baseline", cwd=site)
    assert (outcome.code, outcome.out) == (0, f"{NAME}: +0/−0, 1 followed to renamed files, 3 known\n")
    assert known(site) == [SAFE, SAFE, ("b-new.md", CURE.strip())]


def test_it_means_the_same_from_anywhere(site: Path) -> None:
    write(site / ".claimlint.yaml", "jurisdictions: all\n")
    run_cli("baseline", cwd=site)
    before = (site / NAME).read_bytes()
    for folder, paths in ((site / "pages", []), (site / "pages", [".."]), (site.parent, [str(site)])):
        options = [] if folder != site.parent else ["--config", str(site / ".claimlint.yaml")]
        assert run_cli("check", *options, *paths, cwd=folder).code == 0
        assert run_cli("baseline", *options, *paths, cwd=folder).code == 0
        assert (site / NAME).read_bytes() == before
    assert run_cli("check", "--stdin-filename", "b.md", "-", cwd=site / "pages", stdin=CURE.encode()).code == 0


def test_missing_disclosures_are_known_by_page(site: Path) -> None:
    write(site / "prp.md", PAGE)
    first = run_cli("check", "--quiet", "prp.md", cwd=site)
    assert first.code == 1
    assert places(first) == ["prp.md:1:3:"] * 5
    run_cli("baseline", cwd=site)
    write(site / "prp.md", "Welcome.\n\n" + PAGE.replace("# PRP in Leeds", "# Our PRP, for you"))
    assert run_cli("check", cwd=site).code == 0
    write(site / "prp.md", PAGE + "\nResults vary from person to person.\n")
    assert run_cli("baseline", "prp.md", cwd=site).out.startswith(f"{NAME}: +0/−1, ")


def test_it_is_named_by_option_or_configuration_or_not_used(site: Path) -> None:
    assert run_cli("baseline", "--baseline", "known.json", cwd=site).out == "known.json: +3/−0, 3 known\n"
    assert run_cli("check", cwd=site).code == 1
    assert run_cli("check", "--baseline", "known.json", cwd=site).code == 0
    write(site / ".claimlint.yaml", "baseline: known.json\n")
    assert run_cli("check", cwd=site / "pages").code == 0
    assert run_cli("check", "--no-baseline", cwd=site).code == 1
    assert run_cli("check", "--no-config", cwd=site).code == 1
    assert '\nbaseline: "' in run_cli("config", cwd=site).out
    both = run_cli("check", "--baseline", "known.json", "--no-baseline", cwd=site)
    assert (both.code, both.err) == (2, "claimlint: --baseline and --no-baseline exclude each other\n")
    write(site / ".claimlint.yaml", "baseline: ../known.json\n")
    outside = run_cli("check", cwd=site)
    assert outside.code == 2
    assert outside.err == (
        "claimlint: .claimlint.yaml:1:11: the baseline '../known.json' is not a file in the folder of the "
        "configuration file\n"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", f"{NAME}:1:1: not valid JSON"),
        (b'{"version": 1, "findings": [', f"{NAME}:1:29: not valid JSON"),
        (b'{"version": 99}', f"{NAME}: written by a newer claimlint"),
        (b'{"version": 1, "findings": 3}', f"{NAME}: “findings” is not a list"),
        (b"\xff\xfe", f"{NAME}:1:1: not a baseline: the file is not UTF-8"),
    ],
)
@pytest.mark.parametrize("words", [["check"], ["baseline"], ["baseline", "--accept-new"]])
def test_a_broken_one_is_2_and_stays_as_it_is(site: Path, data: bytes, message: str, words: list[str]) -> None:
    (site / NAME).write_bytes(data)
    outcome = run_cli(*words, cwd=site)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"claimlint: {message}")
    assert outcome.err.count("\n") == 1
    assert (site / NAME).read_bytes() == data


def test_what_cannot_be_one_is_2(site: Path) -> None:
    (site / "folder").mkdir()
    (site / "link.json").symlink_to("gone.json")
    os.mkfifo(site / "pipe")
    for name, reason in {
        "gone": "no such file",
        "folder": "a folder",
        "pipe": "a named pipe",
        "link.json": "no such",
    }.items():
        outcome = run_cli("check", "--baseline", name, cwd=site)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"claimlint: {name}: the baseline cannot be read: ")
        assert reason in outcome.err
    for name in ("folder", "pipe", "link.json", "no/such/folder.json"):
        outcome = run_cli("baseline", "--baseline", name, cwd=site)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert not (site / "gone.json").exists()
    endless = run_cli("baseline", "--baseline", "x" * 300, cwd=site)
    assert (endless.code, endless.err) == (2, f"claimlint: cannot write {site / ('x' * 300)}: File name too long\n")
    assert run_cli("baseline", "-", cwd=site, stdin=b"x").code == 2
    assert run_cli("baseline", "--baseline", "", cwd=site).err == "claimlint: --baseline names nothing\n"


def test_paths_without_a_file_record_nothing(site: Path) -> None:
    outcome = run_cli("baseline", "no-such-folder", cwd=site)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "no-such-folder: no verdict[unreadable]: there is no such file or folder\n"
    assert not (site / NAME).exists()


def test_a_link_out_of_the_repository_is_not_followed(site: Path) -> None:
    run_cli("baseline", cwd=site)
    outside = site.parent / f"{site.name}-outside.json"
    shutil.move(site / NAME, outside)
    (site / NAME).symlink_to(outside)
    outcome = run_cli("check", cwd=site)
    assert outcome.code == 2
    assert outcome.err.startswith(f"claimlint: {NAME}: a link out of ")
    assert outcome.err.endswith("; name its target with --baseline to have it read\n")


@pytest.mark.skipif(not shutil.which("prlimit"), reason="no prlimit to limit the size of files with")
def test_a_full_disk_leaves_the_old_one(site: Path) -> None:
    run_cli("baseline", cwd=site)
    before = (site / NAME).read_bytes()
    write(site / "clean.md", "".join(f"{FLAGGED.strip()[:-1]} number {number}.\n\n" for number in range(200)))
    done = subprocess.run(
        ["prlimit", "--fsize=2000", *command("baseline", "--accept-new", "--jobs", "1")],
        cwd=site,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode("utf-8") == f"claimlint: cannot write {site / NAME}: File too large\n"
    assert (site / NAME).read_bytes() == before
    assert sorted(path.name for path in site.iterdir()) == sorted([".git", NAME, "a.md", "clean.md", "pages"])


def test_hostile_names_and_copy_are_inert(site: Path) -> None:
    for number, payload in enumerate(HOSTILE.values()):
        name = "".join(character for character in payload if character not in "\0/").encode("utf-8", "ignore")[:80]
        with open(os.fsencode(site) + b"/" + name + b"%d.md" % number, "wb") as file:  # noqa: PTH123 - bytes
            file.write(f"It is safe for everyone {payload}\n".encode("utf-8", "ignore").replace(b"\0", b""))
    made = run_cli("baseline", cwd=site)
    grown = run_cli("baseline", cwd=site)
    assert grown.out == f"{NAME}: +0/−0, {len(known(site))} known\n"
    (site / NAME).write_text('{"version": 1, "findings": []}', encoding="utf-8")
    refused = run_cli("baseline", cwd=site)
    for shown in (made.out + made.err, refused.out + refused.err):
        assert terminal_controls(shown) == []
        assert runner_commands(shown) == []
