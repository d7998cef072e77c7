"""Reports made by hand, for the tests of whatever shows reports."""

from __future__ import annotations

from dataclasses import replace

from claimlint.model.document import BlockKind, Incident, IncidentKind
from claimlint.model.report import FileReport, Finding, PackInfo, Report, RuleInfo, Waiver, WaiverKind
from claimlint.model.rule import (
    Applicability,
    Category,
    Confidence,
    Library,
    Pack,
    Reference,
    Rule,
    Severity,
    Suggestion,
)

CAP = Reference(
    "uk-cap-12.9", "uk", "CAP Code", "rule 12.9", "https://www.asa.org.uk/code", "official", "2026-11-21", "2027-11-21"
)
FTC = Reference(
    "us-ftc-hpcg-2022", "us", "Health Products Compliance Guidance", "", "https://www.ftc.gov/guidance", "official",
    "2026-11-21", "2027-11-21",
)  # fmt: skip
AHPRA = Reference("au-nl-133", "au", "National Law", "s 133(1)(a)", "", "secondary", "2026-11-20", "2027-11-20")
EU = Reference("eu-2001-83", "eu", "Directive 2001/83/EC", "art. 90", "https://eur-lex.europa.eu", "official", "", "")


def library(rule: Rule, *references: Reference) -> Library:
    """Return a library of one rule and its legal sources."""
    named = {reference.id: reference for reference in references}
    return Library((Pack(rule.pack, "sha256:0", (rule,)),), {}, (), {}, (), {}, named, {rule.id: rule})


