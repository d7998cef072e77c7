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
    """Pages, and templates of pages in any template language."""
    JSON = "json"
    YAML = "yaml"
    TOML = "toml"
    CSV = "csv"
    """Tables, also with tabs or semicolons between the cells."""
    PO = "po"
    XLIFF = "xliff"
    PROPERTIES = "properties"
    STRINGS = "strings"
    RST = "rst"
    ASCIIDOC = "asciidoc"
    EMAIL = "email"
    SUBTITLES = "subtitles"
    TYPESCRIPT = "typescript"
    """TypeScript without elements: modules of data."""
    JSX = "jsx"
    """JavaScript, and TypeScript with elements."""
    VUE = "vue"
    SVELTE = "svelte"
    ASTRO = "astro"
    DOCX = "docx"
    """Word documents since 2007."""
    ODT = "odt"
    """OpenDocument texts, as LibreOffice writes them."""
    PDF = "pdf"
    RTF = "rtf"


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
    ".j2": Format.HTML,
    ".jinja": Format.HTML,
    ".jinja2": Format.HTML,
    ".njk": Format.HTML,
    ".nunjucks": Format.HTML,
    ".twig": Format.HTML,
    ".liquid": Format.HTML,
    ".hbs": Format.HTML,
    ".handlebars": Format.HTML,
    ".mustache": Format.HTML,
    ".gohtml": Format.HTML,
    ".tmpl": Format.HTML,
    ".erb": Format.HTML,
    ".ejs": Format.HTML,
    ".php": Format.HTML,
    ".phtml": Format.HTML,
    ".json": Format.JSON,
    ".jsonc": Format.JSON,
    ".json5": Format.JSON,
    ".arb": Format.JSON,
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".toml": Format.TOML,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".po": Format.PO,
    ".pot": Format.PO,
    ".xlf": Format.XLIFF,
    ".xliff": Format.XLIFF,
    ".properties": Format.PROPERTIES,
    ".strings": Format.STRINGS,
    ".rst": Format.RST,
    ".rest": Format.RST,
    ".adoc": Format.ASCIIDOC,
    ".asciidoc": Format.ASCIIDOC,
    ".eml": Format.EMAIL,
    ".srt": Format.SUBTITLES,
    ".vtt": Format.SUBTITLES,
    ".ts": Format.TYPESCRIPT,
    ".mts": Format.TYPESCRIPT,
    ".cts": Format.TYPESCRIPT,
    ".tsx": Format.JSX,
    ".jsx": Format.JSX,
    ".js": Format.JSX,
    ".mjs": Format.JSX,
    ".cjs": Format.JSX,
    ".vue": Format.VUE,
    ".svelte": Format.SVELTE,
    ".astro": Format.ASTRO,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".pdf": Format.PDF,
    ".rtf": Format.RTF,
}
_READERS = {
    Format.DOCX: ("word", "read_docx"),
    Format.ODT: ("odt", "read_odt"),
    Format.PDF: ("pdf", "read_pdf"),
}
"""The formats that are no text, with the module of this package and the function in it that read their bytes."""

_TEMPLATES = frozenset(
    (".j2", ".jinja", ".jinja2", ".njk", ".nunjucks", ".erb", ".ejs", ".liquid", ".tmpl", ".mustache")
)
"""Suffixes that come after the one of what the template makes: ``welcome.txt.erb``, ``nginx.conf.j2``."""
_CODE = frozenset((
    ".bash", ".cfg", ".conf", ".css", ".env", ".go", ".ini", ".java", ".js", ".less", ".py", ".rb", ".sass", ".scss",
    ".service", ".sh", ".sql", ".tf", ".ts", ".xml", ".zsh",
))  # fmt: skip
"""What a template may make that is code through and through."""
_EXTRACTORS = {
    Format.PLAIN: ("plain", "extract_plain"),
    Format.MARKDOWN: ("markdown", "extract_markdown"),
    Format.HTML: ("html", "extract_html"),
    Format.JSON: ("jsondata", "extract_json"),
    Format.YAML: ("fielddata", "extract_yaml"),
    Format.TOML: ("fielddata", "extract_toml"),
    Format.CSV: ("table", "extract_csv"),
    Format.PO: ("gettext", "extract_po"),
    Format.XLIFF: ("xliff", "extract_xliff"),
    Format.PROPERTIES: ("resources", "extract_properties"),
    Format.STRINGS: ("resources", "extract_strings"),
    Format.RST: ("rst", "extract_rst"),
    Format.ASCIIDOC: ("asciidoc", "extract_asciidoc"),
    Format.EMAIL: ("email", "extract_email"),
    Format.SUBTITLES: ("subtitles", "extract_subtitles"),
    Format.TYPESCRIPT: ("script", "extract_typescript"),
    Format.JSX: ("script", "extract_jsx"),
    Format.VUE: ("component", "extract_vue"),
    Format.SVELTE: ("component", "extract_svelte"),
    Format.ASTRO: ("component", "extract_astro"),
    Format.RTF: ("rtf", "extract_rtf"),
}
"""The module of this package and the function in it that read each format."""


SUFFIXES = frozenset(_SUFFIXES)
"""Endings of names, in lower case, that tell the format of a file."""


def format_of(path: str) -> Format | None:
    """Return the format that the suffix of ``path`` stands for, in any case of letters; None for an unknown one.

    A template is what it makes: ``welcome.txt.erb`` is plain text, and of ``nginx.conf.j2`` nothing is copy.
    """
    name = PurePath(path)
    suffix = name.suffix.lower()
    found = _SUFFIXES.get(suffix)
    if suffix in _TEMPLATES:
        inner = PurePath(name.stem).suffix.lower()
        made = _SUFFIXES.get(inner, found)
        return None if inner in _CODE or made not in (Format.HTML, Format.MARKDOWN, Format.PLAIN) else made
    return found


def unread(format: Format) -> str:  # noqa: A002
    """Say how to install what reads this format, if it is missing here; else empty."""
    if format is not Format.PDF:
        return ""
    from claimlint.extract.pdf import INSTALL, is_installed

    return "" if is_installed() else INSTALL


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
    module, name = _EXTRACTORS[format]
    try:
        read: Callable[[Source], Document] = getattr(import_module(f"claimlint.extract.{module}"), name)
        return read(source)
    except Exception as error:  # hostile markup must not end the run, whatever it makes a parser raise
        detail = f"could not be read as {format.value} ({type(error).__name__}: {error}); nothing in it was checked"
        return Document(source, (), (Incident(IncidentKind.MARKUP, detail),))
