"""Finding files: each once, nothing outside of what was named, and nothing left out in silence."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from claimlint.files.discover import Discovery, discover
from claimlint.model.document import IncidentKind

SUFFIXES = frozenset({".md", ".html"})
WANTED = "looked for .html, .md that no ignore rule leaves out"


def make(folder: Path, *names: str) -> None:
    """Write a small file at each path."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("copy", encoding="utf-8")


def find(
    cwd: Path, *arguments: str, exclude: Sequence[str] = (), base: Path | None = None, force: bool = False
) -> Discovery:
    return discover(arguments, cwd=cwd, suffixes=SUFFIXES, exclude=exclude, exclude_base=base, force_exclude=force)


def shown(cwd: Path, *arguments: str) -> list[str]:
    found = find(cwd, *arguments)
    assert found.incidents == ()
    return [file.shown for file in found.files]


def incidents(found: Discovery) -> list[tuple[str, str, str]]:
    return [(name, incident.kind.value, incident.detail) for name, incident in found.incidents]


def test_a_folder_gives_its_files_by_suffix_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a.HTML", "c.png", "Makefile", "z/a.md", "d/y.md", "d/e/x.md")
    assert shown(tmp_path, ".") == ["a.HTML", "b.md", "d/y.md", "d/e/x.md", "z/a.md"]


def test_hidden_and_foreign_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.md", ".git/a.md", "node_modules/a.md", ".venv/a.md", "__pycache__/a.md", ".x/a.md", "d/.b.md")
    assert shown(tmp_path, ".") == ["a.md"]
    assert shown(tmp_path, "node_modules", ".x", "d/.b.md") == ["node_modules/a.md", ".x/a.md", "d/.b.md"]


