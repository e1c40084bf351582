"""What became of alerts: which have follow-ups, which are follow-ups themselves, and when their case moved last.

``search/cases/<language>.js`` names the documents of a language that belong to a case: ``[numbers, states, dates,
which]``. A state is 1 for an alert that later ones follow, 2 for one that follows an earlier one, 3 for both; ``dates``
are those of the last alerts of cases, as ``year * 512 + month * 32 + day`` in steps, and ``which`` for each document one's
place among them. It is loaded by who sorts or filters by it, and when a result stands; other alerts cost nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.alerts.cases import Cases
from plugins.alerts.changes import Changes
from plugins.alerts.collection import Collection
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import AlertId
from plugins.search.cards import Json
from plugins.search.codes import deltas, encode
from plugins.search.documents import DocumentKey
from plugins.search.numbering import number
from plugins.search.output import script, write

FOLLOWED, FOLLOWS = 1, 2


class Developments:
    """When each case of a collection moved last, and the files that say so."""

    def __init__(self, collection: Collection, cases: Cases) -> None:
        """Look for the day of the last alert of each case, in whatever language."""
        self._collection = collection
        self._cases = cases
        self._last = {case.id: max(map(_day, _dates(collection, case.members))) for case in cases.all}

    def fixity(self) -> str:
        """Return what changes when a case does: in its alerts, their order, or the day on which it moved last."""
        told = repr([(case.members, self._last[case.id]) for case in self._cases.all])
        return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()

    def content(self, language: str) -> list[Json]:
        """Return the content of a language's file; it depends on the :meth:`fixity` of the cases, and on the language's own records."""
        entries = self._collection.in_language(language)
        numbering = number(DocumentKey(id=entry.id, issued=str(entry.issued)) for entry in entries)
        numbers: list[int] = []
        states: list[int] = []
        latest: list[int] = []
        for own, position in zip(numbering.numbers, numbering.order, strict=True):
            alert_id = entries[position].id
            case = self._cases.of(alert_id)
            if case is not None:
                numbers.append(own)
                states.append(FOLLOWED * (alert_id != case.members[-1]) | FOLLOWS * (alert_id != case.members[0]))
                latest.append(self._last[case.id])
        dates = sorted(set(latest))
        places = {date: place for place, date in enumerate(dates)}
        return [
            encode(deltas(numbers)),
            encode(states),
            encode(deltas(dates)),
            encode(places[date] for date in latest),
        ]

    def write(self, languages: Iterable[str], root: Path) -> dict[str, str]:
        """Write the files of some languages, and return path → SHA-256.

        Raises:
            OSError: if one cannot be written.
        """
        written = {}
        for language in languages:
            path = f"search/cases/{language}.js"
            written[path] = write(root, path, script(f"cases/{language}", self.content(language)))
        return written


def is_untouched(changes: Changes) -> bool:
    """Say whether a change leaves all as it is: the records are those of before, of the same days, and follow the same alerts."""
    before, after = (
        sorted((entry.id, entry.lang, str(entry.issued), entry.alert.follows) for entry in some)
        for some in (changes.before, changes.after)
    )
    return before == after


def _dates(collection: Collection, members: Sequence[AlertId]) -> list[PartialDate]:
    return [entry.issued for one in members for entry in collection.translations(one).values()]


def _day(date: PartialDate) -> int:
    return date.year * 512 + (date.month or 0) * 32 + (date.day or 0)
