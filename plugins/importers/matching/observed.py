"""The traits of records that this import wrote, as they were known before their files were: settling need not read the files again."""

from __future__ import annotations

import pickle
from dataclasses import replace

from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.shelf import Shelf, Stamp
from plugins.importers.matching.traits import Traits


class Observed:
    """Traits by the path of their record, in a scratch database: memory does not grow with the import."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._scratch = Scratch("CREATE TABLE observed (path PRIMARY KEY, traits) WITHOUT ROWID")

    def put(self, path: str, shelf: Shelf, record_id: str, traits: Traits) -> None:
        """Keep the traits of a record that was just written there, under the id that it was written with.

        Raises:
            OSError: if there is no room for them, or the file is not there.
        """
        whole = replace(traits, path=path, stamp=shelf.stamp(path), id=record_id)
        data = pickle.dumps(whole, pickle.HIGHEST_PROTOCOL)
        self._scratch.put("REPLACE INTO observed VALUES (?, ?)", (path, data))

    def get(self, path: str, stamp: Stamp) -> Traits | None:
        """Return the traits of a record, unless its file is another by now."""
        row = self._scratch.first("SELECT traits FROM observed WHERE path = ?", (path,))
        if row is None:
            return None
        # Written above, by this process, into a file that has no name.
        traits: Traits = pickle.loads(row[0])  # noqa: S301
        return traits if traits.stamp == stamp else None

    def close(self) -> None:
        """Let go of them."""
        self._scratch.close()
