"""Checks one piece of copy from its bytes to its findings, and lets no failure pass for a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from claimlint.engine import Checker
from claimlint.errors import ReadError, UsageError
from claimlint.extract import _SUFFIXES, Format, extract, extract_bytes, format_of, is_text
from claimlint.files.read import MAX_BYTES, FileProblem, read_bytes
from claimlint.model.document import Document, Incident, IncidentKind, Source
from claimlint.model.options import Options
from claimlint.model.report import CopyBlock, FileReport
from claimlint.model.rule import Category, Library
from claimlint.model.span import Span
from claimlint.packs import load_library
from claimlint.text.decode import BinaryError, decode
from claimlint.text.fold import fold
from claimlint.text.lines import LineIndex
from claimlint.text.sentences import MOST_CHARACTERS, has_endless

if TYPE_CHECKING:
    from claimlint.files.discover import FoundFile


SUFFIXES = frozenset(_SUFFIXES)
"""Endings of names, in lower case, that tell the format of a file."""

_DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Criteria:
    """What copy is judged by: the packs beside those that come with the linter, and the options.

    ``keep_copy`` asks for the text of the whole page in each ``FileReport``.
    """

    packs: tuple[Path, ...] = ()
    options: Options = _DEFAULTS
    keep_copy: bool = False


@lru_cache(maxsize=4)
def library_of(packs: tuple[Path, ...] = ()) -> Library:
    """Return the library with these packs, loaded once per process. Raises ``PackError``."""
    return load_library(packs)


@lru_cache(maxsize=8)
def checker_of(criteria: Criteria) -> Checker:
    """Return the checker for these criteria, made once per process. Raises ``PackError`` and ``UsageError``."""
    library = library_of(criteria.packs)
    require_known(criteria.options, library)
    return Checker(library, criteria.options)


def require_known(options: Options, library: Library) -> None:
    """Refuse a jurisdiction, rule, pack or category that the library does not have; raises ``UsageError``."""
    codes = {reference.jurisdiction for reference in library.references.values()}
    for code in options.jurisdictions:
        if code not in codes:
            raise UsageError(f"no source is of jurisdiction “{code}”{near(code, codes)}")
    names = {*library.rules, *(pack.id for pack in library.packs), *Category}
    for name in (*options.select, *options.ignore):
        if name not in names:
            raise UsageError(f"no rule, pack or category is called “{name}”{near(name, names)}")


def near(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean …?`` with the known name that looks most like ``name``, or what there is if none does."""
    from difflib import get_close_matches

    names = sorted(known)
    tails = {candidate.rpartition("/")[2]: candidate for candidate in reversed(names)}
    found = get_close_matches(name, [*names, *tails], n=1)
    if found:
        return f"; did you mean “{tails.get(found[0], found[0])}”?"
    return f"; known are {', '.join(names)}" if 0 < len(names) <= 20 else ""


def lint_file(file: FoundFile, criteria: Criteria) -> FileReport:
    """Read and check one file; never raises for what the file holds or is."""
    kind = format_of(file.path.name)
    if kind is None:
        detail = f"not a format that is read ({_known_suffixes()}); if it is copy, pipe it to: claimlint check -"
        return failed(file.shown, IncidentKind.UNSUPPORTED, detail)
    return guarded(file.shown, lambda: lint_bytes(read_bytes(file.path), file.shown, kind, criteria))


def lint_stream(stream: BinaryIO | None, name: str | None, criteria: Criteria) -> FileReport:
    """Read and check what comes in on ``stream``; ``name`` stands for it in the report and decides the format."""
    path = name or "<stdin>"
    kind = format_of(name) if name else Format.PLAIN
    if kind is None:
        return failed(path, IncidentKind.UNSUPPORTED, f"no format is known for this name; use {_known_suffixes()}")
    if stream is None:
        return failed(path, IncidentKind.UNREADABLE, "standard input is closed")
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return failed(path, IncidentKind.UNREADABLE, f"cannot read standard input: {error.strerror}")
    if len(data) > MAX_BYTES:
        return failed(path, IncidentKind.TOO_LARGE, f"standard input holds more than {MAX_BYTES:,} bytes")
    return guarded(path, lambda: lint_bytes(data, path, kind, criteria))


def lint_bytes(data: bytes, path: str, kind: Format, criteria: Criteria) -> FileReport:
    """Check the bytes of a file that is shown as ``path``. Raises ``ReadError`` if they should be text and are not."""
    if not is_text(kind):
        return lint_document(extract_bytes(data, path, kind), criteria)
    return lint_source(decode(data, path, html=kind is Format.HTML), kind, criteria)


def lint_source(source: Source, kind: Format, criteria: Criteria) -> FileReport:
    """Check decoded copy."""
    return lint_document(extract(source, kind), criteria)


def lint_document(document: Document, criteria: Criteria) -> FileReport:
    """Check copy that was extracted."""
    source = document.source
    findings, incidents = checker_of(criteria).check(document)
    numbers = sorted({finding.line for finding in findings})
    index = LineIndex(source.text) if numbers else None
    lines = tuple((number, index.line_text(number)) for number in numbers) if index else ()
    if source.lossy:
        detail = f"read as {source.encoding}, which is a guess; save the file as UTF-8 to be sure"
        incidents = (Incident(IncidentKind.ENCODING, detail), *incidents)
    incidents += _endless(document)
    copy = tuple(CopyBlock(block.kind, block.text, block.level, block.name) for block in document.blocks)
    return FileReport(
        source.path,
        findings,
        incidents,
        lines,
        copy=copy if criteria.keep_copy else (),
        digest=source.digest,
        is_extracted=document.is_extracted,
    )


def _endless(document: Document) -> tuple[Incident, ...]:
    """Return an incident if any sentence is too long to be judged as a whole, with the line where its block starts."""
    for block in document.blocks:
        if len(block.text) > MOST_CHARACTERS and has_endless(fold(block.text).text):
            line, _ = LineIndex(document.source.text).position(block.map.to_source(Span(0, 1)).start)
            detail = (
                f"a sentence here does not end within {MOST_CHARACTERS:,} characters; it was checked in pieces, and a "
                "claim that a cut goes through may be missed"
            )
            return (Incident(IncidentKind.TOO_LARGE, detail, line),)
    return ()


def _known_suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))


def guarded(path: str, lint: Callable[[], FileReport]) -> FileReport:
    """Call ``lint`` and turn what it raises into an incident of the file at ``path``."""
    try:
        return lint()
    except FileProblem as error:
        return failed(path, error.kind, str(error))
    except BinaryError as error:
        return failed(path, IncidentKind.BINARY, str(error))
    except ReadError as error:
        return failed(path, IncidentKind.ENCODING, str(error))
    except Exception as error:  # a fault in one file must not cost the verdict on the others
        return failed(path, IncidentKind.CRASHED, f"{type(error).__name__}: {str(error)[:200]}; please report this")


def failed(path: str, kind: IncidentKind, detail: str) -> FileReport:
    """Return the report on a file that there is no verdict on."""
    return FileReport(path, incidents=(Incident(kind, detail),))
