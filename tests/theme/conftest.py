"""A small site made of one page of every type, in every language, from made-up views."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.alerts.languages import CODES
from plugins.search.assets import VIEW_FILES
from plugins.site import addresses
from plugins.site.presenting.single_views import labels_script
from plugins.site.templating.styles import bundle
from tests.theme import fakes

Open = Callable[..., Page]

BELOW = "some/path"
"""Where the site stands below the root of the server: it must work anywhere."""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address → HTML of one page of every type in every language, and the two pages of the root."""
    cache = tmp_path_factory.mktemp("cache")
    made = fakes.root_pages(cache)
    for code in CODES:
        made |= fakes.pages(cache, code)
    return {path: page.decode("utf-8") for path, page in made.items()}


@pytest.fixture(scope="session")
def style() -> str:
    """The style sheet, as the builder puts it together."""
    sheets = sorted((fakes.THEME / "static/css").glob("*.css"))
    return bundle(sheet.read_text(encoding="utf-8") for sheet in sheets)


@pytest.fixture(scope="session")
def small_site(pages: dict[str, str], style: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose ``some/path/`` holds the pages, with an engine for the search that needs no index."""
    folder = tmp_path_factory.mktemp("theme")
    root = folder / BELOW
    for path, page in pages.items():
        write(root / path, page)
    write(root / "theme/site.css", style)
    own = sorted((fakes.THEME / "static/css/search").glob("*.css"))
    write(root / "theme/search.css", bundle(sheet.read_text(encoding="utf-8") for sheet in own))
    for code in CODES:
        write(root / addresses.labels(code), labels_script(fakes.labels(code), code).decode())
    # There is no index here to ask ahead for.
    write(root / fakes.SCRIPTS[0], "")
    write(root / fakes.ENGINE, (Path(__file__).parent / "engine.js").read_text(encoding="utf-8"))
    for file in VIEW_FILES:
        write(root / "theme" / file, (fakes.THEME / "static" / file).read_text(encoding="utf-8"))
    return folder


def write(file: Path, text: str) -> None:
    """Write a file, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def opened(browser: Browser, small_site: Path) -> Iterator[Open]:
    """Open a page of the small site from the disk; an error in the page's scripts fails the test."""
    contexts = []
    problems: list[str] = []

    def open_page(path: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.goto(f"{(small_site / BELOW).as_uri()}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [] == problems


@pytest.fixture(params=["disk", "path"])
def search_page(
    request: pytest.FixtureRequest,
    opened: Open,
    small_site: Path,
    served: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[Page]:
    """The English search page, from a disk and from a path of a server."""
    if request.param == "disk":
        yield opened("en/search.html")
        return
    with served(small_site) as address:
        page = opened("index.html")
        page.goto(f"{address}/{BELOW}/en/search.html")
        yield page
