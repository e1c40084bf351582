"""The lists of terms as shards hold them, written for all terms of a range at once.

A list of postings is a sequence of numbers (:mod:`plugins.search.codes`): which fields have the term (a bit each, in the
order of the fields); then for each of those the number of documents, their numbers as steps, each one's term frequency
less one. From these, from the lengths of the documents that a query asks for, and from the manifest's global figures,
the client works out the scores that Lunr would have stored: so a new alert changes the lists of its own terms, and a
word more in a text no list but that word's.

A list of positions holds, for the title of every document that the list of postings names there, in the same order, and
as many as the frequency says, the places in that text (chunks, counted from 0, stop words included): the first, then
each as a step from the one before; then the same for bodies. Each place is written in two parts, of which gzip makes a
quarter less than of one: ``lows`` has the last six bits, one character each (:data:`LOW`), ``highs`` the rest.
Only terms of :data:`PLACED` postings and more have such a list: where a rarer one stands, the few texts themselves tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from plugins.search.codes import LOW, LOW_BITS
from plugins.search.indexing import POSITION_FIELDS, FieldPostings
from plugins.search.packing import SPACE, Numbers, added, encode_all, starts, within

PLACED = 32
"""Postings from which on a term has a list of positions."""

_LOW = np.frombuffer(LOW.encode(), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Lists of terms that follow each other, and where each of them ends."""

    written: bytes
    ends: Numbers

    def of(self, first: int, last: int) -> str:
        """Return the lists from one place to before another, as they are written."""
        start = int(self.ends[first - 1]) if first else 0
        return self.written[start : int(self.ends[last - 1])].decode() if last > first else ""

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the lists of terms that follow each other as one."""
        before = starts(np.array([len(part.written) for part in parts], np.int64))
        ends = [part.ends + offset for part, offset in zip(parts, before[:-1], strict=True)]
        return cls(written=b"".join(part.written for part in parts), ends=np.concatenate([before[:0], *ends]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of some terms that follow each other."""

    frequencies: Numbers
    """Lunr's document frequency of each term."""
    sizes: Numbers
    """For each term: how many places its list of positions has; 0 where it has no such list."""
    postings: Text
    """Each with a space after it."""
    lows: Text
    """Each with a space after it; nothing of terms without a list."""
    highs: Text


def write_lists(fields: Sequence[FieldPostings], numbers: Numbers) -> Lists:
    """Write the lists of terms, given their postings in each field and the documents' numbers by ordinal."""
    frequencies = added([own.counts for own in fields])
    sizes, lows, highs = _positions(fields[:POSITION_FIELDS], frequencies >= PLACED)
    return Lists(
        frequencies=frequencies,
        sizes=sizes,
        postings=_postings(fields, numbers),
        lows=lows,
        highs=highs,
    )


def _postings(fields: Sequence[FieldPostings], numbers: Numbers) -> Text:
    """Lay all numbers of all lists out in one column, and write that."""
    terms = len(fields[0].counts)
    # In each field, a list has two numbers a posting, and how many there are.
    room = [np.where(own.counts, 2 * own.counts + 1, 0) for own in fields]
    begins = starts(added(room) + 2)
    values = np.full(int(begins[-1]), SPACE, np.int64)
    place = begins[:-1]
    values[place] = sum((own.counts > 0).astype(np.int64) << field for field, own in enumerate(fields))
    place = place + 1
    for own, width in zip(fields, room, strict=True):
        counts = own.counts
        has = np.flatnonzero(counts)
        values[place[has]] = counts[has]
        found = numbers[own.ordinals]
        steps = np.diff(found, prepend=0) - 1
        firsts = starts(counts)[:-1][has]
        steps[firsts] = found[firsts]
        into = np.repeat(place + 1, counts) + within(counts)
        values[into] = steps
        values[into + np.repeat(counts, counts)] = own.frequencies - 1
        place = place + width
    written, ends = encode_all(values)
    return Text(written=written, ends=ends[begins[1:] - 1] if terms else begins[:0])


def _positions(fields: Sequence[FieldPostings], placed: NDArray[np.bool]) -> tuple[Numbers, Text, Text]:
    counts = []
    kept = []
    for own in fields:
        # Places of each term: its frequencies together.
        totals = starts(own.frequencies)
        bounds = totals[starts(own.counts)]
        every = np.diff(bounds)
        kept.append(own.positions[np.repeat(placed, every)])
        counts.append(np.where(placed, every, 0))
    sizes = added(counts)
    begins = starts(sizes)
    values = np.zeros(int(begins[-1]), np.int64)
    place = begins[:-1]
    for steps, count in zip(kept, counts, strict=True):
        values[np.repeat(place, count) + within(count)] = steps
        place = place + count
    room = starts(sizes + placed)
    lows = np.full(int(room[-1]), ord(" "), np.uint8)
    lows[np.repeat(room[:-1], sizes) + within(sizes)] = _LOW[values & (len(LOW) - 1)]
    highs, ends = encode_all(values >> LOW_BITS)
    return (
        sizes,
        Text(written=lows.tobytes(), ends=room[1:]),
        Text(written=highs, ends=np.append(0, ends)[begins[1:]]),
    )
