"""The browser in which the pages are tested: found, or fetched.

`python -m tests.browser` makes sure that there is one: Chromium on the path, else Debian's package where we are root and have apt, else
Playwright's own download, else an error that says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Whoever only looks for a browser need not have Playwright.
    from playwright.sync_api import Page

LAUNCH_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ADVICE = "Install Chromium (Debian: `apt-get install chromium`), or name one in the environment: ALERT_BROWSER=/path/to/chromium."


class BrowserMissingError(Exception):
    """There is no browser, and none could be fetched."""


def wait_until(page: Page, condition: str, *, seconds: float = 30) -> None:
    """Wait until JavaScript holds on a page.

    Playwright's own `wait_for_function` asks again by `eval`, which the policy of our pages forbids: it works only where the first
    answer is yes.

    Raises:
        AssertionError: if it does not hold in time; it says what was waited for.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came to hold: {condition}"
        page.wait_for_timeout(50)


def find() -> str | None:
    """Return the path of a browser, or nothing if there is none on this machine."""
    named = os.environ.get("ALERT_BROWSER")
    if named:
        return shutil.which(named)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or _playwrights_own()


def require() -> str:
    """Return the path of a browser.

    Raises:
        BrowserMissingError: if there is none; it says how to get one.
    """
    found = find()
    if found is None:
        raise BrowserMissingError(f"There is no Chromium on this machine. {_ADVICE}")
    return found


def fetch() -> str:
    """Return the path of a browser, fetching one if need be.

    Raises:
        BrowserMissingError: if none can be had; it says how to get one.
    """
    if found := find():
        return found
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([apt, "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        # With what it recommends: fonts are among it, and without any a page has no widths to measure.
        subprocess.run([apt, "install", "-y", "-qq", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    if found := find():
        return found
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := find():
        return found
    raise BrowserMissingError(f"No Chromium could be fetched. {_ADVICE}")


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where there is no other browser)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


if __name__ == "__main__":
    try:
        print(f"Browser: {fetch()}")
    except BrowserMissingError as error:
        sys.exit(str(error))
