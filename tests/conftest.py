"""What all tests share: how properties are searched, and a place that an ordinary user's rights apply to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, and no clock: a slow machine fails nothing.
settings.register_profile(
    "claimlint", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("claimlint")

NOBODY = 65534


@contextmanager
def _as_nobody() -> Iterator[None]:
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def unprivileged() -> Callable[[], AbstractContextManager[None]]:
    """Gives up root's right to read everything for the length of a ``with``; nothing to do for other users."""
    return _as_nobody if os.geteuid() == 0 else nullcontext


@pytest.fixture
def shared_path() -> Iterator[Path]:
    """A temporary folder that other users may enter, unlike ``tmp_path``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder
