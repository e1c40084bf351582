"""What a listing counts besides its alerts: violations by year, organisations, people, countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.vocabularies import REGIONS, VIOLATIONS
from plugins.site import addresses, facets
from plugins.site.views.charts import Stack, StackedChart
from plugins.site.views.shared import Link, Tally

CLASSES = 4
"""Classes of a stacked chart that have a name; the others are one more. More could not be told apart by their shade."""
MOST = 10
"""Rows of a table of counts."""

Place = tuple[int, str, str, str]
"""A bar of a chart: key, label, short label and address."""


def stacked(
    counts: Mapping[tuple[int | None, str], int],
    places: Sequence[Place],
    label_of: Callable[[str], str],
) -> StackedChart | None:
    """Return the alerts of a listing as bars, or nothing where there are fewer than three places to compare, or most alerts in none of them.

    ``places`` are the bars. ``counts`` are the alerts of a bar and a class, or of none. Alerts of no bar are left out, and counted.
    """
    keys = frozenset(key for key, *_ in places)
    drawn = {(place, code): count for (place, code), count in counts.items() if place in keys and place is not None}
    left_out = sum(counts.values()) - sum(drawn.values())
    if len(places) < 3 or not drawn or left_out > sum(drawn.values()):
        return None
    common: Counter[str] = Counter()
    for (_, code), count in drawn.items():
        if code:
            common[code] += count
    named = sorted(common, key=lambda code: (-common[code], code))[:CLASSES]
    position = {code: place for place, code in enumerate(named)}
    grid = {key: [0] * (len(named) + 1) for key in keys}
    for (place, code), count in drawn.items():
        grid[place][position.get(code, len(named))] += count
    stacks = tuple(
        Stack(label=label, short=short, count=sum(grid[key]), parts=tuple(grid[key]), url=url if sum(grid[key]) else "")
        for key, label, short, url in places
    )
    highest = max(stacks, key=lambda stack: stack.count)
    return StackedChart(
        classes=tuple(label_of(code) for code in named),
        stacks=stacks,
        highest=highest,
        has_others=any(stack.parts[-1] for stack in stacks),
        left_out=left_out,
    )


Grid = Mapping[tuple[int, str], int]
"""Year, and the country that is named first → alerts."""


def by_year(grid: Grid, years: Iterable[str], language: str) -> StackedChart | None:
    """Return alerts by year; ``years`` have a listing."""
    counts: Counter[tuple[int | None, str]] = Counter()
    for (year, _), count in grid.items():
        counts[year, "all"] += count
    return stacked(counts, _years(years, language), lambda _: "")


def by_year_and_region(grid: Grid, years: Iterable[str], language: str) -> StackedChart | None:
    """Return alerts by the year and the region of the country that they name first; ``years`` have a listing."""
    return stacked(_by_region(grid), _years(years, language), lambda code: class_label(code, language))


def _by_region(grid: Grid) -> Counter[tuple[int | None, str]]:
    counts: Counter[tuple[int | None, str]] = Counter()
    for (year, country), count in grid.items():
        counts[year, countries.region(country) if country else ""] += count
    return counts


def _years(years: Iterable[str], language: str) -> list[Place]:
    """Return a bar for every year from the first to the last."""
    known = {int(year): addresses.listing(language, "year", year) for year in years}
    every = range(min(known), max(known) + 1) if known else ()
    return [(year, str(year), str(year), known.get(year, "")) for year in every]


def years_and_regions(grid: Grid) -> list[str]:
    """Return what :func:`by_year_and_region` counts, as text: what a page with that chart depends on."""
    return sorted(f"{year} {region}={count}" for (year, region), count in _by_region(grid).items())


def first_violation(entry: Entry) -> str:
    """Return the violation under which a chart counts an alert."""
    return entry.alert.violations[0] if entry.alert.violations else ""


def first_region(entry: Entry) -> str:
    """Return the region under which a chart counts an alert."""
    return countries.region(entry.alert.countries[0]) if entry.alert.countries else ""


def class_label(code: str, language: str) -> str:
    """Return the name of a class: a violation or a region."""
    return VIOLATIONS.label(code, language) if code in VIOLATIONS else REGIONS.label(code, language)


def tally(
    entries: Iterable[Entry],
    name: str,
    language: str,
    *,
    page_of: Callable[[str], str],
    without: str = "",
) -> Tally:
    """Return how many of some alerts name each country, violation or organisation, or each person or outlet, the most named first.

    What is written in several ways and has one address is one, called as the first of these alerts writes it.
    ``page_of`` gives the page of a country, a violation, an organisation or a name; ``without`` is one that goes without saying.
    """
    counts = _counted([_VALUES[name](entry) for entry in entries])
    for code in [code for code in counts if without and addresses.slug(code) == addresses.slug(without)]:
        del counts[code]
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return Tally(
        name=name,
        links=tuple(
            Link(
                label=code if name == "target" else facets.label(name, code, language),
                url=page_of(code),
                count=counts[code],
            )
            for code in ordered[:MOST]
        ),
        others=max(0, len(ordered) - MOST),
    )


def _counted(named: Sequence[tuple[str, ...]]) -> Counter[str]:
    counts = Counter(chain.from_iterable(map(_distinct, named)))
    first: dict[str, str] = {}
    for code in counts:
        first.setdefault(addresses.slug(code), code)
    if len(first) == len(counts):
        return counts
    return Counter(chain.from_iterable({first[addresses.slug(code)]: None for code in values} for values in named))


def _distinct(values: tuple[str, ...]) -> Iterable[str]:
    return values if len(values) < 2 else dict.fromkeys(values)


# A few thousand sets of organisations serve all alerts.
@lru_cache(maxsize=8192)
def _organisations(sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(organisations.canonical, sources))


_VALUES: dict[str, Callable[[Entry], tuple[str, ...]]] = {
    "country": attrgetter("alert.countries"),
    "violation": attrgetter("alert.violations"),
    "source": lambda entry: _organisations(entry.alert.sources),
    "target": attrgetter("alert.targets"),
}
