"""Named word lists that patterns insert: their YAML, the inflected forms, and what includes what.

A list is a mapping with any of these keys::

    effect_verb:
      words: [as good as new]          # literally these
      nouns: [clinic, tooth|teeth]     # and the plural; an irregular one is written out after a bar
      verbs: [treat, regrow|regrew|regrown, bring|brought|brought back]
      include: [other_list]            # all entries of other lists

A verb is given in its base form and gets the third person, the past and the form in *-ing*. The forms of an irregular
verb are joined by bars: base, past, participle (the past if left out) and, where its spelling is in doubt, the form in
*-ing*: ``travel|travelled|travelled|travelling``. In a verb of several words the first is inflected, so its bars come
before the first space. In a noun of several words the last one is inflected, and a bar stands between whole forms.

Entries are literal text in lower case, folded. An entry with hyphens also stands for its form with spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimlint.lazy_patterns import lazy_pattern
from claimlint.packs.fields import Fields, SourceFile, mapping_of, near, shorten
from claimlint.packs.inflect import past, plural, present_participle, third_person
from claimlint.text.fold import fold
from claimlint.text.yamlnodes import YamlNode, YamlScalar

MAX_ENTRIES = 5_000
MAX_ALL_ENTRIES = 200_000
"""The limit on all lists together: lists that include one another multiply."""
MAX_ENTRY_CHARACTERS = 100
_KEYS = ("words", "nouns", "verbs", "include")
_NAME = lazy_pattern(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Definition:
    """A list as written: its place, its own entries and the lists that it includes."""

    source: SourceFile
    name: YamlScalar
    entries: frozenset[str]
    include: tuple[YamlScalar, ...]


def build_lexicon(
    parts: Iterable[tuple[SourceFile, YamlNode]], given: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return ``given`` and the lists that the ``lexicon`` mappings in ``parts`` define, each longest entry first.

    Raises ``PackError`` for a list defined twice (also in ``given``), an unknown or circular ``include``, an entry that
    folded text cannot hold, and lists above ``MAX_ENTRIES``, ``MAX_ALL_ENTRIES`` in all.
    """
    definitions: dict[str, _Definition] = {}
    for source, node in parts:
        for definition in _definitions(source, node):
            place = definition.name
            if place.value in given:
                raise source.fault(place, f"the list '{place.value}' is already defined; choose another name")
            first = definitions.setdefault(place.value, definition)
            if first is not definition:
                before = f"{first.source.path}:{first.name.line}"
                raise source.fault(place, f"the list '{place.value}' is already defined in {before}")
    lists = dict(given)
    total = sum(len(entries) for entries in lists.values())
    for name in _included_first(definitions, given):
        definition = definitions[name]
        entries = definition.entries.union(*(lists[other.value] for other in definition.include))
        total += len(entries)
        message = ""
        if len(entries) > MAX_ENTRIES:
            message = f"the list '{shorten(name)}' has {len(entries):,} entries; the limit is {MAX_ENTRIES:,}"
        elif total > MAX_ALL_ENTRIES:
            message = f"with the list '{shorten(name)}' the lexicon has more than {MAX_ALL_ENTRIES:,} entries in all"
        if message:
            raise definition.source.fault(definition.name, message)
        lists[name] = longest_first(entries)
    return lists


