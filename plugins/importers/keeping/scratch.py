"""What an import must remember and would not fit into memory: a database without a name, on disk once it is large, gone at the end."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

_IN_MEMORY = 500
"""Kilobytes of it: an import has some twenty such databases, and the system keeps more of their files in memory where there is room."""


class Scratch:
    """A database of this process alone, which no crash leaves behind."""

    def __init__(self, *tables: str) -> None:
        """Open it, with tables by their ``CREATE TABLE``."""
        self._connection = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", f"cache_size=-{_IN_MEMORY}"):
            self._connection.execute(f"PRAGMA {pragma}")
        for table in tables:
            self._connection.execute(table)
        # One transaction that never ends: nobody else reads it, and nothing of it is to last.
        self._connection.execute("BEGIN")

    def put(self, statement: str, values: Sequence[Any]) -> None:
        """Change something.

        Raises:
            OSError: if there is no room for it.
        """
        try:
            self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _full(error) from error

    def first(self, statement: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        """Return the first row of an answer, if there is one."""
        row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of an answer."""
        yield from self._connection.execute(statement, values)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def __del__(self) -> None:
        """Let go of it, where nobody did."""
        self.close()


def _full(error: sqlite3.OperationalError) -> OSError:
    return OSError(errno.ENOSPC, f"no room for the import's own notes ({error})", "the folder for temporary files")
