"""``rules test --coverage`` with the real judging."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from claimlint.packtest import pack_problems

PACK = """\
pack: own
rules:
  - id: wonder
    category: hype
    severity: error
    confidence: high
    patterns:
      - works wonders|does miracles
      - "[a-z ]+ and [a-z ]+ and [a-z ]+ and marvels"
    exempt_when: [negated, question]
    message: "“{match}” promises a wonder."
    why: Nobody has shown that it does.
    suggestions: [Say what is in it.]
    references: [us-ftc-hpcg-2022]
    examples:
      flag: [It works wonders., Plasma works wonders., It is this and that and more and marvels.]
      clean: [It never works wonders., Water is wet., "What is it?"]
"""


def test_coverage_of_a_pack_of_ones_own(tmp_path: Path) -> None:
    pack = tmp_path / "own.yaml"
    pack.write_text(PACK, encoding="utf-8")
    assert pack_problems((pack,), today=date(2026, 11, 22)) == []
    found = pack_problems((pack,), today=date(2026, 11, 22), coverage=True)
    assert [(problem.path, problem.line, problem.rule, problem.message) for problem in found] == [
        (
            *(pack.as_posix(), 3, "own/wonder"),
            "no clean example needs 'question' of 'exempt_when': without it none would be flagged",
        ),
        (
            *(pack.as_posix(), 8, "own/wonder"),
            "no flag example matches the alternative “does miracles” of 'patterns'",
        ),
        (
            *(pack.as_posix(), 9, "own/wonder"),
            "the pattern “[a-z ]+ and [a-z ]+ and [a-z ]+ and marvels” of 'patterns' takes too long on a text of its "
            "own words over and over; use fewer or shorter gaps and repetitions",
        ),
    ]
