"""Runs the command as a hostile file may make it run at the most: two seconds of processor time, 200 MB of memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from cli_process import Outcome, command, environment

from claimlint.packs import load_library

MOST_MEMORY = 200 * 1024 * 1024
MOST_SECONDS = 2
"""Of the processor in each process; the time on the wall says nothing on a busy machine."""

_MEASURE = (
    "import resource, subprocess, sys\n"
    "code = subprocess.call(sys.argv[1:])\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    "sys.exit(code)"
)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))


def check_bounded(file: Path, data: bytes) -> Outcome:
    """Check a file with this content and return the outcome, once it is sure that the run stayed within its bounds."""
    load_library()  # rules that were edited are compiled by the first who loads them, and not by the run that counts
    file.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command("check", "--no-config", file.name)],
        cwd=file.parent,
        env=environment(),
        capture_output=True,
        preexec_fn=_limit,
        check=False,
    )
    *out, memory = done.stdout.decode().splitlines()
    assert int(memory) * 1024 < MOST_MEMORY
    return Outcome(done.returncode, "\n".join(out), done.stderr.decode())
