"""The one place of the index where files are written: only what differs, and nothing left over from before."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from plugins.search.cards import Json


def script(key: str, content: Json) -> bytes:
    """Return a file of the index: a script that hands its content to the client (``file://`` allows nothing else)."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"alertShard({json.dumps(key)},{text});\n".encode()


def read(root: Path, path: str) -> Any:
    """Return the content of a file that :func:`script` made.

    Raises:
        OSError: if it cannot be read.
        ValueError: if it is not such a file.
    """
    call = (root / path).read_text(encoding="utf-8")
    return json.loads(call[call.index(",") + 1 : call.rindex(")")])


def write(root: Path, path: str, content: bytes) -> str:
    """Write a file unless it is there already with these bytes; return the hexadecimal digits of its SHA-256.

    A file that is replaced gets a new inode, so that copies made by hard links keep what they had.
    """
    target = f"{root}/{path}"
    try:
        # Not by way of a half-file: what is torn when a build is killed, the next one finds to have other bytes.
        _create(target, content)
    except FileExistsError:
        there = Path(target)
        if there.read_bytes() != content:
            half = there.with_name(f"{there.name}.new")
            half.write_bytes(content)
            half.replace(there)
    return hashlib.sha256(content).hexdigest()


def _create(target: str, content: bytes) -> None:
    """Write a new file, its folder made where there is none.

    Raises:
        FileExistsError: if there is one already.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(target, flags, 0o666)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(target, flags, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def remove(root: Path, paths: Iterable[str]) -> None:
    """Delete files, and folders left empty."""
    for path in paths:
        target = root / path
        target.unlink(missing_ok=True)
        if not any(target.parent.iterdir()):
            target.parent.rmdir()


class Spool:
    """A file without a name, for what one process makes and another one needs later. It is gone when nobody has it open."""

    def __init__(self, folder: Path) -> None:
        """Open it on the disk of a folder, which is made if need be: before processes are forked that share it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 (kept open)
        self._end = 0

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def add(self, data: bytes) -> tuple[int, int]:
        """Write data, and return where they are; one process at a time may write."""
        start, self._end = self._end, self._end + len(data)
        self._file.write(data)
        return start, self._end

    def read(self, place: tuple[int, int]) -> bytes:
        """Return the data in a place."""
        start, end = place
        return os.pread(self._file.fileno(), end - start, start)


Stamp = tuple[int, int]
"""Size and time of change, in ns."""


def stamp(root: Path, path: str) -> Stamp:
    """Return the stamp of one file."""
    status = (root / path).stat()
    return status.st_size, status.st_mtime_ns


def stamps(root: Path, folder: str) -> dict[str, Stamp]:
    """Return path → stamp of every file below a folder."""
    found: dict[str, Stamp] = {}
    waiting = [folder]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(root / below) as items:
                for item in items:
                    path = f"{below}/{item.name}"
                    if item.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    else:
                        status = item.stat(follow_symlinks=False)
                        found[path] = (status.st_size, status.st_mtime_ns)
        except FileNotFoundError:
            continue
    return found


def remove_others(root: Path, folder: str, wanted: Iterable[str]) -> list[str]:
    """Delete the files below a folder that are not wanted, and folders left empty; return the paths deleted."""
    keep = set(wanted)
    removed: list[str] = []
    base = root / folder
    for path in sorted(base.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif (name := path.relative_to(root).as_posix()) not in keep:
            path.unlink()
            removed.append(name)
    return removed
