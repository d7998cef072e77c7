"""From YAML to a library: what comes out, and with which message what is refused."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from claimlint.errors import PackError
from claimlint.model.rule import (
    Applicability,
    Category,
    Confidence,
    Examples,
    Pattern,
    Rule,
    RuleKind,
    Severity,
    Status,
    StatusState,
    Suggestion,
    Tag,
)
from claimlint.packs import load_library
from claimlint.packs.load import load_folder, load_with_places

DATA = Path(__file__).parent / "data" / "faults"
PATTERN_RULE = """\
pack: safety
rules:
  - id: no-risk
    category: hype
    severity: error
    confidence: high
    patterns: [no risk at all]
    message: Risk!
    why: There is some.
    references: [uk-cap-12.1]
    examples:
      flag: [No risk at all.]
      clean: [Some risk.]
"""
DISCLOSURE_RULE = """\
pack: safety
rules:
  - id: missing-consultation
    kind: disclosure
    category: missing-disclosure
    severity: error
    confidence: high
    disclosure: missing-consultation
    satisfied_by: [consultation]
    message: Missing!
    why: Ask first.
    references: [uk-cap-12.1]
    examples:
      flag: [Book now.]
      clean: [Book a consultation.]
"""


def fault(folder: Path, name: str, text: str) -> str:
    """Return the message of the error that a changed file of the folder causes."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_folder(folder)
    return str(caught.value)


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def cases(name: str) -> list[tuple[str, str, str]]:
    """Return what stands in a file of ``data/faults``: text to replace, its replacement, the message."""
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    found = re.findall(r"^- (.*)\n\+ ?(.*)\n= (.*)$", text, re.MULTILINE)
    assert len(found) == text.count("\n- ")
    return [(old.replace("\\n", "\n"), new.replace("\\n", "\n"), message) for old, new, message in found]


def test_a_rule_has_what_its_yaml_says(rules_folder: Path) -> None:
    rule = load_folder(rules_folder).rules["safety/safe-for-all"]
    assert (rule.kind, rule.category) == (RuleKind.PATTERN, Category.ABSOLUTE_SAFETY)
    assert (rule.severity, rule.confidence, rule.pack) == (Severity.ERROR, Confidence.HIGH, "safety")
    assert [(pattern.text, pattern.line) for pattern in rule.patterns] == [
        ("safe for (everyone|all)", 8),
        ("{treatment} is (?P<degree>completely|totally) safe", 9),
    ]
    assert rule.patterns[1].lexicons == ("treatment",)
    assert [(pattern.text, pattern.line) for pattern in rule.unless] == [("nearly safe for all", 11)]
    assert rule.requires == ("treatment",)
    assert rule.exempt_when == {Tag.NEGATED, Tag.MYTH}
    assert rule.blocks == {"paragraph", "heading"}
    assert rule.overrides == (("uk", Severity.WARNING),)
    assert rule.message == "“{match}” promises safety for all."
    assert rule.why == "No treatment is free of risk; “{degree}” leaves no room for it."
    assert rule.suggestions == (
        Suggestion("generally well tolerated", Applicability.UNSAFE, True),
        Suggestion("Say who should not have it.", Applicability.DISPLAY, False),
    )
    assert rule.references == ("us-ftc-hpcg-2022", "uk-cap-12.1")
    assert rule.examples == Examples(
        ("PRP is safe for everyone.", "PRP is totally safe.", "PRP is safe for all."),
        ("PRP is nearly safe for all.", "PRP is not safe for all.", "Keep it in a safe."),
    )
    assert (rule.path, rule.line) == ("rules/packs/safety.yaml", 3)


def test_a_disclosure_rule_has_what_its_yaml_says(rules_folder: Path) -> None:
    rule = load_folder(rules_folder).rules["disclosure/missing-results-vary"]
    assert (rule.kind, rule.disclosure, rule.patterns) == (RuleKind.DISCLOSURE, "missing-results-vary", ())
    assert [pattern.text for pattern in rule.satisfied_by] == ["results (may )?vary"]
    assert [pattern.text for pattern in rule.contradicted_by] == ["results never vary"]


