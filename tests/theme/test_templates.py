"""What every page keeps to, whatever its type and language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from plugins.alerts import countries, organisations
from plugins.alerts.languages import CODES
from plugins.alerts.vocabularies import VIOLATIONS
from plugins.exports.pages import MOST
from plugins.site import facets
from tests.theme import fakes

MARKUP = "<script>alert(1)</script> & \"quoted\" 'too'"
BUDGET = 40_000


def parse(page: str) -> BeautifulSoup:
    """Return the tree of a page."""
    return BeautifulSoup(page, "lxml")


def only(tree: BeautifulSoup, selector: str) -> Tag:
    """Return the first element that a selector finds."""
    found = tree.select_one(selector)
    assert found, selector
    return found


def test_nothing_is_inline_or_from_elsewhere(pages: dict[str, str]) -> None:
    """No style or script stands in a page, no handler in an attribute, and nothing is loaded from another address."""
    for path, page in pages.items():
        tree = parse(page)
        # JSON-LD is a data block, which no browser runs.
        inline = "style, script:not([src], [type='application/ld+json']), iframe, object, embed, img"
        assert [] == tree.select(inline), path
        assert [] == [
            tag for tag in tree.find_all(True) if any(name == "style" or name.startswith("on") for name in tag.attrs)
        ], path
        assert [] == [
            tag
            for tag in tree.select("[src], link[href]")
            if "//" in str(tag.get("src") or tag["href"]).replace("//www.w3.org/2000", "")
        ], path
        assert "default-src 'none'" in only(tree, "meta[http-equiv=Content-Security-Policy]")["content"], path


def test_only_the_search_page_loads_scripts(pages: dict[str, str]) -> None:
    """Pages that are read need none."""
    assert {f"{code}/search.html" for code in CODES} == {
        path for path, page in pages.items() if parse(page).select("script[src]")
    }


def test_the_first_paint_waits_for_one_style_sheet(pages: dict[str, str]) -> None:
    """In the head of every page stands one style sheet, and no script that is waited for."""
    heads = {path: parse(page).select_one("head") for path, page in pages.items()}
    waited_for = {
        path: [
            one.get("href") or one.get("src")
            for one in head.select("link[rel=stylesheet], script[src]:not([async], [defer])")
        ]
        for path, head in heads.items()
        if head
    }

    assert set() == {
        path for path, found in waited_for.items() if found != [f"{'../' * path.count('/')}theme/site.css"]
    }


def test_every_page_names_its_language(pages: dict[str, str]) -> None:
    """``lang`` and ``dir`` stand on the root element, and are those of the page's part of the site."""
    for path, page in pages.items():
        root = only(parse(page), "html")
        assert (path.partition("/")[0] if "/" in path else "en", "ltr") == (root["lang"], root["dir"])


def test_headings_go_down_by_single_steps(pages: dict[str, str]) -> None:
    """A page has one first heading, and no level is left out on the way down."""
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in parse(page).select("h1, h2, h3, h4, h5, h6")]
        assert 1 == levels.count(1), path
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels)), (path, levels)


def test_ids_are_unique_and_are_there(pages: dict[str, str]) -> None:
    """An id stands once, and what ``for`` and ``aria-…`` speak of exists."""
    for path, page in pages.items():
        tree = parse(page)
        ids = [tag["id"] for tag in tree.select("[id]")]
        assert len(ids) == len(set(ids)), path
        for name in ("for", "aria-labelledby", "aria-describedby", "form"):
            wanted = {one for tag in tree.select(f"[{name}]") for one in str(tag[name]).split()}
            assert set() == wanted - set(ids), path


def test_lists_name_the_language_of_foreign_headlines(pages: dict[str, str]) -> None:
    """A headline in another language says so to a screen reader, and in words to everybody."""
    links = parse(pages["fr/countries/cd/2005.html"]).select(".items a[lang]")

    assert {"en"} == {link["lang"] for link in links}
    assert all("English" in str(link.parent) for link in links)


@pytest.mark.parametrize("code", CODES)
def test_a_text_in_another_language_is_announced(pages: dict[str, str], code: str) -> None:
    """The notice is in the page's language; headline and text carry that of the alert."""
    tree = parse(pages[f"{code}/alerts/2003/f.html"])
    shown = "fr" if code == "en" else "en"

    assert {"en": "French", "fr": "anglais", "es": "inglés"}[code] in only(tree, ".notice").get_text()
    assert None is only(tree, ".notice").find_parent(lang=shown)
    assert [shown, shown] == [tag["lang"] for tag in tree.select("article h1, article .text")]


