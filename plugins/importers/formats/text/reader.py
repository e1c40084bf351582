"""The text reader: one source is one alert, a page of many, or something that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from plugins.importers.decoding.charset import decode
from plugins.importers.formats.text.many import parse_all
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected

READER = "text/1"
LONGEST = 4_000_000
"""Bytes; a text beyond this is a whole mailbox or no text at all."""


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a text, mostly one, or the one item that says why there is none."""
    data = stream.read(LONGEST + 1)
    provenance = Provenance(source=name, sha256=fixity(data), reader=READER)
    if len(data) > LONGEST:
        yield rejected(
            provenance,
            "item-unreadable",
            f"longer than {LONGEST:,} bytes: not one alert. Divide it, or name its format",
        )
        return
    decoded = decode(data)
    yield from parse_all(decoded.text, provenance, language=options.language, findings=decoded.findings)
