"""The capitals of a claim on the words that take its place."""

from __future__ import annotations

import pytest

from claimlint.fix.casing import fitted, in_casing


@pytest.mark.parametrize(
    ("match", "text", "written"),
    [
        ("revolutionary", "newer", "newer"),
        ("Revolutionary", "newer", "Newer"),
        ("REVOLUTIONARY", "newer", "NEWER"),
        ("Leading expert", "qualified and registered", "Qualified and registered"),
        ("Leading Experts", "qualified and registered", "Qualified and Registered"),
        ("Leading Experts in the Field", "one of many", "One of Many"),
        ("FDA-approved", "fda-cleared", "FDA-cleared"),
        ("FDA-Approved", "fda-cleared", "FDA-Cleared"),
        ("FDA-APPROVED", "fda-cleared", "FDA-CLEARED"),
        ("Fda approved", "fda-cleared", "Fda-cleared"),
        ("U.S. FDA approved", "u.s. fda-cleared", "U.S. FDA-cleared"),
        ("approved by the FDA", "cleared by the fda", "cleared by the FDA"),
        ("Approved by the FDA", "cleared by the fda", "Cleared by the FDA"),
        ("None", "most people have redness", "Most people have redness"),
        ("PRP", "a treatment", "a treatment"),
        ("100%", "some", "some"),
        ("", "some", "some"),
        ("safe", "", ""),
        ("SAFEST", "don\u2019t know", "DON\u2019T KNOW"),
    ],
)
def test_casing(match: str, text: str, written: str) -> None:
    assert in_casing(text, match) == written


@pytest.mark.parametrize(
    ("following", "written"),
    [(".", "Take your time"), ("!", "Take your time"), (" now", "Take your time."), ("", "Take your time.")],
)
def test_one_full_stop_is_enough(following: str, written: str) -> None:
    assert fitted("Take your time.", "offer ends soon", following) == written
