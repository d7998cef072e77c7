"""The report as JSON Lines, for programs that read as they go: one finding or incident a line, the summary last."""

from __future__ import annotations

from claimlint.model.report import Report
from claimlint.report.json import (
    EXTRACTED,
    VERSION,
    encode,
    finding_fields,
    incident_fields,
    inert,
    summary_fields,
    tool_fields,
)


def render(report: Report) -> str:
    """Return the report as lines of JSON in ASCII, each an object with a ``type``.

    A finding or incident has the fields that it has in JSON, and the ``path`` of its file, which is empty for an
    incident of the run. The summary is the last line: where it is missing, the report was cut off.
    """
    rows: list[dict[str, object]] = []
    for file in report.files:
        positions = {"positions": EXTRACTED} if file.is_extracted else {}
        rows += [
            {"type": "finding", "path": file.path, **positions, **finding_fields(finding)} for finding in file.findings
        ]
        rows += [{"type": "incident", "path": file.path, **incident_fields(incident)} for incident in file.incidents]
    rows += [{"type": "incident", "path": "", **incident_fields(incident)} for incident in report.incidents]
    rows.append({"type": "summary", "version": VERSION, "tool": tool_fields(report), "summary": summary_fields(report)})
    return inert("".join(encode(row) + "\n" for row in rows))
