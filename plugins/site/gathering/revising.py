"""What was gathered before a change, brought to what would be gathered after it: only what has changed is put in its new place.

The result is that of :func:`plugins.site.gathering.gathered.gather`, but for the order of terms and names, which no page shows.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from plugins.alerts.cases import Case, Cases, cases_among
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Arrangement, Collection, Entry, Versions, order, shown_of
from plugins.alerts.languages import CODES
from plugins.alerts.model import AlertId
from plugins.site import facets
from plugins.site.addresses import slug
from plugins.site.gathering.digests import Week, week_of
from plugins.site.gathering.gathered import Crossed, Gathered, Grid, Listed, cell, listed
from plugins.site.gathering.names import Names
from plugins.site.gathering.related import Neighbourhood, Related, keys
from plugins.site.gathering.relisting import (
    Swap,
    addresses_of,
    lines_changed,
    put_in,
    refiled,
    relist,
    sizes_of,
    take_out,
)
from plugins.site.gathering.ties import CITED, Ties


def revise(gathered: Gathered, changes: Changes, collect: Callable[[Arrangement], Collection]) -> Gathered:
    """Return what is gathered after a change. ``gathered`` is used up."""
    before = gathered.collection
    touched = {entry.id for entry in (*changes.before, *changes.after)}
    was = {alert_id: before.translations(alert_id) for alert_id in touched}
    now = _versions(was, changes)
    collection = collect(_arranged(before.arrangement, was, now, changes))
    swaps: dict[str, list[Swap]] = {
        code: [
            swap
            for alert_id in sorted(touched)
            if (swap := (_shown(was[alert_id], code), _shown(now[alert_id], code))) != (None, None)
        ]
        for code in CODES
    }
    names = {code: own.names for code, own in gathered.languages.items()}
    addresses = {code: addresses_of(swaps[code]) for code in CODES}
    sizes_before = {code: sizes_of(own, addresses[code]) for code, own in names.items()}
    for code, own in names.items():
        relist(own.entries, own.by_address, swaps[code], lambda entry: entry.alert.targets)
    sizes = {code: sizes_of(own, addresses[code]) for code, own in names.items()}
    beginnings = gathered.beginnings.revised(*lines_changed(names, sizes_before, sizes))
    languages = {
        code: _listed(own, collection, swaps[code], refiled(own.names, sizes_before[code], sizes[code], beginnings))
        for code, own in gathered.languages.items()
    }
    cases = _cases(gathered, collection, changes, touched)
    return Gathered(
        collection=collection,
        languages=languages,
        beginnings=beginnings,
        ties=_ties(gathered.ties, collection, changes, touched),
        cases=cases,
        weeks=_weeks(gathered.weeks, collection, was, now),
        related=Related(_neighbourhood(gathered.related.neighbourhood, collection, was, now), cases),
        crossed=_crossed(gathered.crossed, swaps),
    )


def _shown(versions: Mapping[str, Entry], code: str) -> Entry | None:
    return shown_of(versions, code) if versions else None


def _versions(was: Mapping[AlertId, Mapping[str, Entry]], changes: Changes) -> dict[AlertId, Versions]:
    """Return the versions of the alerts that changed as they are now."""
    gone = {entry.path for entry in changes.before}
    found: dict[AlertId, list[Entry]] = {
        alert_id: [entry for entry in versions.values() if entry.path not in gone] for alert_id, versions in was.items()
    }
    for entry in changes.after:
        found[entry.id].append(entry)
    return {alert_id: {entry.lang: entry for entry in sorted(own, key=order)} for alert_id, own in found.items()}


def _earliest(versions: Mapping[str, Entry]) -> Entry:
    return next(iter(versions.values()))


def _group_order(versions: Mapping[str, Entry]) -> tuple[int, int, int, str, str]:
    return order(_earliest(versions))


def _arranged(
    arrangement: Arrangement,
    was: Mapping[AlertId, Mapping[str, Entry]],
    now: Mapping[AlertId, Versions],
    changes: Changes,
) -> Arrangement:
    every, groups = list(arrangement.every), list(arrangement.groups)
    own = {code: list(entries) for code, entries in arrangement.own.items()}
    shown = {code: list(entries) for code, entries in arrangement.shown.items()}
    for entry in changes.before:
        take_out(every, entry)
        take_out(own[entry.lang], entry)
    for entry in changes.after:
        put_in(every, entry)
        put_in(own[entry.lang], entry)
    by_id = {**arrangement.by_id, **{alert_id: versions for alert_id, versions in now.items() if versions}}
    for alert_id, versions in was.items():
        if not now[alert_id]:
            by_id.pop(alert_id, None)
        if versions:
            del groups[bisect_left(groups, _group_order(versions), key=_group_order)]
            for code in CODES:
                take_out(shown[code], shown_of(versions, code))
    for versions in now.values():
        if versions:
            insort(groups, versions, key=_group_order)
            for code in CODES:
                put_in(shown[code], shown_of(versions, code))
    return Arrangement(
        every=tuple(every),
        groups=tuple(groups),
        own={code: tuple(entries) for code, entries in own.items()},
        shown={code: tuple(entries) for code, entries in shown.items()},
        by_id=by_id,
    )


def _listed(own: Listed, collection: Collection, swaps: list[Swap], names: Names) -> Listed:
    terms = {facet: some for facet, some in own.terms.items() if facet != "target"}
    for facet, some in terms.items():
        relist(some, {slug(term): term for term in some}, swaps, facets.values_of(facet))
    shown = collection.shown_to(own.language)
    facets.remember(shown, terms | {"target": {}})
    return listed(own.language, shown, terms, names, _grid(own.grid, swaps))


def _grid(grid: Grid, swaps: Iterable[Swap]) -> Grid:
    for old, new in swaps:
        if old is not None:
            grid[cell(old)] -= 1
        if new is not None:
            grid[cell(new)] += 1
    return Counter({place: count for place, count in grid.items() if count})


def _follows(changes: Changes) -> set[AlertId]:
    return {earlier for entry in (*changes.before, *changes.after) for earlier in entry.alert.follows}


def _ties(ties: Ties, collection: Collection, changes: Changes, touched: set[AlertId]) -> Ties:
    cited = ties.cited
    for how, cited_by in CITED.items():
        for other in {one for entry in (*changes.before, *changes.after) for one in cited_by(entry.alert)}:
            candidates = {*cited[how].pop(other, ()), *touched}
            found: dict[AlertId, None] = {}
            for code in CODES:
                own = (collection.translations(one).get(code) for one in candidates)
                citing = [entry for entry in own if entry is not None and other in cited_by(entry.alert)]
                found.update((entry.id, None) for entry in sorted(citing, key=order))
            if found:
                cited[how][other] = list(found)
    return Ties(collection, cited)


def _cases(gathered: Gathered, collection: Collection, changes: Changes, touched: set[AlertId]) -> Cases:
    concerned = touched | _follows(changes)
    concerned.update(later for alert_id in touched for later in gathered.ties.followers(alert_id))
    for alert_id in tuple(concerned):
        case = gathered.cases.of(alert_id)
        if case is not None:
            concerned.update(case.members)
    groups = [versions for alert_id in concerned if (versions := collection.translations(alert_id))]
    known = [case for case in gathered.cases.all if concerned.isdisjoint(case.members)]

    def began(case: Case) -> tuple[int, int, int, str, str]:
        return _group_order(collection.translations(case.id))

    for case in cases_among(collection, sorted(groups, key=_group_order)):
        insort(known, case, key=began)
    return Cases(collection, known)


def _weeks(
    weeks: dict[Week, list[AlertId]],
    collection: Collection,
    was: Mapping[AlertId, Mapping[str, Entry]],
    now: Mapping[AlertId, Versions],
) -> dict[Week, list[AlertId]]:
    def place(alert_id: AlertId) -> tuple[int, int, int, str, str]:
        return _group_order(collection.translations(alert_id))

    for alert_id, week in _in_weeks(was):
        weeks[week].remove(alert_id)
    for alert_id, week in _in_weeks(now):
        insort(weeks.setdefault(week, []), alert_id, key=place)
    return {week: ids for week, ids in sorted(weeks.items()) if ids}


def _in_weeks(alerts: Mapping[AlertId, Mapping[str, Entry]]) -> Iterator[tuple[AlertId, Week]]:
    for alert_id, versions in alerts.items():
        if versions and (week := week_of(versions)) is not None:
            yield alert_id, week


def _crossed(crossed: Crossed, swaps: Mapping[str, Iterable[Swap]]) -> Crossed:
    """Return what is known still: nothing of the countries of alerts that are shown otherwise."""
    touched = {
        (code, slug(country))
        for code, some in swaps.items()
        for swap in some
        for entry in swap
        if entry is not None
        for country in entry.alert.countries
    }
    return {(code, country): own for (code, country), own in crossed.items() if (code, slug(country)) not in touched}


def _neighbourhood(
    before: Neighbourhood,
    collection: Collection,
    was: Mapping[AlertId, Mapping[str, Entry]],
    now: Mapping[AlertId, Versions],
) -> Neighbourhood:
    if all(versions and now[one] and _group_order(versions) == _group_order(now[one]) for one, versions in was.items()):
        return _in_their_places(before, was, now)
    groups = collection.groups()
    gone = sorted(_place(before, versions) for versions in was.values() if versions)
    come = sorted(
        (bisect_left(groups, _group_order(versions), key=_group_order), alert_id)
        for alert_id, versions in now.items()
        if versions
    )
    primary, earliest, days = list(before.primary), list(before.earliest), list(before.days)
    touched = {key for place in gone for key in keys(primary[place].alert)}
    for place in reversed(gone):
        del primary[place], earliest[place], days[place]
    listed_now = before.listed_elsewhere(lambda places: _moved(places, gone, [place for place, _ in come]))
    for key in touched:
        if not listed_now[key]:
            del listed_now[key]
    # In the order of their places, so that each is the right one when its turn comes.
    for place, alert_id in come:
        entry = shown_of(now[alert_id], CODES[0])
        primary.insert(place, entry)
        earliest.insert(place, _earliest(now[alert_id]))
        days.insert(place, entry.issued.first.toordinal())
        for key in keys(entry.alert):
            insort(listed_now.setdefault(key, []), place)
    return Neighbourhood(primary=primary, earliest=earliest, days=days, listed=listed_now)


def _place(nearby: Neighbourhood, versions: Mapping[str, Entry]) -> int:
    return bisect_left(nearby.earliest, _group_order(versions), key=order)


def _moved(places: Iterable[int], gone: list[int], come: list[int]) -> list[int]:
    """Return where some places are after others are gone, and new ones have come; both ascending, the new ones as they are then."""
    found = []
    for place in places:
        passed = bisect_left(gone, place)
        if passed == len(gone) or gone[passed] != place:
            now = place - passed
            for one in come:
                now += one <= now
            found.append(now)
    return found


def _in_their_places(
    nearby: Neighbourhood, was: Mapping[AlertId, Mapping[str, Entry]], now: Mapping[AlertId, Versions]
) -> Neighbourhood:
    """Return the indexes after a change by which no alert comes, goes, or stands at another place."""
    listed = nearby.listed
    for alert_id, versions in was.items():
        place = _place(nearby, versions)
        old, new = nearby.primary[place], shown_of(now[alert_id], CODES[0])
        for key in keys(old.alert):
            listed[key].remove(place)
            if not listed[key]:
                del listed[key]
        for key in keys(new.alert):
            insort(listed.setdefault(key, []), place)
        nearby.primary[place], nearby.earliest[place] = new, _earliest(now[alert_id])
        nearby.days[place] = new.issued.first.toordinal()
    return nearby
