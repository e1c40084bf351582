"""What the pages of weekly digests show: regions, their countries, the stories of a country."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from plugins.alerts import countries
from plugins.alerts.collection import Entry
from plugins.alerts.vocabularies import REGIONS
from plugins.site import addresses
from plugins.site.gathering.digests import Week
from plugins.site.planning import listings
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import present
from plugins.site.views.shared import Group, IndexSection, IndexView, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """The week in one region."""

    heading: str
    countries: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """The digest of a week, ready to be shown."""

    heading: str
    days: str
    """Its first and last day."""
    count: int
    regions: tuple[RegionView, ...]
    before: Link | None
    after: Link | None
    up: Link
    parts: tuple[Link, ...] = ()
    """Its numbered pages, where there is more than one."""
    part: int = 0
    """The number of this page among them."""


def days(week: Week, language: str) -> str:
    """Return the days of a week as people write them: ``17–23 May 2010``."""
    return week.period.display(language)


def heading(week: Week, gettext: Callable[[str], str]) -> str:
    """Return the name of a week."""
    _ = gettext
    return _("Week %(week)s of %(year)s") % {"week": week.number, "year": week.year}


def digest_view(plan: SitePlan, week: Week, language: str, part: int, gettext: Callable[[str], str]) -> DigestView:
    """Return a page of the digest of a week; an alert of several countries stands under the first of them."""
    weeks = list(plan.weeks)
    place = bisect_left(weeks, week)
    entries = [entry for one in plan.weeks[week] if (entry := plan.ties.shown(one, language))]
    by_country: dict[str, list[Entry]] = {}
    for entry in entries:
        code = entry.alert.countries[0] if entry.alert.countries else ""
        by_country.setdefault(code, []).append(entry)
    by_region: dict[str, list[str]] = {}
    for code in sorted(by_country, key=lambda code: countries.fold(countries.label(code, language))):
        by_region.setdefault(countries.region(code), []).append(code)
    ordered = [
        (region, code, entry)
        for region in REGIONS
        for code in by_region.get(region, ())
        for entry in _by_story(plan, by_country[code])
    ]
    pages = list(listings.parts(ordered))
    return DigestView(
        heading=heading(week, gettext),
        days=days(week, language),
        count=len(entries),
        regions=tuple(
            RegionView(
                heading=REGIONS.label(region, language),
                countries=tuple(
                    Group(
                        heading=countries.label(code, language) if code else "",
                        items=present.items([entry for _, _, entry in own], language),
                    )
                    for code, own in groupby(of_region, key=itemgetter(1))
                ),
            )
            for region, of_region in groupby(pages[part - 1], key=itemgetter(0))
        ),
        parts=tuple(
            Link(label=str(one), url=addresses.digest(language, str(week), one)) for one in range(1, len(pages) + 1)
        )
        if len(pages) > 1
        else (),
        part=part if len(pages) > 1 else 0,
        before=_link(weeks[place - 1], language, plan) if place else None,
        after=_link(weeks[place + 1], language, plan) if place + 1 < len(weeks) else None,
        up=Link(label=str(week.year), url=addresses.digest(language, str(week.year))),
    )


def _by_story(plan: SitePlan, entries: Iterable[Entry]) -> list[Entry]:
    """Return alerts with those of one case together, where the first of them stands."""
    stories: dict[str, list[Entry]] = {}
    for entry in entries:
        case = plan.cases.of(entry.alert.id)
        stories.setdefault(case.id if case else entry.alert.id, []).append(entry)
    return [entry for story in stories.values() for entry in story]


def _link(week: Week, language: str, plan: SitePlan) -> Link:
    return Link(label=days(week, language), url=addresses.digest(language, str(week)), count=len(plan.weeks[week]))


def index(plan: SitePlan, language: str, year: str, title: str, gettext: Callable[[str], str]) -> IndexView:
    """Return the list of a year's digests, or of all years with the latest digests."""
    _ = gettext
    if year:
        own = [week for week in plan.weeks if week.year == int(year)]
        links = tuple(_numbered(week, language, plan, gettext) for week in own)
        return IndexView(heading=f"{title}, {year}", facet="digest", sections=(IndexSection(heading="", links=links),))
    counts: dict[int, int] = {}
    for week, alerts in plan.weeks.items():
        counts[week.year] = counts.get(week.year, 0) + len(alerts)
    latest = tuple(_numbered(week, language, plan, gettext) for week in reversed(list(plan.weeks)[-12:]))
    years = tuple(
        Link(label=str(one), url=addresses.digest(language, str(one)), count=count)
        for one, count in sorted(counts.items(), reverse=True)
    )
    return IndexView(
        heading=title,
        facet="digest",
        sections=(
            IndexSection(heading=_("Latest weeks"), links=latest),
            IndexSection(heading=_("By year"), links=years),
        ),
    )


def _numbered(week: Week, language: str, plan: SitePlan, gettext: Callable[[str], str]) -> Link:
    link = _link(week, language, plan)
    _ = gettext
    return Link(label=f"{heading(week, gettext)}{_(':')} {link.label}", url=link.url, count=link.count)
