"""The documents of a language, numbered, and cut into ranges that processes can count by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from plugins.search.cards import BLOCK_SHIFT
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.numbering import YearSpace, number

_SMALLEST_RANGE = 500
"""Documents for which another process is worth starting."""
_GROUP_SIZE = 20 << 10
"""Numbers that the tables of several years together may span: five to ten thousand documents, of which the widest table, that of ids, has
some fifty kilobytes. Each file that a query waits for costs as much as thirty of its kilobytes."""


_SMALLEST_SAMPLED = 4096
"""Documents from which on a language has a list of words (:mod:`plugins.search.wording`): smaller ones load few cards."""
_SAMPLE = 512
"""Documents of the sample that the list is made from, or up to twice as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The documents of one language: their keys now, their texts when they are counted."""

    language: str
    keys: tuple[DocumentKey, ...]
    load: Callable[[Sequence[int]], Iterable[SearchDocument]]
    """Given positions in ``keys``, yields those documents in that order. It is called in forked processes."""
    describe: Callable[[Sequence[int]], Iterable[Card]]
    """Like ``load``, for who needs no texts."""
    fixities: tuple[str, ...] = ()
    """For each document what changes when it does; without them an index is always made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document is in the files by year: the year, and its number relative to the year's first."""

    year: int
    number: int

    @property
    def block(self) -> tuple[int, int]:
        """The year, and the block of documents in it."""
        return self.year, self.number >> BLOCK_SHIFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Years that follow each other and share their tables: those of the numbers ``base <= number < base + size``."""

    year: int
    """The first of them."""
    base: int
    size: int


def groups(spaces: Iterable[YearSpace]) -> list[Group]:
    """Put years together as long as they span few numbers."""
    found: list[Group] = []
    for space in spaces:
        last = found[-1] if found else None
        if last and last.size + space.size <= _GROUP_SIZE:
            found[-1] = Group(year=last.year, base=last.base, size=last.size + space.size)
        else:
            found.append(Group(year=space.year, base=space.base, size=space.size))
    return found


class Plan:
    """A language's documents in the order of their numbers; a document's ordinal is its place in that order."""

    def __init__(self, source: Source) -> None:
        """Number the documents.

        Raises:
            ValueError: if two of them have one id.
        """
        numbering = number(source.keys)
        self.language = source.language
        self.spaces: tuple[YearSpace, ...] = numbering.spaces
        self.numbers = numbering.numbers
        self.keys = tuple(source.keys[position] for position in numbering.order)
        self.fixities = tuple(source.fixities[position] for position in numbering.order) if source.fixities else ()
        self._source = source
        self._order = numbering.order

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.keys)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every document's place, by ordinal."""
        bases = {space.year: space.base for space in self.spaces}
        return tuple(
            Place(year=key.year, number=value - bases[key.year])
            for key, value in zip(self.keys, self.numbers, strict=True)
        )

    @cached_property
    def sampled(self) -> tuple[int, ...]:
        """The ordinals of the sample that stands for the language: of one document in so many, by the hash of its id.

        None is of the newest year, so that new alerts leave the sample as it is; and none where documents are few.
        """
        # Numbers go by years: those of the newest come last.
        count = bisect_left(self.numbers, self.spaces[-1].base) if self.spaces else 0
        if count < _SMALLEST_SAMPLED:
            return ()
        mask = (1 << (count // _SAMPLE).bit_length() - 1) - 1
        return tuple([ordinal for ordinal, key in enumerate(self.keys[:count]) if crc32(key.id.encode()) & mask == 0])

    def numbers_of(self, positions: Container[int]) -> Iterator[int]:
        """Yield the numbers of the documents that have some positions in what the plan was made from."""
        return (number for number, position in zip(self.numbers, self._order, strict=True) if position in positions)

    def load(self, start: int, end: int) -> Iterable[SearchDocument]:
        """Yield the documents of a range of ordinals."""
        return self._source.load(self._order[start:end])

    def pick(self, ordinals: Sequence[int]) -> Iterable[SearchDocument]:
        """Yield the documents of some ordinals."""
        return self._source.load([self._order[ordinal] for ordinal in ordinals])

    def cards(self, start: int, end: int) -> list[Card]:
        """Return the cards of a range of ordinals."""
        return list(self._source.describe(self._order[start:end]))

    def within(self, first: int, count: int) -> tuple[int, int]:
        """Return the ordinal of the first document with one of ``count`` numbers, and of the one after the last."""
        return bisect_left(self.numbers, first), bisect_left(self.numbers, first + count)

    def ranges(self, workers: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of ordinals, a few a process, that cut no block of documents in two."""
        wanted = min(2 * workers, 1 + len(self) // _SMALLEST_RANGE) if workers > 1 else 1
        start = 0
        for part in range(1, wanted + 1):
            end = len(self) * part // wanted
            while 0 < end < len(self) and self.places[end].block == self.places[end - 1].block:
                end += 1
            if end > start:
                yield start, end
            start = end
