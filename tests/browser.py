"""A headless Chromium for the tests of the HTML report, and every reason why there may be none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = "CLAIMLINT_BROWSER"
"""Set to ``required``, the tests that need a browser fail without one; otherwise they are skipped."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium of the system's; skips, or fails if one is required, where it cannot be started."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _without("chromium is not installed: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        # Root has no sandbox in Chromium; what it opens here is our own.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def _without(reason: str) -> None:
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(reason)
    pytest.skip(reason)
