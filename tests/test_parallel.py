"""Several processes: the same reports, and a process that dies costs one file its verdict."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from cli_process import FLAGGED

from claimlint.files.discover import FoundFile
from claimlint.lint import Criteria, lint_file
from claimlint.model.document import IncidentKind
from claimlint.parallel import lint_files_in_parallel


def test_reports_come_back_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = []
    for number in range(9, 0, -1):
        path = tmp_path / f"{number}.md"
        path.write_text(FLAGGED * number, encoding="utf-8")
        files.append(FoundFile(path, path.name, named=True))
    told: list[tuple[int, int]] = []
    criteria = Criteria()
    reports = lint_files_in_parallel(files, criteria, 3, lambda done, total: told.append((done, total)))
    assert reports == [lint_file(file, criteria) for file in files]
    assert told == [(number, 9) for number in range(1, 10)]


class Deadly(FoundFile):
    """A file that ends the process that takes it up."""

    def __reduce__(self) -> tuple[Callable[[int], NoReturn], tuple[int]]:
        return os._exit, (3,)


def test_a_file_that_kills_its_process_is_an_incident_and_costs_no_other_file_its_verdict(tmp_path: Path) -> None:
    files = []
    for number in range(8):
        path = tmp_path / f"{number}.md"
        path.write_text(FLAGGED, encoding="utf-8")
        files.append((Deadly if number in (2, 5) else FoundFile)(path, path.name, named=False))
    reports = lint_files_in_parallel(files, Criteria(), 2, None)
    assert [report.path for report in reports] == [file.shown for file in files]
    assert [[incident.kind for incident in report.incidents] for report in reports] == [
        [IncidentKind.CRASHED] if number in (2, 5) else [] for number in range(8)
    ]
    assert [len(report.findings) for report in reports] == [1, 1, 0, 1, 1, 0, 1, 1]
