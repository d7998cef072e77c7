"""The compiled form holds all that the YAML says, is dropped when out of date, and needs no YAML to be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimlint.errors import PackError, UsageError
from claimlint.packs import load_library, rules_of
from claimlint.packs.compiled import FORMAT, read_compiled, sources_digest, write_compiled
from claimlint.packs.load import add_packs, load_folder


@pytest.fixture
def compiled(rules_folder: Path) -> Path:
    """The compiled form of a fresh rules folder, inside it."""
    write_compiled(rules_folder, rules_folder / "compiled.rules")
    return rules_folder / "compiled.rules"


def test_round_trip(rules_folder: Path, compiled: Path) -> None:
    library = read_compiled(compiled)
    assert library == load_folder(rules_folder)
    assert library.rules["safety/safe-for-all"].exempt_when
    assert library.rules["safety/safe-for-all"] is library.packs[1].rules[0]


def test_the_same_sources_give_the_same_bytes(rules_folder: Path, compiled: Path, tmp_path: Path) -> None:
    before = compiled.read_bytes()
    write_compiled(rules_folder, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_it_moves_with_its_folder(compiled: Path, tmp_path: Path) -> None:
    expected = read_compiled(compiled)
    moved = compiled.parent.rename(tmp_path / "elsewhere")
    assert read_compiled(moved / "compiled.rules") == expected
    assert expected is not None


def edit(name: str) -> Callable[[Path], object]:
    """Return what appends a comment to a file of the folder."""
    return lambda folder: (folder / name).write_text((folder / name).read_text() + "# more\n")


@pytest.mark.parametrize(
    "change",
    [
        edit("context.yaml"),
        edit("references.yaml"),
        edit("treatments.yaml"),
        edit("lexicon/verbs.yaml"),
        edit("packs/safety.yaml"),
        lambda folder: (folder / "packs/new.yaml").write_text(""),
        lambda folder: (folder / "packs/safety.yaml").rename(folder / "packs/safer.yaml"),
        lambda folder: (folder / "lexicon/nouns.yaml").unlink(),
    ],
)
def test_any_change_of_the_sources_makes_it_out_of_date(
    rules_folder: Path, compiled: Path, change: Callable[[Path], object]
) -> None:
    assert read_compiled(compiled) is not None
    change(rules_folder)
    assert read_compiled(compiled) is None


def test_moving_text_from_one_file_to_the_next_changes_the_digest(rules_folder: Path) -> None:
    one, two = rules_folder / "packs/a.yaml", rules_folder / "packs/b.yaml"
    one.write_text("xy")
    two.write_text("z")
    before = sources_digest(rules_folder)
    one.write_text("x")
    two.write_text("yz")
    assert sources_digest(rules_folder) != before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"[]",
        lambda data: b"null",
        lambda data: b"[" * 100_000,
        lambda data: b"{}",
        lambda data: data.replace(b'"hype"', b'"hyp"').replace(b'"absolute-safety"', b'"safety"'),
        lambda data: data.replace(b'"packs":[', b'"packs":[1,', 1),
        lambda data: data.replace(b'"parts":[', b'"parts":[],"prts":[', 1),
        lambda data: data.replace(b'"names":[', b'"names":[],"nmes":[', 1),
        lambda data: data.replace(b'"lines"', b'"lists"', 1),
        lambda data: without_the_last_line(data),
        lambda data: data.replace(b'"cues":[', b'"cues":[["negated"],', 1),
        lambda data: data.replace(f'"format":{FORMAT}'.encode(), b'"format":1', 1),
        lambda data: data + b"x",
    ],
)
def test_a_damaged_file_is_as_good_as_none(compiled: Path, damage: Callable[[bytes], bytes]) -> None:
    before = compiled.read_bytes()
    after = damage(before)
    assert after != before
    compiled.write_bytes(after)
    assert read_compiled(compiled) is None


def without_the_last_line(data: bytes) -> bytes:
    """The compiled form without the line number of the last pattern: a column that is shorter than others."""
    head, rest = data.split(b"\n", 1)
    lengths = dict(json.loads(head)["parts"])
    names = list(lengths)
    end = sum(lengths[name] for name in names[: names.index("lines") + 1])
    shorter = head.replace(f'["lines",{lengths["lines"]}]'.encode(), f'["lines",{lengths["lines"] - 4}]'.encode())
    return b"\n".join((shorter, rest[: end - 4] + rest[end:]))


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_compiled(tmp_path / "compiled.rules") is None


def test_faulty_sources_are_not_compiled(rules_folder: Path) -> None:
    (rules_folder / "packs/safety.yaml").write_text("pack: [")
    with pytest.raises(PackError):
        write_compiled(rules_folder, rules_folder / "compiled.rules")
    assert not (rules_folder / "compiled.rules").exists()


def test_packs_of_ones_own_come_on_top_of_the_compiled_form(rules_folder: Path, compiled: Path, own_pack: Path) -> None:
    library = read_compiled(compiled)
    assert library is not None
    added = add_packs(library, [own_pack])
    assert added == load_folder(rules_folder, [own_pack])
    assert added.rules["own/wonder"].examples.clean == ("I wonder.",)


def test_loading_compiles_once_and_then_reads(rules_folder: Path) -> None:
    first = load_library(rules_folder=rules_folder)
    stamp = (rules_folder / "compiled.rules").stat().st_mtime_ns
    assert load_library(rules_folder=rules_folder) == first == load_folder(rules_folder)
    assert (rules_folder / "compiled.rules").stat().st_mtime_ns == stamp


def test_loading_follows_an_edit(rules_folder: Path) -> None:
    load_library(rules_folder=rules_folder)
    file = rules_folder / "packs/safety.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Which studies?", "Whose?"), encoding="utf-8")
    assert load_library(rules_folder=rules_folder).rules["safety/unsourced-study"].message == "Whose?"
    head, *_ = (rules_folder / "compiled.rules").read_bytes().split(b"\n")
    assert json.loads(head)["digest"] == sources_digest(rules_folder)


def test_loading_works_where_nothing_can_be_written(rules_folder: Path) -> None:
    (rules_folder / "compiled.rules").mkdir()
    assert load_library(rules_folder=rules_folder) == load_folder(rules_folder)
    assert sorted(file.name for file in rules_folder.iterdir()) == [
        *("compiled.rules", "context.yaml", "lexicon", "packs", "references.yaml", "treatments.yaml"),
    ]


def test_loading_adds_packs(rules_folder: Path, own_pack: Path) -> None:
    assert "own/wonder" in load_library([own_pack], rules_folder).rules


def test_loading_raises_what_is_wrong_with_the_yaml(rules_folder: Path) -> None:
    (rules_folder / "context.yaml").write_text("cues: []")
    with pytest.raises(PackError) as caught:
        load_library(rules_folder=rules_folder)
    assert str(caught.value) == "rules/context.yaml:1:7: 'cues' must hold at least one item"


def test_rules_of_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src/claimlint"
    (tmp_path / "rules").mkdir()
    with pytest.raises(UsageError, match="the rules are missing from this installation"):
        rules_of(package)
    (tmp_path / "pyproject.toml").write_text("")
    assert rules_of(package) == tmp_path / "rules"
    (package / "rules").mkdir(parents=True)
    assert rules_of(package) == package / "rules"


def test_reading_the_compiled_form_imports_no_yaml_and_compiles_no_pattern(compiled: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from claimlint.packs import read_compiled\n"
        f"assert read_compiled(Path({str(compiled)!r})) is not None\n"
        "print(sorted({'yaml', 'regex', 'tempfile', 'claimlint.packs.load'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")
