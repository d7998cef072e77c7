"""A linter for the marketing claims of clinics.

The names below are the public interface; everything else may change. They are imported on first use, so that
``import claimlint`` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it as true, and importing it would cost the import of typing
if TYPE_CHECKING:
    from claimlint.api import lint_paths, lint_text
    from claimlint.model.document import Incident, IncidentKind
    from claimlint.model.options import Options
    from claimlint.model.report import FileReport, Finding, Report
    from claimlint.model.rule import Category, Confidence, Severity

__version__ = "0.1.0"

__all__ = [
    "Category",
    "Confidence",
    "FileReport",
    "Finding",
    "Incident",
    "IncidentKind",
    "Options",
    "Report",
    "Severity",
    "__version__",
    "lint_paths",
    "lint_text",
]

_HOMES = {
    "Category": "model.rule",
    "Confidence": "model.rule",
    "FileReport": "model.report",
    "Finding": "model.report",
    "Incident": "model.document",
    "IncidentKind": "model.document",
    "Options": "model.options",
    "Report": "model.report",
    "Severity": "model.rule",
    "lint_paths": "api",
    "lint_text": "api",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})
