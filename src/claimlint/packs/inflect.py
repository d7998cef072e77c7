"""Regular English inflection, so that a lexicon gives a verb or a noun once.

The rules are those of spelling. What spelling does not tell, such as which syllable bears the stress, is a short list
of exceptions here; an author writes the forms of an irregular word out in the lexicon.
"""

from __future__ import annotations

import re

from claimlint.lazy_patterns import lazy_pattern

_SIBILANT = lazy_pattern(r"(?:s|x|z|sh|ch)$")
_CONSONANT_Y = lazy_pattern(r"(?:[^aeiou\W]|qu)y$")
_CONSONANT_O = lazy_pattern(r"[^aeiou\W]o$")
_SHORT = lazy_pattern(r"(?:[^aeiou\W]*|[^aeiou\W]*qu)[aeiouy][bdfglmnprtvz]$")
"""One syllable with one vowel letter and one consonant letter that doubles: ``stop``, ``quit``, but not ``heal``."""
_ENDS_SHORT = lazy_pattern(r"(?:[^aeiou\W]|qu)[aeiou][bdfglmnprt]$")
_HARD_CH = frozenset({"epoch", "eunuch", "loch", "matriarch", "monarch", "patriarch", "stomach", "tech", "triptych"})
_NOUNS_IN_OES = frozenset({"echo", "embargo", "hero", "mosquito", "potato", "tomato", "torpedo", "veto"})
_STRESSED = """
    abet abhor acquit admit allot annul begin commit compel concur confer control defer deter
    dispel distil embed emit enrol equip excel expel extol forget fulfil impel incur infer
    instil kidnap occur omit outfit patrol permit prefer propel rebel rebut recap recur refer
    refit regret remit repel reset rerun submit transfer transmit unclog unplug unwrap unzip upset
"""
_STRESSED_END = frozenset(_STRESSED.split())
"""Verbs of more than one syllable that double their last letter, since the stress is on the last syllable."""


def plural(noun: str) -> str:
    """Return the plural of a noun of one or more lower-case words; the last word takes it."""
    if noun.endswith(("sis", "xis")):
        return noun[:-2] + "es"
    if _CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    last = re.split(r"[ -]", noun)[-1]
    if last in _NOUNS_IN_OES:
        return noun + "es"
    return _with_s(noun, last)


def third_person(verb: str) -> str:
    """Return the third person singular of a single lower-case verb: ``stop`` gives ``stops``."""
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    if _CONSONANT_O.search(verb):
        return verb + "es"
    return _with_s(verb, verb.rpartition("-")[2])


def past(verb: str) -> str:
    """Return the past, which is also the past participle, of a single regular verb: ``stop`` gives ``stopped``."""
    if verb.endswith("e"):
        return verb + "d"
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return _before_vowel(verb) + "ed"


def present_participle(verb: str) -> str:
    """Return the form in *-ing* of a single verb, regular or not: ``stop`` gives ``stopping``."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb[:-1] + "ing"
    return _before_vowel(verb) + "ing"


def _with_s(word: str, last: str) -> str:
    if last in _HARD_CH:
        return word + "s"
    if last.endswith("z") and _SHORT.fullmatch(last):
        return word + "zes"
    return word + ("es" if _SIBILANT.search(last) else "s")


def _before_vowel(verb: str) -> str:
    """Return the verb as it stands before *-ed* and *-ing*: its last letter doubled where the vowel before is short."""
    last = verb.rpartition("-")[2]
    if last.endswith("c") and len(last) > 1 and last[-2] in "aeiou":
        return verb + "k"
    if _SHORT.fullmatch(last) or (last in _STRESSED_END and _ENDS_SHORT.search(last)):
        return verb + verb[-1]
    return verb
