"""A file is written as a whole or not at all, and what is no plain file is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_process import environment

from claimlint.errors import WriteError
from claimlint.files.write import write_atomically


def _refusal(path: Path) -> str:
    with pytest.raises(WriteError) as caught:
        write_atomically(path, b"new")
    return str(caught.value)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_file_gets_what_the_umask_allows(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new.txt", b"a\r\nb\x00")
    finally:
        os.umask(old)
    assert (tmp_path / "new.txt").read_bytes() == b"a\r\nb\x00"
    assert (tmp_path / "new.txt").stat().st_mode & 0o7777 == 0o640
    assert _names(tmp_path) == ["new.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_replaced_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == mode


def test_longest_possible_name(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)
    write_atomically(path, b"1")
    write_atomically(path, b"2")
    assert path.read_bytes() == b"2"


def test_link_is_refused_and_its_target_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    assert _refusal(link) == f"cannot write {link}: it is a link; name the file that it leads to"
    assert link.is_symlink()
    assert target.read_bytes() == b"old"


def test_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone")
    assert "it is a link" in _refusal(link)
    assert _names(tmp_path) == ["link"]


def test_folder_and_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert _refusal(tmp_path / "folder") == f"cannot write {tmp_path}/folder: it is a folder, not a file"
    assert _refusal(tmp_path / "pipe") == f"cannot write {tmp_path}/pipe: it is a named pipe, not a file"
    assert _names(tmp_path) == ["folder", "pipe"]


def test_missing_folder_and_impossible_name(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "no" / "file") == f"cannot write {tmp_path}/no/file: there is no such folder"
    assert _refusal(tmp_path / "a\0b").endswith("no file can have this name")


def test_write_protection_is_heeded(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert _refusal(path) == f"cannot write {path}: it is write protected"
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder")
def test_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    tmp_path.chmod(0o555)
    try:
        assert _refusal(path) == f"cannot write {path}: there is no permission to write there"
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == b"old"


def test_write_that_fails_midway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old")
    program = (
        "import resource, sys; from pathlib import Path; from claimlint.errors import WriteError\n"
        "from claimlint.files.write import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_atomically(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except WriteError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    assert done.stdout == f"cannot write {path}: File too large\n"
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["page.md"]
