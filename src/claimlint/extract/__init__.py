"""Copy out of files: one extractor for each format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from claimlint.model.document import Document, Incident, IncidentKind, Source


class Format(StrEnum):
    """The formats that copy comes in."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    TYPESCRIPT = "typescript"
    """TypeScript without elements: modules of data."""
    JSX = "jsx"
    """JavaScript, and TypeScript with elements."""
    VUE = "vue"
    SVELTE = "svelte"
    ASTRO = "astro"


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
    **dict.fromkeys((".ts", ".mts", ".cts"), Format.TYPESCRIPT),
    **dict.fromkeys((".tsx", ".jsx", ".js", ".mjs", ".cjs"), Format.JSX),
    ".vue": Format.VUE,
    ".svelte": Format.SVELTE,
    ".astro": Format.ASTRO,
}


def format_of(path: str) -> Format | None:
    """Return the format that the suffix of ``path`` stands for, in any case of letters; None for an unknown one."""
    return _SUFFIXES.get(PurePath(path).suffix.lower())


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
        if format in (Format.TYPESCRIPT, Format.JSX):
            from claimlint.extract.script import extract_script

            return extract_script(source, typed=format is Format.TYPESCRIPT)
        if format in (Format.VUE, Format.SVELTE, Format.ASTRO):
            from claimlint.extract.component import extract_component
            from claimlint.extract.component_code import Syntax

            return extract_component(source, Syntax(format.value))
        from claimlint.extract.plain import extract_plain

        return extract_plain(source)
    except Exception as error:  # hostile markup must not end the run, whatever it makes a parser raise
        detail = f"could not be read as {format.value} ({type(error).__name__}: {error}); nothing in it was checked"
        return Document(source, (), (Incident(IncidentKind.MARKUP, detail),))
