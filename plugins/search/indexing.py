"""Documents to numbers: cut into chunks range by range, by a plain function that any process can run, then put side by side.

:func:`index_range` knows nothing but the documents it is given: it reads no file, keeps nothing, and what it returns
travels between processes. Ranges can be counted anywhere, in any order; :class:`Index` joins them in the order of their
ordinals (a document's ordinal is its place in the order of numbers). Chunks become terms only there, so that each of a
language's spellings is stemmed once, however many ranges have it.

The index is Lunr's over documents added in the order of their numbers, each field's terms in the order JavaScript sorts
them. Lunr numbers terms as they first occur, and that number decides in which order the parts of a score are added up
(so, its last digit): with this order it follows from the postings themselves, and shards need not store it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugins.search.analysis import chunks
from plugins.search.codes import units
from plugins.search.documents import FIELDS, SearchDocument
from plugins.search.packing import Numbers, starts, within

Tokens = NDArray[np.uint32]
Terms = tuple[str, ...]

POSITION_FIELDS = 2
"""Title and body have positions: the place of each chunk in the text, stop words counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeIndex:
    """The chunks of documents that follow each other in the order of their numbers."""

    chunks: tuple[str, ...]
    """The distinct ones; a chunk's number is its place here."""
    tokens: tuple[Tokens, ...]
    """For each field: the numbers of the chunks of all documents, one after the other."""
    sizes: tuple[Tokens, ...]
    """For each field: how many chunks each document has."""


class _Numbers(dict[str, int]):
    """Chunk → its number; chunks are numbered as they come."""

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        return number


def index_range(documents: Iterable[SearchDocument]) -> RangeIndex:
    """Cut the texts of some documents into chunks, and number those.

    Texts are cut at their spaces first, and what stands between two of them, which no chunk reaches beyond, is cut into chunks once,
    however often it occurs.
    """
    pieces = _Numbers()
    number_of = pieces.__getitem__
    found: tuple[array[int], ...] = tuple(array("I") for _ in FIELDS)
    counts: tuple[array[int], ...] = tuple(array("I") for _ in FIELDS)
    for document in documents:
        for text, own, count in zip(document.texts(), found, counts, strict=True):
            parts = text.split()
            count.append(len(parts))
            own.extend(map(number_of, parts))
    numbers = _Numbers()
    of: array[int] = array("I")
    sizes: array[int] = array("I")
    for piece in pieces:
        if piece.isascii() and piece.isalnum():
            of.append(numbers[piece.lower()])
            sizes.append(1)
        else:
            cut = chunks(piece)
            of.extend(map(numbers.__getitem__, cut))
            sizes.append(len(cut))
    fields = [
        _unfolded(*(np.frombuffer(one, np.uint32) for one in (own, count, of, sizes)))
        for own, count in zip(found, counts, strict=True)
    ]
    return RangeIndex(
        chunks=tuple(numbers),
        tokens=tuple(tokens for tokens, _ in fields),
        sizes=tuple(size for _, size in fields),
    )


def _unfolded(pieces: Tokens, counts: Tokens, of: Tokens, sizes: Tokens) -> tuple[Tokens, Tokens]:
    """Return the chunks of a field's pieces, one after the other, and how many chunks each document has.

    ``counts`` are the pieces of each document, ``of`` the chunks of each piece one after the other, ``sizes`` how many it has.
    """
    own = sizes[pieces].astype(np.int64)
    ends = starts(own)
    begins = starts(sizes.astype(np.int64))[:-1]
    tokens = of[np.repeat(begins[pieces], own) + within(own)]
    return tokens, np.diff(ends[starts(counts.astype(np.int64))]).astype(np.uint32)


def sort_terms(terms: Iterable[str]) -> list[str]:
    """Sort as JavaScript does, by UTF-16 units; which is Python's order unless a character is beyond the first plane."""
    ordered = sorted(terms)
    if any(term and max(term) > "\uffff" for term in ordered):
        ordered.sort(key=units)
    return ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """The postings of some terms in one field: term by term, and those of a term by ascending ordinal."""

    counts: Numbers
    """Postings of each term."""
    ordinals: Numbers
    """For each posting: its document."""
    frequencies: Numbers
    """For each posting: how often the document has the term."""
    positions: Numbers
    """For each posting so many numbers: the first place, then how far each is from the one before; none in fields without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPostings:
    """One term's postings: for each field, ordinals and frequencies."""

    term: str
    fields: tuple[tuple[list[int], list[int]], ...]

    @property
    def frequency(self) -> int:
        """Lunr's document frequency: a document counts once for every field that has the term."""
        return sum(len(ordinals) for ordinals, _ in self.fields)


