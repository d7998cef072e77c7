"""Which treatments a text names."""

from __future__ import annotations

from collections.abc import Iterable

from claimlint.engine.page import Page
from claimlint.engine.vocabulary import Vocabulary
from claimlint.model.rule import Library, Treatment

NAMES = "treatment"
"""The lexicon list that holds the names of all treatments."""


class TreatmentNames:
    """Leads from names in copy to the treatments that they mean."""

    __slots__ = ("_by_name", "_vocabulary")

    def __init__(self, library: Library, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_name = {name: treatment for treatment in library.treatments.values() for name in treatment.names}

    def in_text(self, lower: str, words: frozenset[str]) -> dict[str, Treatment]:
        """Return, by name and longest name first, the treatments that a folded lower-case text names.

        A name inside a longer one does not count: "oral minoxidil" is not "minoxidil" too.
        """
        return self._told_apart(lower, self._vocabulary.present(NAMES, lower, words))

    def on_page(self, page: Page) -> dict[str, Treatment]:
        """Return the same for the text of a whole page."""
        return self._told_apart(page.lower, page.mentions(NAMES, self._vocabulary))

    def _told_apart(self, lower: str, names: Iterable[str]) -> dict[str, Treatment]:
        found: dict[str, Treatment] = {}
        rest = lower
        for name in names:
            if name in rest and name in self._by_name:
                found[name] = self._by_name[name]
                rest = rest.replace(name, "\0")
        return found

    def in_section(self, page: Page, index: int) -> list[Treatment]:
        """Return the treatments that the section of a block, the page's title or its first heading names."""
        names = page.section_mentions(index, NAMES, self._vocabulary)
        return list(dict.fromkeys(self._by_name[name] for name in names if name in self._by_name))
