"""Things that an import must remember one a record, by two names, in a scratch database: memory does not grow with their number."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from plugins.importers.keeping.scratch import Scratch

Value = TypeVar("Value")
Names = tuple[str, str]


class Kept(Generic[Value]):
    """Values by two names; what is changed in one must be put back."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._scratch = Scratch("CREATE TABLE kept (one, other, value, PRIMARY KEY (one, other)) WITHOUT ROWID")

    def put(self, names: Names, value: Value) -> None:
        """Keep a value, in the place of one with these names.

        Raises:
            OSError: if there is no room for it.
        """
        self._scratch.put("REPLACE INTO kept VALUES (?, ?, ?)", (*names, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))

    def get(self, names: Names) -> Value | None:
        """Return the value with these names."""
        row = self._scratch.first("SELECT value FROM kept WHERE one = ? AND other = ?", names)
        return _read(row[0]) if row else None

    def __contains__(self, names: Names) -> bool:
        """Say whether there is a value with these names."""
        return self._scratch.first("SELECT 1 FROM kept WHERE one = ? AND other = ?", names) is not None

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return self._scratch.first("SELECT 1 FROM kept LIMIT 1", ()) is not None

    def drop(self, names: Names) -> None:
        """Keep the value with these names no longer."""
        self._scratch.put("DELETE FROM kept WHERE one = ? AND other = ?", names)

    def items(self) -> Iterator[tuple[Names, Value]]:
        """Yield names and values in the order of the names; nothing may be put meanwhile."""
        for one, other, data in self._scratch.rows("SELECT one, other, value FROM kept ORDER BY one, other"):
            yield (one, other), _read(data)

    def values(self) -> Iterator[Value]:
        """Yield values in the order of their names; nothing may be put meanwhile."""
        return (value for _, value in self.items())

    def crowds(self) -> Iterator[list[Value]]:
        """Yield the values under every first name that has more than one of them, in the order of their second names."""
        query = "SELECT one FROM kept GROUP BY one HAVING count(*) > 1 ORDER BY min(other)"
        for (one,) in self._scratch.rows(query):
            rows = self._scratch.rows("SELECT value FROM kept WHERE one = ? ORDER BY other", (one,))
            yield [_read(data) for (data,) in rows]

    def under(self, one: str) -> list[str]:
        """Return the second names under a first name, in their order."""
        return [other for (other,) in self._scratch.rows("SELECT other FROM kept WHERE one = ? ORDER BY other", (one,))]


class Row(Generic[Value]):
    """Values in the order in which they came, likewise."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._scratch = Scratch("CREATE TABLE row (number INTEGER PRIMARY KEY, value)")

    def append(self, value: Value) -> None:
        """Keep one more.

        Raises:
            OSError: if there is no room for it.
        """
        self._scratch.put("INSERT INTO row (value) VALUES (?)", (pickle.dumps(value, pickle.HIGHEST_PROTOCOL),))

    def __iter__(self) -> Iterator[Value]:
        """Yield them all; nothing may be appended meanwhile."""
        return (_read(data) for (data,) in self._scratch.rows("SELECT value FROM row ORDER BY number"))


def _read(data: bytes) -> Any:
    # Written above, by this process, into a file that has no name.
    return pickle.loads(data)  # noqa: S301
