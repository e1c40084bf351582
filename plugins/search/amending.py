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

Posting = tuple[int, int]
"""A term's frequency in a field of a document, and the field's length."""

Change = Mapping[int, Posting | None]
"""Number of a document → what its field has of a term now; None for nothing."""


@dataclass(slots=True)
class _Column:
    """What a list says of one field, as it is written."""

    steps: list[str]
    frequencies: list[str]
    lengths: list[str]

    def amend(self, change: Change) -> None:
        # The sums of steps, each with the one that `deltas` took off: the documents' numbers, and one more.
        after = list(accumulate(token_value(step) + 1 for step in self.steps))
        for number, posting in change.items():
            own = number + 1
            place = bisect_left(after, own)
            known = place < len(after) and after[place] == own
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

    def _step(self, after: Sequence[int], place: int) -> None:
        self.steps[place] = encode_number(after[place] - (after[place - 1] if place else 0) - 1)


def amend(text: str, changes: Sequence[Change]) -> tuple[str, int]:
    """Return a term's list (see :mod:`plugins.search.shards`) after a change of each field, and its document frequency.

    Nothing stands for the list of a term that no document has.
    """
    found = tokens(text)
    mask = token_value(found[0]) if found else 0
    place = 1
    written: list[str] = []
    frequency = 0
    for field, change in enumerate(changes):
        count = 0
        if mask >> field & 1:
            count = token_value(found[place])
            place += 1
        column = _Column(*(found[place + part * count : place + (part + 1) * count] for part in range(3)))
        place += 3 * count
        if change:
            column.amend(change)
        count = len(column.steps)
        mask = mask & ~(1 << field) | bool(count) << field
        if count:
            frequency += count
            written += (encode_number(count), *column.steps, *column.frequencies, *column.lengths)
    return (encode_number(mask) + "".join(written) if mask else ""), frequency
