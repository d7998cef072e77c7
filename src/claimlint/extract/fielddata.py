"""Copy in files of YAML and TOML, by the scanners that read front matter."""

from __future__ import annotations

import re
from bisect import bisect_right

from claimlint.extract.data import Values
from claimlint.extract.frontmatter import Fields
from claimlint.extract.runs import Run
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Comment, Document, Source
from claimlint.model.span import Span

_COMMENT = lazy_pattern(r"^[ \t]*(#([^\r\n]*))", re.MULTILINE)


class _DataFields(Fields):
    """The fields of a whole file of data."""

    def __init__(self, values: Values, *, triple: bool) -> None:
        super().__init__(values.source.text, len(values.source.text), triple=triple)
        self._values = values

    def keep(self, path: str, run: Run) -> None:
        """Keep the text of the field ``path`` if it is copy."""
        if run.pieces:
            self._values.keep(path, run.pieces)

    def refuse(self, place: int, what: str) -> int:
        """Report that the file could not be read from ``place`` on; return its end, where reading goes on."""
        self._values.refuse(place, f"{what}; what follows was not read")
        return self.end


def extract_yaml(source: Source) -> Document:
    """Return the copy in a file of YAML; ``name`` of a block is the path of its keys.

    An alias adds nothing: what it stands for is read at its anchor. A key that stands twice has both values read.
    """
    from claimlint.extract.yamlfields import scan_yaml

    values = Values(source)
    scan_yaml(_DataFields(values, triple=False), 0)
    return _with_comments(values)


def extract_toml(source: Source) -> Document:
    """Return the copy in a file of TOML; ``name`` of a block is the path of its keys."""
    from claimlint.extract.tomlfields import scan_toml

    values = Values(source)
    scan_toml(_DataFields(values, triple=True), 0)
    return _with_comments(values)


def _with_comments(values: Values) -> Document:
    """Return the document with its comments: lines that begin with ``#``, but not those inside a block of copy."""
    places = [block.map.to_source(Span(0, len(block.text))) for block in values.blocks]
    bounds = sorted((place.start, place.end) for place in places)
    for match in _COMMENT.finditer(values.source.text):
        start, end = match.span(1)
        index = bisect_right(bounds, (start, end)) - 1
        if index < 0 or bounds[index][1] <= start:
            values.comments.append(Comment(match[2], Span(start, end)))
    return values.document()
