"""JSON Lines, the universal door: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from plugins.importers.charset import lines
from plugins.importers.composers import begin
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.rows import parsed_rows

READER = "jsonl/1"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a stream of JSON Lines; a line that cannot be read comes as a rejected item with its number."""
    composer = begin(options.crosswalk.composer)
    for number, (raw, decoded) in enumerate(lines(stream, options.head), start=1):
        if not raw.strip():
            continue
        provenance = Provenance(
            source=name, item=f"line {number}", member=str(number), sha256=fixity(raw.rstrip(b"\r\n")), reader=READER
        )
        try:
            row = json.loads(decoded.text)
        except (ValueError, RecursionError) as error:
            yield rejected(provenance, "item-unreadable", f"line {number} is not JSON ({error}). Mend the line")
            continue
        if not isinstance(row, dict):
            yield rejected(provenance, "item-unreadable", f"line {number} is not a JSON object. Write one {{…}} a line")
            continue
        for parsed in parsed_rows(row, provenance, options.crosswalk, options.language, composer):
            yield replace(parsed, findings=(*decoded.findings, *parsed.findings)) if decoded.findings else parsed
