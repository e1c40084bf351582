"""Nobody else at work in a folder: two builds of one site, or two imports into one archive, would undo each other's work."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.alerts.errors import ArchiveError

PATIENCE = 3.0
"""Seconds to wait: the processes of a run that was killed end within a fraction of one."""

# Folders that this process has already: what it does in between is no second run.
_held: set[Path] = set()


class BusyError(ArchiveError):
    """Somebody else is at work there."""


@contextmanager
def alone(folder: Path, work: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only process that does ``work`` in a folder, which is made if it is not there.

    The system knows it by a lock on the folder itself, which ends with the process, however that ends; nothing is left behind.
    Where a file system has no locks, nothing is held.

    Raises:
        BusyError: if another process is at it, and still after ``patience`` seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    if folder in _held:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor, folder, work, time.monotonic() + patience)
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(descriptor)


def _lock(descriptor: int, folder: Path, work: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise BusyError(
                    f"another {work} is at work there", where=str(folder), do="Wait until it has ended, or end it."
                ) from error
            time.sleep(0.05)
        except OSError:
            return
        else:
            return