class Index:
    """All documents of a language: ranges side by side, and which chunk stands for which terms."""

    def __init__(self, ranges: Sequence[RangeIndex], analyse: Callable[[Sequence[str]], Sequence[Terms]]) -> None:
        """Join ranges, given in the order of their ordinals.

        ``analyse`` is given chunks and returns the terms of each: :meth:`plugins.search.analysis.Analyser.indexed` of all.
        """
        numbers = _Numbers()
        maps = [np.fromiter(map(numbers.__getitem__, part.chunks), np.uint32, len(part.chunks)) for part in ranges]
        found = analyse(tuple(numbers))
        self.terms: tuple[str, ...] = tuple(sort_terms({term for own in found for term in own}))
        """Sorted as JavaScript sorts."""
        places = {term: place for place, term in enumerate(self.terms)}
        # The terms of chunk c are of[begins[c]:begins[c + 1]].
        self._begins = starts(np.fromiter(map(len, found), np.int64, len(found)))
        self._of = np.fromiter((places[term] for own in found for term in own), np.int64, int(self._begins[-1]))
        fields = range(len(FIELDS))
        nothing = [np.zeros(0, np.uint32)]
        self._tokens = tuple(
            np.concatenate([own[part.tokens[field]] for own, part in zip(maps, ranges, strict=True)] or nothing)
            for field in fields
        )
        self._starts = tuple(
            starts(np.concatenate([part.sizes[field] for part in ranges] or nothing)) for field in fields
        )
        self.lengths: tuple[Numbers, ...] = tuple(map(self._lengths, fields))
        """For each field: the number of terms in it, document by document."""

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._starts[0]) - 1

    def _lengths(self, field: int) -> Numbers:
        terms = starts(np.diff(self._begins)[self._tokens[field]])
        return np.diff(terms[self._starts[field]])

    def occurrences(self) -> Numbers:
        """Return how often each term occurs, in all fields together."""
        count = len(self._begins) - 1
        tokens = sum(np.bincount(own, minlength=count) for own in self._tokens)
        return np.bincount(self._of, np.repeat(tokens, np.diff(self._begins)), len(self.terms)).astype(np.int64)

    def inverted(self, first: int, last: int) -> tuple[FieldPostings, ...]:
        """Return, for each field, the postings of the terms from one place in :attr:`terms` to before another."""
        wanted = (self._of >= first) & (self._of < last)
        # As above, for these terms alone.
        counts: Numbers = np.diff(starts(wanted.astype(np.int64))[self._begins])
        of = (self._of[wanted] - first).astype(np.uint64)
        begins = starts(counts)[:-1]
        single = bool(counts.max(initial=0) <= 1)
        return tuple(
            self._field(field, last - first, counts.astype(np.uint8 if single else np.uint32), begins, of)
            for field in range(len(FIELDS))
        )

    def _field(
        self, field: int, terms: int, counts: NDArray[np.unsignedinteger], begins: Numbers, of: NDArray[np.uint64]
    ) -> FieldPostings:
        tokens = self._tokens[field]
        places = np.flatnonzero(counts[tokens])
        found = tokens[places]
        if counts.dtype == np.uint8:
            own = of[begins[found]]
        else:
            repeats = counts[found].astype(np.int64)
            own = of[np.repeat(begins[found], repeats) + within(repeats)]
            places = np.repeat(places, repeats)
        # A text of four thousand million chunks would not fit; nor would it in a gigabyte of memory.
        keys = own << np.uint64(32) | places.astype(np.uint64)
        keys.sort()
        term = (keys >> np.uint64(32)).astype(np.int64)
        place = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        ordinals = np.searchsorted(self._starts[field], place, side="right") - 1
        new = np.ones(len(term), bool)
        new[1:] = (term[1:] != term[:-1]) | (ordinals[1:] != ordinals[:-1])
        firsts = np.flatnonzero(new)
        positions = np.zeros(0, np.int64)
        if field < POSITION_FIELDS:
            positions = place - self._starts[field][ordinals]
            positions[1:] -= np.where(new[1:], 0, positions[:-1])
        return FieldPostings(
            counts=np.bincount(term[firsts], minlength=terms),
            ordinals=ordinals[firsts],
            frequencies=np.diff(firsts, append=len(term)),
            positions=positions,
        )

    def postings(self, start: int = 0, end: int | None = None) -> list[TermPostings]:
        """Return the postings of terms, one by one: for few documents, or to look at."""
        end = len(self.terms) if end is None else end
        columns = []
        for own in self.inverted(start, end):
            bounds = starts(own.counts).tolist()
            columns.append((bounds, own.ordinals.tolist(), own.frequencies.tolist()))
        return [
            TermPostings(
                term=self.terms[place],
                fields=tuple(
                    (
                        ordinals[bounds[place - start] : bounds[place - start + 1]],
                        found[bounds[place - start] : bounds[place - start + 1]],
                    )
                    for bounds, ordinals, found in columns
                ),
            )
            for place in range(start, end)
        ]
