"""People and outlets from A to Z: where each name stands, on pages whose addresses last.

A name is filed under its first word, and again under its last or last two, as readers look for surnames: nothing says which word is one.
A page has the names with one beginning. Where they are too many it leads to longer beginnings, and keeps its address: ``a`` to ``al``.
Beginnings are those of all languages together, so that a name stands at the same place in each.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, Self

from plugins.alerts.collection import Entry
from plugins.site import addresses
from plugins.site.addresses import slug
from plugins.site.gathering.filing import Filing, filings

MOST = 100
"""Lines on one page, names and the alerts under them; of more, names with a longer beginning in common get a page of their own."""
FREQUENT = 10
"""Alerts from which a name has a listing of its own."""
LONGEST = 100
"""Characters of an address that a name may have for that: what is longer is hardly a name, and may be no file."""
NAMED = 24
"""Names that the index itself shows."""


class Filed(NamedTuple):
    """A name at one of its places."""

    filing: Filing
    name: str
    entries: Sequence[Entry]
    """The alerts that name it, oldest first."""


def _filed_lines(name: str, lines: int) -> Iterator[tuple[str, int]]:
    """Yield what a name is filed by, and the lines that it takes there: at the first of its places its alerts may follow it."""
    for place, filing in enumerate(filings(name)):
        yield filing.key, 1 if place else lines


def _letter(line: tuple[str, int]) -> str:
    return line[0][:1]


class Beginnings:
    """Which beginnings have a page, for all that is filed in any language."""

    def __init__(self, lines: list[tuple[str, int]], own: Iterable[str] | None = None) -> None:
        """Divide the pages with too many lines, given the sorted lines of everything that is filed (:meth:`of`).

        ``own`` are the beginnings with a page of their own, where they are known.
        """
        self.lines = lines
        """What is filed by, and how many lines that takes on its page."""
        self._own: set[str] = set(own or ())
        if own is None:
            for letter, some in groupby(lines, key=_letter):
                self._divide(letter, list(some))

    @classmethod
    def of(cls, names: Mapping[str, int]) -> Self:
        """Divide the pages of names; ``names`` says how many lines each takes at the first of its places."""
        return cls(sorted(line for name, lines in names.items() for line in _filed_lines(name, lines)))

    def revised(self, before: Mapping[str, int], now: Mapping[str, int]) -> Beginnings:
        """Return what becomes of them when some names take other lines than before, or are gone, or new."""
        lines = list(self.lines)
        old = [line for name, count in before.items() for line in _filed_lines(name, count)]
        new = [line for name, count in now.items() for line in _filed_lines(name, count)]
        for line in old:
            del lines[bisect_left(lines, line)]
        for line in new:
            insort(lines, line)
        letters = {_letter(line) for line in (*old, *new)}
        found = Beginnings(lines, (stem for stem in self._own if stem[:1] not in letters))
        for letter in letters:
            # The character after a letter's last: keys have no other beginning in between.
            start, end = (bisect_left(lines, (one, 0)) for one in (letter, chr(ord(letter) + 1) if letter else "\0"))
            if end > start:
                found._divide(letter, lines[start:end])
        return found

    @property
    def own(self) -> list[str]:
        """The beginnings with a page of their own, in their order."""
        return sorted(self._own)

    def unlike(self, own: Iterable[str]) -> frozenset[str]:
        """Return the beginnings that have a page of their own here or among others, and not in both."""
        return frozenset(self._own.symmetric_difference(own))

    def around(self, names: Iterable[str], stems: Iterable[str] = ()) -> frozenset[str]:
        """Return the beginnings on whose pages names are filed, and those that lead there, or to some others."""
        filed = {*stems, *(self.stem(filing.key) for name in names for filing in filings(name))}
        return frozenset(stem[:length] for stem in filed for length in range(1, len(stem) + 1))

    def _divide(self, stem: str, lines: Sequence[tuple[str, int]]) -> None:
        """Give a page to a beginning, and to the fullest of the longer ones until what stays with it fits on its page."""
        self._own.add(stem)
        length = len(stem) + 1
        rest = sum(size for _, size in lines)
        if rest <= MOST:
            return
        longer = [
            (sum(size for _, size in own), narrower, own)
            for narrower, group in groupby(lines, key=lambda line: line[0][:length])
            if len(narrower) == length
            for own in (list(group),)
        ]
        for size, narrower, own in sorted(longer, key=lambda one: (-one[0], one[1])):
            if rest <= MOST:
                break
            rest -= size
            self._divide(narrower, own)

    def stems(self, name: str) -> Iterator[str]:
        """Yield the beginnings that a name is filed under, one twice where it is."""
        for filing in filings(name):
            yield self.stem(filing.key)

    def stem(self, key: str) -> str:
        """Return the beginning on whose page a key is filed."""
        length = 1
        while length < len(key) and key[: length + 1] in self._own:
            length += 1
        return key[:length]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The page of a beginning."""

    names: dict[str, int]
    """Name that is filed here → how often it is."""
    narrower: dict[str, int]
    """Longer beginning → names filed under it."""

    @property
    def size(self) -> int:
        """Count the names that are filed here and under longer beginnings."""
        return sum(self.names.values()) + sum(self.narrower.values())


