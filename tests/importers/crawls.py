"""Made-up web archives, written byte by byte."""

from __future__ import annotations

import gzip
import hashlib
import zlib

WARC_INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2013-03-13T10:00:00Z\r\nContent-Type: application/warc-fields\r\nContent-Length: 16\r\n\r\nsoftware: ours\r\n\r\n\r\n"


def http(body: bytes, *, kind: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    """Return a response of a server."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def chunked(body: bytes, size: int = 100) -> bytes:
    """Return a body in chunks."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def digest(body: bytes) -> str:
    """Return the digest of a body as archives have it."""
    return f"sha1:{hashlib.sha1(body).hexdigest()}"  # noqa: S324 - the format's


def record(url: str, block: bytes, *, kind: str = "response", more: str = "", length: int | None = None) -> bytes:
    """Return a record of a WARC."""
    media = {"response": "application/http; msgtype=response", "revisit": "application/http; msgtype=response"}.get(
        kind, "text/html"
    )
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2013-03-13T10:00:00Z\r\n{more}"
            f"Content-Type: {media}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def members(*records: bytes) -> bytes:
    """Return records as gzip members, one each."""
    return b"".join(map(gzip.compress, records))


def arc(*records: tuple[str, bytes]) -> bytes:
    """Return an ARC of URLs and responses."""
    head = "1 0 Ours\nURL IP-address Archive-date Content-type Archive-length\n"
    parts = [f"filedesc://ours.arc 0.0.0.0 20011023120000 text/plain {len(head)}\n{head}\n".encode()]
    parts += [
        f"{url} 192.0.2.1 20011023120000 text/html {len(block)}\n".encode() + block + b"\n" for url, block in records
    ]
    return b"".join(parts)


def deflated(body: bytes) -> bytes:
    """Return a body as a server packs it."""
    return zlib.compress(body)
