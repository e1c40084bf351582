"""An alert that has another id than before keeps its old address alive, and what it cites as related stands with the related alerts."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from plugins.site.checks.checking import check_site
from tests.site import miniature
from tests.site.build import fixity, pelican

FORMER, NOW = "2001-05-03-ml-old1", "2001-05-03-ml-new1"
UNSAFE = "../../../tmp/x"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature with an alert that had another id, one that cites it as related, and ids that must make no page."""
    folder = tmp_path_factory.mktemp("moved")
    archive = folder / "archive"
    miniature.make(archive)
    formers = ("former_ids", (FORMER, UNSAFE, "2005-04-26-fj-aaaa"))
    miniature.write(archive, miniature.record(NOW, "en", "Editor <b>held</b>", "2001-05-03", extra=(formers,)))
    related = ("related_ids", (NOW, "1999-xx-gone"))
    miniature.write(archive, miniature.record("2002-01-ml-rrrr", "fr", "Autre affaire", "2002-01", extra=(related,)))
    assert 0 == pelican(archive, folder / "output", folder / "cache", 'SITEURL="https://example.org/x"').returncode
    return folder


def page(site: Path, path: str) -> BeautifulSoup:
    """Return a page as a tree."""
    return BeautifulSoup((site / "output" / path).read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This alert has moved"),
        ("fr", "Cette alerte a changé d’adresse"),
        ("es", "Esta alerta cambió de dirección"),
    ],
)
def test_the_old_address_leads_on(site: Path, language: str, said: str) -> None:
    """In each language, without a script, by a link too, and not for search engines to list."""
    tree = page(site, f"{language}/alerts/2001/{FORMER}.html")
    target = f"../../../{language}/alerts/2001/{NOW}.html"
    refresh, robots = (tree.find("meta", attrs=pair) for pair in ({"http-equiv": "refresh"}, {"name": "robots"}))
    canonical, link, heading = tree.find("link", rel="canonical"), tree.select_one("main a"), tree.find("h1")
    assert all(isinstance(one, Tag) for one in (refresh, robots, canonical, link, heading))
    assert (f"0; url={target}", "noindex") == (refresh["content"], robots["content"])  # type: ignore[index]
    assert f"https://example.org/x/en/alerts/2001/{NOW}.html" == canonical["href"]  # type: ignore[index]
    assert (target, "Editor <b>held</b>", said) == (link["href"], link.get_text(), heading.get_text())  # type: ignore[index,union-attr]


def test_no_other_page_stands_in(site: Path) -> None:
    """An id that another alert has is that alert's; one that is none makes no page; the sitemap names none of them; nothing is broken."""
    output = site / "output"
    shown = page(site, "en/alerts/2005/2005-04-26-fj-aaaa.html").find("h1")
    assert miniature.TITLES["en"] == (shown.get_text() if shown else "")
    maps = "".join(file.read_text() for file in (output / "sitemaps").iterdir())
    assert (False, True) == (FORMER in maps, NOW in maps)
    assert not (site / "tmp").exists()
    assert [] == check_site(output)


def test_a_related_case_stands_with_the_related_alerts(site: Path) -> None:
    """The one that is in the archive, on the page of the alert that cites it."""
    links = page(site, "fr/alerts/2002/2002-01-ml-rrrr.html").select("section[aria-labelledby=related] a")
    assert [f"../../../fr/alerts/2001/{NOW}.html"] == [link["href"] for link in links]


def test_a_former_id_that_is_taken_back_leaves_nothing(site: Path) -> None:
    """Building on is as building anew: the page goes with the key, and the related alert with its record."""
    archive = site / "archive"
    file = archive / f"en/2001/{NOW}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(FORMER, "2001-05-03-ml-old2"), encoding="utf-8")
    for output, cache in (("output", "cache"), ("anew", "cache-anew")):
        assert 0 == pelican(archive, site / output, site / cache, 'SITEURL="https://example.org/x"').returncode
    assert fixity(site / "anew") == fixity(site / "output")
    assert not list((site / "output").rglob(f"{FORMER}.html"))
    assert 3 == len(list((site / "output").rglob("2001-05-03-ml-old2.html")))
