"""The Chromium to test with."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, BrowserType, Playwright

from tests.browser.install import NAMES

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--process-per-site",  # a page finds the scripts compiled that another one of its profile has loaded
]


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine, else Playwright's own."""
    return another(playwright.chromium)


def another(kind: BrowserType, *flags: str) -> Browser:
    """One more of them, with flags of its own."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return kind.launch(executable_path=found, args=[*FLAGS, *flags])
