"""Rules, the packs that hold them, and the knowledge that they lean on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple, Protocol


class Severity(IntEnum):
    """How bad a finding is; a higher number is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for it in files and on the command line."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the rule is that a reviewer would agree; a higher number is surer."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The word for it in files and on the command line."""
        return self.name.lower()


class Category(StrEnum):
    """The kinds of claim that rules look for."""

    ABSOLUTE_SAFETY = "absolute-safety"
    TRIVIALISATION = "trivialisation"
    GUARANTEED_OUTCOME = "guaranteed-outcome"
    DISEASE_CLAIM = "disease-claim"
    UNSUPPORTED_EVIDENCE = "unsupported-evidence"
    MECHANISM_AS_FACT = "mechanism-as-fact"
    TIMELINE_CLAIM = "timeline-claim"
    REPLACES_TREATMENT = "replaces-treatment"
    UNFAIR_COMPARISON = "unfair-comparison"
    REGULATORY_APPROVAL = "regulatory-approval"
    AUTHORITY_ENDORSEMENT = "authority-endorsement"
    TESTIMONIAL = "testimonial"
    HYPE = "hype"
    PRESSURE = "pressure"
    EMOTIONAL_EXPLOITATION = "emotional-exploitation"
    PRODUCT_ORIGIN = "product-origin"
    PRESCRIPTION_MEDICINE = "prescription-medicine"
    MISSING_DISCLOSURE = "missing-disclosure"
    WAIVER = "waiver"
    """Not a claim: what is wrong with a waiver. No rule of a pack has this category."""


class RuleKind(StrEnum):
    """How a rule decides; each kind is code, each rule is data."""

    PATTERN = "pattern"
    UNSOURCED = "unsourced"
    """A pattern that is fine with a citation in reach."""
    APPROVAL = "approval"
    """A pattern whose hits are checked against what is known of the treatment's status."""
    DISCLOSURE = "disclosure"
    """Something that a page on a treatment must say."""
    WAIVER = "waiver"
    """A check of what waives findings; it comes with the linter, and no pack holds one."""


class Tag(StrEnum):
    """What kind of utterance a match stands in; a rule names the tags that exempt it."""

    NEGATED = "negated"
    HEDGED = "hedged"
    QUESTION = "question"
    WARNING = "warning"
    MYTH = "myth"
    ATTRIBUTED = "attributed"
    CITED = "cited"
    REGULATOR = "regulator"
    TESTIMONIAL = "testimonial"
    CONDITIONAL = "conditional"
    POLICY = "policy"
    AFTERCARE = "aftercare"
    ELSEWHERE = "elsewhere"
    """Said of something other than care: the house and those who look after it, or a computer."""
    MENTIONED = "mentioned"
    """Spoken of as a wording, not used: “painless” is a word that we struck from this page."""


ALWAYS_EXEMPT = frozenset((Tag.ELSEWHERE, Tag.MENTIONED))
"""What no rule flags, whatever it claims; a rule cannot name these."""


class Direction(StrEnum):
    """Where a cue stands in relation to the match that it tells of.

    Its scope ends at the clause, but for those that are said to reach further.
    """

    BEFORE = "before"
    AFTER = "after"
    AROUND = "around"
    JUST_BEFORE = "just-before"
    """At most six words before the match, without a comma between: the window of NegEx, which ConText came from."""
    JUST_AFTER = "just-after"
    STATEMENT = "statement"
    """Anywhere in the statement or in what leads to it."""
    NEAR = "near"
    """There, or in the sentences directly around it, or in the heading above."""
    NEXT = "next"
    """After the match in the statement, or in the sentence that follows it: what takes it back or says no to it."""
    QUOTED = "quoted"
    """Anywhere in the statement, where the match stands inside quotation marks."""


