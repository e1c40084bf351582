"""Cutting a listing into pages whose addresses last.

A listing of at most :data:`ONE_PAGE` alerts is one page, newest first, and from :data:`SORTED` alerts on another, oldest first; from
:data:`WHOLE` on the first has only the newest. A longer listing has a page for each of its periods besides the first, oldest first: years,
or the months of a year. So an alert that is added, changed or taken away touches the page of its own period and the first page, and no
other; page numbers counted from the newest would all move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plugins.alerts.collection import Entry

ONE_PAGE = 80
"""Alerts on one page. A line is 250 to 400 bytes, as its headline is long: 80 make 20 to 32 kB of HTML, 5 on the wire."""

WHOLE = 50
"""Alerts that fit on one page with what stands around them on the first page of a listing: bars, counts, neighbours."""

NEWEST = 24
"""Alerts on the first page of a listing that has more than :data:`WHOLE`."""

CROSSED = 20
"""Alerts from which the violations of a country that is cut into periods have a page of their own."""

SORTED = 20
"""Alerts from which a listing of one page stands on another in the order of time; who has fewer before them sees all at once."""

DEVELOPED = 6
"""Cases with the latest developments that a page names."""

UNDATED = "undated"
"""The period of alerts of which only the year is known, in the listing of a year."""

_T = TypeVar("_T")

OLDEST = "oldest"
"""The period of the page with all alerts of a listing, oldest first."""

# Sorts after the twelve months.
_LAST = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a listing."""

    period: str
    """Empty for the listing's first page; else a year (``2007``), a month (``03``), ``undated``, ``oldest``, or a violation (``threat``)."""
    part: int
    """1, or the number of a further page of a long period."""
    parts: int
    """Pages of the period."""
    entries: tuple[Entry, ...]


Periods = dict[str, list[Entry]]
"""Period → its alerts, oldest first; the periods in their order."""


def by_year(entries: Iterable[Entry]) -> Periods:
    """Return the periods of any listing but that of a year."""
    periods: dict[int, list[Entry]] = {}
    for entry in entries:
        periods.setdefault(entry.issued.year, []).append(entry)
    return {str(year): members for year, members in sorted(periods.items())}


def by_month(entries: Iterable[Entry]) -> Periods:
    """Return the periods of the listing of a year; alerts whose month is not known come last."""
    periods: dict[int, list[Entry]] = {}
    for entry in entries:
        periods.setdefault(entry.issued.month or _LAST, []).append(entry)
    return {UNDATED if month == _LAST else f"{month:02}": members for month, members in sorted(periods.items())}


def by_violation(entries: Sequence[Entry]) -> Periods:
    """Return what of a country's alerts has a page of its own besides its years: the violations with enough of them, but not all."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for violation in entry.alert.violations:
            found.setdefault(violation, []).append(entry)
    return {
        violation: members for violation, members in sorted(found.items()) if CROSSED <= len(members) < len(entries)
    }


def crossings(entries: Sequence[Entry]) -> Periods:
    """Return what of a country's alerts has pages by violation: nothing where all stand on one page."""
    return by_violation(entries) if len(entries) > ONE_PAGE else {}


def parts(members: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield what is too long for one page in pages."""
    for start in range(0, len(members), ONE_PAGE):
        yield members[start : start + ONE_PAGE]


def sheets(entries: Sequence[Entry], periods: Periods) -> Iterator[Sheet]:
    """Yield the pages of a listing.

    ``entries`` are all its alerts, oldest first; ``periods`` are the same, cut.
    """
    if len(entries) <= ONE_PAGE:
        first = entries if len(entries) <= WHOLE else entries[-NEWEST:]
        yield Sheet(period="", part=1, parts=1, entries=tuple(reversed(first)))
        if len(entries) >= SORTED:
            yield Sheet(period=OLDEST, part=1, parts=1, entries=tuple(entries))
        return
    yield Sheet(period="", part=1, parts=1, entries=tuple(reversed(entries[-NEWEST:])))
    for period, members in periods.items():
        pages = list(parts(members))
        for part, own in enumerate(pages, 1):
            yield Sheet(period=period, part=part, parts=len(pages), entries=tuple(own))
