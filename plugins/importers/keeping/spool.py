"""What is put down once and fetched back at most a few times, in a file without a name: memory does not grow with it."""

from __future__ import annotations

import errno
import os
import tempfile

_IN_MEMORY = 250_000
"""Bytes that are written at a time."""

Place = tuple[int, int]
"""Where something lies in a spool: how far from its beginning, and how many bytes."""


class Spool:
    """Bytes, one after the other; for what is large, and needs no order of its own, much cheaper than a database."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = tempfile.TemporaryFile(buffering=0, dir=_folder())  # noqa: SIM115 - open as long as this is
        self._written = 0
        self._pending = bytearray()

    def put(self, data: bytes) -> Place:
        """Put something down; return where it lies.

        Raises:
            OSError: if there is no room for it.
        """
        place = (self._written + len(self._pending), len(data))
        self._pending += data
        if len(self._pending) >= _IN_MEMORY:
            self._write()
        return place

    def get(self, place: Place) -> bytes:
        """Return what lies there.

        Raises:
            OSError: if there is no room for what was put down last.
        """
        start, size = place
        if start + size > self._written:
            self._write()
        return os.pread(self._file.fileno(), size, start)

    def _write(self) -> None:
        try:
            with memoryview(self._pending) as pending:
                done = 0
                while done < len(pending):
                    done += self._file.write(pending[done:])
        except OSError as error:
            told = f"no room for the import's own notes ({error.strerror})"
            raise OSError(errno.ENOSPC, told, "the folder for temporary files") from error
        self._written += len(self._pending)
        self._pending.clear()

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def __del__(self) -> None:
        """Let go of it, where nobody did."""
        self.close()


def _folder() -> str | None:
    """Return where the scratch databases lie, too: what :mod:`tempfile` would take first is memory on many machines."""
    named = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), "/var/tmp")  # noqa: S108
    return next((one for one in named if one and os.access(one, os.W_OK | os.X_OK)), None)
