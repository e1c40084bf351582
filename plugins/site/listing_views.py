"""From a page of a listing to what its template shows."""

from __future__ import annotations

from collections.abc import Callable

from plugins.alerts import countries
from plugins.alerts.collection import Entry
from plugins.site import addresses, case_views, facets, listings, present, single_views, tallies
from plugins.site.charts import StackedChart
from plugins.site.pages import Listing, ListingPage
from plugins.site.plan import SitePlan
from plugins.site.views import Link, ListingView, Tally


def listing_view(page: ListingPage, plan: SitePlan, gettext: Callable[[str], str]) -> ListingView:
    """Return a page of a listing as its template shows it."""
    _ = gettext
    listing, sheet = page.listing, page.sheet
    language, facet, code = listing.language, listing.facet, listing.code
    of_year = facet == "year"
    heading = facets.label(facet, code, language)
    undated = _("Month not known")
    cases = plan.cases.among(listing.entries) if facet == "country" and not sheet.period else []
    return ListingView(
        heading=heading,
        facet=facet,
        code=code,
        count=len(listing.entries),
        shown=len(sheet.entries),
        groups=present.groups(sheet.entries, language, by_month=of_year or bool(sheet.period), undated=undated),
        periods=tuple(
            Link(
                label=_period_label(listing, period, undated),
                url=addresses.listing(language, facet, code, period),
                count=count,
            )
            for period, count in sorted(listing.periods.items())
        )
        if listing.is_cut
        else (),
        period=_period_label(listing, sheet.period, undated) if sheet.period else "",
        parts=tuple(
            Link(label=str(part), url=addresses.listing(language, facet, code, sheet.period, part))
            for part in range(1, sheet.parts + 1)
        )
        if sheet.parts > 1
        else (),
        part=sheet.part if sheet.parts > 1 else 0,
        up=Link(label=heading, url=addresses.listing(language, facet, code))
        if sheet.period
        else Link(label=single_views.index_title(facet, _), url=addresses.index(language, facet)),
        related=_related(plan, listing),
        chart=None if sheet.period else _chart(listing),
        tallies=() if sheet.period else _tallies(plan, listing),
        cases=tuple(case_views.line(plan, case, language) for case in cases[: listings.DEVELOPED]),
        case_count=len(cases),
    )


# What each listing counts besides its alerts, in the order of its page.
_TALLIES = {
    "country": ("violation", "source", "target"),
    "violation": ("country", "source", "target"),
    "source": ("country", "violation", "target"),
    "year": ("country", "violation", "source", "target"),
    "campaign": ("country", "source", "target"),
}


def _tallies(plan: SitePlan, listing: Listing) -> tuple[Tally, ...]:
    terms = plan.languages[listing.language].terms
    made = (
        tallies.tally(
            listing.entries,
            name,
            listing.language,
            known=terms.get(name, ()),
            without=listing.code if name == listing.facet else "",
        )
        for name in _TALLIES[listing.facet]
    )
    return tuple(one for one in made if one.links)


def _chart(listing: Listing) -> StackedChart | None:
    """Return the alerts of a listing by year and violation; of a violation by year and region; of a year by month."""
    language, facet, code = listing.language, listing.facet, listing.code
    if facet == "year":
        keys = range(1, 13)
        labels = {key: present.month_name(key, language) for key in keys}
        short = {key: present.month_initial(key, language) for key in keys}
        urls = {int(one): one for one in listing.periods if one != listings.UNDATED}
    else:
        years = [int(period) for period in listing.periods]
        keys = range(min(years), max(years) + 1)
        labels = short = {key: str(key) for key in keys}
        urls = {year: str(year) for year in years}

    def place_of(entry: Entry) -> int | None:
        return entry.alert.issued.month if facet == "year" else entry.alert.issued.year

    return tallies.stacked(
        listing.entries,
        place_of,
        [
            (
                key,
                labels[key],
                short[key],
                addresses.listing(language, facet, code, urls[key]) if listing.is_cut and key in urls else "",
            )
            for key in keys
        ],
        tallies.first_region if facet == "violation" else tallies.first_violation,
        lambda one: tallies.class_label(one, language),
    )


def _period_label(listing: Listing, period: str, undated: str) -> str:
    if listing.facet != "year":
        return period
    return undated if period == listings.UNDATED else present.month_name(int(period), listing.language)


def _related(plan: SitePlan, listing: Listing) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=countries.label(code, listing.language),
            url=addresses.listing(listing.language, "country", code),
            count=len(entries),
        )
        for code, entries in plan.related(listing)
    )
