"""The command ``init``: a first configuration, with a word on each setting and on the treatments on offer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

import click

from claimlint.cli_settings import Command, criteria_of, current_folder
from claimlint.cli_streams import deliver, is_terminal
from claimlint.errors import ClaimlintError, UsageError

if TYPE_CHECKING:
    from claimlint.model.rule import Library, Treatment

T = TypeVar("T")

ALL = "all"
_WIDTH = 110

_SETTINGS = """\
# Settings of claimlint. Each of them may be left out; what stands behind a # is an example or the default.

# Where the copy runs: only rules with a legal source there apply, and only such sources are cited.
# Known: {known}.
jurisdictions: {jurisdictions}

# The mildest severity that fails a check: error, warning, info or never.
fail_on: warning

# Findings less sure than this are dropped: low, medium or high.
min_confidence: low

# Only these rules (safety/no-risk), packs (safety) or categories (hype), or all but these: see claimlint rules list.
# select: all
# ignore: [promotion/hype]

# Files and folders without copy of yours, as in .gitignore.
# exclude: [vendor/, "*.min.html"]

# Rule packs of your own, inside this folder.
# packs: [claimlint-rules/]

# Findings that are known and do not count: see claimlint baseline --help.
# baseline: .claimlint-baseline.json

# Findings that may stand, each with who says so and until when; in the copy itself a comment does the same.
# waivers: [{{file: legal/old.docx, rule: safety/no-risk, reason: "a quotation", by: J. Doe, until: 2027-03-31}}]

# Whether every waiver must have a reason, and a last day.
# require_reason: false
# require_until: false

# Claims with their proof: what is on this register is supported. See claimlint evidence --help.
# evidence: evidence.yaml

# As what files are read where their names do not tell.
# formats: {{"partials/*.inc": html}}

