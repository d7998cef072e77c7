"""Zip packages in which single parts change and every other byte of the parts stays."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

from claimlint.errors import ReadError
from claimlint.extract.package import Package

# APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED = 8
_VERSION = 20
_UTF8 = 0x800
_KEPT_FLAGS = 0x800
_EARLIEST = (0, 0x21)
"""Time and date of what is new: 1980-01-01, the earliest there is, so that the same input gives the same bytes."""


def with_parts(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """Return the package with the content of ``parts`` in the place of what they held; new ones come last.

    The others keep their bytes, packed as they are, and their order. Raises ``ReadError`` if the package is of a kind
    that cannot be written anew.
    """
    data, directory = package.data, package.directory
    starts = [entry.header_offset for entry in package.entries]
    out = bytearray(data[: starts[0]] if starts else b"")
    offsets: dict[str, int] = {}
    sizes: dict[str, tuple[int, int, int]] = {}
    for entry, start, end in zip(package.entries, starts, [*starts[1:], directory], strict=True):
        offsets[entry.filename] = len(out)
        if entry.filename not in parts:
            out += data[start:end]
            continue
        name_length = int.from_bytes(data[start + 26 : start + 28], "little")
        name = data[start + _LOCAL.size : start + _LOCAL.size + name_length]
        time, date = struct.unpack_from("<2H", data, start + 10)
        sizes[entry.filename] = _add(out, name, entry.flag_bits & _KEPT_FLAGS, (time, date), parts[entry.filename])
    new = []
    for key in parts:
        if key not in package:
            name = key.encode()
            place = len(out)
            size = _add(out, name, _UTF8, _EARLIEST, parts[key])
            new.append(_central(name, _UTF8, _EARLIEST, size, place))
    begin = len(out)
    count = _copy_directory(out, data, directory, offsets, sizes)
    for record in new:
        out += record
    count += len(new)
    if count >= 0xFFFF or len(out) >= 0xFFFFFFFF:
        raise ReadError("it has too many parts to be written anew")
    out += _END.pack(b"PK\x05\x06", 0, 0, count, count, len(out) - begin, begin, 0)
    return bytes(out)


def _add(out: bytearray, name: bytes, flags: int, when: tuple[int, int], content: bytes) -> tuple[int, int, int]:
    """Append a part; return its checksum and its packed and full size."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    size = (zlib.crc32(content), len(packed), len(content))
    out += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, _DEFLATED, *when, *size, len(name), 0)
    out += name
    out += packed
    return size


def _central(name: bytes, flags: int, when: tuple[int, int], size: tuple[int, int, int], place: int) -> bytes:
    head = _CENTRAL.pack(
        b"PK\x01\x02", _VERSION, _VERSION, flags, _DEFLATED, *when, *size, len(name), 0, 0, 0, 0, 0, place
    )
    return head + name


def _copy_directory(
    out: bytearray, data: bytes, place: int, offsets: Mapping[str, int], sizes: Mapping[str, tuple[int, int, int]]
) -> int:
    """Append the central directory with the new offsets, and sizes where they changed; return how many entries."""
    count = 0
    while data[place : place + 4] == b"PK\x01\x02":
        if len(data) < place + _CENTRAL.size:
            break
        values = list(_CENTRAL.unpack_from(data, place))
        name_length, extra_length, comment_length = values[10:13]
        rest = place + _CENTRAL.size
        name = data[rest : rest + name_length]
        extra = data[rest + name_length : rest + name_length + extra_length]
        comment = data[rest + name_length + extra_length : rest + name_length + extra_length + comment_length]
        key = name.decode("utf-8" if values[3] & _UTF8 else "cp437")
        if key not in offsets or values[16] == 0xFFFFFFFF:
            raise ReadError("its zip directory is of a kind that cannot be written anew; save it anew in Word")
        values[16] = offsets[key]
        if key in sizes:
            values[3] &= _KEPT_FLAGS
            values[4] = _DEFLATED
            values[7:10] = sizes[key]
            extra, values[11] = b"", 0
        out += _CENTRAL.pack(*values) + name + extra + comment
        place = rest + name_length + extra_length + comment_length
        count += 1
    return count
