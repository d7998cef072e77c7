"""What the README shows was printed by the commands that it shows.

``python tests/test_readme.py`` writes the outputs anew; the one of ``git commit`` is made by the tests of the hooks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cli_process import environment
from documents import ROOT, fenced

README = ROOT / "README.md"
HOOKED = "$ git commit "
"""How a block starts whose command needs the hooks."""
DEADLINE = 300
"""Seconds after which a command counts as hung; the first may have to compile the rules."""


def printed(command: str, folder: Path) -> str:
    """Run a command line as a reader would in a checkout, with ``folder`` in its place; return what it prints."""
    program = folder / ".bin" / "claimlint"
    if not program.exists():
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimlint "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        shutil.copytree(ROOT / "fixtures", folder / "fixtures")
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(PATH=f"{program.parent}{os.pathsep}/usr/bin:/bin"),
        capture_output=True,
        timeout=DEADLINE,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def written_anew(text: str, folder: Path) -> str:
    """Return the README with what its commands print today."""

    def block(match: re.Match[str]) -> str:
        if match[1].startswith(HOOKED):
            return match[0]
        return f"```console\n{match[1]}\n{printed(match[1].removeprefix('$ '), folder)}```\n"

    return re.sub(r"^```console\n(\$ [^\n]+)\n.*?^```\n", block, text, flags=re.DOTALL | re.MULTILINE)


def test_the_outputs_in_the_readme_are_real(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert written_anew(text, tmp_path) == text
    assert (tmp_path / "report.html").exists()


def test_the_readme_has_a_first_minute_for_each_user() -> None:
    blocks = fenced("README.md", "console")
    assert [block.partition("\n")[0].split()[1] for block in blocks] == ["echo", "git", "claimlint"]
    assert all(block.count("\n") > 1 for block in blocks)


def test_the_python_in_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    (script,) = fenced("README.md", "python")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.md").write_text("Our clinic is open on Mondays.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(PYTHONUTF8="1"),
        capture_output=True,
        timeout=DEADLINE,
        encoding="utf-8",
        check=True,
    )
    promised = [line.removeprefix("# ") for line in script.splitlines() if line.startswith("# ")]
    assert done.stdout.splitlines() == [*promised, "0"]


def test_links_in_our_documents_lead_somewhere() -> None:
    missing = []
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"`[^`\n]+`", "", text)
        targets = {target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)}
        inside = [target for target in targets if target and not target.startswith(("http:", "https:"))]
        missing += [f"{document.name}: {target}" for target in inside if not (document.parent / target).exists()]
    assert missing == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        README.write_text(written_anew(README.read_text(encoding="utf-8"), Path(place)), encoding="utf-8")
