"""Where the command's words go: standard output and error, and report files, without ever losing a failure to write."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from claimlint.errors import ClaimlintError, WriteError
from claimlint.text.safe import display_line

LATE = 1.0
"""Seconds after which a run is worth a progress bar."""
MANY = 200
"""Files from which a run is worth a progress bar at once."""

_MOST_PASSED = 20
_DOCUMENTS = frozenset((
    ".doc", ".key", ".odp", ".pages", ".ppt", ".pptx", ".xls", ".xlsx",
))  # fmt: skip
"""Kinds of file that hold copy where no format of ours reads them."""
_REDRAW = 0.1
_BAR = 30


def prepare_streams() -> None:
    """Make both streams write UTF-8 in any locale; what cannot be encoded is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def deliver(text: str) -> None:
    """Write ``text`` to standard output, all of it.

    A reader that went away is no failure: the rest is dropped without a word. Raises ``ClaimlintError`` for any other
    failure, such as a full disk.
    """
    try:
        _write(sys.stdout, text)
    except BrokenPipeError:
        abandon_stdout()
    except (OSError, ValueError) as error:
        abandon_stdout()
        raise ClaimlintError(f"cannot write the report to standard output: {reason(error)}") from None


def deliver_bytes(data: bytes) -> None:
    """Write bytes to standard output, all of them; fails as :func:`deliver` does."""
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            raise OSError("it is closed")
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()
    except BrokenPipeError:
        abandon_stdout()
    except (OSError, ValueError) as error:
        abandon_stdout()
        raise ClaimlintError(f"cannot write to standard output: {reason(error)}") from None


def complain(line: str) -> None:
    """Write one line to standard error, made safe to show. There is nowhere to report a failure of that."""
    announce(f"claimlint: {display_line(line)}\n")


def announce(text: str) -> None:
    """Write text that is already safe to show to standard error, if that can be written to."""
    with contextlib.suppress(OSError, ValueError):
        _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        raise OSError("it is closed")
    stream.write(text)
    stream.flush()


def abandon_stdout() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter does not fail on it at exit."""
    if sys.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def reason(error: Exception) -> str:
    """Return what the system says is wrong, without the path and number that Python adds."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def write_report(path: Path, text: str) -> None:
    """Put ``text`` into the file at ``path``, which holds the old report or the new one, never a part of it.

    A link is followed; a device or pipe is written to directly. Raises ``WriteError``.
    """
    from claimlint.files.write import write_atomically

    try:
        target = path.resolve()
        if not target.exists() or target.is_file():
            write_atomically(target, text.encode())
        else:
            target.write_text(text, encoding="utf-8")
    except WriteError as error:  # names the target of a link, which the user may not know of
        raise WriteError(str(path), error.reason) from None
    except (OSError, ValueError) as error:
        raise WriteError(str(path), reason(error)) from None


def wants_color(stream: TextIO | None) -> bool:
    """Say whether to write colours to ``stream``: on a terminal, unless ``NO_COLOR``, or with ``FORCE_COLOR``."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person reads the stream as it is written."""
    return stream is not None and not stream.closed and stream.isatty()


def terminal_width() -> int:
    """Return how many columns the report may take: those of the terminal between 40 and 120, elsewhere 100."""
    if not is_terminal(sys.stdout):
        return 100
    with contextlib.suppress(OSError, ValueError):
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, 120))
    return 100


class ProgressBar:
    """A bar on standard error for a run that takes long; on a quick run it never shows."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.drawn = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar for ``done`` of ``total`` files if it is time to."""
        now = time.monotonic()
        if (total <= MANY and now - self.started < LATE) or now - self.drawn < _REDRAW:
            return
        self.drawn = now
        filled = "█" * (_BAR * done // total)
        announce(f"\r{filled:░<{_BAR}} {done}/{total} files")

    def clear(self) -> None:
        """Take the bar off the line."""
        if self.drawn:
            announce("\r\x1b[K")


def passed_text(passed: Sequence[str], *, documents_only: bool = False) -> str:
    """Return the kinds of files that a walk met and did not take, each once with its number; empty if there are none.

    Files of a known kind were left out by their names; these are named one by one. With ``documents_only``, only kinds
    are named that surely hold copy.
    """
    from collections import Counter
    from pathlib import PurePath

    from claimlint.extract import format_of, unread
    from claimlint.text.safe import display

    known = [(path, kind) for path in passed if (kind := format_of(path))]
    missing = {kind: note for kind in {kind for _, kind in known} if (note := unread(kind))}
    named = [path for path, kind in known if kind not in missing and not documents_only]
    kinds = Counter(PurePath(path).suffix.lower() or "without a suffix" for path in passed if not format_of(path))
    if documents_only:
        kinds = Counter({kind: number for kind, number in kinds.items() if kind in _DOCUMENTS})
    shown = [display(path) for path in named[:_MOST_PASSED]]
    shown += [f"{len(named) - _MOST_PASSED} more"] if len(named) > _MOST_PASSED else []
    lines = [f"left out, since they hold no copy; name one to have it read: {', '.join(shown)}\n"] if shown else []
    for kind, note in sorted(missing.items()):
        number = sum(1 for _, other in known if other is kind)
        lines.append(f"not read: {number} {kind} {'file' if number == 1 else 'files'}; {note}\n")
    counts = ", ".join(f"{display(kind)} ({number})" for kind, number in sorted(kinds.items()))
    return "".join([*lines, f"not read, no format is known for: {counts}\n" if counts else ""])
