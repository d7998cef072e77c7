"""What ``rules test`` finds wrong with packs, judged here by a small judge of the tests' own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claimlint.errors import ClaimlintError
from claimlint.model.rule import Library, Pattern, Rule, Severity, Tag
from claimlint.packs.load import load_with_places
from claimlint.packs.problem import Hit, Problem
from claimlint.packs.selftest import check_packs, unmark

TODAY = date(2026, 11, 21)


class SmallJudge:
    """Runs the patterns of the small rules folder with ``re``.

    A "not" before a match, and ``unless`` anywhere, silence it. A text that names PRP is a page. One that holds
    "undecidable" gets no verdict.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    def hits(self, text: str) -> tuple[Hit, ...]:
        if "undecidable" in text:
            raise ClaimlintError("the search took too long")
        found = []
        for rule in self.library.rules.values():
            if rule.satisfied_by and "PRP" in text and not any(map(self.found(text), rule.satisfied_by)):
                found.append(Hit(rule.id, 0, len(text)))
            if not any(map(self.found(text), rule.unless)):
                matches = filter(None, map(self.found(text), rule.patterns))
                found += [Hit(rule.id, *match.span()) for match in matches if "not " not in text[: match.start()]]
        return tuple(found)

    def matches(self, text: str, pattern: Pattern) -> bool:
        return self.found(text)(pattern) is not None

    def fires_without(self, text: str, rule: Rule, tag: Tag) -> bool:
        bare = text.replace("not ", "") if tag is Tag.NEGATED else text
        return any(hit.rule == rule.id for hit in self.hits(bare))

    def times_out(self, text: str, pattern: Pattern) -> bool:
        return "slow" in pattern.text and len(text) > 7_000

    def tags(self, text: str, start: int, end: int) -> frozenset[Tag]:
        if "undecidable" in text:
            raise ClaimlintError("the search took too long")
        around = text[:start] + text[end:]
        tags = [Tag.NEGATED] if re.search(r"\bnot (?!only)|\bnever\b", around, re.IGNORECASE) else []
        return frozenset([*tags, *([Tag.HEDGED] if "vary" in around else [])])

    def found(self, text: str) -> Callable[[Pattern], re.Match[str] | None]:
        def words(name: re.Match[str]) -> str:
            return "|".join(map(re.escape, self.library.lexicons[name[1]]))

        return lambda pattern: re.search(re.sub("\x02(\\w+)\x03", words, pattern.expression), text, re.IGNORECASE)


def check(
    folder: Path, *own: Path, packs: tuple[str, ...] = (), coverage: bool = False, today: date = TODAY
) -> list[Problem]:
    """Return the problems of a rules folder and of packs beside it."""
    library, places = load_with_places(folder, own)
    return check_packs(library, places, SmallJudge(library), today=today, packs=packs, coverage=coverage)


def change(file: Path, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


NO_SUGGESTION = Problem(
    *("rules/packs/safety.yaml", 28, "safety/unsourced-study", "no suggestion what to write instead"), Severity.WARNING
)


def test_sound_packs_have_no_problem_but_a_missing_suggestion(rules_folder: Path) -> None:
    assert check(rules_folder) == [NO_SUGGESTION]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "flag: [PRP is safe for everyone.,",
            "flag: [PRP is safe for some.,",
            26,
            "does not flag “PRP is safe for some.”, which is an example of what it must flag",
        ),
        (
            "Keep it in a safe.]",
            "It is safe for all.]",
            27,
            "flags “safe for all” in “It is safe for all.”, which is an example of what it must leave alone",
        ),
        (
            "Keep it in a safe.]",
            "Keep it in a safe., Keep it in a safe.]",
            27,
            "the example “Keep it in a safe.” stands 2 times",
        ),
        (
            "      - Say who should not have it.",
            '      - "{match} is safe for all."',
            23,
            "safety/safe-for-all flags “safe for all” in the suggestion “{match} is safe for all.”",
        ),
        (
            "      - Say who should not have it.",
            "      - Add which studies show it.",
            23,
            "safety/unsourced-study flags “studies show” in the suggestion “Add which studies show it.”",
        ),
        (
            "Keep it in a safe.]",
            "An undecidable text.]",
            27,
            "no verdict on the example “An undecidable text.”: the search took too long",
        ),
        (
            "      - Say who should not have it.",
            "      - Say undecidable.",
            23,
            "no verdict on the suggestion “Say undecidable.”: the search took too long",
        ),
    ],
)
def test_a_problem_is_named_at_its_place(rules_folder: Path, old: str, new: str, line: int, message: str) -> None:
    change(rules_folder / "packs/safety.yaml", old, new)
    expected = Problem("rules/packs/safety.yaml", line, "safety/safe-for-all", message)
    assert check(rules_folder) == [expected, NO_SUGGESTION]


