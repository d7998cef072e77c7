"""Walks a folder for files of copy: sorted, without recursion, and never out of the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimlint.files.globs import Glob
from claimlint.files.ignores import Ignores
from claimlint.files.read import reason, special_kind
from claimlint.model.document import Incident, IncidentKind

_NOT_COPY = (".", "~$")
"""How hidden names begin, and those of the files by which Word tells that a document is open."""
SKIPPED = frozenset({"node_modules", "__pycache__"})
"""Folders that never hold copy of one's own; so are all hidden ones, ``.git`` and ``.venv`` among them."""


@dataclass(frozen=True, slots=True)
class Met:
    """What a walk came to. ``parts`` lead to it from the folder walked; ``incident`` says why it is not taken."""

    path: str
    parts: tuple[str, ...]
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to be read, with the rules outside of it and the pattern that its content has yet to match."""

    path: str
    parts: tuple[str, ...]
    ignores: Ignores
    glob: Glob | None


def walk(root: str, suffixes: frozenset[str], ignores: Ignores, glob: Glob | None = None) -> Iterator[Met]:
    """Give the files below ``root`` whose names end in one of ``suffixes``, the files of a folder before its folders.

    ``root`` is absolute and free of links, ``ignores`` what holds outside of it. With ``glob``, only what it matches is
    given, and what lies in a folder that it matches. Hidden names, ``SKIPPED`` and ignored ones are left out. Links to
    folders are not followed, links to files only to regular files below ``root``. What has a fitting name and cannot be
    taken, and what leads out of ``root``, is given with an incident.
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
            met = None if is_folder else _file(entry, parts, root, suffixes)
            if not (is_folder or met) or rules.ignores(base + parts, folder=is_folder):
                continue
            if met:
                yield met
            else:
                inner.append(_Folder(entry.path, parts, rules, remaining))
        pending.extend(reversed(inner))


def _file(entry: os.DirEntry[str], parts: tuple[str, ...], root: str, suffixes: frozenset[str]) -> Met | None:
    """Judge what is no folder; ``None`` if it is none of the linter's business."""
    wanted = os.path.splitext(entry.name)[1].lower() in suffixes
    try:
        if entry.is_symlink():
            return _link(entry, parts, root, wanted)
        if not wanted:
            return None
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
