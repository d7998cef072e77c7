"""PDF and RTF files from the command line: what is shown of them, what is missing, what is not done for them."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from cli_process import run_cli
from pdffiles import column, pdf, text

import claimlint

SOURCES = str(Path(claimlint.__file__).parents[1])
RULE = ("--select", "safety/safe-for-everyone")
BROCHURE = pdf(
    text(72, 700, "Welcome."), column(72, 700, "Here is what we say of it, that it is safe for", "everyone.")
)
LEAFLET = rb"{\rtf1\ansi\pard\outlinelevel0 About\par\pard\outlinelevel9 It is safe for every{\b one}.\par}"
INSTALL = "PDF files are read with the extra pdf: pip install 'clinic-claimlint[pdf]'"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "brochure.pdf").write_bytes(BROCHURE)
    (tmp_path / "leaflet.rtf").write_bytes(LEAFLET)
    return tmp_path


@pytest.fixture
def without_extra(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a Python that has no PDFium."""
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['pypdfium2_raw'] = None\n")
    return {"PYTHONPATH": f"{SOURCES}:{folder}"}


def test_page_and_line_are_shown(site: Path) -> None:
    done = run_cli("check", "--no-config", "-q", *RULE, ".", cwd=site)
    assert done.code == 1
    assert [line.partition(": ")[0] + line[line.rindex(" (") :] for line in done.out.splitlines()] == [
        "brochure.pdf:2:39 (page 2, line 1)",
        "leaflet.rtf:1:67 (“About”, paragraph 2, character 7)",
    ]


def test_every_format_has_the_place(site: Path) -> None:
    names = ("json", "jsonl", "sarif", "csv", "markdown", "junit", "gitlab", "html")
    outputs = [word for name in names for word in ("--output", f"{name}=out.{name}")]
    done = run_cli("check", "--no-config", *RULE, "--format", "github", *outputs, "brochure.pdf", cwd=site)
    assert done.code == 1
    assert "::error file=brochure.pdf,title=safety/safe-for-everyone::" in done.out
    shown = {name: (site / f"out.{name}").read_text(encoding="utf-8") for name in names} | {"github": done.out}
    assert [name for name, content in shown.items() if "page 2, line 1" not in content] == []
    (result,) = json.loads(shown["sarif"])["runs"][0]["results"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "page 2, line 1"}]
    assert json.loads(shown["json"])["files"][0]["positions"] == "extracted-text"
    (row,) = csv.DictReader(StringIO(shown["csv"].removeprefix("\ufeff"), newline=""))
    assert (row["place"], row["line"], row["column"]) == ("page 2, line 1", "2", "39")


def test_the_same_in_two_processes(site: Path) -> None:
    one, two = (run_cli("check", "--no-config", "-q", "-j", jobs, ".", cwd=site) for jobs in ("1", "2"))
    assert (one.code, one.out) == (two.code, two.out)


def test_standard_input(site: Path) -> None:
    done = run_cli("check", "--no-config", "-q", *RULE, "--stdin-filename", "a.pdf", "-", cwd=site, stdin=BROCHURE)
    assert (done.code, done.out.partition(": ")[0]) == (1, "a.pdf:2:39")


def test_a_waiver_of_the_configuration_holds(site: Path) -> None:
    entry = 'waivers:\n  - file: "*.pdf"\n    rule: safety/safe-for-everyone\n    match: safe for everyone\n'
    (site / ".claimlint.yaml").write_text(entry + "    reason: agreed\n")
    done = run_cli("check", *RULE, "brochure.pdf", cwd=site)
    assert done.code == 0
    assert "  --> brochure.pdf:2:39 (page 2, line 1)\n" in done.out.replace(" --> ", "  --> ", 1)


def test_files_are_listed_with_their_formats(site: Path) -> None:
    done = run_cli("check", "--no-config", "--list-files", ".", cwd=site)
    assert done.out.splitlines() == ["brochure.pdf\tpdf\tnamed *.pdf", "leaflet.rtf\trtf\tnamed *.rtf"]


def test_without_the_extra_a_named_file_has_no_verdict(site: Path, without_extra: dict[str, str]) -> None:
    done = run_cli("check", "--no-config", "-q", "brochure.pdf", cwd=site, env=without_extra)
    expected = f"brochure.pdf: no verdict[unsupported]: {INSTALL}; nothing in it was checked\n"
    assert (done.code, done.out, done.err) == (2, "", expected)


def test_without_the_extra_a_walk_says_what_it_passed_over(site: Path, without_extra: dict[str, str]) -> None:
    done = run_cli("check", "--no-config", "-q", *RULE, ".", cwd=site, env=without_extra)
    assert (done.code, done.out.partition(":")[0]) == (1, "leaflet.rtf")
    assert done.err == f"not read: 1 pdf file; {INSTALL}\n"
    listed = run_cli("check", "--no-config", "--list-files", ".", cwd=site, env=without_extra)
    assert (listed.code, listed.out, listed.err) == (0, "leaflet.rtf\trtf\tnamed *.rtf\n", done.err)
    (site / "leaflet.rtf").unlink()
    alone = run_cli("check", "--no-config", ".", cwd=site, env=without_extra)
    assert alone.code == 2
    assert INSTALL in alone.err


@pytest.mark.parametrize("words", [("check", "--fix"), ("check", "--diff")])
def test_a_pdf_is_not_rewritten(words: tuple[str, str], tmp_path: Path) -> None:
    data = pdf(text(72, 700, "Our FDA-approved laser cap."))
    (tmp_path / "a.pdf").write_bytes(data)
    reason = "a.pdf: not rewritten: pdf files cannot be rewritten here; change the draft that it was made from"
    done = run_cli(*words, "--no-config", "a.pdf", cwd=tmp_path)
    piped = run_cli(*words, "--no-config", "--stdin-filename", "a.pdf", "-", cwd=tmp_path, stdin=data)
    assert (done.code, piped.code, (tmp_path / "a.pdf").read_bytes()) == (2, 2, data)
    assert reason in done.err
    assert reason in piped.err


def test_plain_words_in_rtf_are_rewritten(tmp_path: Path) -> None:
    before = rb"{\rtf1\ansi\pard Our FDA-approved laser cap, caf\'e9.\par\pard Our {\b FDA}-approved laser cap.\par}"
    (tmp_path / "a.rtf").write_bytes(before)
    done = run_cli("check", "--no-config", "-q", "--fix", "a.rtf", cwd=tmp_path)
    assert (tmp_path / "a.rtf").read_bytes() == before.replace(b"FDA-approved", b"FDA-cleared")
    assert done.err.splitlines() == [
        "a.rtf: 1 rewrite: “FDA-approved” → “FDA-cleared”",
        "claimlint: a.rtf:1:71: not rewritten (approval/fda-approved): markup stands among the words; put it right "
        "by hand",
    ]


@pytest.mark.parametrize("name", ["brochure.pdf", "leaflet.rtf"])
def test_a_review_wants_a_word_document(site: Path, name: str) -> None:
    done = run_cli("review", "--no-config", name, cwd=site)
    assert (done.code, sorted(path.name for path in site.iterdir())) == (2, ["brochure.pdf", "leaflet.rtf"])
    assert done.err == (
        f"claimlint: {name}: only Word documents (.docx) can hold the comments of a review; "
        "save it as .docx, or use claimlint check\n"
    )
