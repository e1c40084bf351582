"""Texts of records as HTML, made where the records are read: the search and the pages both want them, and neither is to make them anew.

They are in files without a name, one of each process that read: in memory they would be as much again as all headers.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path

Place = tuple[str, int, int, int]
"""Path of a record, the process that made its HTML, and where that begins and how many bytes it has in that process's file."""

_NAME = "rendered-"
_AT_ONCE = 1 << 20
"""Bytes that a process holds before it writes them."""


class Rendered:
    """The HTML of the records that were read anew by this build."""

    def __init__(self, folder: Path) -> None:
        """Begin; files are made in ``folder``, and what a build that was killed has left there is taken away."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{_NAME}*"):
            left.unlink()
        self._held = bytearray()
        self._own: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._new: list[Place] = []
        self._files: dict[int, int] = {}
        self._places: dict[str, tuple[int, int, int]] = {}
        weakref.finalize(self, _close, self._own, self._files)

    def add(self, path: str, page: str) -> None:
        """Keep the HTML of a record, in whichever process."""
        process = os.getpid()
        data = page.encode()
        start = self._ends.get(process, 0)
        self._ends[process] = start + len(data)
        self._new.append((path, process, start, len(data)))
        self._held += data
        if len(self._held) > _AT_ONCE:
            self._write()

    def added(self) -> list[Place]:
        """Return what this process has kept since it was asked last, for the process that forked it."""
        self._write()
        found, self._new = self._new, []
        return found

    def _write(self) -> None:
        process = os.getpid()
        file = self._own.get(process)
        if file is None:
            # Held open: it loses its name as soon as something of it is taken.
            file = self._own[process] = os.open(self._file(process), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        rest = memoryview(bytes(self._held))
        while rest:
            rest = rest[os.write(file, rest) :]
        self._held.clear()

    def take(self, places: list[Place]) -> None:
        """Take what another process, or this one, has kept."""
        for path, process, start, size in places:
            file = self._files.get(process)
            if file is None:
                file = self._files[process] = os.open(self._file(process), os.O_RDONLY)
                # It is there as long as somebody has it open.
                self._file(process).unlink()
            self._places[path] = file, start, size

    def page(self, path: str) -> str | None:
        """Return the HTML of a record; nothing where it was not read by this build."""
        place = self._places.get(path)
        if place is None:
            return None
        file, start, size = place
        return os.pread(file, size, start).decode()

    def _file(self, process: int) -> Path:
        return self._folder / f"{_NAME}{process}"


def _close(*several: dict[int, int]) -> None:
    for files in several:
        for file in files.values():
            os.close(file)
