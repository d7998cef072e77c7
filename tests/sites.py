"""Small sites on disk, and where a report says that their findings are."""

from __future__ import annotations

from pathlib import Path

from cli_process import Outcome

CURE = "PRP is a miracle cure.\n"
PAGE = (
    "# PRP in Leeds\n\nBook your PRP at our clinic. We draw some blood, spin it and inject the plasma into the scalp. "
    "PRP takes half an hour and people go home after. Our team has done this for many years, in rooms that are bright "
    "and quiet, close to the station, with parking at the door and tea in the lounge while you wait for your PRP.\n"
)
"""A page that promotes PRP and owes five disclosures, each reported at line 1, column 3."""


def write(path: Path, text: str) -> None:
    """Write a file, and the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def places(outcome: Outcome) -> list[str]:
    """Return the ``path:line:column:`` of each finding in the output of ``check --quiet``."""
    return [line.partition(" ")[0] for line in outcome.out.splitlines()]
