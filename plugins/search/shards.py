"""The index split by term: where the cuts are, and what a shard of postings or of vocabulary looks like.

A shard of postings is ``[words, lists]``: its terms, front-coded, and for each term in the same order a list, separated
by spaces. A list is a sequence of numbers (:mod:`plugins.search.codes`): which fields have the term (a bit each, in the
order of the fields); then for each of those the number of documents, their numbers as steps, each one's term frequency
less one, each one's field length. From these, and from the manifest's global figures, the client works out the scores
that Lunr would have stored: so a new alert changes the shards of its own terms, and no others.

A shard of positions is ``[words, lists]`` as well: a term's list holds, for the title of every document that its list of
postings names there, in the same order, and as many as the frequency says, the places in that text (chunks, counted
from 0, stop words included): the first, then each as a step from the one before; then the same for bodies.

A shard of vocabulary is ``[words, classes]``: terms, and for each one digit, the bit length of its frequency.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from plugins.search.codes import decode, deltas, encode, front_code, front_decode, units
from plugins.search.documents import FIELDS
from plugins.search.indexing import FREQUENCY_BITS, FREQUENCY_MASK, TermPostings


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where to cut a sorted vocabulary, in the unit of the weights given.

    The rule looks at nothing but the terms near a cut, so that a shard that grows does not shift all that follow:
    from ``least`` on, a term may begin a new shard if its hash says so, on average after ``least + more``; at ``most``
    it does whatever its hash; a term of ``alone`` or more has a shard to itself.
    """

    least: int
    more: int
    most: int
    alone: int


# In bytes as gzip leaves them: about three a posting (measured on 24,000 real documents: step 1.3, frequency 0.4,
# length 1.4), five a term. Shards of 4 to 10 kB keep both a query's bytes and the manifest's list of shards small.
POSTING_CUTS = Cuts(least=4000, more=2500, most=10_000, alone=6000)
VOCABULARY_CUTS = Cuts(least=15_000, more=10_000, most=40_000, alone=1 << 30)


# Loaded for quoted phrases only, so larger: fewer requests, and a shorter list in the manifest.
POSITION_CUTS = Cuts(least=10_000, more=6000, most=24_000, alone=12_000)


def position_weight(term: str, size: int) -> int:
    """Estimate the bytes of a term and its positions, written in ``size`` characters."""
    return size + len(term) // 2 + 2


def posting_weight(term: str, frequency: int) -> int:
    """Estimate the bytes of a term and its list, compressed."""
    return 3 * frequency + len(term) // 2 + 3


def vocabulary_weight(term: str) -> int:
    """Estimate the bytes of a term without a list, compressed."""
    return len(term) // 2 + 1


def cut(weighed: Iterable[tuple[str, int]], cuts: Cuts) -> Iterator[int]:
    """Yield the positions of the terms that begin a shard, given the sorted terms with their weights."""
    filled = 0
    closed = True
    for position, (term, weight) in enumerate(weighed):
        alone = weight >= cuts.alone
        if closed or alone or filled + weight > cuts.most or (filled >= cuts.least and _willing(term, weight, cuts)):
            yield position
            filled = 0
        filled += weight
        closed = alone


def recut(
    starts: Sequence[str],
    changed: Iterable[str],
    terms: Sequence[str],
    weight: Callable[[str], int],
    cuts: Cuts,
) -> list[str]:
    """Return the terms that begin a shard after a change, looking at few terms besides those near it.

    ``starts`` are those that began one before, ``changed`` the terms added, gone or of another weight, ``terms`` all
    that there are now; all sorted. Once a shard begins nothing before it matters, so from the last beginning before a
    change cuts are made anew, up to the first that was there before and is not changed itself.
    """
    found = list(starts)
    waiting = deque(sorted(map(units, changed)))
    while waiting:
        change = waiting.popleft()
        first = bisect_left(found, change, key=units) - 1
        begin = bisect_left(terms, units(found[first]), key=units) if first >= 0 else 0
        first = max(first, 0)
        made: list[str] = []
        resume = len(found)
        for position in cut(((term, weight(term)) for term in islice(terms, begin, None)), cuts):
            term = terms[begin + position]
            key = units(term)
            if key > change:
                while waiting and waiting[0] < key:
                    change = waiting.popleft()
                place = bisect_left(found, key, key=units)
                if found[place : place + 1] == [term] and not (waiting and waiting[0] == key):
                    resume = place
                    break
            made.append(term)
        else:
            waiting.clear()
        found[first:resume] = made
    return found


def _willing(term: str, weight: int, cuts: Cuts) -> bool:
    return crc32(term.encode()) * cuts.more < weight << 32


def posting_list(postings: TermPostings, numbers: Sequence[int], lengths: Sequence[Sequence[int]]) -> str:
    """Write a term's list, given the documents' numbers and field lengths by ordinal."""
    mask = sum(1 << field for field, found in enumerate(postings.fields) if found)
    values = [mask]
    for found, length in zip(postings.fields, lengths, strict=True):
        if found:
            ordinals = [posting >> FREQUENCY_BITS for posting in found]
            values.append(len(found))
            values += deltas([numbers[ordinal] for ordinal in ordinals])
            values += [(posting & FREQUENCY_MASK) - 1 for posting in found]
            values += [length[ordinal] for ordinal in ordinals]
    return encode(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPostings:
    """What a shard says of one term in one field, as three columns."""

    numbers: tuple[int, ...]
    frequencies: tuple[int, ...]
    lengths: tuple[int, ...]


def read_posting_list(text: str) -> tuple[FieldPostings | None, ...]:
    """Read what :func:`posting_list` wrote: for each field its columns, or None where the term is not in it."""
    values = decode(text)
    mask = next(values)
    fields: list[FieldPostings | None] = []
    for field in range(len(FIELDS)):
        if not mask >> field & 1:
            fields.append(None)
            continue
        count = next(values)
        numbers: list[int] = []
        previous = -1
        for _ in range(count):
            previous += next(values) + 1
            numbers.append(previous)
        frequencies = tuple(next(values) + 1 for _ in range(count))
        fields.append(
            FieldPostings(
                numbers=tuple(numbers), frequencies=frequencies, lengths=tuple(next(values) for _ in range(count))
            )
        )
    return tuple(fields)


def posting_shard(
    found: Iterable[TermPostings], numbers: Sequence[int], lengths: Sequence[array[int]]
) -> tuple[str, str]:
    """Return the content of one shard of postings."""
    lists = [(postings.term, posting_list(postings, numbers, lengths)) for postings in found]
    return front_code(term for term, _ in lists), " ".join(coded for _, coded in lists)


def read_posting_shard(words: str, lists: str) -> Iterator[tuple[str, tuple[FieldPostings | None, ...]]]:
    """Read what :func:`posting_shard` returned."""
    return zip(front_decode(words), map(read_posting_list, lists.split(" ")), strict=True)


def vocabulary_shard(terms: Sequence[str], frequencies: Sequence[int]) -> tuple[str, str]:
    """Return the content of one shard of vocabulary."""
    return front_code(terms), encode([frequency.bit_length() for frequency in frequencies])
