"""The exports as part of a built site: its pages lead to them, and the sitemap knows its pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from bs4 import BeautifulSoup

from plugins.site.checks.checking import check_site
from tests.exports import world
from tests.exports.test_sitemap import read
from tests.site.build import pelican


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, built as a maintainer does."""
    folder = tmp_path_factory.mktemp("site")
    done = pelican(world.archive(folder), folder / "output", folder / "cache", f'SITEURL="{world.ADDRESS}"')
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder / "output"


def test_everything_written_is_accounted_for(output: Path) -> None:
    """Feeds, data and sitemap are in the manifest, and links to them are not broken."""
    assert [] == check_site(output)
    manifest = (output / "MANIFEST.sha256").read_text(encoding="utf-8")
    for path in ("data/alerts.csv", "fr/feeds/all.atom", "sitemap.xml", "sitemaps/en-lists.xml", "robots.txt"):
        assert f"  {path}\n" in manifest


@pytest.mark.parametrize(
    "page", ["en/index.html", "fr/countries/fj.html", "es/sources/cpj.html", "en/violations/release.html"]
)
def test_pages_point_to_their_feeds(output: Path, page: str) -> None:
    """A reader's program finds the feed of what a page lists."""
    soup = BeautifulSoup((output / page).read_text(encoding="utf-8"), "lxml")
    feeds = [one["href"] for one in soup.find_all("link", rel="alternate", type="application/atom+xml")]

    assert feeds
    assert all((output / normpath(join(dirname(page), str(feed)))).is_file() for feed in feeds)


def test_the_sitemap_has_every_page_that_may_be_indexed(output: Path) -> None:
    """All pages, save the one for what is missing and those that name another as canonical."""
    own = set()
    for file in output.rglob("*.html"):
        path = file.relative_to(output).as_posix()
        canonical = re.search(r'rel="canonical" href="([^"]*)"', file.read_text(encoding="utf-8"))
        if path != "404.html" and (canonical is None or canonical[1] == f"{world.ADDRESS}/{path}"):
            own.add(f"{world.ADDRESS}/{path}")
    files = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*.xml") if file.is_file()}

    assert own == set(read(files))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_of_data_is_a_dataset_for_programs(output: Path, language: str) -> None:
    """Its structured data name files that exist, with their size, in words that no headline can break out of."""
    soup = BeautifulSoup((output / language / "data.html").read_text(encoding="utf-8"), "lxml")
    found = [json.loads(one.string or "") for one in soup.find_all("script", type="application/ld+json")]
    dataset = next(one for one in found if one.get("@type") == "Dataset")

    assert (language, "1996/2007") == (soup.html["lang"] if soup.html else "", dataset["temporalCoverage"])
    for one in dataset["distribution"]:
        file = output / one["contentUrl"].removeprefix(f"{world.ADDRESS}/")
        assert str(file.stat().st_size) == one["contentSize"]


def test_without_the_site_there_is_a_sentence(tmp_path: Path) -> None:
    """Exports need what the site reads; without it the build says what to do."""
    place = world.archive(tmp_path)
    done = pelican(place, tmp_path / "output", tmp_path / "cache", 'PLUGINS=["plugins.exports"]')

    assert 0 != done.returncode
    assert 'there is no archive to export. Add "plugins.site"' in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
