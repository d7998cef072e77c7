"""The first minutes on an old site: a configuration, a summary instead of a wall, a baseline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_process import CLEAN, FLAGGED, run_cli
from terminal import run_on_terminal

from claimlint.cli_commands import MOST_SHOWN
from claimlint.cli_init import jurisdictions, starting_text
from claimlint.config import KEYS, load_config
from claimlint.lint import library_of
from claimlint.model.rule import Severity

NAME = ".claimlint.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site: sixty pages with an error each, and one clean page."""
    (tmp_path / ".git").mkdir()
    for number in range(60):
        (tmp_path / f"page-{number:02}.md").write_text(FLAGGED, encoding="utf-8")
    (tmp_path / "clean.md").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def test_on_a_terminal_the_worst_are_shown_and_the_rest_counted(site: Path) -> None:
    (site / "zz.md").write_text("A miracle cure.\n", encoding="utf-8")
    code, shown = run_on_terminal("check", cwd=site)
    lines = shown.splitlines()
    assert code == 1
    assert sum(line.startswith(" --> ") for line in lines) == MOST_SHOWN
    start = lines.index("  count  rule")
    assert lines[start + 1] == "     60  safety/safe-for-everyone"
    assert lines[lines.index("  count  file") + 1 :][:12] == [
        *(f"      1  page-{number:02}.md" for number in range(10)),
        "         and 51 more files",
        "",
    ]
    assert lines[-3:-1] == [
        f"Shown are the {MOST_SHOWN} worst of 61 findings; --all shows them all.",
        "An old site? “claimlint baseline” records these as known, so that from now on only new ones fail.",
    ]


@pytest.mark.parametrize("options", [["--all"], ["--quiet"]])
def test_all_of_them_on_request(site: Path, options: list[str]) -> None:
    _, shown = run_on_terminal("check", *options, cwd=site)
    assert len(re.findall(r"page-\d\d\.md:1:7", shown)) == 60
    assert "Shown are" not in shown


def test_a_pipe_and_a_file_get_all_of_them(site: Path) -> None:
    outcome = run_cli("check", "--output", "text=report.txt", cwd=site)
    assert outcome.out.count(" --> ") == 60
    assert (site / "report.txt").read_text(encoding="utf-8") == outcome.out


def test_few_findings_are_shown_as_ever(site: Path) -> None:
    code, shown = run_on_terminal("check", "page-00.md", cwd=site)
    assert (code, shown.count(" --> "), "count" in shown) == (1, 1, False)


def test_init_asks_and_offers_a_baseline(site: Path) -> None:
    code, shown = run_on_terminal("init", cwd=site, answers="uk,xx\nuk, AU\nprpp\nPRP, botox\ny\n")
    assert code == 0
    assert "no source is of jurisdiction “xx”" in shown
    assert "no treatment is known as “prpp”; did you mean “prp”?" in shown
    assert shown.endswith("[y/N]: .claimlint-baseline.json: +60/−0, 60 known\nnext: claimlint check\n")
    assert load_config(site).jurisdictions == ("uk", "au")
    text = (site / NAME).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if re.match(r"# [a-z]+[^:]*$", line)][-2:] == [
        "# platelet-rich plasma (PRP)",
        "# botulinum toxin",
    ]
    assert run_cli("check", cwd=site).code == 0


def test_init_takes_no_for_an_answer(site: Path) -> None:
    code, shown = run_on_terminal("init", cwd=site, answers="\n\nn\n")
    assert code == 0
    assert shown.endswith("[y/N]: next: claimlint check\n")
    assert sorted(path.name for path in site.glob(".claimlint*")) == [NAME]
    assert load_config(site).jurisdictions == ()


def test_init_left_at_a_question_writes_nothing(site: Path) -> None:
    ctrl_d = "\x04"
    code, shown = run_on_terminal("init", cwd=site, answers="uk\n" + ctrl_d)
    assert (code, shown.splitlines()[-1]) == (130, "claimlint: interrupted")
    assert list(site.glob(".claimlint*")) == []


def test_init_without_anyone_to_ask(site: Path) -> None:
    outcome = run_cli("init", cwd=site)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "claimlint: there is nobody to ask here; name --jurisdiction us,uk (or all), or take the defaults with --yes\n"
    )
    made = run_cli("init", "--jurisdiction", "us,uk", "--treatment", "exosomes", "--baseline", cwd=site)
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines() == [
        f"wrote {NAME}", "found 60 findings in 61 files", ".claimlint-baseline.json: +60/−0, 60 known",
        "next: claimlint check",
    ]  # fmt: skip
    again = run_cli("init", "--yes", cwd=site)
    assert (again.code, again.err) == (
        2, f"claimlint: {NAME}: there is a configuration here already; to replace it use --force\n",
    )  # fmt: skip
    assert load_config(site).jurisdictions == ("us", "uk")
    (site / NAME).write_text("not: [valid", encoding="utf-8")
    assert run_cli("init", "--yes", "--force", cwd=site).code == 0
    assert load_config(site).jurisdictions == ()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (".claimlint.yml", "", ".claimlint.yml: this name is not read; call it .claimlint.yaml"),
        ("pyproject.toml", "[tool.claimlint]\n", "pyproject.toml: there is a configuration here already, in [tool."),
        ("pyproject.toml", "[tool.claimlint\n", "pyproject.toml:1:16: not valid TOML"),
    ],
)
def test_init_makes_no_second_configuration(site: Path, name: str, text: str, message: str) -> None:
    (site / name).write_text(text, encoding="utf-8")
    outcome = run_cli("init", "--yes", "--force", cwd=site)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"claimlint: {message}")
    assert not (site / NAME).exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--jurisdiction", "xx"], "no source is of jurisdiction “xx”"),
        (["--jurisdiction", " , "], "--jurisdiction names nothing"),
        (["--yes", "--treatment", "no such thing at all\x1b"], "no treatment is known as “no such thing at all\\x1b”"),
    ],
)
def test_init_refuses_what_it_does_not_know(site: Path, words: list[str], message: str) -> None:
    outcome = run_cli("init", *words, cwd=site)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"claimlint: {message}")
    assert not (site / NAME).exists()


def test_init_writes_over_no_link(site: Path) -> None:
    (site / NAME).symlink_to("elsewhere.yaml")
    outcome = run_cli("init", "--yes", "--force", cwd=site)
    assert (outcome.code, outcome.err) == (
        2, f"claimlint: cannot write {site / NAME}: it is a link; name the file that it leads to\n",
    )  # fmt: skip
    assert not (site / "elsewhere.yaml").exists()


def test_the_first_configuration_holds_with_every_example_switched_on(tmp_path: Path) -> None:
    library = library_of()
    for codes in ((), ("us",), tuple(jurisdictions(library))):
        (tmp_path / NAME).write_text(starting_text(codes, list(library.treatments.values()), library), encoding="utf-8")
        assert load_config(tmp_path).jurisdictions == codes
    (tmp_path / "claimlint-rules").mkdir()
    (tmp_path / "evidence.yaml").touch()
    text = starting_text((), (), library)
    (tmp_path / NAME).write_text(re.sub(r"(?m)^# (?=[a-z_]+: \S)(?!.*: see)", "", text), encoding="utf-8")
    config = load_config(tmp_path)
    assert (config.exclude, config.fail_on) == (("vendor/", "*.min.html"), Severity.WARNING)
    assert config.baseline == tmp_path / ".claimlint-baseline.json"
    assert [key for key in KEYS if not re.search(rf"(?m)^(# )?{key}: ", text)] == []
