"""Alerts that a reader of one may want next: about the same people and outlets, then of its country, violation and time.

Whatever an alert is related to is near it in the list of a name, or of a country and violation; so a change of one alert concerns its
neighbours in its own lists, and no other (:meth:`Related.around`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from plugins.alerts.cases import Cases
from plugins.alerts.collection import Entry, Versions, order, shown_of
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId
from plugins.site.gathering.packed import PackedLists

MOST = 5
"""Related alerts on a page."""
_FEW = 200

RelatedBy = str | tuple[str, str]
"""A name, or a country and a violation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The indexes by which neighbours are found; an alert's place is that of its earliest version in time."""

    primary: list[Entry]
    """By place: the version of an alert whose names and places count."""
    earliest: list[Entry]
    """By place: its earliest version."""
    days: list[int]
    """By place: the ordinal of the first day of publication that is possible."""
    listed: dict[RelatedBy, list[int]]
    """Name, or country and violation → places, ascending."""

    @classmethod
    def of(cls, groups: Iterable[Versions]) -> Self:
        """Index alerts, oldest first."""
        found = cls(primary=[], earliest=[], days=[], listed={})
        listed = found.listed
        for place, versions in enumerate(groups):
            entry = shown_of(versions, CODES[0])
            found.primary.append(entry)
            found.earliest.append(next(iter(versions.values())))
            found.days.append(entry.issued.first.toordinal())
            for key in keys(entry.alert):
                listed.setdefault(key, []).append(place)
        return found

    def listed_elsewhere(self, move: Callable[[list[int]], list[int]]) -> dict[RelatedBy, list[int]]:
        """Return the lists with their places moved; what is packed stays so, and is moved when it is asked for."""
        if isinstance(self.listed, PackedLists):
            return self.listed.mapped(move)
        return {key: move(own) for key, own in self.listed.items()}


def keys(alert: Alert) -> Iterator[RelatedBy]:
    """Yield what an alert is found by: each name once, then each of its countries with each of its violations."""
    yield from dict.fromkeys(alert.targets)
    for country in alert.countries:
        for violation in alert.violations:
            yield country, violation


class Related:
    """The neighbours of every alert, by indexes that are made once."""

    def __init__(self, neighbourhood: Neighbourhood, cases: Cases) -> None:
        """Take the indexes; what one case ties together is no news to its readers and is left out."""
        self.neighbourhood = neighbourhood
        self._cases = cases
        self._asked = 0

    @cached_property
    def _places(self) -> dict[AlertId, int]:
        return {entry.id: place for place, entry in enumerate(self.neighbourhood.primary)}

    def _place(self, earliest: Entry) -> int:
        # Who asks for a few, after a change, does not wait for a table of all.
        self._asked += 1
        if self._asked > _FEW:
            return self._places[earliest.id]
        return bisect_left(self.neighbourhood.earliest, order(earliest), key=order)

    def of(self, earliest: Entry) -> tuple[AlertId, ...]:
        """Return the related alerts of an alert, the nearest first: those that share most names, then those nearest in time.

        ``earliest`` is its earliest version.
        """
        alert_id, place = earliest.id, self._place(earliest)
        primary, days, listed = self.neighbourhood.primary, self.neighbourhood.days, self.neighbourhood.listed
        alert = primary[place].alert
        case = self._cases.of(alert_id)
        own = case.members if case else ()
        day = days[place]

        def distance(other: int) -> tuple[int, int]:
            return abs(days[other] - day), other

        shared: dict[int, int] = {}
        for name in alert.targets:
            for other in _nearest(listed[name], place, MOST):
                shared[other] = shared.get(other, 0) + 1
        found = sorted(shared, key=lambda other: (-shared[other], *distance(other)))
        if len(found) <= MOST + len(own):
            both = [(country, violation) for country in alert.countries for violation in alert.violations]
            near = {other for key in both for other in _nearest(listed[key], place, MOST)} - shared.keys()
            found += sorted(near, key=distance)
        chosen = (primary[other].id for other in found if other != place)
        return tuple(alert_id for alert_id in chosen if alert_id not in own)[:MOST]

    def around(self, versions: Iterable[Entry], margin: int) -> Iterator[AlertId]:
        """Yield the alerts to which one could be related that has, or had, some of these versions.

        ``margin`` is how many alerts have changed at once: each may have stood between two others.
        """
        earliest, primary, listed = (
            self.neighbourhood.earliest,
            self.neighbourhood.primary,
            self.neighbourhood.listed,
        )
        for entry in versions:
            # It stood where its earliest version put it: that is one of them.
            here = bisect_left(earliest, order(entry), key=order)
            for key in keys(entry.alert):
                for other in _nearest(listed.get(key, []), here, MOST + margin):
                    yield primary[other].id


def _nearest(places: list[int], place: int, number: int) -> list[int]:
    """Return those of some places in time that are nearest to one, so many on either side."""
    here = bisect_left(places, place)
    return places[max(0, here - number) : here + number + 1]
