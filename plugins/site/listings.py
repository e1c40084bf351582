"""Cutting a listing into pages whose addresses last.

A listing of at most :data:`ONE_PAGE` alerts is one page, newest first. A longer one shows its newest alerts on its first page and has a page
for each of its periods, oldest first: years, or the months of a year. So an alert that is added, changed or taken away touches the
page of its own period and the first page, and no other; page numbers counted from the newest would all move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from plugins.alerts.collection import Entry

ONE_PAGE = 100
"""Alerts on one page. A dense line is some 250 bytes: 100 make 25 kB of HTML, 5 kB on the wire."""

NEWEST = 40
"""Alerts on the first page of a listing that is cut into periods."""

UNDATED = "undated"
"""The period of alerts of which only the year is known, in the listing of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a listing."""

    period: str
    """Empty for the listing's first page; else a year (``2007``), a month (``03``) or ``undated``."""
    part: int
    """1, or the number of a further page of a long period."""
    parts: int
    """Pages of the period."""
    entries: tuple[Entry, ...]


def by_year(entry: Entry) -> str:
    """Return the period of an entry in any listing but that of a year."""
    return str(entry.alert.issued.year)


def by_month(entry: Entry) -> str:
    """Return the period of an entry in the listing of a year."""
    month = entry.alert.issued.month
    return UNDATED if month is None else f"{month:02}"


def periods(entries: Sequence[Entry], period_of: Callable[[Entry], str]) -> dict[str, int]:
    """Return period → number of alerts, in the order of the entries."""
    counts: dict[str, int] = {}
    for entry in entries:
        period = period_of(entry)
        counts[period] = counts.get(period, 0) + 1
    return counts


def sheets(entries: Sequence[Entry], period_of: Callable[[Entry], str]) -> Iterator[Sheet]:
    """Yield the pages of a listing.

    ``entries`` are all its alerts, oldest first.
    """
    if len(entries) <= ONE_PAGE:
        yield Sheet(period="", part=1, parts=1, entries=tuple(reversed(entries)))
        return
    yield Sheet(period="", part=1, parts=1, entries=tuple(reversed(entries[-NEWEST:])))
    for period, members in groupby(sorted(entries, key=period_of), key=period_of):
        own = tuple(members)
        parts = -(-len(own) // ONE_PAGE)
        for part in range(parts):
            yield Sheet(period=period, part=part + 1, parts=parts, entries=own[part * ONE_PAGE : (part + 1) * ONE_PAGE])