def test_an_old_appeal_is_told_as_old(pages: dict[str, str]) -> None:
    """Right below its heading, in the page's language even where the text is in another."""
    for path, expected in (
        ("fr/alerts/2003/f.html", "Appel de l’époque (18 novembre 2003)"),
        ("en/alerts/2003/a.html", "18 November"),
    ):
        note = only(parse(pages[path]), ".text .past")
        heading = note.find_previous_sibling()

        assert heading
        assert heading.get_text().startswith("Recommended")
        assert expected in note.get_text()
        assert ("fr" if path.startswith("fr") else None) == note.get("lang")


def test_every_alert_says_where_to_report_errors(pages: dict[str, str]) -> None:
    """By mail, with the number of the record; or, without a contact, as the page about the archive says."""
    link = only(parse(pages["es/alerts/2003/a.html"]), '.source a[href^="mailto:"]')

    assert "2003-11-18-tn-k7q2" in str(link["href"])
    assert "error" in link.get_text()


def test_cited_alerts_that_are_not_there_are_told_by_their_dates(pages: dict[str, str]) -> None:
    """In one line under what cites them, after those that are there."""
    chain = only(parse(pages["fr/alerts/2003/a.html"]), ".chain")

    assert ["Hors de ces archives\u00a0: 5 juin 2002", "Hors de ces archives\u00a0: 2001"] == [
        line.get_text() for line in chain.select("p.meta")
    ]
    assert 2 == len(chain.select("li time"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ("1,850", "12,345")), ("fr", ("1\u202f850", "12\u202f345")), ("es", ("1850", "12.345"))],
)
def test_thousands_are_set_apart_as_each_language_does(
    tmp_path: Path, language: str, expected: tuple[str, str]
) -> None:
    """As CLDR and browsers have it: Spanish leaves four figures together."""
    templates = fakes.made_templates(tmp_path, language)

    assert expected == tuple(templates.alerts(count).partition(" ")[0] for count in (1_850, 12_345))


def test_titles_come_out_as_text(tmp_path: Path) -> None:
    """Markup in a headline is shown, never run: in the page's title, heading, lists and citations."""
    templates = fakes.made_templates(tmp_path, "en")
    page = fakes.page("en", "alerts/2003/a.html", title=MARKUP)
    html = templates.render("alert.html", page=page, alert=fakes.alert("en", title=MARKUP)).decode()
    tree = parse(html)

    assert [] == tree.select("script")
    assert MARKUP == only(tree, "h1").get_text()
    assert only(tree, "title").get_text().startswith(MARKUP)


def test_every_field_of_a_record_is_optional(tmp_path: Path) -> None:
    """An alert of which only headline, year and text are known has no empty headings."""
    bare = fakes.alert("en")._replace(
        occurred="",
        countries=(),
        sources=(),
        violations=(),
        targets=(),
        translations=(),
        updates=None,
        background=None,
        updated_by=(),
        stood_at=(),
        provenance=(),
        inferred=(),
        repaired=(),
        case=None,
        campaigns=(),
        related=(),
    )
    tree = parse(
        fakes.made_templates(tmp_path, "en")
        .render("alert.html", page=fakes.page("en", "alerts/2003/a.html"), alert=bare)
        .decode()
    )

    assert None is tree.select_one(".chain")
    assert all(row.dd and row.dd.get_text(strip=True) for row in tree.select("dl > div"))


def test_charts_say_what_they_show(pages: dict[str, str]) -> None:
    """A chart has a title, a description and the same figures as a table."""
    tree = parse(pages["en/countries/cd.html"])
    years = fakes.years()

    assert "1992" in only(tree, "svg.bars desc").get_text()
    assert [str(year) for year in years] == [tag.get_text() for tag in tree.select(".chart tbody th")]
    assert [f"{count:,}" for count in years.values()] == [
        tag.get_text() for tag in tree.select(".chart tbody td:first-of-type")
    ]
    assert [f"{year} ({count:,})" for year, count in years.items() if count] == [
        tag.get_text() for tag in tree.select("svg.bars .reach title")
    ]


def test_the_chart_of_the_front_page_leads_to_its_table(pages: dict[str, str]) -> None:
    """The years have the same figures as a table."""
    section = only(parse(pages["en/index.html"]), "section[aria-labelledby=by-year]")

    assert "Bars from 1992 to 2021" in only(section, "svg.bars desc").get_text()
    assert only(section, ".more a")["href"].endswith("en/years/index.html")


def test_counts_say_their_unit(pages: dict[str, str]) -> None:
    """Before every list of figures stands what they count; those of the data are sizes."""
    found = {
        path: only(tree, ".index").find_previous("p", class_="help")
        for path, page in pages.items()
        for tree in (parse(page),)
        if path.startswith("en/") and not path.endswith("data.html") and tree.select_one(".index")
    }

    assert len(found) > 3
    assert [] == [path for path, said in found.items() if not said or "figure is the number of" not in said.get_text()]


