"""The baseline: its file, and what it makes of moved, doubled, reworded and renamed copy."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payloads import HOSTILE, runner_commands, terminal_controls
from samples import finding

from claimlint.engine.baseline import MOST_TWINS, Comparison, Entry, claims_of, compare, parse, render
from claimlint.errors import BaselineError
from claimlint.model.report import Finding, Waiver, WaiverKind
from claimlint.model.rule import Category

SAFE = finding(sentence="It is safe for everyone.", line=1)
CURE = finding(rule="authority/miracle", sentence="A miracle cure.", line=2)
MISSING = finding(
    rule="disclosure/missing-results-vary",
    category=Category.MISSING_DISCLOSURE,
    sentence="PRP in Leeds",
    match="PRP",
)

entries = st.builds(
    Entry,
    path=st.text(st.characters(), max_size=12),
    rule=st.text(max_size=8),
    text=st.one_of(st.text(max_size=12), st.sampled_from(list(HOSTILE.values()))),
    claim=st.text("0123456789abcdef", min_size=16, max_size=16),
)


def of(**files: Sequence[Finding]) -> tuple[Entry, ...]:
    """Return the baseline of these files."""
    return compare((), files, judged=lambda _: True, exists=lambda _: True).new


def against(old: Sequence[Entry], there: set[str] | None = None, **files: Sequence[Finding]) -> Comparison:
    """Compare a run over all files with a baseline; ``there`` are files that exist and were not read."""
    present = (there or set()) | files.keys()
    return compare(old, files, judged=lambda entry: entry.path in files, exists=lambda path: path in present)


def keys(*found: tuple[str, Sequence[Finding]]) -> frozenset[tuple[str, str]]:
    return frozenset((path, claim) for path, findings in found for claim in claims_of(findings))


def test_a_claim_is_known_by_what_it_says_not_by_where() -> None:
    moved = finding(sentence="it is SAFE for everyone.", line=70, column=3, start=900, match="x", message="y")
    assert claims_of([moved]) == claims_of([SAFE])
    assert len({*claims_of([SAFE]), *claims_of([CURE]), *claims_of([finding(sentence="Other.")])}) == 3


def test_equal_sentences_are_numbered() -> None:
    both = claims_of([SAFE, CURE, SAFE])
    assert len(set(both)) == 3
    assert both[:2] == claims_of([SAFE, CURE])


def test_a_missing_disclosure_is_known_by_its_treatment() -> None:
    reworded = finding(rule=MISSING.rule, category=MISSING.category, sentence="Our PRP clinic", match="prp")
    other = finding(rule=MISSING.rule, category=MISSING.category, sentence="PRP in Leeds", match="exosomes")
    assert claims_of([reworded]) == claims_of([MISSING])
    assert claims_of([other]) != claims_of([MISSING])


def test_the_same_findings_are_known_and_nothing_is_new() -> None:
    compared = against(of(a=[SAFE, SAFE], b=[CURE, MISSING]), a=[SAFE, SAFE], b=[MISSING, CURE])
    assert compared.known == keys(("a", [SAFE, SAFE]), ("b", [CURE, MISSING]))
    assert (compared.new, compared.gone, compared.moved, len(compared.kept)) == ((), (), 0, 4)


def test_one_more_of_the_same_is_new_and_one_less_is_gone() -> None:
    one, two = of(a=[SAFE]), of(a=[SAFE, SAFE])
    assert len(against(one, a=[SAFE, SAFE]).new) == 1
    less = against(two, a=[SAFE])
    assert (less.new, len(less.gone), less.kept) == ((), 1, one)


def test_the_same_sentence_in_another_file_that_is_known_is_new() -> None:
    compared = against(of(a=[SAFE], b=[CURE]), a=[SAFE], b=[CURE, SAFE])
    assert [(entry.path, entry.rule) for entry in compared.new] == [("b", SAFE.rule)]


def test_what_a_partial_run_did_not_read_stays() -> None:
    old = of(a=[SAFE], b=[CURE])
    compared = against(old, there={"b"}, a=[])
    assert compared.gone == of(a=[SAFE])
    assert compared.kept == of(b=[CURE])


def test_entries_of_a_file_that_is_gone_are_gone() -> None:
    compared = against(of(a=[SAFE], b=[CURE]), a=[SAFE])
    assert (compared.kept, compared.gone) == (of(a=[SAFE]), of(b=[CURE]))


def test_entries_follow_a_renamed_file() -> None:
    old = of(old=[SAFE, CURE], other=[CURE])
    compared = against(old, new=[SAFE, CURE], other=[CURE])
    assert (compared.new, compared.gone, compared.moved) == ((), (), 2)
    assert compared.kept == of(new=[SAFE, CURE], other=[CURE])
    assert compared.known == keys(("new", [SAFE, CURE]), ("other", [CURE]))


def test_a_lost_file_goes_to_the_one_that_says_most_of_it_and_to_one_only() -> None:
    compared = against(of(old=[SAFE, CURE]), copy=[SAFE], best=[SAFE, CURE])
    assert compared.kept == of(best=[SAFE, CURE])
    assert compared.new == of(copy=[SAFE])


def test_two_pages_that_lack_the_same_are_not_one() -> None:
    compared = against(of(old=[MISSING, SAFE]), new=[MISSING, CURE])
    assert (compared.known, compared.moved, len(compared.new), len(compared.gone)) == (frozenset(), 0, 2, 2)


def test_a_file_that_keeps_less_than_half_is_another() -> None:
    compared = against(of(old=[SAFE, CURE, MISSING]), new=[SAFE])
    assert (compared.moved, compared.new) == (0, of(new=[SAFE]))
    assert against(of(old=[SAFE, MISSING]), new=[SAFE, CURE]).kept == of(new=[SAFE])


def test_a_sentence_of_very_many_lost_files_tells_none_of_them() -> None:
    many = {f"old{number}": [SAFE] for number in range(MOST_TWINS + 1)}
    assert against(of(**many), new=[SAFE]).moved == 0
    del many["old0"]
    assert against(of(**many), new=[SAFE]).moved == 1


def test_a_copy_of_a_file_that_still_exists_is_new() -> None:
    compared = against(of(a=[SAFE]), a=[SAFE], b=[SAFE])
    assert compared.new == of(b=[SAFE])


def test_a_finding_with_another_waiver_needs_no_entry() -> None:
    waived = finding(sentence=SAFE.sentence, waiver=Waiver(WaiverKind.INLINE, "a:1"))
    compared = against(of(a=[SAFE, SAFE]), a=[waived, SAFE])
    assert (len(compared.known), len(compared.gone), compared.new) == (1, 1, ())
    assert of(a=[waived]) == ()


def test_the_file_is_sorted_with_one_entry_on_a_line_and_readable() -> None:
    long = finding(sentence="“Für alle” " + "x" * 200)
    data = render([*of(b=[CURE]), *of(a=[long])]).decode("utf-8")
    lines = data.splitlines()
    assert lines[0] == '{"version": 1,'
    assert lines[3].startswith('{"path": "a", "rule": "safety/safe-for-everyone", "text": "“Für alle” xxx')
    assert lines[4] == (
        f'{{"path": "b", "rule": "authority/miracle", "text": "A miracle cure.", "claim": "{claims_of([CURE])[0]}"}}'
    )
    assert (lines[3][-1], lines[5], len(lines), data[-1]) == (",", "]}", 6, "\n")
    assert len(json.loads(data)["findings"][0]["text"]) == 101


def test_an_empty_baseline() -> None:
    assert parse(render(()), "b.json") == ()


@given(st.lists(entries, max_size=6))
def test_what_is_written_is_read_again_and_steers_nothing(known: list[Entry]) -> None:
    data = render(known)
    assert render(reversed(known)) == data
    again = parse(data, "b.json")
    assert {entry.key for entry in again} == {entry.key for entry in known}
    assert render(again) == data
    text = data.decode("utf-8")
    assert terminal_controls(text) == [] == runner_commands("\n".join(entry.text for entry in again))


FIRST = "b.json: entry 1 of “findings”"
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "b.json:1:1: not valid JSON: Expecting value; restore the file, or delete it"),
    "truncated": (render(of(a=[SAFE]))[:-20], "b.json:4:"),
    "not UTF-8": (b'{\n"\xff', "b.json:2:1: not a baseline: the file is not UTF-8"),
    "deep": (b"[" * 100_000, "b.json: not a baseline: nested too deep"),
    "long number": (b'{"version": ' + b"9" * 5000 + b"}", "b.json: not a baseline: nested too deep, or a number"),
    "a list": (b"[]", "b.json: not a baseline: it has no version"),
    "no version": (b'{"findings": []}', "b.json: not a baseline: it has no version"),
    "newer": (b'{"version": 2}', "b.json: written by a newer claimlint: it has version 2 of the format, and this"),
    "version zero": (b'{"version": 0}', "b.json: the version of a baseline is a whole number from 1"),
    "version true": (b'{"version": true}', "b.json: the version of a baseline is a whole number from 1"),
    "version text": (b'{"version": "1"}', "b.json: the version of a baseline is a whole number from 1"),
    "no findings": (b'{"version": 1}', "b.json: “findings” is not a list"),
    "wrong findings": (b'{"version": 1, "findings": {}}', "b.json: “findings” is not a list"),
    "unknown key": (b'{"version": 1, "findings": [], "x\\u001b": 1}', "b.json: unknown key “x\\x1b”"),
    "wrong entry": (b'{"version": 1, "findings": [1]}', "b.json: entry 1 of “findings” is not an object"),
    "entry without": (b'{"version": 1, "findings": [{"path": "a"}]}', f"{FIRST} has no text as its “rule”"),
    "entry with more": (b'{"version": 1, "findings": [{"line": 1}]}', f"{FIRST} has an unknown key “line”"),
    "wrong claim": (
        b'{"version": 1, "findings": [{"path": "a", "rule": "b", "text": "c", "claim": "xyz"}]}',
        "b.json: entry 1 of “findings”: “claim” is not made of 16 hexadecimal digits",
    ),
    "conflict": (
        b'{"version": 1,\n"findings": [\n<<<<<<< HEAD\n=======\n>>>>>>> other\n]}',
        "b.json:3:1: a merge conflict is not resolved here",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_baseline_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse(data, "b.json")
    assert str(caught.value).startswith(message)


@given(st.one_of(st.binary(max_size=80), st.text('{}[]:,"version1findings\n', max_size=80).map(str.encode)))
def test_any_bytes_are_a_baseline_or_an_error(data: bytes) -> None:
    message = "b.json:"
    found: tuple[Entry, ...] = ()
    try:
        found = parse(data, "b.json")
    except BaselineError as error:
        message = str(error)
    assert message.startswith("b.json:")
    assert all(isinstance(entry, Entry) for entry in found)
