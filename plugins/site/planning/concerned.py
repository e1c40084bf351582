"""What a change of some records may concern: the alerts, listings, cases and weeks whose pages have to be looked at again.

Rather too much than too little: a page that is looked at and found as it was costs nothing more. What the layout of the site says of
dependencies (:mod:`plugins.site.planning.plan` has it in its fingerprints) is said here once more, the other way round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection as Collection_
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from plugins.alerts import countries, labels, organisations
from plugins.alerts.cases import Cases
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.model import Alert, AlertId
from plugins.alerts.neighbours import around
from plugins.site.addresses import slug
from plugins.site.facets import Terms
from plugins.site.gathering.digests import Week
from plugins.site.gathering.filing import filings
from plugins.site.gathering.names import FREQUENT, Names
from plugins.site.gathering.related import Related
from plugins.site.gathering.ties import Ties
from plugins.site.planning import listings

Key = tuple[str, str]
"""A facet, and a term of it as it stands in addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """What may be shown otherwise than before."""

    alerts: frozenset[AlertId]
    """Alerts, those that are gone among them."""
    terms: frozenset[Key]
    weeks: frozenset[Week]
    years: frozenset[int]
    """Years of publication of the records that changed, before and now."""
    names: frozenset[str]
    """People and outlets that they name."""
    violations: frozenset[str]
    """Violations that they name."""
    changed_years: frozenset[str]
    """Of those that changed themselves, and of their translations, before and now: years, as the periods of listings are called."""
    changed_months: frozenset[str]
    """Months, likewise."""
    changed_violations: frozenset[str]
    stems: frozenset[str]
    """Beginnings of names that have got a page of their own, or lost it."""
    margin: int
    """Records that are gone, new or otherwise."""
    are_texts_alone: bool
    """True where nothing but texts has changed: no page is concerned but those of their alerts."""


def concerned(
    changes: Changes,
    renamed: frozenset[labels.Key],
    collection: Collection,
    *,
    ties: Ties,
    cases: Cases,
    weeks: Mapping[Week, object],
    related: Related,
    terms: Iterable[Mapping[str, Terms]],
    names: Sequence[Names],
    stems: frozenset[str],
) -> Concerned:
    """Return what a change of records may concern; the collection and all that is made of it are those of after the change.

    ``renamed`` are the terms that are called otherwise; the records that have them are among the changes.
    ``terms`` are what each language of the site lists, by facet; ``names`` whom its alerts name; ``stems`` beginnings of names that have got
    a page of their own since, or lost it.
    """
    rewritten, relabelled, changed_entries = _by_header(changes)
    # What is only called otherwise is counted, dated and filed as before, and makes nothing come or go.
    margin = len(changed_entries)
    changed_entries += relabelled
    versions: dict[AlertId, list[Entry]] = {}
    for entry in changed_entries:
        versions.setdefault(entry.alert.id, []).append(entry)
    for alert_id, own in versions.items():
        own.extend(collection.translations(alert_id).values())

    tied = set(versions)
    for alert_id, own in versions.items():
        tied.update(ties.of(own))
        tied.update(ties.citing(alert_id))
    # Whatever an alert was in one case with is tied to it, or is in one case with an alert that is.
    for alert_id in [*tied]:
        if case := cases.of(alert_id):
            tied.update(case.members)
    alerts = set(tied)
    for own in versions.values():
        alerts.update(related.around(own, margin=margin))

    # Where an alert stood under another id a page leads to it, in the year of the first that had that id.
    formers = {former for own in versions.values() for entry in own for former in entry.alert.former_ids}
    alerts |= formers
    claimants = {one for former in (*formers, *versions, *changes.withdrawn) for one in ties.claiming(former)}

    keys = {key for own in versions.values() for entry in own for key in _terms(entry.alert)}
    in_cases = [entry for alert_id in tied for entry in collection.translations(alert_id).values()]
    places = {code for own in (*versions.values(), in_cases) for entry in own for code in entry.alert.countries}
    # A country names its cases.
    keys.update(("country", slug(code)) for code in places)
    called = {term.removeprefix("country:") for term in renamed}
    keys.update(("country", slug(code)) for code in countries.all_labels() if not called.isdisjoint(around(code)))
    for of_language in terms:
        for code in places:
            keys.update(_beyond(code, of_language["country"].get(code, ()), margin))
    targets = {slug(name) for own in versions.values() for entry in own for name in entry.alert.targets}
    moved = dict(_filed_under(stems, names))
    for entry in (*_naming(targets, versions, names, margin), *chain.from_iterable(moved.values())):
        # Where a name leads may be another place than before: on whatever page it stands.
        alerts.add(entry.alert.id)
        keys.update(_terms(entry.alert))
    changed = [entry for own in versions.values() for entry in own]
    every = [*changed, *in_cases]
    years = {entry.alert.issued.year for entry in every}
    years |= {entry.issued.year for one in claimants for entry in collection.translations(one).values()}
    years |= {int(one[:4]) for one in changes.withdrawn if one[:4].isdecimal()}
    return Concerned(
        alerts=frozenset(alerts | rewritten | changes.withdrawn),
        terms=frozenset(keys),
        weeks=frozenset(_with_neighbours(_weeks(every), sorted(weeks))),
        years=frozenset(years),
        names=frozenset(
            (*(name for entry in every for name in entry.alert.targets), *_spelt(targets, names, margin), *moved)
        ),
        violations=frozenset(code for entry in every for code in entry.alert.violations),
        changed_years=frozenset(period for entry in changed for period in listings.by_year([entry])),
        changed_months=frozenset(period for entry in changed for period in listings.by_month([entry])),
        changed_violations=frozenset(code for entry in changed for code in entry.alert.violations),
        stems=stems,
        margin=margin,
        are_texts_alone=not changed_entries and not changes.withdrawn and not renamed,
    )


