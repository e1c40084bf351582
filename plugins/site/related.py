"""Alerts that a reader of one may want next: about the same people and outlets, then of its country, violation and time.

Whatever an alert is related to is near it in the list of a name, or of a country and violation; so a change of one alert concerns its
neighbours in its own lists, and no other (:meth:`Related.around`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from plugins.alerts.cases import Cases
from plugins.alerts.collection import Collection, Entry, order
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId

MOST = 5
"""Related alerts on a page."""

_Key = str | tuple[str, str]
"""A name, or a country and a violation."""


class Related:
    """The neighbours of every alert, by indexes that are made once."""

    def __init__(self, collection: Collection, cases: Cases) -> None:
        """Index the alerts of a collection; what one case ties together is no news to its readers and is left out."""
        self._cases = cases
        self._alerts: list[Alert] = []
        self._earliest: list[Entry] = []
        self._listed: dict[_Key, list[int]] = {}
        self._place: dict[AlertId, int] = {}
        listed = self._listed
        first = CODES[0]
        for place, versions in enumerate(collection.groups()):
            entry = versions.get(first)
            alert = entry.alert if entry else next(versions[code] for code in CODES if code in versions).alert
            self._alerts.append(alert)
            self._earliest.append(next(iter(versions.values())))
            self._place[alert.id] = place
            for name in dict.fromkeys(alert.targets):
                listed.setdefault(name, []).append(place)
            for country in alert.countries:
                for violation in alert.violations:
                    listed.setdefault((country, violation), []).append(place)

    def of(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the related alerts of an alert, the nearest first: those that share most names, then those nearest in time."""
        place = self._place[alert_id]
        alert = self._alerts[place]
        case = self._cases.of(alert_id)
        own = case.members if case else ()
        day = alert.issued.first.toordinal()
        alerts = self._alerts

        def distance(other: int) -> tuple[int, int]:
            return abs(alerts[other].issued.first.toordinal() - day), other

        shared: dict[int, int] = {}
        for name in alert.targets:
            for other in _nearest(self._listed[name], place, MOST):
                shared[other] = shared.get(other, 0) + 1
        found = sorted(shared, key=lambda other: (-shared[other], *distance(other)))
        if len(found) <= MOST + len(own):
            keys = [(country, violation) for country in alert.countries for violation in alert.violations]
            near = {other for key in keys for other in _nearest(self._listed[key], place, MOST)} - shared.keys()
            found += sorted(near, key=distance)
        chosen = (alerts[other].id for other in found if other != place)
        return tuple(alert_id for alert_id in chosen if alert_id not in own)[:MOST]

    def around(self, versions: Iterable[Entry], margin: int) -> Iterator[AlertId]:
        """Yield the alerts to which one could be related that has, or had, some of these versions.

        ``margin`` is how many alerts have changed at once: each may have stood between two others.
        """
        for entry in versions:
            alert = entry.alert
            keys: list[_Key] = [
                *alert.targets,
                *((one, other) for one in alert.countries for other in alert.violations),
            ]
            # It stood where its earliest version put it: that is one of them.
            here = bisect_left(self._earliest, order(entry), key=order)
            for key in keys:
                for other in _nearest(self._listed.get(key, []), here, MOST + margin):
                    yield self._alerts[other].id


def _nearest(places: list[int], place: int, number: int) -> list[int]:
    """Return those of some places in time that are nearest to one, so many on either side."""
    here = bisect_left(places, place)
    return places[max(0, here - number) : here + number + 1]
