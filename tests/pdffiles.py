"""PDF files made of plain objects, for the tests; and the sample in ``fixtures/formats``, which this module writes::

PYTHONPATH=src:tests .venv/bin/python tests/pdffiles.py
"""

from __future__ import annotations

from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "fixtures" / "formats" / "brochure.pdf"
FONTS = (
    "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
)
SHEET = "[0 0 595 842]"


def text(x: float, y: float, words: str, size: float = 11, font: str = "F1", *, more: str = "") -> str:
    """Return what shows ``words`` with their baseline at ``y``; ``more`` are operators before them."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    shown = f"BT {more}/{font} {size} Tf {x} {y} Td ({escaped}) Tj ET"
    return f"q {shown} Q" if more else shown


def column(x: float, y: float, *rows: str, size: float = 11, font: str = "F1", leading: float = 14) -> str:
    """Return what shows lines below one another."""
    return "\n".join(text(x, y - number * leading, row, size, font) for number, row in enumerate(rows))


def written(objects: list[str | bytes], *, trailer: str = "", info: int = 0) -> bytes:
    """Return a file of these objects, numbered from 1; the first is the catalog, ``info`` the number of the others."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        data = body if isinstance(body, bytes) else body.encode("cp1252")
        out += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    named = f" /Info {info} 0 R" if info else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{named}{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """Return a stream object; what it holds must be packed already if ``entries`` say so."""
    data = content if isinstance(content, bytes) else content.encode("cp1252")
    return f"<< /Length {len(data)}{entries} >>\nstream\n".encode() + data + b"\nendstream"


def pdf(
    *pages: str | bytes,
    filters: str = "",
    fonts: str = FONTS,
    resources: str = "",
    page: str = "",
    info: str = "",
    others: tuple[str | bytes, ...] = (),
    trailer: str = "",
) -> bytes:
    """Return a file with a page for each content stream; ``others`` are more objects, the first has the number 3."""
    first = 3 + len(others)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /MediaBox {SHEET} /Kids [{kids}] >>",
        *others,
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Contents {first + 2 * number + 1} 0 R"
            f" /Resources << /Font {fonts}{resources} >>{page} >>"
        )
        objects.append(stream(content, filters))
    if info:
        objects.append(info)
    return written(objects, trailer=trailer, info=len(objects) if info else 0)


def sample() -> bytes:
    """Return the sample: every “safe for everyone” in it is copy, and no “safe for anyone” is."""
    header = text(72, 805, "North Clinic, safe for everyone", 9)
    left = column(
        72, 560, "Columns are read one after the", "other, and what is said on the left", "is safe for every-",
        "one. It ends on the right, where", "the text goes on without a stop",
    )  # fmt: skip
    right = column(
        310, 560, "and is still the same sentence,", "safe for everyone. A risk-", "free way to sit down is the",
        "second thing here.",
    )  # fmt: skip
    rows = (("Treatment", "Downtime", "Notes"), ("PRP", "None", "Safe for everyone"), ("Laser", "A day", "By hand"))
    table = "\n".join(
        text(72 + 150 * index, 440 - 18 * number, cell)
        for number, row in enumerate(rows)
        for index, cell in enumerate(row)
    )
    first = "\n".join((
        "% safe for anyone: comments of the page are no copy",
        header,
        text(72, 760, "A treatment that is safe for", 20, "F2"),
        text(72, 736, "everyone", 20, "F2"),
        column(
            72, 700, "This paragraph is set in lines that end where the sheet does, and it says that the laser is safe",
            "for everyone. Then it goes on for a while, so that the lines are full and belong together, as they",
            "do in any brochure.",
        ),
        column(72, 640, "It helps with:", "• scars, as it is safe for everyone", "• lines"),
        left,
        right,
        table,
        text(72, 380, "The last claim of the page is that all of this, from the first day to the last, is safe for"),
        text(290, 30, "1", 9),
    ))  # fmt: skip
    second = "\n".join((
        header,
        text(72, 760, "everyone who comes. A note"),
        text(214, 764, "1", 7),
        text(221, 760, "is no part of its word."),
        text(72, 720, "This one is hidden and safe for everyone.", more="3 Tr "),
        text(72, 60, "1 It is safe for everyone in small print.", 8),
        text(290, 30, "2", 9),
    ))  # fmt: skip
    comment = "<< /Type /Annot /Subtype /Text /Rect [500 700 520 720] /Contents (Is it safe for anyone?) >>"
    info = "<< /Title (Why it is safe for everyone) /Keywords (safe for anyone) /Creator (safe for anyone) >>"
    return pdf(first, second, others=(comment,), page=" /Annots [3 0 R]", info=info)


if __name__ == "__main__":
    SAMPLE.write_bytes(sample())
