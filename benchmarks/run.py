"""Measures what the linter promises about speed, each time as a ratio to something run beside it.

Usage: python benchmarks/run.py [--json FILE]

Figures in MB/s move with the machine; the ratios are what to compare. Nothing here fails: it prints what it measured
and whether the aim was met.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from pathlib import Path

from extraction import extraction
from measuring import Measure, best, megabytes, pages, processes

BASELINE = "import click, regex, yaml"


def lint_all(paths: list[Path], share: int = 1) -> float:
    """Lint the files in this process with one rule of each ``share``; return the seconds taken, reading included."""
    from claimlint.engine import Checker
    from claimlint.extract import extract, format_of
    from claimlint.model.options import Options
    from claimlint.packs import load_library
    from claimlint.text.decode import decode

    library = load_library()
    chosen = tuple(list(library.rules)[::share]) if share > 1 else ()
    checker = Checker(library, Options(select=chosen))
    start = time.perf_counter()
    for path in paths:
        form = format_of(str(path))
        assert form is not None
        checker.check(extract(decode(path.read_bytes(), str(path), html=path.suffix == ".html"), form))
    return time.perf_counter() - start


def one_by_one(paths: list[Path]) -> float:
    """Search every pattern, one after the other, in the bare text of the files; return the seconds taken."""
    import regex

    from claimlint.packs import load_library

    library = load_library()
    compiled = []
    for rule in library.rules.values():
        for pattern in rule.patterns:
            names = {name: "|".join(map(regex.escape, library.lexicons[name])) for name in pattern.lexicons}
            compiled.append(
                regex.compile(re.sub("\x02(\\w+)\x03", lambda found, names=names: names[found[1]], pattern.expression))
            )
    start = time.perf_counter()
    for path in paths:
        text = " ".join(path.read_text(encoding="utf-8").lower().split())
        for expression in compiled:
            for _ in expression.finditer(text):
                pass
    return time.perf_counter() - start


def throughput(folder: Path) -> list[Measure]:
    """Measure pages of both formats, and the ratio to searching pattern by pattern."""
    found = []
    for form in ("md", "html"):
        paths = pages(folder, form, 500, 8)
        rate = megabytes(paths) / best(lambda paths=paths: lint_all(paths))
        found.append(Measure(f"all packs on 500 pages of 8 KB, {form}", rate, "MB/s", "at least 8", rate >= 8))
        few = paths[:4]
        slow = megabytes(few) / one_by_one(few)
        ratio = rate / slow
        found.append(Measure(f"  searching pattern by pattern, {form}", slow, "MB/s"))
        found.append(Measure(f"  ratio, {form}", ratio, "times", "at least 100", ratio >= 100))
    return found


def growth(folder: Path) -> list[Measure]:
    """Measure one file of growing size, and a growing number of rules."""
    found = []
    for form in ("md", "html"):
        rates = {}
        for kb, docs in ((4, 64), (64, 8), (1024, 1), (4096, 1)):
            paths = pages(folder, form, docs, kb)
            rates[kb] = megabytes(paths) / best(lambda paths=paths: lint_all(paths))
            found.append(Measure(f"file of {kb} KB, {form}", rates[kb], "MB/s"))
        ratio = rates[64] / rates[4096]
        found.append(Measure(f"  time per byte, 4 MB to 64 KB, {form}", ratio, "times", "at most 1.5", ratio <= 1.5))
    paths = pages(folder, "md", 300, 8)
    taken = {share: best(lambda share=share: lint_all(paths, share)) for share in (4, 2, 1)}
    for share, name in ((4, "a quarter of"), (2, "half of"), (1, "all")):
        found.append(Measure(f"{name} the rules", megabytes(paths) / taken[share], "MB/s"))
    ratio = taken[1] / taken[4]
    found.append(Measure("  time with four times the rules", ratio, "times", "far below 4", ratio <= 2.5))
    return found


def start_up(folder: Path) -> list[Measure]:
    """Measure a whole process on one small file beside a process that only imports three packages."""
    page = pages(folder, "md", 1, 4)[0]
    check = [sys.executable, "-m", "claimlint", "check", "--no-config", "--fail-on", "never", str(page)]
    base, run = processes([sys.executable, "-c", BASELINE], check)
    ratio = run / base
    return [
        Measure(f'python -c "{BASELINE}"', base * 1000, "ms"),
        Measure("claimlint check on one page of 4 KB", run * 1000, "ms"),
        Measure("  ratio", ratio, "times", "at most 2.5", ratio <= 2.5),
    ]


def main() -> None:
    """Measure everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measures = [*start_up(folder), *extraction(folder), *throughput(folder), *growth(folder)]
    for measure in measures:
        verdict = {None: "", True: "met", False: "NOT MET"}[measure.met]
        print(f"{measure.name:48} {measure.value:9.2f} {measure.unit:6} {measure.aim:14} {verdict}")
    if args.json:
        rows = [{"name": m.name.strip(), "value": round(m.value, 3), "unit": m.unit, "met": m.met} for m in measures]
        args.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