def longest_first(entries: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct entries in the order that an alternation needs to match the longest."""
    return tuple(sorted(set(entries), key=lambda entry: (-len(entry), entry)))


def with_spaces(entry: str) -> tuple[str, ...]:
    """Return the entry and, where it has hyphens inside, its form with spaces."""
    spaced = entry.replace("-", " ")
    # Where a hyphen stands at an edge or beside a space there is no such form.
    return (entry, spaced) if spaced != entry and " ".join(spaced.split()) == spaced else (entry,)


def check_entry(source: SourceFile, scalar: YamlScalar, text: str) -> None:
    """Refuse, at ``scalar``, an entry that folded lower-case text cannot hold."""
    shown = shorten(text)
    if len(text) > MAX_ENTRY_CHARACTERS:
        raise source.fault(scalar, f"the entry '{shown}' has more than {MAX_ENTRY_CHARACTERS} characters")
    plain = fold(text).text.strip()
    if plain != text:
        message = f"the entry '{shown}' can never match, since text is folded; write '{shorten(plain)}'"
        raise source.fault(scalar, message)
    if text.lower() != text:
        raise source.fault(scalar, f"the entry '{shown}' must be in lower case")
    if not any(map(str.isalnum, text)):
        raise source.fault(scalar, f"the entry '{shown}' needs a letter or a digit")


def _definitions(source: SourceFile, node: YamlNode) -> Iterator[_Definition]:
    for name, value in mapping_of(source, node, "'lexicon'").entries:
        if not _NAME.fullmatch(name.value):
            raise source.fault(name, f"the list name '{shorten(name.value)}' must be lower-case words joined by '_'")
        fields = Fields(source, value, f"the list '{shorten(name.value)}'", _KEYS)
        entries: set[str] = set()
        for key, forms_of in (("words", _words), ("nouns", _nouns), ("verbs", _verbs)):
            for scalar in fields.scalars(key, distinct=False):
                for form in forms_of(source, scalar):
                    check_entry(source, scalar, form)
                    entries.update(with_spaces(form))
        include = fields.scalars("include")
        if not entries and not include:
            raise source.fault(name, f"the list '{shorten(name.value)}' is empty")
        yield _Definition(source, name, frozenset(entries), include)


def _words(source: SourceFile, scalar: YamlScalar) -> tuple[str, ...]:
    if "|" in scalar.value:
        raise source.fault(scalar, "'words' are taken as they are, without '|'; give inflected forms as entries")
    return (scalar.value,)


def _nouns(source: SourceFile, scalar: YamlScalar) -> tuple[str, ...]:
    forms = scalar.value.split("|")
    if len(forms) > 2 or not all(forms):
        raise source.fault(scalar, "a noun is 'singular' or 'singular|plural'")
    return (forms[0], forms[1] if len(forms) == 2 else plural(forms[0]))


def _verbs(source: SourceFile, scalar: YamlScalar) -> tuple[str, ...]:
    head, space, rest = scalar.value.partition(" ")
    forms = head.split("|")
    if len(forms) > 4 or not all(forms) or "|" in rest:
        message = "a verb is 'base' or 'base|past|participle|ing' (from the left), then a space and its other words"
        raise source.fault(scalar, message)
    base = forms[0]
    before = forms[1] if len(forms) > 1 else past(base)
    participle = forms[2] if len(forms) > 2 else before
    ongoing = forms[3] if len(forms) > 3 else present_participle(base)
    return tuple(form + space + rest for form in (base, third_person(base), before, participle, ongoing))


def _included_first(definitions: Mapping[str, _Definition], given: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names so that a list comes after those it includes; refuses unknown names and circles."""
    done: dict[str, None] = {}
    for start in definitions:
        # The open lists, each with what is left to visit: a stack, since a chain of lists can be longer than Python's.
        trail = {start: iter(definitions[start].include)} if start not in done else {}
        while trail:
            name, left = next(reversed(trail.items()))
            other = next(left, None)
            if other is None:
                done[name] = None
                del trail[name]
                continue
            source = definitions[name].source
            if other.value in trail:
                circle = [*list(trail)[list(trail).index(other.value) :], other.value]
                raise source.fault(other, f"lists include one another in a circle: {shorten(' > '.join(circle))}")
            if other.value in definitions:
                if other.value not in done:
                    trail[other.value] = iter(definitions[other.value].include)
            elif other.value not in given:
                hint = near(other.value, [*definitions, *given])
                raise source.fault(other, f"no list '{shorten(other.value)}'{hint}")
    return list(done)
