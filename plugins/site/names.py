"""People and outlets from A to Z: where each name stands, on pages whose addresses last.

A name is filed under its first word, and again under its last or last two, as readers look for surnames: nothing says which word is one.
A page has the names with one beginning. Where they are too many it leads to longer beginnings, and keeps its address: ``a`` to ``al``.
Beginnings are those of all languages together, so that a name stands at the same place in each.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from plugins.alerts import countries
from plugins.alerts.collection import Entry
from plugins.site import addresses
from plugins.site.addresses import slug

MOST = 100
"""Lines on one page, names and the alerts under them; of more, names with a longer beginning in common get a page of their own."""
FREQUENT = 10
"""Alerts from which a name has a listing of its own."""
LONGEST = 100
"""Characters of an address that a name may have for that: what is longer is hardly a name, and may be no file."""
NAMED = 24
"""Names that the index itself shows."""

# Letters that have no accent to lose.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w[^\s()\[\]\"“”«»/,]*")


class Filing(NamedTuple):
    """A place where a name is looked for."""

    key: str
    """What it is filed by: letters and digits without case and accents; a ``0`` before those that begin with a digit, which stand together."""
    order: str
    """What it is sorted by."""
    heading: str
    rest: str
    """The words before the heading, where it is not the first: ``Anna`` of ``Politkovskaya, Anna``."""


class Filed(NamedTuple):
    """A name at one of its places."""

    filing: Filing
    name: str
    entries: Sequence[Entry]
    """The alerts that name it, oldest first."""


@lru_cache(maxsize=131072)
def filings(name: str) -> tuple[Filing, ...]:
    """Return the places where a name is looked for, the first word's first; none for a name without a letter or a digit."""
    words = [(found.start(), found[0]) for found in _WORD.finditer(name)]
    if not words:
        return ()
    # What is written small is no surname, but a part of one: of Van der Laan, the last.
    later = [start for start, word in words[1:] if not word[0].islower()]
    return (_filing(name, ""), *(_filing(name[start:], name[:start].strip()) for start in later[-2:]))


def _filing(heading: str, rest: str) -> Filing:
    order = heading.lower() if heading.isascii() else countries.fold(heading).translate(_PLAIN)
    # Letters of the rest too, or all who are called García could not be divided.
    key = order + (rest.lower() if rest.isascii() else countries.fold(rest).translate(_PLAIN))
    key = _NO_LETTER.sub("", key)
    return Filing(f"0{key}" if key[:1].isdigit() else key, f"{order}, {rest}", heading.rstrip(" ,"), rest)


class Beginnings:
    """Which beginnings have a page, for all that is filed in any language."""

    def __init__(self, names: Mapping[str, int]) -> None:
        """Divide the pages with too many lines; ``names`` says how many each name takes at the first of its places."""
        self._own: set[str] = set()
        lines = [
            (filing.key, lines if place == 0 else 1)
            for name, lines in names.items()
            for place, filing in enumerate(filings(name))
        ]
        for letter, own in groupby(sorted(lines), key=lambda line: line[0][:1]):
            self._divide(letter, list(own))

    @classmethod
    def of(cls, languages: Iterable[Names]) -> Beginnings:
        """Return the beginnings of the names of several languages: a name takes as many lines as where it takes most."""
        lines: dict[str, int] = {}
        for names in languages:
            for name, own in names.lines():
                lines[name] = max(own, lines.get(name, 0))
        return cls(lines)

    @property
    def own(self) -> list[str]:
        """The beginnings with a page of their own, in their order."""
        return sorted(self._own)

    def around(self, names: Iterable[str]) -> frozenset[str]:
        """Return the beginnings on whose pages names are filed, and those that lead there."""
        stems = {self.stem(filing.key) for name in names for filing in filings(name)}
        return frozenset(stem[:length] for stem in stems for length in range(1, len(stem) + 1))

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

    def stem(self, key: str) -> str:
        """Return the beginning on whose page a key is filed."""
        length = 1
        while length < len(key) and key[: length + 1] in self._own:
            length += 1
        return key[:length]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The page of a beginning."""

    filed: list[Filed]
    narrower: dict[str, int]
    """Longer beginning → names filed under it."""

    @property
    def size(self) -> int:
        """Count the names that are filed here and under longer beginnings."""
        return len(self.filed) + sum(self.narrower.values())


class Names:
    """The people and outlets that the alerts of one language's part of the site name."""

    def __init__(self, language: str, shown: Iterable[Entry]) -> None:
        """Find every name; names with one address are one, as first written. Nothing is filed yet: see :meth:`shelve`."""
        self.language = language
        self.entries: dict[str, list[Entry]] = {}
        self.shelves: dict[str, Shelf] = {}
        self._first: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        for entry in shown:
            for name in dict.fromkeys(self._canonical(target) for target in entry.alert.targets):
                self.entries.setdefault(name, []).append(entry)
        self.frequent = {
            name: own for name, own in self.entries.items() if len(own) >= FREQUENT and len(slug(name)) <= LONGEST
        }

    def _canonical(self, name: str) -> str:
        """Return a name as it was first written."""
        return self._first.setdefault(slug(name), name)

    def shelve(self, beginnings: Beginnings) -> None:
        """Put every name where it is filed."""
        found = self.shelves
        for name, entries in self.entries.items():
            for filing in filings(name):
                stem = beginnings.stem(filing.key)
                self._stems.setdefault(name, stem)
                if stem not in found:
                    found[stem] = Shelf([], {})
                found[stem].filed.append(Filed(filing, name, entries))
        for stem in tuple(found):
            for length in range(1, len(stem)):
                found.setdefault(stem[:length], Shelf([], {}))
        for stem in sorted(found, key=lambda one: (-len(one), one)):
            if len(stem) > 1:
                found[stem[:-1]].narrower[stem] = found[stem].size

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield every name with the lines that it takes at the first of its places: itself, and its alerts where they follow it."""
        for name, entries in self.entries.items():
            yield name, 1 + len(entries) if len(entries) > 1 and name not in self.frequent else 1

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
        name = self._canonical(name)
        if name in self.frequent:
            return addresses.listing(self.language, "target", name)
        stem = self._stems.get(name)
        return f"{addresses.shelf(self.language, stem)}#{slug(name)}" if stem else ""

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
            for filed in shelf.filed:
                parts += (filed.name, self.url(filed.name), str(len(filed.entries)))
                if filed.name not in self.frequent:
                    parts += (entry.digest for entry in filed.entries)
            yield f"names:{stem}", addresses.shelf(self.language, stem), [*self.initials, *parts]

    def most(self) -> list[str]:
        """Return the names with a listing of their own that most alerts name."""
        return sorted(self.frequent, key=lambda name: (-len(self.frequent[name]), name))[:NAMED]
