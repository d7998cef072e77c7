"""Turns what the user named (files, folders, patterns) into the list of files to lint."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from claimlint.files.globs import Glob, compile_glob
from claimlint.files.ignores import Ignores, config_ignores, outer_ignores
from claimlint.files.read import reason, special_kind
from claimlint.files.walk import left_out, walk
from claimlint.model.document import Incident, IncidentKind

_WILDCARDS = "*?["
_MOST_NAMED = 12
_NAMED = ".md, .html, .txt"


class FoundFile(NamedTuple):
    """A file to lint.

    ``path`` is for opening it. ``shown`` is for people: relative to the working directory with forward slashes where
    the file is inside, else as given; it may hold line feeds and surrogates. ``named`` says that the user named this
    very file, rather than a folder or a pattern.
    """

    path: Path
    shown: str
    named: bool


class Discovery(NamedTuple):
    """The files, each once, in the order of the arguments, and what kept others from being found, by path shown.

    An incident of the kind ``UNSUPPORTED`` always means that an argument matched no file. ``passed`` are the files that
    walks met and did not take, as they are shown.
    """

    files: tuple[FoundFile, ...]
    incidents: tuple[tuple[str, Incident], ...]
    passed: tuple[str, ...] = ()


def discover(
    arguments: Sequence[str],
    *,
    cwd: Path,
    suffixes: frozenset[str],
    exclude: Sequence[str] = (),
    exclude_base: Path | None = None,
    takes: Callable[[Path, str], bool] | None = None,
    force_exclude: bool = False,
) -> Discovery:
    """Find the files that ``arguments`` ask for.

    A file that is named is taken whatever its suffix and even if ignored. In a folder, and for a pattern (``*``, ``?``,
    ``[``, ``**``) that is no existing path, files with one of ``suffixes`` (lower case, with the dot) are taken unless
    an ignore file or ``exclude`` leaves them out. ``exclude`` has the syntax of .gitignore, relative to
    ``exclude_base`` (default ``cwd``). ``takes`` decides in place of the suffix: it gets the absolute path of a file
    and the one inside of the folder walked. With ``force_exclude``, a file that is named below ``cwd`` is taken only if
    a walk of ``cwd`` would take it. Raises nothing: what cannot be had is an incident.
    """
    base = os.path.abspath(exclude_base or cwd)
    ignores = config_ignores(exclude, os.path.realpath(base))
    search = _Search(os.path.abspath(cwd), suffixes, ignores, takes, force_exclude=force_exclude)
    for argument in arguments:
        search.add(argument)
    return Discovery(tuple(search.files.values()), tuple(search.incidents), tuple(dict.fromkeys(search.passed)))


class _Search:
    """The files found so far by device and inode, and the incidents."""

    __slots__ = ("_chooses", "cwd", "exclude", "files", "force_exclude", "incidents", "passed", "suffixes")

    def __init__(
        self,
        cwd: str,
        suffixes: frozenset[str],
        exclude: Ignores,
        chooses: Callable[[Path, str], bool] | None,
        *,
        force_exclude: bool,
    ) -> None:
        self._chooses = chooses
        self.passed: list[str] = []
        self.cwd = cwd
        self.suffixes = suffixes
        self.exclude = exclude
        self.force_exclude = force_exclude
        self.files: dict[tuple[int, int] | str, FoundFile] = {}
        self.incidents: list[tuple[str, Incident]] = []

    def add(self, argument: str) -> None:
        """Take one argument: a file, a folder or a pattern."""
        if not argument:
            self._miss(argument, IncidentKind.UNREADABLE, "the path is empty")
            return
        path = os.path.join(self.cwd, argument)
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            if any(character in argument for character in _WILDCARDS):
                self._add_pattern(argument)
            elif os.path.lexists(path) and isinstance(error, FileNotFoundError):
                self._miss(argument, IncidentKind.UNREADABLE, "it is a link that leads nowhere")
            else:
                self._miss(argument, IncidentKind.UNREADABLE, reason(error))
            return
        if stat.S_ISDIR(mode):
            if not self._add_folder(path, self._shown(argument), None):
                detail = f"no file in this folder can be linted; {self._wanted()}"
                self._miss(argument, IncidentKind.UNSUPPORTED, detail)
        elif stat.S_ISREG(mode):
            if not (self.force_exclude and self._walk_leaves_out(path)):
                self._take(path, self._shown(argument), named=True)
        else:
            self._miss(argument, IncidentKind.UNREADABLE, special_kind(mode))

    def _add_pattern(self, argument: str) -> None:
        """Walk from the last folder before the first wildcard."""
        pieces = argument.replace(os.sep, "/").split("/")
        first = next(index for index, piece in enumerate(pieces) if any(mark in piece for mark in _WILDCARDS))
        prefix = "/".join(pieces[:first]) or ("/" if first else ".")
        glob = compile_glob("/".join(pieces[first:]).removesuffix("/"))
        folder = os.path.join(self.cwd, prefix)
        if glob is None or not _is_folder(folder) or not self._add_folder(folder, self._shown(prefix), glob):
            self._miss(argument, IncidentKind.UNSUPPORTED, f"no file that can be linted matches; {self._wanted()}")

    def _add_folder(self, folder: str, shown: str, glob: Glob | None) -> bool:
        """Take what a walk gives; with a pattern, what it matches and what is in a folder that it matches."""
        root = os.path.realpath(folder)
        ignores = outer_ignores(root, self.exclude, os.path.realpath(self.cwd))
        problems = [(self._shown(path), incident) for path, incident in ignores.problems]
        self.incidents.extend(problem for problem in problems if problem not in self.incidents)
        front = "" if shown == "." else shown.rstrip("/") + "/"
        anything = False
        for met in walk(root, self._takes, ignores, glob):
            name = front + "/".join(met.parts) if met.parts else shown
            if met.passed:
                self.passed.append(name)
                continue
            anything = True
            if met.incident is None:
                self._take(met.path, name, named=False)
            else:
                self.incidents.append((name, met.incident))
        return anything

    def _walk_leaves_out(self, path: str) -> bool:
        """Say whether a walk of the working directory would not take the file at ``path``; False outside of it."""
        root = os.path.realpath(self.cwd)
        # The folder alone is resolved: a link to a file stands where it is.
        place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if not Path(place).is_relative_to(root):
            return False
        parts = Path(place).relative_to(root).parts
        ignored, problems = left_out(root, parts, outer_ignores(root, self.exclude, root))
        shown = [(self._shown(file), incident) for file, incident in problems]
        self.incidents.extend(problem for problem in shown if problem not in self.incidents)
        if ignored:
            return True
        wanted = self._takes(place, "/".join(parts))
        if not wanted:
            self.passed.append(self._shown(path))
        return not wanted

    def _takes(self, path: str, inside: str) -> bool:
        if self._chooses is not None:
            return self._chooses(Path(path), inside)
        return os.path.splitext(path)[1].lower() in self.suffixes

    def _take(self, path: str, shown: str, *, named: bool) -> None:
        try:
            status = os.stat(path)
        except OSError as error:
            self.incidents.append((shown, Incident(IncidentKind.UNREADABLE, reason(error))))
            return
        # Some file systems give no inode numbers.
        key = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)
        known = self.files.get(key)
        if known is None:
            self.files[key] = FoundFile(Path(path), shown, named)
        elif named and not known.named:
            self.files[key] = known._replace(named=True)

    def _miss(self, argument: str, kind: IncidentKind, detail: str) -> None:
        self.incidents.append((self._shown(argument) if argument else argument, Incident(kind, detail)))

    def _shown(self, argument: str) -> str:
        base, path = self.cwd, os.path.join(self.cwd, argument)
        if ".." in Path(argument).parts and "\0" not in argument:
            # Behind a link, .. does not lead back to where the link is.
            base, path = os.path.realpath(base), os.path.realpath(path)
        path = os.path.normpath(path)
        if path == base:
            return "."
        inside = path.removeprefix(base.rstrip(os.sep) + os.sep)
        return (inside if inside != path else argument).replace(os.sep, "/")

    def _wanted(self) -> str:
        if len(self.suffixes) > _MOST_NAMED:
            return f"looked for {_NAMED} and {len(self.suffixes) - 3} more kinds that no ignore rule leaves out"
        return f"looked for {', '.join(sorted(self.suffixes))} that no ignore rule leaves out"


def _is_folder(path: str) -> bool:
    try:
        return os.path.isdir(path)
    except ValueError:
        return False
