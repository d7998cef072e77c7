"""Whatever cannot be judged is named, costs no other file its verdict, and is never a clean verdict."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from cli_process import CLEAN, DEADLINE, FLAGGED, FLAGGED_RULE, Outcome, command, environment, run_cli
from payloads import HOSTILE, runner_commands, terminal_controls

GOOD = f"good.md:1:7: error[{FLAGGED_RULE}] "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that can be judged."""
    (tmp_path / "good.md").write_text(FLAGGED, encoding="utf-8")
    return tmp_path


def check(folder: Path, *names: str) -> Outcome:
    """Check the good file and others; the good one must have its finding all the same, and the run no verdict."""
    outcome = run_cli("check", "--no-config", "--quiet", "good.md", *names, cwd=folder)
    assert outcome.code == 2
    assert [line for line in outcome.out.splitlines() if line.startswith(GOOD)]
    return outcome


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("image.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, "binary"),
        ("nul.md", b"safe\0for everyone, " * 3, "binary"),
        ("utf16.md", FLAGGED.encode("utf-16-le"), "encoding"),
        ("cp1252.md", "PRP is “safe”.".encode("cp1252"), "encoding"),
        ("neither.md", b"caf\xc3\xa9 \x81\x8d", "encoding"),
        ("large.md", b"a" * (16 * 2**20 + 1), "too-large"),
        ("copy.docx", b"PK\x03\x04", "unreadable"),
        ("copy.xlsx", b"PK\x03\x04", "unsupported"),
        ("copy", b"PRP", "unsupported"),
    ],
)
def test_a_file_that_is_no_copy(folder: Path, name: str, data: bytes, kind: str) -> None:
    (folder / name).write_bytes(data)
    outcome = check(folder, name)
    assert [line.partition(": ")[2].partition(":")[0] for line in outcome.err.splitlines()] == [f"no verdict[{kind}]"]
    assert outcome.err.startswith(f"{name}: ")


def test_a_guess_at_the_encoding_is_judged_and_said(folder: Path) -> None:
    (folder / "utf16.md").write_bytes(FLAGGED.encode("utf-16-le"))
    outcome = check(folder, "utf16.md")
    assert f"utf16.md:1:7: error[{FLAGGED_RULE}] " in outcome.out


