"""The configuration: found where it should be, read exactly, refused with the place of the fault."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimlint.config import KEYS, Config, load_config
from claimlint.errors import ConfigError
from claimlint.model.rule import Confidence, Severity

SCHEMA = Path(__file__).parents[1] / "docs" / "claimlint.schema.json"
FULL_YAML = """\
jurisdictions: [us, uk]
select: [safety, hype]
ignore:
  - safety/no-risk
exclude: ["drafts/", "*.old.md"]
fail_on: never
min_confidence: medium
packs: [own/pack.yaml, own]
"""
FULL_TOML = """\
[project]
name = "site"

[tool.claimlint]
jurisdictions = ["us", "uk"]
select = ["safety", "hype"]
ignore = [
  "safety/no-risk",
]
exclude = ["drafts/", "*.old.md"]
fail_on = "never"
min_confidence = "medium"
packs = ["own/pack.yaml", "own"]
"""


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def fault(folder: Path, explicit: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(folder, Path(explicit) if explicit else None)
    return str(caught.value)


def yaml_fault(folder: Path, text: str | bytes) -> str:
    write(folder / ".claimlint.yaml", text)
    return fault(folder)


def toml_fault(folder: Path, text: str | bytes) -> str:
    write(folder / "pyproject.toml", text)
    return fault(folder)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    config = load_config(tmp_path)
    assert config == Config()
    assert (config.path, config.base, config.fail_on, config.min_confidence) == (
        None,
        None,
        Severity.WARNING,
        Confidence.LOW,
    )


@pytest.mark.parametrize(("name", "text"), [(".claimlint.yaml", FULL_YAML), ("pyproject.toml", FULL_TOML)])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key(tmp_path: Path, name: str, text: str, newline: str) -> None:
    write(tmp_path / "own" / "pack.yaml", "")
    write(tmp_path / name, text.replace("\n", newline))
    config = load_config(tmp_path)
    assert config == Config(
        path=tmp_path / name,
        jurisdictions=("us", "uk"),
        select=("safety", "hype"),
        ignore=("safety/no-risk",),
        exclude=("drafts/", "*.old.md"),
        fail_on=None,
        min_confidence=Confidence.MEDIUM,
        packs=(tmp_path / "own" / "pack.yaml", tmp_path / "own"),
    )
    assert config.base == tmp_path


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff"])
def test_an_empty_file_is_a_configuration(tmp_path: Path, text: str) -> None:
    write(tmp_path / ".claimlint.yaml", text)
    assert load_config(tmp_path) == Config(path=tmp_path / ".claimlint.yaml")


def test_one_text_stands_for_a_list_and_all_for_no_limit(tmp_path: Path) -> None:
    write(tmp_path / ".claimlint.yaml", "jurisdictions: all\nselect: [all]\nignore: hype\nexclude: all\n")
    config = load_config(tmp_path)
    assert (config.jurisdictions, config.select, config.ignore, config.exclude) == ((), (), ("hype",), ("all",))


@pytest.mark.parametrize("severity", list(Severity))
def test_each_severity(tmp_path: Path, severity: Severity) -> None:
    write(tmp_path / ".claimlint.yaml", f"fail_on: {severity.label}\n")
    assert load_config(tmp_path).fail_on is severity


def test_the_nearest_file_counts_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    repository = tmp_path / "repo"
    deep = repository / "a" / "b"
    deep.mkdir(parents=True)
    write(tmp_path / ".claimlint.yaml", "fail_on: error\n")
    assert load_config(deep).path == tmp_path / ".claimlint.yaml"
    (repository / ".git").mkdir()
    assert load_config(deep).path is None
    write(repository / "pyproject.toml", "[tool.claimlint]\n")
    assert load_config(deep).path == repository / "pyproject.toml"
    write(repository / "a" / "pyproject.toml", '[project]\nname = "claimlint-free"\n')
    assert load_config(deep).path == repository / "pyproject.toml"
    write(repository / "a" / ".claimlint.yaml", "")
    assert load_config(deep).path == repository / "a" / ".claimlint.yaml"


def test_the_explicit_file_wins_and_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path / ".claimlint.yaml", "unknown: x\n")
    other = write(tmp_path / "d" / "strict", "fail_on: info\n")
    table = write(tmp_path / "d" / "strict.toml", "tool.claimlint.fail_on = 'info'\n")
    assert load_config(tmp_path, Path("d/strict")) == Config(path=other, fail_on=Severity.INFO)
    assert load_config(tmp_path, other) == Config(path=other, fail_on=Severity.INFO)
    assert load_config(tmp_path, table) == Config(path=table, fail_on=Severity.INFO)


def test_an_explicit_file_that_is_none(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[project]\n")
    os.mkfifo(tmp_path / "pipe")
    assert fault(tmp_path, "gone.yaml") == "gone.yaml: there is no such file or folder"
    assert fault(tmp_path, "pyproject.toml") == "pyproject.toml:1:1: there is no table [tool.claimlint]"
    assert fault(tmp_path, "pipe").startswith("pipe: it is a named pipe, not a file")


def test_two_configurations_in_one_folder(tmp_path: Path) -> None:
    write(tmp_path / ".claimlint.yaml", "")
    write(tmp_path / "pyproject.toml", "[tool.claimlint]\n")
    assert fault(tmp_path) == (
        "two configurations in one folder: .claimlint.yaml and [tool.claimlint] in pyproject.toml; keep one of them"
    )


def test_a_name_that_would_be_passed_over_in_silence(tmp_path: Path) -> None:
    write(tmp_path / ".claimlint.yml", "")
    assert fault(tmp_path) == ".claimlint.yml: this name is not read; call it .claimlint.yaml"


YAML_FAULTS = [
    ("fail-on: error", "1:1: unknown key 'fail-on' in the configuration; did you mean 'fail_on'?"),
    ("fail_on: error\njurisdiction: [us]", "2:1: unknown key 'jurisdiction' in the configuration; did you mean"),
    ("rules: []", "1:1: unknown key 'rules' in the configuration; known: exclude, fail_on, formats, ignore, includes,"),
    ("fail_on: eror", "1:10: 'fail_on' cannot be 'eror'; did you mean 'error'?"),
    ("fail_on:", "1:9: 'fail_on' is empty"),
    ("fail_on: [error]", "1:10: 'fail_on' must be text, not a list"),
    ("min_confidence: 3", "1:17: 'min_confidence' cannot be '3'; known: high, low, medium"),
    ("jurisdictions: {us: true}", "1:16: 'jurisdictions' must be a list, not a mapping"),
    ("jurisdictions: [us, GB]", "1:21: no jurisdiction 'GB'; did you mean 'uk'?"),
    ("jurisdictions: [UK]", "1:17: no jurisdiction 'UK'; a code is as short as 'uk', in lower case"),
    ("jurisdictions: [us, all]", "1:21: 'all' stands alone in 'jurisdictions'"),
    ("jurisdictions: [us,\n us]", "2:2: 'us' stands twice in 'jurisdictions'; first on line 1"),
    ("select: [[a]]", "1:10: an item of 'select' must be text, not a list"),
    ("ignore: ['']", "1:10: an item of 'ignore' is empty"),
    ("exclude: ['/']", "1:11: the pattern '/' in 'exclude' can never match"),
    ("packs: [gone.yaml]", "1:9: there is no pack 'gone.yaml'; paths are relative to the configuration file"),
    ("packs: [../out.yaml]", "1:9: the pack '../out.yaml' is outside of the folder of the configuration file"),
    ("packs: [/etc/hostname]", "1:9: the pack '/etc/hostname' is outside of the folder of the configuration file"),
    ("packs: [link.yaml]", "1:9: the pack 'link.yaml' is outside of the folder of the configuration file"),
    ("- a", "1:1: the configuration must be a mapping of keys to values, not a list"),
    ("select: &a [x]", "1:9: the anchor &a is not allowed; write the value out where needed"),
    ("select: a\nselect: b", "2:1: the key 'select' stands twice; first on line 1"),
    ("select: [a", "1:11: not valid YAML while parsing a flow sequence"),
]


@pytest.mark.parametrize(("text", "message"), YAML_FAULTS)
def test_a_fault_in_yaml_has_its_place(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "site"
    write(tmp_path / "out.yaml", "")
    folder.mkdir()
    (folder / "link.yaml").symlink_to("../out.yaml")
    assert yaml_fault(folder, text).startswith(f".claimlint.yaml:{message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.claimlint]\n\nfail-on = 'error'", "3:1: unknown key 'fail-on' in the configuration; did you mean"),
        ("[tool.other]\nselect = 1\n[tool.claimlint]\n  fail_on = 'eror'", "4:3: 'fail_on' cannot be 'eror'; did you"),
        ("[tool.claimlint]\n'fail_on' = 3", "2:2: 'fail_on' cannot be '3'; known: error, info, never, warning"),
        ("[tool.claimlint]\nfail_on = true", "2:1: 'fail_on' cannot be 'true'; known"),
        ("[tool.claimlint]\njurisdictions = [\n 'us',\n 'gb']", "2:1: no jurisdiction 'gb'; did you mean 'uk'?"),
        ("[tool.claimlint.select]\na = 1", "1:1: 'select' must be a list, not a mapping"),
        ("tool.claimlint.fail_on = 'eror'", "1:16: 'fail_on' cannot be 'eror'; did you mean 'error'?"),
        ("[tool]\nclaimlint = 3", "2:1: the configuration must be a mapping of keys to values, not text"),
        ("[tool.claimlint]\nselect = [[[[[['a']]]]]]", "2:1: an item of 'select' must be text, not a list"),
        ("[tool.claimlint]\nselect = [", "2:11: not valid TOML: Invalid value"),
        ("[tool.claimlint", "1:16: not valid TOML: Expected ']' at the end of a table declaration"),
        ("[tool.claimlint]\nfail_on = 'a'\nfail_on = 'b'", "3:14: not valid TOML: Cannot overwrite a value"),
        ("# claimlint\na = " + "[" * 20_000, "1:1: not readable as TOML: nested too deep, or a number too long"),
        ("# claimlint\na = " + "9" * 5_000, "1:1: not readable as TOML: nested too deep, or a number too long"),
        ("# claimlint\n" + "a." * 300_000 + "b = 1", "2:1: a line with more than 500 dots is not read"),
    ],
)
def test_a_fault_in_toml_has_its_place(tmp_path: Path, text: str, message: str) -> None:
    assert toml_fault(tmp_path, text).startswith(f"pyproject.toml:{message}")


def test_another_folders_file_is_named_in_full(tmp_path: Path) -> None:
    path = write(tmp_path / ".claimlint.yaml", "fail_on: x\n")
    (tmp_path / "d").mkdir()
    assert fault(tmp_path / "d").startswith(f"{path}:1:10: ")


def test_what_is_not_utf_8(tmp_path: Path) -> None:
    assert yaml_fault(tmp_path, b"select: a\nignore: caf\xe9\n") == (
        ".claimlint.yaml:2:1: the file is not UTF-8; save it as UTF-8"
    )


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / ".claimlint.yaml").mkdir()
    assert fault(tmp_path) == ".claimlint.yaml: it is a folder, not a file"
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / ".claimlint.yaml").symlink_to("nowhere")
    assert fault(tmp_path / "d") == ".claimlint.yaml: there is no such file or folder"
    assert yaml_fault(tmp_path / "e", "#" * (1024 * 1024 + 1)).startswith(
        ".claimlint.yaml: it has 1,048,577 bytes, more than the limit of 1,048,576"
    )


def test_a_link_may_lead_to_a_file_of_the_same_repository_only(tmp_path: Path) -> None:
    site = tmp_path / "repo" / "site"
    site.mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    write(tmp_path / "repo" / "shared.yaml", "fail_on: info\n")
    write(tmp_path / "secret", "password\n")
    (site / ".claimlint.yaml").symlink_to("../shared.yaml")
    assert load_config(site).fail_on is Severity.INFO
    (site / ".claimlint.yaml").unlink()
    (site / ".claimlint.yaml").symlink_to("../../secret")
    assert fault(site) == (
        f".claimlint.yaml: a link out of {tmp_path / 'repo'}; name its target with --config to have it read"
    )


def test_a_folder_that_may_not_be_searched(
    shared_path: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    inner = shared_path / "closed" / "d"
    inner.mkdir(parents=True)
    (shared_path / "closed").chmod(0)
    with unprivileged():
        message = fault(inner)
    (shared_path / "closed").chmod(0o755)
    assert message == (
        f"{inner / '.git'}: no looking for a configuration here (Permission denied); "
        "name one with --config, or use --no-config"
    )


@given(st.text(max_size=80))
@pytest.mark.parametrize("name", ["any.yaml", "any.toml"])
def test_any_text_is_a_configuration_or_an_error_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    front = "[tool.claimlint]\n" if name.endswith("toml") else ""
    write(folder / name, (front + text).encode("utf-8", "surrogatepass"))
    try:
        load_config(folder, Path(name))
        message = f"{name}:1:1: none"
    except ConfigError as error:
        message = str(error)
    assert re.match(rf"{re.escape(name)}:[1-9]\d*:[1-9]\d*: \S", message)


def test_the_schema_knows_the_keys_and_values_that_the_loader_takes(tmp_path: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    properties = schema["properties"]
    assert schema["additionalProperties"] is False
    assert sorted(properties) == sorted(KEYS)
    assert all(entry["description"] for entry in properties.values())
    assert properties["fail_on"]["enum"] == ["error", "warning", "info", "never"]
    assert properties["min_confidence"]["enum"] == ["low", "medium", "high"]
    defaults = {key: entry["default"] for key, entry in properties.items()}
    write(tmp_path / ".claimlint.yaml", json.dumps(defaults))
    assert load_config(tmp_path) == Config(path=tmp_path / ".claimlint.yaml")
