"""What changed since a commit, by real git, whatever the repository is set up to do."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repository import SETTINGS, commit, git

from claimlint.errors import UsageError
from claimlint.files.changes import Changes, _changed, changes_since

TEN = "".join(f"line {number}\n" for number in range(1, 11))


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


def write(folder: Path, **files: str | bytes) -> None:
    for name, text in files.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def lines(folder: Path, name: str, revision: str = "HEAD") -> tuple[tuple[int, int], ...] | None:
    return changes_since(revision, str(folder)).of(str(folder / name))


def refusal(folder: Path, revision: str = "HEAD") -> str:
    with pytest.raises(UsageError) as caught:
        changes_since(revision, str(folder))
    return str(caught.value)


def test_lines_that_changed_were_added_or_taken_away(tmp_path: Path) -> None:
    write(tmp_path, a=TEN, same=TEN)
    commit(tmp_path)
    changed = TEN.replace("line 2\n", "LINE 2\n").replace("line 5\n", "line 5\nnew\nnew\n").replace("line 9\n", "")
    write(tmp_path, a=changed)
    assert lines(tmp_path, "a.md") == ((2, 2), (6, 7), (11, 10))
    assert lines(tmp_path, "same.md") == ()


def test_staged_unstaged_and_committed_changes_count_from_the_merge_base(tmp_path: Path) -> None:
    write(tmp_path, a=TEN)
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "--create", "draft")
    write(tmp_path, a=TEN.replace("line 1\n", "LINE 1\n"))
    commit(tmp_path)
    write(tmp_path, a=TEN.replace("line 1\n", "LINE 1\n").replace("line 4\n", "LINE 4\n"))
    git(tmp_path, "add", "a.md")
    write(tmp_path, a=TEN.replace("line 1\n", "LINE 1\n").replace("line 4\n", "LINE 4\n") + "last")
    # What others did on main since is no change of this branch.
    git(tmp_path, "stash", "--quiet")
    git(tmp_path, "switch", "--quiet", "main")
    write(tmp_path, a=TEN.replace("line 7\n", "LINE 7\n"))
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "draft")
    git(tmp_path, "stash", "pop", "--quiet", "--index")
    assert lines(tmp_path, "a.md", "main") == ((1, 1), (4, 4), (11, 11))
    assert lines(tmp_path, "a.md", "HEAD") == ((4, 4), (11, 11))


def test_new_files_count_whole_whether_git_knows_them_or_not(tmp_path: Path) -> None:
    write(tmp_path, a=TEN)
    (tmp_path / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    commit(tmp_path)
    write(tmp_path, added=TEN * 2, untracked="x", ignored="x", empty="")
    git(tmp_path, "add", "added.md", "empty.md")
    found = changes_since("HEAD", str(tmp_path))
    names = ("added.md", "untracked.md", "ignored.md", "empty.md", "../elsewhere.md")
    assert [found.of(str(tmp_path / name)) for name in names] == [None] * 5
    assert found.of(str(tmp_path / "a.md")) == ()


def test_a_renamed_file_is_compared_with_what_it_was(tmp_path: Path) -> None:
    write(tmp_path, old=TEN, plain=TEN * 3)
    commit(tmp_path)
    git(tmp_path, "config", "diff.renames", "false")
    git(tmp_path, "mv", "old.md", "new.md")
    git(tmp_path, "mv", "plain.md", "pure.md")
    write(tmp_path, new=TEN.replace("line 3\n", "LINE 3\n"))
    assert lines(tmp_path, "new.md") == ((3, 3),)
    assert lines(tmp_path, "pure.md") == ()


@pytest.mark.parametrize(
    "name",
    ["with space", 'quote"d', "back\\slash", "tab\there", "line\nfeed", "ünï", "b", " lead", "-n", "rename to x"],
)
def test_any_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, **{name: TEN, f"deep/{name}": TEN})
    commit(tmp_path)
    write(tmp_path, **{name: TEN + "more", f"deep/{name}": "more\n" + TEN})
    assert lines(tmp_path, f"{name}.md") == ((11, 11),)
    assert lines(tmp_path, f"deep/{name}.md") == ((1, 1),)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.md")
    (tmp_path / name).write_text(TEN, encoding="utf-8")
    commit(tmp_path)
    (tmp_path / name).write_text(TEN + "more", encoding="utf-8")
    assert lines(tmp_path, name) == ((11, 11),)


def test_content_that_looks_like_a_patch(tmp_path: Path) -> None:
    write(tmp_path, a="-- a/b.md\n", b=TEN)
    commit(tmp_path)
    write(tmp_path, a="++ b/b.md\n@@ -1 +1 @@\ndiff --git a/b.md b/b.md\nnew file mode 100644\n* Unmerged path b.md\n")
    assert lines(tmp_path, "a.md") == ((1, 5),)
    assert lines(tmp_path, "b.md") == ()


def test_crlf_and_a_missing_last_line_end(tmp_path: Path) -> None:
    write(tmp_path, a="one\r\ntwo\r\nthree")
    commit(tmp_path)
    write(tmp_path, a="one\r\nTWO\r\nthree")
    assert lines(tmp_path, "a.md") == ((2, 2),)


@pytest.mark.parametrize("data", [b"one\rtwo\nthree\n", "one\ntwo\n".encode("utf-16")])
def test_lines_that_git_counts_otherwise_make_the_file_count_whole(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, a=data)
    commit(tmp_path)
    assert lines(tmp_path, "a.md") == ()
    write(tmp_path, a=data + "more\n".encode("utf-16" if b"\0" in data else "ascii"))
    assert lines(tmp_path, "a.md") is None


def test_attributes_that_hide_changes_from_a_diff_hide_none(tmp_path: Path) -> None:
    write(tmp_path, a=TEN, b=TEN)
    (tmp_path / ".gitattributes").write_text("a.md -diff\nb.md binary\n", encoding="utf-8")
    commit(tmp_path)
    write(tmp_path, a=TEN + "more\n", b=TEN + "more\n")
    assert lines(tmp_path, "a.md") == ((11, 11),)
    assert lines(tmp_path, "b.md") == ((11, 11),)


def test_files_behind_links_and_below_folders(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    write(tree / "sub", a=TEN)
    (tree / "link.md").symlink_to("sub/a.md")
    commit(tree)
    (tmp_path / "way").symlink_to("tree")
    write(tree / "sub", a=TEN + "more\n")
    found = changes_since("HEAD", str(tmp_path / "way" / "sub"))
    for path in ("tree/sub/a.md", "tree/link.md", "way/sub/a.md", "way/sub/../link.md"):
        assert found.of(str(tmp_path / path)) == ((11, 11),)


def test_a_file_in_conflict_counts_whole(tmp_path: Path) -> None:
    write(tmp_path, a=TEN)
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "--create", "other")
    write(tmp_path, a=TEN.replace("line 1\n", "theirs\n"))
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "main")
    write(tmp_path, a=TEN.replace("line 1\n", "ours\n"))
    commit(tmp_path)
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "other")
    assert lines(tmp_path, "a.md") != ()


def test_hostile_settings_run_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    tree = tmp_path / "tree"
    write(tree, a=TEN, b=TEN)
    commit(tree)
    (tree / ".gitattributes").write_text("a.md filter=x=y diff=own\n", encoding="utf-8")
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.own.textconv", "diff.own.command",
                 "filter.x=y.clean", "filter.x=y.smudge", "filter.x=y.process", "core.sshCommand"):  # fmt: skip
        git(tree, "config", name, str(trap))
    for name in ("filter.x=y.required", "diff.noprefix", "diff.mnemonicPrefix", "diff.ignoreSubmodules"):
        git(tree, "config", name, "true" if name != "diff.ignoreSubmodules" else "all")
    for name, value in {
        "color.ui": "always",
        "diff.renames": "false",
        "diff.context": "9",
        "diff.relative": "true",
    }.items():
        git(tree, "config", name, value)
    hooks = tree / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-index-change").symlink_to(trap)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "diff.suppressBlankEmpty")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    write(tree, a=TEN + "more\n", b="more\n" + TEN)
    assert lines(tree, "a.md") == ((11, 11),)
    assert lines(tree, "b.md") == ((1, 1),)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("revision", ["", "-", "--output=x", "--exec=touch sprung", "-O/dev/null", "a\0b"])
def test_what_cannot_be_a_revision_never_reaches_git(tmp_path: Path, revision: str) -> None:
    commit(tmp_path)
    assert refusal(tmp_path, revision).startswith("--new-from takes a revision of git, such as origin/main, not “")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git"]


@pytest.mark.parametrize(
    "revision", ["no-such", "HEAD~9", "^HEAD", "HEAD..HEAD", "HEAD --all", "HEAD:a", "a\x1b[31m", "$(id)"]
)
def test_an_unknown_revision(tmp_path: Path, revision: str) -> None:
    commit(tmp_path)
    message = refusal(tmp_path, revision)
    assert message == f"--new-from: git knows no revision “{revision.replace(chr(27), chr(92) + 'x1b')}” here"


def test_outside_of_a_repository_in_an_empty_one_and_in_a_bare_one(tmp_path: Path) -> None:
    for name in ("none", "empty", "bare"):
        (tmp_path / name).mkdir()
    git(tmp_path / "empty", "init", "--quiet")
    git(tmp_path / "bare", "init", "--quiet", "--bare")
    assert refusal(tmp_path / "none").startswith("--new-from asks git, which failed: not a git repository")
    assert refusal(tmp_path / "empty") == "--new-from: git knows no revision “HEAD” here"
    assert refusal(tmp_path / "bare").startswith(
        "--new-from asks git, which failed: this operation must be run in a work"
    )


def test_no_common_ancestor(tmp_path: Path) -> None:
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "--orphan", "other")
    commit(tmp_path, "another root")
    assert refusal(tmp_path, "main") == "--new-from: “main” and the working tree have no common ancestor"


def test_a_shallow_clone_says_what_to_fetch(tmp_path: Path) -> None:
    whole, shallow = tmp_path / "whole", tmp_path / "shallow"
    write(whole, a=TEN)
    commit(whole)
    git(whole, "switch", "--quiet", "--create", "draft")
    write(whole, b=TEN)
    commit(whole)
    git(whole, "switch", "--quiet", "main")
    write(whole, c=TEN)
    commit(whole)
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{whole}", "shallow")
    hint = "; the clone is shallow: fetch the history it lacks (git fetch --unshallow; on GitHub fetch-depth: 0)"
    assert refusal(shallow, "origin/draft") == (
        f"--new-from: “origin/draft” and the working tree have no common ancestor{hint}"
    )
    assert refusal(shallow, "HEAD~1") == f"--new-from: git knows no revision “HEAD~1” here{hint}"


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(tmp_path) == "--new-from needs git, which was not found on this system"


@given(st.binary(max_size=200))
def test_no_patch_breaks_its_reader(patch: bytes) -> None:
    changes = Changes("/", frozenset(), {os.fsdecode(name): runs for name, runs in _changed(patch.split(b"\n"))})
    assert all(runs is None or all(first >= 0 for first, _ in runs) for runs in changes.lines.values())
