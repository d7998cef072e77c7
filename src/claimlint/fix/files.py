"""Files that are being changed: read as they were judged, and written back only if nobody else wrote meanwhile."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from claimlint.errors import ReadError
from claimlint.files.read import read_bytes
from claimlint.files.write import write_atomically
from claimlint.fix.draft import Draft, NotApplied, read_draft
from claimlint.lint import Criteria

_CHANGED = "it was changed while it was being checked; run it again"


def load(path: Path, shown: str, digest: str, criteria: Criteria) -> Draft:
    """Return the draft in the file at ``path``; ``digest`` is the SHA-256, in hexadecimal, of the judged bytes.

    Raises ``NotApplied`` if the file has other bytes by now, cannot be read, or cannot be written back exactly.
    """
    kind = criteria.reading.of(path).format
    if kind is None:
        raise NotApplied("files of this format cannot be changed")
    try:
        data = read_bytes(path)
        if sha256(data).hexdigest() != digest:
            raise NotApplied(_CHANGED)
        return read_draft(data, shown, kind, criteria)
    except ReadError as error:
        raise NotApplied(str(error)) from None


def save(path: Path, before: bytes, after: bytes) -> None:
    """Write ``after`` to the file at ``path`` if it still holds ``before``; it is never written in part.

    A link is followed if it leads to somewhere below the folder that it stands in, so that no link of a checkout has a
    file elsewhere changed. Raises ``NotApplied`` for any other link and for a file with other bytes, or ``WriteError``.
    """
    target = path
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            raise NotApplied("it is a link that leads nowhere") from None
        if not target.is_relative_to(path.parent.resolve()):
            raise NotApplied("it is a link that leads out of its folder; name the file that it leads to")
    try:
        now = read_bytes(target)
    except ReadError as error:
        raise NotApplied(str(error)) from None
    if now != before:
        raise NotApplied(_CHANGED)
    write_atomically(target, after)