def test_the_states_in_which_an_approval_claim_is_true(rules_folder: Path) -> None:
    text = changed(PATTERN_RULE, "category: hype", "kind: approval\n    category: regulatory-approval")
    text = changed(text, "    message:", "    silent_when: [approved, cleared]\n    message:")
    (rules_folder / "packs/safety.yaml").write_text(text, encoding="utf-8")
    rule = load_folder(rules_folder).rules["safety/no-risk"]
    assert rule.silent_when == {StatusState.APPROVED, StatusState.CLEARED}


def test_packs_come_in_the_order_of_their_names_with_digests(rules_folder: Path) -> None:
    library = load_folder(rules_folder)
    digest = hashlib.sha256((rules_folder / "packs/safety.yaml").read_bytes()).hexdigest()
    assert [pack.id for pack in library.packs] == ["disclosure", "safety"]
    assert library.packs[1].digest == f"sha256:{digest}"
    assert list(library.rules) == [rule.id for pack in library.packs for rule in pack.rules]


def test_references_and_treatments(rules_folder: Path) -> None:
    library = load_folder(rules_folder)
    reference = library.references["uk-cap-12.1"]
    assert (reference.jurisdiction, reference.provision) == ("uk", "CAP Code 12.1")
    assert (reference.seen, reference.in_force) == ("secondary", "2010-09")
    assert (reference.checked_on, reference.review_by) == ("2026-11-21", "2027-05-21")
    prp = library.treatments["prp"]
    assert (prp.name, prp.names) == ("platelet-rich plasma (PRP)", ("prp", "platelet-rich plasma"))
    assert (prp.group, prp.prescription, prp.disclosures) == (
        "blood-product",
        False,
        ("contraindications", "results-vary"),
    )
    assert (prp.contraindications, prp.risks) == (("pregnan", "blood thinner"), ("bruis",))
    cleared = ("us", StatusState.KIT_CLEARED, ("bone graft",), "Only the kit is cleared.", ("us-ftc-hpcg-2022",))
    assert prp.statuses == (
        Status(*cleared, "2026-11-21", True),
        Status("eu", StatusState.UNKNOWN, (), "Ask first.", (), "2026-11-21", False),
    )


def test_cues(rules_folder: Path) -> None:
    negated, hedged = load_folder(rules_folder).cues
    assert (negated.tag, negated.direction) == (Tag.NEGATED, "before")
    assert [pattern.text for pattern in negated.patterns] == ["not", "never"]
    assert [pattern.text for pattern in negated.anti] == ["not only"]
    assert negated.examples == Examples(
        ("PRP is not [a cure].", "It is never [safe]."), ("Not only [safe] but quick.",)
    )
    assert (hedged.tag, hedged.direction, hedged.anti) == (Tag.HEDGED, "near", ())


def test_gate_words_of_all_patterns_are_in_one_table(rules_folder: Path, own_pack: Path) -> None:
    library = load_folder(rules_folder, [own_pack])
    rules = library.rules.values()
    patterns = [pattern for rule in rules for pattern in _patterns_of(rule)]
    patterns += [pattern for cue in library.cues for pattern in (*cue.patterns, *cue.anti)]
    used = {index for pattern in patterns for index in pattern.gate}
    assert used <= set(range(len(library.gate_words)))
    indexed: set[tuple[str, int]] = set()
    for word, row in library.word_gates.items():
        own, *pairs, rest = row.split(";")
        assert rest == ""
        indexed |= {(word, int(index)) for index in own.split()}
        for other, *gates in map(str.split, pairs):
            indexed |= {(f"{word}+{other}", int(index)) for index in gates}
    assert indexed == {(key, index) for index in used for key in library.gate_words[index].split(" ")}
    wonder = library.rules["own/wonder"].patterns[0]
    assert "century" in [library.gate_words[index] for index in wonder.gate]


