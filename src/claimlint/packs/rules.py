"""From the YAML of a pack, or of the cues, to rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimlint.lazy_patterns import lazy_pattern
from claimlint.model.document import BlockKind
from claimlint.model.rule import (
    ALWAYS_EXEMPT,
    Applicability,
    Category,
    Confidence,
    Cue,
    Direction,
    Examples,
    Pack,
    Pattern,
    Reference,
    Rule,
    RuleKind,
    Severity,
    StatusState,
    Suggestion,
    Tag,
)
from claimlint.packs.fields import Fields, SourceFile, by_value, choice_of, near, scalar_of, shorten
from claimlint.packs.knowledge import DISCLOSURES, KEBAB
from claimlint.packs.pattern import PatternError, WordTable, compile_pattern
from claimlint.text.yamlnodes import YamlNode, YamlScalar

MAX_RULES = 2_000
MAX_PATTERNS = 10_000
PACK_KEYS = ("pack", "rules", "lexicon", "references")
_SHARED_KEYS = (
    *("id", "kind", "category", "severity", "confidence", "requires", "exempt_when", "jurisdictions"),
    *("message", "why", "suggestions", "references", "examples"),
)
_PATTERN_KEYS = ("patterns", "unless", "blocks")
_APPROVAL_KEYS = ("silent_when",)
_DISCLOSURE_KEYS = ("disclosure", "satisfied_by", "contradicted_by")
_RULE_KEYS = (*_SHARED_KEYS, *_PATTERN_KEYS, *_APPROVAL_KEYS, *_DISCLOSURE_KEYS)
_SUGGESTION_KEYS = ("text", "applicability", "needs_evidence", "when")
_CUE_KEYS = ("tag", "direction", "patterns", "anti", "examples")
# What the linter says of waivers is no rule of a pack.
_KINDS = {value: kind for value, kind in by_value(RuleKind).items() if kind is not RuleKind.WAIVER}
_CATEGORIES = {value: kind for value, kind in by_value(Category).items() if kind is not Category.WAIVER}
_TAGS = {value: tag for value, tag in by_value(Tag).items() if tag not in ALWAYS_EXEMPT}
_BLOCKS = {value: kind for value, kind in by_value(BlockKind).items() if kind is not BlockKind.COMMENT}
_SEVERITIES = {severity.label: severity for severity in Severity}
_CONFIDENCES = {confidence.label: confidence for confidence in Confidence}
_FIELDS = frozenset({"match", "treatment", "status", "missing"})
"""What a message can show of a finding, besides what its pattern captured by name."""
FIELD = lazy_pattern(r"\{([^{}]*)\}")
_CAPTURE = lazy_pattern(r"\(\?P<([a-z_][a-z0-9_]*)>")
_MARKED = lazy_pattern(r"[^\[\]]*\[[^\[\]]+\][^\[\]]*")

Places = dict[tuple[str, str], tuple[str, int]]
"""The file and line of each example and rewrite by (rule id, text), and of each reference by ("reference", id).

The examples of the cue at index N of ``Library.cues`` stand under "cue N".
"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What patterns are compiled against: the word lists, and the table that takes their gate words."""

    lexicons: Mapping[str, tuple[str, ...]]
    table: WordTable

    def patterns(self, fields: Fields, key: str, *, required: bool = False) -> tuple[Pattern, ...]:
        """Compile the list of patterns under ``key``; raises ``PackError`` at the fault inside the pattern."""
        compiled = []
        for scalar in fields.scalars(key, required=required):
            try:
                pattern = compile_pattern(scalar.value, self.lexicons, self.table)
            except PatternError as error:
                raise fields.source.fault_inside(scalar, error.offset, f"the pattern {error}") from None
            compiled.append(pattern._replace(line=scalar.line))
        return tuple(compiled)


