"""All that pages are made from, brought together: who follows whom, what each language lists, which alerts are near each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.alerts.cases import Cases
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId
from plugins.site import facets
from plugins.site.gathering import digests
from plugins.site.gathering.digests import Week
from plugins.site.gathering.names import Beginnings, Names, lines, named
from plugins.site.gathering.related import Neighbourhood, Related
from plugins.site.gathering.ties import Ties, citing

Grid = Counter[tuple[int, str]]
"""What charts count: year of publication, and the country that is named first (or nothing) → alerts."""


Crossed = dict[tuple[str, str], tuple[str, ...]]
"""Language and country → the violations that have a page of their own there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the pages of one language are made from."""

    language: str
    shown: tuple[Entry, ...]
    """One entry an alert, oldest first."""
    terms: dict[str, facets.Terms]
    """Facet → code → entries; of people and outlets, those with a listing of their own."""
    names: Names
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All of it."""

    collection: Collection
    languages: dict[str, Listed]
    beginnings: Beginnings
    ties: Ties
    cases: Cases
    weeks: dict[Week, list[AlertId]]
    related: Related
    crossed: Crossed
    """As far as it is known; whoever counts some puts them here."""


def gather(collection: Collection) -> Gathered:
    """Bring together what pages are made from."""
    by_name = {code: named(collection.shown_to(code)) for code in CODES}
    beginnings = Beginnings.of(lines(by_name.values()))
    cases = Cases(collection)
    return Gathered(
        collection=collection,
        languages={
            code: listed(code, shown, facets.gather(shown), Names.of(code, by_name[code], beginnings), grid(shown))
            for code in CODES
            for shown in (collection.shown_to(code),)
        },
        beginnings=beginnings,
        ties=Ties(collection, citing(collection)),
        cases=cases,
        weeks=digests.gather(collection),
        related=Related(Neighbourhood.of(collection.groups()), cases),
        crossed={},
    )


def listed(language: str, shown: tuple[Entry, ...], terms: dict[str, facets.Terms], names: Names, grid: Grid) -> Listed:
    """Return what a language lists; ``terms`` are those that :func:`plugins.site.facets.gather` finds."""
    return Listed(language=language, shown=shown, terms=terms | {"target": names.frequent}, names=names, grid=grid)


def cell(entry: Entry) -> tuple[int, str]:
    """Return where an entry is counted in the grid."""
    return entry.issued.year, next(iter(entry.alert.countries), "")


def grid(entries: Iterable[Entry]) -> Grid:
    """Count entries by year and country."""
    return Counter(map(cell, entries))
