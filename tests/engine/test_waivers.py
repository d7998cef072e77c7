"""Waivers on small pages: what a directive, an entry of the configuration and evidence cover, and what is said of them.

In the pages ``@`` stands for the rule, and ``{N}`` and the like for a comment with that directive.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.engine import Checker
from claimlint.engine.waivers import Waived, Waivers
from claimlint.extract import Format, extract
from claimlint.model.document import BlockKind
from claimlint.model.options import Options
from claimlint.model.report import EntryState, EntryUse, Waiver, WaiverKind
from claimlint.model.rule import Category, Library
from claimlint.model.waiver import Evidence, Place, WaiverEntry, Waiving
from claimlint.packs.load import load_folder
from claimlint.text.decode import source_of_text

RULE = "test/safe-for-all"
TODAY = date(2026, 11, 22)
CLAIM = "It is completely safe."
SYNTAX = {
    "page.md": (Format.MARKDOWN, "<!-- ", " -->"),
    "page.mdx": (Format.MARKDOWN, "{/* ", " */}"),
    "page.html": (Format.HTML, "<!-- ", " -->"),
    "page.txt": (Format.PLAIN, "<!-- ", " -->"),
}
FORMS = {
    "{N}": "claimlint-disable-next-line @",
    "{L}": "claimlint-disable-line @",
    "{F}": "claimlint-disable-file @",
    "{D}": "claimlint-disable @",
    "{E}": "claimlint-enable @",
}


@pytest.fixture(scope="session")
def library() -> Library:
    return load_folder(Path(__file__).parent / "rules")


def page(text: str, path: str = "page.md") -> tuple[str, str]:
    _, left, right = SYNTAX[path]
    for short, words in FORMS.items():
        text = text.replace(short, f"{left}{words}{right}")
    return text.replace("@", RULE), path


def waived(library: Library, text: str, path: str = "page.md", waiving: Waiving | None = None, **how: object) -> Waived:
    text, path = page(text, path)
    document = extract(source_of_text(text, path), SYNTAX[path][0])
    options: Options = how.pop("options", Options())  # type: ignore[assignment]
    checker = Checker(library, options)
    findings, incidents = checker.check(document)
    assert incidents == ()
    rules = [rule.id for rule in checker.rules]
    waivers = Waivers(library, rules, options.ignore, waiving or Waiving(), TODAY)
    named = range(len(waiving.entries)) if waiving else ()
    return waivers.apply(document, findings, named, frozenset(how.pop("unjudged", ())))  # type: ignore[call-overload]


def verdicts(outcome: Waived) -> list[tuple[int, str]]:
    """Return the line of each finding with ``waived``, ``counts`` or, for one on a waiver, its name."""
    return [
        (it.line, it.rule.partition("/")[2] if it.category is Category.WAIVER else "waived" if it.waiver else "counts")
        for it in outcome.findings
    ]


def notices(outcome: Waived) -> list[tuple[int, int, str, str]]:
    return [
        (it.line, it.column, it.rule, it.message) for it in outcome.findings if it.category is Category.WAIVER
    ]  # fmt: skip


PLACES = [
    ("page.md", f"{{N}}\n{CLAIM}\n\n{CLAIM}", [(2, "waived"), (4, "counts")]),
    ("page.md", f"{{N}}\n\n\n{CLAIM}", [(4, "waived")]),
    ("page.md", f"Text\n{{N}}\n{CLAIM}", [(3, "waived")]),
    ("page.md", f"{CLAIM} {{N}} {CLAIM}\n{CLAIM}\n\n{CLAIM}", [(1, "counts"), (1, "waived"), (2, "waived"), (4, "x")]),
    ("page.md", f"Text {{N}}\n\n{CLAIM}", [(3, "waived")]),
    ("page.md", f"{{N}}\n- {CLAIM}\n- {CLAIM}", [(2, "waived"), (3, "counts")]),
    ("page.md", f"- a\n  {{N}}\n- {CLAIM}", [(3, "waived")]),
    ("page.md", f"> {{N}}\n> {CLAIM}", [(2, "waived")]),
    ("page.md", f"{{N}}\n# {CLAIM}\n\n{CLAIM}", [(2, "waived"), (4, "counts")]),
    ("page.md", f"{{N}}\n| a | {CLAIM} |\n|---|---|\n| b | {CLAIM} |", [(2, "waived"), (4, "counts")]),
    ("page.md", f"| a | b |\n|---|---|\n| {CLAIM} | x {{L}} |\n| {CLAIM} | y |", [(3, "waived"), (4, "counts")]),
    ("page.md", f"{{N}}\n<div><p>{CLAIM}</p><p>{CLAIM}</p></div>", [(2, "waived"), (2, "counts")]),
    ("page.md", f"{{N}}\n\n![{CLAIM}](x.png) {CLAIM}\n\n{CLAIM}", [(3, "waived"), (3, "waived"), (5, "counts")]),
    ("page.md", f"{{N}}\n\n```\ncode\n```\n\n{CLAIM}", [(7, "waived")]),
    ("page.md", f"---\n# claimlint-disable-next-line @\ntitle: {CLAIM}\n---\n{CLAIM}", [(3, "waived"), (5, "counts")]),
    ("page.md", f"---\ntitle: {CLAIM} # claimlint-disable-line @\n---\n{CLAIM}", [(2, "waived"), (4, "counts")]),
    ("page.md", f"+++\n# claimlint-disable-next-line @\ntitle = '{CLAIM}'\n+++\n{CLAIM}", [(3, "waived"), (5, "x")]),
    ("page.md", f"{CLAIM} {{L}}\n{CLAIM}", [(1, "waived"), (2, "counts")]),
    ("page.md", f"It is completely\nsafe. {{L}}\n\n{CLAIM}", [(1, "waived"), (4, "counts")]),
    ("page.md", f"{CLAIM}\n\n{{F}}\n\n{CLAIM}", [(1, "waived"), (5, "waived")]),
    ("page.md", f"{CLAIM}\n\n{{D}}\n\n{CLAIM}\n\n- {CLAIM}\n\n{{E}}\n\n{CLAIM}",
     [(1, "x"), (5, "waived"), (7, "waived"), (11, "x")]),
    ("page.md", f"{{D}}\n{CLAIM}\n\n<!-- claimlint-enable -->\n{CLAIM}", [(2, "waived"), (5, "counts")]),
    ("page.md", f"It is {{D}} completely safe. {{E}} {CLAIM}", [(1, "waived"), (1, "counts")]),
    ("page.mdx", f"{{N}}\n{CLAIM}\n\n{CLAIM}", [(2, "waived"), (4, "counts")]),
    ("page.mdx", f"<Box>\n{{N}}\n\n{CLAIM}\n\n</Box>", [(4, "waived")]),
    ("page.mdx", f"{CLAIM} {{L}}\n\n{CLAIM}", [(1, "waived"), (3, "counts")]),
    ("page.mdx", f"{{D}}\n\n{CLAIM}\n\n{{E}}\n\n{CLAIM}\n\n<!-- claimlint-disable-file @ -->",
     [(3, "waived"), (7, "waived")]),
    ("page.html", f"{{N}}<p>{CLAIM}</p><p>{CLAIM}</p>", [(1, "waived"), (1, "counts")]),
    ("page.html", f"<div>{{N}}\n<section><h2>{CLAIM}</h2><p>{CLAIM}", [(2, "waived"), (2, "counts")]),
    ("page.html", f"{{N}}<p title='{CLAIM}'>{CLAIM}</p><p>{CLAIM}</p>", [(1, "waived"), (1, "waived"), (1, "counts")]),
    ("page.html", f"<p>{CLAIM} {{N}} {CLAIM}</p>", [(1, "counts"), (1, "waived")]),
    ("page.html", f"<p>a{{N}}</p>\n<ul><li>{CLAIM}</li><li>{CLAIM}</li></ul>", [(2, "waived"), (2, "counts")]),
    ("page.html", f"{{N}}<table><tr><td>a</td><td>{CLAIM}</td></tr>\n<tr><td>{CLAIM}</td></tr></table>",
     [(1, "waived"), (2, "x")]),
    ("page.html", f"<p>{CLAIM}</p>{{L}}\n<p>{CLAIM}</p>", [(1, "waived"), (2, "counts")]),
    ("page.html", f"{{D}}<p>{CLAIM}</p>{{E}}<p>{CLAIM}</p>", [(1, "waived"), (1, "counts")]),
    ("page.html", f"<title>{CLAIM}</title>{{F}}<p>{CLAIM}</p>", [(1, "waived"), (1, "waived")]),
    ("page.html", f"{{N}}<script type='application/ld+json'>{{\"description\": \"{CLAIM}\"}}</script>",
     [(1, "waived")]),
    ("page.txt", f"{{N}}\n{CLAIM}\n\n{CLAIM}", [(2, "waived"), (4, "counts")]),
    ("page.txt", f"Some words.\n  {{N}}\n\n{CLAIM}", [(4, "waived")]),
    ("page.txt", f"{{D}}\n- {CLAIM}\n- {CLAIM}\n{{E}}\n{CLAIM}", [(2, "waived"), (3, "waived"), (5, "counts")]),
    ("page.txt", f"{CLAIM}\n{{F}}", [(1, "waived")]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), PLACES)
def test_what_a_directive_covers(library: Library, path: str, text: str, expected: list[tuple[int, str]]) -> None:
    found = verdicts(waived(library, text, path))
    assert found == [(line, "counts" if what == "x" else what) for line, what in expected]


def test_a_waiver_says_who_why_until_when_and_where(library: Library) -> None:
    text = f"Hello.\n\n<!-- claimlint-disable-next-line @ -- agreed, by: J. Doe, until: 2026-11-22 -->\n{CLAIM}"
    (finding,) = waived(library, text).findings
    assert finding.waiver == Waiver(WaiverKind.INLINE, "page.md:3", "agreed", "J. Doe", "2026-11-22")
    assert (finding.rule, finding.line, finding.column, finding.match) == (RULE, 4, 7, "completely safe")


def test_of_several_waivers_the_first_counts_and_all_are_used(library: Library) -> None:
    outcome = waived(library, f"{{F}}\n\n{{D}}\n\n{{N}}\n{CLAIM} {{L}}\n\n{{E}}")
    assert verdicts(outcome) == [(6, "waived")]
    assert outcome.findings[0].waiver == Waiver(WaiverKind.INLINE, "page.md:1")


NOTICES = [
    ("{N}\nHello.", (1, 1, "unused", f"The waiver covers nothing: “{RULE}” finds nothing on line 2.")),
    ("Hello.\n\n{N}", (3, 1, "unused", f"The waiver covers nothing: “{RULE}” finds nothing here: there is no copy.")),
    ("{F}\n\nHello.", (1, 1, "unused", f"The waiver covers nothing: “{RULE}” finds nothing in this file.")),
    ("Hello.\nYou. {L}", (2, 6, "unused", f"The waiver covers nothing: “{RULE}” finds nothing on line 2.")),
    ("{D}\n\nA\n\n{E}", (1, 1, "unused", f"The waiver covers nothing: “{RULE}” finds nothing on lines 1 to 4.")),
    ("{E}\n\nA", (1, 1, "unused", f"There is no open waiver of “{RULE}” here to end.")),
    ("<!-- claimlint-enable -->\n\nA", (1, 1, "unused", "There is no open waiver here to end.")),
    (
        f"{{D}}\n\n{CLAIM}",
        (1, 1, "malformed", f"The waiver of “{RULE}” is never ended and covers nothing: "
         "end it with “claimlint-enable”, or use “claimlint-disable-file”."),
    ),
    (f"{{F}}{{F}}\n\n{CLAIM}", (1, 50, "unused", f"The waiver repeats that of “{RULE}” on line 1.")),
    (f"{{D}}\n\n{{D}}\n{CLAIM}\n\n{{E}}",
     (3, 1, "unused", f"The waiver repeats that of “{RULE}” on line 1, which is still open.")),
    ("<!-- claimlint-disable-file -->\n\nA",
     (1, 1, "malformed", "Name the rule: claimlint-disable-file pack/rule -- reason.")),
    (
        "<!-- claimlint-disable-file tset/safe-for-all -->\n\nA",
        (1, 1, "unknown-rule", f"No rule is called “tset/safe-for-all”; did you mean “{RULE}”?"),
    ),
    (
        "<!-- claimlint-disable-file test -->\n\nA",
        (1, 1, "unknown-rule", "“test” is no rule but a group of them; name each rule that is waived."),
    ),
    (
        "<!-- claimlint-disable-file hype -->\n\nA",
        (1, 1, "unknown-rule", "“hype” is no rule but a group of them; name each rule that is waived."),
    ),
    (
        "<!-- claimlint-disable-file waivers/unused -->\n\nA",
        (1, 1, "malformed", "“waivers/unused” cannot be waived; put right what it is about."),
    ),
    (
        f"<!-- claimlint-disable-file @ -- until: 2026-11-21 -->\n\n{CLAIM}",
        (1, 1, "expired", f"The waiver of “{RULE}” expired on 2026-11-21."),
    ),
    ("text\n\n<!--\nclaimlint-off\n-->\n\nA",
     (3, 1, "malformed", "“claimlint-off” is no directive; known are claimlint-disable-next-line, "
      "claimlint-disable-line, claimlint-disable, claimlint-enable, claimlint-disable-file.")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NOTICES)
def test_what_is_wrong_with_a_directive(library: Library, text: str, expected: tuple[int, int, str, str]) -> None:
    line, column, name, message = expected
    outcome = waived(library, text)
    assert notices(outcome) == [(line, column, f"waivers/{name}", message)]
    counting = [it for it in outcome.findings if it.category is not Category.WAIVER and not it.waiver]
    assert len(counting) == (CLAIM in text and name in ("malformed", "expired"))


def test_a_finding_on_a_directive_covers_the_comment_and_is_no_copy(library: Library) -> None:
    text, _ = page("Text {N}")
    (finding,) = waived(library, "Text {N}").findings
    assert (finding.start, finding.end, text[finding.start : finding.end]) == (5, len(text), finding.match)
    assert (finding.end_line, finding.end_column) == (1, len(text) + 1)
    assert (finding.block, finding.copy_block, finding.references, finding.jurisdictions) == (
        BlockKind.COMMENT,
        -1,
        (),
        (),
    )
    assert pickle.loads(pickle.dumps(finding)) == finding


def test_two_findings_on_the_same_words_have_two_fingerprints(library: Library) -> None:
    found = waived(library, "{N}\n\nHello.\n\n{N}\n\nHello.\n").findings
    assert [it.rule for it in found] == ["waivers/unused"] * 2
    assert found[0].fingerprint != found[1].fingerprint


def test_only_the_part_that_covers_nothing_is_called_unused(library: Library) -> None:
    outcome = waived(library, f"<!-- claimlint-disable-next-line @, test/cures -->\n{CLAIM}")
    assert notices(outcome) == [
        (1, 1, "waivers/unused", "The waiver covers nothing: “test/cures” finds nothing on line 2.")
    ]
    assert verdicts(outcome)[1:] == [(2, "waived")]


def test_a_rule_that_was_not_in_force_is_not_called_unused(library: Library) -> None:
    assert waived(library, "{F}\n\nHello.", options=Options(select=("hype",))).findings == ()
    assert waived(library, "{F}\n\nHello.", options=Options(ignore=(RULE,))).findings == ()
    assert waived(library, "{F}\n\nHello.", unjudged=[RULE]).findings == ()


@pytest.mark.parametrize("name", ["waivers/unused", "waivers", "waiver"])
def test_a_check_on_waivers_can_be_ignored(library: Library, name: str) -> None:
    assert waived(library, "{N}\nHello.", options=Options(ignore=(name,))).findings == ()
    assert verdicts(waived(library, f"{{N}}\n{CLAIM}", options=Options(ignore=(name,)))) == [(2, "waived")]


def test_what_the_configuration_asks_of_a_waiver(library: Library) -> None:
    strict = Waiving(require_reason=True, require_until=True)
    outcome = waived(library, f"{{N}}\n{CLAIM}", waiving=strict)
    assert verdicts(outcome) == [(1, "no-reason"), (1, "no-until"), (2, "counts")]
    given_both = "<!-- claimlint-disable @ -- agreed, until: 2030-01-01 -->"
    assert verdicts(waived(library, f"{given_both}\n{CLAIM}\n\n{{E}}", waiving=strict)) == [(2, "waived")]
    assert verdicts(waived(library, f"{{D}}\n{CLAIM}\n\n{{E}}", waiving=strict)) == [
        (1, "no-reason"),
        (1, "no-until"),
        (2, "counts"),
    ]


def test_for_auditors_everything_counts_and_directives_are_still_checked(library: Library) -> None:
    outcome = waived(library, f"{{N}}\n{CLAIM}\n\n{{N}}\nHello.", waiving=Waiving(apply=False))
    assert verdicts(outcome) == [(2, "counts"), (4, "unused")]


ENTRY = WaiverEntry(Place(".claimlint.yaml", 4, 5), "*", RULE, "completely safe", "agreed", "J", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("quote", "first", "second"),
    [
        ("completely safe", True, True),
        ("", True, True),
        ("PRP is “Completely”  safe", False, False),
        ("PRP is  Completely safe,", True, False),
        ("completely safe, and it", True, False),
        ("and it is completely safe!", False, True),
        ("it is completely", False, True),
        ("ely safe", False, False),
        ("PRP is", False, False),
        ("100% safe", False, False),
    ],
)
def test_an_entry_covers_what_it_quotes(library: Library, quote: str, first: bool, second: bool) -> None:
    waiving = Waiving((ENTRY._replace(match=quote),))
    outcome = waived(library, "PRP is **completely** safe, and it\nis completely safe.", waiving=waiving)
    assert [it.waiver is not None for it in outcome.findings] == [first, second]
    state = EntryState.USED if first or second else EntryState.UNUSED
    assert outcome.uses == (EntryUse(WaiverKind.CONFIG, 0, state),)


def test_an_entry_that_expired_or_is_on_a_rule_that_is_not_in_force(library: Library) -> None:
    waiving = Waiving((ENTRY._replace(until=date(2026, 11, 21)), ENTRY._replace(rule="test/cures")))
    outcome = waived(library, CLAIM, waiving=waiving, options=Options(select=("absolute-safety",)))
    assert verdicts(outcome) == [(1, "counts")]
    assert outcome.uses == (EntryUse(WaiverKind.CONFIG, 0, EntryState.EXPIRED),)


def test_an_entry_says_who_why_until_when_and_where(library: Library) -> None:
    (finding,) = waived(library, CLAIM, waiving=Waiving((ENTRY,))).findings
    assert finding.waiver == Waiver(WaiverKind.CONFIG, ".claimlint.yaml:4", "agreed", "J", "2026-11-22")


@given(st.lists(st.sampled_from([*FORMS, CLAIM, "\n", "\n\n", "- ", "text ", "<p>", "| "]), max_size=20).map("".join))
@pytest.mark.parametrize("path", SYNTAX)
def test_waivers_neither_add_nor_lose_a_finding_on_copy(library: Library, path: str, text: str) -> None:
    claims = [it for it in waived(library, text, path).findings if it.category is not Category.WAIVER]
    plain = waived(library, text, path, waiving=Waiving(apply=False)).findings
    assert [replace(it, waiver=None) for it in claims] == [it for it in plain if it.category is not Category.WAIVER]
    if not any(form in text for form in FORMS):
        assert all(it.waiver is None for it in claims)


EVIDENCE = Evidence(
    Place("evidence.yaml", 3, 5),
    "cured",
    ("PRP cures mild hair loss.", "PRP heals hair loss"),
    "doi 10.1000/182",
    "Dr A",
    date(2026, 11, 22),
    date(2026, 11, 22),
)
SUPPORTED = Waiver(WaiverKind.EVIDENCE, "evidence.yaml:3", "cured: doi 10.1000/182", "Dr A", "2026-11-22")


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("PRP cures mild hair loss.", True),
        ("In men **PRP  cures** mild hair\nloss, as you know.", True),
        ("PRP heals hair loss!", True),
        ("PRP cures hair loss.", False),
        ("PRP cures mild hair losses.", False),
        ("Exosomes and PRP cure. PRP heals all hair loss.", False),
    ],
)
def test_evidence_supports_the_wording_that_was_approved(library: Library, text: str, supported: bool) -> None:
    found = [
        it for it in waived(library, text, waiving=Waiving(evidence=(EVIDENCE,))).findings if it.rule == "test/cures"
    ]
    assert [it.waiver for it in found] == [SUPPORTED if supported else None] * len(found)
    assert found or not supported


def test_evidence_supports_only_the_claim_that_is_worded_so(library: Library) -> None:
    text = "PRP heals hair loss and PRP heals grave hair loss."
    found = waived(library, text, waiving=Waiving(evidence=(EVIDENCE,))).findings
    assert [(it.column, it.waiver is not None) for it in found if it.rule == "test/cures"] == [(1, True), (25, False)]


def test_evidence_on_a_claim_that_a_list_completes(library: Library) -> None:
    entry = EVIDENCE._replace(wordings=("PRP can help with hair loss",))
    text = "PRP can help with:\n\n- hair loss\n- acne\n"
    found = waived(library, text, waiving=Waiving(evidence=(entry,))).findings
    assert [(it.line, it.waiver is not None) for it in found] == [(3, True), (4, False)]


@pytest.mark.parametrize(
    ("changes", "state", "note"),
    [
        ({"review_by": date(2026, 11, 21)}, EntryState.EXPIRED,
         "was due for review by 2026-11-21 and supports nothing since"),
        ({"approved_on": date(2026, 11, 23)}, EntryState.EXPIRED, "is not approved before 2026-11-23"),
        ({"jurisdictions": ("uk", "eu")}, EntryState.ELSEWHERE, "holds for uk, eu, not for us"),
        ({"treatment": "exosomes"}, EntryState.ELSEWHERE,
         "is for the treatment “exosomes”, which is not what the copy is about"),
    ],
)  # fmt: skip
def test_evidence_that_does_not_hold_says_so(
    library: Library, changes: dict[str, object], state: EntryState, note: str
) -> None:
    entry = EVIDENCE._replace(**changes)  # type: ignore[arg-type]
    outcome = waived(library, "PRP heals hair loss.", waiving=Waiving(evidence=(entry,)))
    (finding,) = outcome.findings
    assert finding.waiver is None
    assert finding.why == f"Nothing does. Evidence “cured” (evidence.yaml:3) {note}."
    assert outcome.uses == (EntryUse(WaiverKind.EVIDENCE, 0, state, note),)


def test_evidence_for_the_market_and_the_treatment_holds(library: Library) -> None:
    entry = EVIDENCE._replace(jurisdictions=("us",), treatment="prp")
    (finding,) = waived(library, "PRP heals hair loss.", waiving=Waiving(evidence=(entry,))).findings
    assert finding.waiver == SUPPORTED


def test_where_one_entry_holds_another_that_does_not_is_no_matter(library: Library) -> None:
    late = EVIDENCE._replace(review_by=date(2026, 11, 21))
    outcome = waived(library, "PRP heals hair loss.", waiving=Waiving(evidence=(late, EVIDENCE)))
    assert (outcome.findings[0].waiver, outcome.findings[0].why) == (SUPPORTED, "Nothing does.")
    assert [(use.entry, use.state) for use in outcome.uses] == [(0, EntryState.EXPIRED), (1, EntryState.USED)]


def test_a_waiver_comes_before_evidence(library: Library) -> None:
    text = "<!-- claimlint-disable-next-line test/cures -->\nPRP heals hair loss."
    (finding,) = waived(library, text, waiving=Waiving(evidence=(EVIDENCE,))).findings
    assert finding.waiver == Waiver(WaiverKind.INLINE, "page.md:1")
