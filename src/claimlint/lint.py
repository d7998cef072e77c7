"""Checks one piece of copy from its bytes to its findings, and lets no failure pass for a verdict."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from claimlint.engine import Checker
from claimlint.errors import ConfigError, ReadError, UsageError
from claimlint.extract import SUFFIXES, Format, extract, extract_bytes, is_text
from claimlint.files.clock import today
from claimlint.files.globs import names_path
from claimlint.files.read import MAX_BYTES, FileProblem, read_bytes
from claimlint.model.document import Document, Incident, IncidentKind, Source
from claimlint.model.options import Include, Options
from claimlint.model.report import CopyBlock, EntryUse, FileReport
from claimlint.model.rule import WAIVER_PACK, Category, Library
from claimlint.model.span import Span
from claimlint.model.waiver import Place, Waiving
from claimlint.packs import load_library
from claimlint.reading import Reading
from claimlint.text.decode import BinaryError, decode
from claimlint.text.fold import fold
from claimlint.text.lines import LineIndex
from claimlint.text.near import near
from claimlint.text.sentences import MOST_CHARACTERS, has_endless

if TYPE_CHECKING:
    from claimlint.engine.waivers import Waivers
    from claimlint.files.discover import FoundFile

_DEFAULTS = Options()
_NO_ENTRIES = Waiving()
_BY_NAME = Reading()


class Criteria(NamedTuple):
    """What copy is judged by: the packs beside those that come with the linter, and the options.

    ``keep_copy`` asks for the text of the whole page in each ``FileReport``. ``waiving`` is what may keep findings from
    counting, besides directives in the copy itself. ``reading`` says as what files are read, ``includes`` what else
    their pages show.
    """

    packs: tuple[Path, ...] = ()
    options: Options = _DEFAULTS
    keep_copy: bool = False
    waiving: Waiving = _NO_ENTRIES
    reading: Reading = _BY_NAME
    includes: tuple[Include, ...] = ()


@lru_cache(maxsize=4)
def library_of(packs: tuple[Path, ...] = ()) -> Library:
    """Return the library with these packs, loaded once per process. Raises ``PackError``."""
    return load_library(packs)


@lru_cache(maxsize=8)
def checker_of(criteria: Criteria) -> Checker:
    """Return the checker for these criteria, made once per process. Raises ``PackError`` and ``UsageError``."""
    library = library_of(criteria.packs)
    require_known(criteria.options, library)
    require_known_in_waivers(criteria.waiving, library)
    return Checker(library, criteria.options)


@lru_cache(maxsize=8)
def _waivers_of(criteria: Criteria) -> Waivers:
    from claimlint.engine.waivers import Waivers

    checker, waiving = checker_of(criteria), criteria.waiving
    in_force = [rule.id for rule in checker.rules]
    return Waivers(checker.library, in_force, criteria.options.ignore, waiving, waiving.today or today())


def require_known(options: Options, library: Library) -> None:
    """Refuse a jurisdiction, rule, pack or category that the library does not have; raises ``UsageError``."""
    codes = {reference.jurisdiction for reference in library.references.values()}
    for code in options.jurisdictions:
        if code not in codes:
            raise UsageError(f"no source is of jurisdiction “{code}”{near(code, codes)}")
    names = {*library.rules, *(pack.id for pack in library.packs), *Category}
    if any(name not in names for name in options.ignore):
        from claimlint.engine.waiver_rules import WAIVER_RULES

        names |= {WAIVER_PACK, *WAIVER_RULES}
    for name in (*options.select, *options.ignore):
        if name not in names:
            raise UsageError(f"no rule, pack or category is called “{name}”{near(name, names)}")


def require_known_in_waivers(waiving: Waiving, library: Library) -> None:
    """Refuse waivers of unknown rules, and evidence on unknown treatments or markets; raises ``ConfigError``."""
    codes = {reference.jurisdiction for reference in library.references.values()}
    for entry in waiving.entries:
        _require(entry.rule, library.rules, entry.place, "rule is called")
    for evidence in waiving.evidence:
        if evidence.treatment:
            _require(evidence.treatment, library.treatments, evidence.place, "treatment is called")
        for code in evidence.jurisdictions:
            _require(code, codes, evidence.place, "source is of jurisdiction")


def _require(name: str, known: Collection[str], place: Place, what: str) -> None:
    if name not in known:
        raise ConfigError(f"{place}:{place.column}: no {what} “{name}”{near(name, known)}")


def lint_file(file: FoundFile, criteria: Criteria) -> FileReport:
    """Read and check one file; never raises for what the file holds or is."""
    kind = criteria.reading.of(file.path).format
    if kind is None:
        detail = f"not a format that is read ({_known_suffixes()}); if it is copy, say as what with formats: in the "
        detail += "configuration, or pipe it to: claimlint check -"
        return failed(file.shown, IncidentKind.UNSUPPORTED, detail)
    return guarded(file.shown, lambda: lint_bytes(read_bytes(file.path), file.shown, kind, criteria))


def lint_stream(stream: BinaryIO | None, name: str | None, criteria: Criteria) -> FileReport:
    """Read and check what comes in on ``stream``; ``name`` stands for it in the report and decides the format."""
    path = name or "<stdin>"
    kind = criteria.reading.of(Path(name)).format if name else Format.PLAIN
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
    included: tuple[Document, ...] = ()
    if criteria.includes:
        from claimlint.site import with_includes

        document, included = with_includes(document, criteria.includes, criteria.reading)
    findings, incidents = checker_of(criteria).check(document, included)
    uses: tuple[EntryUse, ...] = ()
    named = _naming(criteria.waiving, source.path)
    # Most files have nothing to do with waivers, and the modules for it take a while to import.
    if named or criteria.waiving.evidence or any("claimlint" in comment.text.lower() for comment in document.comments):
        unjudged = {incident.rule for incident in incidents}
        waived = _waivers_of(criteria).apply(document, findings, named, unjudged)
        findings, uses = waived.findings, waived.uses
    numbers = sorted({finding.line for finding in findings})
    index = LineIndex(source.text) if numbers else None
    lines = tuple((number, index.line_text(number)) for number in numbers) if index else ()
    if source.lossy:
        detail = f"read as {source.encoding}, which is a guess; save the file as UTF-8 to be sure"
        incidents = (Incident(IncidentKind.ENCODING, detail), *incidents)
    incidents += _endless(document)
    copy = tuple(CopyBlock(block.kind, block.text, block.level, block.name, block.leads) for block in document.blocks)
    return FileReport(
        source.path,
        findings,
        incidents,
        lines,
        copy=copy if criteria.keep_copy else (),
        digest=source.digest,
        uses=uses,
        is_extracted=document.is_extracted,
    )


def _naming(waiving: Waiving, path: str) -> Sequence[int]:
    """Return the numbers of the entries whose pattern names the file at ``path``, relative to the working folder."""
    if not waiving.entries or waiving.base is None:
        return ()
    relative = Path(os.path.relpath(path, waiving.base)).as_posix()
    return [number for number, entry in enumerate(waiving.entries) if names_path(entry.files, relative)]


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
    return " ".join(sorted(SUFFIXES))


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
