"""Drafts in short, for the tests of rewriting."""

from __future__ import annotations

from claimlint.extract import format_of
from claimlint.fix.draft import Draft, read_draft, reread
from claimlint.fix.rewriting import edit_of
from claimlint.lint import Criteria
from claimlint.model.options import Options

APPROVAL = Criteria(options=Options(select=("approval",)))


def draft_of(data: bytes, path: str = "page.md", criteria: Criteria = APPROVAL) -> Draft:
    """Return the draft in the bytes of a file, judged by the pack ``approval`` if nothing else is said."""
    kind = format_of(path)
    assert kind is not None
    return read_draft(data, path, kind, criteria)


def put(data: bytes, words: str, text: str, path: str = "page.md") -> bytes:
    """Return the file with ``text`` for the first ``words`` that a reader reads; raises ``NotApplied``."""
    draft = draft_of(data, path)
    number, start = next(
        (number, block.text.index(words)) for number, block in enumerate(draft.document.blocks) if words in block.text
    )
    return reread(draft, (edit_of(draft, number, start, start + len(words), text),)).data