class Applicability(StrEnum):
    """Whether a rewrite may be applied by a program."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class StatusState(StrEnum):
    """What a regulator has said of a treatment."""

    APPROVED = "approved"
    CLEARED = "cleared"
    KIT_CLEARED = "kit-cleared"
    OFF_LABEL = "off-label"
    UNAPPROVED = "unapproved"
    BANNED = "banned"
    PROCEDURE = "procedure"
    SUPPLEMENT = "supplement"
    UNKNOWN = "unknown"


class Suggestion(NamedTuple):
    """A rewrite or an action; ``needs_evidence`` says that it stands only with proof at hand.

    For an approval claim, ``when`` limits it to states that every treatment that the sentence names is known to have,
    from a primary source; empty means no limit.
    """

    text: str
    applicability: Applicability = Applicability.DISPLAY
    needs_evidence: bool = False
    when: frozenset[StatusState] = frozenset()


class Reference(NamedTuple):
    """A legal source. ``jurisdiction`` is a lower-case code (``us``, ``uk``, ``eu`` ...), dates are ISO 8601."""

    id: str
    jurisdiction: str
    title: str
    provision: str
    url: str
    seen: str
    """``official`` or ``secondary``: where the text was read."""
    checked_on: str
    review_by: str
    in_force: str = ""


WAIVER_PACK = "waivers"
"""What the ids of the checks on waivers begin with; no pack may have this name."""

MOST_GATES = 3
"""So many sets of words, its rarest, are looked up for a pattern."""


class Wording(NamedTuple):
    """The texts of a pattern.

    ``text`` is as its author wrote it. ``expression`` is in the syntax of the ``regex`` package, for folded lower-case
    text, with a placeholder ``\\x02name\\x03`` where a lexicon list goes. ``relaxed`` is a wider form of the pattern as
    steps over words, in JSON.
    """

    text: str
    expression: str
    relaxed: str


class AnyWording(Protocol):
    """Has what a :class:`Wording` has: of most patterns a run never asks for it, so it may be read late."""

    @property
    def text(self) -> str: ...
    @property
    def expression(self) -> str: ...
    @property
    def relaxed(self) -> str: ...


class Pattern(NamedTuple):  # a tuple, since thousands are made at every start
    """One alternative of a rule, compiled.

    ``lexicons`` are the lists that its expression names. ``gate`` is what any match must hold: at least one key from
    each of these sets, which are indices into ``Library.gate_words``, the rarest first. A key is a word (a whole run of
    ``a-z0-9``) or, as ``one+other``, two words with none between them.
    """

    wording: AnyWording
    lexicons: tuple[str, ...]
    gate: tuple[int, ...]
    line: int = 0

    @property
    def text(self) -> str:
        """The pattern as its author wrote it."""
        return self.wording.text

    @property
    def expression(self) -> str:
        """What is searched for."""
        return self.wording.expression

    @property
    def relaxed(self) -> str:
        """What must stand in a text before it is searched."""
        return self.wording.relaxed


class Examples(NamedTuple):
    """Sentences that a rule must flag and sentences that it must leave alone; they are its tests."""

    flag: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()


class Rule(NamedTuple):
    """One kind of claim to look for.

    ``id`` is ``pack/name``. ``requires`` names lexicon lists of which the statement or its section must mention one.
    ``unless`` are patterns whose match in the same statement, over the hit, silences the rule.
    ``overrides`` are severities for single jurisdictions. ``disclosure`` is the id of a disclosure, for that kind.
    """

    id: str
    kind: RuleKind
    category: Category
    severity: Severity
    confidence: Confidence
    patterns: tuple[Pattern, ...]
    message: str
    why: str
    suggestions: tuple[Suggestion, ...]
    references: tuple[str, ...]
    examples: Examples
    requires: tuple[str, ...] = ()
    unless: tuple[Pattern, ...] = ()
    exempt_when: frozenset[Tag] = frozenset()
    blocks: frozenset[str] = frozenset()
    """Kinds of block that the rule looks at; empty means all."""
    overrides: tuple[tuple[str, Severity], ...] = ()
    silent_when: frozenset[StatusState] = frozenset()
    """For an approval claim: states of the treatment in which the claim is true."""
    disclosure: str = ""
    satisfied_by: tuple[Pattern, ...] = ()
    """For a disclosure: wordings that satisfy it."""
    contradicted_by: tuple[Pattern, ...] = ()
    """For a disclosure: wordings that look like it and say the opposite."""
    path: str = ""
    line: int = 0

    @property
    def pack(self) -> str:
        """The pack that the rule belongs to."""
        return self.id.partition("/")[0]


class Status(NamedTuple):
    """A treatment's standing in one jurisdiction. ``uses`` are the uses an approval covers, as copy words them.

    ``verified`` is False where no primary source was seen: such a status never makes an error.
    """

    jurisdiction: str
    state: StatusState
    uses: tuple[str, ...]
    say: str
    references: tuple[str, ...]
    checked_on: str
    verified: bool


class Treatment(NamedTuple):
    """What is known of a treatment; ``contraindications`` and ``risks`` are beginnings of words, in lower case."""

    id: str
    name: str
    names: tuple[str, ...]
    group: str
    prescription: bool
    statuses: tuple[Status, ...]
    disclosures: tuple[str, ...]
    contraindications: tuple[str, ...]
    risks: tuple[str, ...]


class Cue(NamedTuple):
    """Words that tell what kind of utterance a match stands in, and where they stand to tell it."""

    tag: Tag
    direction: Direction
    patterns: tuple[Pattern, ...]
    anti: tuple[Pattern, ...]
    """Wordings that look like the cue and are not: a cue that overlaps one of them does not count."""
    examples: Examples
    """Sentences with the match in square brackets: ``flag`` carry the tag, ``clean`` do not."""


class Pack(NamedTuple):
    """A named set of rules with the digest of the file that it came from (``sha256:`` and hexadecimal)."""

    id: str
    digest: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All that a run judges by: the packs, the lexicon, the cues, the treatments and the legal sources."""

    packs: tuple[Pack, ...]
    lexicons: Mapping[str, tuple[str, ...]]
    """Literal entries, folded and in lower case, longest first."""
    gate_words: Sequence[str]
    """Sets of words and keys that patterns name by index, each as its members with one space between."""
    word_gates: Mapping[str, str]
    """By word: the indices of those of the sets that gates name that hold it, with one space between, and a ``;``; and
    then for each key that begins with it the other word, the indices of the sets that hold that key, and a ``;``."""
    cues: tuple[Cue, ...]
    treatments: dict[str, Treatment]
    references: dict[str, Reference]
    rules: dict[str, Rule] = field(default_factory=dict)
    """Every rule of ``packs`` by its id."""