# Parts that pages show, such as a footer: a disclosure there counts for those pages.
# includes: {{}}
"""

_OFFERED = """
# Treatments offered here. This is no setting: claimlint knows them by their names in the copy. It is what a page that
# promotes one has to say, and what claimlint has on record of its legal status, with the day that was last checked.
"""

_DISCLOSED = {
    "contraindications": "who should not have it",
    "risk-information": "what can go wrong",
    "approval-status": "that regulators have not approved it for this use",
    "results-vary": "that results differ between people",
    "consultation": "that a qualified person assesses people first",
}


@click.command(cls=Command)
@click.option("--jurisdiction", metavar="CODES", multiple=True, help="Where the copy runs: us,uk or all.")
@click.option("--treatment", metavar="NAMES", multiple=True, help="Treatments offered: prp,fue.")
@click.option("--baseline/--no-baseline", "baseline", default=None, help="Record what is found today as known.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing; take the defaults.")
@click.option("--force", is_flag=True, help="Replace a configuration that is there.")
def init(
    jurisdiction: tuple[str, ...], treatment: tuple[str, ...], baseline: bool | None, yes: bool, force: bool
) -> int:
    """Write a first configuration, .claimlint.yaml, into this folder.

    Asks where the copy runs and which treatments are offered, and whether to record today's findings as known. Where
    there is nobody to ask, options say it.
    """
    from claimlint.config import place_for_new
    from claimlint.files.write import write_atomically
    from claimlint.lint import library_of

    folder = current_folder()
    path = place_for_new(folder, replacing=force)
    asks = not yes and is_terminal(sys.stdin) and is_terminal(sys.stdout)
    if not (asks or yes or jurisdiction):
        raise UsageError(
            "there is nobody to ask here; name --jurisdiction us,uk (or all), or take the defaults with --yes"
        )
    library = library_of()
    codes = _settled(jurisdiction, asks, "Where does the copy run? Codes such as us,uk, or all", ALL, _codes, library)
    offered = _settled(treatment, asks, "Which treatments are offered? Such as prp,botox", "", _treatments, library)
    write_atomically(path, starting_text(codes, offered, library).encode())
    deliver(f"wrote {path.name}\n")
    if baseline or (baseline is None and asks):
        return _offer_baseline(folder, ask=not baseline)
    deliver("next: claimlint check; on an old site, claimlint baseline lets only new findings fail\n")
    return 0


def _settled(
    given: Sequence[str],
    asks: bool,
    question: str,
    default: str,
    parse: Callable[[str, Library], tuple[T, ...]],
    library: Library,
) -> tuple[T, ...]:
    """Return what an option says, or else what the person answers, or else the default."""
    if given or not asks:
        return parse(",".join(given) if given else default, library)

    def answer(text: str) -> tuple[T, ...]:
        try:
            return parse(text, library)
        except ClaimlintError as error:  # asked again
            from claimlint.text.safe import display

            raise click.UsageError(display(str(error))) from None

    value: tuple[T, ...] = click.prompt(question, default=default, value_proc=answer, show_default=bool(default))
    return value


def _names(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))


def _codes(text: str, library: Library) -> tuple[str, ...]:
    """Return jurisdictions; none stands for all of them. Raises ``UsageError``."""
    from claimlint.text.near import near

    names = _names(text)
    if not names:
        raise UsageError("--jurisdiction names nothing; use codes such as us,uk, or all")
    known = jurisdictions(library)
    for name in names:
        if name not in known and name != ALL:
            raise UsageError(f"no source is of jurisdiction “{name}”{near(name, known)}")
    return () if ALL in names else tuple(names)


def jurisdictions(library: Library) -> Collection[str]:
    """Return the codes of all jurisdictions that the library has a source of, in order."""
    return sorted({reference.jurisdiction for reference in library.references.values()})


def _treatments(text: str, library: Library) -> tuple[Treatment, ...]:
    """Return the treatments that go by these names. Raises ``UsageError``."""
    from claimlint.text.near import near

    by_name = {name.lower(): item for item in library.treatments.values() for name in (item.name, *item.names)}
    by_name |= library.treatments
    for name in (names := _names(text)):
        if name not in by_name:
            raise UsageError(f"no treatment is known as “{name}”{near(name, by_name)}")
    return tuple({by_name[name].id: by_name[name] for name in names}.values())


def starting_text(codes: Sequence[str], offered: Sequence[Treatment], library: Library) -> str:
    """Return the text of a configuration for these jurisdictions (none for all), with notes on the treatments."""
    chosen = f"[{', '.join(codes)}]" if codes else ALL
    head = _SETTINGS.format(jurisdictions=chosen, known=", ".join(jurisdictions(library)))
    if not offered:
        return head
    return head + _OFFERED + "".join(_notes(treatment, codes) for treatment in offered)


def _notes(treatment: Treatment, codes: Sequence[str]) -> str:
    owed = [_DISCLOSED.get(name, name.replace("-", " ")) for name in treatment.disclosures]
    notes = [f"A page must say: {'; '.join(owed)}."] if owed else []
    for status in treatment.statuses:
        if not codes or status.jurisdiction in codes:
            sure = f"checked on {status.checked_on}" if status.verified else "not verified"
            notes.append(f"{status.jurisdiction}: {status.state}. {status.say} ({sure})")
    lines = [treatment.name]
    for note in notes:
        lines += wrap(note, _WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False)
    return "".join(f"# {line}\n" for line in ["", *lines]).replace("# \n", "#\n")


def _offer_baseline(folder: Path, *, ask: bool) -> int:
    """Check the folder by the new configuration and record what is found, if the person agrees to it."""
    from claimlint.cli_baseline import baseline_path, read_old, update
    from claimlint.cli_commands import announce_incidents, discover_copy, judge
    from claimlint.config import load_config
    from claimlint.report.text import count

    settings = load_config(folder)
    path = baseline_path(None, settings)
    old = read_old(path)
    report = judge(discover_copy((), settings, allow_empty=True), criteria_of(settings, (".",)))
    number = sum(finding.waiver is None for finding in report.findings)
    deliver(f"found {count(number, 'finding')} in {count(len(report.files), 'file')}\n")
    code = 2 if report.incident_count else 0
    if number and (not ask or click.confirm(f"Record them in {path.name}, so that only new ones fail a check?")):
        code = update(path, old, report, settings, accept_new=False)
    announce_incidents(report)
    deliver("next: claimlint check\n")
    return code
