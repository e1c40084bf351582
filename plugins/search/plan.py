"""The documents of a language, numbered, and cut into ranges that processes can count by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.search.cards import BLOCK_SHIFT
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.numbering import YearSpace, number

_SMALLEST_RANGE = 500
"""Documents for which another process is worth starting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The documents of one language: their keys now, their texts when they are counted."""

    language: str
    keys: tuple[DocumentKey, ...]
    load: Callable[[Sequence[int]], Iterable[SearchDocument]]
    """Given positions in ``keys``, yields those documents in that order. It is called in forked processes."""
    fixities: tuple[str, ...] = ()
    """For each document what changes when it does; without them an index is always made anew."""
    describe: Callable[[Sequence[int]], Iterable[Card]] | None = None
    """Like ``load``, for who needs no texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document is in the files by year: the year, and its number relative to the year's first."""

    year: int
    number: int

    @property
    def block(self) -> tuple[int, int]:
        """The year, and the block of documents in it."""
        return self.year, self.number >> BLOCK_SHIFT


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

    def load(self, start: int, end: int) -> Iterable[SearchDocument]:
        """Yield the documents of a range of ordinals."""
        return self._source.load(self._order[start:end])

    def pick(self, ordinals: Sequence[int]) -> Iterable[SearchDocument]:
        """Yield the documents of some ordinals."""
        return self._source.load([self._order[ordinal] for ordinal in ordinals])

    def cards(self, start: int, end: int) -> list[Card]:
        """Return the cards of a range of ordinals."""
        if self._source.describe:
            return list(self._source.describe(self._order[start:end]))
        return [document.card for document in self.load(start, end)]

    def years(self) -> Iterator[tuple[YearSpace, int, int]]:
        """Yield each year with the ordinals of its first document and of the one after its last."""
        for space in self.spaces:
            yield space, *self.within(space.base, space.size)

    def within(self, first: int, count: int) -> tuple[int, int]:
        """Return the ordinal of the first document with one of ``count`` numbers, and of the one after the last."""
        return bisect_left(self.numbers, first), bisect_left(self.numbers, first + count)

    def ranges(self, workers: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of ordinals, about one a process, that cut no block of documents in two."""
        wanted = min(workers, 1 + len(self) // _SMALLEST_RANGE)
        start = 0
        for part in range(1, wanted + 1):
            end = len(self) * part // wanted
            while 0 < end < len(self) and self.places[end].block == self.places[end - 1].block:
                end += 1
            if end > start:
                yield start, end
            start = end
