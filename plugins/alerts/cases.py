"""Cases: the alerts that follow one another, from the first alarm to the last word.

A case is what ``follows`` ties together, in whatever language; it bears the id of its first alert and has at least two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from plugins.alerts.collection import Collection, Entry, shown_of
from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.model import AlertId


@dataclass(frozen=True, slots=True)
class Case:
    """One case."""

    id: AlertId
    """That of its first alert."""
    members: tuple[AlertId, ...]
    """In the order of publication."""
    digest: str
    """Changes with the header of any record of the case, in any language: its page shows no texts."""
    year: int
    """In which it begins, whatever the language of its reader."""


def cases_among(collection: Collection, groups: Iterable[Mapping[str, Entry]]) -> Iterator[Case]:
    """Follow the ties of some alerts, oldest first, and yield their cases, that which began first first.

    Whatever is tied to one of them has to be among them.
    """
    leader: dict[AlertId, AlertId] = {}

    def lead(alert_id: AlertId) -> AlertId:
        while (above := leader.get(alert_id, alert_id)) != alert_id:
            alert_id = above
        return alert_id

    order: dict[AlertId, int] = {}
    for place, versions in enumerate(groups):
        for entry in versions.values():
            order.setdefault(entry.id, place)
            for earlier in entry.alert.follows:
                one, other = lead(entry.id), lead(earlier)
                if one != other and collection.translations(earlier):
                    leader[one] = other
    members: dict[AlertId, list[AlertId]] = {}
    for alert_id in sorted(leader.keys() | set(leader.values()), key=order.__getitem__):
        members.setdefault(lead(alert_id), []).append(alert_id)
    for own in members.values():
        digest = " ".join(entry.header for one in own for entry in collection.translations(one).values())
        first = shown_of(collection.translations(own[0]), CODES[0])
        yield Case(own[0], tuple(own), digest, first.issued.year)


class Cases:
    """The cases of a collection."""

    def __init__(self, collection: Collection, known: Iterable[Case] | None = None) -> None:
        """Follow the ties of every alert, unless the cases are known, in the order in which they began."""
        self._collection = collection
        self.all = tuple(cases_among(collection, collection.groups()) if known is None else known)
        self._of = {one: case for case in self.all for one in case.members}

    def of(self, alert_id: AlertId) -> Case | None:
        """Return the case that an alert belongs to, if it does to one."""
        return self._of.get(alert_id)

    def among(self, entries: Iterable[Entry], most: int | None = None) -> list[Case]:
        """Return the cases with an alert among some, that with the latest of them first; at ``most`` so many."""
        found: dict[AlertId, Case] = {}
        for entry in reversed(tuple(entries)):
            case = self._of.get(entry.id)
            if case is not None and case.id not in found:
                found[case.id] = case
                if len(found) == most:
                    break
        return list(found.values())

    def shown(self, case: Case, language: str) -> tuple[Entry, ...]:
        """Return the alerts of a case as a reader of ``language`` sees them, oldest first."""
        order = fallbacks(language)
        found = []
        for alert_id in case.members:
            versions = self._collection.translations(alert_id)
            found.append(next(versions[code] for code in order if code in versions))
        return tuple(sorted(found, key=lambda entry: (entry.alert.issued, entry.id)))

    @cached_property
    def by_year(self) -> dict[int, tuple[Case, ...]]:
        """The cases that began in each year."""
        found: dict[int, list[Case]] = {}
        for case in self.all:
            found.setdefault(case.year, []).append(case)
        return {year: tuple(cases) for year, cases in sorted(found.items())}
