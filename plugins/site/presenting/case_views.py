"""What the pages of cases show: a chain in the order of time, and the lists of all chains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.alerts import countries
from plugins.alerts.cases import Case
from plugins.alerts.languages import BY_CODE
from plugins.site import addresses
from plugins.site.planning import listings
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import present
from plugins.site.views.shared import CaseLine, Item, Link

NEWEST = 40
"""Cases on the list of all, those with the latest developments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case, ready to be shown."""

    title: str
    lang: str
    language_name: str
    count: int
    first: str
    last: str
    countries: tuple[Link, ...]
    targets: tuple[Link, ...]
    steps: tuple[Item, ...]
    """Its alerts, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """A list of cases: those that developed lately, or those that began in a year."""

    year: str
    """Empty for the list of all."""
    cases: tuple[CaseLine, ...]
    total: int
    """Cases in the archive."""
    years: tuple[Link, ...]
    """Its pages by year; counts are of cases."""
    parts: tuple[Link, ...] = ()
    """The numbered pages of a year, where there is more than one."""
    part: int = 0
    """The number of this page among them."""
    up: Link | None


def line(plan: SitePlan, case: Case, language: str) -> CaseLine:
    """Return a case as a line of a list."""
    shown = plan.cases.shown(case, language)
    first, last = shown[0].alert, shown[-1].alert
    places = dict.fromkeys(code for entry in shown for code in entry.alert.countries)
    return CaseLine(
        title=first.title,
        url=addresses.case(language, case.id),
        lang=first.lang,
        language_name="" if first.lang == language else BY_CODE[first.lang].name,
        count=len(shown),
        first=first.issued.display(language),
        last=last.issued.display(language),
        issued=str(last.issued),
        countries=", ".join(countries.label(code, language) for code in places),
        newest=present.item(shown[-1], language),
    )


def case_view(plan: SitePlan, case: Case, language: str) -> CaseView:
    """Return a case as its page shows it."""
    shown = plan.cases.shown(case, language)
    first = shown[0].alert
    places = dict.fromkeys(code for entry in shown for code in entry.alert.countries)
    targets = dict.fromkeys(name for entry in shown for name in entry.alert.targets)
    return CaseView(
        title=first.title,
        lang=first.lang,
        language_name="" if first.lang == language else BY_CODE[first.lang].name,
        count=len(shown),
        first=first.issued.display(language),
        last=shown[-1].alert.issued.display(language),
        countries=tuple(
            Link(label=countries.label(code, language), url=addresses.listing(language, "country", code))
            for code in places
        ),
        targets=tuple(Link(label=name, url=plan.languages[language].names.url(name)) for name in targets),
        steps=tuple(present.item(entry, language) for entry in shown),
    )


def missing(plan: SitePlan, case: Case, language: str) -> tuple[str, ...]:
    """Return the dates that the alerts of a case cite and of which the archive has no alert."""
    cited = (
        date
        for entry in plan.cases.shown(case, language)
        for date, found in plan.ties.updates(entry, language)
        if not found
    )
    return tuple(dict.fromkeys(cited))


def case_list(plan: SitePlan, language: str, year: str, part: int, up: Link) -> CaseList:
    """Return a page of the cases that began in a year, oldest first, or, for no year, of those that developed lately."""
    by_year = plan.cases.by_year
    pages = list(listings.parts(by_year[int(year)])) if year else []
    chosen: Iterable[Case] = pages[part - 1] if pages else plan.cases.among(plan.languages[language].shown, NEWEST)
    return CaseList(
        year=year,
        part=part if len(pages) > 1 else 0,
        parts=tuple(
            Link(label=str(one), url=addresses.cases_of(language, int(year), one)) for one in range(1, len(pages) + 1)
        )
        if len(pages) > 1
        else (),
        cases=tuple(line(plan, case, language) for case in chosen),
        total=len(plan.cases.all),
        years=tuple(
            Link(label=str(one), url=addresses.cases_of(language, one), count=len(cases))
            for one, cases in by_year.items()
        ),
        up=up if year else None,
    )
