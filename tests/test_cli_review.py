"""Word documents on the command line: checked like any copy, and reviewed into a copy with comments."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from cli_process import run_cli
from wordfiles import docx, p, parts_of

FLAGGED = docx(p("About", style="H1"), p("It is safe for everyone."))
TITLE = "error[safety/safe-for-everyone]"
PLACE = "“About”, paragraph 2, character 7"


def test_a_finding_says_where_people_find_it(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(FLAGGED)
    done = run_cli("check", "--no-config", cwd=tmp_path)
    assert done.code == 1
    assert f" --> draft.docx:2:7 ({PLACE})\n" in done.out
    quiet = run_cli("check", "--no-config", "-q", "draft.docx", cwd=tmp_path)
    assert quiet.out.startswith(f"draft.docx:2:7: {TITLE} ")
    assert quiet.out.endswith(f" ({PLACE})\n")
    piped = run_cli("check", "--no-config", "-q", "-", "--stdin-filename", "a.docx", cwd=tmp_path, stdin=FLAGGED)
    assert piped.out == quiet.out.replace("draft.docx", "a.docx")


def test_the_file_that_word_keeps_beside_an_open_document_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx(p("Clean.")))
    (tmp_path / "~$draft.docx").write_bytes(b"\x05Anna" + bytes(157))
    done = run_cli("check", "--no-config", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    named = run_cli("check", "--no-config", "~$draft.docx", cwd=tmp_path)
    assert (named.code, "not a zip package" in named.err) == (2, True)


def test_json_says_that_places_are_those_of_the_extracted_text(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(FLAGGED)
    (tmp_path / "page.md").write_text("It is safe for everyone.\n", encoding="utf-8")
    report = json.loads(run_cli("check", "--no-config", "--format", "json", cwd=tmp_path).out)
    word, page = report["files"]
    assert (word["positions"], "positions" in page) == ("extracted-text", False)
    (finding,) = word["findings"]
    assert (finding["line"], finding["column"], finding["end_column"], finding["place"]) == (2, 7, 24, PLACE)
    assert "place" not in page["findings"][0]


def test_a_changed_document_counts_whole_with_new_from(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "draft.docx").write_bytes(FLAGGED)
    git("add", "."), git("commit", "-qm", "one")
    assert run_cli("check", "--no-config", "--new-from", "HEAD", cwd=tmp_path).code == 0
    changed = docx(p("About", style="H1"), p("It is safe for everyone."), p("More."))
    (tmp_path / "draft.docx").write_bytes(changed)
    done = run_cli("check", "--no-config", "-q", "--new-from", "HEAD", cwd=tmp_path)
    assert (done.code, done.out.count(TITLE)) == (1, 1)


def test_review_writes_a_copy_and_leaves_the_document(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(FLAGGED)
    done = run_cli("review", "--no-config", "draft.docx", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (1, "draft.reviewed.docx: 1 comment\n", "")
    assert draft.read_bytes() == FLAGGED
    made = (tmp_path / "draft.reviewed.docx").read_bytes()
    assert b"safety/safe-for-everyone" in parts_of(made)["word/comments.xml"]
    again = run_cli("review", "--no-config", "draft.docx", cwd=tmp_path)
    assert (again.code, again.out) == (2, "")
    assert "draft.reviewed.docx is there already" in again.err
    named = run_cli("review", "--no-config", "draft.docx", "-o", "other.docx", "--suggest", cwd=tmp_path)
    assert named.out == "other.docx: 1 comment, 0 tracked changes\n"
    # A reviewed document says the same, so it is judged the same.
    checked = run_cli("check", "--no-config", "-q", "other.docx", cwd=tmp_path)
    assert checked.out.startswith(f"other.docx:2:7: {TITLE}")


def test_review_never_writes_over_its_input(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(FLAGGED)
    os.link(draft, tmp_path / "hard.docx")
    (tmp_path / "soft.docx").symlink_to("draft.docx")
    for target in ("draft.docx", "./draft.docx", "hard.docx", "soft.docx"):
        done = run_cli("review", "--no-config", "draft.docx", "--output", target, cwd=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert "is the document itself, which is never changed" in done.err
    assert draft.read_bytes() == FLAGGED


def test_review_says_what_it_cannot_do(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "page.md").write_text("It is safe for everyone.\n", encoding="utf-8")
    cases = {
        ("gone.docx",): "gone.docx: there is no such file or folder",
        ("broken.docx",): "broken.docx: its zip structure is damaged",
        ("page.md",): "page.md: only Word documents (.docx) can hold the comments of a review",
        ("broken.docx", "--unsafe-fixes"): "--unsafe-fixes changes nothing by itself",
    }
    for words, message in cases.items():
        done = run_cli("review", "--no-config", *words, cwd=tmp_path)
        assert (done.code, done.out) == (2, "")
        assert message in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.docx", "page.md"]


def test_review_of_what_is_not_read_whole_gives_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(docx(p("Clean."), '<w:altChunk r:id="x"/>'))
    done = run_cli("review", "--no-config", "draft.docx", cwd=tmp_path)
    assert (done.code, done.out) == (2, "draft.reviewed.docx: 0 comments\n")
    assert "draft.docx: no verdict[markup]: it takes in a document" in done.err
