"""``claimlint fix --interactive``, over a real terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from cli_process import DEADLINE, command, environment, run_cli

PAGE = "# Our clinic\n\nOur cap is a revolutionary cap. It is open now.\n\n- Our FDA-approved laser cap\n"
PROMPT = r"\[a 1-9 e s w q \?\] "
KILL_LINE = "\x15"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with two claims: one with an unsafe rewrite, and in a list one with a safe rewrite."""
    file = tmp_path / "page.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


class Session:
    """A run of the command in a terminal."""

    def __init__(self, page: Path) -> None:
        words = command("fix", "--no-config", "--interactive", page.name)
        self.child: pexpect.spawn[str] = pexpect.spawn(
            words[0],
            words[1:],
            cwd=str(page.parent),
            env=environment(TERM="dumb", LC_ALL="C.UTF-8"),  # type: ignore[arg-type]
            encoding="utf-8",
            timeout=DEADLINE,
            dimensions=(40, 100),
        )

    def answer(self, *answers: str, prompt: str = PROMPT) -> str:
        """Give one answer to each prompt in turn; return what was shown before the last of them."""
        for answer in answers:
            self.child.expect(prompt)
            self.child.sendline(answer)
        return str(self.child.before)

    def ended(self) -> tuple[int | None, str]:
        """Wait for the end; return the exit code and the last line that was shown."""
        self.child.expect(pexpect.EOF)
        shown = str(self.child.before).strip().splitlines()
        self.child.close()
        return self.child.exitstatus, shown[-1] if shown else ""


@pytest.fixture
def session(page: Path) -> Iterator[Session]:
    """A session on the page."""
    made = Session(page)
    yield made
    made.child.close(force=True)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_a_finding_is_shown_with_its_reason_and_numbered_rewrites(session: Session) -> None:
    session.child.expect(PROMPT)
    shown = str(session.child.before).replace("\r\n", "\n")
    assert "(1 of 2)\nwarning[authority/stock-hype]: “revolutionary cap”" in shown
    assert "3 | Our cap is a revolutionary cap. It is open now.\n  |              ^^^^^^^^^^^^^^^^^\n" in shown
    assert "  = why: " in shown
    assert re.search(r"^  1: cap$", shown, re.MULTILINE)
    assert re.search(r"^  advice: ", shown, re.MULTILINE)


def test_accept(page: Path, session: Session) -> None:
    session.answer("1", "a")
    assert session.ended() == (0, "2 rewritten, 0 waived, 0 left")
    assert text_of(page) == PAGE.replace("revolutionary cap", "cap").replace("approved", "cleared")


def test_each_change_is_written_at_once(page: Path, session: Session) -> None:
    session.answer("1")
    session.child.expect(PROMPT)
    assert text_of(page) == PAGE.replace("revolutionary cap", "cap")


def test_skip_and_quit(page: Path, session: Session) -> None:
    session.answer("s", "q")
    assert session.ended() == (1, "0 rewritten, 0 waived, 2 left")
    assert text_of(page) == PAGE


def test_enter_skips_and_help_helps(page: Path, session: Session) -> None:
    session.answer("?", "")
    assert "waive it: say why" in str(session.child.before)
    session.answer("nonsense", "a")
    assert session.ended() == (1, "1 rewritten, 0 waived, 1 left")
    assert text_of(page) == PAGE.replace("approved", "cleared")


def test_edit_the_sentence(page: Path, session: Session) -> None:
    session.answer("e")
    session.child.expect("new words: Our cap is a revolutionary cap\\.")
    session.child.sendline(KILL_LINE + "Our cap is *light* & small.")
    session.answer("q")
    assert session.ended() == (1, "1 rewritten, 0 waived, 1 left")
    assert text_of(page) == PAGE.replace("Our cap is a revolutionary cap.", "Our cap is \\*light\\* & small.")


