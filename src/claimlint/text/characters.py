"""Classes of characters that more than one step must agree on, as the inside of a ``[...]`` of the ``re`` module."""

from __future__ import annotations

BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates: they change the order in which the text around them is shown."""

HANGUL_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters to every program and nothing to the eye."""

TAGS = "\U000e0001\U000e0020-\U000e007f"
"""A copy of ASCII that is never shown; flags of regions are the one use that is left."""

IGNORABLES = (
    f"{BIDI_CONTROLS}{HANGUL_FILLERS}"
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that take no room of their own: ``Default_Ignorable_Code_Point`` of Unicode 15.1."""

COMBINING_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""The blocks of combining marks that belong to no one script; Latin letters take theirs from here."""