def named(shown: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return name → the entries that have it, in their order; names with one address are one, as first written."""
    found: dict[str, list[Entry]] = {}
    first: dict[str, str] = {}
    for entry in shown:
        for name in dict.fromkeys(first.setdefault(slug(target), target) for target in entry.alert.targets):
            found.setdefault(name, []).append(entry)
    return found


def frequent(entries: Mapping[str, list[Entry]]) -> dict[str, list[Entry]]:
    """Return the names with a listing of their own."""
    return {name: own for name, own in entries.items() if is_frequent(name, len(own))}


def is_frequent(name: str, alerts: int) -> bool:
    """Say whether a name that so many alerts have has a listing of its own."""
    return alerts >= FREQUENT and len(slug(name)) <= LONGEST


def lines_of(name: str, alerts: int) -> int:
    """Return how many lines a name takes at the first of its places that so many alerts of a language have; see :func:`lines`."""
    return 1 + alerts if alerts > 1 and not is_frequent(name, alerts) else min(alerts, 1)


def lines(languages: Iterable[Mapping[str, list[Entry]]]) -> dict[str, int]:
    """Return how many lines each name takes at the first of its places, in the language where it takes most.

    A name takes one, and one for each of its alerts where they follow it: where there are several, and no listing of its own.
    """
    found: dict[str, int] = {}
    for entries in languages:
        for name, own in entries.items():
            count = lines_of(name, len(own))
            if count > found.get(name, 0):
                found[name] = count
    return found


def file(names: Iterable[str], beginnings: Beginnings) -> dict[str, dict[str, int]]:
    """Return beginning → the names that are filed under it, and how often each is."""
    filed: dict[str, dict[str, int]] = {}
    for name in names:
        for stem in beginnings.stems(name):
            own = filed.setdefault(stem, {})
            own[name] = own.get(name, 0) + 1
    return filed


def shelve(filed: Mapping[str, dict[str, int]]) -> dict[str, Shelf]:
    """Return the pages of beginnings, and of those that lead there, given what is filed under each."""
    found = {stem: Shelf(own, {}) for stem, own in filed.items() if own}
    for stem in tuple(found):
        for length in range(1, len(stem)):
            found.setdefault(stem[:length], Shelf({}, {}))
    for stem in sorted(found, key=lambda one: (-len(one), one)):
        if len(stem) > 1:
            found[stem[:-1]].narrower[stem] = found[stem].size
    return found


@dataclass(kw_only=True)
class Names:
    """The people and outlets that the alerts of one language's part of the site name."""

    language: str
    entries: dict[str, list[Entry]]
    """Name → its alerts, oldest first."""
    by_address: dict[str, str]
    """The name as it stands in addresses → the name."""
    frequent: dict[str, list[Entry]]
    """Those with a listing of their own."""
    shelves: dict[str, Shelf]
    """Beginning → what is filed under it."""
    beginnings: Beginnings
    _urls: dict[str, str] = field(init=False, default_factory=dict)

    @classmethod
    def of(cls, language: str, entries: dict[str, list[Entry]], beginnings: Beginnings) -> Self:
        """File every name, given its alerts."""
        return cls(
            language=language,
            entries=entries,
            by_address={slug(name): name for name in entries},
            frequent=frequent(entries),
            shelves=shelve(file(entries, beginnings)),
            beginnings=beginnings,
        )

    def filed(self, stem: str) -> list[Filed]:
        """Return what is filed under a beginning, and under no longer one."""
        return [
            Filed(filing, name, self.entries[name])
            for name in self.shelves[stem].names
            for filing in filings(name)
            if self.beginnings.stem(filing.key) == stem
        ]

    @cached_property
    def initials(self) -> dict[str, int]:
        """Letter → names that are filed under it: Latin letters first, then digits, then other scripts."""
        letters = [stem for stem in self.shelves if len(stem) == 1]
        return {
            letter: self.shelves[letter].size
            for letter in sorted(letters, key=lambda one: (not one.isascii(), one == "0", one))
        }

    def url(self, name: str) -> str:
        """Return where the alerts that name someone are listed: a listing, or a place on the page of a beginning; else nothing."""
        url = self._urls.get(name)
        if url is None:
            url = self._urls[name] = self._url(self.by_address.get(slug(name), name))
        return url

    def _url(self, name: str) -> str:
        if name in self.frequent:
            return addresses.listing(self.language, "target", name)
        found = filings(name) if name in self.entries else ()
        return (
            f"{addresses.shelf(self.language, self.beginnings.stem(found[0].key))}#{addresses.place(name)}"
            if found
            else ""
        )

    @cached_property
    def token(self) -> str:
        """What changes when another name comes to a listing of its own, or loses it."""
        return hashlib.blake2b("\n".join(sorted(self.frequent)).encode(), digest_size=16).hexdigest()

    def pages(self, only: Container[str] | None = None) -> Iterator[tuple[str, str, list[str]]]:
        """Yield the pages of an index: name, address, and all that goes into it; of beginnings, those of some ``only``."""
        letters = [f"{letter}={size}" for letter, size in self.initials.items()]
        most = [f"{name}={len(self.entries[name])}" for name in self.most()]
        yield "names:", addresses.index(self.language, "target"), [str(len(self.entries)), *letters, *most]
        for stem, shelf in self.shelves.items():
            if only is not None and stem not in only:
                continue
            parts = [f"{narrower}={size}" for narrower, size in shelf.narrower.items()]
            for name in shelf.names:
                entries = self.entries[name]
                parts += (name, self.url(name), str(len(entries)))
                if name not in self.frequent:
                    parts += (entry.header for entry in entries)
            yield f"names:{stem}", addresses.shelf(self.language, stem), [*self.initials, *parts]

    def most(self) -> list[str]:
        """Return the names with a listing of their own that most alerts name."""
        return sorted(self.frequent, key=lambda name: (-len(self.frequent[name]), name))[:NAMED]
