"""Patterns that wait for their first use."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from claimlint.lazy_patterns import lazy_pattern


def test_a_pattern_behaves_as_if_compiled() -> None:
    pattern = lazy_pattern(r"(?P<word>\w+) no", re.IGNORECASE)
    for _ in range(2):
        found = pattern.search("Yes or NO")
        assert found is not None
        assert found["word"] == "or"
    assert pattern.sub("-", "a no b") == "- b"
    assert (pattern.pattern, pattern.groupindex) == (r"(?P<word>\w+) no", {"word": 1})
    assert lazy_pattern(rb"\d+").findall(b"a1b22") == [b"1", b"22"]


def test_a_faulty_pattern_shows_at_its_first_use() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.match("")


COMPILE_ALL = """
import gc, importlib, pkgutil
import claimlint
from claimlint.lazy_patterns import LazyPattern
for module in pkgutil.walk_packages(claimlint.__path__, "claimlint."):
    if not module.name.endswith(("__main__", "pdf_program")):
        importlib.import_module(module.name)
late = [item for item in gc.get_objects() if type(item) is LazyPattern]
assert len(late) > 200, len(late)
for item in late:
    item.flags
"""


def test_every_pattern_of_the_package_compiles() -> None:
    # In a process of its own: what a run has frozen before is not listed.
    done = subprocess.run([sys.executable, "-c", COMPILE_ALL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
