"""Lists of entries by term and by name, changed where an alert is shown otherwise than before; nothing else is looked at."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping

from plugins.alerts.collection import Entry, order
from plugins.site.addresses import slug
from plugins.site.gathering.names import Beginnings, Names, file, is_frequent, lines_of, shelve

Swap = tuple[Entry | None, Entry | None]
"""What was shown of an alert, and what is shown now."""


def take_out(entries: list[Entry], entry: Entry) -> None:
    """Take an entry out of a list in their order."""
    place = bisect_left(entries, order(entry), key=order)
    assert entries[place].path == entry.path, f"{entry.path} was to be found among {len(entries)}"
    del entries[place]


def put_in(entries: list[Entry], entry: Entry) -> None:
    """Put an entry into a list in their order."""
    insort(entries, entry, key=order)


def relist(
    terms: dict[str, list[Entry]],
    by_address: dict[str, str],
    swaps: Iterable[Swap],
    values: Callable[[Entry], Iterable[str]],
) -> None:
    """Move entries from the terms that they had to those that they have; a term is called as the first of its entries writes it.

    ``by_address`` gives the term of an address.
    """
    touched: set[str] = set()
    for old, _ in swaps:
        if old is not None:
            for address in dict.fromkeys(map(slug, values(old))):
                take_out(terms[by_address[address]], old)
                touched.add(address)
    for _, new in swaps:
        if new is not None:
            for value in values(new):
                by_address.setdefault(slug(value), value)
                terms.setdefault(by_address[slug(value)], [])
            for address in dict.fromkeys(map(slug, values(new))):
                put_in(terms[by_address[address]], new)
                touched.add(address)
    # Another name may be given to what had that name before: all are taken away before one is put back.
    lists = {address: terms.pop(by_address.pop(address)) for address in touched}
    for address, entries in lists.items():
        if entries:
            term = next(value for value in values(entries[0]) if slug(value) == address)
            by_address[address] = term
            terms[term] = entries


def addresses_of(swaps: Iterable[Swap]) -> set[str]:
    """Return the addresses of the names that alerts had, or have."""
    return {slug(name) for swap in swaps for entry in swap if entry is not None for name in entry.alert.targets}


def sizes_of(names: Names, addresses: Iterable[str]) -> dict[str, int]:
    """Return the names at some addresses with how many alerts have them."""
    found = (names.by_address.get(address) for address in addresses)
    return {name: len(names.entries[name]) for name in found if name is not None}


def lines_changed(
    names: Mapping[str, Names], before: Mapping[str, Mapping[str, int]], now: Mapping[str, Mapping[str, int]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the names that take other lines than before: how many each took, and takes. ``before`` and ``now`` have what was touched."""
    took, takes = {}, {}
    for name in {name for sizes in (before, now) for own in sizes.values() for name in own}:
        old = new = 0
        for code, own in names.items():
            size = len(own.entries.get(name, ()))
            is_touched = name in before[code] or name in now[code]
            old = max(old, lines_of(name, before[code].get(name, 0) if is_touched else size))
            new = max(new, lines_of(name, size))
        if old != new:
            took[name], takes[name] = old, new
    return {name: count for name, count in took.items() if count}, {
        name: count for name, count in takes.items() if count
    }


def refiled(names: Names, before: Mapping[str, int], now: Mapping[str, int], beginnings: Beginnings) -> Names:
    """Return names filed as they are now; of those that were touched it is given how many alerts had them, and have them."""
    shelves = names.shelves
    come, gone = now.keys() - before.keys(), before.keys() - now.keys()
    if beginnings.unlike(names.beginnings.own):
        # Names move from one page to another that have nothing to do with the change.
        shelves = shelve(file(names.entries, beginnings))
    elif come or gone:
        filed = {stem: shelf.names for stem, shelf in shelves.items()}
        for name in gone:
            for stem in set(beginnings.stems(name)):
                del filed[stem][name]
        for name in come:
            for stem in beginnings.stems(name):
                own = filed.setdefault(stem, {})
                own[name] = own.get(name, 0) + 1
        shelves = shelve(filed)
    frequent = {name: own for name, own in names.frequent.items() if name not in before}
    frequent |= {name: names.entries[name] for name, size in now.items() if is_frequent(name, size)}
    return Names(
        language=names.language,
        entries=names.entries,
        by_address=names.by_address,
        frequent=frequent,
        shelves=shelves,
        beginnings=beginnings,
    )
