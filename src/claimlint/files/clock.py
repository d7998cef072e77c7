"""The day of the run, the one thing that a verdict depends on besides the copy, the rules and the settings."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from claimlint.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand for the time of the run: https://reproducible-builds.org/specs/source-date-epoch/"""


def today() -> date:
    """Return the day in UTC, or the one that ``SOURCE_DATE_EPOCH`` names. Raises ``UsageError`` if that is no time."""
    return now().date()


def now() -> datetime:
    """Return the time in UTC, or the one that ``SOURCE_DATE_EPOCH`` names. Raises ``UsageError`` if that is no time."""
    seconds = os.environ.get(VARIABLE)
    if not seconds:
        return datetime.now(UTC)
    try:
        if not (seconds.isascii() and seconds.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"{VARIABLE} must be whole seconds since 1970, not “{seconds[:60]}”; unset it") from None
