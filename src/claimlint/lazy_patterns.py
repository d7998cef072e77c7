"""The regular expressions of modules, each compiled when it is first used.

A run needs few of all that the modules define; to compile them all would take as long as to read the rules.
"""

from __future__ import annotations

import re
from typing import AnyStr, Generic, cast


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves as ``re.compile(source, flags)`` would; a fault in ``source`` shows at its first use."""
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))


class LazyPattern(Generic[AnyStr]):
    """Passes on what is asked of it, and keeps the answer: after its first use a method costs no more than another."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found
