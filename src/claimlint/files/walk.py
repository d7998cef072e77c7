"""Walks a folder for files of copy: sorted, without recursion, and never out of the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from claimlint.files.globs import Glob
from claimlint.files.ignores import GIT_IGNORE, OWN_IGNORE, Ignores
from claimlint.files.read import reason, special_kind
from claimlint.model.document import Incident, IncidentKind

_NOT_COPY = (".", "~$")
"""How hidden names begin, and those of the files by which Word tells that a document is open."""
SKIPPED = frozenset({"node_modules", "__pycache__"})
"""Folders that never hold copy of one's own; so are all hidden ones, ``.git`` and ``.venv`` among them."""

Taking = Callable[[str, str], bool]
"""Says whether to take the file at an absolute path, which is at the other path, relative, in the folder walked."""


class Met(NamedTuple):
    """What a walk came to. ``parts`` lead to it from the folder walked; ``incident`` says why it is not taken;
    ``passed`` that it is a file of no interest."""

    path: str
    parts: tuple[str, ...]
    incident: Incident | None = None
    passed: bool = False


class _Folder(NamedTuple):
    """A folder to be read, with the rules outside of it and the pattern that its content has yet to match."""

    path: str
    parts: tuple[str, ...]
    ignores: Ignores
    glob: Glob | None


def walk(root: str, takes: Taking, ignores: Ignores, glob: Glob | None = None) -> Iterator[Met]:
    """Give the files below ``root`` that ``takes`` wants, the files of a folder before its folders.

    ``root`` is absolute and free of links, ``ignores`` what holds outside of it. With ``glob``, only what it matches is
    given, and what lies in a folder that it matches. Hidden names, ``SKIPPED`` and ignored ones are left out. Links to
    folders are not followed, links to files only to regular files below ``root``. What is wanted and cannot
    be taken, and what leads out of ``root``, is given with an incident; regular files that are not wanted are given as
    ``passed``.
    """
    base = Path(root).parts
    pending = [_Folder(root, (), ignores, glob)]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder.path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Met(folder.path, folder.parts, _unreadable(reason(error)))
            continue
        rules = folder.ignores.within(folder.path, {entry.name for entry in entries if entry.name.startswith(".")})
        for path, incident in rules.problems[len(folder.ignores.problems) :]:
            yield Met(path, (*folder.parts, os.path.basename(path)), incident)
        inner = []
        for entry in entries:
            if entry.name.startswith(_NOT_COPY) or entry.name in SKIPPED:
                continue
            parts = (*folder.parts, entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            remaining = None if folder.glob is None or folder.glob.matches(parts) else folder.glob
            if remaining and not (is_folder and remaining.leads(parts)):
                continue
            met = None if is_folder else _file(entry, parts, root, takes)
            if not (is_folder or met) or rules.ignores(base + parts, folder=is_folder):
                continue
            if met:
                yield met
            else:
                inner.append(_Folder(entry.path, parts, rules, remaining))
        pending.extend(reversed(inner))


def left_out(root: str, parts: tuple[str, ...], ignores: Ignores) -> tuple[bool, tuple[tuple[str, Incident], ...]]:
    """Say whether a walk of ``root`` leaves out the file that ``parts`` lead to, and which ignore files were broken.

    ``root`` and ``ignores`` are those of ``walk``, and like there what is in a folder that is left out is left out.
    """
    rules, folder, base = ignores, root, Path(root).parts
    for number, name in enumerate(parts, start=1):
        if name.startswith(".") or name in SKIPPED:
            return True, rules.problems
        rules = rules.within(folder, (GIT_IGNORE, OWN_IGNORE))
        if rules.ignores(base + parts[:number], folder=number < len(parts)):
            return True, rules.problems
        folder = os.path.join(folder, name)
    return False, rules.problems


def _file(entry: os.DirEntry[str], parts: tuple[str, ...], root: str, takes: Taking) -> Met | None:
    """Judge what is no folder; ``None`` if it is none of the linter's business."""
    wanted = takes(entry.path, "/".join(parts))
    try:
        if entry.is_symlink():
            return _link(entry, parts, root, wanted)
        if not wanted:
            return Met(entry.path, parts, passed=True) if entry.is_file(follow_symlinks=False) else None
        mode = stat.S_IFREG if entry.is_file(follow_symlinks=False) else entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return Met(entry.path, parts, _unreadable(reason(error))) if wanted else None
    return Met(entry.path, parts, None if stat.S_ISREG(mode) else _unreadable(special_kind(mode)))


def _link(entry: os.DirEntry[str], parts: tuple[str, ...], root: str, wanted: bool) -> Met | None:
    try:
        target = os.path.realpath(entry.path, strict=True)
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        return Met(entry.path, parts, _unreadable("it is a link that leads nowhere")) if wanted else None
    if not wanted and not stat.S_ISDIR(mode):
        return None
    if os.path.commonpath((root, target)) != root:
        return Met(entry.path, parts, _unreadable("it is a link out of the folder searched; name its target"))
    if stat.S_ISDIR(mode):
        return None
    return Met(entry.path, parts, None if stat.S_ISREG(mode) else _unreadable(special_kind(mode)))


def _unreadable(detail: str) -> Incident:
    return Incident(IncidentKind.UNREADABLE, detail)
