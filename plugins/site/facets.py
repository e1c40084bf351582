"""Which listings an alert belongs to, and what each listing is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.vocabularies import CAMPAIGNS, REGIONS, VIOLATIONS
from plugins.site.addresses import FACETS, slug

Terms = dict[str, list[Entry]]
"""Code of a facet's term → its alerts, oldest first."""

# Facets that are fields of several values.
_FIELDS = {"country": "countries", "violation": "violations", "source": "sources", "campaign": "campaigns"}


def gather(entries: Iterable[Entry]) -> dict[str, Terms]:
    """Return facet → the alerts of every term that has any, in the order of the entries.

    Terms with one address (``A-B`` and ``A B``) are one term, under the code that came first.
    """
    known = _gathered.get(id(entries))
    if known is not None and known[0] is entries:
        return known[1]
    found: dict[str, Terms] = {facet: {} for facet in FACETS}
    keys = {facet: _Keys(facet) for facet in FACETS}
    years, year_keys = found["year"], keys["year"]
    several = [(found[facet], keys[facet], name) for facet, name in _FIELDS.items()]
    for entry in entries:
        alert = entry.alert
        years.setdefault(year_keys[str(entry.issued.year)], []).append(entry)
        for terms, codes, name in several:
            values = getattr(alert, name)
            if len(values) == 1:
                terms.setdefault(codes[values[0]], []).append(entry)
            elif values:
                for code in dict.fromkeys(codes[value] for value in values):
                    terms.setdefault(code, []).append(entry)
    if isinstance(entries, tuple):
        remember(entries, found)
    return found


def remember(entries: tuple[Entry, ...], found: dict[str, Terms]) -> None:
    """Note what :func:`gather` is to return of these entries."""
    if len(_gathered) >= _KEPT:
        _gathered.clear()
    _gathered[id(entries)] = entries, found


def values_of(facet: str) -> Callable[[Entry], Iterable[str]]:
    """Return a function that gives the terms of an entry in a facet as its record has them, organisations by their own names."""
    if facet == "year":
        return lambda entry: (str(entry.issued.year),)
    name = _FIELDS[facet]
    if facet == "source":
        return lambda entry: [*map(organisations.canonical, entry.alert.sources)]
    return lambda entry: getattr(entry.alert, name)


# The site and the exports ask for the same entries: those of each language, and those of all together.
_gathered: dict[int, tuple[object, dict[str, Terms]]] = {}
_KEPT = 8


class _Keys(dict[str, str]):
    """Value of a field → the code under which a facet lists it."""

    def __init__(self, facet: str) -> None:
        super().__init__()
        self._canonical = organisations.canonical if facet == "source" else str
        self._first: dict[str, str] = {}

    def __missing__(self, value: str) -> str:
        code = self._canonical(value)
        key = self[value] = self._first.setdefault(slug(code), code)
        return key


def label(facet: str, code: str, language: str) -> str:
    """Return the name of a term for a reader of ``language``."""
    if facet == "country":
        return countries.label(code, language)
    if facet == "violation":
        return VIOLATIONS.label(code, language)
    if facet == "source":
        name = organisations.label(code, language)
        return name if name == code else f"{name} ({code})"
    if facet == "campaign":
        if code in CAMPAIGNS:
            return CAMPAIGNS.label(code, language)
        words = code.replace("-", " ")
        return words[:1].upper() + words[1:]
    return code


def sections(facet: str, counts: Mapping[str, int], language: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a facet's index, each a heading (or none) and the codes below it in the order to be shown."""
    if facet == "country":
        by_region: dict[str, list[str]] = {}
        for code in counts:
            by_region.setdefault(countries.region(code), []).append(code)
        return [
            (REGIONS.label(region, language), by_name(by_region[region], facet, language))
            for region in REGIONS
            if region in by_region
        ]
    if facet == "year":
        decades: dict[str, list[str]] = {}
        for code in sorted(counts, reverse=True):
            decades.setdefault(f"{code[:3]}0–{code[:3]}9", []).append(code)
        return list(decades.items())
    if facet == "violation":
        return [("", [*(code for code in VIOLATIONS if code in counts), *sorted(set(counts) - set(VIOLATIONS))])]
    return [("", by_name(counts, facet, language))]


def by_name(codes: Iterable[str], facet: str, language: str) -> list[str]:
    """Return codes in the order of their names for a reader of ``language``."""
    return sorted(codes, key=lambda code: (countries.fold(label(facet, code, language)), code))