def finding(**changes: object) -> Finding:
    """Return a finding on ``safe for everyone`` in line 3, with some of its fields changed."""
    fields: dict[str, object] = {
        "rule": "safety/safe-for-everyone",
        "category": Category.ABSOLUTE_SAFETY,
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": "“safe for everyone” promises safety for all.",
        "why": "No treatment is free of risk, and who must not have it depends on the person.",
        "line": 3,
        "column": 36,
        "end_line": 3,
        "end_column": 53,
        "match": "safe for everyone",
        "sentence": "Our PRP is gentle and, we believe, safe for everyone.",
        "block": BlockKind.PARAGRAPH,
        "suggestions": (Suggestion("generally well tolerated in suitable patients", Applicability.UNSAFE),),
        "references": (CAP, FTC),
        "jurisdictions": ("uk", "us"),
        "fingerprint": "0123456789abcdef",
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


LINE = "Our PRP is gentle and, we believe, safe for everyone."
PACKS = (PackInfo("disclosure", "sha256:" + "1" * 64), PackInfo("safety", "sha256:" + "2" * 64))


def full_report() -> Report:
    """Return a report with a finding of each severity, a missing disclosure, incidents, and a file without either."""
    timeline = finding(
        rule="efficacy/timeline", category=Category.TIMELINE_CLAIM, severity=Severity.WARNING,
        confidence=Confidence.MEDIUM, message="“results in 3 weeks” promises a date.", line=5, column=1, end_line=6,
        end_column=8, match="results in 3 weeks", references=(CAP, FTC, AHPRA, EU), fingerprint="b",
        suggestions=(Suggestion("in a trial of {number} people, … after {weeks}", Applicability.UNSAFE, True),),
    )  # fmt: skip
    hype = finding(
        rule="promotion/hype", category=Category.HYPE, severity=Severity.INFO, confidence=Confidence.LOW,
        message="“miracle” is hype.", why="", line=12, column=3, end_line=12, end_column=10, match="miracle",
        block=BlockKind.HEADING, suggestions=(), references=(), jurisdictions=(), fingerprint="c",
    )  # fmt: skip
    missing = finding(
        rule="disclosure/contraindications", category=Category.MISSING_DISCLOSURE, severity=Severity.WARNING,
        message="The page promotes PRP and does not say who must not have it.", line=1, column=3, end_line=1,
        end_column=6, match="prp", suggestions=(Suggestion("PRP is not suitable for people with …"),),
        references=(AHPRA,), fingerprint="d",
    )  # fmt: skip
    return Report(
        files=(
            FileReport("clean.md"),
            FileReport(
                "drafts/prp.md",
                (missing, finding(), timeline, hype),
                (Incident(IncidentKind.TIMED_OUT, "searching took too long", 7, "hype/miracle"),),
                ((1, "# PRP in Leeds"), (3, LINE), (5, "Results in"), (12, "# Miracle cure!")),
            ),
            FileReport("photo.md", incidents=(Incident(IncidentKind.BINARY, "it holds NUL bytes"),)),
        ),
        packs=PACKS,
        jurisdictions=(),
        incidents=(Incident(IncidentKind.UNSUPPORTED, "the run as a whole"),),
    )


def rule_info(**changes: object) -> RuleInfo:
    """Return what a report tells of the rule of ``finding``, with some of its fields changed."""
    found = finding()
    fields: dict[str, object] = {
        "id": found.rule,
        "category": found.category,
        "severity": found.severity,
        "confidence": found.confidence,
        "message": "“{match}” promises safety for all.",
        "why": found.why,
        "suggestions": found.suggestions,
        "references": found.references,
        "jurisdictions": found.jurisdictions,
    }
    return RuleInfo(**{**fields, **changes})  # type: ignore[arg-type]


def waived_report() -> Report:
    """Return a report with a finding for each kind of waiver beside one that counts and can be rewritten safely."""
    waivers = (
        Waiver(WaiverKind.INLINE, "drafts/prp.md:2", "agreed with the regulator", "J. Doe", "2027-03-31"),
        Waiver(WaiverKind.CONFIG, ".claimlint.yaml:7", "a quotation", "R. Roe"),
        Waiver(WaiverKind.EVIDENCE, "evidence.yaml:4", "510(k) K123456"),
        Waiver(WaiverKind.BASELINE, "baseline.json"),
    )
    found = [finding(suggestions=(Suggestion("suitable for many people", Applicability.SAFE),))]
    found += [
        finding(waiver=waiver, line=4 + n, end_line=4 + n, fingerprint=f"w{n}") for n, waiver in enumerate(waivers)
    ]
    lines = tuple((number, LINE) for number in range(3, 8))
    other = rule_info(
        id="promotion/hype", category=Category.HYPE, severity=Severity.INFO, message="{match}", references=()
    )
    return Report(
        files=(
            FileReport("clean.md", digest="c" * 64),
            FileReport("drafts/prp.md", tuple(found), (), lines, (), "d" * 64),
        ),
        packs=PACKS,
        jurisdictions=("uk", "us"),
        rules=(rule_info(), other),
    )


def placed_report() -> Report:
    """Return a report on a document without lines, with a finding that counts and a waived one, both on a page."""
    waiver = Waiver(WaiverKind.CONFIG, ".claimlint.yaml:7", "a quotation", "R. Roe")
    safe = (Suggestion("suitable for many people", Applicability.SAFE),)
    found = finding(place="page 3, line 12", suggestions=safe)
    waived = finding(place="page 4, line 1, hidden text", waiver=waiver, line=4, end_line=4, fingerprint="w")
    lines = ((3, LINE), (4, LINE))
    file = FileReport("drafts/brochure.pdf", (found, waived), (), lines, digest="d" * 64, is_extracted=True)
    return Report(files=(file,), packs=PACKS, jurisdictions=("uk",))


def hostile_everywhere(*texts: str) -> Report:
    """Return a hostile report with waivers, rules, digests and jurisdictions of those texts, too."""
    report = hostile_report(*texts)
    files = []
    for file in report.files:
        text, found = file.path, file.findings[0]
        waived = [replace(found, waiver=Waiver(kind, text, text, text, text)) for kind in WaiverKind]
        files.append(replace(file, findings=(found, *waived), digest=text))
    rules = tuple(
        rule_info(
            id=text, message=text, why=text, suggestions=(Suggestion(text),), references=file.findings[0].references,
            jurisdictions=(text,),
        )
        for text, file in zip(texts, files, strict=True)
    )  # fmt: skip
    return replace(report, files=tuple(files), jurisdictions=texts, rules=rules)


def report_of_waivers(*texts: str) -> Report:
    """Return a report with a finding that counts, and one waived in each way; ``texts`` are what waivers say."""
    said = texts or ("agreed with the board in March, after the audit of all pages", "J. Doe", "2027-03-31")
    waived = [
        finding(waiver=Waiver(kind, f"{kind}.md:12", *said), line=line) for line, kind in enumerate(WaiverKind, start=4)
    ]
    bare = finding(waiver=Waiver(WaiverKind.INLINE, "drafts/prp.md:9"), line=10)
    return Report((FileReport("drafts/prp.md", (finding(), *waived, bare), (), ((3, LINE),)),), PACKS, ())


def hostile_report(*texts: str) -> Report:
    """Return a report with a file for each text, in which all that a file or a pack can choose is that text."""
    incidents = tuple(Incident(IncidentKind.CRASHED, text, 1, text) for text in texts)
    packs = tuple(PackInfo(text, text) for text in texts)
    return Report(tuple(_hostile_file(text) for text in texts), packs, (), incidents)


def _hostile_file(text: str) -> FileReport:
    reference = Reference(text, text, text, text, text, text, text, text)
    found = finding(
        rule=text, message=text, why=text, line=1, column=1, end_line=1, end_column=len(text) + 1, match=text,
        sentence=text, suggestions=(Suggestion(text),), references=(reference,) * 4, fingerprint=text,
        jurisdictions=(text,), place=text,
    )  # fmt: skip
    incident = Incident(IncidentKind.CRASHED, text, 1, text)
    return FileReport(text, (found,), (incident,), ((1, text),))
