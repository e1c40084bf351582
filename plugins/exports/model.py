"""What the exports are made from: the archive, and what the site says of its pages."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

from plugins.alerts.collection import Collection, Entry
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert
from plugins.exports.settings import ExportSettings

_SNAPSHOT_DIGITS = 16


class Addresses(Protocol):
    """Where pages stand, relative to the site's root."""

    def alert(self, alert: Alert, language: str) -> str:
        """Return the page of an alert in a language's part of the site."""

    def listing(self, language: str, facet: str, code: str) -> str:
        """Return the first page of a listing."""

    def digest(self, language: str, name: str) -> str:
        """Return the digest of a week (``2005-W17``)."""

    def page(self, language: str, name: str) -> str:
        """Return a page of which a language has one."""


class Facets(Protocol):
    """What the site lists alerts by."""

    def gather(self, entries: Sequence[Entry]) -> dict[str, dict[str, list[Entry]]]:
        """Return facet → code → entries, in the order of the entries."""

    def label(self, facet: str, code: str, language: str) -> str:
        """Return the name of a term for a reader of a language."""


class Model:
    """The archive, the site around it, and the settings."""

    def __init__(
        self, collection: Collection, *, addresses: Addresses, facets: Facets, settings: ExportSettings
    ) -> None:
        """Bring them together."""
        self.collection = collection
        self.addresses = addresses
        self.facets = facets
        self.settings = settings

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every record in every language, oldest first."""
        return self.collection.every

    @cached_property
    def by_country(self) -> dict[str, list[Entry]]:
        """Country → its records in every language, oldest first."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for code in CODES:
            # Whatever is written in a language is shown to its readers, and those lists are there already.
            for country, entries in self.facets.gather(self.collection.shown_to(code))["country"].items():
                own = [entry for entry in entries if entry.lang == code]
                if own:
                    # Codes at one address are one country.
                    address = self.addresses.listing(CODES[0], "country", country)
                    found.setdefault(address, {}).setdefault(country, []).extend(own)
        ranks = {id(entry): rank for rank, entry in enumerate(self.entries)}

        def rank_of(entry: Entry) -> int:
            return ranks[id(entry)]

        return {
            next(iter(lists)): sorted((entry for own in lists.values() for entry in own), key=rank_of)
            for lists in found.values()
        }

    @cached_property
    def snapshot(self) -> str:
        """The fingerprint of all records."""
        return snapshot(self.entries)

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of publication; nothing in an empty archive."""
        if not self.entries:
            return None
        return self.entries[0].issued.year, self.entries[-1].issued.year

    def link(self, target: str, source: str = "") -> str:
        """Return a full address where the site has one; else the way from the file ``source`` (or the root) to ``target``."""
        if self.settings.siteurl:
            return f"{self.settings.siteurl}/{target}"
        return "../" * source.count("/") + target


def by_year(entries: Sequence[Entry]) -> Iterator[tuple[int, Sequence[Entry]]]:
    """Yield year of publication → its entries, of entries in the order of time: without looking at each of them."""
    start = 0
    while start < len(entries):
        year = entries[start].issued.year
        end = bisect_right(entries, year, lo=start, key=lambda entry: entry.issued.year)
        yield year, entries[start:end]
        start = end


def snapshot(entries: Sequence[Entry]) -> str:
    """Return the fingerprint of some records: the first digits of the SHA-256 of their paths and hashes."""
    state = hashlib.sha256("\n".join([entry.path for entry in entries]).encode())
    state.update("".join([entry.digest for entry in entries]).encode())
    return state.hexdigest()[:_SNAPSHOT_DIGITS]
