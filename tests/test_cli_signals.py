"""Being told to stop: one line, the right code, nothing left running and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cli_process import DEADLINE, command, environment


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("number", "code", "line"),
    [(signal.SIGINT, 130, "claimlint: interrupted\n"), (signal.SIGTERM, 143, "claimlint: terminated\n")],
)
def test_a_signal_ends_the_run(tmp_path: Path, jobs: str, number: signal.Signals, code: int, line: str) -> None:
    # Standard input that never ends holds the run where it is, whatever the machine's speed.
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("Copy.\n", encoding="utf-8")
    process = subprocess.Popen(
        command("check", "--no-config", "--jobs", jobs, "-", "a.md", "b.md", "--output", "json=report.json"),
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        start_new_session=True,
    )  # fmt: skip
    _wait_until_it_reads(process)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, out, err.decode()) == (code, b"", line)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "b.md"]


def _wait_until_it_reads(process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has taken what is in the pipe, which it does after all that could go wrong at start."""
    assert process.stdin is not None
    process.stdin.write(b"x" * 10)
    process.stdin.flush()
    deadline = time.monotonic() + DEADLINE
    while _pending(process.stdin.fileno()) and time.monotonic() < deadline:
        time.sleep(0.01)


def _pending(descriptor: int) -> int:
    import array
    import fcntl
    import termios

    count = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD, count)
    return count[0]