def read_pack(
    fields: Fields, vocabulary: Vocabulary, references: Mapping[str, Reference], places: Places | None = None
) -> Pack:
    """Return the pack of a file whose top level was read with ``PACK_KEYS``; ``places`` is added to.

    Raises ``PackError`` for anything that a rule cannot be, and above ``MAX_RULES`` or ``MAX_PATTERNS``.
    """
    source = fields.source
    pack = fields.checked("pack", _is_kebab, "lower-case words joined by '-'")
    items = fields.items("rules", required=True)
    if len(items) > MAX_RULES:
        raise source.fault(fields.value("rules"), f"the pack has {len(items):,} rules; the limit is {MAX_RULES:,}")
    rules: dict[str, Rule] = {}
    count = 0
    for item in items:
        rule = _RuleReader(source, item, pack, vocabulary, references, {} if places is None else places).read()
        count += len(rule.patterns) + len(rule.unless) + len(rule.satisfied_by) + len(rule.contradicted_by)
        if rule.id in rules:
            name = rule.id.partition("/")[2]
            raise source.fault(item, f"the rule '{name}' already exists on line {rules[rule.id].line}")
        if count > MAX_PATTERNS:
            raise source.fault(item, f"the pack has more than {MAX_PATTERNS:,} patterns; split it")
        rules[rule.id] = rule
    return Pack(pack, source.digest, tuple(rules.values()))


class _RuleReader:
    """Reads one rule; what its kind allows and what its texts may show depends on several of its values."""

    __slots__ = ("_fields", "_kind", "_pack", "_places", "_references", "_source", "_vocabulary")

    def __init__(
        self,
        source: SourceFile,
        node: YamlNode,
        pack: str,
        vocabulary: Vocabulary,
        references: Mapping[str, Reference],
        places: Places,
    ) -> None:
        self._fields = Fields(source, node, "a rule", _RULE_KEYS)
        self._source, self._pack = source, pack
        self._vocabulary, self._references, self._places = vocabulary, references, places
        self._kind = self._fields.choice("kind", _KINDS, RuleKind.PATTERN)

    def read(self) -> Rule:
        fields, is_disclosure = self._fields, self._kind is RuleKind.DISCLOSURE
        name = fields.checked("id", _is_kebab, "lower-case words joined by '-', without the pack's name")
        id_ = f"{self._pack}/{name}"
        foreign = _PATTERN_KEYS if is_disclosure else _DISCLOSURE_KEYS
        for key in foreign if self._kind is RuleKind.APPROVAL else (*foreign, *_APPROVAL_KEYS):
            if fields.has(key):
                raise self._source.fault(fields.value(key), f"a rule of kind '{self._kind}' has no '{key}'")
        patterns = () if is_disclosure else self._vocabulary.patterns(fields, "patterns", required=True)
        shown = _FIELDS | self._captures(patterns)
        references = fields.names("references", self._references, "reference", required=True)
        return Rule(
            id=id_,
            kind=self._kind,
            category=self._category(),
            severity=fields.choice("severity", _SEVERITIES),
            confidence=fields.choice("confidence", _CONFIDENCES),
            patterns=patterns,
            message=self._shown_text(fields.scalar("message"), shown),
            why=self._shown_text(fields.scalar("why"), shown),
            suggestions=tuple(self._suggestion(item, id_, shown) for item in fields.items("suggestions")),
            references=references,
            examples=_examples(fields, ("flag", "clean"), id_, self._places, required=("flag", "clean")),
            requires=fields.names("requires", self._vocabulary.lexicons, "list"),
            unless=self._vocabulary.patterns(fields, "unless"),
            exempt_when=frozenset(map(Tag, fields.names("exempt_when", _TAGS, "tag"))),
            blocks=frozenset(fields.names("blocks", _BLOCKS, "kind of block")),
            overrides=self._overrides(references),
            silent_when=frozenset(map(StatusState, fields.names("silent_when", by_value(StatusState), "state"))),
            disclosure=fields.choice("disclosure", {name: name for name in DISCLOSURES}) if is_disclosure else "",
            satisfied_by=self._vocabulary.patterns(fields, "satisfied_by", required=is_disclosure),
            contradicted_by=self._vocabulary.patterns(fields, "contradicted_by"),
            path=self._source.path,
            line=fields.node.line,
        )

    def _category(self) -> Category:
        category = self._fields.choice("category", _CATEGORIES)
        if (category is Category.MISSING_DISCLOSURE) != (self._kind is RuleKind.DISCLOSURE):
            message = "the category 'missing-disclosure' belongs to rules of kind 'disclosure', and only to them"
            raise self._source.fault(self._fields.value("category"), message)
        return category

    def _captures(self, patterns: tuple[Pattern, ...]) -> frozenset[str]:
        names = frozenset(name for pattern in patterns for name in _CAPTURE.findall(pattern.text))
        if "match" in names:
            raise self._source.fault(self._fields.value("patterns"), "'match' is the whole match; capture another name")
        return names

    def _shown_text(self, scalar: YamlScalar, shown: frozenset[str]) -> str:
        """Return a text for people whose fields, such as ``{match}``, are all in ``shown``."""
        for found in FIELD.finditer(scalar.value):
            if found[1] not in shown:
                message = f"unknown field '{{{shorten(found[1])}}}'{near(found[1], shown)}"
                raise self._source.fault_inside(scalar, found.start(), message)
        return scalar.value.strip()

    def _suggestion(self, node: YamlNode, rule: str, shown: frozenset[str]) -> Suggestion:
        if isinstance(node, YamlScalar):
            scalar, suggestion = scalar_of(self._source, node, "a suggestion"), Suggestion("")
        else:
            fields = Fields(self._source, node, "a suggestion", _SUGGESTION_KEYS)
            scalar = fields.scalar("text")
            if fields.has("when") and self._kind is not RuleKind.APPROVAL:
                message = "'when' goes with rules of kind 'approval', which know the status of treatments"
                raise self._source.fault(fields.value("when"), message)
            suggestion = Suggestion(
                "",
                fields.choice("applicability", by_value(Applicability), Applicability.DISPLAY),
                fields.flag("needs_evidence", False),
                frozenset(map(StatusState, fields.names("when", by_value(StatusState), "state"))),
            )
        text = self._shown_text(scalar, shown)
        self._places.setdefault((rule, text), (self._source.path, scalar.line))
        return suggestion._replace(text=text)

    def _overrides(self, references: tuple[str, ...]) -> tuple[tuple[str, Severity], ...]:
        """Return the severities for single jurisdictions; a rule applies only where one of its references does."""
        applies = {self._references[name].jurisdiction for name in references}
        overrides = []
        for code, value in self._fields.mapping("jurisdictions"):
            if code.value not in applies:
                hint = near(code.value, applies)
                message = f"no reference of the rule is of jurisdiction '{shorten(code.value)}'{hint}"
                raise self._source.fault(code, message)
            scalar = scalar_of(self._source, value, "a severity")
            overrides.append((code.value, choice_of(self._source, scalar, "a severity", _SEVERITIES)))
        return tuple(overrides)


