"""Which rules a run uses, and how they count in the jurisdictions that it asks for."""

from __future__ import annotations

from claimlint.model.options import Options
from claimlint.model.rule import Library, Reference, Rule, Severity


def selected_rules(library: Library, options: Options) -> list[Rule]:
    """Return the rules that the options choose and that a selected jurisdiction backs, in the order of the packs."""
    return [
        rule for rule in library.rules.values() if _is_selected(rule, options) and references_of(rule, library, options)
    ]


def _is_selected(rule: Rule, options: Options) -> bool:
    names = {rule.id, rule.pack, rule.category.value}
    if rule.confidence < options.min_confidence or names.intersection(options.ignore):
        return False
    return not options.select or bool(names.intersection(options.select))


def references_of(rule: Rule, library: Library, options: Options) -> list[Reference]:
    """Return the rule's legal sources in the selected jurisdictions."""
    references = [library.references[name] for name in rule.references]
    chosen = options.jurisdictions
    return [reference for reference in references if not chosen or reference.jurisdiction in chosen]


def severity_of(rule: Rule, jurisdictions: tuple[str, ...]) -> Severity:
    """Return the worst severity that the rule has in the jurisdictions that back it."""
    overrides = dict(rule.overrides)
    return max((overrides.get(code, rule.severity) for code in jurisdictions), default=rule.severity)