def test_a_vanished_file(folder: Path) -> None:
    assert check(folder, "gone.md").err.startswith("gone.md: no verdict[unreadable]: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file(folder: Path) -> None:
    (folder / "secret.md").write_text(CLEAN, encoding="utf-8")
    (folder / "secret.md").chmod(0)
    assert check(folder, "secret.md").err.startswith("secret.md: no verdict[unreadable]: ")


def test_a_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    assert check(folder, "pipe.md").err.startswith("pipe.md: no verdict[")


def test_a_device_does_not_hang(folder: Path) -> None:
    (folder / "zero.md").symlink_to("/dev/zero")
    assert "zero.md: no verdict[" in check(folder, "zero.md").err


def test_binary_copy_that_was_found_by_walking(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\0\1\2")
    outcome = run_cli("check", "--no-config", "--quiet", cwd=folder)
    assert outcome.code == 2
    assert outcome.err.startswith("bad.md: no verdict[binary]: ")
    assert outcome.out.startswith(GOOD)


def test_a_folder_without_copy_is_2_unless_allowed(folder: Path) -> None:
    (folder / "empty").mkdir()
    outcome = run_cli("check", "--no-config", "empty", cwd=folder)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "empty" in outcome.err
    assert run_cli("check", "--no-config", "--allow-empty", "empty", cwd=folder).code == 0


def test_what_is_left_out_by_force_is_no_failure(folder: Path) -> None:
    (folder / ".claimlintignore").write_text("flagged.md\n", encoding="utf-8")
    (folder / "flagged.md").write_text(FLAGGED, encoding="utf-8")
    assert run_cli("check", "--no-config", "flagged.md", cwd=folder).code == 1
    forced = run_cli("check", "--no-config", "--force-exclude", "flagged.md", cwd=folder)
    assert (forced.code, forced.err) == (0, "")
    assert forced.out.startswith("0 errors, 0 warnings, 0 infos in 0 files\n")


def test_no_file_is_an_incident_in_json(folder: Path) -> None:
    (folder / "empty").mkdir()
    report = json.loads(run_cli("check", "--no-config", "--format", "json", "empty", cwd=folder).out)
    assert report["summary"]["incidents"] == 1


def test_an_incident_wins_over_fail_on_never(folder: Path) -> None:
    assert run_cli("check", "--no-config", "--fail-on", "never", "good.md", "gone.md", cwd=folder).code == 2
    assert run_cli("check", "--no-config", "--allow-empty", "gone.md", cwd=folder).code == 2


def test_stdin_that_is_no_copy(folder: Path) -> None:
    binary = run_cli("check", "--no-config", "-", cwd=folder, stdin=b"\0\1\2")
    large = run_cli("check", "--no-config", "-", cwd=folder, stdin=b"a" * (16 * 2**20 + 1))
    unknown = run_cli("check", "--no-config", "-", "--stdin-filename", "a.xlsx", cwd=folder, stdin=b"a")
    assert [outcome.code for outcome in (binary, large, unknown)] == [2, 2, 2]
    assert binary.err.startswith("<stdin>: no verdict[binary]: ")
    assert large.err.startswith("<stdin>: no verdict[too-large]: ")
    assert unknown.err.startswith("a.xlsx: no verdict[unsupported]: ")


def test_an_unknown_key_in_the_configuration(folder: Path) -> None:
    (folder / ".claimlint.yaml").write_text("fail_onn: never\n", encoding="utf-8")
    outcome = run_cli("check", "good.md", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("claimlint: ")
    assert "fail_onn" in outcome.err
    assert "fail_on" in outcome.err.replace("fail_onn", "")
    assert outcome.err.count("\n") == 1


def test_a_pack_with_a_typo(folder: Path) -> None:
    (folder / "own.yaml").write_text("pack: own\nruless: []\n", encoding="utf-8")
    (folder / ".claimlint.yaml").write_text("packs: [own.yaml]\n", encoding="utf-8")
    outcome = run_cli("check", "good.md", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "own.yaml:2:1: " in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("color", ["0", "1"])
def test_hostile_names_and_copy_steer_nothing(folder: Path, color: str) -> None:
    gone = []
    for text in HOSTILE.values():
        if "\0" in text or "\ud800" in text:  # no file can have such a name
            continue
        name = text.replace("/", "∕")
        (folder / f"{name}.md").write_text(f"{text} It is safe for everyone. {text}\n" + CLEAN * 9, encoding="utf-8")
        gone.append(f"gone{name}")
    outcome = run_cli("check", "--no-config", ".", *gone, cwd=folder, env={"FORCE_COLOR": color})
    assert outcome.code == 2
    assert outcome.out.count("safety/safe-for-everyone") >= len(gone)
    assert outcome.err.count("\n") == len(gone)
    shown = outcome.out + outcome.err
    for own in ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m"):
        shown = shown.replace(own, "")
    assert terminal_controls(shown) == []
    assert runner_commands(shown) == []


def test_a_name_that_is_not_utf_8(folder: Path) -> None:
    name = b"caf\xe9.md"
    Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(FLAGGED.encode())  # noqa: PTH118
    outcome = run_cli("check", "--no-config", "--quiet", cwd=folder)
    assert outcome.code == 1
    assert outcome.out.startswith(f"caf\\udce9.md:1:7: error[{FLAGGED_RULE}] ")


def test_a_reader_that_goes_away_does_not_change_the_verdict(folder: Path) -> None:
    (folder / "long.md").write_text(FLAGGED * 3000, encoding="utf-8")
    for name, code in (("long.md", 1), ("gone.md", 2)):
        process = subprocess.Popen(
            command("check", "--no-config", "--format", "json", name, "long.md"),
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read().decode()
        process.stderr.close()
        assert process.wait(DEADLINE) == code
        assert err == "" if code == 1 else err.startswith("gone.md: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["check", "--no-config", "good.md"], ["explain", FLAGGED_RULE], ["--help"]])
def test_a_full_disk_is_2_and_one_line(folder: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command(*arguments), cwd=folder, stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=DEADLINE,
            check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert done.stderr.decode().startswith("claimlint: ")


@pytest.mark.parametrize(("closing", "code"), [(">&-", 2), ("2>&-", 1), ("<&-", 1)])
def test_closed_streams(folder: Path, closing: str, code: int) -> None:
    words = " ".join(command("check", "--no-config", "good.md"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{words} {closing}"], cwd=folder, capture_output=True, env=environment(), timeout=DEADLINE,
        check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
