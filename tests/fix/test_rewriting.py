"""Claims give way to the words that their rules suggest; nothing else changes and nothing new is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fix.drafts import APPROVAL, draft_of
from hypothesis import given
from hypothesis import strategies as st
from samples import finding

from claimlint.fix.draft import NotApplied, edited
from claimlint.fix.rewriting import choice, edit_for, edit_of, rewrite
from claimlint.lint import Criteria
from claimlint.model.options import Options
from claimlint.model.report import Waiver, WaiverKind
from claimlint.model.rule import Applicability, Category, Suggestion

HYPE = Criteria(options=Options(select=("authority/stock-hype",)))
SAFE = Suggestion("cleared", Applicability.SAFE)
UNSAFE = Suggestion("newer", Applicability.UNSAFE)
ADVICE = Suggestion("Say it plainly.")
UNPROVEN = Suggestion("proven", Applicability.SAFE, needs_evidence=True)
BLANK = Suggestion("risks include …", Applicability.SAFE)


def test_the_safe_rewrite_changes_its_bytes_only() -> None:
    made = rewrite(draft_of(b"# FDA-Approved Laser Cap\r\n\r\nOur FDA-approved laser cap, approved by the FDA.\r\n"))
    assert made.draft.data == b"# FDA-Cleared Laser Cap\r\n\r\nOur FDA-cleared laser cap, cleared by the FDA.\r\n"
    assert [(done.finding.line, done.finding.column, done.text) for done in made.done] == [
        (1, 3, "FDA-Cleared"),
        (3, 5, "FDA-cleared"),
        (3, 29, "cleared by the FDA"),
    ]
    assert made.left == ()
    assert made.draft.report.findings == ()


@pytest.mark.parametrize(
    "copy",
    [
        "Our FDA-approved exosomes.",
        "Our FDA-approved laser cap with exosomes.",
        "FDA-approved hair treatment.",
        "The FDA has approved our laser cap.",
        "The low-level light is strong. It is FDA-approved.",
        "Our FDA-licensed laser cap.",
    ],
)
def test_what_is_not_known_to_be_cleared_is_left_alone(copy: str) -> None:
    made = rewrite(draft_of(copy.encode()))
    assert (made.draft.data, made.done, made.left) == (copy.encode(), (), ())
    assert len(made.draft.report.findings) == 1


def test_a_rewrite_that_would_bring_in_a_finding_is_not_applied() -> None:
    made = rewrite(draft_of(b"An FDA-approved laser cap for arthritis. An FDA-approved laser comb."))
    assert made.draft.data == b"An FDA-approved laser cap for arthritis. An FDA-cleared laser comb."
    assert [(left.finding.column, left.reason) for left in made.left] == [
        (4, "the new words would bring in approval/fda-cleared")
    ]


@pytest.mark.parametrize("joint", [b" ", b"\n\n"])
def test_of_many_rewrites_those_that_do_harm_are_left_out(joint: bytes) -> None:
    good, bad = b"An FDA-approved laser comb.", b"An FDA-approved laser cap for arthritis."
    made = rewrite(draft_of(joint.join([good, bad, bad, good, bad, good])))
    fine = b"An FDA-cleared laser comb."
    assert made.draft.data == joint.join([fine, bad, bad, fine, bad, fine])
    assert {left.reason for left in made.left} == {"the new words would bring in approval/fda-cleared"}
    assert len(made.left) == 3


def test_a_claim_with_markup_in_it_is_reported() -> None:
    made = rewrite(draft_of(b"An **FDA**-approved laser cap."))
    assert made.done == ()
    assert [left.reason for left in made.left] == ["markup stands among the words; put it right by hand"]


def test_entities_and_line_ends_inside_of_a_claim_give_way_with_it() -> None:
    made = rewrite(draft_of(b"<p>An FDA&nbsp;approved laser cap, approved\n  by the FDA.", "p.html"))
    assert made.draft.data == b"<p>An FDA-cleared laser cap, cleared by the FDA."


def test_only_what_is_reported_is_rewritten() -> None:
    draft = draft_of(b"An FDA-approved laser cap.\n\nAn FDA-approved laser comb.\n")
    first, second = draft.report.findings
    waived = replace(first, waiver=Waiver(WaiverKind.BASELINE, "baseline.json"))
    after = b"An FDA-approved laser cap.\n\nAn FDA-cleared laser comb.\n"
    assert rewrite(draft, reported=[waived, second]).draft.data == after
    assert rewrite(draft, reported=[second]).draft.data == after
    assert rewrite(draft, reported=[]).draft.data == draft.data


@pytest.mark.parametrize(
    ("suggestions", "safe", "unsafe"),
    [
        ([SAFE], SAFE, SAFE),
        ([UNSAFE, SAFE], SAFE, SAFE),
        ([ADVICE, UNSAFE], None, UNSAFE),
        ([ADVICE], None, None),
        ([UNPROVEN], None, UNPROVEN),
        ([BLANK], None, None),
        ([], None, None),
    ],
)
def test_which_suggestion_is_applied_unseen(
    suggestions: list[Suggestion], safe: Suggestion | None, unsafe: Suggestion | None
) -> None:
    claim = finding(suggestions=tuple(suggestions))
    assert (choice(claim), choice(claim, unsafe=True)) == (safe, unsafe)


def test_waived_claims_and_missing_disclosures_are_never_rewritten() -> None:
    for claim in (
        finding(suggestions=(SAFE,), waiver=Waiver(WaiverKind.INLINE, "p.md:1")),
        finding(suggestions=(SAFE,), category=Category.MISSING_DISCLOSURE),
        finding(suggestions=(SAFE,), copy_block=-1),
    ):
        assert choice(claim, unsafe=True) is None


def test_unsafe_rewrites_are_for_those_who_ask() -> None:
    draft = draft_of(b"A Revolutionary serum. REVOLUTIONARY SERUM.", "p.txt", HYPE)
    assert rewrite(draft).draft.data == draft.data
    assert rewrite(draft, unsafe=True).draft.data == b"A Serum. SERUM."


def test_a_suggestion_that_is_a_sentence_takes_the_place_of_the_sentence() -> None:
    draft = draft_of(b"We are here. It is a revolutionary serum! Call us.", "p.txt", HYPE)
    edit = edit_for(draft, draft.report.findings[0], "It is a new serum.")
    assert edited(draft, (edit,)).data == b"We are here. It is a new serum. Call us."


def test_punctuation_before_a_claim_stays() -> None:
    criteria = Criteria(options=Options(select=("efficacy/guaranteed-result",)))
    draft = draft_of(b"Lose up to 3 kilos in 120 days, guaranteed.", "p.txt", criteria)
    claim = draft.report.findings[0]
    assert claim.match == "guaranteed."
    assert edited(draft, (edit_for(draft, claim, "for some"),)).data == b"Lose up to 3 kilos in 120 days, for some."


def test_the_article_before_a_claim_follows_the_new_words() -> None:
    source = b"An amazing treatment. It is a **groundbreaking approach**. An <b>exciting</b> device."
    made = rewrite(draft_of(source, "p.md", HYPE), unsafe=True)
    assert made.draft.data == source.replace(b"An amazing treatment", b"A treatment")
    assert [left.reason for left in made.left] == ["markup stands among the words; put it right by hand"] * 2


def test_words_that_solve_nothing_are_refused() -> None:
    draft = draft_of(b"An FDA-approved laser cap.")
    claim = draft.report.findings[0]
    edit = edit_of(draft, claim.copy_block, claim.copy_start, claim.copy_end, "FDA-licensed")
    with pytest.raises(NotApplied, match="would still be approval/fda-approved"):
        edited(draft, (edit,), (claim,))


CLAIMS = st.sampled_from(
    [
        "FDA-approved laser cap", "An FDA approved laser helmet", "laser comb approved by the FDA",
        "FDA-APPROVED LASER CAP", "FDA-approved exosomes", "our FDA&#45;approved laser cap", "Café open",
        "FDA-approved laser cap for arthritis", "a **FDA**-approved laser cap", "a <b>FDA-approved</b> laser cap",
    ]
)  # fmt: skip
END = st.sampled_from(["\n", "\r\n", "\r"])
MARKDOWN = st.sampled_from(
    ["{}", "# {}", "- {}", "> {}", "| {} | x |\n|---|---|", "*{}*", "[{}](/x)", "![{}](y.png)", "1. {}"]
)
HTML = st.sampled_from(
    ["<p>{}</p>", '<img alt="{}">', "<li>{}", "<td>{}</td>", "<title>{}</title>", "<p>a{}b", "{}",
     '<script type="application/ld+json">{{"description": "{}"}}</script>', "<!-- {} -->", "<a title='{}'>x</a>"]
)  # fmt: skip


def pieces(frames: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(frames, CLAIMS), min_size=1, max_size=6)


def check(copy: str, path: str) -> None:
    """What must hold of every file: only the named bytes change, nothing comes in, and a second run changes nothing."""
    draft = draft_of(copy.encode(), path, APPROVAL)
    made = rewrite(draft)
    text = copy
    for done in sorted(made.done, key=lambda done: done.finding.start, reverse=True):
        text = text[: done.finding.start] + done.text + text[done.finding.end :]
    # All rewrites of these files are applied in one pass, so their places are those of the file as it was.
    assert made.draft.data == text.encode()
    assert len(made.draft.report.findings) == len(draft.report.findings) - len(made.done)
    assert len(made.draft.document.blocks) == len(draft.document.blocks)
    again = rewrite(made.draft)
    assert (again.draft.data, again.done) == (made.draft.data, ())


@given(pieces(MARKDOWN), END)
def test_markdown_changes_in_the_named_places_only(parts: list[tuple[str, str]], end: str) -> None:
    check((end + end).join(frame.format(claim).replace("\n", end) for frame, claim in parts), "page.md")


@given(pieces(HTML), END)
def test_html_changes_in_the_named_places_only(parts: list[tuple[str, str]], end: str) -> None:
    check(end.join(frame.format(claim) for frame, claim in parts), "page.html")


FRAMES = {"p.md": "# One\n\nTwo {} three.\n", "p.html": '<p>Two <img alt="{}"> x</p>', "p.txt": "Two {} three."}


@given(st.text(alphabet="ab <>&\"'\\*_[]()|#-.:\n\u00e9{}`", max_size=30), st.sampled_from(sorted(FRAMES)))
def test_any_words_are_read_as_they_were_put_or_refused(text: str, path: str) -> None:
    frame = {"p.md": "# One\n\nTwo {} three.\n", "p.html": '<p>Two <img alt="{}"> x</p>', "p.txt": "Two {} three."}[
        path
    ]
    draft = draft_of(frame.format("words").encode(), path)
    number = next(number for number, block in enumerate(draft.document.blocks) if "words" in block.text)
    block = draft.document.blocks[number]
    start = block.text.index("words")
    try:
        after = edited(draft, (edit_of(draft, number, start, start + 5, text),))
    except NotApplied:
        return
    assert after.document.blocks[number].text == block.text[:start] + text + block.text[start + 5 :]
    assert len(after.document.blocks) == len(draft.document.blocks)
    head, tail = frame.split("{}")
    assert after.data.startswith(head.encode())
    assert after.data.endswith(tail.encode())
