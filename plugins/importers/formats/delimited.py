"""CSV and TSV: a row of column names, then a row an item."""

from __future__ import annotations

import csv
import difflib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from plugins.alerts.findings import Finding, has_errors
from plugins.importers.crosswalk import REQUIRED, Crosswalk
from plugins.importers.decoding.charset import decode, lines
from plugins.importers.formats.composers import Composer, begin
from plugins.importers.formats.rows import parsed_rows
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece, read_through

_DELIMITERS = ",;\t|"
LONGEST_CELL = 16 * 1024 * 1024
_NAMES_SHOWN, _NAME_SHOWN = 8, 60
"""Columns of a file whose columns are wrong, and letters of their names, that the report shows."""
_COMPARED = 500
"""Columns among which the report looks for what may be meant."""
"""Characters; the default of the csv module, 131,072, is less than a long report."""


def read_csv(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a CSV file; the delimiter is the crosswalk's, else the commonest in the first line."""
    return read_through(cut_csv, read_piece, stream, name, options)


def read_tsv(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a file with tabs between its cells."""
    return read_through(cut_tsv, read_piece, stream, name, options)


def cut_csv(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the rows of a CSV file."""
    return _cut(stream, name, options, options.crosswalk.delimiter or _delimiter(options.head), "csv/1")


def cut_tsv(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the rows of a file with tabs between its cells."""
    return _cut(stream, name, options, options.crosswalk.delimiter or "\t", "tsv/1")


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alert of a row."""
    return _rows(piece, options, None)


def _rows(piece: Piece, options: ReadOptions, composer: Composer | None) -> Iterator[ParsedAlert]:
    row, findings = piece.content
    for parsed in parsed_rows(row, piece.provenance, options.crosswalk, options.language, composer):
        yield replace(parsed, findings=(*findings, *parsed.findings)) if findings else parsed


def _delimiter(head: bytes) -> str:
    first = decode(head).text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


class _Lines:
    """Lines for the csv module that remembers the bytes of those which the current row took."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        self.raw: list[bytes] = []
        self.findings: list[Finding] = []
        self._lines = lines(stream, head)

    def __iter__(self) -> Iterator[str]:
        for raw, decoded in self._lines:
            self.raw.append(raw)
            self.findings.extend(decoded.findings)
            yield decoded.text.replace("\x00", "")

    def take(self) -> tuple[bytes, tuple[Finding, ...]]:
        taken = b"".join(self.raw).rstrip(b"\r\n"), tuple(dict.fromkeys(self.findings))
        self.raw, self.findings = [], []
        return taken


def _cut(
    stream: BinaryIO, name: str, options: ReadOptions, delimiter: str, reader: str
) -> Iterator[Piece | ParsedAlert]:
    csv.field_size_limit(LONGEST_CELL)
    source = _Lines(stream, options.head)
    rows = csv.reader(source, delimiter=delimiter, strict=False)
    composer = begin(options.crosswalk.composer)
    header: tuple[str, ...] = ()
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            raw, _ = source.take()
            number += 1
            provenance = Provenance(
                source=name, item=f"row {number}", member=str(number), sha256=fixity(raw), reader=reader
            )
            yield rejected(
                provenance, "item-unreadable", f"row {number} (line {rows.line_num}) cannot be read: {error}"
            )
            continue
        raw, findings = source.take()
        if has_errors(findings):
            number += 1
            yield ParsedAlert(
                provenance=Provenance(
                    source=name, item=f"row {number}", member=str(number), sha256=fixity(raw), reader=reader
                ),
                findings=findings,
            )
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = _names(cells)
            if problem := _header_problem(header, options.crosswalk, options.language):
                yield rejected(Provenance(source=name, item="header", sha256=fixity(raw), reader=reader), *problem)
                return
            continue
        number += 1
        provenance = Provenance(
            source=name, item=f"row {number}", member=str(number), sha256=fixity(raw), reader=reader
        )
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield rejected(
                provenance,
                "item-unreadable",
                f"row {number} (line {rows.line_num}) has {len(cells)} cells for {len(header)} columns. Put the cell with a delimiter in quotation marks",
            )
            continue
        row: dict[str, object] = dict(zip(header, cells, strict=False))
        piece = Piece(provenance=provenance, content=(row, findings))
        if composer:
            # It remembers the rows before.
            yield from _rows(piece, options, composer)
        else:
            yield piece


def _names(cells: list[str]) -> tuple[str, ...]:
    """Return the columns' names; the second ``note`` is ``note 2``, or one of them would be lost."""
    names: dict[str, None] = {}
    # Where each name goes on being numbered: thousands of empty headings would else be compared with each other.
    numbers: dict[str, Iterator[int]] = {}
    for cell in map(str.strip, cells):
        name = cell
        while name in names:
            name = f"{cell} {next(numbers.setdefault(cell, itertools.count(2)))}".strip()
        names[name] = None
    return tuple(names)


def _listed(header: tuple[str, ...], wanted: Iterable[str]) -> str:
    """Return names of columns for a person: all where they are few, else those most like what is wanted, then the first."""
    names = {name.casefold()[:_NAME_SHOWN]: name for name in reversed(header[:_COMPARED]) if name}
    alike = [names[one] for name in wanted for one in difflib.get_close_matches(name.casefold(), names, n=2)]
    chosen = list(dict.fromkeys((*alike, *header)))[:_NAMES_SHOWN] if len(header) > _NAMES_SHOWN else header
    shown = ", ".join(repr(name[:_NAME_SHOWN]) for name in chosen)
    return f"{shown}, and {len(header) - _NAMES_SHOWN:,} more" if len(header) > _NAMES_SHOWN else shown


def _header_problem(header: tuple[str, ...], crosswalk: Crosswalk, language: str) -> tuple[str, str] | None:
    if missing := crosswalk.missing(header):
        return (
            "crosswalk-column-missing",
            (
                f"the crosswalk {crosswalk.name} names the columns {', '.join(map(repr, missing))}, which the file does not have "
                f"(it has {_listed(header, missing)}). Mend the crosswalk, or give the right file"
            ),
        )
    if crosswalk.composer:
        return None
    ours = crosswalk.apply(dict.fromkeys(header, ""))
    if lacking := [key for key in REQUIRED if key not in ours and not (key == "language" and language)]:
        return (
            "crosswalk-column-missing",
            (
                f"no column is our {', '.join(lacking)} (the file has {_listed(header, lacking)}). "
                "Write a crosswalk that says which of them is which, and name it with --crosswalk"
            ),
        )
    return None
