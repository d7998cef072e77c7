"""Keeps a folder of pages on rules in step with the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from claimlint.errors import ReadError, UsageError, WriteError
from claimlint.files.write import write_atomically
from claimlint.packs import load_library
from claimlint.report.rulepages import INDEX, MARK, rule_pages

_MOST_BYTES = 4_000_000


def pages_on(packs: Sequence[Path]) -> dict[str, str]:
    """Return the pages on the rules of ``packs``, or without any on the shipped rules, by path.

    Raises ``PackError``.
    """
    library = load_library(packs)
    shipped = load_library().rules if packs else {}
    return rule_pages([rule for name, rule in library.rules.items() if name not in shipped], library)


def outdated(folder: Path, pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is not in step in a folder: the path of each such page from the folder, and what is wrong with it.

    Raises ``ReadError`` for a page that cannot be read, and ``UsageError`` for a file that was not made here and stands
    where a page belongs, or a folder that is a link.
    """
    found = []
    for name, page in pages.items():
        _refuse_link(folder, name)
        text = _text(folder / name)
        if text is None:
            found.append((name, "is missing"))
        elif not text.startswith(MARK):
            raise UsageError(f"{folder / name}: was not written by “rules docs”; move it, or name another folder")
        elif text.replace("\r\n", "\n") != page:
            found.append((name, "is out of date"))
    return sorted(found + [(name, "is on no rule") for name in _made(folder) if name not in pages])


def bring_up_to_date(folder: Path, pages: Mapping[str, str], stale: Sequence[tuple[str, str]]) -> None:
    """Write and remove the pages that :func:`outdated` named; raises ``WriteError``."""
    for name, _ in stale:
        path = folder / name
        try:
            if name not in pages:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(str(path), error.strerror or "it cannot be changed") from None
        write_atomically(path, pages[name].encode())


def _made(folder: Path) -> list[str]:
    """Return the paths, from the folder, of the pages in it that were made here."""
    found = []
    for path in sorted(folder.glob("*/*.md")):
        name = path.relative_to(folder).as_posix()
        if not path.is_symlink() and not path.parent.is_symlink() and path.is_file():
            text = _text(path)
            if text is not None and text.startswith(MARK):
                found.append(name)
    return found


def _refuse_link(folder: Path, name: str) -> None:
    if name != INDEX and (folder / name).parent.is_symlink():
        raise UsageError(f"{(folder / name).parent}: is a link to another folder; pages are not written through it")


def _text(path: Path) -> str | None:
    """Return what a file holds, None if it is not there. Raises ``ReadError``."""
    try:
        if not path.is_file():
            if path.exists() or path.is_symlink():
                raise ReadError(f"{path}: is not a regular file")
            return None
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from None
