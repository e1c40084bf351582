"""Which earlier alerts a record means by the dates that it cites.

``updates`` and ``background`` become ``follows``, ``related`` becomes ``related_ids``.

For a cited day the candidates are the alerts published on that day about a country that the citing one is about, in whatever
language; translations of one alert are one candidate. A candidate *fits* if it has a name in common with the citing alert: a mark
(:mod:`~plugins.importers.matching.names`) of the headline or the first quarter of the text of both (its first :data:`LEAD` words at least), that is no number, no town that
is known by name, and nothing that a third of the country's alerts of that year name. Exactly one that fits is what is meant. Where
several fit, exactly one from the same organisation is; otherwise a person is asked, as where one is there and none fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.model import Alert, AlertId
from plugins.importers.keeping.kept import Kept
from plugins.importers.matching.names import towns
from plugins.importers.matching.sifting import Citing
from plugins.importers.matching.traits import Key, Traits

OPENING = 250
"""Thousandths of a text in which whom it is about has been named."""
LEAD = 16
"""Words of a text that count as its first quarter, however short it is: the credit and what it updates come before the first name."""
RELATED = "related_ids"
"""Key of a record that says which alerts it means by related cases."""
COMMONPLACE = 3
"""A name that one in so many of a country's alerts of a year has says nothing, if there are more than as many."""
MOST_ASKED = 9
"""Candidates of one citation that a person is shown."""


@dataclass(slots=True)
class _Group:
    """An alert in all its languages."""

    id: str
    keys: list[Key] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    issued: set[PartialDate] = field(default_factory=set)
    cited: dict[str, list[Key]] = field(default_factory=dict)
    """Date → the versions that cite it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A date that an alert cites, and what it may mean."""

    id: str
    """Of the citing alert."""
    citing: tuple[Key, ...]
    """Its versions that cite it."""
    cited: str
    meant: str
    """Id of the alert that is meant; empty where that is not sure."""
    candidates: tuple[str, ...]
    """Ids; empty where no alert of that day and country is there."""
    why: str
    """Why it is not sure."""


class Citations:
    """Gathers what is cited, then what can be meant: two passes over the archive, a year at a time."""

    def __init__(self) -> None:
        self._groups: Kept[_Group] = Kept()
        self._published: Kept[bool] = Kept()
        """By a day that is cited and an alert of that day."""
        self._days: set[str] = set()

    def gather(self, key: Key, dates: Iterable[str]) -> None:
        """First pass: remember what a record cites."""
        for text in dates:
            if _day(text) is not None:
                group = self._group(key[1])
                group.cited.setdefault(text, []).append(key)
                self._keep(group)
                self._days.add(text)

    def _group(self, record_id: str) -> _Group:
        return self._groups.get((record_id, "")) or _Group(record_id)

    def _keep(self, group: _Group) -> None:
        self._groups.put((group.id, ""), group)

    def years(self, folders: Iterable[str]) -> list[str]:
        """Return those of the years' folders in which something is cited or cites: which is only where something is cited at all."""
        return list(folders) if self._days else []

    def fill(self, year: Iterable[Traits]) -> None:
        """Second pass, the records of a year together: remember those that cite, and those of a day that is cited."""
        records = list(year)
        commonplace = _commonplace(records)
        for traits in records:
            is_cited = str(traits.issued) in self._days
            if not is_cited and (traits.id, "") not in self._groups:
                continue
            group = self._group(traits.id)
            if is_cited:
                self._published.put((str(traits.issued), traits.id), True)
            group.keys.append(traits.key)
            group.countries.update(traits.countries)
            group.sources.update(traits.sources)
            group.issued.add(traits.issued)
            opening = max(OPENING, LEAD * 1000 // (traits.words or 1))
            group.names.update(
                mark
                for number, (mark, place) in enumerate(zip(traits.marks, traits.places, strict=True))
                if (number < traits.lead or place < opening)
                and not any(char.isdigit() for char in mark)
                and mark not in towns()
                and not any(mark in commonplace[country] for country in traits.countries)
            )
            self._keep(group)

    def resolve(self) -> Iterator[Citation]:
        """Yield every citation of a day on which there are alerts of the country, in a fixed order."""
        for (record_id, _), group in self._groups.items():
            for cited in sorted(group.cited):
                there = [other for one in self._published.under(cited) if _can_mean(group, other := self._group(one))]
                if there:
                    meant, why = _choose(group, there)
                    citing = tuple(sorted(group.cited[cited]))
                    shown = tuple(other.id for other in there[:MOST_ASKED])
                    yield Citation(record_id, citing, cited, meant, shown, why)


def _can_mean(group: _Group, other: _Group) -> bool:
    if other.id == group.id or (group.countries and other.countries and not group.countries & other.countries):
        return False
    # Nothing cites what came after it.
    return not (group.issued and other.issued and min(other.issued).first > max(group.issued).last)


def _choose(group: _Group, there: list[_Group]) -> tuple[str, str]:
    """Return the id of the alert that is meant, or why that is not sure."""
    fitting = [other for other in there if group.names & other.names]
    if len(fitting) == 1:
        return fitting[0].id, ""
    if not fitting:
        return "", "no name in common"
    of_one_house = [other for other in fitting if group.sources & other.sources]
    if len(of_one_house) == 1:
        return of_one_house[0].id, ""
    return "", f"{len(fitting)} alerts of that day have names in common with it"


def _commonplace(records: list[Traits]) -> dict[str, set[str]]:
    """Return, for every country, the names that say nothing there in that year."""
    sizes: Counter[tuple[str, str]] = Counter()
    having: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for traits in records:
        for country in traits.countries:
            sizes[country, traits.lang] += 1
            having[country].update((traits.lang, mark) for mark in set(traits.marks))
    found: dict[str, set[str]] = defaultdict(set)
    for country, counts in having.items():
        for (language, mark), count in counts.items():
            if count > COMMONPLACE and count * COMMONPLACE > sizes[country, language]:
                found[country].add(mark)
    return found


def _day(text: str) -> PartialDate | None:
    try:
        date = PartialDate.parse(text)
    except PartialDateError:
        return None
    return date if date.day is not None else None


def ids_meant(dates: tuple[str, ...], meant_by: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids that dates mean, where that is known."""
    return tuple(dict.fromkeys(meant_by[date] for date in sorted(dates) if date in meant_by))


def citing_now(one: Citing, follows: tuple[str, ...], related: tuple[str, ...]) -> Callable[[Alert], Alert]:
    """Return the change that says what an alert follows and what is related to it, and that both were inferred where they are new."""

    def change(alert: Alert) -> Alert:
        inferred = list(alert.inferred)
        for name, now, before in (("follows", follows, one.follows), (RELATED, related, one.related_ids)):
            if now != before:
                inferred = [other for other in inferred if other != name] + ([name] if now else [])
        extra = [(key, value) for key, value in alert.extra if key != RELATED]
        if related:
            extra.append((RELATED, related if len(related) > 1 else related[0]))
        return replace(alert, follows=tuple(map(AlertId, follows)), inferred=tuple(inferred), extra=tuple(extra))

    return change
