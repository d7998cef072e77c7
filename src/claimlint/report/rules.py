"""What the rules are, for people and programs: one in full, or all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.model.rule import Library, Reference, Rule, RuleKind
from claimlint.report.json import inert
from claimlint.report.text import Style, count, source_line, suggestion_line, with_names, wrap
from claimlint.text.safe import display

_KINDS = {
    RuleKind.PATTERN: "a wording inside one statement",
    RuleKind.UNSOURCED: "a wording with no citation in reach",
    RuleKind.APPROVAL: "a wording that is checked against what is known of the treatment's status",
    RuleKind.DISCLOSURE: "a page that promotes a treatment and does not say what it must",
    RuleKind.WAIVER: "a waiver that is not in order",
}


def explanation(rule: Rule, library: Library, *, color: bool = False, width: int = 100) -> str:
    """Return all that is known of a rule, as lines for a terminal about ``width`` columns wide."""
    style = Style(color)
    title = style.severity(rule.severity, f"{rule.severity.label}[{display(rule.id)}]")
    lines = [f"{title}: {display(with_names(rule.message.replace('{match}', '…')))}"]
    for label, text in _facts(rule):
        lines += wrap(f"  {label}:", display(text), width)
    references = _references(rule, library)
    sections = [
        ("Why", [display(rule.why)] if rule.why else []),
        ("Sources", [f"{source_line(reference)} ({_dates(reference)})" for reference in references]),
        ("Instead", [suggestion_line(item._replace(text=with_names(item.text))) for item in rule.suggestions]),
        ("Flagged", [display(example) for example in rule.examples.flag]),
        ("Left alone", [display(example) for example in rule.examples.clean]),
    ]
    for name, rows in sections:
        if rows:
            lines += ["", style.paint(name, "1")]
            lines += [line for row in rows for line in wrap("  -", row, width)]
    return "\n".join(lines) + "\n"


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "flags", _KINDS[rule.kind]
    yield "category", rule.category
    yield "confidence", rule.confidence.label
    if rule.requires:
        yield "needs a mention of", ", ".join(rule.requires)
    if rule.exempt_when:
        yield "exempt when", ", ".join(sorted(rule.exempt_when))
    for jurisdiction, severity in rule.overrides:
        yield f"severity in {display(jurisdiction)}", severity.label


def _references(rule: Rule, library: Library) -> list[Reference]:
    found = [library.references[name] for name in rule.references if name in library.references]
    return sorted(found, key=lambda reference: (reference.jurisdiction, reference.id))


def _dates(reference: Reference) -> str:
    facts = [
        f"in force {reference.in_force}" if reference.in_force else "",
        f"checked on {reference.checked_on}" if reference.checked_on else "",
        f"review by {reference.review_by}" if reference.review_by else "",
        f"read in an {reference.seen} text" if reference.seen == "official" else f"read in a {reference.seen} text",
    ]
    return display(", ".join(fact for fact in facts if fact))


def rules_text(library: Library) -> str:
    """Return a line for each rule, in the order of their ids: id, severity, confidence, category, jurisdictions."""
    rows = [_row(library.rules[name], library) for name in sorted(library.rules)]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    ]
    packs = count(len(library.packs), "pack")
    return "".join(line + "\n" for line in [*lines, "", f"{count(len(rows), 'rule')} in {packs}"])


def _row(rule: Rule, library: Library) -> list[str]:
    jurisdictions = ",".join(_jurisdictions(rule, library))
    cells = [rule.id, rule.severity.label, rule.confidence.label, rule.category, jurisdictions]
    return [display(cell) for cell in cells]


def rules_json(library: Library) -> str:
    """Return the rules as a JSON array in ASCII, in the order of their ids, one on each line."""
    from json import dumps

    rows = [
        dumps(
            {
                "id": rule.id,
                "kind": rule.kind,
                "category": rule.category,
                "severity": rule.severity.label,
                "confidence": rule.confidence.label,
                "jurisdictions": _jurisdictions(rule, library),
                "message": rule.message,
                "why": rule.why,
                "references": list(rule.references),
            }
        )
        for rule in (library.rules[name] for name in sorted(library.rules))
    ]
    return inert("[\n" + ",\n".join(f"  {row}" for row in rows) + "\n]\n")


def _jurisdictions(rule: Rule, library: Library) -> list[str]:
    return sorted({reference.jurisdiction for reference in _references(rule, library)})