def test_pages_weigh_little(pages: dict[str, str]) -> None:
    """No page of these reaches 40 kB, the front page with alerts of every country included."""
    assert {} == {path: len(page.encode()) for path, page in pages.items() if len(page.encode()) >= BUDGET}


def _everything(codes: Iterable[str], facet: str, lang: str, folder: str) -> list[dict[str, Any]]:
    """Return a link for every term of a facet."""
    return [
        {
            "label": facets.label(facet, code, lang),
            "url": f"{folder}/{code.lower()}.atom",
            "count": 1234,
            "size": 99_000,
        }
        | {"lang": ""}
        for code in codes
    ]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_pages_of_feeds_and_data_stay_light(tmp_path: Path, lang: str) -> None:
    """With every country that there is or was, every violation, as many organisations as may be, and forty years."""
    templates = fakes.made_templates(tmp_path, lang)
    sources = sorted(organisations.all_names(), key=lambda code: -len(organisations.label(code, lang)))[:MOST]
    terms = {"country": countries.all_labels(), "violation": VIOLATIONS, "source": sources}
    feeds = fakes.feeds(lang) | {
        "facets": [
            {"facet": facet, "links": _everything(codes, facet, lang, f"{lang}/feeds/{facet}s"), "others": 300}
            for facet, codes in terms.items()
        ]
    }
    years = [
        {"year": year, **{kind: f"data/citations/{lang}/{year}.{kind}" for kind in ("bib", "ris")}}
        for year in range(1990, 2030)
    ]
    table = {"size": 9_000_000}
    tables = [
        one | {kind: {"url": f"data/alerts/{one['year']}.{kind}", **table} for kind in ("csv", "jsonl")}
        for one in years
    ]
    data = fakes.data(lang) | {
        "countries": _everything(countries.all_labels(), "country", lang, "data/countries"),
        "citations": years,
    }
    made = (
        templates.render("feeds.html", page=fakes.page(lang, "feeds.html"), feeds=feeds),
        templates.render("data.html", page=fakes.page(lang, "data.html"), data=data),
        templates.render("data.html", page=fakes.page(lang, "data.html"), data=data | {"years": tables}),
    )

    assert [] == [len(page) for page in made if len(page) > 39_500]


def test_the_map_says_what_it_shows(pages: dict[str, str]) -> None:
    """It is told in words, names the countries that can be hit with their counts, leads to them, and to all of them as a list."""
    tree = parse(pages["fr/index.html"])
    world = only(tree, "svg.world[aria-hidden=true][viewBox]")
    links = {link.get_text().replace("\u202f", " "): str(link["href"]) for link in world.select("a")}
    named = [title.get_text() for title in world.select("title")]

    assert "Colombie" in only(tree, "figure.map .unseen").get_text()
    assert "countries/co.html" == links["Colombie (2 413)"]
    dots = sum(str(path["d"]).count("h0") for path in world.select("path.dots"))
    assert dots
    assert len(fakes.ON_MAP) == len(named) + dots
    assert only(tree, "section[aria-labelledby=by-country] .more a")["href"].endswith("fr/countries/index.html")


def test_stacked_bars_add_up(pages: dict[str, str]) -> None:
    """In the table under a chart the classes of a year sum to its alerts."""
    rows = parse(pages["en/countries/cd.html"]).select(".chart tbody tr")
    counts = [[int(cell.get_text().replace(",", "")) for cell in row.select("td")] for row in rows]

    assert 30 == len(counts)
    assert [] == [row for row in counts if row[0] != sum(row[1:])]


def test_the_search_page_holds_every_form_of_its_counts(pages: dict[str, str]) -> None:
    """The script finds a text for whatever category Intl.PluralRules names."""
    found = re.search(r'<template id="t-found">(.*?)</template>', pages["fr/search.html"])

    assert found
    forms = dict(re.findall(r'<span data-plural="(\w+)">(.*?)</span>', found[1]))
    assert ["zero", "one", "two", "few", "many", "other"] == list(forms)
    assert "%(count)s alerte trouvée" == forms["one"]
    assert "%(count)s alertes trouvées" == forms["other"]


def test_the_navigation_says_where_one_is(pages: dict[str, str]) -> None:
    """The page itself is marked as such, and the part of the site that it belongs to."""
    marked = {
        path: [(tag.get_text(), tag["aria-current"]) for tag in parse(pages[path]).select(".sections [aria-current]")]
        for path in ("en/countries/index.html", "en/countries/cd.html", "en/alerts/2003/a.html")
    }

    assert {
        "en/countries/index.html": [("Countries", "page")],
        "en/countries/cd.html": [("Countries", "true")],
        "en/alerts/2003/a.html": [],
    } == marked
