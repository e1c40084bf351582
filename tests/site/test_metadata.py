"""What machines read of a page: search engines, citation managers, networks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from plugins.site.presenting import metadata
from tests.site import miniature
from tests.site.build import pelican

ADDRESS = "https://alerts.example/archive"
EDITOR = "alerts/2005/2005-04-26-fj-aaaa.html"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The miniature archive as a site for anywhere, and as one with an address."""
    folder = tmp_path_factory.mktemp("metadata")
    miniature.make(folder / "archive")
    made = {}
    for name, settings in (("anywhere", ()), ("published", (f'SITEURL="{ADDRESS}"',))):
        done = pelican(folder / "archive", folder / name, folder / f"cache-{name}", *settings)
        assert 0 == done.returncode, done.stdout + done.stderr
        made[name] = folder / name
    return made


def head(site: Path, path: str) -> BeautifulSoup:
    """Return a page, parsed."""
    return BeautifulSoup((site / path).read_text(encoding="utf-8"), "lxml")


def named(page: BeautifulSoup, name: str) -> list[str]:
    """Return the contents of all ``meta`` elements with a name or property."""
    return [str(one["content"]) for one in page.select(f'meta[name="{name}"], meta[property="{name}"]')]


def graph(page: BeautifulSoup) -> dict[str, dict[str, object]]:
    """Return the nodes of a page's JSON-LD by their type."""
    blocks = [json.loads(block.text) for block in page.select('script[type="application/ld+json"]')]
    nodes = [node for block in blocks for node in block.get("@graph", [block])]
    return {node["@type"]: node for node in nodes}


def languages(page: BeautifulSoup) -> dict[str, str]:
    """Return hreflang → address."""
    return {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}


def test_an_alert_says_what_it_is_to_a_citation_manager(sites: dict[str, Path]) -> None:
    """Headline, date, organisations, language, number: in the names that Zotero and Google Scholar know."""
    page = head(sites["published"], f"fr/{EDITOR}")

    assert [miniature.TITLES["fr"]] == named(page, "citation_title") == named(page, "DC.title")
    assert ["2005/04/26"] == named(page, "citation_publication_date")
    assert ["CPJ", "RSF"] == named(page, "citation_author")
    assert ["Comité pour la protection des journalistes; Reporters sans frontières"] == named(
        page, "citation_technical_report_institution"
    )
    assert ["fr"] == named(page, "DC.language")
    assert [f"{ADDRESS}/fr/{EDITOR}"] == named(page, "citation_public_url") == named(page, "og:url")


def test_a_date_is_no_more_precise_than_it_is_known(sites: dict[str, Path]) -> None:
    """A month stays a month, for machines too."""
    page = head(sites["anywhere"], "en/alerts/2005/2005-05-fj-bbbb.html")

    assert ["2005/05"] == named(page, "citation_publication_date")
    assert "2005-05" == graph(page)["Article"]["datePublished"]


def test_languages_are_named_where_the_page_truly_exists(sites: dict[str, Path]) -> None:
    """Translations name each other, English as the default; a text shown in place of a translation names none, but its original."""
    translated = head(sites["published"], f"es/{EDITOR}")
    original = head(sites["published"], "fr/alerts/2007/2007-xx-cccc.html")
    fallback = head(sites["published"], "es/alerts/2007/2007-xx-cccc.html")

    assert {code: f"{ADDRESS}/{code}/{EDITOR}" for code in ("en", "fr", "es")} | {
        "x-default": f"{ADDRESS}/en/{EDITOR}"
    } == languages(translated)
    assert {} == languages(original) == languages(fallback)
    assert f"{ADDRESS}/fr/alerts/2007/2007-xx-cccc.html" == fallback.select_one("link[rel=canonical]")["href"]  # type: ignore[index]


def test_the_choice_of_language_is_the_default_of_the_front_pages(sites: dict[str, Path]) -> None:
    """The root and the three front pages are one set."""
    expected = {code: f"{ADDRESS}/{code}/index.html" for code in ("en", "fr", "es")} | {
        "x-default": f"{ADDRESS}/index.html"
    }

    assert expected == languages(head(sites["published"], "index.html"))
    assert expected == languages(head(sites["published"], "es/index.html"))


def test_without_an_address_nothing_is_said_about_addresses(sites: dict[str, Path]) -> None:
    """A site for anywhere has no canonical address, names no languages, and its trail is relative."""
    page = head(sites["anywhere"], f"en/{EDITOR}")

    assert [] == page.select("link[rel=canonical], link[hreflang]")
    assert [] == named(page, "og:url")
    trail = graph(page)["BreadcrumbList"]["itemListElement"]
    assert ["../../../en/index.html", "../../../en/countries/fj.html"] == [step["item"] for step in trail[:2]]  # type: ignore[index]


def test_every_address_of_a_published_site_is_a_page_of_it(sites: dict[str, Path]) -> None:
    """Whatever canonical, hreflang and JSON-LD name is there."""
    site = sites["published"]
    for file in site.rglob("*.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        named_here = [str(link["href"]) for link in page.select("link[rel=canonical], link[hreflang]")]
        trail = graph(page).get("BreadcrumbList", {}).get("itemListElement", [])
        named_here += [str(step["item"]) for step in trail if "item" in step]  # type: ignore[attr-defined]
        missing = [one for one in named_here if not (site / one.removeprefix(f"{ADDRESS}/")).is_file()]
        assert [] == missing, file


def test_the_front_page_describes_the_archive(sites: dict[str, Path]) -> None:
    """A ``Dataset`` with its span and its languages."""
    dataset = graph(head(sites["published"], "en/index.html"))["Dataset"]

    assert "1996/2007" == dataset["temporalCoverage"]
    assert ["en", "fr", "es"] == dataset["inLanguage"]


def test_nothing_in_a_data_block_ends_it() -> None:
    """A headline with ``</script>`` stays a headline."""
    block = metadata.json_ld([{"headline": "</script><script>alert(1)</script>"}])
    soup = BeautifulSoup(block, "lxml")

    assert 1 == len(soup.find_all("script"))
    assert "</script><script>alert(1)</script>" == json.loads(soup.script.text)["@graph"][0]["headline"]  # type: ignore[union-attr]


@pytest.mark.browser
def test_the_policy_has_nothing_against_data_blocks(sites: dict[str, Path], browser: Browser) -> None:
    """Chromium logs no violation of the pages' own policy."""
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script("addEventListener('securitypolicyviolation', event => console.log(event.violatedDirective))")
    for path in (f"en/{EDITOR}", "en/index.html", "en/countries/fj.html", "en/alerts/1996/1996-zr-dddd.html"):
        page.goto((sites["anywhere"] / path).as_uri())
        assert page.locator('script[type="application/ld+json"]').count(), path
    page.close()

    assert [] == said


@pytest.mark.parametrize(("lang", "expected"), [("en", "en_GB"), ("fr", "fr_FR"), ("es", "es_ES")])
def test_a_locale_has_its_territory(sites: dict[str, Path], lang: str, expected: str) -> None:
    """Open Graph wants language and territory, for a language without one that where most speak it."""
    assert [expected] == named(head(sites["anywhere"], f"{lang}/countries/fj.html"), "og:locale")


def test_a_listing_says_how_much_it_has(sites: dict[str, Path]) -> None:
    """Name, number of alerts, years and a headline, for lists of search engines."""
    assert ["Fiji – 2 alerts, 2005. Editor detained again"] == named(
        head(sites["anywhere"], "en/countries/fj.html"), "description"
    )
