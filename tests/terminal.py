"""Runs the command on a terminal of its own, as a person at a keyboard does."""

from __future__ import annotations

import errno
import os
import pty
import select
import subprocess
import time
from pathlib import Path

from cli_process import DEADLINE, command, environment


def run_on_terminal(*arguments: str, cwd: Path, answers: str = "") -> tuple[int, str]:
    """Type ``answers`` at once, and return the exit code and all that the terminal shows, with plain line ends."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*arguments), cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(NO_COLOR="1"),
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                piece = os.read(ours, 65536)
            except OSError as error:  # Linux says so where others give nothing
                assert error.errno == errno.EIO  # noqa: PT017 - not what is tested
                break
            if not piece:
                break
            shown += piece
        os.close(ours)
        code = process.wait(DEADLINE)
    return code, shown.decode("utf-8").replace("\r\n", "\n")
