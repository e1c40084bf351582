"""From a page of a listing to what its template shows."""

from __future__ import annotations

from collections.abc import Callable

from plugins.alerts import countries
from plugins.site import addresses, facets, listings, present, single_views
from plugins.site.plan import Listing, ListingPage, SitePlan
from plugins.site.views import Bar, Link, ListingView


def listing_view(page: ListingPage, plan: SitePlan, gettext: Callable[[str], str]) -> ListingView:
    """Return a page of a listing as its template shows it."""
    _ = gettext
    listing, sheet = page.listing, page.sheet
    language, facet, code = listing.language, listing.facet, listing.code
    of_year = facet == "year"
    heading = facets.label(facet, code, language)
    undated = _("Month not known")
    return ListingView(
        heading=heading,
        facet=facet,
        code=code,
        count=len(listing.entries),
        shown=len(sheet.entries),
        groups=present.groups(sheet.entries, language, by_month=of_year or bool(sheet.period), undated=undated),
        bars=() if sheet.period or of_year else _bars(listing),
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
    )


def _period_label(listing: Listing, period: str, undated: str) -> str:
    if listing.facet != "year":
        return period
    return undated if period == listings.UNDATED else present.month_name(int(period), listing.language)


def _bars(listing: Listing) -> tuple[Bar, ...]:
    urls = {
        int(period): addresses.listing(listing.language, listing.facet, listing.code, period)
        for period in listing.periods
        if listing.is_cut
    }
    return present.bars(listing.entries, urls)


def _related(plan: SitePlan, listing: Listing) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=countries.label(code, listing.language),
            url=addresses.listing(listing.language, "country", code),
            count=len(entries),
        )
        for code, entries in plan.related(listing)
    )
