"""Comments that waive a finding: where they go, in which words, and what is refused."""

from __future__ import annotations

import pytest
from fix.drafts import draft_of

from claimlint.fix.draft import NotApplied
from claimlint.fix.waiving import waive

RULE = "approval/fda-approved"
CLAIM = "An FDA-approved laser cap."


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("p.md", f"# A\n\n{CLAIM}\n", f"# A\n\n<!-- claimlint-disable-next-line {RULE} -- why -->\n{CLAIM}\n"),
        ("p.md", f"# {CLAIM}\r\n", f"<!-- claimlint-disable-next-line {RULE} -- why -->\r\n# {CLAIM}\r\n"),
        ("p.md", f"- a\n- {CLAIM}\n- b\n", f"- a\n- {CLAIM} <!-- claimlint-disable-line {RULE} -- why -->\n- b\n"),
        ("p.md", f"> a\n> {CLAIM}\n", f"> a\n> {CLAIM} <!-- claimlint-disable-line {RULE} -- why -->\n"),
        (
            "p.md",
            f"| a | b |\n|---|---|\n| {CLAIM} | c |\n",
            f"| a | b |\n|---|---|\n| <!-- claimlint-disable-next-line {RULE} -- why --> {CLAIM} | c |\n",
        ),
        (
            "p.md",
            f"---\ntitle: {CLAIM}\n---\n",
            f"---\n# claimlint-disable-next-line {RULE} -- why\ntitle: {CLAIM}\n---\n",
        ),
        ("p.mdx", f"{CLAIM}\n", f"{{/* claimlint-disable-next-line {RULE} -- why */}}\n{CLAIM}\n"),
        (
            "p.html",
            f"<div>\n  <p>{CLAIM}</p>\n</div>",
            f"<div>\n  <!-- claimlint-disable-next-line {RULE} -- why -->\n  <p>{CLAIM}</p>\n</div>",
        ),
        (
            "p.html",
            f"<p>Open now.</p><p>{CLAIM}</p>",
            f"<p>Open now.</p><p><!-- claimlint-disable-next-line {RULE} -- why -->{CLAIM}</p>",
        ),
        (
            "p.html",
            f'<img\n  alt="{CLAIM}">\n',
            f'<img\n  alt="{CLAIM}"> <!-- claimlint-disable-line {RULE} -- why -->\n',
        ),
        (
            "p.html",
            f'<script type="application/ld+json">{{"description": "{CLAIM}"}}</script>',
            f"<!-- claimlint-disable-next-line {RULE} -- why -->\n"
            f'<script type="application/ld+json">{{"description": "{CLAIM}"}}</script>',
        ),
    ],
)
def test_where_the_comment_goes(path: str, before: str, after: str) -> None:
    draft = draft_of(before.encode(), path)
    claim = draft.report.findings[0]
    made, moved = waive(draft, claim, "why")
    assert made.data == after.encode()
    start = claim.start + moved
    assert made.source.text[start : start + 3] == "FDA"


def test_who_and_until_when() -> None:
    draft = draft_of(CLAIM.encode())
    made, _ = waive(draft, draft.report.findings[0], " cleared as K123456, says legal ", "J. Doe", "2027-03-31")
    words = f"{RULE} -- cleared as K123456, says legal, by: J. Doe, until: 2027-03-31"
    assert made.data == f"<!-- claimlint-disable-next-line {words} -->\n{CLAIM}".encode()


@pytest.mark.parametrize(
    ("reason", "by", "until", "complaint"),
    [
        ("", "", "", "a waiver needs a reason"),
        ("  ", "", "", "a waiver needs a reason"),
        ("a --> <script>", "", "", "leave out"),
        ("a -- b", "", "", "leave out"),
        ("a\x1b[2J", "", "", "leave out"),
        ("a, by: me", "", "", "leave out"),
        ("*/ x", "", "", "leave out"),
        ("a", "me <b>", "", "leave out"),
        ("a", "Doe, J.", "", "comma"),
        ("a", "", "31.3.2027", "is no date"),
        ("a", "", "2027-02-30", "is no date"),
        ("a", "", "20270331", "is no date"),
    ],
)
def test_words_that_will_not_do(reason: str, by: str, until: str, complaint: str) -> None:
    draft = draft_of(CLAIM.encode())
    with pytest.raises(NotApplied, match=complaint):
        waive(draft, draft.report.findings[0], reason, by, until)


@pytest.mark.parametrize(
    ("path", "copy", "complaint"),
    [
        ("p.txt", CLAIM, "this format has no comments"),
        (
            "p.html",
            f'<script type="application/ld+json">\n{{"description": "{CLAIM}"}}\n</script>',
            "no comment can stand",
        ),
    ],
)
def test_where_no_comment_can_stand(path: str, copy: str, complaint: str) -> None:
    draft = draft_of(copy.encode(), path)
    with pytest.raises(NotApplied, match=complaint):
        waive(draft, draft.report.findings[0], "why")
