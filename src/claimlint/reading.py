"""Which files are read, and as what: by their names, unless the configuration says otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from claimlint.extract import Format, format_of, unread
from claimlint.extract.leftout import left_out
from claimlint.files.globs import names_path


class Choice(NamedTuple):
    """What a file is read as, or None if it is not read, and why."""

    format: Format | None
    why: str


class Reading(NamedTuple):
    """The rules of a configuration for how files are read.

    ``formats`` are patterns, relative to the folder ``base``, each with the format that it gives; the last one that
    matches decides. ``apart`` are absolute paths of files and folders that a walk leaves out: rules, which are full of
    claims.
    """

    base: Path | None = None
    formats: tuple[tuple[str, Format], ...] = ()
    apart: tuple[Path, ...] = ()

    def of(self, path: Path) -> Choice:
        """Return what the file at ``path``, which somebody named, is read as."""
        chosen = self._configured(path)
        if chosen is not None:
            return chosen
        found = format_of(path.name)
        return Choice(found, f"named *{path.suffix.lower()}" if found else f"no format is known for {path.suffix!r}")

    def in_walk(self, path: Path, inside: str) -> Choice:
        """Return what the file at ``path``, which a walk met at ``inside`` of its folder, is read as."""
        chosen = self._configured(path)
        if chosen is not None:
            return chosen
        found = format_of(path.name)
        reason = left_out(inside) if found else ""
        if found and not reason and any(path == apart or apart in path.parents for apart in self.apart):
            reason = "rules"
        if found and not reason:
            reason = unread(found)
        return Choice(None, reason) if reason else self.of(path)

    def _configured(self, path: Path) -> Choice | None:
        if not self.formats or self.base is None:
            return None
        relative = Path(os.path.relpath(path, self.base)).as_posix()
        for pattern, chosen in reversed(self.formats):
            if names_path(pattern, relative):
                return Choice(chosen, f"formats: {pattern}")
        return None