def read_cues(source: SourceFile, vocabulary: Vocabulary, places: Places | None = None) -> tuple[Cue, ...]:
    """Return the cues of ``context.yaml``; their examples mark the match by square brackets."""
    cues: list[Cue] = []
    for item in Fields(source, source.root, "the file", ("cues",)).items("cues", required=True):
        fields = Fields(source, item, "a cue", _CUE_KEYS)
        tag = fields.choice("tag", by_value(Tag))
        direction = fields.choice("direction", by_value(Direction))
        patterns = vocabulary.patterns(fields, "patterns", required=True)
        anti = vocabulary.patterns(fields, "anti")
        required = ("tagged", "untagged") if anti else ("tagged",)
        owner, found = f"cue {len(cues)}", {} if places is None else places
        examples = _examples(fields, ("tagged", "untagged"), owner, found, required=required, marked=True)
        cues.append(Cue(tag, direction, patterns, anti, examples))
    return tuple(cues)


def _examples(
    fields: Fields,
    keys: tuple[str, str],
    owner: str,
    places: Places,
    *,
    required: tuple[str, ...],
    marked: bool = False,
) -> Examples:
    examples = Fields(fields.source, fields.value("examples"), "'examples'", keys)
    kinds = []
    for key in keys:
        scalars = examples.scalars(key, required=key in required, distinct=False)
        for scalar in scalars:
            if marked and not _MARKED.fullmatch(scalar.value):
                message = "an example of a cue has one match in square brackets: 'not a [cure]'"
                raise fields.source.fault(scalar, message)
            places.setdefault((owner, scalar.value.strip()), (fields.source.path, scalar.line))
        kinds.append(tuple(scalar.value.strip() for scalar in scalars))
    return Examples(*kinds)


def _is_kebab(text: str) -> bool:
    return bool(KEBAB.fullmatch(text))
