"""What SARIF logs are made of: messages, places, rewrites, rules. Section numbers are of SARIF 2.1.0."""

from __future__ import annotations

import re

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.report import Finding, RuleInfo
from claimlint.model.rule import Applicability, Category, Severity, Suggestion
from claimlint.report.markup import in_markdown, is_address, link
from claimlint.report.summary import source
from claimlint.report.text import with_names
from claimlint.text.fold import fold
from claimlint.text.safe import display

Fields = dict[str, object]
"""The fields of an object of a SARIF log."""

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

ROOT = "%SRCROOT%"
"""Stands for the folder of the run, which GitHub takes to be the root of the repository."""

_LONGEST_SNIPPET = 1_000
_FEWEST_WORDS = 3

_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_FIELD = lazy_pattern(r"\{[a-z_][a-z0-9_]*\}")
_DRIVE = lazy_pattern(r"[A-Za-z]:/")
_PLAIN_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
# These read the same in every format of copy, so a program may put them in without knowing which it is.
_PLAIN_TEXT = lazy_pattern(r"[^\W_](?:[^\W_]|[ ,.;:()’–—-])*")


def exact(text: str) -> str:
    """Return ``text`` with what has no place in JSON that others read, halves of surrogate pairs, replaced."""
    return _SURROGATE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return ``text`` as a plain text message (3.11): no embedded link and no placeholder can arise from it."""
    text = re.sub(r"[\\\[\]]", r"\\\g<0>", display(text))
    return text.replace("{", "{{").replace("}", "}}")


def message(text: str) -> Fields:
    """Return a message object (3.11) that shows ``text``."""
    return {"text": plain(text)}


def artifact_location(path: str) -> Fields:
    """Return the artifactLocation (3.4) of a file: relative to the folder of the run unless the path is absolute."""
    uri = _quoted(path)
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{uri}"}
    return {"uri": uri, "uriBaseId": ROOT}


def _quoted(path: str) -> str:
    """Percent-encode a path, byte for byte where its name is not UTF-8."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"%{byte:02X}" for byte in data)


def region(finding: Finding, text: str | None) -> Fields:
    """Return the region (3.30) of a finding, with ``text``, what stands there, if it is at hand and short."""
    fields: Fields = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if text and len(text) <= _LONGEST_SNIPPET:
        fields["snippet"] = {"text": exact(text)}
    return fields


def logical_locations(finding: Finding) -> Fields:
    """Return where a finding stands for people as a logicalLocation (3.33), nothing if its line says it."""
    return {"logicalLocations": [{"fullyQualifiedName": exact(finding.place)}]} if finding.place else {}


def source_text(finding: Finding, lines: dict[int, str]) -> str | None:
    """Return the source where a finding stands, as written, or None if it is on several lines or not at hand."""
    line = lines.get(finding.line)
    if line is None or finding.end_line != finding.line:
        return None
    return line[finding.column - 1 : finding.end_column - 1]


def fixes(finding: Finding, text: str | None, artifact: Fields) -> list[Fields]:
    """Return the safe rewrites of a finding as fixes (3.55) to ``artifact``, if they can be put in as they are.

    They can where the place holds no markup, only the copy itself, and where the rewrite has no character that means
    something in any format of copy.
    """
    if finding.waiver is not None or finding.category is Category.MISSING_DISCLOSURE:
        return []
    if text is None or fold(text).text != finding.match:
        return []
    place = region(finding, None)
    return [
        {
            "description": message(suggestion.text),
            "artifactChanges": [
                {
                    "artifactLocation": artifact,
                    "replacements": [{"deletedRegion": place, "insertedContent": {"text": suggestion.text}}],
                }
            ],
        }
        for suggestion in finding.suggestions
        if _goes_in(suggestion)
    ]


def _goes_in(suggestion: Suggestion) -> bool:
    safe = suggestion.applicability is Applicability.SAFE and not suggestion.needs_evidence
    return safe and _PLAIN_TEXT.fullmatch(suggestion.text) is not None


def descriptor(rule: RuleInfo) -> Fields:
    """Return the reportingDescriptor (3.49) of a rule."""
    fields: Fields = {
        "id": exact(rule.id),
        "shortDescription": message(_title(rule)),
        "fullDescription": message(_FIELD.sub("…", rule.why or rule.message)),
        "help": {"text": plain(_help(rule)), "markdown": _help_in_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "category": rule.category,
            "confidence": rule.confidence.label,
            "jurisdictions": [exact(code) for code in rule.jurisdictions],
            "precision": rule.confidence.label,
            "problem.severity": "recommendation" if rule.severity is Severity.INFO else rule.severity.label,
            "tags": [rule.category, exact(rule.id.partition("/")[0])],
        },
    }
    address = next((reference.url for reference in rule.references if is_address(reference.url)), None)
    if address is not None:
        fields["helpUri"] = address
    return fields


def rule_of(finding: Finding) -> RuleInfo:
    """Return what a finding tells of its rule, for a rule that the report does not tell of."""
    return RuleInfo(
        id=finding.rule,
        category=finding.category,
        severity=finding.severity,
        confidence=finding.confidence,
        message=finding.message,
        why=finding.why,
        suggestions=(),
        references=finding.references,
        jurisdictions=finding.jurisdictions,
    )


def _title(rule: RuleInfo) -> str:
    """Return the message of a rule, or the first sentence of its reason if the message is little more than fields."""
    words = re.findall(r"\w+", _FIELD.sub("", rule.message))
    text = rule.message if len(words) >= _FEWEST_WORDS or not rule.why else rule.why.partition(". ")[0]
    return _FIELD.sub("…", text)


def _help(rule: RuleInfo) -> str:
    parts = [_FIELD.sub("…", rule.why or rule.message)]
    parts += [f"Source: {source(reference, address=True)}." for reference in rule.references]
    parts += [f"Instead: {with_names(suggestion.text)}" for suggestion in rule.suggestions]
    return " ".join(parts)


def _help_in_markdown(rule: RuleInfo) -> str:
    # Each row has a word of ours first, since text of a pack must not stand at the start of a line.
    rows = [f"**Why**: {in_markdown(_FIELD.sub('…', rule.why or rule.message))}", ""]
    rows += [f"- **Source**: {link(source(reference), reference.url)}" for reference in rule.references]
    rows += [f"- **Instead**: {in_markdown(with_names(suggestion.text))}" for suggestion in rule.suggestions]
    return "\n".join(rows)
