"""The index split by term: where the cuts are, and what a shard looks like.

A shard of postings is ``[words, lists]``: its terms, front-coded, and for each term in the same order its list
(:mod:`plugins.search.postings`), separated by spaces. A shard of positions is ``[words, lows, highs]``: the terms that
have positions, ``lows`` separated by spaces, and ``highs`` by nothing, for there are as many of them. A shard of vocabulary
is ``[words, classes]``: terms, and for each one digit, the bit length of its frequency.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

from plugins.search.codes import encode, front_code, units


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


# In bytes as gzip leaves them: less than two a posting (measured on 24,000 real documents: step 1.3, frequency 0.4),
# a little over one a place, five a term. Shards of 4 to 10 kB keep both a query's bytes and the manifest's list of
# shards small.
POSTING_CUTS = Cuts(least=4000, more=2500, most=10_000, alone=6000)
VOCABULARY_CUTS = Cuts(least=15_000, more=10_000, most=40_000, alone=1 << 30)


# Loaded for quoted phrases only, so larger: fewer requests, and a shorter list in the manifest.
POSITION_CUTS = Cuts(least=24_000, more=10_000, most=48_000, alone=24_000)


def position_weight(term: str, size: int) -> int:
    """Estimate the bytes of a term and its positions, compressed, given how many places it has."""
    return size + size // 8 + len(term) // 2 + 2


def posting_weight(term: str, frequency: int) -> int:
    """Estimate the bytes of a term and its list, compressed."""
    return 7 * frequency // 4 + len(term) // 2 + 3


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


def vocabulary_shard(terms: Sequence[str], frequencies: Sequence[int]) -> tuple[str, str]:
    """Return the content of one shard of vocabulary."""
    return front_code(terms), encode([frequency.bit_length() for frequency in frequencies])