def test_an_example_that_is_to_be_flagged_and_left_alone(rules_folder: Path) -> None:
    change(rules_folder / "packs/safety.yaml", "Keep it in a safe.]", "PRP is safe for all.]")
    messages = [problem.message for problem in check(rules_folder) if problem.rule == "safety/safe-for-all"]
    assert messages == [
        "flags “safe for all” in “PRP is safe for all.”, which is an example of what it must leave alone",
        "the example “PRP is safe for all.” stands 2 times",
    ]


def test_too_few_examples_are_a_warning(rules_folder: Path) -> None:
    change(rules_folder / "packs/safety.yaml", ", PRP is totally safe., PRP is safe for all.]", "]")
    change(rules_folder / "packs/safety.yaml", ", Keep it in a safe.]", "]")
    place = ("rules/packs/safety.yaml", 3, "safety/safe-for-all")
    assert check(rules_folder) == [
        Problem(*place, "1 flag example; at least 3 are wanted", Severity.WARNING),
        Problem(*place, "2 clean examples; at least 3 are wanted", Severity.WARNING),
        NO_SUGGESTION,
    ]


def test_what_no_example_covers(rules_folder: Path) -> None:
    file = rules_folder / "packs/safety.yaml"
    change(file, "      - safe for (everyone|all)", "      - safe for (everyone|all)\n      - free of all risk")
    change(file, "[nearly safe for all]", "[nearly safe for all|almost wholly safe]")
    assert check(rules_folder) == [replace(NO_SUGGESTION, line=29)]
    change(rules_folder / "packs/disclosure.yaml", "[results never vary]", "[results never vary, results always vary]")
    change(rules_folder / "context.yaml", "[not, never]", "[not, never, nor]")
    assert check(rules_folder, coverage=True) == [
        Problem("rules/context.yaml", 4, "", "no example matches the pattern “nor”"),
        Problem(
            *("rules/packs/disclosure.yaml", 10, "disclosure/missing-results-vary"),
            "no flag example matches the pattern “results always vary” of 'contradicted_by'",
        ),
        Problem(
            *("rules/packs/safety.yaml", 3, "safety/safe-for-all"),
            "no clean example needs 'myth' of 'exempt_when': without it none would be flagged",
        ),
        Problem(
            *("rules/packs/safety.yaml", 9, "safety/safe-for-all"),
            "no flag example matches the pattern “free of all risk” of 'patterns'",
        ),
        Problem(
            *("rules/packs/safety.yaml", 12, "safety/safe-for-all"),
            "no clean example matches the alternative “almost wholly safe” of 'unless'",
        ),
        replace(NO_SUGGESTION, line=29),
    ]


def test_an_exemption_is_not_covered_by_an_example_that_another_one_silences(rules_folder: Path) -> None:
    change(rules_folder / "packs/safety.yaml", "PRP is not safe for all.", "PRP is not nearly safe for all.")
    message = "no clean example needs 'negated' of 'exempt_when': without it none would be flagged"
    problem = Problem("rules/packs/safety.yaml", 3, "safety/safe-for-all", message)
    assert problem in check(rules_folder, coverage=True)


