"""``claimlint check --fix`` and ``--diff``, in real processes on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import run_cli

COPY = "Our FDA-approved laser cap.\n"
FIXED = "Our FDA-cleared laser cap.\n"
NO_CONFIG = ("check", "--no-config")
DONE = "a.md: 1 rewrite: “FDA-approved” → “FDA-cleared”\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a claim that has a safe rewrite, and one that has an unsafe one."""
    (tmp_path / "a.md").write_text(COPY, encoding="utf-8")
    (tmp_path / "b.md").write_text("A revolutionary serum.\n", encoding="utf-8")
    return tmp_path


def test_diff_shows_and_writes_nothing(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--diff", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == f"--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-{COPY}+{FIXED}"
    assert (folder / "a.md").read_text(encoding="utf-8") == COPY


def test_diff_with_nothing_to_change_ends_as_a_check(folder: Path) -> None:
    for options, code in (((), 1), (("--fail-on", "error"), 0)):
        outcome = run_cli(*NO_CONFIG, "--diff", *options, "b.md", cwd=folder)
        assert (outcome.code, outcome.out, outcome.err) == (code, "", "")


def test_diff_is_1_where_something_would_change_whatever_fails(folder: Path) -> None:
    assert run_cli(*NO_CONFIG, "--diff", "--fail-on", "never", "a.md", cwd=folder).code == 1


def test_fix_writes_and_reports_what_is_left(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", cwd=folder)
    assert (outcome.code, outcome.err) == (1, DONE)
    assert [line.partition(" ")[0] for line in outcome.out.splitlines()] == ["b.md:1:3:"]
    assert (folder / "a.md").read_text(encoding="utf-8") == FIXED
    again = run_cli(*NO_CONFIG, "--quiet", "--fix", cwd=folder)
    assert (again.code, again.out, again.err) == (1, outcome.out, "")
    assert (folder / "a.md").read_text(encoding="utf-8") == FIXED
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]


def test_fix_that_leaves_nothing_is_0(folder: Path) -> None:
    assert run_cli(*NO_CONFIG, "--quiet", "--fix", "a.md", cwd=folder).code == 0


def test_unsafe_fixes_are_for_those_who_ask(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", "--unsafe-fixes", cwd=folder)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == DONE + "b.md: 1 rewrite: “revolutionary serum” → “serum”\n"
    assert (folder / "b.md").read_text(encoding="utf-8") == "A serum.\n"


def test_json_stays_json(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--fix", "--format", "json", "a.md", cwd=folder)
    assert (outcome.code, outcome.err) == (0, DONE)
    assert json.loads(outcome.out)["files"][0]["findings"] == []


def test_what_could_not_be_rewritten_is_told(folder: Path) -> None:
    (folder / "a.md").write_text("An **FDA**-approved laser cap.\n", encoding="utf-8")
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", "a.md", cwd=folder)
    assert outcome.code == 1
    assert outcome.err == (
        "claimlint: a.md:1:6: not rewritten (approval/fda-approved): "
        "markup stands among the words; put it right by hand\n"
    )


def test_bytes_around_the_claim_stay(folder: Path) -> None:
    data = b"\xff\xfe" + "# Café\r\n\r\nOur FDA-approved laser cap.\r\rEnd".encode("utf-16-le")
    (folder / "a.md").write_bytes(data)
    (folder / "a.md").chmod(0o640)
    assert run_cli(*NO_CONFIG, "--quiet", "--fix", "a.md", cwd=folder).code == 0
    after = b"\xff\xfe" + "# Café\r\n\r\nOur FDA-cleared laser cap.\r\rEnd".encode("utf-16-le")
    assert (folder / "a.md").read_bytes() == after
    assert (folder / "a.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("data", [b"Caf\xe9: our FDA-approved laser cap.", COPY.encode("utf-16-le")])
def test_a_guessed_encoding_is_refused(folder: Path, data: bytes) -> None:
    (folder / "a.md").write_bytes(data)
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", "a.md", cwd=folder)
    assert outcome.code == 2
    assert "claimlint: a.md: not rewritten: its encoding was guessed" in outcome.err
    assert (folder / "a.md").read_bytes() == data


def test_a_write_protected_file_stays_and_the_others_are_done(folder: Path) -> None:
    (folder / "b.md").write_text(COPY, encoding="utf-8")
    (folder / "a.md").chmod(0o444)
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", cwd=folder)
    assert outcome.code == 2
    assert "claimlint: a.md: not rewritten: it is write protected\n" in outcome.err
    assert (folder / "a.md").read_text(encoding="utf-8") == COPY
    assert (folder / "b.md").read_text(encoding="utf-8") == FIXED


def test_a_link_out_of_the_folder_changes_nothing(folder: Path) -> None:
    site = folder / "site"
    site.mkdir()
    (site / "page.md").symlink_to("../a.md")
    outcome = run_cli(*NO_CONFIG, "--quiet", "--fix", "page.md", cwd=site)
    assert outcome.code == 2
    assert "leads out of its folder" in outcome.err
    assert (folder / "a.md").read_text(encoding="utf-8") == COPY


def test_stdin_to_stdout(folder: Path) -> None:
    page = b"\xef\xbb\xbf<p>Our FDA-approved laser cap,\r\n<p>a revolutionary serum."
    outcome = run_cli(*NO_CONFIG, "--fix", "-", "--stdin-filename", "p.html", cwd=folder, stdin=page)
    assert outcome.code == 1
    assert outcome.out.encode() == page.replace(b"approved", b"cleared")
    assert outcome.err.startswith("p.html: 1 rewrite: “FDA-approved” → “FDA-cleared”\nwarning[authority/stock-hype]")


def test_stdin_that_cannot_be_judged_comes_out_as_it_came(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--fix", "-", cwd=folder, stdin=b"a\0b\0c")
    assert (outcome.code, outcome.out) == (2, "a\0b\0c")
    assert "not text" in outcome.err


def test_stdin_that_is_too_large_comes_out_whole(folder: Path) -> None:
    page = b"a\n" * (8 * 1024 * 1024 + 5)
    outcome = run_cli(*NO_CONFIG, "--fix", "-", cwd=folder, stdin=page)
    assert (outcome.code, len(outcome.out)) == (2, len(page))


def test_diff_of_stdin(folder: Path) -> None:
    outcome = run_cli(*NO_CONFIG, "--diff", "-", cwd=folder, stdin=COPY.encode())
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out == f"--- a/<stdin>\n+++ b/<stdin>\n@@ -1 +1 @@\n-{COPY}+{FIXED}"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--fix", "--diff"], "choose one"),
        (["--unsafe-fixes"], "--unsafe-fixes changes nothing by itself"),
        (["--diff", "--format", "json"], "--diff puts the diff on standard output"),
        (["--fix", "-", "a.md"], "“-” goes with no other path"),
        (["--fix", "-", "--output", "json=x.json"], "“-” goes with no other path"),
    ],
)
def test_a_usage_error_is_2_and_changes_nothing(folder: Path, options: list[str], complaint: str) -> None:
    outcome = run_cli(*NO_CONFIG, *options, cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert (folder / "a.md").read_text(encoding="utf-8") == COPY
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md"]
