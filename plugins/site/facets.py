"""Which listings an alert belongs to, and what each listing is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.vocabularies import REGIONS, VIOLATIONS
from plugins.site.addresses import slug

Terms = dict[str, list[Entry]]
"""Code of a facet's term → its alerts, oldest first."""


def terms_of(entry: Entry, facet: str) -> Iterable[str]:
    """Return the codes under which a facet lists an alert."""
    alert = entry.alert
    if facet == "country":
        return alert.countries
    if facet == "year":
        return (str(alert.issued.year),)
    if facet == "violation":
        return alert.violations
    return dict.fromkeys(organisations.canonical(source) for source in alert.sources)


def gather(entries: Iterable[Entry], facet: str) -> Terms:
    """Return the alerts of every term of a facet that has any, in the order of the entries.

    Terms with one address (``A-B`` and ``A B``) are one term, under the code that came first.
    """
    terms: Terms = {}
    first: dict[str, str] = {}
    for entry in entries:
        for code in dict.fromkeys(first.setdefault(slug(code), code) for code in terms_of(entry, facet)):
            terms.setdefault(code, []).append(entry)
    return terms


def label(facet: str, code: str, language: str) -> str:
    """Return the name of a term for a reader of ``language``."""
    if facet == "country":
        return countries.label(code, language)
    if facet == "violation":
        return VIOLATIONS.label(code, language)
    if facet == "source":
        name = organisations.label(code, language)
        return name if name == code else f"{name} ({code})"
    return code


def sections(facet: str, counts: Mapping[str, int], language: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a facet's index, each a heading (or none) and the codes below it in the order to be shown."""
    if facet == "country":
        by_region: dict[str, list[str]] = {}
        for code in counts:
            by_region.setdefault(countries.region(code), []).append(code)
        return [
            (REGIONS.label(region, language), _by_name(by_region[region], facet, language))
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
    return [("", _by_name(counts, facet, language))]


def _by_name(codes: Iterable[str], facet: str, language: str) -> list[str]:
    return sorted(codes, key=lambda code: (countries.fold(label(facet, code, language)), code))
