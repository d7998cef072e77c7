"""The evidence register: ``evidence.yaml`` beside the configuration, or the file that its key ``evidence`` names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from claimlint.config_waivers import date_of, place_of
from claimlint.errors import ConfigError, PackError
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.waiver import Evidence
from claimlint.packs.fields import Fields, SourceFile, read_source, shorten
from claimlint.text.yamlnodes import YamlNode, YamlScalar

VERSION = "1"
EVIDENCE_KEYS = ("version", "claims")
CLAIM_KEYS = (
    *("id", "claim", "variants", "source", "treatment", "jurisdictions"),
    *("approver", "approved_on", "review_by", "note"),
)
MOST_CLAIMS = 5_000
SHORTEST, LONGEST = 12, 1_500
"""Characters of a wording; a shorter one is no claim but a word that many claims hold."""

_ID = lazy_pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = lazy_pattern(r"[a-z]{2}(-[a-z]{2,8})?")
SOURCES = {
    "doi": (lazy_pattern(r"10\.[0-9]{4,9}/\S+"), "a DOI like 10.1000/182, without https://doi.org/"),
    "pmid": (lazy_pattern(r"[0-9]{1,9}"), "the number of a record in PubMed"),
    "nct": (lazy_pattern(r"NCT[0-9]{8}"), "a number of ClinicalTrials.gov like NCT01234567"),
    "510k": (lazy_pattern(r"K[0-9]{6}"), "a 510(k) number like K123456"),
    "de_novo": (lazy_pattern(r"DEN[0-9]{6}"), "a De Novo number like DEN123456"),
    "pma": (lazy_pattern(r"P[0-9]{6}(/S[0-9]{3})?"), "a PMA number like P123456"),
    "url": (lazy_pattern(r"https?://[^\s/?#]+\S*"), "an address that begins with https://"),
    "file": (lazy_pattern(r"[^\x00-\x1f\\]+"), "a path relative to the register, inside of its folder"),
    "other": (lazy_pattern(r"(?=.*\S)[^\x00-\x1f]+"), "text on one line"),
}
"""Kinds of source, each with what it must look like and how to say so."""


def load_evidence(file: Path, shown: str) -> tuple[Evidence, ...]:
    """Return the entries of a register, named ``shown`` in messages and places.

    Raises ``ConfigError``, whose text starts with ``path:line:column``, for a file that cannot be read, is written for
    a later version, or says what no entry can say.
    """
    try:
        source = read_source(file, shown)
        if isinstance(source.root, YamlScalar) and not source.root.value:
            raise source.fault(source.root, "the register is empty; it needs 'version: 1' and 'claims'")
        return _entries(source)
    except PackError as error:
        raise ConfigError(str(error)) from None


def _entries(source: SourceFile) -> tuple[Evidence, ...]:
    fields = Fields(source, source.root, "the evidence register", EVIDENCE_KEYS)
    version = fields.scalar("version")
    if version.value != VERSION:
        message = f"version '{shorten(version.value)}' is not known; this claimlint reads version {VERSION}"
        raise source.fault(version, message)
    items = fields.items("claims")
    if len(items) > MOST_CLAIMS:
        raise source.fault(fields.value("claims"), f"{len(items):,} claims are more than the limit of {MOST_CLAIMS:,}")
    entries: dict[str, Evidence] = {}
    for node in items:
        entry = _entry(source, node)
        if entry.id in entries:
            message = f"the id '{entry.id}' stands twice; first on line {entries[entry.id].place.line}"
            raise source.fault(node, message)
        entries[entry.id] = entry
    return tuple(entries.values())


def _entry(source: SourceFile, node: YamlNode) -> Evidence:
    fields = Fields(source, node, "a claim of the register", CLAIM_KEYS)
    approved_on = date_of(source, fields.scalar("approved_on"), "'approved_on'")
    review_by = date_of(source, fields.scalar("review_by"), "'review_by'")
    if review_by < approved_on:
        raise source.fault(fields.scalar("review_by"), f"'review_by' is before 'approved_on', {approved_on}")
    wordings = (fields.scalar("claim"), *fields.scalars("variants"))
    said, files = _source(source, fields.value("source"))
    fields.text("note", "")
    return Evidence(
        place=place_of(source, node),
        id=fields.checked("id", _is_id, "lower-case words joined by '-'"),
        wordings=tuple(_wording(source, scalar) for scalar in wordings),
        source=said,
        approver=fields.text("approver"),
        approved_on=approved_on,
        review_by=review_by,
        jurisdictions=_jurisdictions(source, fields),
        treatment=fields.text("treatment", ""),
        files=files,
    )


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text))


def _wording(source: SourceFile, scalar: YamlScalar) -> str:
    text = " ".join(scalar.value.split())
    if len(text) < SHORTEST or " " not in text:
        message = f"the wording '{shorten(text)}' is too short to be a claim; quote the whole claim"
        raise source.fault(scalar, message)
    if len(text) > LONGEST:
        raise source.fault(scalar, f"the wording has {len(text):,} characters; the limit is {LONGEST:,}")
    return text


def _source(source: SourceFile, node: YamlNode) -> tuple[str, tuple[str, ...]]:
    """Return the sources of a claim in one text, and the files among them."""
    fields = Fields(source, node, "a 'source'", SOURCES)
    said, files = [], []
    for key, (form, rule) in SOURCES.items():
        if not fields.has(key):
            continue
        scalar = fields.scalar(key)
        if not form.fullmatch(scalar.value):
            raise source.fault(scalar, f"'{key}' must be {rule}, not '{shorten(scalar.value)}'")
        if key == "file":
            path = PurePosixPath(scalar.value)
            if path.is_absolute() or ".." in path.parts:
                raise source.fault(scalar, f"'file' must be {rule}, not '{shorten(scalar.value)}'")
            files.append(scalar.value)
        said.append(scalar.value if key == "other" else f"{key.replace('_', ' ')} {scalar.value}")
    if not said:
        raise source.fault(node, f"a 'source' names at least one of: {', '.join(SOURCES)}")
    return ", ".join(said), tuple(files)


def _jurisdictions(source: SourceFile, fields: Fields) -> tuple[str, ...]:
    """Return the codes of the markets; none stands for ``all``, which has to be written."""
    node = fields.value("jurisdictions")
    if isinstance(node, YamlScalar) and node.value == "all":
        return ()
    scalars = fields.scalars("jurisdictions", required=True)
    for scalar in scalars:
        if not _CODE.fullmatch(scalar.value):
            message = f"no jurisdiction '{shorten(scalar.value)}'; a code is as short as 'uk', in lower case"
            raise source.fault(scalar, f"{message}; all of them are 'jurisdictions: all'")
    return tuple(scalar.value for scalar in scalars)
