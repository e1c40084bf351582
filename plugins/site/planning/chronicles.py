"""The lists of cases and of weekly digests: which there are, where each stands, and what goes into it.

A list has a name: ``cases:`` are those that developed lately, ``cases:2009:2`` the second page of those that began in 2009; ``digests:`` are
all, ``digests:2009`` those of a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized

from plugins.alerts.cases import Cases
from plugins.site import addresses
from plugins.site.gathering.digests import Week
from plugins.site.planning import listings


def lists(cases: Cases, weeks: Mapping[Week, Sized]) -> Iterator[tuple[str, list[str]]]:
    """Yield every list: its name, and what changes when it does."""
    if cases.all:
        yield "cases:", [case.digest for case in cases.all]
        counts = [f"{year}={len(own)}" for year, own in cases.by_year.items()]
        for year, own in cases.by_year.items():
            for part, page in enumerate(listings.parts(own), 1):
                yield f"cases:{year}:{part}", [*counts, *(case.digest for case in page)]
    if weeks:
        texts = {week: f"{week}={len(alerts)}" for week, alerts in weeks.items()}
        yield "digests:", [*texts.values()]
        for year in {week.year for week in weeks}:
            yield f"digests:{year}", [text for week, text in texts.items() if week.year == year]


def address(name: str, language: str) -> str:
    """Return where a list stands in a language's part of the site."""
    kind, year, part = parse(name)
    if kind == "digests":
        return addresses.digest(language, year or "index")
    return addresses.cases_of(language, int(year), part) if year else addresses.case(language, "index")


def parse(name: str) -> tuple[str, str, int]:
    """Return what a list is of, its year, which may be empty, and its part, from 1."""
    kind, year, *part = name.split(":")
    return kind, year, int(part[0]) if part else 1
