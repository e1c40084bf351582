"""Where records stand: the files of an archive, each written whole or not at all; or, for a rehearsal, what they would be."""

from __future__ import annotations

import contextlib
import itertools
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from plugins.alerts.languages import CODES
from plugins.importers.keeping.scratch import Scratch

Stamp = tuple[int, int]
"""Time of a file's last change in ns, and its size in bytes."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a new file beside ``path`` and put it in its place once it is whole.

    There is no fsync: after a power cut a file may be old, and running the import again puts it right.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            # A write does not say where; whoever must make room wants to know.
            error.filename = str(path)
        raise


def renew(path: Path, lines: Callable[[], Iterable[str]]) -> None:
    """Let a file have just these lines, each with its end; one that has them is not touched, and one without any is taken away."""
    if path.is_file():
        with path.open(encoding="utf-8", errors="replace", newline="\n") as standing:
            if all(one == other for one, other in itertools.zip_longest(standing, lines())):
                return
    if next(iter(lines()), None) is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as stream:
        stream.writelines(lines())


class Shelf:
    """The records of an archive on disk."""

    def __init__(self, archive: Path) -> None:
        """Clear away what an import that was killed in the middle of a file left behind."""
        self._archive = archive
        self._folders: set[Path] = set()
        for folder in (archive, archive / ".ledger"):
            for left in (*folder.glob("*/.*.new"), *folder.glob("*/*/.*.new"), *folder.glob(".*.new")):
                left.unlink(missing_ok=True)

    def has(self, path: Path) -> bool:
        """Say whether there is a record."""
        return path.is_file()

    def read(self, path: Path) -> bytes:
        """Return the bytes of a record."""
        return path.read_bytes()

    def moved(self, language: str, record_id: str) -> Path | None:
        """Return the file of a record, whichever year's folder it is in."""
        return next(iter(sorted((self._archive / language).glob(f"*/{record_id}.md"))), None)

    def stamps(self) -> Iterator[tuple[str, Stamp]]:
        """Yield every record, its path inside the archive with forward slashes, and its stamp."""
        for language in CODES:
            for year in _folders(self._archive / language):
                with os.scandir(year) as files:
                    for file in files:
                        if file.name.endswith(".md") and not file.name.startswith(".") and file.is_file():
                            state = file.stat()
                            yield f"{language}/{year.name}/{file.name}", (state.st_mtime_ns, state.st_size)

    def stamp(self, path: str) -> Stamp:
        """Return the stamp of a record, by its path inside the archive."""
        state = (self._archive / path).stat()
        return state.st_mtime_ns, state.st_size

    def write(self, path: Path, text: str) -> Stamp:
        """Put a file there, or in the place of one; return its stamp.

        Raises:
            OSError: if it cannot be written; then what was there is there still.
        """
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with replacing(path) as stream:
            stream.write(text)
            stream.flush()
            state = os.fstat(stream.fileno())
        return state.st_mtime_ns, state.st_size

    def append(self, path: Path, line: str) -> None:
        """Write a line at the end of a file; what an import that was killed wrote of another one stands before it by itself.

        Raises:
            OSError: if it cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+", buffering=0) as stream:
            if stream.seek(0, os.SEEK_END) and stream.seek(-1, os.SEEK_END) >= 0 and stream.read(1) != b"\n":
                line = f"\n{line}"
            stream.write(line.encode("utf-8", "surrogatepass"))

    def remove(self, path: Path) -> None:
        """Take a file away."""
        path.unlink()


class Rehearsal(Shelf):
    """The records of an archive as they would be: what is written is remembered, and nothing is written."""

    def __init__(self, archive: Path) -> None:
        """Begin with what is on disk."""
        self._archive = archive
        self._over = Scratch("CREATE TABLE files (path PRIMARY KEY, language, id, text) WITHOUT ROWID")

    def _text(self, path: Path) -> tuple[str | None] | None:
        """Return what would be there (``None`` in it: nothing); ``None`` for what is as on disk."""
        found = self._over.first("SELECT text FROM files WHERE path = ?", (str(path),))
        return (found[0],) if found else None

    def has(self, path: Path) -> bool:
        """Say whether there would be a record."""
        over = self._text(path)
        return super().has(path) if over is None else over[0] is not None

    def read(self, path: Path) -> bytes:
        """Return the bytes that a record would have."""
        over = self._text(path)
        return super().read(path) if over is None or over[0] is None else over[0].encode("utf-8")

    def moved(self, language: str, record_id: str) -> Path | None:
        """Return the file that a record would have, whichever year's folder it is in."""
        query = "SELECT path FROM files WHERE language = ? AND id = ? AND text IS NOT NULL ORDER BY path"
        over = self._over.first(query, (language, record_id))
        found = super().moved(language, record_id)
        return Path(over[0]) if over else found if found is not None and self.has(found) else None

    def stamps(self) -> Iterator[tuple[str, Stamp]]:
        """Yield every record that there would be, with its stamp."""
        written = {
            Path(path).relative_to(self._archive).as_posix(): text
            for path, text in self._over.rows("SELECT path, text FROM files")
        }
        yield from ((path, stamp) for path, stamp in super().stamps() if path not in written)
        yield from ((path, _stamp(text)) for path, text in sorted(written.items()) if text is not None)

    def stamp(self, path: str) -> Stamp:
        """Return the stamp that a record would have."""
        over = self._text(self._archive / path)
        return super().stamp(path) if over is None or over[0] is None else _stamp(over[0])

    def write(self, path: Path, text: str) -> Stamp:
        """Remember what would be written; return the stamp that it would have."""
        self._put(path, text)
        return _stamp(text)

    def append(self, path: Path, line: str) -> None:
        """Do nothing: no record is written so."""

    def remove(self, path: Path) -> None:
        """Remember what would be taken away."""
        self._put(path, None)

    def _put(self, path: Path, text: str | None) -> None:
        values = (str(path), path.parent.parent.name, path.stem, text)
        self._over.put("REPLACE INTO files VALUES (?, ?, ?, ?)", values)


def _folders(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir() and one.name[0] != ".") if folder.is_dir() else []


def _stamp(text: str) -> Stamp:
    """Return a stamp that no file on disk has."""
    return -1 - zlib.crc32(text.encode("utf-8", "surrogatepass")), len(text)
