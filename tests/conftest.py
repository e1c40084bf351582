"""What the tests of every package share: a browser, Node, and a way to put pages behind an address."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests import browser as chromium

ROOT = Path(__file__).resolve().parents[1]
LONGEST = (
    "site/test_incremental.py",
    "theme/test_in_browser.py",
    "theme/test_search_result.py",
    "theme/test_search_page.py",
    "benchmarks/test_tables.py",
    "site/test_weight.py",
    "commands/test_invoke.py",
    "importers/test_interruption.py",
    "search/test_phrase.py",
    "search/test_client.py",
    "search/test_incremental.py",
    "search/test_analysis.py",
)
"""Files of tests that take half of a minute or more, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process works on alone at the end: `invoke test` deals out whole files."""
    begin = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: begin.get(item.path, len(begin)))


# How long an example takes is a matter of the machine, and no property of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once a test process; an error that says how to get one if there is none."""
    executable = chromium.require()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=list(chromium.LAUNCH_FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def node() -> str:
    """The path of Node: on the machine, or in the private environment."""
    path = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert path, "there is no Node; `make test` puts one into .venv"
    return path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output to what matters."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, unless a page that was closed wanted no more."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address, without a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def served() -> Callable[[Path], AbstractContextManager[str]]:
    """A context manager that serves a folder and gives its address."""
    return serve
