"""A term's list with a few documents more or less, without writing anew what it says of all the others.

Common words have lists of ten thousand documents, and every alert has a hundred common words: what lies between two
changes is copied as it is written.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from plugins.search.codes import LOW, LOW_BITS, encode_number
from plugins.search.documents import FIELDS
from plugins.search.indexing import POSITION_FIELDS
from plugins.search.packing import Numbers, bounds, decode_all, starts

Posting = tuple[int, tuple[int, ...]]
"""A term's frequency in a field of a document, and its places as they are written: the first, then steps."""

Change = Mapping[int, Posting | None]
"""Number of a document → what its field has of a term now; None for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLists:
    """What the shards say of one term: nothing but empty texts of one that no document has."""

    postings: bytes = b""
    lows: bytes = b""
    highs: bytes = b""


@dataclass(slots=True)
class _Written:
    """Numbers as they are written, and where each begins."""

    text: bytes
    cuts: Numbers
    pieces: list[bytes] = field(default_factory=list)

    def copy(self, first: int, last: int) -> None:
        """Take over the numbers from one place to before another."""
        if last > first:
            self.pieces.append(self.text[int(self.cuts[first]) : int(self.cuts[last])])

    def add(self, number: int) -> None:
        self.pieces.append(encode_number(number).encode())


def coded_positions(steps: Sequence[int]) -> tuple[bytes, bytes]:
    """Return the two parts in which places are written (see :mod:`plugins.search.postings`)."""
    return (
        "".join([LOW[step & (len(LOW) - 1)] for step in steps]).encode(),
        "".join([encode_number(step >> LOW_BITS) for step in steps]).encode(),
    )


def documents_of(postings: bytes) -> list[list[int]]:
    """Return for each field the numbers of the documents that a list names."""
    values = decode_all(postings, bounds(postings)) if postings else np.zeros(1, np.int64)
    found: list[list[int]] = []
    place = 1
    for own in range(len(FIELDS)):
        count = 0
        if int(values[0]) >> own & 1:
            count = int(values[place])
            place += 1
        found.append((np.cumsum(values[place : place + count] + 1) - 1).tolist())
        place += 2 * count
    return found


class _Positions:
    """The places of a term in all its documents, changed from the first to the last."""

    def __init__(self, lists: TermLists) -> None:
        self._lows = lists.lows
        self._highs = _Written(lists.highs, bounds(lists.highs))
        self._new: list[bytes] = []

    def copy(self, first: int, last: int) -> None:
        if last > first:
            self._new.append(self._lows[first:last])
            self._highs.copy(first, last)

    def add(self, steps: Sequence[int]) -> None:
        lows, highs = coded_positions(steps)
        self._new.append(lows)
        self._highs.pieces.append(highs)

    def written(self) -> tuple[bytes, bytes]:
        return b"".join(self._new), b"".join(self._highs.pieces)


def amend(lists: TermLists, changes: Sequence[Change], *, placed: bool) -> tuple[TermLists, int]:
    """Return a term's lists and its document frequency after a change in each field.

    ``placed`` tells whether it had positions, which are changed then; else there are none after it either.
    """
    text = lists.postings
    cuts = bounds(text)
    mask = int(decode_all(text, cuts[:2])[0]) if text else 0
    place = 1
    before = 0
    frequency = 0
    pieces: list[bytes] = []
    positions = _Positions(lists) if placed else None
    for own, change in enumerate(changes):
        count = 0
        if mask >> own & 1:
            count = int(decode_all(text, cuts[place : place + 2])[0])
            place += 1
        steps = _Written(text, cuts[place : place + count + 1])
        frequencies = _Written(text, cuts[place + count : place + 2 * count + 1])
        place += 2 * count
        here = positions if own < POSITION_FIELDS else None
        places = (
            starts(decode_all(text, frequencies.cuts) + 1) + before if here and count else starts(cuts[:0]) + before
        )
        before = int(places[-1])
        if change:
            count = _amend_field(steps, frequencies, places, here, change)
        else:
            steps.copy(0, count)
            frequencies.copy(0, count)
            if here:
                here.copy(int(places[0]), before)
        mask = mask & ~(1 << own) | bool(count) << own
        if count:
            frequency += count
            pieces += (encode_number(count).encode(), *steps.pieces, *frequencies.pieces)
    if not mask:
        return TermLists(), 0
    lows, highs = positions.written() if positions else (b"", b"")
    return TermLists(postings=encode_number(mask).encode() + b"".join(pieces), lows=lows, highs=highs), frequency


def _amend_field(
    steps: _Written, frequencies: _Written, places: Numbers, positions: _Positions | None, change: Change
) -> int:
    """Change what a list says of one field; return how many documents have the term in it then."""
    numbers: Numbers = np.cumsum(decode_all(steps.text, steps.cuts) + 1) - 1 if len(steps.cuts) > 1 else steps.cuts[:0]
    count = len(numbers)
    done = 0
    previous = -1

    def copy(until: int) -> None:
        nonlocal previous
        if until > done:
            # The step to the first of them may be another one now.
            steps.add(int(numbers[done]) - previous - 1)
            steps.copy(done + 1, until)
            frequencies.copy(done, until)
            previous = int(numbers[until - 1])
            if positions:
                positions.copy(int(places[done]), int(places[until]))

    for number in sorted(change):
        place = bisect_left(numbers, number)
        copy(place)
        known = place < len(numbers) and int(numbers[place]) == number
        done = place + known
        posting = change[number]
        count += (posting is not None) - known
        if posting is not None:
            steps.add(number - previous - 1)
            previous = number
            frequencies.add(posting[0] - 1)
            if positions:
                positions.add(posting[1])
    copy(len(numbers))
    return count
