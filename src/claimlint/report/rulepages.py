"""A page on each rule and an index of them, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.rule import (
    ALWAYS_EXEMPT,
    Applicability,
    Category,
    Confidence,
    Library,
    Reference,
    Rule,
    RuleKind,
    StatusState,
    Suggestion,
    Tag,
)
from claimlint.report.markup import code, in_markdown, link
from claimlint.report.text import count, proviso, with_names

MARK = "<!-- Made by “claimlint rules docs” from the rule; changes made here are lost. -->"
"""The first line of every page: what has it was made here, and may be replaced or removed."""
INDEX = "README.md"
MOST_SHOWN = 2_000
"""Code points of one text that are shown; more is no sentence for people."""
_FIELD = lazy_pattern(r"\{[a-z_][a-z0-9_]*\}")

_KINDS = {
    RuleKind.PATTERN: "a wording inside one statement",
    RuleKind.UNSOURCED: "a wording without a citation in reach",
    RuleKind.APPROVAL: "a wording that is held against what is known of the treatment's legal status",
    RuleKind.DISCLOSURE: "a page that promotes a treatment and leaves out what it must say",
    RuleKind.WAIVER: "a waiver that is not in order",
}
TAGS = {
    Tag.NEGATED: "the claim is denied: “PRP is not a cure”",
    Tag.HEDGED: "the claim is made with reserve: “may help some people”",
    Tag.QUESTION: "it is asked, not said; an answer is judged by itself",
    Tag.WARNING: "the reader is warned of the claim: “beware of clinics that promise …”",
    Tag.MYTH: "it is named as a myth or an error",
    Tag.ATTRIBUTED: "it is reported as said or found by somebody who is named",
    Tag.CITED: "a source is given: a footnote, a link to a study, a DOI, an author with a year",
    Tag.REGULATOR: "it tells what a regulator has said or not allowed",
    Tag.TESTIMONIAL: "it is told as a patient's own words",
    Tag.CONDITIONAL: "it stands under a condition: “if you have been told that …”",
    Tag.POLICY: "it states the terms or rules of the clinic",
    Tag.AFTERCARE: "it is advice on what to do before or after a treatment",
    Tag.ELSEWHERE: "it is said of the building, its equipment or its software, not of care",
    Tag.MENTIONED: "it is spoken of as a wording, not used: “painless” is a word we avoid",
}
"""What each exemption means."""
_CATEGORIES = {
    Category.ABSOLUTE_SAFETY: "Safe for all, without risk or side effects.",
    Category.TRIVIALISATION: "A procedure made to look like nothing: no pain, no downtime, a lunch break.",
    Category.GUARANTEED_OUTCOME: "A result promised, for everyone or for good.",
    Category.DISEASE_CLAIM: "Curing or treating a disease, without the standing to say so.",
    Category.UNSUPPORTED_EVIDENCE: "Proof, studies and figures that nobody can look up.",
    Category.MECHANISM_AS_FACT: "A theory of how it works, told as fact.",
    Category.TIMELINE_CLAIM: "A result by a date or after a number of sessions.",
    Category.REPLACES_TREATMENT: "In place of surgery, medicines or other care.",
    Category.UNFAIR_COMPARISON: "Better, first or only, against others.",
    Category.REGULATORY_APPROVAL: "Approved, cleared, licensed or registered where it is not.",
    Category.AUTHORITY_ENDORSEMENT: "Doctors, celebrities, the press or rankings as a reason to trust.",
    Category.TESTIMONIAL: "Patients' stories, reviews and ratings.",
    Category.HYPE: "Miracles, revolutions and secrets.",
    Category.PRESSURE: "Deadlines, scarcity, discounts and gifts.",
    Category.EMOTIONAL_EXPLOITATION: "Shame, fear and envy.",
    Category.PRODUCT_ORIGIN: "Where a biological product comes from.",
    Category.PRESCRIPTION_MEDICINE: "A prescription-only medicine advertised to the public.",
    Category.MISSING_DISCLOSURE: "What a page on a treatment owes its readers and does not say.",
    Category.WAIVER: "What is wrong with a waiver.",
}
_STATES = {
    StatusState.KIT_CLEARED: "cleared for the kit",
    StatusState.OFF_LABEL: "used off label",
    StatusState.PROCEDURE: "a procedure, which nobody approves",
    StatusState.SUPPLEMENT: "a supplement",
}


def rule_pages(rules: Sequence[Rule], library: Library) -> dict[str, str]:
    """Return the pages by their paths from the folder they go into, with ``/``: ``pack/name.md`` and the index."""
    chosen = sorted(rules, key=lambda rule: rule.id)
    pages = {f"{rule.id}.md": _page(rule, library) for rule in chosen}
    return {INDEX: _index(chosen, library), **pages}


def _shown(text: str) -> str:
    """Return a text of a pack with a blank for each field; it must not stand at the start of a line."""
    return in_markdown(_FIELD.sub("…", text), MOST_SHOWN)


def _page(rule: Rule, library: Library) -> str:
    references = _references(rule, library)
    severities = [rule.severity.label]
    severities += [f"{severity.label} in {in_markdown(place.upper())}" for place, severity in rule.overrides]
    lines = [MARK, "", f"# {in_markdown(rule.id)}", "", f"**In short**: {_shown(rule.message)}", ""]
    lines += ["| | |", "|---|---|", f"| Flags | {_KINDS[rule.kind]} |", f"| Category | {rule.category} |"]
    lines += [f"| Severity | {', '.join(severities)} |", f"| Confidence | {rule.confidence.label} |"]
    lines += [f"| Applies in | {_places(rule, library)} |", "", "## Why", ""]
    lines += [f"**Reason**: {_shown(rule.why)}", "", "## Sources", ""]
    lines += ["| Where | Provision | Source | In force | Checked on |", "|---|---|---|---|---|"]
    lines += [_source_row(reference) for reference in references]
    sections = (
        ("Flagged", [f"- “{_shown(text)}”" for text in rule.examples.flag]),
        ("Left alone", [f"- “{_shown(text)}”" for text in rule.examples.clean]),
        ("Instead", [_rewrite(suggestion) for suggestion in rule.suggestions]),
        ("What exempts it", list(_exemptions(rule))),
        ("Known limits", [f"- {limit}" for limit in _limits(rule)]),
    )
    for title, rows in sections:
        if rows:
            lines += ["", f"## {title}", "", *rows]
    return "\n".join(lines) + "\n"


def _rewrite(suggestion: Suggestion) -> str:
    label = "Advice" if suggestion.applicability is Applicability.DISPLAY else "Wording"
    return f"- {label}: {_shown(with_names(suggestion.text))}{proviso(suggestion)}"


def _references(rule: Rule, library: Library) -> list[Reference]:
    found = [library.references[name] for name in rule.references if name in library.references]
    return sorted(found, key=lambda reference: (reference.jurisdiction, reference.id))


def _places(rule: Rule, library: Library) -> str:
    codes = dict.fromkeys(reference.jurisdiction.upper() for reference in _references(rule, library))
    return in_markdown(", ".join(codes), MOST_SHOWN)


def _source_row(reference: Reference) -> str:
    text = reference.title or reference.id
    cells = (
        in_markdown(reference.jurisdiction.upper()),
        in_markdown(reference.provision),
        link(text, reference.url),
        in_markdown(reference.in_force or "not known"),
        in_markdown(reference.checked_on) + ("" if reference.seen == "official" else ", in a secondary text"),
    )
    return f"| {' | '.join(cells)} |"


def _exemptions(rule: Rule) -> Iterator[str]:
    for tag in Tag:
        if tag in rule.exempt_when or (tag in ALWAYS_EXEMPT and rule.kind is not RuleKind.DISCLOSURE):
            yield f"- **{tag}**: {TAGS[tag]}"
    if rule.kind is RuleKind.UNSOURCED and Tag.CITED not in rule.exempt_when:
        yield f"- **{Tag.CITED}**: {TAGS[Tag.CITED]}"
    if rule.silent_when:
        states = [_STATES.get(state, state.value) for state in StatusState if state in rule.silent_when]
        yield f"- **true**: the treatment is known to be {' or '.join(states)} there"
    if rule.unless:
        yield f"- **exceptions**: {count(len(rule.unless), 'wording')} known to mean something else"


def _limits(rule: Rule) -> Iterator[str]:
    if rule.kind is RuleKind.DISCLOSURE:
        yield (
            "Judged on pages of at least 60 words that promote a treatment: it is named in the title, the description, "
            "the first heading or three times, and the page offers something or makes a claim."
        )
        yield f"Known by {count(len(rule.satisfied_by), 'wording')}; in other words, it may be reported as missing."
    else:
        yield (
            "Judged one statement at a time: a sentence, a heading, a list item with its lead, an answer with its "
            "question. What only several sentences say together is not seen, nor what a picture or a film shows."
        )
    if rule.requires:
        names = ", ".join(code(name) for name in rule.requires)
        yield f"Silent where neither the statement nor its section mentions a word of the list {names}."
    if rule.blocks:
        yield f"Looks only at blocks of copy of these kinds: {', '.join(sorted(rule.blocks))}."
    if rule.kind is RuleKind.UNSOURCED or Tag.CITED in rule.exempt_when:
        yield "A source silences it whatever the source is worth; nobody reads the study here."
    if rule.kind is RuleKind.APPROVAL:
        yield "Knows only the treatments in `treatments.yaml`; where a status was not verified, it only says to check."
    if rule.confidence is Confidence.LOW:
        yield "Of low confidence: it is often harmless. `--min-confidence medium` leaves it out."


def _index(rules: Sequence[Rule], library: Library) -> str:
    packs = len({rule.pack for rule in rules})
    lines = [MARK, "", "# Rules", "", f"{count(len(rules), 'rule')} in {count(packs, 'pack')}.", ""]
    by_category = {
        category: found for category in Category if (found := [rule for rule in rules if rule.category is category])
    }
    lines += ["| Category | Rules | What it holds |", "|---|---|---|"]
    lines += [
        f"| [{category}](#{category}) | {len(found)} | {_CATEGORIES[category]} |"
        for category, found in by_category.items()
    ]
    for category, found in by_category.items():
        lines += [
            "",
            f"## {category}",
            "",
            "| Rule | Severity | Confidence | Where | In short |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| [{in_markdown(rule.id)}]({rule.id}.md) | {rule.severity.label} | {rule.confidence.label} "
            f"| {_places(rule, library)} | {_shown(rule.message)} |"
            for rule in found
        ]
    return "\n".join(lines) + "\n"
