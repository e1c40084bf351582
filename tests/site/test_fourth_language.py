"""A fourth language, written from right to left, is only data: a line, labels, a catalogue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from plugins.site.checks.checking import check_site
from tests.site import arabic, miniature
from tests.site.build import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
PAGES = (
    "index.html",
    "alerts/2005/2005-04-26-fj-aaaa.html",
    "countries/fj.html",
    "cases/2005-04-26-fj-aaaa.html",
    "digests/2005-W17.html",
    "about.html",
    "data.html",
    "feeds.html",
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature archive with an alert in Arabic, built without the search, whose stemmers are code."""
    folder = tmp_path_factory.mktemp("arabic")
    copy = arabic.repository(folder)
    miniature.make(folder / "archive")
    text = (folder / "archive/en/2005/2005-04-26-fj-aaaa.md").read_text(encoding="utf-8")
    target = folder / "archive/ar/2005/2005-04-26-fj-aaaa.md"
    target.parent.mkdir(parents=True)
    title = "الإفراج عن رئيس تحرير «الفانوس»"
    target.write_text(
        text.replace("lang: en", "lang: ar").replace(f"title: {miniature.TITLES['en']}", f"title: {title}"),
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "pelican"),
            str(folder / "archive"),
            "-o",
            str(folder / "output"),
            "-s",
            str(copy / "pelicanconf.py"),
            "--log-handler",
            "plain",
            "-e",
            f'ALERT_CACHE="{folder / "cache"}"',
            f'ALERT_MODULES="{ROOT / "node_modules"}"',
            'PLUGINS=["plugins.exports", "plugins.site"]',
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=copy,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder / "output"


def test_every_page_has_an_arabic_sister(output: Path) -> None:
    """What there is in English there is in Arabic, every link leads somewhere, and the languages lead to each other."""
    english = {file.relative_to(output / "en").as_posix() for file in (output / "en").rglob("*.html")}
    own = {file.relative_to(output / "ar").as_posix() for file in (output / "ar").rglob("*.html")}

    assert english == own
    assert [] == check_site(output)


def test_the_page_runs_from_right_to_left(output: Path) -> None:
    """Language and direction stand on the root; a text shown in place of a translation keeps its own direction."""
    own = BeautifulSoup((output / f"ar/{PAGES[1]}").read_text(encoding="utf-8"), "lxml")
    fallback = BeautifulSoup((output / "ar/alerts/2007/2007-xx-cccc.html").read_text(encoding="utf-8"), "lxml")

    assert ("ar", "rtl") == (own.html["lang"], own.html["dir"])  # type: ignore[index]
    assert "الإفراج" in own.h1.get_text()  # type: ignore[union-attr]
    assert "26 أبريل 2005" in own.get_text()
    assert "البلدان" in own.select_one("nav.sections").get_text()  # type: ignore[union-attr]
    assert ("fr", "ltr") == (fallback.h1["lang"], fallback.h1["dir"])  # type: ignore[index]


@pytest.mark.browser
def test_arabic_pages_are_accessible_and_do_not_scroll(output: Path, browser: Browser) -> None:
    """Axe finds nothing on any type of page, and at 320 px nothing is wider than the window."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wrong = {}
    for path in PAGES:
        page.goto((output / "ar" / path).as_uri())
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run(document, {preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        if found["violations"] or wide > 320:
            wrong[path] = ([one["id"] for one in found["violations"]], wide)
    page.close()

    assert {} == wrong
