"""A term's list with a few documents more or less, without reading what it says of all the others.

Common words have lists of ten thousand documents, and every alert has a hundred common words: the list is cut into its
numbers, but only the steps between documents are looked at, and put together again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from plugins.search.codes import encode_number, token_value, tokens
from plugins.search.indexing import POSITION_FIELDS

Posting = tuple[int, int, str]
"""A term's frequency in a field of a document, the field's length, and the term's positions as they are written."""

Change = Mapping[int, Posting | None]
"""Number of a document → what its field has of a term now; None for nothing."""


@dataclass(slots=True)
class _Column:
    """What a list says of one field, as it is written."""

    steps: list[str]
    frequencies: list[str]
    lengths: list[str]
    positions: list[str]
    """Of all documents, one after the other; nothing in fields that have none."""

    def amend(self, change: Change) -> None:
        # The sums of steps, each with the one that `deltas` took off: the documents' numbers, and one more.
        after = list(accumulate(token_value(step) + 1 for step in self.steps))
        for number, posting in change.items():
            own = number + 1
            place = bisect_left(after, own)
            known = place < len(after) and after[place] == own
            if self.positions or (posting and posting[2]):
                self._amend_positions(place, known=known, coded=posting[2] if posting else "")
            if posting is None:
                if known:
                    del after[place], self.steps[place], self.frequencies[place], self.lengths[place]
            else:
                end = place + known
                after[place:end] = [own]
                self.steps[place:end] = ["0"]
                self.frequencies[place:end] = [encode_number(posting[0] - 1)]
                self.lengths[place:end] = [encode_number(posting[1])]
                self._step(after, place)
                place += 1
            if place < len(after):
                self._step(after, place)

    def _amend_positions(self, place: int, *, known: bool, coded: str) -> None:
        # Frequencies are written less one.
        start = place + sum(map(token_value, self.frequencies[:place]))
        end = start + token_value(self.frequencies[place]) + 1 if known else start
        self.positions[start:end] = tokens(coded)

    def _step(self, after: Sequence[int], place: int) -> None:
        self.steps[place] = encode_number(after[place] - (after[place - 1] if place else 0) - 1)


def amend(text: str, positions: str, changes: Sequence[Change]) -> tuple[str, str, int]:
    """Return a term's list, its positions (see :mod:`plugins.search.shards`) and its document frequency.

    Given are list and positions as they were, and a change of each field. Nothing stands for the list of a term that no
    document has.
    """
    found = tokens(text)
    placed = tokens(positions)
    begin = 0
    mask = token_value(found[0]) if found else 0
    place = 1
    written: list[str] = []
    positions_now: list[str] = []
    frequency = 0
    for field, change in enumerate(changes):
        count = 0
        if mask >> field & 1:
            count = token_value(found[place])
            place += 1
        steps, frequencies, lengths = (found[place + part * count : place + (part + 1) * count] for part in range(3))
        place += 3 * count
        end = begin + (count + sum(map(token_value, frequencies)) if field < POSITION_FIELDS else 0)
        column = _Column(steps=steps, frequencies=frequencies, lengths=lengths, positions=placed[begin:end])
        begin = end
        if change:
            column.amend(change)
        count = len(column.steps)
        mask = mask & ~(1 << field) | bool(count) << field
        if count:
            frequency += count
            positions_now += column.positions
            written += (encode_number(count), *column.steps, *column.frequencies, *column.lengths)
    return (encode_number(mask) + "".join(written) if mask else ""), "".join(positions_now), frequency
