"""Which entries of a list stand in a text."""

from __future__ import annotations

import pytest

from claimlint.engine.vocabulary import FEW_TEXTS, Vocabulary, words_of
from claimlint.model.rule import Library


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("a fue in march", ("fue",)),
        ("fuel for the van", ()),
        ("stem cells", ("stem cells", "stem cell")),
        ("a system cell", ()),
        ("hair transplants abroad", ("hair transplant",)),
        ("", ()),
    ],
)
def test_a_list_says_the_same_however_often_it_is_asked(text: str, entries: tuple[str, ...]) -> None:
    lists = {"treatment": ("hair transplant", "stem cells", "stem cell", "fue")}
    vocabulary = Vocabulary(Library((), lists, (), {}, (), {}, {}))
    for _ in range(2 * FEW_TEXTS):
        assert vocabulary.present("treatment", text, frozenset(words_of(text))) == entries
