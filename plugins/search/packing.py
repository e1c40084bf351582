"""Many numbers written at once: what :func:`plugins.search.codes.encode` writes, by columns instead of one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plugins.search.codes import CONTINUING, ENDING

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]

SPACE = -1
"""Stands for a space among numbers: the end of a list."""

_ENDING = np.frombuffer(ENDING.encode(), np.uint8)
_CONTINUING = np.frombuffer(CONTINUING.encode(), np.uint8)


def _digits(numbers: Numbers) -> list[tuple[Numbers, Bytes]]:
    """Return the digits of numbers, the last one first: each time, which of the numbers have one more, and what it is."""
    rest, last = np.divmod(numbers, len(ENDING))
    found = [(np.arange(len(numbers)), _ENDING[last])]
    longer = np.flatnonzero(rest)
    rest = rest[longer]
    while len(longer):
        rest, digits = np.divmod(rest - 1, len(CONTINUING))
        found.append((longer, _CONTINUING[digits]))
        kept = np.flatnonzero(rest)
        longer, rest = longer[kept], rest[kept]
    return found


# All numbers but the first of a few lists are below this; looking up what they are is three times as fast as dividing.
_KNOWN = 1 << 16
_WIDTHS = np.zeros(_KNOWN, np.uint8)
_TABLES: list[Bytes] = []
for _longer, _written in _digits(np.arange(_KNOWN)):
    _WIDTHS[_longer] += 1
    _TABLES.append(np.zeros(_KNOWN, np.uint8))
    _TABLES[-1][_longer] = _written


def encode_all(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write numbers, none negative but :data:`SPACE`, one after the other; return where each of them ends as well."""
    spaces = np.flatnonzero(numbers == SPACE)
    unknown = np.flatnonzero(numbers >= _KNOWN)
    short = numbers.astype(np.uint16)  # wrong where it is unknown: those are written over
    short[spaces] = 0
    widths = _WIDTHS[short]
    digits = _digits(numbers[unknown])
    widths[unknown] = 0
    for which, _ in digits:
        widths[unknown[which]] += 1
    ends = np.cumsum(widths, dtype=np.int64)
    written = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    places = ends - 1
    written[places] = _TABLES[0][short]
    for place, table in enumerate(_TABLES[1:], 1):
        longer = np.flatnonzero(widths > place)
        written[places[longer] - place] = table[short[longer]]
    for place, (which, own) in enumerate(digits):
        written[places[unknown[which]] - place] = own
    written[places[spaces]] = ord(" ")
    return written.tobytes(), ends


def starts(counts: Numbers) -> Numbers:
    """Return where each of some runs begins, given their lengths, and where the last one ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))


def added(columns: Sequence[Numbers]) -> Numbers:
    """Return the sums of columns, line by line."""
    total: Numbers = np.sum(columns, axis=0, dtype=np.int64)
    return total


def within(counts: Numbers) -> Numbers:
    """Return 0, 1, 2, … for each of some runs, one after the other, given their lengths."""
    return np.arange(int(counts.sum()), dtype=np.int64) - np.repeat(starts(counts)[:-1], counts)


# Character → what it stands for as the digit of a number; what ends one is below the number of those.
_VALUES = np.zeros(128, np.int64)
_VALUES[_ENDING] = np.arange(len(ENDING))
_VALUES[_CONTINUING] = np.arange(len(CONTINUING)) + 1
_ENDS = np.zeros(128, bool)
_ENDS[_ENDING] = True


def bounds(written: bytes) -> Numbers:
    """Return where each of the numbers begins that :func:`encode_all` wrote, and where the last one ends."""
    return np.append(0, np.flatnonzero(_ENDS[np.frombuffer(written, np.uint8)]) + 1)


def decode_all(written: bytes, cuts: Numbers) -> Numbers:
    """Return numbers that :func:`encode_all` wrote, given some of their :func:`bounds`."""
    digits = _VALUES[np.frombuffer(written, np.uint8)]
    firsts, lasts = cuts[:-1], cuts[1:] - 1
    values = np.zeros(len(lasts), np.int64)
    longer = np.flatnonzero(lasts > firsts)
    places = firsts[longer]
    while len(longer):
        values[longer] = values[longer] * len(CONTINUING) + digits[places]
        places += 1
        more = places < lasts[longer]
        longer, places = longer[more], places[more]
    return values * len(ENDING) + digits[lasts]
