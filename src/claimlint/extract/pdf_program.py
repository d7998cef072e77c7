"""Reads the text of a PDF with PDFium, as a program of its own: what the bytes do to it, they do to nobody else.

Run by path, with nothing of the linter in reach: ``python -I pdf_program.py FOLDER``; FOLDER holds the package. The PDF
comes in on standard input; standard output gets lines of JSON, the first on the document, the others on a page each.
Limits that the system keeps (POSIX) are set before a byte is read; when one is met, the system ends the program.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import signal
import sys
import time
from collections.abc import Iterator

MOST_PAGES = 500
MOST_CHARACTERS = 4_000_000
MOST_MEMORY = 120 * 1024 * 1024
"""Bytes of data that the program may hold, the PDF among them."""
SECONDS = 1.5
"""Of the processor, for any one page, and for opening the document."""
SECONDS_A_PAGE = 0.15
"""What each page that was read adds for all together: a long document is read, and a bomb of many pages ends."""

TOO_MUCH = 3
"""The exit code where memory did not do."""

_PASSWORD = 4
_PICTURE = 3
_LOOSEST, _LOOSEST_FIXED = 0.42, 0.75
"""Widths of the letter M, about, that part two runs on a line: cells, columns, or words of a line that is stretched."""
_MADE_UP = frozenset((10, 13, 32))
_HYPHENS = frozenset((0x02, 0xFFFE))
"""What PDFium gives for a hyphen at the end of a line."""
_DEEPEST = 4
Style = tuple[float, float, float, bool, float, bool]
"""Left, baseline, size, bold, angle and shown, of a character and of those in one object with it."""
_SCAN = 0.7
"""The part of a page that a picture covers if the page may be a scan; text without ink is then what was recognised."""
_NO_INK = 3
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_FIXED_PITCH, _FORCED_BOLD = 1, 1 << 18
_TYPEWRITER = re.compile(rb"courier|mono|typewriter|consol", re.IGNORECASE)
_LONGEST_NAME = 200


def main() -> int:
    """Read standard input and write what is in it."""
    sys.path.append(sys.argv[1])
    _limit()
    data = sys.stdin.buffer.read()
    reader = _Reader()
    handle = reader.pdf.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        is_locked = reader.pdf.FPDF_GetLastError() == _PASSWORD
        _say({"problem": "password" if is_locked else "damaged"})
        return 0
    pages = reader.pdf.FPDF_GetPageCount(handle)
    title, subject = (reader.property(handle, name) for name in (b"Title", b"Subject"))
    _say({"pages": pages, "title": title, "subject": subject})
    left = MOST_CHARACTERS
    for number in range(min(pages, MOST_PAGES)):
        used = time.process_time()
        _allow(min(SECONDS, SECONDS + SECONDS_A_PAGE * number - used))
        page = reader.page(handle, number)
        _say(page)
        left -= page["characters"] if isinstance(page["characters"], int) else 0
        if left < 0:
            _say({"problem": "long"})
            return 0
    return 0


def _say(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")


def _limit() -> None:
    """Have the system end this program where it takes too much; on Windows only its caller's clock does."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_DATA", MOST_MEMORY)):
        kind = getattr(resource, name)
        most = resource.getrlimit(kind)[1]
        limit = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (limit, limit))
    _allow(SECONDS)


