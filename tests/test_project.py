"""The house rules that no other tool checks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted(
    path
    for folder in ("src", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)  # fmt: skip
CODE.append(ROOT / "hatch_build.py")
SOURCES = [path for path in CODE if path.is_relative_to(ROOT / "src")]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "pyproject.toml"])
MAX_FILE = 400
MAX_FUNCTION = 60
FORBIDDEN_MODULES = {"ftplib", "http", "marshal", "pickle", "requests", "shelve", "smtplib", "socket", "urllib"}
FORBIDDEN_CALLS = {"eval", "exec", "__import__"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Return the top-level names of the modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_the_lists_are_not_empty() -> None:
    assert {"src/claimlint/config.py", "tests/test_project.py", "hatch_build.py"} <= {name(path) for path in CODE}
    assert {"README.md", "docs/decisions.md"} <= {name(path) for path in DOCUMENTS}


def test_no_file_is_too_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {file: length for file, length in lengths.items() if length > MAX_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {}
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert node.end_lineno is not None
                length = node.end_lineno - node.lineno + 1
                if length > MAX_FUNCTION:
                    found[f"{name(path)}:{node.lineno} {node.name}"] = length
    assert found == {}


def test_the_linter_has_no_network_no_pickles_and_runs_no_data() -> None:
    found = {f"{name(path)} imports {module}" for path in SOURCES for module in imported(path) & FORBIDDEN_MODULES}
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                found.add(f"{name(path)}:{node.lineno} calls {node.func.id}")
    assert found == set()


def test_yaml_is_read_in_one_place_only() -> None:
    assert [name(path) for path in SOURCES if "yaml" in imported(path)] == ["src/claimlint/text/yamlnodes.py"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_no_document_installs_the_other_claimlint(path: Path) -> None:
    # The name on PyPI belongs to an unrelated tool; ours is clinic-claimlint.
    wrong = re.compile(r"(pip|pipx|uv|uvx)\b[^\n]*\b(install|add)\s+(-\S+\s+)*[\"']?claimlint\b")
    assert wrong.search(path.read_text(encoding="utf-8")) is None
    assert wrong.search("python -m pip " + "install claimlint") is not None
