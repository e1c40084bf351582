"""What the templates are given: plain values, ready to be written out.

A template makes no decision about data and knows no address: every ``url`` here is relative to the output's root
(``en/alerts/2005/….html``); the template puts ``page.root`` (``../../../``) before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from plugins.site.extras import Feed
from plugins.site.views.charts import MapView, StackedChart

NOTHING = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something to go to."""

    label: str
    url: str
    count: int = 0
    """Alerts behind it, where that is said."""
    lang: str = ""
    """Language of the label, where it is not the page's."""


class Alternate(NamedTuple):
    """The same page in a language of the site."""

    code: str
    name: str
    """The language's name in itself."""
    url: str
    is_current: bool
    is_fallback: bool
    """True where the page stands in that language's part of the site but its text is in another."""


class Page(NamedTuple):
    """What every page has."""

    path: str
    """Its own address, relative to the output's root."""
    root: str
    """The way from it to the root: ``../../``, or nothing."""
    lang: str
    direction: str
    title: str
    description: str
    alternates: tuple[Alternate, ...]
    section: str
    """Which part of the navigation it belongs to: home, search, countries, years, violations, sources, about, alert."""
    site_name: str = ""
    canonical: str = ""
    """Full address of the page to be indexed, where the site's address is known."""
    metadata: Markup = NOTHING
    """What machines read of the page, ready for its head."""
    feeds: tuple[Feed, ...] = ()
    """Feeds of what the page lists."""


class Item(NamedTuple):
    """One alert in a list."""

    title: str
    url: str
    lang: str
    """Language of the title; differs from the page's where there is no translation."""
    language_name: str
    """That language's name in itself, where it differs from the page's; else empty."""
    issued: str
    """As machines read it: ``2005-04``."""
    date: str
    """As people read it: ``April 2005``."""
    kind: str
    countries: str
    """Names of the countries, ready to be shown."""
    sources: str
    """Abbreviations of the organisations, ready to be shown."""


class Mention(NamedTuple):
    """An alert that another one's page names; five of them on every page, so it is a tuple, which is made in a third of the time."""

    title: str
    url: str
    lang: str
    language_name: str
    """As an item's: empty where the title is in the page's language."""
    issued: str
    date: str


class Group(NamedTuple):
    """A part of a list under one heading: a year, or a month of a year."""

    heading: str
    items: tuple[Item, ...]
    months: tuple[tuple[str, tuple[Item, ...]], ...] = ()
    """Of a year with many alerts: these under the name of each month, and no ``items``."""

    @property
    def size(self) -> int:
        """Count its alerts."""
        return len(self.items) + sum(len(lines) for _, lines in self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A table of counts: the organisations of a country's alerts."""

    name: str
    """country, violation, source or target."""
    links: tuple[Link, ...]
    others: int
    """Values that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in a list."""

    title: str
    """Headline of its first alert."""
    url: str
    lang: str
    """Language of the headline."""
    language_name: str
    """That language's name in itself, where it is not the page's; else empty."""
    count: int
    """Alerts of the case."""
    first: str
    """Date of the first alert, as people read it."""
    last: str
    issued: str
    """Date of the last alert, as machines read it."""
    countries: str
    newest: Item
    """The last alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Countries that are told on the page of one."""

    name: str
    """``former`` (what it was called), ``today`` (what it became), ``borders``, or ``nearest``, of an island."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A listing: the alerts of a country, a year, a violation, an organisation, or a part of them."""

    heading: str
    facet: str
    """country, year, violation, source."""
    code: str
    count: int
    """Alerts in the whole listing, not only on this page."""
    shown: int
    """Alerts on this page."""
    groups: tuple[Group, ...]
    periods: tuple[Link, ...]
    """Its pages by year (or by month, of a year), where there is more than one; else the parts of its one page, where that is long."""
    crossings: tuple[Link, ...]
    """Of a country that is cut into periods: its pages by violation."""
    has_newest_first: bool
    """Whether its first page has the newest of its alerts only."""
    is_oldest_first: bool
    oldest: Link | None
    """Where its alerts begin, oldest first, seen from the page of the newest; not of a listing of a few alerts."""
    search: str
    """The search page with nothing but these alerts; empty where it has no such filter."""
    period: str
    """Label of the period that this page shows; empty on the first page of the listing."""
    parts: tuple[Link, ...]
    """The numbered pages of one period, where there is more than one."""
    part: int
    """The number of this page among ``parts``; 0 where there is one only."""
    up: Link | None
    """The listing this page is a part of."""
    span: str = ""
    """The years of its alerts, on its first page, where it is not of one year."""
    around: tuple[Around, ...] = ()
    """Of a country."""
    chart: StackedChart | None = None
    """Its alerts over time, by violation or region; on its first page only, as what follows."""
    tallies: tuple[Tally, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    """Those with the latest developments."""
    case_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerm:
    """A value that results can be filtered by."""

    code: str
    label: str
    url: str = ""
    """Its listing."""
    feed: str = ""
    """The listing's feed, where there is one."""
    region: str = ""
    """Of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSection:
    """A headed part of an index: the countries of a region."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The index of a facet: every country, year, violation or organisation with its count."""

    heading: str
    facet: str
    sections: tuple[IndexSection, ...]
    chart: StackedChart | None = None
    """Of the years: all alerts by year and region."""
    letters: tuple[Link, ...] = ()
    """Of an index that is too long for one page: its pages by letter."""
    letter: str = ""
    """The label of the letter that this page shows; empty on the index itself."""
    parts: tuple[Link, ...] = ()
    """The numbered pages of that letter, where there is more than one."""
    part: int = 0
    """The number of this page among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The front page of a language."""

    count: int
    """Alerts in the archive."""
    first_year: str
    last_year: str
    newest: tuple[Item, ...]
    chart: StackedChart | None
    """Alerts by year and region; nothing where there are fewer than three years."""
    countries: tuple[Link, ...]
    """Those with the most alerts."""
    country_count: int
    violations: tuple[Link, ...]
    sources: tuple[Link, ...]
    map: MapView | None = None
    developed: tuple[CaseLine, ...] = ()
    """The cases with the latest developments."""
    further: tuple[Link, ...] = ()
    """Other ways in: cases, campaigns, digests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutView:
    """What the page about the archive counts."""

    count: int
    """Alerts in the archive."""
    texts: Mapping[str, int]
    """Language → texts in it."""
