"""The tables: ``data/alerts.csv`` and ``data/alerts.jsonl`` with every text, small tables by language and country without.

Rows are written one after the other, so that memory does not grow with the archive. What a row holds depends on its record alone, but for
the snapshot at its end: the rows of records that did not change are copied from the files of the last build, the snapshot apart, and a
record that did change is the only one that is read.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.exports.cells import line
from plugins.exports.columns import BODY, COLUMNS, METADATA, SNAPSHOT, to_row
from plugins.exports.model import Model, snapshot
from plugins.exports.output import HALF, Artefact, Output, fingerprint
from plugins.exports.texts import text

CSV, JSONL = "data/alerts.csv", "data/alerts.jsonl"
# Excel takes a file without it for the machine's old code page, and every accent is garbled.
BOM = b"\xef\xbb\xbf"
_END = b"\r\n"
_AT_ONCE = 500
"""Rows that are copied at once: some 2 MB of each file."""
# One encoder for all rows: json.dumps would make one for each.
_encode = json.JSONEncoder(ensure_ascii=False).encode


class Place(NamedTuple):
    """Where the row of a record stands in the two large files, its snapshot left out."""

    digest: str
    csv: int
    metadata: int
    """Bytes of the row's metadata in the CSV file: what the small tables have of it."""
    csv_size: int
    jsonl: int
    jsonl_size: int


Places = dict[str, Place]
"""Path of a record → where its row stands."""


class _Digested:
    """A file that is written and hashed at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._state = hashlib.sha256()
        self.position = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._state.update(data)
        self.position += len(data)

    def sha256(self) -> str:
        return self._state.hexdigest()


def header(*, body: bool) -> bytes:
    """Return the first line of a CSV file, with the byte order mark."""
    names = [column.name for column in COLUMNS if body or column.name != BODY]
    return BOM + line(names).encode() + _END


def terms(model: Model, language: str) -> str:
    """Return the terms of use, as every row says them."""
    return " ".join(filter(None, (text("terms", language), model.settings.licence)))


def write_whole(
    model: Model, output: Output, before: Mapping[str, Place], base: str, snapshot_before: str = ""
) -> Places:
    """Write the two large files; ``before`` is where the rows of the last build stand, if its files can be trusted.

    Rows that stood one after the other, and did not change, are copied at once, with the new snapshot in place of the old.
    """
    known = before if output.stands(CSV) and output.stands(JSONL) else {}
    now = model.snapshot
    own = fingerprint(base, now)
    places: Places = {}
    (output.root / "data").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        rows = _Rows(model, known, stack, output.root)
        csv_file = _Digested(stack.enter_context((output.root / (CSV + HALF)).open("wb")))
        jsonl_file = _Digested(stack.enter_context((output.root / (JSONL + HALF)).open("wb")))
        csv_file.write(header(body=True))
        csv_tail, jsonl_tail = tails(now)
        csv_old, jsonl_old = tails(snapshot_before)
        entries = model.entries
        start = 0
        while start < len(entries):
            end = _run_from(start, entries, known, len(csv_old), len(jsonl_old)) if snapshot_before else start
            if end > start:
                first, last = known[entries[start].path], known[entries[end - 1].path]
                csv_by, jsonl_by = csv_file.position - first.csv, jsonl_file.position - first.jsonl
                csv_rows, jsonl_rows = rows.copy(first, last, len(csv_old), len(jsonl_old))
                is_plain = csv_rows.count(csv_old) == jsonl_rows.count(jsonl_old) == end - start
                if is_plain:
                    csv_file.write(csv_rows.replace(csv_old, csv_tail))
                    jsonl_file.write(jsonl_rows.replace(jsonl_old, jsonl_tail))
                    for entry in entries[start:end]:
                        places[entry.path] = _moved(known[entry.path], csv_by, jsonl_by)
                    start = end
                    continue
            # Changed, new, or among rows with a text that quotes a row of this very file.
            for entry in entries[start : max(end, start + 1)]:
                csv_row, metadata, jsonl_row = rows.of(entry)
                places[entry.path] = Place(
                    *(entry.digest, csv_file.position, metadata, len(csv_row), jsonl_file.position, len(jsonl_row))
                )
                csv_file.write(csv_row)
                csv_file.write(csv_tail)
                jsonl_file.write(jsonl_row)
                jsonl_file.write(jsonl_tail)
            start = max(end, start + 1)
    output.adopt(CSV, csv_file.sha256(), own)
    output.adopt(JSONL, jsonl_file.sha256(), own)
    return places


def tails(snapshot_of_all: str) -> tuple[bytes, bytes]:
    """Return what stands at the end of every row, the line's end included, as CSV and as JSON."""
    return b"," + snapshot_of_all.encode() + _END, f', "{SNAPSHOT}": "{snapshot_of_all}"}}\n'.encode()


