"""What ``.gitignore``, ``.git/info/exclude``, ``.claimlintignore`` and the configuration leave out."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from claimlint.files.globs import Glob, compile_glob
from claimlint.files.read import FileProblem, read_bytes
from claimlint.model.document import Incident

GIT_IGNORE = ".gitignore"
OWN_IGNORE = ".claimlintignore"
_MAX_BYTES = 1024 * 1024

Parts = tuple[str, ...]
"""An absolute path in its parts, from the root of the file system on."""


class _Rule(NamedTuple):
    """One line of an ignore file; ``anywhere`` says that it speaks of the name alone, at any depth."""

    glob: Glob
    negated: bool
    folders_only: bool
    anywhere: bool


class _Layer(NamedTuple):
    """The rules of one file, last line first, for what is below ``base``."""

    base: Parts
    rules: tuple[_Rule, ...]

    def verdict(self, path: Parts, folder: bool) -> bool | None:
        """Say whether ``path`` is ignored; ``None`` if no rule speaks of it."""
        depth = len(self.base)
        if path[:depth] != self.base or len(path) == depth:
            return None
        below, name = path[depth:], path[-1:]
        for rule in self.rules:
            if (folder or not rule.folders_only) and rule.glob.matches(name if rule.anywhere else below):
                return not rule.negated
        return None


class Ignores(NamedTuple):
    """The rules in force in one folder, nearest file first.

    The configuration's come before those of ``.claimlintignore``, and these before git's: each may take back what the
    next one says. ``problems`` are ignore files that could not be read, by path.
    """

    config: tuple[_Layer, ...] = ()
    own: tuple[_Layer, ...] = ()
    git: tuple[_Layer, ...] = ()
    problems: tuple[tuple[str, Incident], ...] = ()

    def ignores(self, path: Parts, *, folder: bool) -> bool:
        """Say whether the absolute ``path`` is left out. What is in an ignored folder is not asked for."""
        for layers in (self.config, self.own, self.git):
            for layer in layers:
                verdict = layer.verdict(path, folder)
                if verdict is not None:
                    return verdict
        return False

    def within(self, folder: str, names: Collection[str]) -> Ignores:
        """Return the rules in force in ``folder``, an absolute path, which holds ``names``."""
        inner = self
        if GIT_IGNORE in names:
            layer, problems = _layer(folder, os.path.join(folder, GIT_IGNORE))
            inner = inner._replace(git=layer + inner.git, problems=inner.problems + problems)
        if OWN_IGNORE in names:
            layer, problems = _layer(folder, os.path.join(folder, OWN_IGNORE))
            inner = inner._replace(own=layer + inner.own, problems=inner.problems + problems)
        return inner


def config_ignores(exclude: Iterable[str], base: str) -> Ignores:
    """Return the rules for the patterns of a configuration that lies in the folder ``base``."""
    rules = _rules(exclude)
    return Ignores(config=(_Layer(Path(base).parts, rules),) if rules else ())


def outer_ignores(root: str, start: Ignores, cwd: str) -> Ignores:
    """Add to ``start`` what holds for ``root`` from the files above it, up to the root of its repository.

    Outside a repository they count up to ``cwd``. Both paths are absolute and free of links.
    """
    folders = [root, *map(str, Path(root).parents)]
    outer = start
    top = next((place for place, folder in enumerate(folders) if os.path.lexists(os.path.join(folder, ".git"))), None)
    if top is not None:
        layer, problems = _layer(folders[top], os.path.join(folders[top], ".git", "info", "exclude"))
        outer = outer._replace(git=layer, problems=outer.problems + problems)
    elif cwd in folders:
        top = folders.index(cwd)
    else:
        return start
    for folder in reversed(folders[1 : top + 1]):
        outer = outer.within(folder, (GIT_IGNORE, OWN_IGNORE))
    return outer


def can_match(pattern: str) -> bool:
    """Say whether a line of an ignore file is a pattern at all, neither blank nor a comment nor broken."""
    return _rule(pattern) is not None


def _layer(base: str, path: str) -> tuple[tuple[_Layer, ...], tuple[tuple[str, Incident], ...]]:
    """Read an ignore file; none where it is missing, a folder or, as git has it, a link."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return (), ()
    except OSError:
        return (), ()
    try:
        text = os.fsdecode(read_bytes(Path(path), _MAX_BYTES))
    except FileProblem as problem:
        return (), ((path, Incident(problem.kind, f"the ignore file is not in force: {problem.detail}")),)
    rules = _rules(text.removeprefix("\ufeff").split("\n"))
    return ((_Layer(Path(base).parts, rules),) if rules else ()), ()


def _rules(lines: Iterable[str]) -> tuple[_Rule, ...]:
    return tuple(rule for line in reversed(list(lines)) if (rule := _rule(line)) is not None)


def _rule(line: str) -> _Rule | None:
    """Read one line of gitignore(5); ``None`` for a blank one, a comment, and one that can never match."""
    line = line.removesuffix("\r")
    if line.startswith("#"):
        return None
    bare = line.rstrip(" ")
    escapes = len(bare) - len(bare.rstrip("\\"))
    line = bare + " " if escapes % 2 and len(bare) < len(line) else bare
    negated = line.startswith("!")
    line = line[negated:]
    folders_only = line.endswith("/")
    line = line.removesuffix("/")
    anywhere = "/" not in line
    glob = compile_glob(line.removeprefix("/"))
    return None if glob is None else _Rule(glob, negated, folders_only, anywhere)
