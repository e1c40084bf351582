"""JSON Lines, the universal door: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from plugins.alerts.findings import has_errors
from plugins.importers.decoding.charset import lines
from plugins.importers.formats.composers import Composer, begin
from plugins.importers.formats.rows import parsed_rows
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece, read_through

READER = "jsonl/1"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a stream of JSON Lines; a line that cannot be read comes as a rejected item with its number."""
    return read_through(cut, read_piece, stream, name, options)


def cut(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the lines of a stream. A composer remembers the rows before: with one, they are read as they come."""
    composer = begin(options.crosswalk.composer)
    for number, (raw, decoded) in enumerate(lines(stream, options.head), start=1):
        if not raw.strip():
            continue
        provenance = Provenance(
            source=name, item=f"line {number}", member=str(number), sha256=fixity(raw.rstrip(b"\r\n")), reader=READER
        )
        if has_errors(decoded.findings):
            yield ParsedAlert(provenance=provenance, findings=decoded.findings)
            continue
        piece = Piece(provenance=provenance, content=(decoded.text, decoded.findings))
        if composer:
            yield from _rows(piece, options, composer)
        else:
            yield piece


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alert of a line."""
    return _rows(piece, options, None)


def _rows(piece: Piece, options: ReadOptions, composer: Composer | None) -> Iterator[ParsedAlert]:
    provenance = piece.provenance
    text, findings = piece.content
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield rejected(provenance, "item-unreadable", f"{provenance.item} is not JSON ({error}). Mend the line")
        return
    if not isinstance(row, dict):
        told = f"{provenance.item} is not a JSON object. Write one {{…}} a line"
        yield rejected(provenance, "item-unreadable", told)
        return
    for parsed in parsed_rows(row, provenance, options.crosswalk, options.language, composer):
        yield replace(parsed, findings=(*findings, *parsed.findings)) if findings else parsed