def _allow(seconds: float) -> None:
    """End the program once it has had so many more seconds of the processor."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.01))


class _Reader:
    """PDFium, and the places that it writes its answers to."""

    def __init__(self) -> None:
        import pypdfium2_raw as pdf

        self.pdf = pdf
        # Fonts of the system are not looked for: the same bytes have to give the same text on any machine.
        config = pdf.FPDF_LIBRARY_CONFIG(version=2)
        none = (ctypes.POINTER(ctypes.c_char) * 1)()
        config.m_pUserFontPaths = none
        pdf.FPDF_InitLibraryWithConfig(config)
        # As an address, objects can be compared; as a pointer they cannot.
        pdf.FPDFText_GetTextObject.restype = ctypes.c_void_p
        pdf.FPDFTextObj_GetTextRenderMode.argtypes = [ctypes.c_void_p]
        self.box, self.matrix = pdf.FS_RECTF(), pdf.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.name, self.flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
        self.is_scan, self.loosest = False, _LOOSEST

    def property(self, handle: object, name: bytes) -> str:
        """Return a property of the document, empty if it has none."""
        size = self.pdf.FPDF_GetMetaText(handle, name, None, 0)
        buffer = ctypes.create_string_buffer(size + 2)
        self.pdf.FPDF_GetMetaText(handle, name, buffer, size)
        return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")

    def page(self, handle: object, number: int) -> dict[str, object]:
        """Return what there is on a page; see ``claimlint.extract.pdf`` for the fields."""
        pdf = self.pdf
        page = pdf.FPDF_LoadPage(handle, number)
        text = pdf.FPDFText_LoadPage(page) if page else None
        if not text:
            return {"problem": "page", "characters": 0}
        pdf.FPDF_GetPageBoundingBox(page, self.box)
        sheet = (self.box.left, self.box.bottom, self.box.right, self.box.top)
        self.is_scan = self.pictured(page, sheet) >= _SCAN
        unknown = 0
        runs = []
        for run, gaps in self.runs(text, sheet):
            runs.append(run)
            unknown += gaps
        made: dict[str, object] = {
            "runs": runs,
            "characters": sum(len(run[0]) for run in runs),
            "unknown": unknown,
            "is_scan": self.is_scan,
            "height": sheet[3] - sheet[1],
            "bottom": sheet[1],
        }
        pdf.FPDFText_ClosePage(text)
        pdf.FPDF_ClosePage(page)
        return made

    def pictured(self, page: object, sheet: tuple[float, float, float, float]) -> float:
        """Return how much of the page its largest picture covers, from 0 to 1."""
        pdf, largest = self.pdf, 0.0
        bounds = [ctypes.c_float() for _ in range(4)]
        for index in range(pdf.FPDFPage_CountObjects(page)):
            thing = pdf.FPDFPage_GetObject(page, index)
            if self.is_picture(thing, 0) and pdf.FPDFPageObj_GetBounds(thing, *bounds):
                left, bottom, right, top = (bound.value for bound in bounds)
                width = min(right, sheet[2]) - max(left, sheet[0])
                height = min(top, sheet[3]) - max(bottom, sheet[1])
                largest = max(largest, max(width, 0) * max(height, 0))
        return largest / max((sheet[2] - sheet[0]) * (sheet[3] - sheet[1]), 1)

    def is_picture(self, thing: object, depth: int) -> bool:
        """Say whether an object of a page is a picture, or a form that holds one and nothing else."""
        pdf = self.pdf
        kind = pdf.FPDFPageObj_GetType(thing)
        if kind != pdf.FPDF_PAGEOBJ_FORM or depth > _DEEPEST:
            return bool(kind == _PICTURE)
        inside = pdf.FPDFFormObj_CountObjects(thing)
        return inside == 1 and self.is_picture(pdf.FPDFFormObj_GetObject(thing, 0), depth + 1)

    def runs(
        self, text: object, sheet: tuple[float, float, float, float]
    ) -> Iterator[tuple[tuple[str, float, float, float, float, bool, float, bool], int]]:
        """Give the runs of text on a page in the order of the file, and how many characters in each are unknown.

        A run is (text, left, right, baseline, size, bold, angle, shown), in points, seen along its own direction.
        """
        box, code_of, is_made_up = self.box, self.pdf.FPDFText_GetUnicode, self.pdf.FPDFText_IsGenerated
        object_of, box_of = self.pdf.FPDFText_GetTextObject, self.pdf.FPDFText_GetLooseCharBox
        letters: list[str] = []
        run: Style | None = None
        style: Style = (0, 0, 0, False, 0, True)
        known: tuple[float, float] | None = None
        right, unknown, last, is_unknown = 0.0, 0, None, False
        fallen = starts_word = False
        for index in range(self.pdf.FPDFText_CountChars(text)):
            code = code_of(text, index)
            # Each question costs more than all that is made of the answer, so few are asked of every character.
            if code in _MADE_UP and is_made_up(text, index):
                fallen, starts_word = fallen or code == 32, True
                continue
            box_of(text, index, box)
            height = box.bottom, box.top
            if height != known or starts_word:
                thing, known = object_of(text, index), height
                if thing != last:
                    style, last = self.style(text, index, sheet, thing), thing
                    is_unknown = bool(self.pdf.FPDFText_HasUnicodeMapError(text, index))
            starts_word = code == 32
            start, end = self.along(text, index, style) if style[4] else (box.left, box.right)
            is_next = run is not None and style[4:] == run[4:] and abs(style[1] - run[1]) < 0.1 * style[2]
            size = style[2]
            if (
                run is None
                or not is_next
                or not -size < start - right < self.loosest * size
                or abs(size - run[2]) > 0.1
            ):
                if run is not None:
                    yield (_text(letters), round(run[0], 1), round(right, 1), *run[1:]), unknown
                letters, unknown = [], 0
                run = (start, *style[1:])
            elif fallen:
                letters.append(" ")
            fallen = False
            letters.append("-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd")
            unknown += is_unknown or not code
            right = max(right, end) if is_next else end
        if run is not None:
            yield (_text(letters), round(run[0], 1), round(right, 1), *run[1:]), unknown

    def style(self, text: object, index: int, sheet: tuple[float, float, float, float], thing: int | None) -> Style:
        """Return the style of a character, with no left yet."""
        pdf = self.pdf
        size_of_name = pdf.FPDFText_GetFontInfo(text, index, self.name, _LONGEST_NAME, self.flags)
        name = self.name.raw[:size_of_name]
        # The weight that PDFium tells is a guess from the stems; the names of fonts say it better.
        is_bold = bool(_BOLD.search(name) or self.flags.value & _FORCED_BOLD)
        is_fixed = _TYPEWRITER.search(name) or self.flags.value & _FIXED_PITCH
        self.loosest = _LOOSEST_FIXED if is_fixed else _LOOSEST
        pdf.FPDFText_GetMatrix(text, index, self.matrix)
        angle = round(math.atan2(self.matrix.b, self.matrix.a), 2)
        size = pdf.FPDFText_GetFontSize(text, index) * (math.hypot(self.matrix.c, self.matrix.d) or 1)
        pdf.FPDFText_GetCharOrigin(text, index, self.x, self.y)
        x, y = self.x.value, self.y.value
        has_ink = self.is_scan or pdf.FPDFTextObj_GetTextRenderMode(thing) != _NO_INK
        on_sheet = sheet[0] - 1 <= x <= sheet[2] + 1 and sheet[1] - 1 <= y <= sheet[3] + 1
        baseline = y * math.cos(angle) - x * math.sin(angle)
        return 0.0, round(baseline, 1), round(max(size, 0.5), 1), is_bold, angle, on_sheet and has_ink

    def along(self, text: object, index: int, style: Style) -> tuple[float, float]:
        """Return where a character that stands askew begins and ends along its own direction, the end as a guess."""
        self.pdf.FPDFText_GetCharOrigin(text, index, self.x, self.y)
        start = self.x.value * math.cos(style[4]) + self.y.value * math.sin(style[4])
        return start, start + 0.5 * style[2]


def _text(letters: list[str]) -> str:
    """Join letters; halves of surrogate pairs become one, and what ends lines or controls becomes a space."""
    text = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(letter if letter.isprintable() or letter == "\xad" else " " for letter in text)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except MemoryError:
        sys.exit(TOO_MUCH)
