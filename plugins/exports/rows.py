"""Where the rows of a large table stand, and how they are copied out of the table of the last build."""

from __future__ import annotations

import hashlib
import mmap
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, BinaryIO, Self

from plugins.alerts.collection import Entry
from plugins.alerts.labels import Key, terms_of
from plugins.exports.cells import line
from plugins.exports.columns import BODY, COLUMNS

# Excel takes a file without it for the machine's old code page, and every accent is garbled.
BOM = b"\xef\xbb\xbf"
END = b"\r\n"
_AT_ONCE = 1 << 20
"""Bytes that are copied and hashed at a time: they stay in the processor's cache meanwhile."""


def header(*, body: bool) -> bytes:
    """Return the first line of a CSV file, with the byte order mark."""
    names = [column.name for column in COLUMNS if body or column.name != BODY]
    return BOM + line(names).encode() + END


class Rows:
    """Where the rows of a table's two files stand: one after the other, in the order of their records."""

    def __init__(self) -> None:
        """Begin with none."""
        self.paths: list[str] = []
        self.digests: list[str] = []
        self.csv = array("Q")
        """Bytes of every row of the CSV file, its end included."""
        self.metadata = array("Q")
        """Bytes of the row's metadata in it: what the small tables have."""
        self.jsonl = array("Q")

    def dump(self) -> tuple[Any, ...]:
        """Return them as plain values; :meth:`load` is the inverse."""
        return self.paths, self.digests, *(column.tobytes() for column in (self.csv, self.metadata, self.jsonl))

    @classmethod
    def load(cls, dumped: Sequence[Any]) -> Self:
        """Return what was dumped."""
        rows = cls()
        rows.paths, rows.digests, *columns = dumped
        rows.csv, rows.metadata, rows.jsonl = (array("Q", column) for column in columns)
        return rows

    def add(self, entry: Entry, csv: int, metadata: int, jsonl: int) -> None:
        """Note a row."""
        self.paths.append(entry.path)
        self.digests.append(entry.digest)
        self.csv.append(csv)
        self.metadata.append(metadata)
        self.jsonl.append(jsonl)

    def extend(self, other: Rows, start: int, end: int) -> None:
        """Note rows that stand elsewhere as they stand there."""
        for own, its in zip(self._columns(), other._columns(), strict=True):
            own.extend(its[start:end])

    def _columns(self) -> tuple[Any, ...]:
        return self.paths, self.digests, self.csv, self.metadata, self.jsonl

    @cached_property
    def places(self) -> dict[str, int]:
        """Path of a record → which row is its."""
        return {path: place for place, path in enumerate(self.paths)}

    @cached_property
    def starts(self) -> array[int]:
        """Where every row of the CSV file begins, and where the last one ends."""
        return array("Q", accumulate(self.csv, initial=len(header(body=True))))


@dataclass(frozen=True, slots=True)
class Known:
    """What can be gone on from of the last build."""

    rows: Mapping[str, Rows] = field(default_factory=dict)
    """Address of a table, without the ending → where its rows stand."""
    relabelled: frozenset[Key] = frozenset()
    """Terms whose labels have changed since: what has one is made anew."""

    def called_otherwise(self, entries: Iterable[Entry]) -> bool:
        """Say whether any of some records has a term whose label has changed."""
        return bool(self.relabelled) and any(not self.relabelled.isdisjoint(terms_of(entry.alert)) for entry in entries)


class Digested:
    """A file that is written and hashed at once."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin at its beginning; ``file`` is open for writing."""
        self._file = file
        self._state = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> None:
        """Write some bytes more."""
        self._file.write(data)
        self._state.update(data)

    def copy(self, source: mmap.mmap, start: int, end: int) -> None:
        """Write what stands somewhere between two places."""
        with memoryview(source) as view:
            for place in range(start, end, _AT_ONCE):
                with view[place : min(place + _AT_ONCE, end)] as part:
                    self.write(part)

    def sha256(self) -> str:
        """Return the SHA-256 of what was written, as hexadecimal digits."""
        return self._state.hexdigest()
