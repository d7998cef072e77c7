"""Text pasted from Word into a plain file: its quotes, spaces, hyphens and bullets, and exact places among them."""

from __future__ import annotations

from extracted import faults, rows, source

from claimlint.extract import Format
from claimlint.extract.plain import extract_plain
from claimlint.lint import Criteria, lint_bytes

PASTED = (
    "“PRP” — what is it?\r\n"
    "It’s safe\xa0for every\xadone.\x0bNo downtime – ever.\r\n"
    "•\tNo risk\r\n"
    "\uf0b7\tcures baldness\r\n"
    "o\tguaranteed results\r\n"
    "o   “pain\u200bless”\r\n"
    "·\xa0\xa0risk\u2011free\r\n"
)


def test_each_bullet_makes_an_item() -> None:
    document = extract_plain(source(PASTED))
    assert faults(document) == []
    assert rows(document)[2:] == [
        ("list-item", "No risk", ()),
        ("list-item", "cures baldness", ()),
        ("list-item", "guaranteed results", ()),
        ("list-item", "“pain\u200bless”", ()),
        ("list-item", "risk\u2011free", ()),
    ]


def test_findings_stand_at_the_characters_as_they_are_in_the_file() -> None:
    report = lint_bytes(PASTED.encode(), "pasted.txt", Format.PLAIN, Criteria())
    found = [
        (finding.line, finding.column, finding.end_line, finding.end_column, finding.rule)
        for finding in report.findings
    ]
    assert found == [
        (2, 6, 2, 24, "safety/safe-for-everyone"),
        (2, 26, 2, 37, "safety/no-downtime"),
        (3, 3, 3, 10, "safety/no-side-effects"),
        (4, 3, 4, 17, "biology/cures-condition"),
        (5, 3, 5, 21, "efficacy/guaranteed-result"),
        (6, 6, 6, 15, "safety/painless"),
        (7, 4, 7, 13, "safety/no-side-effects"),
    ]
    slices = [PASTED[finding.start : finding.end] for finding in report.findings]
    assert slices == [
        "safe\xa0for every\xadone",
        "No downtime",
        "No risk",
        "cures baldness",
        "guaranteed results",
        "pain\u200bless",
        "risk\u2011free",
    ]
