"""Where records stand: the files of an archive, each written whole or not at all; or, for a rehearsal, what they would be."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from plugins.importers.scratch import Scratch


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
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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

    def write(self, path: Path, text: str) -> None:
        """Put a file there, or in the place of one.

        Raises:
            OSError: if it cannot be written; then what was there is there still.
        """
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        with replacing(path) as stream:
            stream.write(text)

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

    def write(self, path: Path, text: str) -> None:
        """Remember what would be written."""
        self._put(path, text)

    def remove(self, path: Path) -> None:
        """Remember what would be taken away."""
        self._put(path, None)

    def _put(self, path: Path, text: str | None) -> None:
        values = (str(path), path.parent.parent.name, path.stem, text)
        self._over.put("REPLACE INTO files VALUES (?, ?, ?, ?)", values)
