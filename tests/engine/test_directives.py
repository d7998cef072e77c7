"""What a comment says to the linter: every form, and a fault for whatever is nearly one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.engine.directives import MOST_CHARACTERS, Directive, DirectiveError, DirectiveKind, read_directive

RULE = "safety/no-risk"


@pytest.mark.parametrize("kind", [kind for kind in DirectiveKind if kind is not DirectiveKind.END])
def test_each_kind(kind: DirectiveKind) -> None:
    assert read_directive(f" {kind} {RULE} ") == Directive(kind, (RULE,))
    full = read_directive(f"\n\t{kind}  {RULE},a/b ,{RULE}\n-- seen, and agreed: yes, by: J. Doe,\n until: 2027-03-31 ")
    assert full == Directive(kind, (RULE, "a/b"), "seen, and agreed: yes", "J. Doe", date(2027, 3, 31))


def test_the_end_of_a_range() -> None:
    assert read_directive("claimlint-enable") == Directive(DirectiveKind.END, ())
    assert read_directive("claimlint-enable a/b, c/d -- done") == Directive(DirectiveKind.END, ("a/b", "c/d"), "done")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("-- why", ("why", "", None)),
        ("--- why", ("why", "", None)),
        ("\u2014 why", ("why", "", None)),
        ("--", ("", "", None)),
        ("-- by: J", ("", "J", None)),
        ("-- until: 2027-03-31, by: J", ("", "J", date(2027, 3, 31))),
        ("-- why, BY: J", ("why", "J", None)),
        ("-- a well-known -- really -- claim", ("a well-known -- really -- claim", "", None)),
        ("-- see the note: it is by: nobody", ("see the note: it is by: nobody", "", None)),
    ],
)
def test_notes(notes: str, expected: tuple[str, str, date | None]) -> None:
    found = read_directive(f"claimlint-disable-line {RULE} {notes}")
    assert found is not None
    assert (found.reason, found.by, found.until) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "claimlint", "claimlint is a linter", "Claimlint found this", "a claimlint - b", "TODO", "[if IE]>"],
)
def test_other_comments_are_none_of_its_business(text: str) -> None:
    assert read_directive(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "claimlint-disable-nextline a/b",
            "“claimlint-disable-nextline” is no directive; did you mean “",
        ),
        (
            "Claimlint-Disable-Line a/b",
            "“Claimlint-Disable-Line” is no directive; did you mean “claimlint-disable-line”?",
        ),
        ("claimlint disable a/b", "“claimlint” is no directive"),
        ("claimlint: off", "“claimlint:” is no directive"),
        ("claimlint_disable a/b", "“claimlint_disable” is no directive; did you mean “claimlint-disable”?"),
        ("claimlint-disable-line", "name the rule: claimlint-disable-line pack/rule -- reason"),
        ("claimlint-disable-file -- a reason", "name the rule: claimlint-disable-file pack/rule -- reason"),
        ("claimlint-disable-line *", "“*” is not taken: name each rule that is waived"),
        ("claimlint-disable-line all", "“all” is not taken: name each rule that is waived"),
        ("@,", "a rule is missing before or after a comma"),
        ("@ c/d", "after “a/b” put a comma, or “--” before the reason"),
        ("@ because", "after “a/b” put a comma, or “--” before the reason"),
        ("claimlint-disable-line A/B", "“A/B” is no name of a rule; they look like “pack/rule”"),
        ("@ -- x, until: soon", "“soon” is no date; write it as 2027-03-31"),
        ("@ -- until: 2027-02-30", "“2027-02-30” is no date; write it as 2027-03-31"),
        ("@ -- until: 20270330", "“20270330” is no date; write it as 2027-03-31"),
        (
            "@ -- x, expires: 2027-03-31",
            "“expires:” is not known here; did you mean “until:”?",
        ),
        ("@ -- x, untill: 2027-03-31", "“untill:” is not known here; did you mean “until:”?"),
        ("@ -- x, by:, until: 2027-03-31", "nothing follows “by:”"),
        ("@ -- x, by: A, by: B", "“by:” stands twice"),
        (
            "claimlint-enable a/b -- x, by: A",
            "“claimlint-enable” waives nothing: put “by” and “until” with “",
        ),
        ("see claimlint-disable-line a/b", "a directive must be all that its comment says"),
        (
            "@ claimlint-enable",
            "two directives in one comment; give each a comment of its own",
        ),
        (
            "@ -- " + "x" * 2_000,
            "the directive has more than 2,000 characters; shorten the rea",
        ),
    ],
)
def test_what_is_nearly_a_directive_is_a_fault(text: str, message: str) -> None:
    with pytest.raises(DirectiveError) as caught:
        read_directive(text.replace("@", "claimlint-disable-line a/b"))
    assert str(caught.value).startswith(message)


WORDS = st.sampled_from(
    [
        *DirectiveKind,
        "claimlint",
        "claimlint-",
        " ",
        "\n",
        ",",
        "--",
        "by:",
        "until:",
        "2027-03-31",
        RULE,
        "*",
        "é",
        ":",
        "x",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60), st.lists(WORDS, max_size=14).map("".join), st.lists(WORDS, max_size=14).map(" ".join)
    )
)
def test_any_comment_is_a_directive_with_rules_or_a_fault_or_nothing(text: str) -> None:
    try:
        found = read_directive(text)
    except DirectiveError:
        return
    if found is None:
        assert not any(kind in text.lower() for kind in DirectiveKind)
        return
    assert text.strip().startswith(found.kind)
    assert found.rules or found.kind is DirectiveKind.END
    assert all(rule in text and "*" not in rule for rule in found.rules)
    assert len(text.strip()) <= MOST_CHARACTERS


REASONS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)


@given(REASONS, REASONS, st.dates(date(1000, 1, 1)))
def test_what_is_written_is_read(reason: str, by: str, until: date) -> None:
    text = f"claimlint-disable-line {RULE} -- {reason}, by: {by}, until: {until.isoformat()}"
    assert read_directive(text) == Directive(DirectiveKind.LINE, (RULE,), reason, by, until)
