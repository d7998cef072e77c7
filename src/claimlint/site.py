"""A page as its visitors see it: together with the partials that the configuration says it includes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from claimlint.errors import ReadError
from claimlint.extract import Format, extract, extract_bytes, is_text
from claimlint.files.globs import names_path
from claimlint.files.read import read_bytes
from claimlint.model.document import Document, Incident, IncidentKind
from claimlint.model.options import Include
from claimlint.reading import Reading
from claimlint.text.decode import decode


def with_includes(
    document: Document, includes: Sequence[Include], reading: Reading
) -> tuple[Document, tuple[Document, ...]]:
    """Return ``document`` and the partials that it includes.

    A document that is itself such a partial is no page. A partial that cannot be read is an incident of the document.
    """
    path = os.path.realpath(document.source.path)
    relative = Path(os.path.relpath(path, os.path.realpath(reading.base))).as_posix() if reading.base else path
    if any(path == os.path.realpath(include.path) for include in includes):
        document = document._replace(is_page=False)
    found: list[Document] = []
    incidents: list[Incident] = []
    for include in includes:
        if any(names_path(pattern, relative) for pattern in include.pages) and document.is_page:
            kind = reading.of(include.path).format
            try:
                if kind is None:
                    raise ReadError("not a format that is read")
                status = include.path.stat()
                found.append(_partial(include.path, kind, status.st_mtime_ns, status.st_size))
            except (OSError, ReadError) as error:
                detail = f"the partial {include.path.name}, which it includes, cannot be read: {error}"
                incidents.append(Incident(IncidentKind.UNREADABLE, detail))
    if incidents:
        document = document._replace(incidents=(*document.incidents, *incidents))
    return document, tuple(found)


@lru_cache(maxsize=64)
def _partial(path: Path, kind: Format, changed: int, size: int) -> Document:
    """Return the copy of a partial, read once until the time of its last change or its size differs."""
    del changed, size
    data = read_bytes(path)
    if is_text(kind):
        return extract(decode(data, str(path), html=kind is Format.HTML), kind)
    document = extract_bytes(data, str(path), kind)
    if document.incidents and not document.blocks:
        raise ReadError(document.incidents[0].detail)
    return document
