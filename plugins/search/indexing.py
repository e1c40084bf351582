"""Documents to postings: counted range by range, by plain functions that any process can run, then put side by side.

The index is Lunr's over documents added in the order of their numbers, each field's terms in the order JavaScript sorts
them. Lunr numbers terms as they first occur, and that number decides in which order the parts of a score are added up
(so, its last digit): with this order it follows from the postings themselves, and shards need not store it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from plugins.search.analysis import Analyser, chunks
from plugins.search.codes import encode_bytes, units
from plugins.search.documents import FIELDS, SearchDocument

# A posting is one integer, the document's ordinal above and the term's frequency in the field below: eight bytes where
# a tuple takes over a hundred. A million repetitions is a book of one word.
FREQUENCY_BITS = 20
FREQUENCY_MASK = (1 << FREQUENCY_BITS) - 1


POSITION_FIELDS = 2
"""Title and body have positions: the place of each chunk in the text, stop words counted."""


def coded_positions(ascending: Sequence[int]) -> bytes:
    """Write the positions of a term in a field of one document: the first, then how far each is from the one before."""
    if len(ascending) == 1:
        return encode_bytes(ascending)
    return encode_bytes([ascending[0], *[b - a for a, b in pairwise(ascending)]])


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeIndex:
    """The postings of documents ``start <= ordinal < start + n``; an ordinal is a document's place in number order."""

    terms: tuple[str, ...]
    """Sorted as JavaScript sorts."""
    counts: tuple[array[int], ...]
    """For each field: how many postings each term has in it."""
    postings: tuple[array[int], ...]
    """For each field: the postings of all terms, one after the other."""
    lengths: tuple[array[int], ...]
    """For each field: the number of terms in it, document by document."""
    places: tuple[array[int], ...]
    """For each field with positions: where each term's positions begin, and where the last one's end."""
    positions: tuple[bytes, ...]
    """For each field with positions: those of all terms, one after the other, each written as :func:`coded_positions` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPostings:
    """One term's postings in each field, by ascending ordinal."""

    term: str
    fields: tuple[Sequence[int], ...]

    @property
    def frequency(self) -> int:
        """Lunr's document frequency: a document counts once for every field that has the term."""
        return sum(map(len, self.fields))


class _TermNumbers(dict[str, tuple[int, ...]]):
    """Chunk → numbers of its terms; terms are numbered as they come."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self._analyser = analyser

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        terms = self.terms
        found = tuple(terms.setdefault(term, len(terms)) for term in self._analyser.indexed(chunk))
        self[chunk] = found
        return found


def index_range(documents: Iterable[SearchDocument], *, start: int, analyser: Analyser) -> RangeIndex:
    """Count the terms of documents that follow each other in number order, the first having the ordinal ``start``."""
    numbers = _TermNumbers(analyser)
    number_of = numbers.__getitem__
    lengths: tuple[array[int], ...] = tuple(array("I") for _ in FIELDS)
    columns: tuple[dict[int, array[int]], ...] = tuple({} for _ in FIELDS)
    written: tuple[dict[int, bytearray], ...] = tuple({} for _ in range(POSITION_FIELDS))
    for ordinal, document in enumerate(documents, start):
        base = ordinal << FREQUENCY_BITS
        for field, (text, length, column) in enumerate(zip(document.texts(), lengths, columns, strict=True)):
            if not text:
                length.append(0)
                continue
            found = map(number_of, chunks(text))
            frequencies = (
                _place(found, written[field]) if field < POSITION_FIELDS else Counter(chain.from_iterable(found))
            )
            length.append(sum(frequencies.values()))
            for term, frequency in frequencies.items():
                posting = base | frequency
                if term in column:
                    column[term].append(posting)
                else:
                    column[term] = array("Q", (posting,))
    terms = sort_terms(numbers.terms)
    order = [numbers.terms[term] for term in terms]
    nothing: array[int] = array("Q")
    counts: list[array[int]] = []
    postings: list[array[int]] = []
    for column in columns:
        counts.append(array("I", [len(column.get(term, nothing)) for term in order]))
        joined: array[int] = array("Q")
        for term in order:
            if term in column:
                joined.extend(column.pop(term))
        postings.append(joined)
    places: list[array[int]] = []
    positions: list[bytes] = []
    for own in written:
        pieces = [own.pop(term, b"") for term in order]
        places.append(array("Q", accumulate(map(len, pieces), initial=0)))
        positions.append(b"".join(pieces))
    return RangeIndex(
        terms=tuple(terms),
        counts=tuple(counts),
        postings=tuple(postings),
        lengths=lengths,
        places=tuple(places),
        positions=tuple(positions),
    )


def _place(found: Iterable[tuple[int, ...]], written: dict[int, bytearray]) -> dict[int, int]:
    """Write down the positions of the terms of one text, given those of each chunk; return term → frequency."""
    positions: dict[int, list[int]] = {}
    for position, terms in enumerate(found):
        for term in terms:
            if term in positions:
                positions[term].append(position)
            else:
                positions[term] = [position]
    for term, own in positions.items():
        coded = coded_positions(own)
        if term in written:
            written[term] += coded
        else:
            written[term] = bytearray(coded)
    return {term: len(own) for term, own in positions.items()}


def sort_terms(terms: Iterable[str]) -> list[str]:
    """Sort as JavaScript does, by UTF-16 units; which is Python's order unless a character is beyond the first plane."""
    ordered = sorted(terms)
    if any(term and max(term) > "\uffff" for term in ordered):
        ordered.sort(key=units)
    return ordered


