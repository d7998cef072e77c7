"""Hostile and broken packages: each is refused with a reason, and costs little."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from cli_bounded import check_bounded
from wordfiles import NAMESPACES, body, docx, p, packed, parts_of, relations

from claimlint.extract import Format, extract_bytes
from claimlint.extract.package import MAX_PART, Package, PackageProblem
from claimlint.model.document import IncidentKind

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_main(content: str | bytes) -> bytes:
    return packed({**parts_of(docx()), "word/document.xml": content})


def overlapping() -> bytes:
    """Return a package in which two entries share the same bytes."""
    data = bytearray(docx(p("It is safe for everyone.")))
    places = [place for place in range(len(data)) if data[place : place + 4] == b"PK\x01\x02"]
    data[places[1] + 42 : places[1] + 46] = data[places[2] + 42 : places[2] + 46]
    return bytes(data)


def forged_size() -> bytes:
    """Return a bomb that says in its directory that it is small."""
    data = bytearray(with_main(body(" " * (MAX_PART + 1))))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            struct.pack_into("<L", data, place + offset, min(struct.unpack_from("<L", data, place + offset)[0], 5000))
    return bytes(data)


def many_entries() -> bytes:
    return docx(others={f"word/{number}.xml": b"" for number in range(5_000)})


def same_name_twice() -> bytes:
    data = docx(p("Clean."), others={"word/documenT.xml": body(p("It is safe for everyone."))})
    return data.replace(b"word/documenT.xml", b"word/document.xml")


def encrypted_entry() -> bytes:
    data = bytearray(docx(p("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset] |= 1
    return bytes(data)


def doctype(inside: str) -> str:
    return f"<!DOCTYPE w:document [{inside}]>" + body(p("&a;"))


BILLION = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))

MANY = body(*(p(str(number * number)) for number in range(51_000)))

HOSTILE = {
    "bomb": (with_main(body(" " * 40_000_000)), IncidentKind.TOO_LARGE, "inflates to more than"),
    "forged size": (forged_size(), IncidentKind.UNREADABLE, "is damaged"),
    "bomb in styles": (docx(p("x"), others={"word/styles.xml": b" " * 40_000_000}), IncidentKind.TOO_LARGE, "inflates"),
    "many blocks": (with_main(MANY), IncidentKind.TOO_LARGE, "more than 50,000 paragraphs"),
    "overlap": (overlapping(), IncidentKind.UNREADABLE, "its parts overlap"),
    "many entries": (many_entries(), IncidentKind.TOO_LARGE, "more than 4,000 parts"),
    "twins": (same_name_twice(), IncidentKind.UNREADABLE, "two parts have the same name"),
    "encrypted": (_OLE + "EncryptedPackage".encode("utf-16-le"), IncidentKind.UNREADABLE, "protected by a password"),
    "encrypted entry": (encrypted_entry(), IncidentKind.UNREADABLE, "protected by a password"),
    "old Word": (_OLE, IncidentKind.UNSUPPORTED, "the format of Word before 2007"),
    "document type": (with_main(doctype("")), IncidentKind.UNREADABLE, "declares a document type"),
    "entities": (with_main(doctype(BILLION)), IncidentKind.UNREADABLE, "declares a document type"),
    "external entity": (
        with_main(doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')), IncidentKind.UNREADABLE, "document type",
    ),
    "no XML": (with_main("<w:document"), IncidentKind.UNREADABLE, "is not XML (line 1: unclosed token)"),
    "odd encoding": (with_main('<?xml version="1.0" encoding="utf-7"?><a/>'), IncidentKind.UNREADABLE, "encoding"),
    "not Word": (with_main(f"<w:workbook {NAMESPACES}/>"), IncidentKind.UNSUPPORTED, "no Word document"),
    "no relations": (packed({"a.xml": "<a/>"}), IncidentKind.UNSUPPORTED, "no Word document"),
    "no main part": (
        packed({"_rels/.rels": relations(("a", "officeDocument", "../../etc/passwd"))}),
        IncidentKind.UNREADABLE,
        "the part etc/passwd is missing",
    ),
    "external main part": (
        packed({"_rels/.rels": relations(("a", "officeDocument", "https://example.com/a.xml"))}),
        IncidentKind.UNREADABLE,
        "its text lies outside of the file",
    ),
    "text": (b"It is safe for everyone.", IncidentKind.UNREADABLE, "not a zip package"),
    "empty": (b"", IncidentKind.UNREADABLE, "not a zip package"),
    "cut off": (docx(p("x"))[:-300], IncidentKind.UNREADABLE, "zip structure is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_reason(name: str) -> None:
    data, kind, reason = HOSTILE[name]
    document = extract_bytes(data, "draft.docx", Format.DOCX)
    (incident,) = document.incidents
    assert (incident.kind, document.blocks) == (kind, ())
    assert reason in incident.detail


@pytest.mark.parametrize("name", ["bomb", "forged size", "bomb in styles", "many entries", "overlap", "entities"])
def test_the_command_refuses_it_within_two_seconds_and_200_megabytes(name: str, tmp_path: Path) -> None:
    data, _, reason = HOSTILE[name]
    refused = check_bounded(tmp_path / "draft.docx", data)
    assert refused.code == 2
    assert reason in refused.err


def test_parts_that_nobody_asks_for_are_not_inflated() -> None:
    bomb = docx(p("Clean."), others={"word/media/image2.png": b" " * 40_000_000})
    assert [block.text for block in extract_bytes(bomb, "a.docx", Format.DOCX).blocks] == ["Clean."]


def test_the_parts_together_have_a_limit() -> None:
    content = zlib.compress(b"", 0)  # nothing that packs well, so that only the total counts
    whole = packed({f"{number}": content + bytes(range(256)) * 120_000 for number in range(3)}, stored=True)
    package = Package(whole)
    package.read("0"), package.read("1")
    with pytest.raises(PackageProblem, match="the part 2 inflates to more than"):
        package.read("2")


def test_other_ways_of_packing_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("_rels/.rels", "<a/>")
    with pytest.raises(PackageProblem, match="packed in a way that is not allowed here"):
        Package(out.getvalue()).read("_rels/.rels")
