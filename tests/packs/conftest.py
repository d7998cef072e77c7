"""A small rules folder, copied afresh for each test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def rules_folder(tmp_path: Path) -> Path:
    """A copy of ``data/rules``."""
    return Path(shutil.copytree(DATA / "rules", tmp_path / "rules"))


@pytest.fixture
def own_pack(tmp_path: Path) -> Path:
    """A copy of ``data/own.yaml``, a pack with lists and references of its own."""
    return Path(shutil.copy(DATA / "own.yaml", tmp_path / "own.yaml"))
