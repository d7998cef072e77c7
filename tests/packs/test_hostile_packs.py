"""Whatever stands in a pack: a library or a ``PackError``, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimlint.errors import PackError
from claimlint.model.rule import Library
from claimlint.packs.load import add_packs, load_folder

DATA = Path(__file__).parent / "data"
OWN = (DATA / "own.yaml").read_text(encoding="utf-8")
PIECES = (
    *("[", "]", "{", "}", ":", ": ", "- ", "\n", "\n  ", "\t", "'", '"', "|", ">", "&a ", "*a", "<<", "#"),
    *("!!python/object:os.system ", "---\n", "...\n", "%YAML 9.9\n", "? ", "~", "null", "1.10", "no", "0x1F"),
    *("(", ")", "(?P<x>", "(?", "\\", "{match}", "{treatment}", "+", "*", "{2,999}", "[a-", "$", "^"),
    *("\0", "\x02", "\x85", "\u2028", "\ufeff", "\ud800", "é", "’", "💉"),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_folder(DATA / "rules")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "pack.yaml"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6), pieces=st.lists(st.sampled_from(PIECES), min_size=1))
def test_changed_packs(library: Library, pack: Path, seed: int, changes: int, pieces: list[str]) -> None:
    random_ = random.Random(seed)
    text = OWN
    for number in range(changes):
        start = random_.randrange(len(text) + 1)
        end = min(len(text), start + random_.choice((0, 0, 1, 3, 30)))
        text = text[:start] + pieces[number % len(pieces)] + text[end:]
    pack.write_bytes(text.encode("utf-8", "surrogatepass"))
    loads_or_is_refused(library, pack)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_any_bytes(library: Library, pack: Path, data: bytes) -> None:
    pack.write_bytes(data)
    loads_or_is_refused(library, pack)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=60), line=st.integers(0, OWN.count("\n") - 1))
def test_any_text_as_a_value(library: Library, pack: Path, value: str, line: int) -> None:
    lines = OWN.split("\n")
    key = lines[line].partition(":")[0]
    quoted = value.replace("'", "''").replace("\n", " ")
    pack.write_text("\n".join([*lines[:line], f"{key}: '{quoted}'", *lines[line + 1 :]]), encoding="utf-8")
    loads_or_is_refused(library, pack)


def loads_or_is_refused(library: Library, pack: Path) -> None:
    refused = None
    try:
        loaded = add_packs(library, [pack])
    except PackError as error:
        refused = error
    if refused is None:
        assert len(loaded.packs) == len(library.packs) + 1
    else:
        assert (refused.path, bool(refused.message)) == (pack.as_posix(), True)
        assert min(refused.line, refused.column) >= 1
