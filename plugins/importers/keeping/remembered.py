"""What is remembered of all records, for knowing them again, in the scratch database: memory does not grow with the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from plugins.importers.keeping.gains import NONE, Gains, Known
from plugins.importers.keeping.scratch import Scratch


class Remembered:
    """The records of an archive as :class:`~plugins.importers.keeping.gains.Known`, found by id, by print, and by what was taken for them."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._scratch = Scratch(
            "CREATE TABLE known (language, id, print, issued, source, gains, PRIMARY KEY (language, id)) WITHOUT ROWID",
            "CREATE INDEX prints ON known (language, print)",
            "CREATE TABLE taken (language, identity, id, PRIMARY KEY (language, identity)) WITHOUT ROWID",
            "CREATE TABLE groups (former PRIMARY KEY, id) WITHOUT ROWID",
        )

    def put(self, language: str, known: Known) -> None:
        """Remember a record, as it is known now, and what it gained."""
        gains = "" if known.gains is NONE else json.dumps(asdict(known.gains), ensure_ascii=False)
        row = (language, known.id, known.print, known.issued, known.source, gains)
        self._scratch.put("INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?, ?)", row)
        for identity in known.gains.taken:
            self._scratch.put("INSERT OR REPLACE INTO taken VALUES (?, ?, ?)", (language, identity, known.id))
        for former in known.gains.groups:
            self._scratch.put("INSERT OR REPLACE INTO groups VALUES (?, ?)", (former, known.id))

    def get(self, language: str, record_id: str) -> Known | None:
        """Return a record; what is changed in it must be put back."""
        row = self._scratch.first(
            "SELECT id, print, issued, source, gains FROM known WHERE language = ? AND id = ?", (language, record_id)
        )
        return _known(*row) if row else None

    def pop(self, language: str, record_id: str) -> Known | None:
        """Return a record and forget it."""
        known = self.get(language, record_id)
        self._scratch.put("DELETE FROM known WHERE language = ? AND id = ?", (language, record_id))
        return known

    def with_print(self, language: str, made: str) -> list[Known]:
        """Return the records of a language that say the same, by their ids."""
        # By name: sqlite would rather go through all records of the language, which are in order already.
        query = "SELECT id, print, issued, source, gains FROM known INDEXED BY prints WHERE language = ? AND print = ? ORDER BY id"
        return [_known(*row) for row in self._scratch.rows(query, (language, made))]

    def in_language(self, language: str) -> Iterator[Known]:
        """Yield the records of a language, by their ids."""
        rows = self._scratch.rows(
            "SELECT id, print, issued, source, gains FROM known WHERE language = ? ORDER BY id", (language,)
        )
        return (_known(*row) for row in rows)

    def taker(self, language: str, identity: str) -> str | None:
        """Return the id of the record that an item was taken for."""
        row = self._scratch.first("SELECT id FROM taken WHERE language = ? AND identity = ?", (language, identity))
        return row[0] if row else None

    def give_back(self, language: str, identity: str) -> None:
        """Forget that an item was taken for a record."""
        self._scratch.put("DELETE FROM taken WHERE language = ? AND identity = ?", (language, identity))

    def group(self, former: str) -> str:
        """Return the id that translations of a record have instead of their own; the same where there is none."""
        row = self._scratch.first("SELECT id FROM groups WHERE former = ?", (former,))
        return row[0] if row else former

    def groups(self) -> list[tuple[str, str]]:
        """Return, sorted, the ids that translations would have by themselves, with those that they have instead."""
        return [(former, now) for former, now in self._scratch.rows("SELECT former, id FROM groups ORDER BY former")]

    def dissolve(self, former: str) -> None:
        """Let translations have the id again that they have by themselves."""
        self._scratch.put("DELETE FROM groups WHERE former = ?", (former,))

    def close(self) -> None:
        """Let go of everything."""
        self._scratch.close()


def _known(record_id: str, made: str, issued: str, source: str, gains: str) -> Known:
    found = Gains(**json.loads(gains)) if gains else NONE
    return Known(id=record_id, print=made, issued=issued, source=source, gains=found)
