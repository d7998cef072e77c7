"""Which commit is checked out, read from the files of a git repository.

The program git is not run: a repository from elsewhere can make it run other programs.
"""

from __future__ import annotations

import os
from pathlib import Path

from claimlint.lazy_patterns import lazy_pattern

_HASH = lazy_pattern(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = lazy_pattern(r"ref: (refs/[^\x00-\x20\x7f\\~^:?*\[]+)")
_MAX_BYTES = 8 * 1024 * 1024


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out in ``folder`` or above it, in hexadecimal; empty if there is none.

    Says nothing of changes that are not committed. A repository whose refs are kept in another way than as files has
    none for us either. Layout: https://git-scm.com/docs/gitrepository-layout.
    """
    for place in (folder, *folder.parents):
        git = place / ".git"
        if not os.path.lexists(git):
            continue
        # In a worktree or submodule it is a file that names the folder.
        _, _, target = _read(git).strip().partition("gitdir: ")
        return _head(place / target if target else git)
    return ""


def _head(git: Path) -> str:
    head = _read(git / "HEAD").strip()
    if _HASH.fullmatch(head):
        return head
    named = _REF.fullmatch(head)
    if named is None or ".." in named[1]:
        return ""
    common = git / (_read(git / "commondir").strip() or ".")
    for base in (git, common):
        commit = _read(base / named[1]).strip()
        if _HASH.fullmatch(commit):
            return commit
    for line in _read(common / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == named[1] and _HASH.fullmatch(commit):
            return commit
    return ""


def _read(path: Path) -> str:
    """Return the text of a file; empty if it is none, or too large to be one of git's."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""
