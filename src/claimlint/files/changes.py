"""What changed since a commit, asked of git.

A checkout may be hostile, and git runs programs that its configuration names: monitors, filters, external differs. All
of them are switched off here, and so is the network.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimlint.errors import UsageError
from claimlint.lazy_patterns import lazy_pattern
from claimlint.text.safe import display

DEADLINE = 120
"""Seconds after which git counts as hung."""

_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat"),
    *("-c", "core.quotePath=true", "-c", "protocol.allow=never"),
)
_DIFF = (
    *("diff", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "-l1000", "--text"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--ignore-submodules=all"),
    *("--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers"),
)
_HUNK = lazy_pattern(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = lazy_pattern(rb'\\([0-7]{3}|[abtnvfr"\\])')
_CONTROLS = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))
_COMMIT = lazy_pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
_UNMERGED = b"* Unmerged path "

Lines = tuple[tuple[int, int], ...]
"""Runs of lines by their first and last, from 1, both included.

Where lines were only taken away, the run is empty: its last line is the one before its first.
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the working tree holds that a commit does not.

    ``root`` is the real path of the working tree. ``old`` are the real paths of files that the commit holds, ``lines``
    the lines of changed files that are new or different; None means the whole file.
    """

    root: str
    old: frozenset[str]
    lines: dict[str, Lines | None]

    def of(self, path: str) -> Lines | None:
        """Return the changed lines of the file at ``path``; None is the whole file.

        Whole is what the commit does not hold under this or an earlier name: new, untracked, outside of the tree.
        """
        real = os.path.realpath(path)
        if real in self.lines:
            return self.lines[real]
        return () if real in self.old else None


def changes_since(revision: str, cwd: str) -> Changes:
    """Return what changed from the merge base of ``revision`` and HEAD to the working tree around ``cwd``.

    Changes that are not committed count, and so do files that git does not know. Raises ``UsageError`` where git is
    missing or fails, outside of a working tree, for an unknown revision and without a common ancestor.
    """
    git = _Git(cwd)
    root = os.path.realpath(os.fsdecode(git.run("rev-parse", "--show-toplevel").removesuffix(b"\n")))
    git = _Git(root, git.filters())
    base = _merge_base(git, revision)
    listed = git.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", base)
    old = frozenset(os.path.join(root, os.fsdecode(name)) for name in listed.split(b"\0") if name)
    patch = git.run(*_DIFF, base, "--")
    lines = {os.path.join(root, os.fsdecode(name)): runs for name, runs in _changed(patch.split(b"\n"))}
    return Changes(
        root, old, {path: None if runs and _counts_otherwise(path) else runs for path, runs in lines.items()}
    )


def _merge_base(git: _Git, revision: str) -> str:
    shown = display(revision[:100])
    # Not every git knows --end-of-options here; no name of a revision begins with a hyphen.
    if not revision or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"--new-from takes a revision of git, such as origin/main, not “{shown}”")
    hint = ""
    if git.run("rev-parse", "--is-shallow-repository").strip() == b"true":
        hint = "; the clone is shallow: fetch the history it lacks (git fetch --unshallow; on GitHub fetch-depth: 0)"
    commit = git.answer("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not _COMMIT.fullmatch(commit):
        raise UsageError(f"--new-from: git knows no revision “{shown}” here{hint}")
    if not git.answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise UsageError("--new-from: this repository has no commit yet")
    base = git.answer("merge-base", commit, "HEAD")
    if not _COMMIT.fullmatch(base):
        raise UsageError(f"--new-from: “{shown}” and the working tree have no common ancestor{hint}")
    return base


class _Git:
    """Runs git in one folder, without whatever could make it run something else."""

    __slots__ = ("_folder", "_settings")

    def __init__(self, folder: str, settings: Sequence[str] = ()) -> None:
        """Take the folder and the names of settings to empty."""
        self._folder, self._settings = folder, settings

    def run(self, *arguments: str) -> bytes:
        """Return what git writes. Raises ``UsageError`` if it fails."""
        done = self._done(arguments)
        if done.returncode:
            raise UsageError(f"--new-from asks git, which failed: {_complaint(done.stderr)}")
        return done.stdout

    def answer(self, *arguments: str) -> str:
        """Return the first line that git writes, empty if it fails."""
        done = self._done(arguments)
        return "" if done.returncode else done.stdout.partition(b"\n")[0].decode("ascii", "replace")

    def filters(self) -> list[str]:
        """Return the names of the settings by which git would run a program on files that it compares."""
        done = self._done(
            ("config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
        )
        return sorted({os.fsdecode(name) for name in done.stdout.split(b"\0") if name})

    def _done(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", "--no-pager", *_SAFE, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=self._environment(),
                timeout=DEADLINE,
                check=False,
            )
        except FileNotFoundError:
            raise UsageError("--new-from needs git, which was not found on this system") from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"--new-from asks git, which gave no answer within {DEADLINE} seconds") from None
        except (OSError, ValueError) as error:
            raise UsageError(f"--new-from needs git, which cannot be run: {error}") from None

    def _environment(self) -> dict[str, str]:
        variables = {name: value for name, value in os.environ.items() if name != "GIT_DIFF_OPTS"}
        variables |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
        variables |= {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
        given = variables.get("GIT_CONFIG_COUNT", "")
        first = int(given) if given.isdecimal() else 0
        # As variables, since the name of a filter may hold the sign that ends a name on the command line.
        for number, name in enumerate(self._settings, start=first):
            variables[f"GIT_CONFIG_KEY_{number}"] = name
            variables[f"GIT_CONFIG_VALUE_{number}"] = "false" if name.endswith(".required") else ""
        if self._settings:
            variables["GIT_CONFIG_COUNT"] = str(first + len(self._settings))
        return variables


def _complaint(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return display(lines[0].removeprefix("fatal: ")[:300]) if lines else "it does not say why"


def _changed(patch: Sequence[bytes]) -> Iterator[tuple[bytes, Lines | None]]:
    """Give each file of a patch by its new name, with its changed lines; None for a file that is wholly new.

    Lines of content begin with a sign, so no content is taken for a header; names are quoted, so no name breaks a line.
    """
    name, new, body = b"", False, False
    runs: list[tuple[int, int]] = []
    for line in [*patch, b"diff --git "]:
        if line.startswith(b"diff --git "):
            if name:
                yield name, None if new else tuple(runs)
            name, new, body, runs = b"", False, False, []
        elif line.startswith(_UNMERGED):
            yield _unquoted(line.removeprefix(_UNMERGED)), None
        elif hunk := _HUNK.match(line):
            body = True
            first, length = int(hunk[1]), int(hunk[2] or b"1")
            # Where lines were only taken away, git names the line before, and the run is empty.
            runs.append((first, first + length - 1) if length else (first + 1, first))
        elif not body and line.startswith(b"new file mode "):
            new = True
        elif not body and line.startswith(b"rename to "):
            name = _unquoted(line.removeprefix(b"rename to "))
        elif not body and line.startswith(b"+++ ") and line != b"+++ /dev/null":
            name = _unquoted(line.removeprefix(b"+++ ").removesuffix(b"\t")).removeprefix(b"b/")


def _unquoted(name: bytes) -> bytes:
    """Undo the quoting of names that hold quotes, controls or bytes beyond ASCII."""
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(_byte, name[1:-1])


def _byte(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 0xFF])
    return bytes([_CONTROLS.get(code[0], code[0])])


def _counts_otherwise(path: str) -> bool:
    """Say whether git's line numbers may not be ours: for a lone carriage return, and for two bytes a character."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return True
    return b"\0" in data or b"\r" in data.replace(b"\r\n", b"")
