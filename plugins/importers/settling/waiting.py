"""All items of an import, read and not yet settled: they leave in the order of their precedence, whatever the order in which they came.

They wait in a file, as their readers packed them, and their order in a scratch database, so that memory does not grow with their number.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from plugins.importers.accounting.report import Outcome, Result
from plugins.importers.keeping.kept import Row
from plugins.importers.keeping.scratch import Scratch
from plugins.importers.keeping.spool import Spool
from plugins.importers.normalising.precedence import Precedence
from plugins.importers.processes.reading import ReadItem, Sealed

_ORDER = ("stage", *(f"by_{name}" for name in Precedence._fields))


class Waiting:
    """Items, and later their outcomes."""

    def __init__(self) -> None:
        """Begin with none."""
        # Put in order once, when all are there: that is less work than to find a place for each.
        self._scratch = Scratch(
            f"CREATE TABLE queue (number INTEGER PRIMARY KEY, start, length, {', '.join(_ORDER)})",
            "CREATE TABLE outcomes (number INTEGER PRIMARY KEY, data)",
        )
        self._spool = Spool()
        self._count = 0
        self._clashed: Row[int] = Row()
        """Numbers of items whose id another one had."""
        self._is_second = False

    def put(self, sealed: Sealed, *, is_known: bool) -> None:
        """Let an item wait; ``is_known`` says whether an import that ended well has met it.

        Raises:
            OSError: if there is no room for it.
        """
        # What is known has its record, and others are taken for that as it is now. Of an opening that a listing shows it must be
        # known first whether it is there as a whole.
        stage = 2 if sealed.is_excerpt else 0 if is_known else 1
        row = (self._count, *self._spool.put(sealed.data), stage, *sealed.precedence)
        self._scratch.put(f"INSERT INTO queue VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        self._count += 1

    def in_order(self) -> Iterator[tuple[int, ReadItem]]:
        """Yield the items, each with its number among those that came; at last those again whose id another one had.

        For such a one may be the same as a record that was there only after it.
        """
        order = ", ".join((*_ORDER, "number"))
        for number, *place in self._scratch.rows(f"SELECT number, start, length FROM queue ORDER BY {order}"):  # noqa: S608
            yield number, self._item(*place)
        self._is_second = True
        for number in self._clashed:
            found = self._scratch.first("SELECT start, length FROM queue WHERE number = ?", (number,))
            assert found is not None
            yield number, self._item(*found)

    def _item(self, start: int, length: int) -> ReadItem:
        # Packed by a reader of this import, and kept in a file that has no name.
        item: ReadItem = pickle.loads(self._spool.get((start, length)))  # noqa: S301
        return item

    def settled(self, number: int, outcome: Outcome) -> bool:
        """Keep what became of the item with this number; say whether it is settled for good.

        Raises:
            OSError: if there is no room for it.
        """
        is_clash = outcome.result is Result.REJECTED and any(one.code == "id-duplicate" for one in outcome.findings)
        if is_clash and not self._is_second:
            self._clashed.append(number)
            return False
        data = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
        self._scratch.put("INSERT INTO outcomes VALUES (?, ?)", (number, data))
        return True

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes in the order in which their items came."""
        for (data,) in self._scratch.rows("SELECT data FROM outcomes ORDER BY number"):
            yield pickle.loads(data)  # noqa: S301 - likewise

    def close(self) -> None:
        """Let go of everything."""
        self._scratch.close()
        self._spool.close()
