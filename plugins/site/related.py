"""Alerts that a reader of one may want next: about the same people and outlets, then of its country, violation and time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from plugins.alerts.cases import Cases
from plugins.alerts.collection import Collection
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId

MOST = 5
"""Related alerts on a page."""


class Related:
    """The neighbours of every alert, by indexes that are made once."""

    def __init__(self, collection: Collection, cases: Cases) -> None:
        """Index the alerts of a collection; what one case ties together is no news to its readers and is left out."""
        self._cases = cases
        self._alerts: list[Alert] = [
            next(versions[code] for code in CODES if code in versions).alert for versions in collection.groups()
        ]
        self._named: dict[str, list[int]] = {}
        self._placed: dict[tuple[str, str], list[int]] = {}
        for place, alert in enumerate(self._alerts):
            for name in dict.fromkeys(alert.targets):
                self._named.setdefault(name, []).append(place)
            for key in _keys(alert):
                self._placed.setdefault(key, []).append(place)

    def __iter__(self) -> Iterator[tuple[AlertId, ...]]:
        """Yield the related alerts of every alert, in the order of the collection's groups."""
        for place, alert in enumerate(self._alerts):
            yield self._of(place, alert)

    def _of(self, place: int, alert: Alert) -> tuple[AlertId, ...]:
        case = self._cases.of(alert.id)
        own = case.members if case else ()
        shared: dict[int, int] = {}
        for name in alert.targets:
            for other in _nearest(self._named[name], place):
                shared[other] = shared.get(other, 0) + 1
        found = sorted(shared, key=lambda other: (-shared[other], abs(other - place), other))
        if len(found) < MOST:
            near = {other for key in _keys(alert) for other in _nearest(self._placed[key], place)} - shared.keys()
            found += sorted(near, key=lambda other: (abs(other - place), other))
        chosen = (self._alerts[other].id for other in found if other != place)
        return tuple(alert_id for alert_id in chosen if alert_id not in own)[:MOST]


def _keys(alert: Alert) -> list[tuple[str, str]]:
    return [(country, violation) for country in alert.countries for violation in alert.violations]


def _nearest(places: list[int], place: int) -> list[int]:
    """Return those of some places in time that are nearest to one, twice as many as are shown."""
    here = bisect_left(places, place)
    return places[max(0, here - MOST) : here + MOST + 1]
