"""What the pages show of which a language has one: the front page, the indexes of the facets, the search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from plugins.alerts import countries
from plugins.alerts.languages import CODES
from plugins.alerts.vocabularies import KINDS, REGIONS
from plugins.site import addresses, facets
from plugins.site.planning import initials, listings
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import case_views, present
from plugins.site.presenting.forms import forms
from plugins.site.views import tallies, worldmap
from plugins.site.views.charts import StackedChart
from plugins.site.views.shared import AboutView, HomeView, IndexSection, IndexView, Link, SearchTerm

NEWEST = 6
"""Alerts on the front page, which has the shapes of all countries besides."""


def index_title(facet: str, gettext: Callable[[str], str]) -> str:
    """Return the heading of the index of a facet."""
    _ = gettext
    return {
        "country": _("Countries"),
        "year": _("Years"),
        "violation": _("Violations"),
        "source": _("Organisations"),
        "campaign": _("Campaigns"),
        "target": _("People and outlets"),
    }[facet]


def index(plan: SitePlan, facet: str, language: str, heading: str, gettext: Callable[[str], str]) -> IndexView:
    """Return the index of a facet: every term with its count, in its sections; of too many, those with the most alerts."""
    terms = plan.languages[language].terms[facet]
    counts = {code: len(entries) for code, entries in terms.items()}
    if letters := _letters(plan, facet, language, gettext):
        most = sorted(counts, key=lambda code: (-counts[code], code))[: initials.MOST]
        links = tuple(term_link(plan, facet, code, language) for code in most)
        return IndexView(
            heading=heading,
            facet=facet,
            sections=(IndexSection(heading=gettext("With the most alerts"), links=links),),
            letters=letters,
        )
    return IndexView(
        heading=heading,
        facet=facet,
        sections=tuple(
            IndexSection(heading=text, links=tuple(term_link(plan, facet, code, language) for code in codes))
            for text, codes in facets.sections(facet, counts, language)
        ),
        chart=_by_year(plan, language) if facet == "year" else None,
    )


def initial(plan: SitePlan, name: str, language: str, heading: str, gettext: Callable[[str], str]) -> IndexView:
    """Return a page of an index with the terms that begin with a letter."""
    facet, letter, part = initials.parse(name)
    parts = plan.letters.of(language, facet)[letter]
    label = letter_label(letter, gettext)
    return IndexView(
        heading=f"{heading}{gettext(':')} {label}",
        facet=facet,
        sections=(
            IndexSection(heading="", links=tuple(term_link(plan, facet, code, language) for code in parts[part - 1])),
        ),
        letters=_letters(plan, facet, language, gettext),
        letter=label,
        parts=tuple(
            Link(label=str(one), url=addresses.initial(language, facet, letter, one))
            for one in range(1, len(parts) + 1)
        )
        if len(parts) > 1
        else (),
        part=part if len(parts) > 1 else 0,
    )


def letter_label(letter: str, gettext: Callable[[str], str]) -> str:
    """Return what readers see of a letter of an index."""
    _ = gettext
    return {initials.DIGITS: _("Digits"), initials.OTHERS: _("Other letters")}.get(letter, letter.upper())


def _letters(plan: SitePlan, facet: str, language: str, gettext: Callable[[str], str]) -> tuple[Link, ...]:
    return tuple(
        Link(label=letter_label(letter, gettext), url=addresses.initial(language, facet, letter, 1))
        for letter in plan.letters.of(language, facet)
    )


def _by_year(plan: SitePlan, language: str) -> StackedChart | None:
    """Return all alerts by year and region."""
    own = plan.languages[language]
    return tallies.by_year_and_region(own.grid, own.terms["year"], language)


def term_link(plan: SitePlan, facet: str, code: str, language: str) -> Link:
    """Return the way to a listing, with the number of its alerts."""
    return Link(
        label=facets.label(facet, code, language),
        url=addresses.listing(language, facet, code),
        count=len(plan.languages[language].terms[facet][code]),
    )


def home(plan: SitePlan, language: str, theme: Path, gettext: Callable[[str], str]) -> HomeView:
    """Return the front page of a language; ``theme`` has the shapes of the map."""
    own = plan.languages[language]
    years = sorted(own.terms["year"])

    def most(facet: str, number: int) -> tuple[Link, ...]:
        codes = sorted(own.terms[facet], key=lambda code: (-len(own.terms[facet][code]), code))[:number]
        return tuple(term_link(plan, facet, code, language) for code in codes)

    return HomeView(
        count=len(own.shown),
        first_year=years[0] if years else "",
        last_year=years[-1] if years else "",
        newest=tuple(present.item(entry, language) for entry in reversed(own.shown[-NEWEST:])),
        chart=tallies.by_year(own.grid, own.terms["year"], language),
        countries=most("country", 12),
        country_count=len(own.terms["country"]),
        violations=most("violation", 10),
        sources=most("source", 10),
        map=worldmap.world_map(theme, own.terms["country"], language),
        developed=tuple(
            case_views.line(plan, case, language) for case in plan.cases.among(own.shown, listings.DEVELOPED)
        ),
        further=chronicles(plan, language, gettext),
    )


def about(plan: SitePlan, language: str) -> AboutView:
    """Return the figures of the page about the archive."""
    return AboutView(
        count=len(plan.languages[language].shown),
        texts={code: len(plan.collection.in_language(code)) for code in CODES},
    )


def search(plan: SitePlan, language: str) -> dict[str, object]:
    """Return what the search page shows: the years that there are, the feed of all alerts, and where the labels are."""
    return {
        "years": sorted(plan.languages[language].terms["year"]) or ["0"],
        "feed": next((one.url for one in plan.extras.feeds_of(language)), ""),
        "labels": addresses.labels(language),
    }


def search_labels(plan: SitePlan, language: str) -> dict[str, list[SearchTerm]]:
    """Return every value that a result can be filtered by, facet by facet."""
    terms = plan.languages[language].terms

    def feed(facet: str, code: str) -> str:
        return next((one.url for one in plan.extras.feeds_of(language, facet, code)), "")

    labels = {
        facet: sorted(
            (
                SearchTerm(
                    code=code,
                    label=facets.label(facet, code, language),
                    url=addresses.listing(language, facet, code),
                    feed=feed(facet, code),
                    region=countries.region(code) if facet == "country" else "",
                )
                for code in terms[facet]
            ),
            key=lambda term: (countries.fold(term.label), term.code),
        )
        for facet in ("country", "year", "violation", "source")
    }
    labels["kind"] = [SearchTerm(code=code, label=KINDS.label(code, language)) for code in KINDS]
    labels["region"] = [SearchTerm(code=code, label=REGIONS.label(code, language)) for code in REGIONS]
    return labels


def labels_script(labels: Mapping[str, Iterable[SearchTerm]], language: str) -> bytes:
    """Return the script that the search page loads: ``searchLabels``, facet → terms, and ``searchForms``.

    It is no part of the page, which works without: a large archive has labels for more than a page should weigh.
    """
    plain = {
        facet: [{key: value for key, value in asdict(term).items() if value} for term in terms]
        for facet, terms in labels.items()
    }
    written = (
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in (plain, asdict(forms(language)))
    )
    return "window.searchLabels={};\nwindow.searchForms={};\n".format(*written).encode()


def chronicles(plan: SitePlan, language: str, gettext: Callable[[str], str]) -> tuple[Link, ...]:
    """Return the ways in besides the navigation: cases, campaigns, digests, as far as there are any; counts are of each."""
    _ = gettext
    found = []
    if plan.cases.all:
        found.append(Link(label=_("Cases"), url=addresses.case(language, "index"), count=len(plan.cases.all)))
    if plan.has_campaigns:
        count = len(plan.languages[language].terms["campaign"])
        found.append(Link(label=_("Campaigns"), url=addresses.index(language, "campaign"), count=count))
    if plan.weeks:
        found.append(Link(label=_("Weekly digests"), url=addresses.digest(language, "index"), count=len(plan.weeks)))
    return tuple(found)


def further(plan: SitePlan, language: str, gettext: Callable[[str], str]) -> tuple[Link, ...]:
    """Return what the foot of every page leads to: cases, campaigns and digests, and the pages that other plugins added."""
    return (
        *chronicles(plan, language, gettext),
        *(
            Link(label=page.title, url=addresses.page(language, page.name))
            for page in plan.extras.pages
            if page.language == language
        ),
    )