def _run_from(start: int, entries: Sequence[Entry], known: Mapping[str, Place], csv_tail: int, jsonl_tail: int) -> int:
    """Return the end of a run of entries whose rows did not change and stand one after the other, at most :data:`_AT_ONCE`."""
    csv = jsonl = -1
    for position in range(start, min(start + _AT_ONCE, len(entries))):
        entry = entries[position]
        place = known.get(entry.path)
        if place is None or place.digest != entry.digest or (csv >= 0 and (place.csv, place.jsonl) != (csv, jsonl)):
            return position
        csv, jsonl = place.csv + place.csv_size + csv_tail, place.jsonl + place.jsonl_size + jsonl_tail
    return min(start + _AT_ONCE, len(entries))


def _moved(place: Place, csv_by: int, jsonl_by: int) -> Place:
    if not csv_by and not jsonl_by:
        return place
    digest, csv, metadata, csv_size, jsonl, jsonl_size = place
    return Place(digest, csv + csv_by, metadata, csv_size, jsonl + jsonl_by, jsonl_size)


class _Rows:
    """The rows of records: from the files of the last build, or made anew."""

    def __init__(self, model: Model, known: Mapping[str, Place], stack: ExitStack, root: Path) -> None:
        self._model = model
        self._known = known
        self._terms = {code: terms(model, code) for code in CODES}
        if known:
            self._csv, self._jsonl = (_mapped(stack, root / path) for path in (CSV, JSONL))

    def copy(self, first: Place, last: Place, csv_tail: int, jsonl_tail: int) -> tuple[bytes, bytes]:
        """Return the rows from one to another, with their snapshots, as CSV and as JSON."""
        return (
            self._csv[first.csv : last.csv + last.csv_size + csv_tail],
            self._jsonl[first.jsonl : last.jsonl + last.jsonl_size + jsonl_tail],
        )

    def of(self, entry: Entry) -> tuple[bytes, int, bytes]:
        """Return the row as CSV, how much of it is metadata, and the row as JSON: all without the snapshot."""
        place = self._known.get(entry.path)
        if place and place.digest == entry.digest:
            return (
                self._csv[place.csv : place.csv + place.csv_size],
                place.metadata,
                self._jsonl[place.jsonl : place.jsonl + place.jsonl_size],
            )
        alert = entry.alert
        row = to_row(
            entry,
            self._model.collection.body(entry),
            permalink=self._model.link(self._model.addresses.alert(alert, alert.lang)),
            terms=self._terms[alert.lang],
        )
        metadata = line(row[column.name] for column in METADATA).encode()
        whole = metadata + b"," + line([row[BODY]]).encode()
        return whole, len(metadata), _encode(row).encode()[:-1]


def _mapped(stack: ExitStack, file: Path) -> mmap.mmap:
    opened = stack.enter_context(file.open("rb"))
    return stack.enter_context(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))


def small_tables(model: Model, output: Output, places: Places, base: str) -> Iterator[Artefact]:
    """Yield the tables without texts: spreadsheets cut a cell at 32,767 characters, and these are made for them."""
    tables: dict[str, Sequence[Entry]] = {
        f"data/languages/{code}.csv": model.collection.in_language(code) for code in CODES
    }
    for code, entries in model.by_country.items():
        tables[country_table(model, code)] = entries
    for path, members in tables.items():
        if members:
            now = snapshot(members)
            yield Artefact(path, fingerprint(base, now), _Small(output.root, members, places, now))


def country_table(model: Model, code: str) -> str:
    """Return the address of a country's table: named as its page is."""
    name = model.addresses.listing(CODES[0], "country", code).rpartition("/")[2].removesuffix(".html")
    return f"data/countries/{name}.csv"


class _Small:
    """Makes one small table out of the large one, which is written by then."""

    def __init__(self, root: Path, entries: Iterable[Entry], places: Places, now: str) -> None:
        self._root = root
        self._entries = entries
        self._places = places
        self._tail = b"," + now.encode() + _END

    def __call__(self) -> bytes:
        with ExitStack() as stack:
            whole = _mapped(stack, self._root / CSV)
            parts = [header(body=False)]
            for entry in self._entries:
                place = self._places[entry.path]
                parts += (whole[place.csv : place.csv + place.metadata], self._tail)
            return b"".join(parts)
