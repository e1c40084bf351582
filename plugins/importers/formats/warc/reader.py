"""The reader of web archives: each page that was fetched is read as a page, with the address and the charset that it was served with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from plugins.alerts.findings import Finding
from plugins.importers.formats.html.reader import READER as HTML_READER
from plugins.importers.formats.html.reader import Fetched, read_page
from plugins.importers.formats.warc.records import Record, records
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece, read_through

READER = f"warc/1+{HTML_READER}"


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of the pages of an archive. What is no page (pictures, redirections, requests) is no item.

    Raises:
        ValueError: where it is no web archive, or breaks off; what came before was yielded.
    """
    return read_through(cut, read_piece, stream, name, options)


def read_piece(piece: Piece, options: ReadOptions) -> Iterator[ParsedAlert]:
    """Yield the alerts of a page."""
    data, fetched, problem = piece.content
    lost = (Finding("text-truncated", "body", f"the page is not whole: {problem}"),) if problem else ()
    for parsed in read_page(data, piece.provenance, options, fetched):
        yield replace(parsed, findings=(*parsed.findings, *lost))


def cut(stream: BinaryIO, name: str, _: ReadOptions) -> Iterator[Piece | ParsedAlert]:
    """Yield the pages of an archive; it raises what :func:`read` raises."""
    # What stands in this file, by address and by digest: crawlers wrote the one, the other, or both.
    stored: set[str] = set()
    for record in records(stream):
        crawled = f", crawled {record.crawled}" if record.crawled else ""
        provenance = Provenance(
            source=name,
            item=f"record {record.number}{crawled}",
            member=record.url,
            sha256=fixity(record.data),
            reader=READER,
        )
        if record.what == "broken":
            yield rejected(provenance, "source-unreadable", f"record {record.number} {record.url}: {record.problem}")
        elif record.what == "revisit":
            if (revisit := _revisit(record, provenance, stored)) is not None:
                yield revisit
        else:
            stored |= {one for one in (record.url, record.digest) if one}
            fetched = Fetched(url=record.url, charset=record.charset)
            yield Piece(provenance=provenance, content=(record.data, fetched, record.problem))


def _revisit(record: Record, provenance: Provenance, stored: set[str]) -> ParsedAlert | None:
    """Return the item of a page that was the same as before; ``None`` if nothing shows that it is one."""
    if record.digest in stored or record.refers_to in stored:
        return rejected(provenance, "item-repeated", f"the same page as {record.original}, which is read from there")
    if not record.is_surely_page:
        # Neither the type nor the digest of a page: a picture, as likely as not.
        return None
    return rejected(
        provenance, "body-missing", f"the same page as {record.original}, which stands in another part of the archive"
    )
