"""Reads a file of copy, and says in plain words why one cannot be read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from claimlint.errors import ReadError
from claimlint.model.document import IncidentKind

MAX_BYTES = 16 * 1024 * 1024

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FileProblem(ReadError):
    """A file that cannot be read; its text says why and what to do, without the path."""

    def __init__(self, kind: IncidentKind, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Return the whole content of a regular file of at most ``limit`` bytes.

    Links are followed: whether they may be is for the caller to decide. Never blocks on a pipe or a device. Raises
    ``FileProblem`` where the file is missing, forbidden, no regular file or too large.
    """
    try:
        # Before opening, too: to open some devices is to act on them.
        _require_regular(path.stat().st_mode)
        descriptor = os.open(path, _FLAGS | _BINARY)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _require_regular(status.st_mode)
            if status.st_size > limit:
                raise _too_large(status.st_size, limit)
            # The size may be wrong: the file may grow, and the files of /proc say 0.
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileProblem(IncidentKind.UNREADABLE, reason(error)) from None
    if len(data) > limit:
        raise _too_large(len(data), limit)
    return data


def reason(error: OSError | ValueError) -> str:
    """Say in a person's words why the system refused a path; never holds the path itself."""
    if isinstance(error, ValueError):  # NUL, or a lone surrogate that stands for no byte
        return "no file can have this name"
    code = error.errno
    if code in (errno.ENOENT, errno.ENOTDIR):
        return "there is no such file or folder"
    if code in (errno.EACCES, errno.EPERM):
        return "there is no permission to read it"
    if code == errno.ELOOP:
        return "it is a link that leads in a circle"
    if code == errno.ENAMETOOLONG:
        return "its path is too long for this system"
    return f"it cannot be read ({error.strerror or 'unknown error'})"


def special_kind(mode: int) -> str:
    """Say what a path is that is neither a regular file nor a folder, from its ``st_mode``."""
    if stat.S_ISFIFO(mode):
        return "it is a named pipe, not a file; to read from a pipe use - for standard input"
    if stat.S_ISSOCK(mode):
        return "it is a socket, not a file"
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "it is a device, not a file; to read from a terminal or a pipe use - for standard input"
    return "it is not a regular file"


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileProblem(IncidentKind.UNREADABLE, "it is a folder, not a file")
    if not stat.S_ISREG(mode):
        raise FileProblem(IncidentKind.UNREADABLE, special_kind(mode))


def _too_large(size: int, limit: int) -> FileProblem:
    detail = f"it has {size:,} bytes, more than the limit of {limit:,}; split it, or name it in .claimlintignore"
    return FileProblem(IncidentKind.TOO_LARGE, detail)
