"""The commit of a repository: as git says, by whichever way git keeps it, and nothing at all from a forged one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.files.commit import commit_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def git(folder: Path, *words: str) -> str:
    settings = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=main")
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *settings, *words], cwd=folder, env=env, capture_output=True, check=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "first")
    return folder


def forged(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / ".git" / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_branch_from_any_folder_below(repository: Path) -> None:
    inner = repository / "site" / "pages"
    inner.mkdir(parents=True)
    assert commit_of(repository) == commit_of(inner) == git(repository, "rev-parse", "HEAD")


def test_packed_refs(repository: Path) -> None:
    git(repository, "pack-refs", "--all")
    assert not (repository / ".git" / "refs" / "heads" / "main").exists()
    assert commit_of(repository) == git(repository, "rev-parse", "HEAD")


def test_a_detached_head(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--detach")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "second")
    assert commit_of(repository) == git(repository, "rev-parse", "HEAD") != git(repository, "rev-parse", "main")


def test_a_worktree(repository: Path) -> None:
    git(repository, "worktree", "add", "--quiet", "-b", "other", "../other")
    other = repository.parent / "other"
    git(other, "commit", "--quiet", "--allow-empty", "--message", "second")
    assert commit_of(other) == git(other, "rev-parse", "HEAD") != commit_of(repository)


def test_before_the_first_commit_there_is_none(tmp_path: Path) -> None:
    assert commit_of(forged(tmp_path, HEAD="ref: refs/heads/main\n")) == ""


@pytest.mark.parametrize(
    "head",
    ["ref: refs/heads/../../outside\n", "ref: ../outside\n", "ref: refs/heads/a b\n", COMMIT.upper(), COMMIT[:-1], ""],
)
def test_a_forged_head_leads_nowhere(tmp_path: Path, head: str) -> None:
    (tmp_path / "outside").write_text(COMMIT, encoding="utf-8")
    assert commit_of(forged(tmp_path, HEAD=head, outside=COMMIT)) == ""


def test_what_a_ref_holds_is_shown_only_if_it_is_a_hash(tmp_path: Path) -> None:
    secret = forged(tmp_path, HEAD="ref: refs/heads/main", refs__heads__main="a secret of some other file")
    assert commit_of(secret) == ""
    assert commit_of(forged(tmp_path, refs__heads__main=COMMIT + "\n")) == COMMIT


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    forged(tmp_path, HEAD="ref: refs/heads/main")
    (tmp_path / ".git" / "HEAD").unlink()
    os.mkfifo(tmp_path / ".git" / "HEAD")
    assert commit_of(tmp_path) == ""


@given(head=st.binary(max_size=80), pointer=st.binary(max_size=80))
def test_no_bytes_make_it_fail(tmp_path_factory: pytest.TempPathFactory, head: bytes, pointer: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "bytes"
    (folder / "a" / ".git").mkdir(parents=True, exist_ok=True)
    (folder / "a" / ".git" / "HEAD").write_bytes(head)
    (folder / "b").mkdir(exist_ok=True)
    (folder / "b" / ".git").write_bytes(b"gitdir: " + pointer)
    assert commit_of(folder / "a") == ""
    assert commit_of(folder / "b") == ""
