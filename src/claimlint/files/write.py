"""Writes a file so that it holds the old bytes or the new ones, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from claimlint.errors import WriteError
from claimlint.files.read import special_kind

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_ONLY_MINE = 0o600
_BY_UMASK = 0o666
_ANY_WRITE = 0o222


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` into the regular file at ``path``, as a whole or not at all.

    A file that is there keeps its permissions and, where the system lets us, its owner; a new one gets what the umask
    allows. Of a file with several hard links only this name gets the new bytes. Raises ``WriteError``, which names the
    file, if the bytes cannot be written, and also for a link, a folder, a pipe, a device and a file that is write
    protected: those are left as they are.
    """
    try:
        known = _known(path)
        _replace(path, data, known)
    except (OSError, ValueError) as error:
        raise WriteError(str(path), _reason(error)) from None


def _known(path: Path) -> os.stat_result | None:
    """Return the status of the file that will be replaced; None if there is none. Raises ``WriteError``."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        raise WriteError(str(path), "it is a link; name the file that it leads to")
    if stat.S_ISDIR(status.st_mode):
        raise WriteError(str(path), "it is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(str(path), special_kind(status.st_mode).partition(";")[0])
    # To replace a file takes only a folder that can be written to, so this must be asked for; of root, by the mode.
    if not status.st_mode & _ANY_WRITE or not os.access(path, os.W_OK):
        raise WriteError(str(path), "it is write protected")
    return status


def _replace(path: Path, data: bytes, known: os.stat_result | None) -> None:
    # A name of its own, since one made from the file's could be too long or be guessed.
    temporary = path.parent / f".claimlint-{os.urandom(8).hex()}.tmp"
    descriptor = os.open(temporary, _NEW, _BY_UMASK if known is None else _ONLY_MINE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if known is not None:
                _take_over(descriptor, temporary, known)
            os.fsync(descriptor)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _make_rename_last(path.parent)


def _take_over(descriptor: int, temporary: Path, known: os.stat_result) -> None:
    """Give the new file the owner and permissions of the old one; the owner first, since a change of it drops some."""
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, known.st_uid, known.st_gid)
    os.chmod(descriptor if os.chmod in os.supports_fd else temporary, stat.S_IMODE(known.st_mode))


def _make_rename_last(folder: Path) -> None:
    """Have the new name outlast a power cut; some systems cannot, and the file itself is whole either way."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    """Say in a person's words why the system refused; never holds the path."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such folder"
    if isinstance(error, PermissionError):
        return "there is no permission to write there"
    if isinstance(error, OSError):
        return error.strerror or "unknown error"
    return "no file can have this name"
