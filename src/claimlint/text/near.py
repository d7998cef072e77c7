"""The known name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def near(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean …?`` with the known name that looks most like ``name``, or what there is if none does.

    The part after the slash is enough to be recognised by.
    """
    from difflib import get_close_matches

    names = sorted(known)
    tails = {candidate.rpartition("/")[2]: candidate for candidate in reversed(names)}
    # A name of any length may come in; comparing takes quadratic time.
    found = get_close_matches(name[:100], [*names, *tails], n=1)
    if found:
        return f"; did you mean “{tails.get(found[0], found[0])}”?"
    return f"; known are {', '.join(names)}" if 0 < len(names) <= 20 else ""
