"""Addresses at which there may be pages of an earlier build, now that something has changed: to be looked up, and taken away if not made anew."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import partial
from itertools import count, takewhile

from plugins.alerts.languages import CODES
from plugins.site import addresses
from plugins.site.planning import initials, listings
from plugins.site.planning.concerned import Concerned

_MONTHS = (listings.OLDEST, *(f"{month:02}" for month in range(1, 13)), listings.UNDATED)


def pages_before(
    concerned: Concerned, files: Container[str], stems: Iterable[str], years: range, violations: Iterable[str]
) -> Iterator[str]:
    """Yield those of some files that were pages of what is concerned; ``years`` are all in which an alert ever was published.

    ``violations`` are all that an alert names, ``stems`` beginnings of names.
    """
    for path in (*_candidates(concerned, years), *(addresses.shelf(code, stem) for code in CODES for stem in stems)):
        if path in files:
            yield path
    for code in CODES:
        numbered = [own for facet in initials.FACETS for own in initials.places(code, facet)]
        numbered += [map(partial(addresses.digest, code, str(week)), count(1)) for week in concerned.weeks]
        for own in numbered:
            yield from takewhile(files.__contains__, own)
    of_any = (listings.OLDEST, *map(str, years))
    by_term = (of_any, (*of_any, *{*violations, *concerned.violations}))
    for code in CODES:
        for facet, term in concerned.terms:
            for period in _MONTHS if facet == "year" else by_term[facet == "country"]:
                part = 1
                while (path := addresses.listing(code, facet, term, period, part)) in files:
                    yield path
                    part += 1


def _candidates(concerned: Concerned, years: range) -> Iterator[str]:
    for code in CODES:
        for alert_id in concerned.alerts:
            yield addresses.case(code, alert_id)
            for year in concerned.years:
                yield addresses.alert_of(code, year, alert_id)
        for facet, term in concerned.terms:
            yield addresses.listing(code, facet, term)
        for year in years:
            yield addresses.cases_of(code, year)
            yield addresses.digest(code, str(year))
        yield addresses.case(code, "index")
        yield addresses.digest(code, "index")
        yield addresses.index(code, "campaign")
