"""The command ``fix --interactive``: goes through findings one by one and asks what to do with each."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from claimlint.cli_baseline import Gate, takes_gate
from claimlint.cli_settings import Command, criteria_of, takes_settings
from claimlint.cli_streams import complain, deliver, is_terminal, terminal_width, wants_color
from claimlint.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from claimlint.config import Config
    from claimlint.fix.draft import Draft
    from claimlint.fix.edits import Edit
    from claimlint.model.report import FileReport, Finding
    from claimlint.model.rule import Suggestion

NO_VERDICT = 2
_REWRITING = frozenset("ae123456789")
_HELP = """\
  a    put the first rewrite in the place of the claim
  1-9  put the rewrite with this number there
  e    write the sentence anew yourself
  s    leave it as it is and go on (so does Enter)
  w    waive it: say why it may stand, and a comment beside it records that
  q    stop; what was done so far is kept
Each change is written at once, and only if the file then holds no finding that it did not have before.
"""


@click.command(cls=Command)
@click.argument("paths", nargs=-1)
@takes_settings
@takes_gate
@click.option("--interactive", "-i", is_flag=True, help="Ask about each finding, in the terminal.")
def fix(settings: Config, paths: tuple[str, ...], gate: Gate, interactive: bool) -> int:
    """Go through the findings in PATHS and rewrite, edit, skip or waive each.

    Each change is written at once. To apply safe rewrites without being asked: claimlint check --fix.
    """
    from claimlint.cli_commands import announce_incidents, discover_copy, judge
    from claimlint.run import exit_code

    if not interactive:
        raise UsageError("say --interactive to be asked about each finding; claimlint check --fix asks nothing")
    if "-" in paths:
        raise UsageError("standard input is where the answers come from; name a file")
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise UsageError("fix --interactive asks in a terminal, and there is none; use: claimlint check --fix")
    criteria = criteria_of(settings, paths or (".",))
    found = gate.narrowed(discover_copy(paths, settings, allow_empty=False))
    report = gate.counted(judge(found, criteria), settings)
    announce_incidents(report)
    by_path = {file.shown: file.path for file in found.files}
    session = _Session(sum(finding.waiver is None for finding in report.findings))
    from claimlint.errors import WriteError
    from claimlint.fix.draft import NotApplied
    from claimlint.fix.files import load

    failed = False
    for judged in report.files:
        if judged.path not in by_path or all(finding.waiver for finding in judged.findings):
            continue
        try:
            draft = load(by_path[judged.path], judged.path, judged.digest, criteria)
            goes_on = session.go_through(by_path[judged.path], draft, judged)
        except NotApplied as reason:
            complain(f"{judged.path}: {reason}")
            failed, goes_on = True, True
        except WriteError as error:
            complain(str(error))
            failed, goes_on = True, True
        if not goes_on:
            break
    deliver(session.summary())
    if session.done["rewritten"] or session.done["waived"]:
        report = gate.counted(judge(found, criteria), settings)
    return NO_VERDICT if failed else exit_code(report, settings.fail_on)


@dataclass(slots=True)
class _Session:
    """What was decided so far, of ``total`` findings."""

    total: int
    shown: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def go_through(self, path: Path, draft: Draft, judged: FileReport) -> bool:
        """Ask about each finding of a file that counts, and do what is said; return False to stop."""
        spared = {finding.fingerprint for finding in draft.report.findings}
        spared -= {finding.fingerprint for finding in judged.findings if finding.waiver is None}
        place = (-1, "")
        while True:
            left = [
                finding
                for finding in draft.report.findings
                if (finding.start, finding.rule) > place
                and finding.waiver is None
                and finding.copy_block >= 0
                and finding.fingerprint not in spared
            ]
            if not left:
                return True
            self.shown += 1
            answer = self._decide(path, draft, left[0])
            if answer is None:
                return False
            draft, place = answer

    def summary(self) -> str:
        """Return what was done, in a line."""
        left = max(self.total - self.done["rewritten"] - self.done["waived"], 0)
        return f"{self.done['rewritten']} rewritten, {self.done['waived']} waived, {left} left\n"

    def _decide(self, path: Path, draft: Draft, finding: Finding) -> tuple[Draft, tuple[int, str]] | None:
        """Return the draft and the place to go on from, or None to stop."""
        from claimlint.fix.draft import NotApplied
        from claimlint.fix.files import save

        rewrites = _show(draft, finding, self.shown, max(self.total, self.shown))
        while True:
            answer = _ask("[a 1-9 e s w q ?] ")
            if answer is None or answer in ("q", "Q"):
                return None
            if answer in ("", "s"):
                return draft, (finding.start, finding.rule)
            try:
                if answer == "w":
                    made = _waived(draft, finding)
                elif answer in _REWRITING:
                    made = _rewritten(draft, finding, rewrites, answer)
                else:
                    deliver(_HELP)
                    continue
            except NotApplied as reason:
                complain(str(reason))
                continue
            if made is None:
                continue
            after, place = made
            save(path, draft.data, after.data)
            self.done["waived" if answer == "w" else "rewritten"] += 1
            _show_written(after, place[0])
            return after, place


def _show(draft: Draft, finding: Finding, number: int, total: int) -> list[Suggestion]:
    """Show a finding, and return its rewrites in the order of their numbers."""
    from claimlint.fix.rewriting import is_rewrite
    from claimlint.model.rule import Category
    from claimlint.report.text import render_finding, suggestion_line
    from claimlint.text.lines import LineIndex
    from claimlint.text.safe import display

    line = LineIndex(draft.source.text).line_text(finding.line)
    # One source is enough to decide by; explain and the report have all.
    bare = replace(finding, suggestions=(), references=finding.references[:1])
    lines = [f"\n({number} of {total})\n"]
    lines.append(render_finding(draft.source.path, bare, line, color=wants_color(sys.stdout), width=terminal_width()))
    is_missing = finding.category is Category.MISSING_DISCLOSURE
    rewrites = [] if is_missing else [item for item in finding.suggestions if is_rewrite(item)][:9]
    label = "add" if is_missing else "advice"
    lines += [f"  {label}: {display(item.text)}\n" for item in finding.suggestions if item not in rewrites]
    for index, item in enumerate(rewrites, start=1):
        lines.append(f"  {index}: {suggestion_line(item)}\n")
    deliver("".join(lines))
    return rewrites


def _show_written(draft: Draft, place: int) -> None:
    """Show the line of the source that ``place`` is on, as it is now."""
    from claimlint.report.excerpt import excerpt
    from claimlint.text.lines import LineIndex

    lines = LineIndex(draft.source.text)
    number, column = lines.position(place)
    shown, _ = excerpt(lines.line_text(number), column - 1, column - 1, terminal_width() - 11)
    deliver(f"  written: {shown}\n")


def _rewritten(
    draft: Draft, finding: Finding, rewrites: list[Suggestion], answer: str
) -> tuple[Draft, tuple[int, str]] | None:
    """Return the draft with the claim rewritten as the answer says, and where to go on; None if nothing was said."""
    from claimlint.fix.draft import NotApplied, edited
    from claimlint.fix.rewriting import BLANK, edit_for
    from claimlint.model.rule import Category

    if finding.category is Category.MISSING_DISCLOSURE:
        raise NotApplied("something is missing from the page: add it in your editor, skip (s) or waive (w)")
    number = 0 if answer == "e" else 1 if answer == "a" else int(answer)
    if not number:
        edit = _own_words(draft, finding, None)
    elif number > len(rewrites):
        has = f"1 to {len(rewrites)}" if rewrites else "none"
        raise NotApplied(f"there is no such rewrite ({has}): edit (e), skip (s) or waive (w)")
    elif BLANK in rewrites[number - 1].text:
        edit = _own_words(draft, finding, rewrites[number - 1].text)
    else:
        edit = edit_for(draft, finding, rewrites[number - 1].text)
    if edit is None:
        return None
    return edited(draft, (edit,), (finding,)), (edit.start, "")


def _own_words(draft: Draft, finding: Finding, suggested: str | None) -> Edit | None:
    """Ask for the sentence anew, or for the words in place of the claim where markup stands elsewhere in the sentence.

    ``suggested`` is put in the place of the claim to start from. None means that nothing was changed.
    """
    from claimlint.fix.draft import NotApplied
    from claimlint.fix.forms import is_plain_copy
    from claimlint.fix.places import sentence_around, without_margin
    from claimlint.fix.rewriting import BLANK, edit_of
    from claimlint.fix.wording import wording_at

    block = draft.document.blocks[finding.copy_block]
    start, end = without_margin(block.text, finding.copy_start, finding.copy_end)
    first, last = sentence_around(block, start, end)
    words = ""
    if suggested is not None:
        start, end, words = wording_at(block, start, end, suggested)
    if not is_plain_copy(block, first, last, draft.source.text):
        first, last = start, end
    now = block.text[first:last]
    offered = now if suggested is None else block.text[first:start] + words + block.text[end:last]
    answer = _ask("new words: ", " ".join(offered.split()))
    if not answer or answer == now:
        return None
    if not answer.isprintable():
        raise NotApplied("control characters cannot be part of the copy")
    if suggested is not None and BLANK in answer and BLANK not in now:
        raise NotApplied(f"fill in the blank where it says “{BLANK}”")
    return edit_of(draft, finding.copy_block, first, last, answer)


def _waived(draft: Draft, finding: Finding) -> tuple[Draft, tuple[int, str]] | None:
    """Ask why the claim may stand, and return the draft with a comment that says so; None if nothing was said."""
    from claimlint.fix.waiving import waive

    reason = _ask("reason: ")
    if not reason:
        return None
    by = _ask("by (may be empty): ")
    until = None if by is None else _ask("until, as YYYY-MM-DD (may be empty): ")
    if by is None or until is None:
        return None
    after, moved = waive(draft, finding, reason, by, until)
    return after, (finding.start + moved, finding.rule)


def _ask(prompt: str, offered: str = "") -> str | None:
    """Return the line that is typed, without white space around it; None at the end of input.

    ``offered`` is on the line to start with, where the terminal can do that and nothing in it acts or hides.
    """
    from claimlint.text.safe import display

    is_safe = display(offered) == offered
    try:
        import readline
    except ImportError:  # not on Windows
        return _typed(prompt, offered)
    if not offered or not is_safe:
        return _typed(prompt, offered)
    readline.set_startup_hook(lambda: readline.insert_text(offered))
    try:
        return _typed(prompt, "")
    finally:
        readline.set_startup_hook(None)


def _typed(prompt: str, shown: str) -> str | None:
    from claimlint.text.safe import display

    if shown:
        deliver(f"now: {display(shown)}\n")
    try:
        return input(prompt).strip()
    except EOFError:
        deliver("\n")
        return None
    except UnicodeDecodeError:
        complain("what was typed is not UTF-8")
        return ""
