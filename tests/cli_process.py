"""Runs the command as a user does: another process, a scrubbed environment, real files."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import claimlint

DEADLINE = 60
"""Seconds after which a run counts as hung; far more than any takes."""

FLAGGED = "It is safe for everyone.\n"
"""Copy with one finding, an error, which starts at column 7; it names no treatment that would need disclosures."""
FLAGGED_RULE = "safety/safe-for-everyone"
CLEAN = "Our clinic is open on Mondays.\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended and what it wrote."""

    code: int
    out: str
    err: str


def command(*arguments: str) -> list[str]:
    """Return the words that start the command."""
    return [sys.executable, "-m", "claimlint", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """Return an environment with nothing of the developer's or of a CI service's in it."""
    # The locale is one that cannot encode most of what is printed.
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONPATH": str(Path(claimlint.__file__).parents[1]), **variables}


def run_cli(*arguments: str, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None) -> Outcome:
    """Run the command in the folder ``cwd`` and return its outcome, which never holds a traceback."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**(env or {})),
        timeout=DEADLINE,
        check=False,
    )
    outcome = Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in outcome.out + outcome.err
    return outcome
