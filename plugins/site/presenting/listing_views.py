"""From a page of a listing to what its template shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from urllib.parse import urlencode

from plugins.alerts import countries
from plugins.alerts.collection import Entry
from plugins.alerts.neighbours import borders, nearest
from plugins.alerts.vocabularies import VIOLATIONS
from plugins.site import addresses, facets
from plugins.site.planning import listings
from plugins.site.planning.pages import Listing, ListingPage
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import case_views, present, single_views
from plugins.site.views import tallies
from plugins.site.views.charts import StackedChart
from plugins.site.views.shared import Around, Group, Link, ListingView, Tally


def listing_view(page: ListingPage, plan: SitePlan, gettext: Callable[[str], str]) -> ListingView:
    """Return a page of a listing as its template shows it."""
    _ = gettext
    listing, sheet = page.listing, page.sheet
    language, facet, code = listing.language, listing.facet, listing.code
    of_year = facet == "year"
    heading = facets.label(facet, code, language)
    undated = _("Month not known")
    is_of_time = bool(sheet.period) and sheet.period != listings.OLDEST
    by_month = of_year or (is_of_time and sheet.period not in listing.crossings)
    groups = present.groups(sheet.entries, language, by_month=by_month, undated=undated)
    cases = plan.cases.among(listing.entries) if facet == "country" and not sheet.period else []
    return ListingView(
        heading=heading,
        facet=facet,
        code=code,
        count=listing.count(sheet.period) or len(listing.entries),
        shown=len(sheet.entries),
        groups=groups,
        periods=_periods(page, groups, undated),
        crossings=tuple(
            Link(
                label=VIOLATIONS.label(violation, language),
                url=addresses.listing(language, facet, code, violation),
                count=count,
            )
            for violation, count in sorted(listing.crossings.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        if not sheet.period
        else (),
        is_oldest_first=bool(sheet.period),
        oldest=_oldest(listing) if not sheet.period else None,
        search=_search(listing),
        period=_period_label(listing, sheet.period, undated) if is_of_time else "",
        span="" if of_year or sheet.period else years_of(listing.entries),
        has_newest_first=len(listing.entries) > listings.WHOLE,
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
        around=_around(plan, listing, _) if facet == "country" and not sheet.period else (),
        chart=None if sheet.period else _chart(listing),
        tallies=() if sheet.period else _tallies(plan, listing),
        cases=tuple(case_views.line(plan, case, language) for case in cases[: listings.DEVELOPED]),
        case_count=len(cases),
    )


def description(page: ListingPage, title: str, alerts: Callable[[int], str]) -> str:
    """Return what search engines show of a page of a listing: how many alerts from when to when, and the first headline."""
    entries = page.sheet.entries if page.sheet.period else page.listing.entries
    return present.description(
        f"{title} – {alerts(len(entries))}, {years_of(entries)}. {page.sheet.entries[0].alert.title}"
    )


def years_of(entries: Sequence[Entry]) -> str:
    """Return the years from the first to the last of alerts in the order of time: ``1995–2001``, or one."""
    return "–".join(str(year) for year in sorted({entries[0].issued.year, entries[-1].issued.year}))


# What each listing counts besides its alerts, in the order of its page.
_TALLIES = {
    "country": ("violation", "source", "target"),
    "violation": ("country", "source", "target"),
    "source": ("country", "violation", "target"),
    "year": ("country", "violation", "source", "target"),
    "campaign": ("country", "source", "target"),
    "target": ("country", "violation", "source"),
}


def _tallies(plan: SitePlan, listing: Listing) -> tuple[Tally, ...]:
    language, code = listing.language, listing.code
    crossing = frozenset(plan.crossing(listing)) if listing.facet == "violation" else frozenset()

    def page_of(name: str, value: str) -> str:
        """Return the nearest page: what a country and a violation share, else the value's own."""
        if name == "target":
            return plan.languages[language].names.url(value)
        if name == "violation" and value in listing.crossings:
            return addresses.listing(language, "country", code, value)
        if name == "country" and value in crossing:
            return addresses.listing(language, "country", value, code)
        return addresses.listing(language, name, value)

    made = (
        tallies.tally(
            listing.entries,
            name,
            language,
            page_of=partial(page_of, name),
            without=code if name == listing.facet else "",
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

    class_of = tallies.first_region if facet == "violation" else tallies.first_violation
    key_of = attrgetter("alert.issued.month" if facet == "year" else "alert.issued.year")
    counts = Counter(zip(map(key_of, listing.entries), map(class_of, listing.entries), strict=True))
    return tallies.stacked(
        counts,
        [
            (
                key,
                labels[key],
                short[key],
                addresses.listing(language, facet, code, urls[key]) if listing.is_cut and key in urls else "",
            )
            for key in keys
        ],
        lambda one: tallies.class_label(one, language),
    )


# From so many alerts a listing of one page leads to its years, which are parts of that page.
_LONG = 15


def _periods(page: ListingPage, groups: tuple[Group, ...], undated: str) -> tuple[Link, ...]:
    """Return the ways to a listing's periods: pages of their own, or parts of this page."""
    listing = page.listing
    if listing.is_cut:
        return _cut_periods(listing, undated)
    if len(listing.periods) < 3 or len(listing.entries) < _LONG:
        return ()
    if len(listing.entries) > listings.WHOLE:
        # Only the page with the oldest first has them all.
        path = addresses.listing(listing.language, listing.facet, listing.code, listings.OLDEST)
        return tuple(
            Link(label=_period_label(listing, period, undated), url=f"{path}#g{place}", count=count)
            for place, (period, count) in enumerate(listing.periods.items(), 1)
        )
    return tuple(
        Link(label=group.heading, url=f"{page.path}#g{place}", count=group.size)
        for place, group in enumerate(groups, 1)
    )


# By the identity of a listing, which is held so that it stays its own: each of its pages names all its periods.
_PERIODS: dict[int, tuple[Listing, tuple[Link, ...]]] = {}
_MOST_KEPT = 1000


def _cut_periods(listing: Listing, undated: str) -> tuple[Link, ...]:
    found = _PERIODS.get(id(listing))
    if found is None:
        if len(_PERIODS) >= _MOST_KEPT:
            _PERIODS.clear()
        links = tuple(
            Link(
                label=_period_label(listing, period, undated),
                url=addresses.listing(listing.language, listing.facet, listing.code, period),
                count=count,
            )
            for period, count in sorted(listing.periods.items())
        )
        found = _PERIODS[id(listing)] = listing, links
    return found[1]


def _oldest(listing: Listing) -> Link | None:
    """Return where the alerts of a listing begin, oldest first."""
    period = min(listing.periods) if listing.is_cut else listings.OLDEST
    if len(listing.entries) < listings.SORTED:
        return None
    return Link(label="", url=addresses.listing(listing.language, listing.facet, listing.code, period))


def _search(listing: Listing) -> str:
    """Return the search page narrowed to a listing."""
    if listing.facet not in {"country", "year", "violation", "source"}:
        return ""
    return f"{addresses.page(listing.language, 'search')}?{urlencode({listing.facet: listing.code})}"


def _period_label(listing: Listing, period: str, undated: str) -> str:
    if period in listing.crossings:
        return VIOLATIONS.label(period, listing.language)
    if listing.facet != "year":
        return period
    return undated if period == listings.UNDATED else present.month_name(int(period), listing.language)


def _around(plan: SitePlan, listing: Listing, gettext: Callable[[str], str]) -> tuple[Around, ...]:
    """Return what a country was, what it became, and what lies beside it.

    Former names are told whether or not there are alerts under them; of its parts and of the countries around, those with alerts.
    """
    _ = gettext
    code, language = listing.code, listing.language
    present_here = frozenset(plan.around(listing))

    def name(other: str) -> str:
        label, year = countries.label(other, language), countries.until(other)
        if not year or str(year) in label:
            return label
        until = _("until %(year)s") % {"year": year}
        return f"{label} ({until})"

    def links(codes: Iterable[str]) -> tuple[Link, ...]:
        return tuple(
            Link(
                label=name(other),
                url=addresses.listing(language, "country", other) if other in present_here else "",
            )
            for other in codes
        )

    def by_name(codes: Iterable[str]) -> list[str]:
        return sorted(
            (other for other in codes if other in present_here),
            key=lambda other: countries.fold(countries.label(other, language)),
        )

    former = (one for one in countries.predecessors(code) if one in present_here or not countries.was_part(one))
    every = (
        Around(name="former", links=links(former)),
        Around(name="today", links=links(countries.successors(code))),
        Around(name="borders", links=links(by_name(borders(code)))),
        Around(name="nearest", links=links(one for one in nearest(code) if one in present_here)),
    )
    return tuple(one for one in every if one.links)
