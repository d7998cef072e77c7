"""The keys of the configuration that speak of the site: ``formats`` and ``includes``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimlint.config import load_config
from claimlint.errors import ConfigError
from claimlint.extract import Format
from claimlint.model.options import Include

SCHEMA = Path(__file__).parents[1] / "docs" / "claimlint.schema.json"


def write(folder: Path, text: str, name: str = ".claimlint.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def fault(folder: Path, text: str) -> str:
    write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    return str(caught.value)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "footer.html").write_text("<p>Risks: bruising.</p>", encoding="utf-8")
    return tmp_path.resolve()


def test_both_keys_in_yaml(site: Path) -> None:
    write(site, 'formats: {"*.tpl": html, "data/*": json}\nincludes:\n  parts/footer.html: ["*.md", "pages/**"]\n')
    config = load_config(site)
    assert config.formats == (("*.tpl", Format.HTML), ("data/*", Format.JSON))
    assert config.includes == (Include(site / "parts" / "footer.html", ("*.md", "pages/**")),)


def test_both_keys_in_toml(site: Path) -> None:
    text = '[tool.claimlint.formats]\n"*.tpl" = "html"\n[tool.claimlint.includes]\n"parts/footer.html" = "*.md"\n'
    write(site, text, "pyproject.toml")
    config = load_config(site)
    assert config.formats == (("*.tpl", Format.HTML),)
    assert config.includes == (Include(site / "parts" / "footer.html", ("*.md",)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("formats: html", "1:10: 'formats' must be a mapping of keys to values, not text"),
        ("formats: {'*.x': htm}", "1:18: a format cannot be 'htm'; did you mean 'html'?"),
        ("formats: {'*.x': [html]}", "1:18: the format of '*.x' must be text, not a list"),
        ("formats: {'a//b': html}", "1:11: the pattern 'a//b' in 'formats' can never match"),
        ("includes: {parts/none.html: '*'}", "1:12: there is no partial 'parts/none.html'; paths are relative to"),
        ("includes: {parts: '*'}", "1:12: the partial 'parts' is a folder; name its files one by one"),
        ("includes: {../x: '*'}", "1:12: there is no partial '../x'"),
        ("includes: {parts/footer.html: []}", "1:31: the pages of 'parts/footer.html' are an empty list"),
        ("includes: {parts/footer.html: [a//b]}", "1:32: the pattern 'a//b' in 'includes' can never match"),
    ],
)
def test_faults_have_their_place(site: Path, text: str, expected: str) -> None:
    assert fault(site, text).startswith(f".claimlint.yaml:{expected}")


def test_a_partial_outside_is_refused(site: Path) -> None:
    inner = site / "inner"
    inner.mkdir()
    assert "is outside of the folder" in fault(inner, "includes: {../parts/footer.html: '*'}")


def test_the_schema_knows_every_format() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["properties"]["formats"]["additionalProperties"]["enum"] == [str(kind) for kind in Format]
