"""What can be wrong with a waiver, as rules, so that reports show it like any other finding."""

from __future__ import annotations

from dataclasses import dataclass

from claimlint.engine.finding import fingerprint_of
from claimlint.model.document import BlockKind
from claimlint.model.report import Finding
from claimlint.model.rule import WAIVER_PACK, Category, Confidence, Examples, Rule, RuleKind, Severity

_FORM = "claimlint-disable-next-line pack/rule -- reason, by: NAME, until: YYYY-MM-DD"


def _rule(name: str, severity: Severity, message: str, why: str) -> Rule:
    return Rule(
        id=f"{WAIVER_PACK}/{name}",
        kind=RuleKind.WAIVER,
        category=Category.WAIVER,
        severity=severity,
        confidence=Confidence.HIGH,
        patterns=(),
        message=message,
        why=why,
        suggestions=(),
        references=(),
        examples=Examples(),
    )


MALFORMED = _rule(
    "malformed", Severity.ERROR, "The directive cannot be read.",
    f"It waives nothing until it is put right. The form is: {_FORM}",
)  # fmt: skip
UNKNOWN_RULE = _rule(
    "unknown-rule", Severity.ERROR, "The directive names a rule that does not exist.",
    "It waives nothing for that name. “claimlint rules list” shows all rules.",
)  # fmt: skip
UNUSED = _rule(
    "unused", Severity.WARNING, "The waiver covers nothing.",
    "The copy or the rule has changed. Remove the waiver, so that it does not cover the next claim unseen.",
)  # fmt: skip
EXPIRED = _rule(
    "expired", Severity.WARNING, "The waiver has expired.",
    "What it covered counts again. Change the copy, or have the waiver reviewed and give it a new date.",
)  # fmt: skip
NO_REASON = _rule(
    "no-reason", Severity.ERROR, "The waiver gives no reason.",
    f"The configuration asks for one (require_reason), so it waives nothing. The form is: {_FORM}",
)  # fmt: skip
NO_UNTIL = _rule(
    "no-until", Severity.ERROR, "The waiver has no date.",
    f"The configuration asks for one (require_until), so it waives nothing. The form is: {_FORM}",
)  # fmt: skip

WAIVER_RULES = {rule.id: rule for rule in (MALFORMED, UNKNOWN_RULE, UNUSED, EXPIRED, NO_REASON, NO_UNTIL)}
"""These rules by id. Whoever wants to do without one names it in ``ignore``; none of them can be waived."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a waiver is written: lines and columns from 1 and code points from 0, each end exclusive."""

    start: tuple[int, int]
    end: tuple[int, int]
    span: tuple[int, int] = (0, 0)


def waiver_finding(rule: Rule, message: str, path: str, written: str, places: Places, ordinal: int = 0) -> Finding:
    """Return the finding that ``rule`` makes of a waiver in the file ``path``.

    ``written`` is the folded text of the waiver. ``ordinal`` counts the earlier findings with the same rule and text.
    """
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        confidence=rule.confidence,
        message=message,
        why=rule.why,
        line=places.start[0],
        column=places.start[1],
        end_line=places.end[0],
        end_column=places.end[1],
        match=written,
        sentence=written,
        block=BlockKind.COMMENT,
        suggestions=(),
        references=(),
        jurisdictions=(),
        fingerprint=fingerprint_of(path, rule.id, written, ordinal),
        start=places.span[0],
        end=places.span[1],
        copy_block=-1,
    )
