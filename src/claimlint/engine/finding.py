"""From claims on a page to findings in its source: places, texts, sources, fingerprints."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from claimlint.engine.page import Page
from claimlint.engine.selection import references_of, severity_of
from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import Block, Document, MarkKind
from claimlint.model.options import Options
from claimlint.model.report import Finding
from claimlint.model.rule import Library, Reference, Rule, Severity, Suggestion
from claimlint.model.span import Span
from claimlint.text.lines import LineIndex

_FIELD = lazy_pattern(r"\{([a-z_][a-z0-9_]*)\}")
_LONGEST_MATCH = 120


class Claim(NamedTuple):
    """A hit of a rule that nothing exempts, at ``start`` to ``end`` (exclusive) of a block's folded text.

    ``fields`` are what the rule's texts may name beside the match.
    """

    rule: Rule
    block: int
    start: int
    end: int
    sentence: str
    fields: tuple[tuple[str, str], ...] = ()


class _Backing(NamedTuple):
    """What the jurisdictions that a run asks for make of a rule."""

    severity: Severity
    references: tuple[Reference, ...]
    jurisdictions: tuple[str, ...]


class Findings:
    """Makes findings of the claims on a page."""

    __slots__ = ("_backing", "_library", "_options")

    def __init__(self, library: Library, options: Options) -> None:
        self._library, self._options = library, options
        self._backing: dict[tuple[str, Severity], _Backing] = {}

    def of(self, page: Page, claims: Iterable[Claim]) -> list[Finding]:
        """Return one finding for each claim that no stronger claim of its category overlaps, by place and then rule."""
        kept = _strongest(claims)
        if not kept:
            return []
        lines = LineIndex(page.document.source.text)
        placed = [(*spans_of(page, claim), claim) for claim in kept]
        placed.sort(key=lambda item: (item[0].start, item[0].end, item[2].rule.id))
        known: Counter[tuple[str, str]] = Counter()
        findings = []
        for span, seen, claim in placed:
            key = (claim.rule.id, claim.sentence.lower())
            findings.append(self._finding(page, claim, span, seen, lines, known[key]))
            known[key] += 1
        return findings

    def _backed(self, rule: Rule) -> _Backing:
        key = (rule.id, rule.severity)
        found = self._backing.get(key)
        if found is None:
            references = tuple(references_of(rule, self._library, self._options))
            jurisdictions = tuple(dict.fromkeys(reference.jurisdiction for reference in references))
            found = self._backing[key] = _Backing(severity_of(rule, jurisdictions), references, jurisdictions)
        return found

    def _finding(self, page: Page, claim: Claim, span: Span, seen: Span, lines: LineIndex, ordinal: int) -> Finding:
        rule, block = claim.rule, page.blocks[claim.block]
        match = page.folded[claim.block].text[claim.start : claim.end]
        shown = match if len(match) <= _LONGEST_MATCH else f"{match[:_LONGEST_MATCH]}…"
        fields = {"match": shown, **dict(claim.fields)}
        backing = self._backed(rule)
        line, column = lines.position(span.start)
        end_line, end_column = lines.position(span.end)
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=backing.severity,
            confidence=rule.confidence,
            message=_fill(rule.message, fields),
            why=_fill(rule.why, fields),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            match=match,
            sentence=claim.sentence,
            block=block.kind,
            suggestions=_suggestions(rule.suggestions, fields),
            references=backing.references,
            jurisdictions=backing.jurisdictions,
            fingerprint=fingerprint_of(page.document.source.path, rule.id, claim.sentence, ordinal),
            start=span.start,
            end=span.end,
            copy_block=claim.block,
            copy_start=seen.start,
            copy_end=seen.end,
            place=_place(page.document, block, seen, span, lines),
        )


def _strongest(claims: Iterable[Claim]) -> list[Claim]:
    """Keep, of the claims of one category that overlap, the one that is most severe, sure and long.

    One phrase that several rules of a category know is one thing to put right.
    """
    order = sorted(
        claims,
        key=lambda claim: (
            -claim.rule.severity,
            -claim.rule.confidence,
            claim.start - claim.end,
            claim.block,
            claim.start,
            claim.rule.id,
        ),
    )
    kept: dict[tuple[int, str], list[Claim]] = {}
    for claim in order:
        # Of disclosures each one missing is a thing of its own.
        category = claim.rule.disclosure or claim.rule.category.value
        rivals = kept.setdefault((claim.block, category), [])
        if not any(claim.start < rival.end and rival.start < claim.end for rival in rivals):
            rivals.append(claim)
    return [claim for rivals in kept.values() for claim in rivals]


def spans_of(page: Page, claim: Claim) -> tuple[Span, Span]:
    """Return where a claim stands in the source, and in the text of its block as readers see it, in code points."""
    seen = Span(claim.start, claim.end)
    inner = page.folded[claim.block].map
    if inner is not None:
        seen = inner.to_source(seen)
    return page.blocks[claim.block].map.to_source(seen), seen


def _place(document: Document, block: Block, seen: Span, span: Span, lines: LineIndex) -> str:
    """Return where a finding stands, for people; empty in a file whose own lines are there to go by.

    ``seen`` is the place in the block, ``span`` that in the source.
    """
    if document.pages:
        number = bisect_right(document.pages, span.start)
        line = lines.position(span.start)[0]
        first = lines.position(document.pages[number - 1])[0] if number else 1
        place = f"page {number}, line {line - first + 1}" if number else "properties of the document"
    elif block.place:
        place = f"{block.place}, character {seen.start + 1}"
    else:
        return ""
    hidden = any(
        mark.kind is MarkKind.HIDDEN and mark.start < seen.end and seen.start < mark.end for mark in block.marks
    )
    return f"{place}, hidden text" if hidden else place


def _suggestions(suggestions: Sequence[Suggestion], fields: dict[str, str]) -> tuple[Suggestion, ...]:
    """Fill the fields; a suggestion that names a field without a value here is left out."""
    filled = []
    for item in suggestions:
        if "{" not in item.text:
            filled.append(item)
        elif all(fields.get(name) for name in _FIELD.findall(item.text)):
            filled.append(item._replace(text=_fill(item.text, fields)))
    return tuple(filled)


def _fill(text: str, fields: dict[str, str]) -> str:
    """Put values in place of ``{fields}``: plain replacement, so a value that looks like a field stays as it is."""
    return _FIELD.sub(lambda found: fields.get(found[1], ""), text) if "{" in text else text


def fingerprint_of(path: str, rule: str, sentence: str, ordinal: int) -> str:
    """Identify a finding by what it says and in which file, not by its line, so that edits above do not change it."""
    return sha256(f"{rule}\0{path}\0{sentence.lower()}\0{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
