"""The one place that opens paths: what was named on the command line becomes sources with a name and a stream of bytes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEAD = 65536
"""Bytes that the detection of a format looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read. Its name, not its path, goes into records and reports."""

    name: str
    path: Path

    def open(self) -> BinaryIO:
        """Open it for reading, unpacked if it is gzip.

        Raises:
            OSError: if it cannot be opened.
        """
        with self.path.open("rb") as raw:
            is_packed = raw.read(2) == b"\x1f\x8b"
        # GzipFile is a reader of bytes; typeshed does not say so.
        return gzip.open(self.path, "rb") if is_packed else self.path.open("rb")  # type: ignore[return-value]

    def head(self) -> bytes:
        """Return its first bytes, unpacked.

        Raises:
            OSError, EOFError, zlib.error: if they cannot be read.
        """
        with self.open() as stream:
            return stream.read(HEAD)


def find(given: Path) -> Iterator[Source]:
    """Yield the sources under a path: the file itself, or the files of a folder and its folders, sorted by name.

    Hidden files, and links that lead to folders, are left out: a folder is read for what stands in it.
    """
    if not given.is_dir():
        yield Source(name=given.name, path=given)
        return
    for path in sorted(given.rglob("*"), key=lambda path: path.relative_to(given).parts):
        inside = path.relative_to(given)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield Source(name=inside.as_posix(), path=path)
