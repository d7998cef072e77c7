"""Copy in PDF files: pages of text with lines, put together to paragraphs; read by PDFium in a process of its own.

The source of the document is the text that was extracted, as many lines as the pages have. What stands beside one
another, such as the cells of a table, is on one line, parted by tabs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Timer

from claimlint.extract import pdf_program
from claimlint.extract.package import PackageProblem, too_large
from claimlint.extract.pdf_blocks import Page, document_of
from claimlint.extract.pdf_layout import Run, lines_of
from claimlint.model.document import BlockKind, Document, Incident, IncidentKind

PACKAGE = "pypdfium2_raw"
INSTALL = "PDF files are read with the extra pdf: pip install 'clinic-claimlint[pdf]'"

_PATIENCE = 60.0
"""Seconds on the wall after which the program is ended where the system does not count its processor time."""
_MOST_OUTPUT = 64 * 1024 * 1024
_PREAMBLE = 1024
"""Bytes that may stand before the mark of a PDF, as programs that show them have it."""
_MOST_UNKNOWN = 0.1
"""The part of a page's letters that may have no meaning, such as bullets of a symbol font, before it is unreadable."""


def is_installed() -> bool:
    """Say whether the extra is there."""
    return find_spec(PACKAGE) is not None


def read_pdf(data: bytes, path: str) -> Document:
    """Return the copy in a PDF that is shown as ``path``. Raises ``PackageProblem``."""
    properties, pages, incidents = _read(data)
    if not any(page.lines for page in pages):
        detail = "it holds no text, only pictures such as scans, so nothing in it was checked"
        raise PackageProblem(IncidentKind.UNREADABLE, f"{detail}; recognise its text first, or check the draft itself")
    return document_of(properties, pages, data, path, incidents)


def _read(data: bytes) -> tuple[list[tuple[BlockKind, str]], list[Page], list[Incident]]:
    """Return the properties of a document that are copy, its pages, and what could not be read of them."""
    if b"%PDF-" not in data[:_PREAMBLE]:
        raise _unreadable("it is no PDF file")
    answers = _answers(data)
    first = next(answers, {})
    number = _number(first, "pages")
    if first.get("problem") == "password":
        raise PackageProblem(
            IncidentKind.UNREADABLE,
            "it is protected by a password, so nothing in it was checked; save a copy without one",
        )
    if number > pdf_program.MOST_PAGES:
        raise too_large(f"it has more than {pdf_program.MOST_PAGES:,} pages")
    pages: list[Page] = []
    incidents: list[Incident] = []
    for answer in answers:
        if answer.get("problem") == "long":
            raise too_large(f"it has more than {pdf_program.MOST_CHARACTERS:,} characters")
        runs = answer.get("runs", [])
        found = [Run(*run) for run in runs] if isinstance(runs, list) else []
        pages.append(Page(tuple(lines_of(found)), _number(answer, "bottom"), _number(answer, "height")))
        doubt = _doubt(len(pages), answer, pages[-1])
        incidents += [doubt] if doubt else []
    if not pages or len(pages) < number:
        raise _unreadable("it is damaged")
    copy = ((BlockKind.TITLE, first.get("title")), (BlockKind.META, first.get("subject")))
    return [(kind, text) for kind, text in copy if isinstance(text, str)], pages, incidents


def _number(answer: dict[str, object], name: str) -> float:
    value = answer.get(name, 0)
    return value if isinstance(value, int | float) else 0


def _doubt(number: int, answer: dict[str, object], page: Page) -> Incident | None:
    """Return why a page has no verdict, or not on all of it, if there is a reason."""
    if "problem" in answer:
        detail = f"page {number} is damaged, so nothing on it was checked; make the PDF anew"
        return Incident(IncidentKind.UNREADABLE, detail)
    if not page.lines and answer.get("is_scan"):
        detail = f"page {number} is a picture without text, so nothing on it was checked; recognise its text first"
        return Incident(IncidentKind.UNREADABLE, detail)
    if _number(answer, "unknown") > _MOST_UNKNOWN * _number(answer, "characters"):
        detail = f"the fonts of page {number} do not say which letters they show, so not all of it can be read"
        return Incident(IncidentKind.ENCODING, f"{detail}; make the PDF anew, or check the draft that it was made from")
    return None


def _answers(data: bytes) -> Iterator[dict[str, object]]:
    """Give what the program says of ``data``, line by line. Raises ``PackageProblem`` if it was ended or broke down."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise PackageProblem(IncidentKind.UNSUPPORTED, f"{INSTALL}; nothing in it was checked")
    folder = str(Path(found.origin).parents[1])
    # Isolated, so that neither the folder of the run nor a variable puts in modules of its own.
    process = subprocess.Popen(
        [sys.executable, "-I", pdf_program.__file__, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = Timer(_PATIENCE, process.kill)
    timer.start()
    try:
        with process:
            output = _exchange(process, data)
            if len(output) > _MOST_OUTPUT:
                process.kill()
    finally:
        timer.cancel()
    if process.returncode == 1:  # an exception, which is a fault of the program and not of the file
        raise RuntimeError("the program that reads PDF files failed")
    if process.returncode:
        raise _ended()
    for line in output.splitlines():
        answer = json.loads(line)
        yield answer if isinstance(answer, dict) else {}


def _exchange(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    """Give the program ``data`` and return what it says, or one byte more than it may."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        # It reads all before it writes anything, so neither can wait for the other.
        process.stdin.write(data)
        process.stdin.close()
    except OSError:  # it is gone already; its exit code says why
        return b""
    return process.stdout.read(_MOST_OUTPUT + 1)


def _ended() -> PackageProblem:
    detail = "reading it took more time or memory than it is allowed, or it is damaged, so nothing in it was checked"
    return PackageProblem(IncidentKind.TOO_LARGE, f"{detail}; make the PDF anew, or split it into smaller ones")


def _unreadable(reason: str) -> PackageProblem:
    return PackageProblem(IncidentKind.UNREADABLE, f"{reason}; nothing in it was checked: make the PDF anew")