def _by_header(changes: Changes) -> tuple[set[AlertId], list[Entry], list[Entry]]:
    """Return the alerts of which nothing but a text has changed, the entries whose terms alone are called otherwise, and those of all other changes.

    Of the others entries are given as they were and as they are. A text is shown on its own alert's pages, and nowhere else.
    """
    before = {entry.path: entry for entry in changes.before}
    known = [(entry, before[entry.path]) for entry in changes.after if entry.path in before]
    same = {entry.path for entry, was in known if was.header == entry.header}
    relabelled = [entry for entry, was in known if was.digest == entry.digest and entry.path not in same]
    rewritten = {entry.id for entry in changes.after if entry.path in same}
    rest = same | {entry.path for entry in relabelled}
    return rewritten, relabelled, [entry for entry in (*changes.before, *changes.after) if entry.path not in rest]


def _beyond(country: str, entries: Sequence[Entry], margin: int) -> Iterator[Key]:
    """Yield the listings that say which pages a country has, where so many changed records may have given it or taken from it some."""
    if len(entries) <= margin:
        # It may have come or gone: the countries around name it.
        yield from (("country", slug(code)) for code in countries.all_labels() if country in around(code))
    counts = Counter(violation for entry in entries for violation in entry.alert.violations)
    is_near = abs(len(entries) - listings.ONE_PAGE) <= margin
    for violation, count in counts.items():
        if is_near or abs(count - listings.CROSSED) <= margin or len(entries) - count <= margin:
            yield "violation", slug(violation)


def _naming(
    targets: Iterable[str], versions: Container[AlertId], names: Iterable[Names], margin: int
) -> Iterator[Entry]:
    """Yield the entries with names that may have come to a listing of their own, or lost it, or be written otherwise than before."""
    for of_language in names:
        for address in targets:
            entries = of_language.entries.get(of_language.by_address.get(address, ""), [])
            # They are written as in the first of their alerts.
            if abs(len(entries) - FREQUENT) <= margin or any(entry.id in versions for entry in entries[: margin + 1]):
                yield from entries


def _filed_under(stems: Collection_[str], names: Iterable[Names]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the names that are filed under some beginnings or longer ones, with the alerts whose pages lead there."""
    beginnings = tuple(stems)
    found: dict[str, list[Entry]] = {}
    for of_language in names if beginnings else ():
        for name in of_language.entries:
            if any(filing.key.startswith(beginnings) for filing in filings(name)):
                # Who has a listing is led to that.
                own = [] if name in of_language.frequent else of_language.entries[name]
                found.setdefault(name, []).extend(own)
    yield from found.items()


def _spelt(targets: Iterable[str], names: Iterable[Names], margin: int) -> Iterator[str]:
    """Yield how names are written, or were before the change, by the first of their alerts: they are filed as that writes them."""
    for of_language in names:
        for address in targets:
            for entry in of_language.entries.get(of_language.by_address.get(address, ""), [])[: margin + 1]:
                yield from (name for name in entry.alert.targets if slug(name) == address)


def _terms(alert: Alert) -> Iterator[Key]:
    yield "year", str(alert.issued.year)
    yield from (("country", slug(code)) for code in alert.countries)
    yield from (("violation", slug(code)) for code in alert.violations)
    yield from (("source", slug(organisations.canonical(code))) for code in alert.sources)
    yield from (("campaign", slug(code)) for code in alert.campaigns)
    yield from (("target", slug(name)) for name in alert.targets)


def _weeks(entries: Iterable[Entry]) -> set[Week]:
    return {Week.of(entry.alert.issued.first) for entry in entries if entry.alert.issued.day is not None}


def _with_neighbours(some: Iterable[Week], weeks: Sequence[Week]) -> Iterator[Week]:
    """Yield weeks, and those before and after them that have alerts: they lead to each other."""
    for week in some:
        yield week
        here = bisect_left(weeks, week)
        yield from weeks[max(0, here - 1) : here + 2]
