"""Waivers in the configuration, for formats without comments."""

from __future__ import annotations

from datetime import date

from claimlint.files.globs import path_glob
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.waiver import Place, WaiverEntry
from claimlint.packs.fields import Fields, SourceFile, shorten
from claimlint.text.yamlnodes import YamlNode, YamlScalar

WAIVER_KEYS = ("file", "rule", "match", "reason", "by", "until")

_RULE = lazy_pattern(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
_DATE = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_waivers(fields: Fields, *, require_reason: bool, require_until: bool) -> tuple[WaiverEntry, ...]:
    """Return the entries of the key ``waivers``; raises ``PackError`` at what no entry can say."""
    return tuple(_entry(fields.source, node, require_reason, require_until) for node in fields.items("waivers"))


def _entry(source: SourceFile, node: YamlNode, require_reason: bool, require_until: bool) -> WaiverEntry:
    fields = Fields(source, node, "a waiver", WAIVER_KEYS)
    for key, required in (("reason", require_reason), ("until", require_until)):
        if required and not fields.has(key):
            raise source.fault(node, f"this waiver has no '{key}', and 'require_{key}' asks for it")
    files = fields.scalar("file")
    if path_glob(files.value) is None:
        raise source.fault(files, f"the pattern '{shorten(files.value)}' in 'file' can never match")
    return WaiverEntry(
        place=place_of(source, node),
        files=files.value,
        rule=fields.checked("rule", _is_rule, "the id of one rule, as in 'safety/safe-for-everyone'"),
        match=fields.text("match", ""),
        reason=fields.text("reason", ""),
        by=fields.text("by", ""),
        until=date_of(source, fields.scalar("until"), "'until'") if fields.has("until") else None,
    )


def _is_rule(text: str) -> bool:
    return bool(_RULE.fullmatch(text))


def place_of(source: SourceFile, node: YamlNode) -> Place:
    """Return where a node is written, with the text of its line."""
    text = source.lines[node.line - 1] if node.line <= len(source.lines) else ""
    return Place(source.path, node.line, node.column, text)


def date_of(source: SourceFile, scalar: YamlScalar, what: str) -> date:
    """Return the day that a text names; raises ``PackError`` for anything but ``YYYY-MM-DD``."""
    try:
        if _DATE.fullmatch(scalar.value):
            return date.fromisoformat(scalar.value)
    except ValueError:
        pass
    raise source.fault(scalar, f"{what} must be a day like 2027-03-31, not '{shorten(scalar.value)}'")
