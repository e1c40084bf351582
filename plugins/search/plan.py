"""The documents of a language, numbered, and cut into ranges that processes can count by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.search.cards import BLOCK_SHIFT
from plugins.search.documents import DocumentKey, SearchDocument
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
        bases = {space.year: space.base for space in numbering.spaces}
        self.language = source.language
        self.spaces: tuple[YearSpace, ...] = numbering.spaces
        self.numbers = numbering.numbers
        self.keys = tuple(source.keys[position] for position in numbering.order)
        self.places = tuple(
            Place(year=key.year, number=value - bases[key.year])
            for key, value in zip(self.keys, numbering.numbers, strict=True)
        )
        self._source = source
        self._order = numbering.order

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.keys)

    def load(self, start: int, end: int) -> Iterable[SearchDocument]:
        """Yield the documents of a range of ordinals."""
        return self._source.load(self._order[start:end])

    def years(self) -> Iterator[tuple[int, int, int]]:
        """Yield each year with the ordinals of its first document and of the one after its last."""
        start = 0
        for end in range(1, len(self) + 1):
            if end == len(self) or self.places[end].year != self.places[start].year:
                yield self.places[start].year, start, end
                start = end

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
