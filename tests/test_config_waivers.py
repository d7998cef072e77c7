"""Waivers in the configuration and the evidence register: read exactly, refused with the place of the fault."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from claimlint.config import load_config
from claimlint.config_evidence import CLAIM_KEYS, SOURCES, load_evidence
from claimlint.config_waivers import WAIVER_KEYS
from claimlint.errors import ConfigError
from claimlint.model.waiver import Evidence, Place, WaiverEntry

DOCS = Path(__file__).parents[1] / "docs"
YAML = """\
require_reason: true
waivers:
  - file: pages/*.docx
    rule: safety/no-risk
    match: "safe for everyone"
    reason: agreed
    by: J. Doe
    until: 2027-03-31
  - {file: old.txt, rule: hype/miracle, reason: quoted}
"""
TOML = """\
[tool.claimlint]
require_reason = true

[[tool.claimlint.waivers]]
file = "pages/*.docx"
rule = "safety/no-risk"
match = "safe for everyone"
reason = "agreed"
by = "J. Doe"
until = 2027-03-31
[[ tool.claimlint.waivers ]]
file = "old.txt"
rule = "hype/miracle"
reason = "quoted"
"""


def entries(path: str, *places: tuple[int, int, str]) -> tuple[WaiverEntry, ...]:
    first, second = (Place(path, *place) for place in places)
    return (
        WaiverEntry(
            first, "pages/*.docx", "safety/no-risk", "safe for everyone", "agreed", "J. Doe", date(2027, 3, 31)
        ),
        WaiverEntry(second, "old.txt", "hype/miracle", "", "quoted"),
    )


def test_waivers_in_yaml(tmp_path: Path) -> None:
    (tmp_path / ".claimlint.yaml").write_text(YAML, encoding="utf-8")
    config = load_config(tmp_path)
    assert config.waivers == entries(
        ".claimlint.yaml",
        (3, 5, "  - file: pages/*.docx"),
        (9, 5, "  - {file: old.txt, rule: hype/miracle, reason: quoted}"),
    )
    assert (config.require_reason, config.require_until, config.evidence) == (True, False, None)


def test_waivers_in_toml(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(TOML, encoding="utf-8")
    config = load_config(tmp_path)
    assert config.waivers == entries(
        "pyproject.toml", (4, 1, "[[tool.claimlint.waivers]]"), (11, 1, "[[ tool.claimlint.waivers ]]")
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("waivers: x", "1:10: 'waivers' must be a list, not text"),
        ("waivers:\n  - x", "2:5: a waiver must be a mapping of keys to values, not text"),
        ("waivers:\n  - rule: a/b", "2:5: a waiver needs 'file'"),
        ("waivers:\n  - file: a.txt", "2:5: a waiver needs 'rule'"),
        ("waivers:\n  - file: a\n    fiel: b", "3:5: unknown key 'fiel' in a waiver; did you mean 'file'?"),
        ("waivers:\n  - {file: a, rule: '*'}", "2:21: 'rule' must be the id of one rule, as in 'safety/safe-for-ever"),
        ("waivers:\n  - {file: a, rule: safety}", "2:21: 'rule' must be the id of one rule"),
        ("waivers:\n  - {file: a//b, rule: a/b}", "2:12: the pattern 'a//b' in 'file' can never match"),
        ("waivers:\n  - {file: a, rule: a/b, until: 2027-02-30}", "2:33: 'until' must be a day like 2027-03-31, not"),
        ("waivers:\n  - {file: a, rule: a/b, match: ' '}", "2:33: 'match' is empty"),
        ("require_reason: maybe", "1:17: 'require_reason' cannot be 'maybe'; known: false, true"),
        ("require_reason: true\nwaivers:\n  - {file: a, rule: a/b}", "3:5: this waiver has no 'reason', and"),
        ("require_until: true\nwaivers:\n  - {file: a, rule: a/b}", "3:5: this waiver has no 'until', and"),
        ("evidence: no.yaml", "1:11: there is no evidence register 'no.yaml'; paths are relative to the configuration"),
        ("evidence: ../out.yaml", "1:11: the evidence register '../out.yaml' is outside of the folder of the config"),
    ],
)  # fmt: skip
def test_a_fault_in_a_waiver_has_its_place(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "out.yaml").write_text("", encoding="utf-8")
    (folder / ".claimlint.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    assert str(caught.value).startswith(f".claimlint.yaml:{message}")


def test_the_register_is_found_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text("version: 1\n", encoding="utf-8")
    assert load_config(tmp_path).evidence is None
    (tmp_path / ".claimlint.yaml").write_text("", encoding="utf-8")
    assert load_config(tmp_path).evidence == tmp_path / "evidence.yaml"
    (tmp_path / ".claimlint.yaml").write_text("fail_on: error\n", encoding="utf-8")
    assert load_config(tmp_path).evidence == tmp_path / "evidence.yaml"
    (tmp_path / "evidence.yaml").rename(tmp_path / "proofs.yaml")
    assert load_config(tmp_path).evidence is None
    (tmp_path / ".claimlint.yaml").write_text("evidence: proofs.yaml\n", encoding="utf-8")
    assert load_config(tmp_path).evidence == tmp_path / "proofs.yaml"


def test_a_register_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("", encoding="utf-8")
    (site / ".claimlint.yaml").write_text("fail_on: error\n", encoding="utf-8")
    (site / "evidence.yaml").symlink_to("../secret")
    with pytest.raises(ConfigError, match=r"evidence\.yaml: a link out of "):
        load_config(site)


CLAIM: dict[str, object] = {
    "id": "shedding",
    "claim": "PRP reduces  shedding by 20%",
    "variants": ["20% less shedding with PRP"],
    "source": {"doi": "10.1000/182", "510k": "K123456", "file": "proof/a.pdf", "other": "audit of 2025"},
    "treatment": "prp",
    "jurisdictions": ["us", "uk"],
    "approver": "Dr A",
    "approved_on": "2026-01-01",
    "review_by": "2027-01-01",
    "note": "kept in the safe",
}


def register(folder: Path, *claims: dict[str, object], version: object = 1) -> Path:
    file = folder / "evidence.yaml"
    file.write_text(json.dumps({"version": version, "claims": list(claims)}), encoding="utf-8")
    return file


def test_a_claim_of_the_register(tmp_path: Path) -> None:
    file = register(tmp_path, CLAIM, {**CLAIM, "id": "other", "jurisdictions": "all"})
    first, second = load_evidence(file, "evidence.yaml")
    assert first == Evidence(
        place=first.place,
        id="shedding",
        wordings=("PRP reduces shedding by 20%", "20% less shedding with PRP"),
        source="doi 10.1000/182, 510k K123456, file proof/a.pdf, audit of 2025",
        approver="Dr A",
        approved_on=date(2026, 1, 1),
        review_by=date(2027, 1, 1),
        jurisdictions=("us", "uk"),
        treatment="prp",
        files=("proof/a.pdf",),
    )
    assert (first.place.line, first.place.column, str(first.place)) == (1, 27, "evidence.yaml:1")
    assert (second.id, second.jurisdictions) == ("other", ())


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in CLAIM.items() if name != key}


FAULTS: list[tuple[dict[str, object], str]] = [
    *((without(key), f"a claim of the register needs '{key}'") for key in ("id", "claim", "source", "jurisdictions")),
    *((without(key), f"a claim of the register needs '{key}'") for key in ("approver", "approved_on", "review_by")),
    ({**CLAIM, "aprover": "x"}, "unknown key 'aprover' in a claim of the register; did you mean 'approver'?"),
    ({**CLAIM, "id": "A b"}, "'id' must be lower-case words joined by '-', not 'A b'"),
    ({**CLAIM, "claim": "proven"}, "the wording 'proven' is too short to be a claim; quote the whole claim"),
    ({**CLAIM, "variants": ["clinicallyproven"]}, "the wording 'clinicallyproven' is too short to be a claim"),
    ({**CLAIM, "claim": "x " * 800}, "the wording has 1,599 characters; the limit is 1,500"),
    ({**CLAIM, "source": "a trial"}, "a 'source' must be a mapping of keys to values, not text"),
    ({**CLAIM, "source": {}}, "a 'source' names at least one of: doi, pmid, nct, 510k, de_novo, pma, url, file, other"),
    ({**CLAIM, "source": {"doi": "https://doi.org/10.1000/1"}}, "'doi' must be a DOI like 10.1000/182, without"),
    ({**CLAIM, "source": {"510k": "123456"}}, "'510k' must be a 510(k) number like K123456, not '123456'"),
    ({**CLAIM, "source": {"file": "../a.pdf"}}, "'file' must be a path relative to the register, inside of its folder"),
    ({**CLAIM, "source": {"file": "/etc/passwd"}}, "'file' must be a path relative to the register, inside of its fol"),
    ({**CLAIM, "source": {"url": "javascript:alert(1)"}}, "'url' must be an address that begins with https://"),
    ({**CLAIM, "jurisdictions": []}, "'jurisdictions' must hold at least one item"),
    ({**CLAIM, "jurisdictions": ["USA"]}, "no jurisdiction 'USA'; a code is as short as 'uk', in lower case; all of"),
    ({**CLAIM, "approved_on": "soon"}, "'approved_on' must be a day like 2027-03-31, not 'soon'"),
    ({**CLAIM, "review_by": "2025-01-01"}, "'review_by' is before 'approved_on', 2026-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "message"), FAULTS)
def test_a_fault_in_a_claim_has_its_place(tmp_path: Path, claim: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_evidence(register(tmp_path, claim), "evidence.yaml")
    assert re.match(rf"evidence\.yaml:1:\d+: {re.escape(message)}", str(caught.value))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: the register is empty; it needs 'version: 1' and 'claims'"),
        ("claims: []", "1:1: the evidence register needs 'version'"),
        ("version: 2\n", "1:10: version '2' is not known; this claimlint reads version 1"),
        ("version: 1\nclaims: &a []", "2:9: the anchor &a is not allowed"),
        ("version: 1\nclams: []", "2:1: unknown key 'clams' in the evidence register; did you mean 'claims'?"),
        ("version: 1\nclaims:\n\t- x", "3:1: not valid YAML: a tab cannot indent; use spaces"),
    ],
)
def test_a_broken_register_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "evidence.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_evidence(tmp_path / "evidence.yaml", "evidence.yaml")
    assert str(caught.value).startswith(f"evidence.yaml:{message}")


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the id 'shedding' stands twice; first on line 1"):
        load_evidence(register(tmp_path, CLAIM, CLAIM), "evidence.yaml")


def test_the_schema_of_waivers_is_what_the_loader_takes() -> None:
    schema = json.loads((DOCS / "claimlint.schema.json").read_text(encoding="utf-8"))
    assert sorted(schema["$defs"]["waiver"]["properties"]) == sorted(WAIVER_KEYS)
    check = jsonschema.Draft202012Validator(schema)
    document = yaml.load(YAML, Loader=yaml.BaseLoader)
    assert list(check.iter_errors({**document, "require_reason": True})) == []
    assert list(check.iter_errors({"waivers": [{"file": "a", "rule": "*"}]})) != []


def test_the_schema_of_the_register_is_what_the_loader_takes() -> None:
    schema = json.loads((DOCS / "evidence.schema.json").read_text(encoding="utf-8"))
    assert sorted(schema["$defs"]["claim"]["properties"]) == sorted(CLAIM_KEYS)
    assert sorted(schema["$defs"]["source"]["properties"]) == sorted(SOURCES)
    check = jsonschema.Draft202012Validator(schema)
    assert list(check.iter_errors({"version": 1, "claims": [CLAIM]})) == []
    by_rules_of_order = ("../a.pdf", "/etc/passwd", "2025-01-01")  # which a schema cannot tell
    for claim, _ in FAULTS:
        if not any(word in json.dumps(claim) for word in by_rules_of_order):
            assert list(check.iter_errors({"version": 1, "claims": [claim]})) != [], claim


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: f"version: 1\nclaims: {text}".encode())))
def test_any_bytes_are_a_register_or_an_error_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "evidence.yaml"
    file.write_bytes(data)
    try:
        assert load_evidence(file, "evidence.yaml") == ()
    except ConfigError as error:
        message = str(error)
    else:
        message = "evidence.yaml:1:1: none"
    assert re.match(r"evidence\.yaml:[1-9]\d*:[1-9]\d*: \S", message)
