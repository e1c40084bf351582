"""The records of a web archive that are pages (ISO 28500; ARC's file format of 1996), one at a time."""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from plugins.importers.formats.html.document import LARGEST

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_UNPACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
LONGEST_URL = 2000
PIECE = 1024 * 1024
"""Bytes that are unpacked at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page of an archive, or what tells that one was the same as before, or that something is broken."""

    what: Literal["page", "revisit", "broken"]
    number: int
    url: str = ""
    crawled: str = ""
    """Day of the crawl. It says nothing of the page's own date."""
    charset: str = ""
    data: bytes = b""
    digest: str = ""
    refers_to: str = "-"
    """Of a revisit: the address of the page that it repeats."""
    original: str = ""
    """Of a revisit: where and when the page was stored."""
    is_surely_page: bool = False
    """Of a revisit: its headers say that it is a page."""
    problem: str = ""
    """Why the page, or the archive from here on, is not whole."""


def records(stream: BinaryIO) -> Iterator[Record]:
    """Yield the pages of an archive: responses of status 200, and resources, that are HTML; and their revisits.

    Raises:
        ValueError: where it is no web archive, or breaks off in a way that nothing after it can be read.
    """
    number = 0
    errors = 0
    whole = _Whole(stream)
    # The library writes its warnings to the terminal; ours go into the report.
    with contextlib.redirect_stderr(io.StringIO()):
        archive = ArchiveIterator(whole, arc2warc=True)
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                record = next(archive, None)
                found = _read(record, number + 1) if record is not None else None
            except (OSError, EOFError):
                raise
            except Exception as error:  # whatever a parser makes of broken bytes
                raise ValueError(
                    f"no record can be read after the first {number}: {type(error).__name__}: {error}"[:300]
                ) from error
        if archive.err_count > errors:
            errors = archive.err_count
            yield Record(
                what="broken", number=number, problem="what follows it is no record; some of it was passed over"
            )
        if record is None:
            if whole.error is not None:
                raise whole.error
            return
        number += 1
        if found is not None:
            yield found


class _Whole:
    """A stream whose break is an end at first, so that what was read before it is not lost; :attr:`error` then has it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; none at the end or at a break."""
        if self.error is not None:
            return b""
        try:
            # A full read would throw away what came before the break.
            return self._stream.read1(size) if isinstance(self._stream, io.BufferedReader) else self._stream.read(size)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            self.error = error
            return b""


def _read(record: Any, number: int) -> Record | None:
    headers = record.rec_headers
    url = str(headers.get_header("WARC-Target-URI") or "").strip("<> ")[:LONGEST_URL]
    if not url.startswith(("http://", "https://")):
        return None
    date = str(headers.get_header("WARC-Date") or "")[:10]
    digest = str(headers.get_header("WARC-Payload-Digest") or "")
    http = record.http_headers
    if record.rec_type == "revisit":
        kind = str(http.get_header("Content-Type") or "") if http is not None else ""
        if kind and not _is_page(kind):
            return None
        refers = str(headers.get_header("WARC-Refers-To-Target-URI") or url).strip("<> ")[:LONGEST_URL]
        when = str(headers.get_header("WARC-Refers-To-Date") or "")[:10]
        original = f"{refers} of {when}" if when else refers
        return Record(
            what="revisit",
            number=number,
            url=url,
            crawled=date,
            digest=digest,
            refers_to=refers or "-",
            original=original,
            is_surely_page=bool(kind),
        )
    if record.rec_type == "response" and http is not None:
        kind = str(http.get_header("Content-Type") or "")
        if str(http.get_statuscode()) != "200" or not _is_page(kind):
            return None
        packed = str(http.get_header("Content-Encoding") or "").strip().lower()
        if packed not in _UNPACKED:
            return Record(
                what="broken",
                number=number,
                url=url,
                crawled=date,
                problem=f"its page is packed as {packed[:20]!r}, which is not read",
            )
    elif record.rec_type == "resource" and _is_page(str(headers.get_header("Content-Type") or "")):
        kind = str(headers.get_header("Content-Type") or "")
    else:
        return None
    data, problem = _content(record)
    return Record(
        what="page",
        number=number,
        url=url,
        crawled=date,
        charset=match[1] if (match := _CHARSET.search(kind)) else "",
        data=data,
        digest=digest,
        problem=problem or _cut(record, headers, data),
    )


def _is_page(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in _PAGES


def _content(record: Any) -> tuple[bytes, str]:
    """Return a payload, unpacked and joined from its chunks, up to one byte more than a page may have; and what is wrong with it."""
    http = record.http_headers
    if http is not None and str(http.get_header("Content-Encoding") or "").strip().lower() == "br":
        is_chunked = str(http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
        return _brotli(ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream)
    return _read_all(record.content_stream()), ""


def _read_all(stream: Any) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST and (data := stream.read(min(65536, LARGEST + 1 - size))):
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def _brotli(stream: Any) -> tuple[bytes, str]:
    """Unpack with Brotli, a piece at a time: some bytes can stand for a gigabyte."""
    packed = _read_all(stream)
    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        data = unpacker.process(packed, output_buffer_limit=PIECE)
        while data:
            parts.append(data)
            size += len(data)
            if size > LARGEST:
                break
            data = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=PIECE)
    except brotli.error:
        return b"".join(parts) or packed, "what is packed with Brotli is damaged"
    whole = b"".join(parts)[: LARGEST + 1]
    return whole, "" if unpacker.is_finished() or size > LARGEST else "what is packed with Brotli breaks off"


def _cut(record: Any, headers: Any, data: bytes) -> str:
    if reason := headers.get_header("WARC-Truncated"):
        return f"the crawler cut it ({str(reason)[:40]})"
    left = getattr(record.raw_stream, "limit", 0)
    if len(data) <= LARGEST and isinstance(left, int) and left > 0:
        return f"the last {left:,} bytes of its record are missing"
    return ""
