"""Where sentences and clauses end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.text.fold import fold
from claimlint.text.sentences import clauses, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


@pytest.mark.parametrize(
    "text",
    [
        "PRP is safe.| It works!| Does it?| Yes",
        "Really?!| No!!| Fine",
        " one. |two ",
        "no pain.| no downtime.| no scars.",
        "Is it safe?| eXosomes are new.",
        "We charge €99.50 for 0.5 ml.| Book now",
        "PRP has been used since 1987.| It is not new.",
        "Over 95% of 3.500 patients.| 80% came back.",
        "Side effects: none; downtime: none.",
        "ok.| 3 sessions are enough",
        "done .| Next ?| yes",
        "See clinic.com for more.| Book at clinic.com.| Now",
    ],
)
def test_plain_ends(text: str) -> None:
    assert split(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith and Mr. Jones met Mrs. Poe, Ms. Roe and Prof. Doe.| Then they left",
        "Use it, e.g. Botox, i.e. The Toxin, vs. Fillers.| It works",
        "It takes approx. 30 minutes.| Easy",
        "The No. 1 clinic, see fig. 3, vol. 2 and pp. 4.| It is",
        "Is it safe?| No.| It is not",
        "Does it hurt?| No.| 95% of patients felt nothing",
        "The FDA, CDC, etc. say so.| We open, close etc.| The end",
        "Open till 8 p.m. on weekdays.| At 5 p.m. we close at 6 p.m.| Book now",
        "Olsen et al. (2002) found it.| As did Jones et al.| The rest did not",
        "Allergan Inc. makes it.| It is sold by Galderma Ltd.| We use it",
        "Take min. 2 and max. 3.| It lasts 20 min.| Then go home",
        "In the U.S. Food and Drug law, U.K. and U.S. rules differ.| We are in the U.S.| It is allowed",
        "St. John's is on Harley St.| We are open",
        "We start on the 1st.| Yours may come later",
        "Olsen E. A. and J. R. Smith wrote it.| So did F. D. Roe",
        "The F.D.A. Commissioner said so",
        "Take vitamin C.| Exosomes help.| Type A.| Most do",
        "So do I.| The end",
        "John Roe, M.D. and Ph.D.| Founder",
        "Dose: 10 ml. per week, 5 mg. daily.| Stop then",
    ],
)
def test_abbreviations(text: str) -> None:
    assert split(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        '"It works."| "It is safe," he said.| "Does it hurt?" asks Sam.',
        '"I cried."| Kev, 34',
        "(It is safe.)| It works (really!) for all (see fig. 3.) and more.",
        "'No.'| 'Yes.'",
        '"Is it safe?"| "Yes."',
        "It works.[2]| It is proven.¹²| It is.[1][3]| End",
        "... and more.| Wait... what?| Wait...| What?",
        "1. Wash your hair.| 2. Dry it.| a. Rest.| B. Sleep",
    ],
)
def test_what_stands_around_a_stop(text: str) -> None:
    assert split(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "We offer: |• safe care |• no pain. |• speed",
        "|•safe|•fast",
        "Safe |· fast |· 3·5 mg daily, B·C",
        "|✓ No pain |✓ No scars |✅ No risk",
        "|· a",
    ],
)
def test_bullets_begin_sentences(text: str) -> None:
    assert split(text.replace("|", "")) == [piece.strip() for piece in text.split("|") if piece]


@pytest.mark.parametrize(
    ("text", "spans"), [("", []), (" ", []), (".", [(0, 1)]), (" a ", [(1, 2)]), (". a", [(0, 3)])]
)
def test_small_texts(text: str, spans: list[tuple[int, int]]) -> None:
    assert sentences(text) == spans


def test_spans() -> None:
    assert sentences(" It is safe. No? Yes") == [(1, 12), (13, 16), (17, 20)]


@pytest.mark.parametrize(
    "text",
    [
        "No pain, swelling, or scarring",
        "PRP is not a cure,| but it is safe",
        "PRP is not a cure| but safe",
        "It is not a cure;| it is safe:| always",
        "PRP is not a cure -| it is a start",
        "Not a cure--|a start",
        "No treatment| (PRP included)| is safe",
        "Side effect(s) and scar(s) are rare| (really).| Yes",
        "PRP,| however, is no cure",
        "It is new| although it works,| though it hurts,| even though you pay",
        "Drugs fail| whereas PRP works| while you sleep",
        "It is not new,| yet it works| yet stays cheap",
        "It is not painful,| so you can rest",
        "It never fails| because it is yours,| which is nice",
        "It is not a cure,| and it works",
        "No pain,| and the results are permanent",
        "No pain,| and most of our patients don't need more",
        "But it works",
    ],
)
def test_clauses(text: str) -> None:
    assert parts(text.replace("|", "")) == [piece.strip() for piece in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "without surgery, drugs, and the long recovery",
        "no pain, swelling, and bruising that may last",
        "It is not yet approved",
        "It has yet to be approved",
        "It isn't approved for this yet.",
        "PRP is anything but safe, nothing but hype and all but proven",
        "Rest for a while and it is worth while trying",
        "It looks as though it works",
        "from 10:30 at a ratio of 1:1, self-made, so far so good",
        "so that, and so on",
    ],
)
def test_what_ends_no_clause(text: str) -> None:
    assert parts(text) == [text]


def test_a_spaced_bar_ends_a_clause() -> None:
    assert parts("Not for sale | Safe for everyone") == ["Not for sale |", "Safe for everyone"]


@pytest.mark.parametrize("text", ["", " "])
def test_no_clause_in_nothing(text: str) -> None:
    assert clauses(text) == []


WORDS = ("safe", "No", "Dr", "U.S", "et al", "e.g", "it", "9.5", "[1]", "(s)", "...", " - ", "--")
JOINTS = (", and it", " but ", " yet ", " which ", ". ", " ")
PIECES = (*"aB1 .!?\"'():;,%é漢\x00…•·¹", *WORDS, *JOINTS)
copy = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)).map(lambda text: fold(text).text)


@given(copy)
def test_sentences_and_clauses_leave_out_only_spaces(text: str) -> None:
    for spans in (sentences(text), clauses(text)):
        reached = 0
        for start, end in spans:
            assert reached <= start < end <= len(text)
            assert text[reached:start].strip(" ") == ""
            assert text[start] != " "
            assert text[end - 1] != " "
            reached = end
        assert text[reached:].strip(" ") == ""
