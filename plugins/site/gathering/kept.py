"""What was gathered, kept between builds: entries as numbers, in the order of all entries, so that a list of thousands is one text.

What is brought together of 50,000 records is read in a tenth of the time that it takes to bring it together; then only what has changed is
put in its new place (:mod:`plugins.site.gathering.revising`).
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from plugins.alerts.cases import Case, Cases
from plugins.alerts.collection import Arrangement, Collection, Entry
from plugins.alerts.languages import CODES
from plugins.site import stores
from plugins.site.code import code_version
from plugins.site.gathering.digests import Week
from plugins.site.gathering.gathered import Gathered, gather, listed
from plugins.site.gathering.names import Beginnings, Names, Shelf
from plugins.site.gathering.packed import PackedLists
from plugins.site.gathering.related import Neighbourhood, Related
from plugins.site.gathering.revising import revise
from plugins.site.gathering.ties import Ties
from plugins.site.reading.holdings import ArchiveReading
from plugins.site.reading.records import Known

_NAME = "gathered.marshal"
_CODE = ("plugins/alerts", "plugins/site")
_Numbers = bytes
"""Numbers of four bytes each."""


def keep(gathered: Gathered, work: Path, fingerprint: bytes) -> None:
    """Keep what was gathered of records with a fingerprint."""
    work.mkdir(parents=True, exist_ok=True)
    stores.write(work / _NAME, (_version(), fingerprint, _dump(gathered)))


def recall(
    work: Path,
    fingerprint: bytes,
    known: Mapping[str, Known],
    collect: Callable[[Arrangement], Collection],
) -> Gathered | None:
    """Return what was gathered of records with this fingerprint; nothing where that is not known.

    ``known`` are these records, ``collect`` makes the collection of their entries.
    """
    try:
        version, own, dumped = stores.read(work / _NAME)
    except (stores.LostError, ValueError, TypeError):
        return None
    if (version, own) != (_version(), fingerprint):
        return None
    return _load(dumped, known, collect)


def going_on(reading: ArchiveReading, work: Path) -> tuple[Gathered, bool]:
    """Return what is gathered of an archive: what was of its records when they were kept whole, revised, if it can be gone on from.

    The second value says whether it was.
    """
    whole, changes = reading.whole, reading.since_whole
    if whole is not None and changes is not None:
        before = recall(work, whole.fingerprint(), whole.known, reading.arranged)
        if before is not None:
            return revise(before, changes, reading.arranged), True
    return gather(reading.collection), False


def _version() -> str:
    return f"{code_version(*_CODE)} {sys.version}"


def _dump(gathered: Gathered) -> tuple[Any, ...]:
    arrangement = gathered.collection.arrangement
    place = {id(entry): number for number, entry in enumerate(arrangement.every)}

    def numbers(entries: Iterable[Entry]) -> _Numbers:
        return _packed([place[id(entry)] for entry in entries])

    def lists(table: Mapping[Any, Iterable[Entry]]) -> dict[Any, _Numbers]:
        return {key: numbers(entries) for key, entries in table.items()}

    languages = {}
    for code, own in gathered.languages.items():
        names = own.names
        shelves = {stem: (shelf.names, shelf.narrower) for stem, shelf in names.shelves.items()}
        languages[code] = (
            {facet: lists(terms) for facet, terms in own.terms.items() if facet != "target"},
            lists(names.entries),
            names.by_address,
            [*names.frequent],
            shelves,
            dict(own.grid),
        )
    nearby = gathered.related.neighbourhood
    return (
        [entry.path for entry in arrangement.every],
        numbers(entry for versions in arrangement.groups for entry in versions.values()),
        bytes(map(len, arrangement.groups)),
        lists(arrangement.own),
        lists(arrangement.shown),
        languages,
        (gathered.beginnings.lines, gathered.beginnings.own),
        gathered.ties.cited,
        [(case.id, case.members, case.digest, case.year) for case in gathered.cases.all],
        {tuple(week): ids for week, ids in gathered.weeks.items()},
        (numbers(nearby.primary), _packed(nearby.days), {key: _packed(own) for key, own in nearby.listed.items()}),
        gathered.crossed,
    )


def _load(
    dumped: tuple[Any, ...], known: Mapping[str, Known], collect: Callable[[Arrangement], Collection]
) -> Gathered:
    paths, flat, sizes, own, shown, languages, beginnings_kept, cited, cases_kept, weeks, nearby, crossed = dumped
    every = [known[path].entry(path) for path in paths]

    def entries(numbers: _Numbers) -> list[Entry]:
        return list(map(every.__getitem__, array("I", numbers)))

    in_groups = iter(entries(flat))
    groups = tuple({entry.lang: entry for _, entry in zip(range(size), in_groups, strict=False)} for size in sizes)
    collection = collect(
        Arrangement(
            every=tuple(every),
            groups=groups,
            own={code: tuple(entries(numbers)) for code, numbers in own.items()},
            shown={code: tuple(entries(numbers)) for code, numbers in shown.items()},
            by_id={next(iter(versions.values())).id: versions for versions in groups},
        )
    )
    beginnings = Beginnings(*beginnings_kept)
    all_listed = {}
    for code in CODES:
        terms, by_name, by_address, frequent, shelves, grid = languages[code]
        named: PackedLists[str, Entry] = PackedLists(by_name, entries)
        names = Names(
            language=code,
            entries=named,
            by_address=by_address,
            frequent={name: named[name] for name in frequent},
            shelves={stem: Shelf(*shelf) for stem, shelf in shelves.items()},
            beginnings=beginnings,
        )
        found = {facet: {term: entries(numbers) for term, numbers in some.items()} for facet, some in terms.items()}
        all_listed[code] = listed(code, collection.shown_to(code), found | {"target": {}}, names, Counter(grid))
    cases = Cases(collection, [Case(*case) for case in cases_kept])
    primary, days, by_key = nearby
    return Gathered(
        collection=collection,
        languages=all_listed,
        beginnings=beginnings,
        ties=Ties(collection, cited),
        cases=cases,
        weeks={Week(*week): ids for week, ids in weeks.items()},
        related=Related(
            Neighbourhood(
                primary=entries(primary),
                earliest=[next(iter(versions.values())) for versions in groups],
                days=list(array("I", days)),
                listed=PackedLists(by_key, lambda numbers: list(array("I", numbers))),
            ),
            cases,
        ),
        crossed=crossed,
    )


def _packed(numbers: Iterable[int]) -> _Numbers:
    return array("I", numbers).tobytes()
