"""What rules lean on: the legal sources of ``references.yaml`` and the treatments of ``treatments.yaml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.rule import Reference, Status, StatusState, Treatment
from claimlint.packs.fields import Fields, SourceFile, by_value, mapping_of, shorten
from claimlint.packs.lexicon import check_entry, longest_first, with_spaces
from claimlint.text.yamlnodes import YamlNode, YamlScalar

DISCLOSURES = (
    "missing-contraindications",
    "missing-risk-information",
    "missing-approval-status",
    "missing-results-vary",
    "missing-consultation",
)
"""What a page can lack; what a treatment needs is named without the prefix."""
_NEEDS = tuple(disclosure.removeprefix("missing-") for disclosure in DISCLOSURES)

KEBAB = lazy_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REFERENCE_ID = lazy_pattern(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_JURISDICTION = lazy_pattern(r"[a-z]{2,4}(?:-[a-z]{2,4})?")
_URL = lazy_pattern(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-_a-z~]*)?")
"""No quote, angle bracket, backquote or space, so that a report can hold it as it is."""
_PARTIAL_DATE = lazy_pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_FULL_DATE = lazy_pattern(r"\d{4}-\d\d-\d\d")
_REFERENCE_KEYS = ("jurisdiction", "title", "provision", "url", "seen", "in_force", "checked_on", "review_by")
_TREATMENT_KEYS = ("name", "names", "class", "prescription", "status", "disclosures", "contraindications", "risks")
_STATUS_KEYS = ("state", "uses", "say", "references", "checked_on", "verified")


def read_references(
    source: SourceFile, node: YamlNode, given: Collection[str] = ()
) -> dict[str, tuple[Reference, int]]:
    """Return the legal sources under ``references`` by id, each with its line.

    Raises ``PackError`` for an id in ``given``, a bad date or an address that is not plain ``https``.
    """
    found = {}
    for name, value in mapping_of(source, node, "'references'").entries:
        _check_id(source, name, _REFERENCE_ID, "reference")
        if name.value in given:
            raise source.fault(name, f"the reference '{name.value}' already exists; choose another id")
        fields = Fields(source, value, f"the reference '{name.value}'", _REFERENCE_KEYS)
        reference = Reference(
            id=name.value,
            jurisdiction=fields.checked("jurisdiction", _is_jurisdiction, "a lower-case code such as 'us'"),
            title=fields.text("title"),
            provision=fields.text("provision"),
            url=fields.checked("url", _is_url, "a plain address that starts with 'https://'"),
            seen=fields.choice("seen", {"official": "official", "secondary": "secondary"}),
            checked_on=_day(fields, "checked_on"),
            review_by=_day(fields, "review_by"),
            in_force=fields.checked("in_force", _is_partial_date, "a year, a month or a day such as '2024-10-21'", ""),
        )
        if reference.review_by < reference.checked_on:
            raise source.fault(fields.value("review_by"), "'review_by' lies before 'checked_on'")
        found[name.value] = (reference, name.line)
    return found


def read_treatments(source: SourceFile, node: YamlNode, references: Mapping[str, Reference]) -> dict[str, Treatment]:
    """Return the treatments under ``treatments`` by id; raises ``PackError`` for unknown references and disclosures."""
    treatments = {}
    for name, value in mapping_of(source, node, "'treatments'").entries:
        _check_id(source, name, KEBAB, "treatment")
        fields = Fields(source, value, f"the treatment '{name.value}'", _TREATMENT_KEYS)
        for scalar in (names := fields.scalars("names", required=True)):
            check_entry(source, scalar, scalar.value)
        treatments[name.value] = Treatment(
            id=name.value,
            name=fields.text("name"),
            names=tuple(scalar.value for scalar in names),
            group=fields.checked("class", _is_kebab, "lower-case words joined by '-'"),
            prescription=fields.flag("prescription", False),
            statuses=_read_statuses(fields, references),
            disclosures=fields.names("disclosures", _NEEDS, "disclosure"),
            contraindications=_word_starts(fields, "contraindications"),
            risks=_word_starts(fields, "risks"),
        )
    return treatments


def treatment_lists(treatments: Mapping[str, Treatment]) -> dict[str, tuple[str, ...]]:
    """Return the lexicon lists made of treatments: ``treatment``, ``treatment_<id>`` and ``prescription_medicine``."""
    lists = {f"treatment_{id_.replace('-', '_')}": _entries(treatment) for id_, treatment in treatments.items()}
    lists["treatment"] = longest_first(entry for entries in lists.values() for entry in entries)
    lists["prescription_medicine"] = longest_first(
        entry for treatment in treatments.values() if treatment.prescription for entry in _entries(treatment)
    )
    return {name: entries for name, entries in lists.items() if entries}


def _entries(treatment: Treatment) -> tuple[str, ...]:
    return longest_first(form for name in treatment.names for form in with_spaces(name))


def _read_statuses(fields: Fields, references: Mapping[str, Reference]) -> tuple[Status, ...]:
    source, statuses = fields.source, []
    for code, value in fields.mapping("status"):
        if not _is_jurisdiction(code.value):
            raise source.fault(code, f"'{shorten(code.value)}' is no jurisdiction: a lower-case code such as 'us'")
        status = Fields(source, value, f"the status in '{code.value}'", _STATUS_KEYS)
        verified = status.flag("verified", False)
        statuses.append(
            Status(
                jurisdiction=code.value,
                state=status.choice("state", by_value(StatusState)),
                uses=status.texts("uses"),
                say=status.text("say"),
                references=status.names("references", references, "reference", required=verified),
                checked_on=_day(status, "checked_on"),
                verified=verified,
            )
        )
    return tuple(statuses)


def _word_starts(fields: Fields, key: str) -> tuple[str, ...]:
    for scalar in (scalars := fields.scalars(key)):
        check_entry(fields.source, scalar, scalar.value)
    return tuple(scalar.value for scalar in scalars)


def _check_id(source: SourceFile, name: YamlScalar, shape: re.Pattern[str], what: str) -> None:
    if not shape.fullmatch(name.value):
        message = f"the {what} id '{shorten(name.value)}' must be lower-case words and digits joined by '-'"
        raise source.fault(name, message)


def _day(fields: Fields, key: str) -> str:
    return fields.checked(key, _is_day, "a day such as '2026-11-21'")


def _is_day(text: str) -> bool:
    try:
        return bool(_FULL_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_partial_date(text: str) -> bool:
    return bool(_PARTIAL_DATE.fullmatch(text)) or _is_day(text)


def _is_jurisdiction(text: str) -> bool:
    return bool(_JURISDICTION.fullmatch(text))


def _is_url(text: str) -> bool:
    return bool(_URL.fullmatch(text))


def _is_kebab(text: str) -> bool:
    return bool(KEBAB.fullmatch(text))
