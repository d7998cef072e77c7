"""A large report, for the tests of whatever must stay usable with thousands of findings."""

from __future__ import annotations

from samples import finding

from claimlint.model.document import BlockKind
from claimlint.model.report import CopyBlock, FileReport, PackInfo, Report, RunInfo
from claimlint.model.rule import Category, Reference, Severity

_FILLER = "The clinic is open on weekdays, and the first talk with a nurse is free of charge and takes an hour. " * 3
_LINE = "Our PRP is gentle and, we believe, safe for everyone."


def many_findings(documents: int = 40, each: int = 50) -> Report:
    """Return a report on ``documents`` pages with ``each`` findings, every one in a paragraph of its own."""
    references = tuple(
        Reference(
            f"{code}-{number}", code, "What health claims in advertising need", f"Advertising code, rule 12.{number}",
            f"https://example.org/{code}/advertising/code/{number}", "official", "2026-11-21", "2027-11-21",
        )
        for code in ("us", "uk", "eu", "au", "ca")
        for number in (1, 2)
    )  # fmt: skip
    categories, severities = list(Category), list(Severity)
    files = []
    for page in range(documents):
        copy = [CopyBlock(BlockKind.HEADING, f"Page {page}", 1)]
        findings = []
        for place in range(each):
            copy += [CopyBlock(BlockKind.PARAGRAPH, _FILLER), CopyBlock(BlockKind.PARAGRAPH, _LINE)]
            findings.append(
                finding(
                    category=categories[place % len(categories)], severity=severities[place % 3], line=4 * place + 5,
                    references=references, jurisdictions=("us", "uk", "eu", "au", "ca"),
                    fingerprint=f"{page * each + place:032x}"[::-1],
                    copy_block=2 * place + 2, copy_start=35, copy_end=52,
                )
            )  # fmt: skip
        files.append(FileReport(f"pages/page-{page:03}.md", tuple(findings), copy=tuple(copy), digest="0" * 64))
    packs = (PackInfo("safety", "sha256:" + "2" * 64),)
    return Report(tuple(files), packs, (), run=RunInfo("2026-11-22T00:00:00Z"))
