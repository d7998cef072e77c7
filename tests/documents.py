"""Blocks of code out of our own documents, so that tests can run what readers copy."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCE = "```"


def fenced(document: str, language: str) -> list[str]:
    """Return the content of the fenced blocks of this language in a document, in order; ``document`` is its path."""
    blocks: list[str] = []
    inside: list[str] | None = None
    for line in (ROOT / document).read_text(encoding="utf-8").splitlines(keepends=True):
        if inside is not None and line.rstrip() == FENCE:
            blocks.append("".join(inside))
            inside = None
        elif inside is not None:
            inside.append(line)
        elif line.rstrip() == FENCE + language:
            inside = []
    assert inside is None, f"{document}: a block has no end"
    return blocks
