"""The report for people to read, send and keep: one HTML page that needs nothing else, with or without scripts."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

import claimlint
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.report import Report
from claimlint.model.rule import Severity
from claimlint.report import html_page
from claimlint.text.safe import visible

_TEMPLATES = Path(__file__).with_name("templates")

_ADDRESS = lazy_pattern(r"https?://[\w.\-]+(:\d+)?([/?#][!#$%&'()*+,\-./:;=?@\[\]~\w]*)?", re.ASCII)

# What CI runners take for commands in output: see claimlint.text.safe. In HTML a reference says the same and is inert.
_COMMAND = lazy_pattern(r"(##(?:vso)?)\[", re.IGNORECASE)
_LEADING_COMMAND = lazy_pattern(r"(^|\n)([^\S\n]*)::")


def render(report: Report) -> str:
    """Return the report as an HTML document that ends with a newline; the same report gives the same text.

    The text of the pages is shown where ``FileReport.copy`` holds it, else the sentences of the findings are.
    """
    environment = _environment()
    pages = html_page.pages_of(report)
    codes = html_page.codes_of(pages)
    assets = {name: _asset(name) for name in ("light.css", "dark.css", "script.js")}
    return environment.get_template("page.html").render(
        assets=assets,
        policy=_policy(assets),
        version=claimlint.__version__,
        report=report,
        run=report.run,
        fail_on=report.fail_on,
        verdict=html_page.verdict_of(report),
        severities=[(severity, report.count(severity)) for severity in reversed(Severity)],
        pages=pages,
        charts=html_page.charts_of(pages),
        statuses=html_page.statuses_of(pages),
        categories=html_page.categories_of(pages),
        codes=codes,
        code_numbers={code: number for number, code in enumerate(codes)},
        sources=html_page.sources_of(report),
        gaps=html_page.gaps_of(report),
        total=sum(len(page.notes) for page in pages),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        address=_address,
        place=html_page.place_name,
        words=html_page.words,
        by_place=html_page.sources_by_place,
        one_day=html_page.one_day,
    )
    environment.globals["status_names"] = html_page.STATUSES
    return environment


def _shown(value: object) -> object:
    """Make what a template prints inert. Everything that is printed comes through here."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = _COMMAND.sub(r"\1&#91;", str(escape(visible(value)))).replace("\t", "&#9;")
    return Markup(_LEADING_COMMAND.sub(r"\1\2&#58;:", text))


def _address(url: str) -> str:
    """Return ``url`` if it is a plain address on the web, else nothing: no other is ever made a link."""
    return url if _ADDRESS.fullmatch(url) else ""


def _asset(name: str) -> Markup:
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


def _policy(assets: dict[str, Markup]) -> str:
    """Return a Content-Security-Policy that lets these styles and this script through, by their hashes, and no more."""
    digests = {name: b64encode(sha256(text.encode("utf-8")).digest()).decode() for name, text in assets.items()}
    styles = " ".join(f"'sha256-{digest}'" for name, digest in digests.items() if name.endswith(".css"))
    script = f"'sha256-{digests['script.js']}'"
    return f"default-src 'none'; style-src {styles}; script-src {script}; base-uri 'none'; form-action 'none'"