def test_what_is_named_is_taken_whatever_its_suffix_or_the_rules_say(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.png", "c.md")
    (tmp_path / ".gitignore").write_text("*.md\n", encoding="utf-8")
    found = find(tmp_path, "c.md", "b.png", exclude=["c.md"])
    assert [(file.path, file.shown, file.named) for file in found.files] == [
        (tmp_path / "c.md", "c.md", True),
        (tmp_path / "b.png", "b.png", True),
    ]


def test_paths_are_shown_as_people_would_write_them(tmp_path: Path) -> None:
    make(tmp_path, "site/a.md", "other/b.md")
    cwd = tmp_path / "site"
    other = str(tmp_path / "other")
    assert shown(cwd, "./a.md") == ["a.md"]
    assert shown(cwd, str(cwd)) == ["a.md"]
    assert shown(cwd, str(cwd / "a.md")) == ["a.md"]
    assert shown(cwd, "../site/a.md") == ["a.md"]
    assert shown(cwd, "../other/b.md") == ["../other/b.md"]
    assert shown(cwd, "../other/") == ["../other/b.md"]
    assert shown(cwd, other) == [f"{other}/b.md"]


def test_each_file_is_given_once_and_being_named_counts(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md")
    (tmp_path / "hard.md").hardlink_to(tmp_path / "a.md")
    (tmp_path / "soft.md").symlink_to("a.md")
    found = find(tmp_path, ".", "b.md", "a.md", ".", "./b.md", "*.md")
    assert [(file.shown, file.named) for file in found.files] == [("a.md", True), ("b.md", True)]


def test_globs_match_from_the_folder_before_the_first_wildcard(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.html", "d/c.md", "d/e/f.md", "d/e/g.txt", "x/c.md")
    assert shown(tmp_path, "*.md") == ["a.md"]
    assert shown(tmp_path, "d/*.md") == ["d/c.md"]
    assert shown(tmp_path, "**/c.md") == ["d/c.md", "x/c.md"]
    assert shown(tmp_path, "[dx]/c.md") == ["d/c.md", "x/c.md"]
    assert shown(tmp_path, "d/?") == ["d/e/f.md"]
    assert shown(tmp_path, f"{tmp_path}/d/**/*.md") == ["d/c.md", "d/e/f.md"]
    assert not find(tmp_path, "*.md").files[0].named


def test_a_file_with_a_wildcard_in_its_name_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "a[1].md", "a1.md")
    assert shown(tmp_path, "a[1].md") == ["a[1].md"]


def test_a_glob_respects_ignore_rules_and_stays_out_of_other_folders(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md", "d/c.md")
    (tmp_path / ".gitignore").write_text("b.md\n", encoding="utf-8")
    (tmp_path / "d" / "out.md").symlink_to("/etc/hostname")
    assert shown(tmp_path, "*.md") == ["a.md"]


def test_what_matches_nothing_is_an_incident(tmp_path: Path) -> None:
    make(tmp_path, "d/a.png", "e/ignored.md")
    (tmp_path / ".claimlintignore").write_text("ignored.md", encoding="utf-8")
    found = find(tmp_path, "d", "e", "*.md", "gone/*.md", "d/[", "x\0*")
    assert found.files == ()
    assert incidents(found) == [
        ("d", "unsupported", f"no file in this folder can be linted; {WANTED}"),
        ("e", "unsupported", f"no file in this folder can be linted; {WANTED}"),
        ("*.md", "unsupported", f"no file that can be linted matches; {WANTED}"),
        ("gone/*.md", "unsupported", f"no file that can be linted matches; {WANTED}"),
        ("d/[", "unsupported", f"no file that can be linted matches; {WANTED}"),
        ("x\0*", "unsupported", f"no file that can be linted matches; {WANTED}"),
    ]


def test_what_cannot_be_a_file_to_lint_is_an_incident(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    found = find(tmp_path, "gone.md", "a.md/b", "", "pipe.md", "/dev/zero", "dangling.md", "a\0b", "a.md")
    assert [file.shown for file in found.files] == ["a.md"]
    assert incidents(found) == [
        ("gone.md", "unreadable", "there is no such file or folder"),
        ("a.md/b", "unreadable", "there is no such file or folder"),
        ("", "unreadable", "the path is empty"),
        ("pipe.md", "unreadable", "it is a named pipe, not a file; to read from a pipe use - for standard input"),
        (
            "/dev/zero",
            "unreadable",
            "it is a device, not a file; to read from a terminal or a pipe use - for standard input",
        ),
        ("dangling.md", "unreadable", "it is a link that leads nowhere"),
        ("a\0b", "unreadable", "no file can have this name"),
    ]


def test_links_in_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "out/page.md", "site/real.md", "site/d/x.md", "site/text.txt")
    site = tmp_path / "site"
    for name, target in {
        "again": "d",
        "dangling.md": "nowhere",
        "dangling.png": "nowhere",
        "loop.md": "loop.md",
        "other.md": "text.txt",
        "outside.md": "../out/page.md",
        "outside.png": "../out/page.md",
        "parent": "..",
        "self": ".",
        "zero.md": "/dev/zero",
    }.items():
        (site / name).symlink_to(target)
    found = find(tmp_path, "site")
    assert [file.shown for file in found.files] == ["site/other.md", "site/real.md", "site/d/x.md"]
    out = "it is a link out of the folder searched; name its target"
    assert incidents(found) == [
        ("site/dangling.md", "unreadable", "it is a link that leads nowhere"),
        ("site/loop.md", "unreadable", "it is a link that leads in a circle"),
        ("site/outside.md", "unreadable", out),
        ("site/parent", "unreadable", out),
        ("site/zero.md", "unreadable", out),
    ]


def test_ignored_links_are_nobodys_business(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "bazel-out").symlink_to("/")
    (tmp_path / ".gitignore").write_text("bazel-*\n", encoding="utf-8")
    assert shown(tmp_path, ".") == ["a.md"]


def test_a_named_link_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "out/page.md", "cwd/x.md")
    (tmp_path / "cwd" / "folder").symlink_to("../out")
    (tmp_path / "cwd" / "file.md").symlink_to("../out/page.md")
    assert shown(tmp_path / "cwd", "folder") == ["folder/page.md"]
    assert shown(tmp_path / "cwd", "file.md") == ["file.md"]


def test_special_files_met_on_the_way_are_named_if_they_look_like_copy(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe")
    found = find(tmp_path, ".")
    assert [file.shown for file in found.files] == ["a.md"]
    assert [name for name, _ in found.incidents] == ["pipe.md"]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    names = ["a\nb.md", "caf\udce9.md", "\x1b[2J.md", " .md", "-.md", "d\n/x.md"]
    for name in names:
        make(tmp_path, name)
    assert sorted(shown(tmp_path, ".")) == sorted(names)
    assert shown(tmp_path, *names) == names
    (tmp_path / ".gitignore").write_bytes(b"caf\xe9.md\na?b.md\nx.md\n")
    assert sorted(shown(tmp_path, ".")) == ["\x1b[2J.md", " .md", "-.md"]


def test_a_deep_tree_is_walked_without_recursion(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(700):
        deep = deep / "d"
    deep.mkdir(parents=True)
    make(deep, "a.md")
    assert shown(tmp_path, ".") == ["d/" * 700 + "a.md"]


def test_a_folder_of_ten_thousand_files(tmp_path: Path) -> None:
    names = [f"{number:05}.md" for number in range(10_000)]
    for name in names:
        (tmp_path / name).touch()
    assert shown(tmp_path, ".") == names


def test_an_unreadable_folder(shared_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]) -> None:
    make(shared_path, "a.md", "secret/b.md", "locked/c.md", "locked/.gitignore")
    (shared_path / "secret").chmod(0)
    (shared_path / "locked" / ".gitignore").chmod(0)
    with unprivileged():
        found = find(shared_path, ".", "secret", "secret/b.md", "s*/*.md")
    (shared_path / "secret").chmod(0o755)
    denied = "there is no permission to read it"
    assert [file.shown for file in found.files] == ["a.md", "locked/c.md"]
    assert incidents(found) == [
        ("locked/.gitignore", "unreadable", f"the ignore file is not in force: {denied}"),
        ("secret", "unreadable", denied),
        ("secret", "unreadable", denied),
        ("secret/b.md", "unreadable", denied),
        ("secret", "unreadable", denied),
    ]


def test_named_files_can_be_left_out_as_a_walk_would(tmp_path: Path) -> None:
    make(tmp_path, ".git/HEAD", "a.md", "b.txt", "LICENSE", ".github/a.md", "node_modules/a.md", "old/a.md", "new/a.md")
    make(tmp_path, "new/draft.md", "new/kept.md", "vendor/x/a.md", "vendor.md")
    (tmp_path / ".gitignore").write_text("draft.md\nkept.md\n", encoding="utf-8")
    (tmp_path / ".claimlintignore").write_text("/old/\n", encoding="utf-8")
    (tmp_path / "new" / ".claimlintignore").write_text("!kept.md\n", encoding="utf-8")
    names = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    found = find(tmp_path, *names, exclude=["vendor/"], force=True)
    assert [file.shown for file in found.files] == ["a.md", "new/a.md", "new/kept.md", "vendor.md"]
    assert all(file.named for file in found.files)
    assert {file.shown for file in find(tmp_path, ".", exclude=["vendor/"]).files} == {
        "a.md", "new/a.md", "new/kept.md", "vendor.md",
    }  # fmt: skip
    assert found.incidents == ()


def test_forcing_leaves_alone_what_is_outside_and_what_is_missing(tmp_path: Path) -> None:
    make(tmp_path, "outside/.hidden.md", "outside/a.md", "inside/b.md", "inside/c.md")
    (tmp_path / "outside" / ".claimlintignore").write_text("a.md\n", encoding="utf-8")
    (tmp_path / "inside" / "link.md").symlink_to("c.md")
    (tmp_path / "inside" / ".claimlintignore").write_text("link.md\n", encoding="utf-8")
    found = find(tmp_path / "inside", "../outside/a.md", "../outside/.hidden.md", "gone.md", "link.md", force=True)
    outside = str(tmp_path / "outside")
    assert [file.path.resolve() for file in found.files] == [Path(outside, "a.md"), Path(outside, ".hidden.md")]
    assert incidents(found) == [("gone.md", "unreadable", "there is no such file or folder")]


def test_an_ignore_file_that_cannot_be_read_is_named_once_when_forcing(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md")
    (tmp_path / ".claimlintignore").write_bytes(b"x" * (1024 * 1024 + 1))
    found = find(tmp_path, "a.md", "b.md", force=True)
    assert [file.shown for file in found.files] == ["a.md", "b.md"]
    assert [name for name, _, _ in incidents(found)] == [".claimlintignore"]


def test_a_tree_too_deep_for_the_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.md")
    monkeypatch.chdir(tmp_path)
    for _ in range(20):
        Path("d" * 250).mkdir()
        os.chdir("d" * 250)
    found = find(tmp_path, ".")
    assert [file.shown for file in found.files] == ["a.md"]
    assert [(incident.kind, incident.detail) for _, incident in found.incidents] == [
        (IncidentKind.UNREADABLE, "its path is too long for this system")
    ]
