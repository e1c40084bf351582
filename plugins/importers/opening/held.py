"""Streams over what had to be held, since it comes only once or must be read from its end."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, BinaryIO

from plugins.importers.opening.sources import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def rewound(held: IO[bytes]) -> Callable[[], BinaryIO]:
    """Return what opens the held bytes as a stream from their beginning; several may be open at once."""

    def open_member() -> BinaryIO:
        return io.BufferedReader(_View(held))

    return open_member


class _View(io.RawIOBase):
    """A stream over bytes that stay when it is closed; one of several, each at its own place."""

    def __init__(self, held: IO[bytes]) -> None:
        self._held = held
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_CUR:
            offset, whence = self._at + offset, io.SEEK_SET
        self._held.seek(offset, whence)
        self._at = self._held.tell()
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        self._held.seek(self._at)
        data = self._held.read(len(view))
        self._at += len(data)
        view[: len(data)] = data
        return len(data)


def seekable(source: Source) -> BinaryIO:
    """Open a source whose end can be read first, as that of a zip must be."""
    stream = source.open()
    if stream.seekable():
        return stream
    held = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with stream:
            while data := stream.read(1 << 20):
                held.write(data)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return held
