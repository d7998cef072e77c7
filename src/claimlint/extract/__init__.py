"""Copy out of files: one extractor for each format."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from importlib import import_module
from pathlib import PurePath

from claimlint.model.document import Document, Incident, IncidentKind, Source


class Format(StrEnum):
    """The formats that copy comes in."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    """Word documents since 2007."""
    ODT = "odt"
    """OpenDocument texts, as LibreOffice writes them."""


_SUFFIXES = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdown": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
}
_READERS = {
    Format.DOCX: ("word", "read_docx"),
    Format.ODT: ("odt", "read_odt"),
}
"""The formats that are no text, with the module of this package and the function in it that read their bytes."""


def format_of(path: str) -> Format | None:
    """Return the format that the suffix of ``path`` stands for, in any case of letters; None for an unknown one."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


def is_text(format: Format) -> bool:  # noqa: A002
    """Say whether files of this format are text, which is decoded before it is extracted."""
    return format not in _READERS


def extract_bytes(data: bytes, path: str, format: Format) -> Document:  # noqa: A002
    """Return the copy in the bytes of a file, shown as ``path``, in a format that is no text.

    The source of the document is the text that was extracted. It never raises: where an extractor fails, the document
    has no blocks and an incident that says so.
    """
    from claimlint.extract.package import PackageProblem

    module, name = _READERS[format]
    try:
        read: Callable[[bytes, str], Document] = getattr(import_module(f"claimlint.extract.{module}"), name)
        return read(data, path)
    except PackageProblem as problem:
        incident = Incident(problem.kind, problem.detail)
    except Exception as error:  # as below
        detail = f"could not be read as {format.value} ({type(error).__name__}: {error}); nothing in it was checked"
        incident = Incident(IncidentKind.MARKUP, detail)
    source = Source(path, "", "utf-8", "\n", False, False, sha256(data).hexdigest())
    return Document(source, (), (incident,), is_extracted=True)


def extract(source: Source, format: Format) -> Document:  # noqa: A002
    """Return the copy of ``source``, read as ``format``.

    It never raises: where an extractor fails, the document has no blocks and an incident that says so.
    """
    # Each extractor is imported when a file of its format is read: an import is a good part of a small run.
    try:
        if format is Format.MARKDOWN:
            from claimlint.extract.markdown import extract_markdown

            return extract_markdown(source)
        if format is Format.HTML:
            from claimlint.extract.html import extract_html

            return extract_html(source)
        from claimlint.extract.plain import extract_plain

        return extract_plain(source)
    except Exception as error:  # hostile markup must not end the run, whatever it makes a parser raise
        detail = f"could not be read as {format.value} ({type(error).__name__}: {error}); nothing in it was checked"
        return Document(source, (), (Incident(IncidentKind.MARKUP, detail),))
