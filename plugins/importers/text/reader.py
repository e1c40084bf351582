"""The text reader: one source is one alert, or something that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from plugins.importers.charset import decode
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity

READER = "text/1"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the one alert of a text, or the one item that says why there is none."""
    data = stream.read()
    decoded = decode(data)
    provenance = Provenance(source=name, sha256=fixity(data), reader=READER)
    yield ParsedAlert(body=decoded.text, language=options.language, provenance=provenance, findings=decoded.findings, identity=f"file:{name}")
