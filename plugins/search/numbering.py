"""Numbers for documents: a pure function of the archive that one document more or less hardly disturbs.

Postings name documents by small numbers. Counting them off would renumber half the archive when one alert is added, and
with it rewrite every shard. So each year has a space of numbers twice as large as it needs (rounded up to powers of
two, so that it seldom grows), and a document's place in it comes from a hash of its id; where that is taken, it gets
the next free one. A document added, deleted or re-dated then moves only the run of neighbours it falls into: with
spaces at most half full, two or three documents on average.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from plugins.search.documents import DocumentKey, year_of

_HASH_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSpace:
    """The numbers ``base <= number < base + size`` of one year."""

    year: int
    base: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Every document's number, in ascending order of numbers, and the spaces they are in."""

    order: tuple[int, ...]
    """Positions in the sequence that was numbered, by ascending number."""
    numbers: tuple[int, ...]
    """The numbers, ascending: ``numbers[i]`` belongs to document ``order[i]``."""
    spaces: tuple[YearSpace, ...]


def capacity(count: int) -> int:
    """Return how many numbers a year of so many documents is spread over: twice the next power of two."""
    return 2 << max(count - 1, 0).bit_length()


def _room(count: int) -> int:
    """Return how many numbers follow a year's spread, for documents pushed past its end."""
    return capacity(count) // 8 + 8


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_HASH_BITS // 8).digest(), "big")


def number(keys: Iterable[DocumentKey]) -> Numbering:
    """Number the documents of one language.

    Raises:
        ValueError: if two of them have one id.
    """
    years: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for position, (own, issued) in enumerate(keys):
        years[year_of(issued)].append((_hash(own), own, position))
    order: list[int] = []
    numbers: list[int] = []
    spaces: list[YearSpace] = []
    base = 0
    for year in sorted(years):
        documents = sorted(years[year])
        for one, other in pairwise(documents):
            if one[1] == other[1]:
                msg = f"two documents of {year} have the id {one[1]!r}: give one of them another id, or delete it"
                raise ValueError(msg)
        places = _places([document[0] for document in documents])
        size = capacity(len(documents)) + _room(len(documents))
        order += [document[2] for document in documents]
        numbers += [base + place for place in places]
        spaces.append(YearSpace(year=year, base=base, size=size))
        base += size
    return Numbering(order=tuple(order), numbers=tuple(numbers), spaces=tuple(spaces))


def _places(hashes: list[int]) -> list[int]:
    """Return ascending places for ascending hashes: each its share of the space, or the first free one after that."""
    count = len(hashes)
    spread = capacity(count)
    places: list[int] = []
    previous = -1
    for value in hashes:
        previous = max(previous + 1, value * spread >> _HASH_BITS)
        places.append(previous)
    # Hashes that all fall at the end would run out of room; no honest archive gets here, but the numbers must fit.
    limit = spread + _room(count)
    for index in range(count - 1, -1, -1):
        limit = min(limit - 1, places[index])
        places[index] = limit
    return places
