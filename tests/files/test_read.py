"""Reading bytes: whole regular files only, never a wait, and a sentence for every refusal."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from claimlint.files.read import FileProblem, read_bytes
from claimlint.model.document import IncidentKind


def problem(path: Path, limit: int = 100) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read_bytes(path, limit)
    assert str(caught.value) == caught.value.detail
    return caught.value


def detail(path: Path) -> str:
    found = problem(path)
    assert found.kind is IncidentKind.UNREADABLE
    return found.detail


def test_bytes_come_back_as_they_are(tmp_path: Path) -> None:
    data = bytes(range(256)) * 300
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "empty").write_bytes(b"")
    assert read_bytes(tmp_path / "a") == data
    assert read_bytes(tmp_path / "empty") == b""


def test_a_file_of_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2000)
    assert len(read_bytes(tmp_path / "a", 2000)) == 2000
    found = problem(tmp_path / "a", 1999)
    assert found.kind is IncidentKind.TOO_LARGE
    assert found.detail == (
        "it has 2,000 bytes, more than the limit of 1,999; split it, or name it in .claimlintignore"
    )


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_a_file_whose_size_is_unknown_is_limited_all_the_same() -> None:
    assert b"Name:" in read_bytes(Path("/proc/self/status"))
    assert problem(Path("/proc/self/status"), 3).kind is IncidentKind.TOO_LARGE


def test_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    missing = "there is no such file or folder"
    assert [detail(tmp_path / name) for name in ("gone", "file/gone", "dangling")] == [missing] * 3


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert detail(tmp_path) == "it is a folder, not a file"
    assert detail(tmp_path / "pipe") == ("it is a named pipe, not a file; to read from a pipe use - for standard input")
    assert detail(Path("/dev/zero")) == (
        "it is a device, not a file; to read from a terminal or a pipe use - for standard input"
    )


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert detail(tmp_path / "s") == "it is a socket, not a file"


def test_links_to_files_are_followed_and_circles_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"copy")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "circle").symlink_to("circle")
    assert read_bytes(tmp_path / "link") == b"copy"
    assert detail(tmp_path / "circle") == "it is a link that leads in a circle"


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert detail(tmp_path / "a\0b") == "no file can have this name"
    assert detail(tmp_path / "\ud800") == "no file can have this name"
    assert detail(tmp_path / ("a" * 300)) == "its path is too long for this system"


def test_permission_denied(shared_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]) -> None:
    secret = shared_path / "secret"
    secret.write_bytes(b"copy")
    secret.chmod(0)
    with unprivileged():
        found = detail(secret)
    assert found == "there is no permission to read it"