def test_words_that_bring_in_a_finding_are_not_taken(page: Path, session: Session) -> None:
    session.answer("e")
    session.child.expect("new words: ")
    session.child.sendline(KILL_LINE + "Our cap is safe for everyone.")
    session.child.expect("would bring in safety/safe-for-everyone")
    session.answer("e")
    session.child.expect("new words: ")
    session.child.sendline(KILL_LINE)
    session.answer("q")
    assert session.ended() == (1, "0 rewritten, 0 waived, 2 left")
    assert text_of(page) == PAGE


def test_a_number_that_is_not_there(page: Path, session: Session) -> None:
    session.answer("9", "q")
    assert "there is no such rewrite (1 to 1)" in str(session.child.before)
    assert session.ended()[0] == 1
    assert text_of(page) == PAGE


def test_waive_with_a_reason(page: Path, session: Session) -> None:
    session.answer("s", "w")
    session.answer("cleared as K123456", prompt="reason: ")
    session.answer("J. Doe", "2027-03-31", prompt=r"\(may be empty\): ")
    assert session.ended()[1] == "0 rewritten, 1 waived, 1 left"
    words = "approval/fda-approved -- cleared as K123456, by: J. Doe, until: 2027-03-31"
    assert text_of(page) == PAGE.replace("cap\n", f"cap <!-- claimlint-disable-line {words} -->\n")


def test_a_waiver_needs_a_reason_and_a_real_date(page: Path, session: Session) -> None:
    session.answer("w")
    session.answer("", prompt="reason: ")
    session.answer("w")
    session.answer("why", prompt="reason: ")
    session.answer("", "tomorrow", prompt=r"\(may be empty\): ")
    session.answer("q")
    assert "“tomorrow” is no date" in str(session.child.before)
    assert session.ended() == (1, "0 rewritten, 0 waived, 2 left")
    assert text_of(page) == PAGE


def test_the_end_of_input_keeps_what_was_done(page: Path, session: Session) -> None:
    session.answer("1")
    session.child.expect(PROMPT)
    session.child.sendeof()
    assert session.ended() == (1, "1 rewritten, 0 waived, 1 left")
    assert text_of(page) == PAGE.replace("revolutionary cap", "cap")


def test_an_interrupt_leaves_the_file_whole(page: Path, session: Session) -> None:
    session.answer("1")
    session.child.expect(PROMPT)
    session.child.sendintr()
    code, last = session.ended()
    assert (code, last) == (130, "claimlint: interrupted")
    assert text_of(page) == PAGE.replace("revolutionary cap", "cap")
    assert [path.name for path in page.parent.iterdir()] == ["page.md"]


def test_what_somebody_else_wrote_meanwhile_stays(page: Path, session: Session) -> None:
    session.child.expect(PROMPT)
    page.write_text("Theirs.\n", encoding="utf-8")
    session.child.sendline("1")
    code, last = session.ended()
    assert (code, last) == (2, "0 rewritten, 0 waived, 2 left")
    assert text_of(page) == "Theirs.\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--interactive", "page.md"], "there is none; use: claimlint check --fix"),
        (["page.md"], "say --interactive"),
        (["--interactive", "-"], "name a file"),
    ],
)
def test_without_a_terminal_there_is_nobody_to_ask(page: Path, words: list[str], complaint: str) -> None:
    outcome = run_cli("fix", "--no-config", *words, cwd=page.parent)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert text_of(page) == PAGE


def test_a_sentence_with_a_blank_takes_the_place_of_the_sentence(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("We use PRP. It is safe for everyone. Call us.\n", encoding="utf-8")
    session = Session(page)
    session.answer("1")
    session.child.expect("new words: The risks include …, and not everyone can have the treatment\\.")
    session.child.sendline(KILL_LINE + "The risks include bruising, and not everyone can have the treatment.")
    assert session.ended() == (0, "1 rewritten, 0 waived, 0 left")
    assert text_of(page) == (
        "We use PRP. The risks include bruising, and not everyone can have the treatment. Call us.\n"
    )
