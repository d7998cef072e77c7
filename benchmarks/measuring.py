"""What all measures are made with: pages, processes, and the least of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "bench" / "make_corpus.py"
FIXTURES = ROOT / "fixtures"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure and what it aims at; ``met`` is None where there is no aim."""

    name: str
    value: float
    unit: str
    aim: str = ""
    met: bool | None = None


def pages(folder: Path, form: str, docs: int, kb: int) -> list[Path]:
    """Return ``docs`` pages of at least ``kb`` KiB: from the corpus generator, or of our own fixtures repeated."""
    target = folder / f"{form}-{kb}"
    if CORPUS.exists():
        command = [sys.executable, str(CORPUS), "--out", str(target), "--docs", str(docs), "--kb", str(kb)]
        subprocess.run([*command, "--format", form, "--seed", "11"], check=True, capture_output=True)
    else:
        target.mkdir(parents=True)
        text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(FIXTURES.rglob(f"*.{form}")))
        for number in range(docs):
            (target / f"page-{number}.{form}").write_text((text * (kb * 1024 // len(text) + 1))[: kb * 1024], "utf-8")
    return sorted(target.iterdir())


def best(measured: Callable[[], float], times: int = 3) -> float:
    """Return the least of several runs: what the machine can do when nothing else disturbs it."""
    return min(measured() for _ in range(times))


def processes(*commands: list[str], times: int = 15) -> list[float]:
    """Return for each command the median of the seconds that it takes as a whole process.

    The commands take turns: a machine that slows down for a while slows all of them.
    """
    taken: list[list[float]] = [[] for _ in commands]
    # Where this is set, an editable install would compile its modules at every start, and an installed one would not.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(times):
        for command, seconds in zip(commands, taken, strict=True):
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=env)
            seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def megabytes(paths: list[Path]) -> float:
    """Return the size of the files in millions of bytes."""
    return sum(path.stat().st_size for path in paths) / 1e6
