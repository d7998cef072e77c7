"""The hooks, run by the real pre-commit on real commits; it installs the linter as it does for everybody."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from cli_process import CLEAN, FLAGGED, FLAGGED_RULE
from documents import fenced
from repository import SETTINGS, commit, git

from claimlint.extract import SUFFIXES

ROOT = Path(__file__).parents[1]
REQUIRED = "CLAIMLINT_PRE_COMMIT"
"""Set to ``required``, tests fail where the hook cannot be installed; otherwise they are skipped."""
DEADLINE = 600
"""Seconds after which an installation counts as hung."""
INSTALLED = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "src", "rules")
"""What a wheel is made of, and the description of the hooks."""
UNREACHABLE = ("No matching distribution found", "Could not find a version", "Max retries exceeded", "ConnectionError")
"""What pip says where it cannot reach an index."""
WAIVER = f"<!-- claimlint-disable-next-line {FLAGGED_RULE} -- it is a quotation of what not to say -->\n\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How pre-commit, or git with its hooks, ended, and all that it wrote."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Hooks:
    """A repository of hooks as others would name it, and where pre-commit keeps what it installs."""

    repository: Path
    revision: str
    store: Path

    def run(self, folder: Path, *words: str) -> Ran:
        """Run a command in ``folder`` with the environment of a developer who has pre-commit."""
        index = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        done = subprocess.run(
            words,
            cwd=folder,
            env={
                **index,
                **SETTINGS,
                "PATH": path,
                "HOME": os.environ.get("HOME", str(self.store)),
                "PRE_COMMIT_HOME": str(self.store),
                "PRE_COMMIT_COLOR": "never",
                "LC_ALL": "C.UTF-8",
            },
            capture_output=True,
            timeout=DEADLINE,
            check=False,
        )
        text = (done.stdout + done.stderr).decode("utf-8")
        assert "Traceback" not in text
        return Ran(done.returncode, text)

    def pre_commit(self, folder: Path, *words: str) -> Ran:
        """Run pre-commit itself."""
        return self.run(folder, sys.executable, "-m", "pre_commit", *words)

    def site(self, folder: Path, *hooks: str, args: Sequence[str] = ()) -> Path:
        """Make a repository that uses the hooks of these ids with these options, installed for its commits."""
        used = {
            "repo": str(self.repository),
            "rev": self.revision,
            "hooks": [{"id": hook, "args": list(args)} for hook in hooks],
        }
        folder.mkdir()
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [used]}), encoding="utf-8")
        commit(folder, "first")
        assert self.pre_commit(folder, "install").code == 0
        return folder


def _without(reason: str) -> None:
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hooks]:
    """Gives the hooks of this checkout, installed once for all tests."""
    pytest.importorskip("pre_commit")
    folder = tmp_path_factory.mktemp("hooks")
    repository = folder / "claimlint"
    repository.mkdir()
    for name in INSTALLED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "compiled.rules")
            shutil.copytree(source, repository / name, ignore=ignored)
        else:
            shutil.copy(source, repository / name)
    made = Hooks(repository, commit(repository, "release"), folder / "store")
    site = made.site(folder / "probe", "claimlint", "claimlint-site")
    outcome = made.pre_commit(site, "install-hooks")
    if outcome.code and any(sign in outcome.text for sign in UNREACHABLE):
        _without("pre-commit cannot install the hook: no package index can be reached")
    assert outcome.code == 0, outcome.text
    yield made
    shutil.rmtree(folder, ignore_errors=True)


def described() -> dict[str, dict[str, object]]:
    """Return the descriptions of the hooks by id."""
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def staged(hooks: Hooks, site: Path, name: str, text: str) -> Ran:
    """Write a file in the site and try to commit it."""
    file = site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    git(site, "add", "--all")
    return hooks.run(site, "git", "commit", "--message", "copy")


def test_the_hook_takes_exactly_the_formats_that_are_read() -> None:
    names = "|".join(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))
    assert described()["claimlint"]["files"] == rf"(?i)\.({names})$"
    pattern = re.compile(str(described()["claimlint"]["files"]))
    assert pattern.search("site/INDEX.HTML")
    assert not pattern.search("LICENSE")
    assert not pattern.search("site/index.html.bak")


def test_a_commit_with_a_claim_is_stopped_and_says_why(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    before = git(site, "rev-parse", "HEAD")
    outcome = staged(hooks, site, "pages/prp.md", FLAGGED)
    assert outcome.code == 1
    assert git(site, "rev-parse", "HEAD") == before
    lines = outcome.text.splitlines()
    assert lines[0].startswith("claimlint...")
    assert lines[0].endswith("Failed")
    assert f"error[{FLAGGED_RULE}]: “safe for everyone” promises safety without exception." in lines
    assert " --> pages/prp.md:1:7" in lines
    assert any(line.startswith("  = rewrite: ") for line in lines)
    assert "1 error, 0 warnings, 0 infos in 1 file" in lines


def test_a_clean_commit_and_a_waived_claim_pass(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    clean = staged(hooks, site, "clean.md", CLEAN)
    assert (clean.code, "Passed" in clean.text) == (0, True)
    waived = staged(hooks, site, "waived.md", WAIVER + FLAGGED)
    assert (waived.code, "Passed" in waived.text) == (0, True)
    assert git(site, "status", "--porcelain") == ""


def test_only_the_files_of_the_commit_are_checked(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    (site / "old.md").write_text(FLAGGED, encoding="utf-8")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--no-verify", "--message", "old")
    assert staged(hooks, site, "new.md", CLEAN).code == 0
    (site / "old.md").write_text(FLAGGED * 2, encoding="utf-8")
    assert staged(hooks, site, "newer.md", CLEAN).code == 1


def test_files_that_are_no_copy_are_not_checked(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    for name in ("LICENSE", "code.py", "data.bin", "notes.md.bak"):
        (site / name).write_text(FLAGGED, encoding="utf-8")
    git(site, "add", "--all")
    outcome = hooks.run(site, "git", "commit", "--message", "code")
    assert outcome.code == 0
    assert "(no files to check)Skipped" in outcome.text


def test_names_are_told_in_any_case_of_letters(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    for name in ("a.md", "b.HTML", "c.Txt", "d.mdx", "e.mkd", "deep/f.md"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(FLAGGED, encoding="utf-8")
    git(site, "add", "--all")
    outcome = hooks.run(site, "git", "commit", "--message", "copy")
    assert outcome.code == 1
    assert "6 errors, 0 warnings, 0 infos in 6 files" in outcome.text.splitlines()


def test_what_the_site_leaves_out_is_left_out_in_a_commit_too(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint", "claimlint-site")
    (site / ".claimlint.yaml").write_text("exclude: [drafts/]\n", encoding="utf-8")
    (site / "index.md").write_text(CLEAN, encoding="utf-8")
    assert staged(hooks, site, "drafts/prp.md", FLAGGED).code == 0
    assert staged(hooks, site, ".github/pull_request_template.md", FLAGGED).code == 0


def test_the_hook_for_the_site_reads_what_is_not_in_the_commit(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint-site")
    (site / "old.md").write_text(FLAGGED, encoding="utf-8")
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--no-verify", "--message", "old")
    outcome = staged(hooks, site, "code.py", "pass\n")
    assert outcome.code == 1
    assert " --> old.md:1:7" in outcome.text.splitlines()


def test_no_verdict_stops_a_commit(hooks: Hooks, tmp_path: Path) -> None:
    site = hooks.site(tmp_path / "site", "claimlint")
    (site / "broken.md").write_bytes(b"\0\1\2")
    git(site, "add", "--all")
    outcome = hooks.run(site, "git", "commit", "--message", "broken")
    assert outcome.code == 1
    assert "- exit code: 2" in outcome.text
    assert "broken.md: no verdict[binary]: " in outcome.text


def test_the_readme_shows_what_a_commit_prints(hooks: Hooks, tmp_path: Path) -> None:
    shown = next(block for block in fenced("README.md", "console") if block.startswith("$ git commit "))
    config = next(block for block in map(yaml.safe_load, fenced("README.md", "yaml")) if "repos" in block)
    (used,) = config["repos"][0]["hooks"]
    site = hooks.site(tmp_path / "site", used["id"], args=used["args"])
    outcome = staged(hooks, site, "site/prp.html", "<h1>PRP</h1>\n<p>It is safe for everyone.</p>\n")
    assert outcome.code == 1
    assert shown.partition("\n")[2] == outcome.text.rstrip("\n") + "\n"
