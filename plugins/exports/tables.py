"""The tables: ``data/alerts.csv`` and ``data/alerts.jsonl`` with every text, small tables by language and country without.

A row depends on its record alone. So the rows of records that did not change are copied from the files of the last build, as many at once
as follow each other, and a record that did change is the only one that is read.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Self

from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.exports.cells import line, line_of_text
from plugins.exports.columns import BODY, COLUMNS, METADATA, to_row
from plugins.exports.model import Model, snapshot
from plugins.exports.output import HALF, Artefact, Output, fingerprint
from plugins.exports.texts import text

CSV, JSONL = "data/alerts.csv", "data/alerts.jsonl"
# Excel takes a file without it for the machine's old code page, and every accent is garbled.
BOM = b"\xef\xbb\xbf"
_END = b"\r\n"
_AT_ONCE = 1 << 20
"""Bytes that are copied and hashed at a time: they stay in the processor's cache meanwhile."""
# One encoder for all rows: json.dumps would make one for each.
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Rows:
    """Where the rows of the two large files stand: one after the other, in the order of their records."""

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


class _Digested:
    """A file that is written and hashed at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._state = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._state.update(data)

    def copy(self, source: mmap.mmap, start: int, end: int) -> None:
        with memoryview(source) as view:
            for place in range(start, end, _AT_ONCE):
                with view[place : min(place + _AT_ONCE, end)] as part:
                    self.write(part)

    def sha256(self) -> str:
        return self._state.hexdigest()


def header(*, body: bool) -> bytes:
    """Return the first line of a CSV file, with the byte order mark."""
    names = [column.name for column in COLUMNS if body or column.name != BODY]
    return BOM + line(names).encode() + _END


def terms(model: Model, language: str) -> str:
    """Return the terms of use, as every row says them."""
    return " ".join(filter(None, (text("terms", language), model.settings.licence)))


def write_whole(model: Model, output: Output, before: Rows, base: str) -> Rows:
    """Write the two large files; ``before`` is where the rows of the last build stand, if its files can be trusted."""
    known = before if output.stands(CSV) and output.stands(JSONL) else Rows()
    own = fingerprint(base, model.snapshot)
    rows = Rows()
    (output.root / "data").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        csv_file = _Digested(stack.enter_context((output.root / (CSV + HALF)).open("wb")))
        jsonl_file = _Digested(stack.enter_context((output.root / (JSONL + HALF)).open("wb")))
        csv_file.write(header(body=True))
        if known.paths:
            csv_before, jsonl_before = (_mapped(stack, output.root / path) for path in (CSV, JSONL))
            jsonl_starts = array("Q", accumulate(known.jsonl, initial=0))
        make = _maker(model)
        for piece in _pieces(model.entries, known):
            if isinstance(piece, Entry):
                csv_row, metadata, jsonl_row = make(piece)
                csv_file.write(csv_row)
                jsonl_file.write(jsonl_row)
                rows.add(piece, len(csv_row), metadata, len(jsonl_row))
            else:
                start, end = piece
                csv_file.copy(csv_before, known.starts[start], known.starts[end])
                jsonl_file.copy(jsonl_before, jsonl_starts[start], jsonl_starts[end])
                rows.extend(known, start, end)
    output.adopt(CSV, csv_file.sha256(), own)
    output.adopt(JSONL, jsonl_file.sha256(), own)
    return rows


def _pieces(entries: Iterable[Entry], known: Rows) -> Iterator[Entry | tuple[int, int]]:
    """Yield the rows that there are to be: entries whose rows are new, and between them runs of rows that stand already."""
    start = end = 0
    places, digests = known.places, known.digests
    for entry in entries:
        place = places.get(entry.path, -1)
        if place >= 0 and digests[place] == entry.digest:
            if place != end:
                if end > start:
                    yield start, end
                start = place
            end = place + 1
        else:
            if end > start:
                yield start, end
            start = end
            yield entry
    if end > start:
        yield start, end


def _maker(model: Model) -> Any:
    """Return a function that makes the row of an entry: as CSV, how much of that is metadata, and as JSON."""
    terms_in = {code: terms(model, code) for code in CODES}

    def make(entry: Entry) -> tuple[bytes, int, bytes]:
        alert = entry.alert
        row = to_row(
            entry,
            model.collection.body(entry),
            permalink=model.link(model.addresses.alert(alert, alert.lang)),
            terms=terms_in[alert.lang],
        )
        metadata = line(row[column.name] for column in METADATA).encode()
        return metadata + b"," + line_of_text(row[BODY]).encode() + _END, len(metadata), _encode(row).encode() + b"\n"

    return make


def _mapped(stack: ExitStack, file: Path) -> mmap.mmap:
    opened = stack.enter_context(file.open("rb"))
    return stack.enter_context(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))


def small_tables(model: Model, output: Output, rows: Mapping[str, Rows], base: str) -> Iterator[Artefact]:
    """Yield the tables without texts: spreadsheets cut a cell at 32,767 characters, and these are made for them.

    ``rows`` has under :data:`CSV` where the rows of the large table stand, once that is written.
    """
    tables: dict[str, Sequence[Entry]] = {
        f"data/languages/{code}.csv": model.collection.in_language(code) for code in CODES
    }
    for code, entries in model.by_country.items():
        tables[country_table(model, code)] = entries
    for path, members in tables.items():
        if members:
            yield Artefact(path, fingerprint(base, snapshot(members)), _Small(output.root, members, rows))


def country_table(model: Model, code: str) -> str:
    """Return the address of a country's table: named as its page is."""
    name = model.addresses.listing(CODES[0], "country", code).rpartition("/")[2].removesuffix(".html")
    return f"data/countries/{name}.csv"


class _Small:
    """Makes one small table out of the large one, which is written by then."""

    def __init__(self, root: Path, entries: Iterable[Entry], rows: Mapping[str, Rows]) -> None:
        self._root = root
        self._entries = entries
        self._rows = rows

    def __call__(self) -> bytes:
        rows = self._rows[CSV]
        with ExitStack() as stack:
            whole = _mapped(stack, self._root / CSV)
            parts = [header(body=False)]
            for entry in self._entries:
                place = rows.places[entry.path]
                start = rows.starts[place]
                parts += (whole[start : start + rows.metadata[place]], _END)
            return b"".join(parts)
