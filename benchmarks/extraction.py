"""Measures how fast copy is taken out of files, without any rule: one process, one core, processor time."""

from __future__ import annotations

import gc
import json
import re
import time
from pathlib import Path

from component_pages import FORMS, page
from measuring import Measure, best, pages

from claimlint.cli import MOST_NEW
from claimlint.extract import extract, format_of
from claimlint.model.document import Source
from claimlint.text.decode import decode

_SIZES = (8, 16, 30, 60)
"""Sizes of pages in KiB."""
_MARKS = re.compile(r"<[^>]*>|\]\([^)]*\)|[*_`\[|&]")
_HEADING = re.compile(r"^#+ (.*)", re.MULTILINE)


def extraction(folder: Path) -> list[Measure]:
    """Measure the formats one by one, decoding not included."""
    found = []
    sources = {form: [_source(path) for kb in _SIZES for path in pages(folder, form, 6, kb)] for form in ("html", "md")}
    data = [_data(source.text) for source in sources["md"]]
    sources["json"] = [_decoded(json.dumps(value, indent=2, ensure_ascii=False), "page.json") for value in data]
    sources["yaml"] = [_decoded(_yaml(value), "page.yaml") for value in data]
    for form, aim in (("html", 20), ("md", 20), ("json", 20), ("yaml", 0)):
        rate = _rate(sources[form])
        met = rate >= aim if aim else None
        found.append(Measure(f"taking copy out of {form}", rate, "MB/s", f"at least {aim}" if aim else "", met))
    for form in FORMS:
        made = [_decoded(page(form, number, _SIZES[number % 4]), f"page.{form}") for number in range(16)]
        rate = _rate(made)
        found.append(Measure(f"taking copy out of {form}", rate, "MB/s", "at least 2", rate >= 2))
    return found


def _rate(sources: list[Source]) -> float:
    form = format_of(sources[0].path)
    assert form is not None

    def run() -> float:
        start = time.process_time()
        for source in sources:
            extract(source, form)
        return time.process_time() - start

    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST_NEW)  # both as a run of the linter does
    size = sum(len(source.text.encode()) for source in sources)
    return size / 1e6 / best(run, 7)


def _source(path: Path) -> Source:
    return decode(path.read_bytes(), str(path), html=path.suffix == ".html")


def _decoded(text: str, path: str) -> Source:
    return decode(text.encode(), path)


def _data(text: str) -> list[dict[str, object]]:
    """Return the sections of a page, without its marks, as data that a site would be made of."""
    parts = _HEADING.split(text)
    return [
        {
            "slug": f"part-{number}",
            "title": title,
            "paragraphs": [_MARKS.sub("", " ".join(part.split())) for part in body.strip().split("\n\n")],
            "tags": ["clinic", "care"],
            "order": number,
        }
        for number, (title, body) in enumerate(zip(parts[1::2], parts[2::2], strict=True))
    ]


def _yaml(value: list[dict[str, object]]) -> str:
    """Return data in YAML."""
    lines: list[str] = []
    for entry in value:
        lines += f"- slug: {entry['slug']}", f"  title: {json.dumps(entry['title'])}", "  paragraphs:"
        paragraphs = entry["paragraphs"]
        assert isinstance(paragraphs, list)
        lines += [f"    - {json.dumps(paragraph, ensure_ascii=False)}" for paragraph in paragraphs]
    return "\n".join(lines) + "\n"
