"""``explain``, ``rules``, ``config``, help and version, in real processes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from cli_process import DEADLINE, FLAGGED, FLAGGED_RULE, command, environment, run_cli

import claimlint


def test_version(tmp_path: Path) -> None:
    outcome = run_cli("--version", cwd=tmp_path)
    assert (outcome.code, outcome.out, outcome.err) == (0, f"claimlint {claimlint.__version__}\n", "")


def test_without_a_command_it_shows_help_and_has_no_verdict(tmp_path: Path) -> None:
    alone = run_cli(cwd=tmp_path)
    asked = run_cli("--help", cwd=tmp_path)
    assert (alone.code, asked.code) == (2, 0)
    assert alone.out == asked.out
    assert "Exit codes: 0" in alone.out


def test_an_unknown_command_is_2(tmp_path: Path) -> None:
    outcome = run_cli("chekc", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "No such command 'chekc'" in outcome.err


@pytest.mark.parametrize("name", [FLAGGED_RULE, "safe-for-everyone"])
def test_explain_shows_the_whole_rule(tmp_path: Path, name: str) -> None:
    outcome = run_cli("explain", "--no-config", name, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"error[{FLAGGED_RULE}]: ")
    assert "\n  category: absolute-safety\n" in outcome.out
    sections = [line for line in outcome.out.splitlines() if line and not line.startswith(" ")][1:]
    assert sections == ["Why", "Sources", "Instead", "Flagged", "Left alone"]
    assert "checked on 20" in outcome.out


def test_explain_suggests_the_near_name(tmp_path: Path) -> None:
    outcome = run_cli("explain", "--no-config", "safe-for-everyon", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"claimlint: no rule is called “safe-for-everyon”; did you mean “{FLAGGED_RULE}”?\n"


def test_rules_list(tmp_path: Path) -> None:
    text = run_cli("rules", "list", "--no-config", cwd=tmp_path)
    rules = json.loads(run_cli("rules", "list", "--no-config", "--format", "json", cwd=tmp_path).out)
    assert text.code == 0
    names = [rule["id"] for rule in rules]
    assert names == sorted(set(names))
    assert [line.split()[0] for line in text.out.splitlines()[:-2]] == names
    assert text.out.splitlines()[-1].startswith(f"{len(names)} rule")
    rule = rules[names.index(FLAGGED_RULE)]
    assert (rule["severity"], rule["category"], rule["kind"]) == ("error", "absolute-safety", "pattern")


def test_config_says_where_it_comes_from(tmp_path: Path) -> None:
    defaults = run_cli("config", "--no-config", cwd=tmp_path)
    assert defaults.code == 0
    assert defaults.out == (
        "# from the defaults: no configuration file\n"
        'jurisdictions: "all"\nselect: "all"\nignore: []\nexclude: []\n'
        'fail_on: "warning"\nmin_confidence: "low"\npacks: []\n'
        "require_reason: false\nrequire_until: false\nformats: {}\nincludes: {}\n"
    )
    (tmp_path / ".claimlint.yaml").write_text("jurisdictions: [uk]\nfail_on: error\n", encoding="utf-8")
    outcome = run_cli("config", "--ignore", "hype", cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        f"# from {json.dumps(str(tmp_path / '.claimlint.yaml'))}",
        'jurisdictions: ["uk"]',
        'select: "all"',
        'ignore: ["hype"]',
        "exclude: []",
        'fail_on: "error"',
        'min_confidence: "low"',
        "packs: []",
        "require_reason: false",
        "require_until: false",
        "formats: {}",
        "includes: {}",
    ]


PACK = """\
pack: own
rules:
  - id: moon
    category: hype
    severity: warning
    confidence: high
    patterns: [to the moon]
    message: "“{match}” is hype."
    why: It says nothing.
    suggestions:
      - text: Say what was measured.
    references: [us-ftc-hpcg-2022]
    examples:
      flag: [We go to the moon., Hair to the moon!, %s]
      clean: [We go home., The moon is up., Moons are nice.]
"""


def test_rules_test_names_the_example_that_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(PACK % "Off to the moon.", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(PACK % "Off to the sun.", encoding="utf-8")
    good = run_cli("rules", "test", "--no-config", "good.yaml", cwd=tmp_path)
    bad = run_cli("rules", "test", "--no-config", "bad.yaml", cwd=tmp_path)
    assert (good.code, good.out, good.err) == (0, "0 errors, 0 warnings\n", "")
    assert (bad.code, bad.err) == (1, "")
    assert bad.out.splitlines() == [
        "bad.yaml:14: error[own/moon]: does not flag “Off to the sun.”, which is an example of what it must flag",
        "1 error, 0 warnings",
    ]


def test_rules_test_without_a_pack_to_test_is_2(tmp_path: Path) -> None:
    outcome = run_cli("rules", "test", "--no-config", "gone.yaml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("claimlint: gone.yaml:1:1: ")


def broken(folder: Path, module: str) -> str:
    """Make a dependency fail as if its installation were damaged; return a search path that finds that one first."""
    (folder / "damaged").mkdir()
    (folder / "damaged" / f"{module}.py").write_text("raise OSError('damaged \\x1b[31m')\n", encoding="utf-8")
    return os.pathsep.join([str(folder / "damaged"), environment()["PYTHONPATH"]])


def test_an_internal_error_is_2_and_one_line(tmp_path: Path) -> None:
    outcome = run_cli("rules", "test", "--no-config", cwd=tmp_path, env={"PYTHONPATH": broken(tmp_path, "yaml")})
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "claimlint: internal error: OSError: damaged \\x1b[31m; please report it with what claimlint --debug shows\n"
    )


def test_debug_shows_where_an_internal_error_comes_from(tmp_path: Path) -> None:
    done = subprocess.run(
        command("--debug", "rules", "test", "--no-config"),
        cwd=tmp_path,
        capture_output=True,
        env=environment(PYTHONPATH=broken(tmp_path, "yaml")),
        timeout=DEADLINE,
        check=False,
    )
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert all(line.startswith("claimlint: ") for line in lines)
    assert lines[1] == "claimlint: Traceback (most recent call last):"
    assert "\x1b" not in done.stderr.decode()


def test_a_crash_in_one_file_is_an_incident_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text("Hello.\n", encoding="utf-8")
    (tmp_path / "draft.txt").write_text(FLAGGED, encoding="utf-8")
    env = {"PYTHONPATH": broken(tmp_path, "regex")}
    outcome = run_cli("check", "--no-config", "--quiet", "clean.txt", "draft.txt", cwd=tmp_path, env=env)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "draft.txt: no verdict[crashed]: OSError: damaged \\x1b[31m; please report this\n"


def test_a_long_run_shows_a_bar_on_a_terminal_and_takes_it_away(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.txt").write_text("Hello.\n", encoding="utf-8")
    reader, writer = os.openpty()
    done = subprocess.run(
        command("check", "--no-config", "--jobs", "1", "--quiet"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=writer,
        env=environment(),
        timeout=DEADLINE,
        check=False,
    )
    os.close(writer)
    shown = os.read(reader, 100_000).decode()
    os.close(reader)
    assert (done.returncode, done.stdout) == (0, b"")
    assert " 1/201 files" in shown
    assert shown.endswith("\r\x1b[K")
