"""The tables: ``data/alerts.csv`` and ``data/alerts.jsonl`` with every text, small tables by language and country without.

A large archive has the texts in a table a year: one changed comma is not to have a host take over a third of a gigabyte.

A row depends on its record alone. So the rows of records that did not change are copied from the files of the last build, as many at once
as follow each other, and a record that did change is the only one that is read.
"""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from plugins.alerts import labels
from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.exports.cells import line, line_of_text
from plugins.exports.columns import BODY, METADATA, to_row
from plugins.exports.model import Model, by_year, snapshot
from plugins.exports.output import HALF, Artefact, Output, fingerprint
from plugins.exports.rows import END, Digested, Known, Rows, header
from plugins.exports.texts import text

WHOLE = "data/alerts"
"""Address of the table of everything, without the ending; those of years stand below it."""
ENDINGS = (".csv", ".jsonl")
ONE_TABLE = 20_000
"""Records that one table has the texts of; of more, each year has a table of its own."""
# One encoder for all rows: json.dumps would make one for each.
_encode = json.JSONEncoder(ensure_ascii=False).encode

MakeRow = Callable[[Entry], tuple[bytes, int, bytes]]
"""Makes the row of an entry: as CSV, how many bytes of that are metadata, and as JSON."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with texts: everything, or a year of it."""

    stem: str
    """Address of its files, without the ending."""
    entries: Sequence[Entry]

    @property
    def paths(self) -> tuple[str, str]:
        """Its addresses: as CSV and as JSON Lines."""
        return self.stem + ENDINGS[0], self.stem + ENDINGS[1]


def terms(model: Model, language: str) -> str:
    """Return the terms of use, as every row says them."""
    return " ".join(filter(None, (text("terms", language), model.settings.licence)))


def tables(model: Model) -> list[Table]:
    """Return the tables with texts, oldest first."""
    if len(model.entries) <= ONE_TABLE:
        return [Table(WHOLE, model.entries)]
    return [Table(f"{WHOLE}/{year}", own) for year, own in by_year(model.entries)]


def are_texts(path: str) -> bool:
    """Say whether a path is of a table with texts."""
    return path.startswith((f"{WHOLE}.", f"{WHOLE}/"))


def write(table: Table, output: Output, known: Known, base: str, make: MakeRow) -> Rows:
    """Write a table's two files, and return where their rows stand; ``make`` is :func:`maker`'s."""
    before = known.rows.get(table.stem, Rows())
    own = fingerprint(base, snapshot(table.entries))
    if not known.called_otherwise(table.entries) and all(output.unchanged(path, own) for path in table.paths):
        return before
    trusted = before if all(map(output.stands, table.paths)) else Rows()
    rows = Rows()
    csv, jsonl = table.paths
    (output.root / csv).parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        csv_file, jsonl_file = (
            Digested(stack.enter_context((output.root / (path + HALF)).open("wb"))) for path in table.paths
        )
        csv_file.write(header(body=True))
        if trusted.paths:
            csv_before, jsonl_before = (_mapped(stack, output.root / path) for path in table.paths)
            jsonl_starts = array("Q", accumulate(trusted.jsonl, initial=0))
        for piece in _pieces(table.entries, trusted, known.relabelled):
            if isinstance(piece, Entry):
                csv_row, metadata, jsonl_row = make(piece)
                csv_file.write(csv_row)
                jsonl_file.write(jsonl_row)
                rows.add(piece, len(csv_row), metadata, len(jsonl_row))
            else:
                start, end = piece
                csv_file.copy(csv_before, trusted.starts[start], trusted.starts[end])
                jsonl_file.copy(jsonl_before, jsonl_starts[start], jsonl_starts[end])
                rows.extend(trusted, start, end)
    output.adopt(csv, csv_file.sha256(), own)
    output.adopt(jsonl, jsonl_file.sha256(), own)
    return rows


def _pieces(
    entries: Iterable[Entry], known: Rows, relabelled: frozenset[labels.Key]
) -> Iterator[Entry | tuple[int, int]]:
    """Yield the rows that there are to be: entries whose rows are new, and between them runs of rows that stand already."""
    start = end = 0
    places, digests = known.places, known.digests
    for entry in entries:
        place = places.get(entry.path, -1)
        stands = place >= 0 and digests[place] == entry.digest
        if stands and (not relabelled or relabelled.isdisjoint(labels.terms_of(entry.alert))):
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


def maker(model: Model) -> MakeRow:
    """Return a function that makes the row of an entry."""
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
        return metadata + b"," + line_of_text(row[BODY]).encode() + END, len(metadata), _encode(row).encode() + b"\n"

    return make


def _mapped(stack: ExitStack, file: Path) -> mmap.mmap:
    opened = stack.enter_context(file.open("rb"))
    return stack.enter_context(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))


def small_tables(
    model: Model, output: Output, large: Mapping[str, Rows], base: str, known: Known
) -> Iterator[Artefact]:
    """Yield the tables without texts: spreadsheets cut a cell at 32,767 characters, and these are made for them.

    ``large`` has where the rows of the tables with texts stand, by the stems of these, once they are written.
    """
    metadata = _Metadata(output.root, large)
    found: dict[str, Sequence[Entry]] = {
        f"data/languages/{code}.csv": model.collection.in_language(code) for code in CODES
    }
    for code, entries in model.by_country.items():
        found[country_table(model, code)] = entries
    for path, members in found.items():
        if members:
            own, is_stale = fingerprint(base, snapshot(members)), known.called_otherwise(members)
            yield Artefact(path, own, _Small(metadata, members), is_stale)


def country_table(model: Model, code: str) -> str:
    """Return the address of a country's table: named as its page is."""
    name = model.addresses.listing(CODES[0], "country", code).rpartition("/")[2].removesuffix(".html")
    return f"data/countries/{name}.csv"


class _Metadata:
    """Finds what the large tables say of a record besides its text; they are written by then."""

    def __init__(self, root: Path, large: Mapping[str, Rows]) -> None:
        self._root = root
        self._large = large

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        return {path: (stem, place) for stem, rows in self._large.items() for place, path in enumerate(rows.paths)}

    def lines(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """Yield the rows of some records, without the ends of their lines."""
        files: dict[str, mmap.mmap] = {}
        with ExitStack() as stack:
            for entry in entries:
                stem, place = self._places[entry.path]
                rows = self._large[stem]
                if stem not in files:
                    files[stem] = _mapped(stack, self._root / (stem + ENDINGS[0]))
                start = rows.starts[place]
                yield files[stem][start : start + rows.metadata[place]]


class _Small:
    """Makes one small table out of the large ones."""

    def __init__(self, metadata: _Metadata, entries: Iterable[Entry]) -> None:
        self._metadata = metadata
        self._entries = entries

    def __call__(self) -> bytes:
        return header(body=False) + b"".join([one + END for one in self._metadata.lines(self._entries)])