def test_a_pack_of_ones_own_uses_shipped_lists_and_adds_to_them(rules_folder: Path, own_pack: Path) -> None:
    shipped = load_folder(rules_folder)
    library = load_folder(rules_folder, [own_pack])
    assert [pack.id for pack in library.packs] == ["disclosure", "safety", "own"]
    assert library.lexicons["wonder"] == ("wonder cure", "clinics", "clinic", "teeth", "tooth")
    assert library.references["de-hwg-3"].jurisdiction == "de"
    rule = library.rules["own/wonder"]
    assert (rule.path, rule.line) == (own_pack.as_posix(), 16)
    assert library.cues == shipped.cues
    assert library.gate_words[: len(shipped.gate_words)] == shipped.gate_words
    assert [library.rules[name] for name in shipped.rules] == list(shipped.rules.values())


def test_a_folder_of_packs(rules_folder: Path, own_pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    with pytest.raises(PackError) as caught:
        load_folder(rules_folder, [folder])
    assert str(caught.value) == f"{folder.as_posix()}:1:1: the folder holds no pack (*.yaml)"
    own_pack.rename(folder / "mine.yml")
    (folder / "notes.txt").write_text("no pack", encoding="utf-8")
    assert "own/wonder" in load_folder(rules_folder, [folder]).rules


def test_places_of_examples_rewrites_and_references(rules_folder: Path, own_pack: Path) -> None:
    _, places = load_with_places(rules_folder, [own_pack])
    assert places["safety/safe-for-all", "PRP is nearly safe for all."] == ("rules/packs/safety.yaml", 27)
    assert places["safety/safe-for-all", "generally well tolerated"] == ("rules/packs/safety.yaml", 20)
    assert places["cue 0", "Not only [safe] but quick."] == ("rules/context.yaml", 8)
    assert places["reference", "uk-cap-12.1"] == ("rules/references.yaml", 11)
    assert places["reference", "de-hwg-3"] == (own_pack.as_posix(), 3)


@pytest.mark.parametrize(("old", "new", "expected"), cases("rule"))
def test_faults_of_a_rule(rules_folder: Path, old: str, new: str, expected: str) -> None:
    text = changed(PATTERN_RULE, old, new)
    assert fault(rules_folder, "packs/safety.yaml", text) == f"rules/packs/safety.yaml:{expected}"


@pytest.mark.parametrize(("old", "new", "expected"), cases("disclosure"))
def test_faults_of_a_disclosure_rule(rules_folder: Path, old: str, new: str, expected: str) -> None:
    text = changed(DISCLOSURE_RULE, old, new)
    assert fault(rules_folder, "packs/safety.yaml", text) == f"rules/packs/safety.yaml:{expected}"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [(f"{name}.yaml", *case) for name in ("references", "treatments", "context") for case in cases(name)],
)
def test_faults_of_the_other_files(rules_folder: Path, name: str, old: str, new: str, expected: str) -> None:
    text = changed((rules_folder / name).read_text(encoding="utf-8"), old, new)
    assert fault(rules_folder, name, text) == f"rules/{name}:{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: a pack must be a mapping of keys to values, not nothing"),
        ("just text", "1:1: a pack must be a mapping of keys to values, not text"),
        ("[a]", "1:1: a pack must be a mapping of keys to values, not a list"),
        ("pack: safety\nrules: []", "2:8: 'rules' must hold at least one item"),
        ("pack: safety\nrules: [rule]", "2:9: a rule must be a mapping of keys to values, not text"),
        ("a: b\n" * 110_000, "1:1: the file is larger than 512 KiB; split it"),
        ("pack: safety\nrules: [" + "a," * 2_001 + "]", "2:8: the pack has 2,001 rules; the limit is 2,000"),
        ("[" * 10_000, "1:21: nested more than 20 deep"),
        ("k" * 70 + ": 1", "1:1: unknown key '" + "k" * 59 + "…' in a pack; known: lexicon, pack, references, rules"),
    ],
)
def test_faults_of_a_whole_file(rules_folder: Path, text: str, expected: str) -> None:
    assert fault(rules_folder, "packs/safety.yaml", text) == f"rules/packs/safety.yaml:{expected}"


def test_a_pack_has_a_limit_of_patterns(rules_folder: Path) -> None:
    many = ", ".join(f"risk {number}" for number in range(10_001))
    text = changed(PATTERN_RULE, "[no risk at all]", f"[{many}]")
    message = fault(rules_folder, "packs/safety.yaml", text)
    assert message == "rules/packs/safety.yaml:3:5: the pack has more than 10,000 patterns; split it"


