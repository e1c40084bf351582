"""The pages of a site: what each one is, where it stands, and a fingerprint of all that goes into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from plugins.alerts.cases import Case
from plugins.alerts.collection import Entry
from plugins.site.gathering.digests import Week
from plugins.site.planning import listings
from plugins.site.planning.listings import Sheet
from plugins.site.planning.moved import Moved
from plugins.site.reading.withdrawn import Withdrawn


@dataclass(frozen=True, slots=True)
class Listing:
    """All that the pages of one listing share."""

    facet: str
    code: str
    language: str
    entries: tuple[Entry, ...]
    """Oldest first."""
    periods: dict[str, int]
    """Period → number of alerts."""
    crossings: dict[str, int]
    """Of a country: violation that has a page of its own there → number of alerts."""

    def count(self, period: str) -> int:
        """Return the number of alerts of a period, or of a violation with a page of its own; 0 for what is neither."""
        return self.periods.get(period) or self.crossings.get(period, 0)

    @property
    def is_cut(self) -> bool:
        """Say whether the listing has pages of periods."""
        return len(self.entries) > listings.ONE_PAGE


class AlertPage(NamedTuple):
    """The page of one alert in one language's part of the site."""

    path: str
    language: str
    fingerprint: bytes
    entry: Entry


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing."""

    path: str
    language: str
    fingerprint: bytes
    listing: Listing
    sheet: Sheet
    elsewhere: dict[str, str]
    """Language → the page that its readers are led to; this page for its own."""


@dataclass(frozen=True, slots=True)
class SinglePage:
    """A page of which a language, or the site, has one: its name says which."""

    path: str
    language: str
    fingerprint: bytes
    name: str
    """home, search, about, root, missing, index of a facet (``index:country``), a letter of it (``initials:source:a:2``), or what another plugin named it."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page of a case in one language."""

    path: str
    language: str
    fingerprint: bytes
    case: Case


@dataclass(frozen=True, slots=True)
class DigestPage:
    """The digest of a week in one language."""

    path: str
    language: str
    fingerprint: bytes
    week: Week
    part: int
    """From 1: a week may have more alerts than a page should show."""


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """What stands at the address of an alert that was withdrawn."""

    path: str
    language: str
    fingerprint: bytes
    withdrawn: Withdrawn
    elsewhere: dict[str, str]
    """Language → the same in another."""


@dataclass(frozen=True, slots=True)
class MovedPage:
    """What stands at the address that an alert had under another id."""

    path: str
    language: str
    fingerprint: bytes
    moved: Moved


AnyPage = AlertPage | ListingPage | CasePage | DigestPage | WithdrawnPage | MovedPage | SinglePage