class Index:
    """The postings of all documents of a language: ranges side by side, read as one."""

    def __init__(self, ranges: Sequence[RangeIndex]) -> None:
        """Join ranges, given in the order of their ordinals."""
        self.ranges = tuple(ranges)
        self.terms: tuple[str, ...] = tuple(sort_terms({term for part in ranges for term in part.terms}))
        self.lengths: tuple[array[int], ...] = tuple(
            array("I", chain.from_iterable(part.lengths[field] for part in ranges)) for field in range(len(FIELDS))
        )
        # For every range: where each of its terms is, and where its postings begin in each field.
        self._places = tuple({term: place for place, term in enumerate(part.terms)} for part in self.ranges)
        self._starts = tuple(tuple(_starts(counts) for counts in part.counts) for part in self.ranges)

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.lengths[0])

    def frequency(self, term: str) -> int:
        """Return Lunr's document frequency of a term."""
        return sum(
            counts[place]
            for part, places in zip(self.ranges, self._places, strict=True)
            if (place := places.get(term)) is not None
            for counts in part.counts
        )

    def postings(self, term: str) -> TermPostings:
        """Return the postings of one term."""
        fields: list[Sequence[int]] = []
        for field in range(len(FIELDS)):
            found: array[int] = array("Q")
            for part, places, starts in zip(self.ranges, self._places, self._starts, strict=True):
                place = places.get(term)
                if place is not None:
                    found.extend(part.postings[field][starts[field][place] : starts[field][place + 1]])
            fields.append(found)
        return TermPostings(term=term, fields=tuple(fields))

    def size(self, term: str) -> int:
        """Return how many characters the positions of a term are."""
        return sum(
            own[place + 1] - own[place]
            for part, places in zip(self.ranges, self._places, strict=True)
            if (place := places.get(term)) is not None
            for own in part.places
        )

    def positions(self, term: str) -> str:
        """Return the positions of one term: in all titles, document by document, then in all bodies."""
        found = bytearray()
        for field in range(POSITION_FIELDS):
            for part, places in zip(self.ranges, self._places, strict=True):
                place = places.get(term)
                if place is not None:
                    own = part.places[field]
                    found += part.positions[field][own[place] : own[place + 1]]
        return found.decode()

    def __iter__(self) -> Iterator[TermPostings]:
        """Go through the terms in JavaScript's order."""
        return map(self.postings, self.terms)


def _starts(counts: array[int]) -> array[int]:
    starts = array("Q", (0,))
    total = 0
    for count in counts:
        total += count
        starts.append(total)
    return starts
