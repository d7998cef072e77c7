"""Files are read as they were judged and written only if nobody else wrote meanwhile."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from fix.drafts import APPROVAL

from claimlint.errors import WriteError
from claimlint.fix.draft import NotApplied
from claimlint.fix.files import load, save

COPY = b"An FDA-approved laser cap.\n"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def test_a_file_is_loaded_as_it_was_judged(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(COPY)
    assert load(file, "a.md", digest(COPY), APPROVAL).data == COPY
    with pytest.raises(NotApplied, match="changed while it was being checked"):
        load(file, "a.md", digest(b"other"), APPROVAL)
    with pytest.raises(NotApplied, match="no such file"):
        load(tmp_path / "b.md", "b.md", digest(COPY), APPROVAL)
    file.write_bytes(b"\0\1\2")
    with pytest.raises(NotApplied, match="not text"):
        load(file, "a.md", digest(b"\0\1\2"), APPROVAL)
    with pytest.raises(NotApplied, match="this format"):
        load(tmp_path / "b.xyz", "b.xyz", digest(COPY), APPROVAL)


def test_a_file_is_saved_with_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(COPY)
    file.chmod(0o640)
    save(file, COPY, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_what_somebody_else_wrote_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"theirs")
    with pytest.raises(NotApplied, match="changed while it was being checked"):
        save(file, COPY, b"new")
    assert file.read_bytes() == b"theirs"
    with pytest.raises(NotApplied, match="no such file"):
        save(tmp_path / "gone.md", COPY, b"new")
    assert not (tmp_path / "gone.md").exists()


def test_a_link_is_kept_and_its_target_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.md"
    target.write_bytes(COPY)
    link = tmp_path / "a.md"
    link.symlink_to("real/a.md")
    save(link, COPY, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_out_of_the_folder_changes_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_bytes(COPY)
    (tmp_path / "site").mkdir()
    link = tmp_path / "site" / "a.md"
    link.symlink_to("../secret.md")
    with pytest.raises(NotApplied, match="leads out of its folder"):
        save(link, COPY, b"new")
    assert outside.read_bytes() == COPY
    link.unlink()
    link.symlink_to("nowhere.md")
    with pytest.raises(NotApplied, match="leads nowhere"):
        save(link, COPY, b"new")


def test_a_write_protected_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(COPY)
    file.chmod(0o444)
    with pytest.raises(WriteError, match="write protected"):
        save(file, COPY, b"new")
    assert file.read_bytes() == COPY
