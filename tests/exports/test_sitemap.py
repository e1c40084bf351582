"""The sitemap: every page once, with its versions, in parts that the protocol allows."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from plugins.exports import sitemap
from plugins.exports.build import write_sitemap
from tests.exports import world

S = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAGES = [
    ("index.html", {}),
    ("en/index.html", {"en": "en/index.html", "fr": "fr/index.html"}),
    ("fr/index.html", {"en": "en/index.html", "fr": "fr/index.html"}),
    ("en/alerts/2005/a&b.html", {"en": "en/alerts/2005/a&b.html"}),
    ("en/alerts/1996/c.html", {"en": "en/alerts/1996/c.html", "fr": "fr/alerts/1997/c.html"}),
    ("fr/alerts/1997/c.html", {"en": "en/alerts/1996/c.html", "fr": "fr/alerts/1997/c.html"}),
]


def read(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Follow the index, and return address → language → address of the versions of every page listed."""
    found = {}
    index = ET.fromstring(files["sitemap.xml"])  # noqa: S314
    for place in index.iterfind("s:sitemap/s:loc", S):
        part = ET.fromstring(files[(place.text or "").removeprefix(f"{world.ADDRESS}/")])  # noqa: S314
        for url in part.iterfind("s:url", S):
            address = url.findtext("s:loc", "", S)
            assert address not in found
            found[address] = {one.get("hreflang", ""): one.get("href", "") for one in url.iterfind("x:link", S)}
    return found


def test_every_page_is_listed_once_with_its_versions() -> None:
    """A page names all its versions, itself among them, and they name it; one without others names none."""
    found = read(sitemap.sitemap(PAGES, world.ADDRESS))

    assert {f"{world.ADDRESS}/{path}" for path, _ in PAGES} == set(found)
    assert {} == found[f"{world.ADDRESS}/en/alerts/2005/a&b.html"]
    for address, versions in found.items():
        assert not versions or address in versions.values()
        assert all(found[other] == versions for other in versions.values())


def test_parts_are_cut_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is longer than the limit, and a new alert of one year leaves the parts of the others."""
    monkeypatch.setattr(sitemap, "LARGEST", 2)
    pages = [(f"en/alerts/2005/{n}.html", {"en": f"en/alerts/2005/{n}.html"}) for n in range(5)]
    before = sitemap.sitemap([*PAGES, *pages], world.ADDRESS)
    after = sitemap.sitemap([*PAGES, *pages, ("en/alerts/1996/d.html", {})], world.ADDRESS)

    assert {"sitemaps/en-2005.xml", "sitemaps/en-2005-2.xml", "sitemaps/en-2005-3.xml"} <= before.keys()
    assert all(data.count(b"<url>") <= 2 for data in before.values())
    assert {"sitemaps/en-1996.xml"} == {path for path in after if after[path] != before.get(path)}


def test_robots_are_shown_the_way() -> None:
    """robots.txt allows everything and names the sitemap in full."""
    robots = sitemap.sitemap(PAGES, world.ADDRESS)["robots.txt"].decode()

    assert "User-agent: *\nAllow: /\n\nSitemap: https://alerts.example/archive/sitemap.xml\n" == robots


def test_a_site_without_an_address_has_none(tmp_path: Path) -> None:
    """Both files need full addresses."""
    place = world.archive(tmp_path)

    assert {} == write_sitemap(world.model(place, tmp_path), PAGES)
    assert not (tmp_path / "output").exists()


def test_parts_that_are_gone_are_taken_away_and_nothing_is_rewritten(tmp_path: Path) -> None:
    """The same pages write nothing; fewer pages leave no part behind."""
    model = world.model(world.archive(tmp_path), tmp_path, world.ADDRESS)
    first = write_sitemap(model, PAGES)
    stamps = {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in first}
    again = write_sitemap(model, PAGES)

    assert first == again
    assert stamps == {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in again}
    write_sitemap(model, PAGES[:3])
    assert {"sitemap.xml", "robots.txt", "sitemaps/root.xml", "sitemaps/en-lists.xml", "sitemaps/fr-lists.xml"} == set(
        world.files(tmp_path)
    )
