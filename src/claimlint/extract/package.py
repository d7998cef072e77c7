"""The zip packages that word processors write; a hostile one costs little, and is refused with a reason."""

from __future__ import annotations

import io
import zipfile

from claimlint.errors import ReadError
from claimlint.model.document import IncidentKind

MAX_PART = 32 * 1024 * 1024
"""Bytes of one part when inflated."""
MAX_TOTAL = 64 * 1024 * 1024
"""Bytes of all parts that are read."""
MAX_ENTRIES = 4_000
MAX_RATIO = 200
"""How many times larger than its packed form a part may be; text of people does not come near it."""
RATIO_FROM = 1024 * 1024
"""Bytes up to which the ratio does not matter."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_ENCRYPTED = 0x1


class PackageProblem(ReadError):
    """A document that cannot be read; its text says why and what to do, without the path."""

    def __init__(self, kind: IncidentKind, detail: str) -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


class Package:
    """The parts of a document by name; each is inflated when it is asked for, within limits that are counted then.

    Raises ``PackageProblem`` if the bytes are no such package. Nothing outside of the bytes is ever opened.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise _ole(data)
        if not data.startswith(b"PK"):
            raise broken("it is not a zip package, which files of this kind are")
        # Every entry costs far more memory than it has bytes, so they are counted before any is looked at.
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise too_large(f"it has more than {MAX_ENTRIES:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.entries = sorted(self._zip.infolist(), key=lambda entry: entry.header_offset)
        except Exception as error:  # zipfile raises many kinds for broken bytes
            raise broken(f"its zip structure is damaged ({error})") from None
        self.data = data
        self.directory = self._zip.start_dir
        """Where in the bytes the central directory begins."""
        self._by_name = {entry.filename: entry for entry in self.entries}
        self._left = MAX_TOTAL
        if len(self._by_name) < len(self.entries):
            raise broken("two parts have the same name, so programs would disagree on what it says")
        self._refuse_overlaps()

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def read(self, name: str) -> bytes:
        """Return the content of a part. Raises ``PackageProblem`` if it is missing, broken, encrypted or too large."""
        entry = self._by_name.get(name)
        if entry is None:
            raise broken(f"the part {name} is missing")
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted()
        if entry.compress_type not in _METHODS:
            raise broken(f"the part {name} is packed in a way that is not allowed here")
        by_ratio = max(RATIO_FROM, MAX_RATIO * entry.compress_size)
        limit = min(MAX_PART, self._left, by_ratio)
        try:
            with self._zip.open(entry) as file:
                content = file.read(limit + 1)  # the size that the package states may be a lie
        except Exception as error:
            raise broken(f"the part {name} is damaged ({error})") from None
        if len(content) > limit:
            raise too_large(f"the part {name} inflates to more than {limit:,} bytes")
        self._left -= len(content)
        return content

    def _refuse_overlaps(self) -> None:
        """Refuse parts that share bytes: a few of those make a package of any size (CVE-2024-0450)."""
        bounds = [entry.header_offset for entry in self.entries[1:]] + [self.directory]
        for entry, bound in zip(self.entries, bounds, strict=False):
            if entry.header_offset + _LOCAL_HEADER + entry.compress_size > bound:
                raise broken("its parts overlap")


def _ole(data: bytes) -> PackageProblem:
    if _ENCRYPTED_STREAM in data:
        return encrypted()
    detail = "it is in the format of Word before 2007; save it as .docx"
    return PackageProblem(IncidentKind.UNSUPPORTED, detail)


def encrypted() -> PackageProblem:
    """Return the problem of a document that asks for a password."""
    detail = "it is protected by a password, so nothing in it was checked; save a copy without one"
    return PackageProblem(IncidentKind.UNREADABLE, detail)


def broken(reason: str) -> PackageProblem:
    """Return the problem of a document that is not as its format asks."""
    detail = f"{reason}; nothing in it was checked: open it in a word processor and save it anew"
    return PackageProblem(IncidentKind.UNREADABLE, detail)


def too_large(reason: str) -> PackageProblem:
    """Return the problem of a document that would take too much memory or time."""
    return PackageProblem(IncidentKind.TOO_LARGE, f"{reason}; nothing in it was checked: split it into smaller ones")
