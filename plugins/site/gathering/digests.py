"""Weekly digests: the alerts of an ISO week by region, country and story, as the IFEX Communiqué had them.

Only alerts known to the day belong to a week.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, Self

from plugins.alerts.collection import Collection, Entry, shown_of
from plugins.alerts.dates import PartialDate, Period
from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId


class Week(NamedTuple):
    """A week of ISO 8601: Monday to Sunday, in the year that has its Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the week of a day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    def __str__(self) -> str:
        """Write it as ISO 8601 does: ``2005-W17``."""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def period(self) -> Period:
        """Its days."""
        monday, sunday = (dt.date.fromisocalendar(self.year, self.number, day) for day in (1, 7))
        return Period(*(PartialDate(day.year, day.month, day.day) for day in (monday, sunday)))


def gather(collection: Collection) -> dict[Week, list[AlertId]]:
    """Return week → its alerts, oldest first; only weeks that have some.

    Translations may be dated differently: the first language of the table that has the alert decides, so that a week holds the same
    alerts in every language.
    """
    weeks: dict[Week, list[AlertId]] = {}
    for versions in collection.groups():
        if (week := week_of(versions)) is not None:
            weeks.setdefault(week, []).append(shown_of(versions, CODES[0]).id)
    return dict(sorted(weeks.items()))


def week_of(versions: Mapping[str, Entry]) -> Week | None:
    """Return the week to which an alert belongs, if its day is known: the first language of the table that has it decides."""
    issued = shown_of(versions, CODES[0]).issued
    return None if issued.day is None else Week.of(issued.first)