def test_a_rule_that_never_fires(rules_folder: Path) -> None:
    file = rules_folder / "packs/safety.yaml"
    change(file, '[Studies show it., Studies prove it., "All studies show it."]', "[Papers say it., So it is said.]")
    messages = [
        (problem.line, problem.message)
        for problem in check(rules_folder)
        if problem.rule == "safety/unsourced-study" and problem.severity is Severity.ERROR
    ]
    assert messages == [
        (28, "never fires: no flag example is flagged"),
        (38, "does not flag “Papers say it.”, which is an example of what it must flag"),
        (38, "does not flag “So it is said.”, which is an example of what it must flag"),
    ]


def test_a_slow_pattern_is_named(rules_folder: Path) -> None:
    change(rules_folder / "packs/safety.yaml", "[nearly safe for all]", '["nearly {~5} slow {~5} all", slow for all]')
    slow = [problem for problem in check(rules_folder, coverage=True) if "too long" in problem.message]
    message = (
        "the pattern “nearly {~5} slow {~5} all” of 'unless' takes too long on a text of its own words over and over; "
        "use fewer or shorter gaps and repetitions"
    )
    assert slow == [Problem("rules/packs/safety.yaml", 11, "safety/safe-for-all", message)]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("PRP is not [a cure].", "PRP is [a cure].", 7, "“PRP is [a cure].” is not tagged 'negated'"),
        (
            "Not only [safe] but quick.",
            "Not [safe] but quick.",
            8,
            "“Not [safe] but quick.” is tagged 'negated' and must not be",
        ),
        (
            '"PRP is not [a cure].", ',
            '"It is never [safe].", ',
            7,
            "the example “It is never [safe].” stands 2 times",
        ),
        (
            "[It works.] Results vary.",
            "[It works.] Results vary, undecidable.",
            13,
            "no verdict on the example “[It works.] Results vary, undecidable.”: the search took too long",
        ),
    ],
)
def test_examples_of_cues(rules_folder: Path, old: str, new: str, line: int, message: str) -> None:
    change(rules_folder / "context.yaml", old, new)
    assert check(rules_folder) == [Problem("rules/context.yaml", line, "", message), NO_SUGGESTION]


def test_a_reference_past_its_review_date_is_a_warning(rules_folder: Path) -> None:
    assert check(rules_folder, today=date(2027, 5, 21)) == [NO_SUGGESTION]
    message = "the reference 'uk-cap-12.1' was to be reviewed by 2027-05-21"
    assert check(rules_folder, today=date(2027, 5, 22)) == [
        NO_SUGGESTION,
        Problem("rules/references.yaml", 11, "", message, Severity.WARNING),
    ]


def test_only_the_packs_that_are_named_are_tested(rules_folder: Path, own_pack: Path) -> None:
    change(rules_folder / "context.yaml", "PRP is not [a cure].", "PRP is [a cure].")
    shown = own_pack.as_posix()
    expected = [
        Problem(shown, 16, "own/wonder", "1 clean example; at least 3 are wanted", Severity.WARNING),
        Problem(shown, 16, "own/wonder", "1 flag example; at least 3 are wanted", Severity.WARNING),
        Problem(shown, 16, "own/wonder", "no suggestion what to write instead", Severity.WARNING),
    ]
    assert check(rules_folder, own_pack, packs=("own",)) == expected
    late = check(rules_folder, own_pack, packs=("own",), today=date(2028, 1, 1))
    assert [(problem.path, problem.line) for problem in late] == [
        *((shown, line) for line in (3, 16, 16, 16)),
        ("rules/references.yaml", 2),
    ]
    assert "uk-cap-12.1" not in str(late)


def test_unmark() -> None:
    assert unmark("PRP is not [a cure].") == ("PRP is not a cure.", 11, 17)
