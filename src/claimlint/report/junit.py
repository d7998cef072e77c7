"""The report as JUnit XML, which most CI servers show as a table of tests."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Incident
from claimlint.model.report import FileReport, Finding, Report
from claimlint.report.summary import actions, placed, source, waiver_line
from claimlint.text.safe import display

# XML 1.0 allows neither of them, in no spelling; the other characters that it forbids ``display`` replaces.
_ILLEGAL = lazy_pattern("[\ufffe\uffff]")


def render(report: Report) -> str:
    """Return the report as XML with a suite for each file and a test for each finding in it.

    A finding that makes the run fail is a failure, a milder one a test that passes and says why it is there, a waived
    one is skipped with the reason, an incident is an error; a file with none of these is one test that passes. There
    are no times and no host: the same report gives the same bytes.
    """
    root = Element("testsuites", name="claimlint")
    for file in report.files:
        suite = _suite(root, _text(file.path))
        for finding in file.findings:
            _finding(suite, report, file, finding)
        for incident in file.incidents:
            _incident(suite, file.path, incident)
        if not len(suite):
            SubElement(suite, "testcase", name="no findings", classname=_text(file.path), file=_text(file.path))
    if report.incidents:
        suite = _suite(root, "claimlint")
        for incident in report.incidents:
            _incident(suite, "claimlint", incident)
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, name: str) -> Element:
    return SubElement(root, "testsuite", name=name)


def _finding(suite: Element, report: Report, file: FileReport, finding: Finding) -> None:
    path = _text(file.path)
    test = SubElement(
        suite,
        "testcase",
        name=_text(f"{finding.rule} at {finding.line}:{finding.column}"),
        classname=path,
        file=path,
        line=str(finding.line),
    )
    if finding.waiver is not None:
        SubElement(test, "skipped", message=_text(waiver_line(finding.waiver)))
        SubElement(test, "system-out").text = _body(file, finding)
    elif report.fails(finding):
        failure = SubElement(
            test, "failure", type=finding.severity.label, message=_text(placed(finding, finding.message))
        )
        failure.text = _body(file, finding)
    else:
        SubElement(test, "system-out").text = _body(file, finding)


def _body(file: FileReport, finding: Finding) -> str:
    """Return the finding in full as lines, none of which can be taken for a command of a CI runner."""
    place = f"{file.path}:{finding.line}:{finding.column}"
    rows = [_text(f"{place}: {finding.severity.label}[{finding.rule}] {placed(finding, finding.message)}")]
    rows += [f"  sentence: {_text(finding.sentence)}"]
    rows += [f"  why: {_text(finding.why)}"] if finding.why else []
    rows += [f"  source: {_text(source(reference, address=True))}" for reference in finding.references]
    rows += [f"  {label}: {_text(text)}" for label, text in actions(finding)]
    return "\n".join(rows)


def _incident(suite: Element, path: str, incident: Incident) -> None:
    place = f" at line {incident.line}" if incident.line else ""
    rule = f" ({incident.rule})" if incident.rule else ""
    name = _text(f"no verdict: {incident.kind}{place}{rule}")
    test = SubElement(suite, "testcase", name=name, classname=_text(path), file=_text(path))
    SubElement(test, "error", type=incident.kind, message=_text(incident.detail))


def _count(element: Element, suites: list[Element]) -> None:
    """Write into an element how many tests there are in ``suites`` and how they ended."""
    tests = [test for suite in suites for test in suite]
    element.set("tests", str(len(tests)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(test.find(tag) is not None for test in tests)))


def _text(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", display(text))
