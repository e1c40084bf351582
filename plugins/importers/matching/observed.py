"""The traits of records that this import wrote, as they were known before their files were: settling need not read the files again."""

from __future__ import annotations

import pickle
from dataclasses import replace

from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.shelf import Stamp
from plugins.importers.keeping.spool import Spool
from plugins.importers.matching.traits import Traits


class Observed:
    """Traits by the path of their record, as their reader packed them; memory does not grow with the import."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._traits = Spool()
        self._scratch = Scratch(
            "CREATE TABLE observed (path PRIMARY KEY, changed, size, id, start, length) WITHOUT ROWID"
        )

    def put(self, path: str, stamp: Stamp, record_id: str, traits: bytes) -> None:
        """Keep the traits, a pickled :class:`Traits`, of a record that was just written there, under the id that it was written with.

        Raises:
            OSError: if there is no room for them.
        """
        row = (path, *stamp, record_id, *self._traits.put(traits))
        self._scratch.put("REPLACE INTO observed VALUES (?, ?, ?, ?, ?, ?)", row)

    def get(self, path: str, stamp: Stamp) -> Traits | None:
        """Return the traits of a record, unless its file is another by now."""
        query = "SELECT id, start, length FROM observed WHERE path = ? AND changed = ? AND size = ?"
        row = self._scratch.first(query, (path, *stamp))
        if row is None:
            return None
        # Packed by a reader of this import, and kept in a file that has no name.
        traits: Traits = pickle.loads(self._traits.get(row[1:]))  # noqa: S301
        return replace(traits, path=path, stamp=stamp, id=row[0])

    def close(self) -> None:
        """Let go of them."""
        self._scratch.close()
        self._traits.close()
