"""PDF files that are hostile, broken or hold nothing to read: each is refused with a reason, and costs little."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from cli_bounded import check_bounded
from cli_process import run_cli
from pdffiles import column, pdf, sample, stream, text, written

from claimlint.extract import Format, extract_bytes
from claimlint.model.document import IncidentKind

LINE = text(72, 700, "It is safe for everyone.")


def packed(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


def looped_forms(depth: int) -> bytes:
    """Return a file whose forms each show the next one ten times."""
    forms = [
        stream("\n".join([f"/X{number + 1} Do"] * 10), f" /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
               f" << /XObject << /X{number + 1} {number + 4} 0 R >> >>")
        for number in range(depth)
    ]  # fmt: skip
    forms.append(stream(LINE, " /Type /XObject /Subtype /Form /BBox [0 0 600 900]"))
    return pdf("/X0 Do", resources=" /XObject << /X0 3 0 R >>", others=tuple(forms))


def many_letters() -> bytes:
    return column(0, 800, *(f"{number} safe" * 9 for number in range(60_000))).encode()


def looped_pages() -> bytes:
    return written(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"])


def picture(page: str = LINE, extent: int = 600) -> bytes:
    image = stream(b"\0", " /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")
    shown = f"q {extent} 0 0 {extent * 1.5} 0 0 cm /X0 Do Q"
    return pdf(shown, page, resources=" /XObject << /X0 3 0 R >>", others=(image,))


def slow_form() -> bytes:
    """Return a file that shows a form of many idle operators again and again, which takes time and no memory."""
    form = stream(packed(b"q Q " * 1_000_000), " /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode")
    return pdf("/X0 Do\n" * 400 + LINE, resources=" /XObject << /X0 3 0 R >>", others=(form,))


LOCK = (
    " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
    f" /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>]"
)
MEANINGLESS = (
    "<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts ["
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /DW 500"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>"
)

HOSTILE = {
    "password": (pdf(LINE, trailer=LOCK), IncidentKind.UNREADABLE, "it is protected by a password"),
    "text": (b"It is safe for everyone.", IncidentKind.UNREADABLE, "it is no PDF file"),
    "empty": (b"", IncidentKind.UNREADABLE, "it is no PDF file"),
    "mark alone": (b"%PDF-1.7\n", IncidentKind.UNREADABLE, "it is damaged"),
    "no pages": (pdf(), IncidentKind.UNREADABLE, "it is damaged"),
    "pages in a circle": (looped_pages(), IncidentKind.UNREADABLE, "it holds no text"),
    "empty page": (pdf(""), IncidentKind.UNREADABLE, "it holds no text, only pictures"),
    "scan": (picture(page=""), IncidentKind.UNREADABLE, "it holds no text, only pictures"),
    "many pages": (pdf(*[LINE] * 501), IncidentKind.TOO_LARGE, "it has more than 500 pages"),
    "bomb": (pdf(packed(b" " * 400_000_000), filters=" /Filter /FlateDecode"), IncidentKind.TOO_LARGE, "took more"),
    "bomb in a bomb": (
        pdf(packed(b" " * 400_000_000, 2), filters=" /Filter [/FlateDecode /FlateDecode]"),
        IncidentKind.TOO_LARGE,
        "took more",
    ),
    "many letters": (
        pdf(packed(many_letters()), filters=" /Filter /FlateDecode"),
        IncidentKind.TOO_LARGE,
        "took more",
    ),
    "forms in forms": (looped_forms(12), IncidentKind.TOO_LARGE, "took more"),
    "slow form": (slow_form(), IncidentKind.TOO_LARGE, "took more"),
}  # fmt: skip
COSTLY = (
    "slow form",
    "bomb",
    "bomb in a bomb",
    "many letters",
    "forms in forms",
    "many pages",
    "pages in a circle",
    "password",
)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in COSTLY])
def test_it_is_refused_with_a_reason(name: str) -> None:
    data, kind, reason = HOSTILE[name]
    document = extract_bytes(data, "brochure.pdf", Format.PDF)
    assert [(incident.kind, document.blocks) for incident in document.incidents] == [(kind, ())]
    assert reason in document.incidents[0].detail


@pytest.mark.parametrize("name", COSTLY)
def test_the_command_refuses_it_within_two_seconds_and_200_megabytes(name: str, tmp_path: Path) -> None:
    data, _, reason = HOSTILE[name]
    refused = check_bounded(tmp_path / "brochure.pdf", data)
    assert refused.code == 2
    assert reason in refused.err


def test_a_page_that_is_a_picture_is_named_and_the_others_are_read() -> None:
    document = extract_bytes(picture(), "brochure.pdf", Format.PDF)
    assert [block.text for block in document.blocks] == ["It is safe for everyone."]
    assert [incident.detail.partition(",")[0] for incident in document.incidents] == [
        "page 1 is a picture without text"
    ]


def test_a_small_picture_is_no_scan() -> None:
    assert extract_bytes(picture(extent=100), "brochure.pdf", Format.PDF).incidents == ()


def test_what_was_recognised_in_a_scan_is_not_hidden() -> None:
    scan = picture(page="q 600 0 0 900 0 0 cm /X0 Do Q\n" + text(72, 700, "Safe for everyone", more="3 Tr "))
    assert [block.marks for block in extract_bytes(scan, "brochure.pdf", Format.PDF).blocks] == [()]


def test_letters_without_a_meaning_are_no_text() -> None:
    document = extract_bytes(pdf("BT /F1 11 Tf 72 700 Td <000100020003> Tj ET", fonts=MEANINGLESS), "a.pdf", Format.PDF)
    assert "do not say which letters they show" in " ".join(incident.detail for incident in document.incidents)


def test_a_run_goes_on_after_a_hostile_file(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(HOSTILE["forms in forms"][0])
    (tmp_path / "brochure.pdf").write_bytes(sample())
    (tmp_path / "draft.md").write_text("It is safe for everyone.\n")
    done = run_cli("check", "--no-config", "-q", "--select", "safety/safe-for-everyone", ".", cwd=tmp_path)
    assert done.code == 2
    assert done.err.count("bomb.pdf: ") == 1
    assert {line.partition(":")[0] for line in done.out.splitlines()} == {"brochure.pdf", "draft.md"}