def test_a_file_that_is_not_utf_8(rules_folder: Path) -> None:
    (rules_folder / "packs/safety.yaml").write_bytes(b"pack: safety\nrules: [caf\xe9]\n")
    with pytest.raises(PackError) as caught:
        load_folder(rules_folder)
    assert str(caught.value) == "rules/packs/safety.yaml:2:1: the file is not UTF-8; save it as UTF-8"


def test_a_byte_order_mark_and_crlf_change_no_place(rules_folder: Path) -> None:
    text = changed(PATTERN_RULE, "[no risk at all]", "[no (risk]").replace("\n", "\r\n")
    message = fault(rules_folder, "packs/safety.yaml", "\ufeff" + text)
    assert message == "rules/packs/safety.yaml:7:19: the pattern has a '(' that is not closed"


@pytest.mark.parametrize("name", ["references.yaml", "treatments.yaml", "context.yaml"])
def test_a_file_that_is_missing(rules_folder: Path, name: str) -> None:
    (rules_folder / name).unlink()
    with pytest.raises(PackError) as caught:
        load_folder(rules_folder)
    assert str(caught.value) == f"rules/{name}:1:1: cannot be read: No such file or directory"


def test_a_folder_without_packs_judges_nothing_and_is_refused(rules_folder: Path) -> None:
    for file in (rules_folder / "packs").iterdir():
        file.unlink()
    with pytest.raises(PackError) as caught:
        load_folder(rules_folder)
    expected = "rules/packs:1:1: the folder holds no pack (*.yaml), so nothing could be judged"
    assert str(caught.value) == expected


def test_a_pipe_is_refused_without_waiting_for_it(rules_folder: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with pytest.raises(PackError) as caught:
        load_folder(rules_folder, [pipe])
    expected = f"{pipe.as_posix()}:1:1: not a file; give a YAML file or a folder that holds some"
    assert str(caught.value) == expected


def test_a_path_that_no_file_can_have(rules_folder: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        load_folder(rules_folder, [Path("a\0b")])


def test_packs_of_ones_own_may_not_take_a_name_that_exists(rules_folder: Path, own_pack: Path) -> None:
    text = own_pack.read_text(encoding="utf-8")
    shown = own_pack.as_posix()
    for old, new, expected in (
        ("pack: own", "pack: safety", "1:7: the pack 'safety' already exists; choose another name"),
        ("  wonder:", "  place:", "12:3: the list 'place' is already defined; choose another name"),
        ("  de-hwg-3:", "  uk-cap-12.1:", "3:3: the reference 'uk-cap-12.1' already exists; choose another id"),
    ):
        own_pack.write_text(changed(text, old, new), encoding="utf-8")
        with pytest.raises(PackError) as caught:
            load_folder(rules_folder, [own_pack])
        assert str(caught.value) == f"{shown}:{expected}"


@pytest.mark.parametrize(
    "payload",
    ["%s", "${7*7}", "<%= 7*7 %>", "{% print 1 %}", "#{7*7}", "%(x)s", "`id`", "$(id)", "<script>alert(1)</script>"],
)
def test_texts_are_never_templates(rules_folder: Path, payload: str) -> None:
    text = PATTERN_RULE.replace("message: Risk!", f"message: '{payload}'")
    text = text.replace("    references:", f"    suggestions: ['{payload}']\n    references:")
    (rules_folder / "packs/safety.yaml").write_text(text, encoding="utf-8")
    if payload.count("{"):
        with pytest.raises(PackError, match="unknown field"):
            load_folder(rules_folder)
    else:
        rule = load_folder(rules_folder).rules["safety/no-risk"]
        assert (rule.message, rule.suggestions[0].text) == (payload, payload)


def _patterns_of(rule: Rule) -> tuple[Pattern, ...]:
    return (*rule.patterns, *rule.unless, *rule.satisfied_by, *rule.contradicted_by)


def test_a_shipped_source_that_was_read_about_only_says_by_whom_it_is_reported() -> None:
    references = load_library().references.values()
    silent = [item.id for item in references if ("as reported by " in item.provision) is (item.seen == "official")]
    assert silent == []
