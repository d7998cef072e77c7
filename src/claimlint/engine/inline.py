"""Waivers in comments: the directives of a document, what they cover, and what is wrong with them.

A directive that is malformed, has expired or lacks what the configuration asks for waives nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimlint.engine.directives import Directive, DirectiveError, DirectiveKind, read_directive
from claimlint.engine.scopes import Cover, Scopes, covering
from claimlint.engine.waiver_rules import (
    EXPIRED,
    MALFORMED,
    NO_REASON,
    NO_UNTIL,
    UNKNOWN_RULE,
    UNUSED,
    WAIVER_RULES,
    Places,
    waiver_finding,
)
from claimlint.model.document import Comment, Document
from claimlint.model.report import Finding, Waiver, WaiverKind
from claimlint.model.rule import Category, Library, Rule
from claimlint.model.span import Span
from claimlint.model.waiver import Waiving
from claimlint.text.fold import fold
from claimlint.text.near import near

_SHOWN = 200
"""Code points of a directive that a finding on it covers."""
_HINTS = 20
"""So many findings on the directives of a file tell the near name."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A directive with the rules in it that exist. One that does not hold waives nothing, but its range has an end."""

    comment: Comment
    directive: Directive
    holds: bool


class InlineWaivers:
    """The directives of one document, and what is wrong with them."""

    def __init__(self, document: Document, library: Library, waiving: Waiving, today: date) -> None:
        self._document, self._library, self._waiving, self._today = document, library, waiving, today
        self._scopes = Scopes(document)
        self._notices: list[tuple[Rule, str, Comment]] = []
        self._found: list[_Found] = []
        for comment in document.comments:
            if "claimlint" in comment.text.lower():
                self._read(comment)

    def _read(self, comment: Comment) -> None:
        try:
            directive = read_directive(comment.text)
        except DirectiveError as error:
            message = str(error) if str(error).endswith("?") else f"{error}."
            self._notices.append((MALFORMED, f"{message[0].upper()}{message[1:]}", comment))
            return
        if directive is None:
            return
        rules = tuple(name for name in directive.rules if self._is_rule(name, comment))
        if directive.rules and not rules:
            return
        holds = directive.kind is DirectiveKind.END or self._is_in_order(directive, rules, comment)
        self._found.append(_Found(comment, replace(directive, rules=rules), holds))

    def _is_rule(self, name: str, comment: Comment) -> bool:
        if name in self._library.rules:
            return True
        if name in WAIVER_RULES:
            message = f"“{name}” cannot be waived; put right what it is about."
            self._notices.append((MALFORMED, message, comment))
            return False
        if name in list(Category) or any(pack.id == name for pack in self._library.packs):
            message = f"“{name}” is no rule but a group of them; name each rule that is waived."
        else:
            # Looking for the near name takes a while, and a file may hold any number of names.
            hint = near(name, self._library.rules) if len(self._notices) < _HINTS else ""
            message = f"No rule is called “{name}”{hint or '.'}"
        self._notices.append((UNKNOWN_RULE, message if message.endswith(("?", ".")) else f"{message}.", comment))
        return False

    def _is_in_order(self, directive: Directive, rules: Sequence[str], comment: Comment) -> bool:
        names = _quoted(rules)
        if directive.until and directive.until < self._today:
            self._notices.append((EXPIRED, f"The waiver of {names} expired on {directive.until}.", comment))
            return False
        lacks_reason = self._waiving.require_reason and not directive.reason
        lacks_until = self._waiving.require_until and not directive.until
        if lacks_reason:
            self._notices.append((NO_REASON, f"The waiver of {names} gives no reason.", comment))
        if lacks_until:
            self._notices.append((NO_UNTIL, f"The waiver of {names} has no “until:” date.", comment))
        return not lacks_reason and not lacks_until

    def waive(self, findings: Sequence[Finding], judged: Collection[str]) -> dict[int, Waiver]:
        """Return the waivers of findings, by number, and take note of directives that waive nothing.

        Only of the rules in ``judged`` is it known that nothing was found.
        """
        covers = self._covers()
        by_rule: dict[str, list[int]] = {}
        for number, finding in enumerate(findings):
            if finding.rule in covers:
                by_rule.setdefault(finding.rule, []).append(number)
        used: set[tuple[int, str]] = set()
        waivers: dict[int, Waiver] = {}
        for rule, numbers in by_rule.items():
            firsts, covered_by = covering([findings[number] for number in numbers], covers[rule])
            used.update((directive, rule) for directive in covered_by)
            waivers.update((numbers[place], self._waiver(directive)) for place, directive in firsts.items())
        idle: dict[tuple[int, Span], list[str]] = {}
        for rule, stretches in covers.items():
            for cover in stretches:
                if rule in judged and (cover.directive, rule) not in used:
                    idle.setdefault((cover.directive, cover.span), []).append(rule)
        for (number, span), rules in idle.items():
            self._note_unused(number, rules, span)
        return waivers

    def _note_unused(self, number: int, rules: Sequence[str], span: Span) -> None:
        found = self._found[number]
        position = self._scopes.lines.position
        if span.start == span.end:
            where = "here: there is no copy"
        elif found.directive.kind is DirectiveKind.FILE:
            where = "in this file"
        else:
            first, last = position(span.start)[0], position(span.end - 1)[0]
            where = f"on line {first}" if first == last else f"on lines {first} to {last}"
        message = f"The waiver covers nothing: {_quoted(rules)} {_finds(rules)} nothing {where}."
        self._notices.append((UNUSED, message, found.comment))

    def _covers(self) -> dict[str, list[Cover]]:
        """Return what is covered, by rule; of directives with one kind, rule and stretch the first one counts."""
        covers: dict[str, list[Cover]] = {}
        taken: dict[tuple[DirectiveKind, str, Span], int] = {}
        opened: dict[str, int] = {}
        for number, found in enumerate(self._found):
            kind = found.directive.kind
            if kind is DirectiveKind.END:
                self._close(found, opened, covers)
            elif kind is DirectiveKind.RANGE:
                self._open(number, opened)
            elif found.holds:
                span = self._span(found.comment, kind)
                for rule in found.directive.rules:
                    first = taken.setdefault((kind, rule, span), number)
                    if first == number:
                        covers.setdefault(rule, []).append(Cover(span, number))
                    else:
                        message = f"The waiver repeats that of “{rule}” on line {self._line(first)}."
                        self._notices.append((UNUSED, message, found.comment))
        for number in sorted(set(opened.values())):
            found = self._found[number]
            if found.holds:
                names = _quoted([rule for rule, opener in opened.items() if opener == number])
                message = f"The waiver of {names} is never ended and covers nothing: "
                message += f"end it with “{DirectiveKind.END}”, or use “{DirectiveKind.FILE}”."
                self._notices.append((MALFORMED, message, found.comment))
        return covers

    def _span(self, comment: Comment, kind: DirectiveKind) -> Span:
        if kind is DirectiveKind.FILE:
            return self._scopes.whole()
        return self._scopes.on_lines(comment.span) if kind is DirectiveKind.LINE else self._scopes.after(comment.span)

    def _open(self, number: int, opened: dict[str, int]) -> None:
        found = self._found[number]
        for rule in found.directive.rules:
            first = opened.setdefault(rule, number)
            if first != number:
                message = f"The waiver repeats that of “{rule}” on line {self._line(first)}, which is still open."
                self._notices.append((UNUSED, message, found.comment))

    def _close(self, end: _Found, opened: dict[str, int], covers: dict[str, list[Cover]]) -> None:
        if not end.directive.rules and not opened:
            self._notices.append((UNUSED, "There is no open waiver here to end.", end.comment))
        for rule in end.directive.rules or tuple(opened):
            first = opened.pop(rule, None)
            if first is None:
                self._notices.append((UNUSED, f"There is no open waiver of “{rule}” here to end.", end.comment))
            elif self._found[first].holds:
                span = self._scopes.up_to(self._found[first].comment.span, end.comment.span)
                covers.setdefault(rule, []).append(Cover(span, first))

    def _line(self, number: int) -> int:
        return self._scopes.lines.position(self._found[number].comment.span.start)[0]

    def _waiver(self, number: int) -> Waiver:
        directive = self._found[number].directive
        place = f"{self._document.source.path}:{self._line(number)}"
        until = directive.until.isoformat() if directive.until else ""
        return Waiver(WaiverKind.INLINE, place, directive.reason, directive.by, until)

    def findings(self) -> list[Finding]:
        """Return a finding for each thing that is wrong with a directive."""
        seen: Counter[tuple[str, str]] = Counter()
        found = []
        source = self._document.source
        for rule, message, comment in self._notices:
            start, end = comment.span.start, min(comment.span.end, comment.span.start + _SHOWN)
            written = fold(source.text[start:end]).text
            position = self._scopes.lines.position
            position, ordinal = self._scopes.lines.position, seen[rule.id, written]
            places = Places(position(start), position(end), (start, end))
            found.append(waiver_finding(rule, message, source.path, written, places, ordinal))
            seen[rule.id, written] += 1
        return found


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _finds(names: Sequence[str]) -> str:
    return "finds" if len(names) == 1 else "find"
