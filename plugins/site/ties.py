"""Which alerts speak of which: what an alert updates, and what updates it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.languages import fallbacks
from plugins.alerts.model import AlertId

Cited = tuple[str, Entry | None]
"""A date as the reader sees it, and the alert of that date where it is in the archive."""


class Ties:
    """The citations between the alerts of a collection."""

    def __init__(self, collection: Collection, language_codes: tuple[str, ...]) -> None:
        """Find for every alert the later ones that follow it."""
        self._collection = collection
        self._followers: dict[AlertId, list[AlertId]] = {}
        for code in language_codes:
            for entry in collection.in_language(code):
                for earlier in entry.alert.follows:
                    followers = self._followers.setdefault(earlier, [])
                    if entry.alert.id not in followers:
                        followers.append(entry.alert.id)

    def of(self, versions: Iterable[Entry]) -> tuple[AlertId, ...]:
        """Return the ids of the alerts that any version of an alert cites, and of those that cite it."""
        found: tuple[AlertId, ...] = ()
        for entry in versions:
            if entry.alert.follows:
                found += entry.alert.follows
        return found + tuple(self._followers.get(entry.alert.id, ()))

    def followers(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts that say they follow one, whether it is in the archive or not."""
        return tuple(self._followers.get(alert_id, ()))

    def updates(self, entry: Entry, language: str) -> tuple[Cited, ...]:
        """Return what an alert updates: the resolved alerts, then the dates of those that are not in the archive."""
        resolved = [shown for alert_id in entry.alert.follows if (shown := self.shown(alert_id, language))]
        dates = {str(shown.alert.issued) for shown in resolved}
        return (
            *((shown.alert.issued.display(language), shown) for shown in resolved),
            *_unresolved(entry.alert.updates, dates, language),
        )

    def background(self, entry: Entry, language: str) -> tuple[Cited, ...]:
        """Return the dates that an alert cites as background."""
        return tuple(_unresolved(entry.alert.background, set(), language))

    def updated_by(self, entry: Entry, language: str) -> tuple[Cited, ...]:
        """Return the later alerts that follow an alert, oldest first."""
        found = [
            shown
            for alert_id in self._followers.get(entry.alert.id, ())
            if (shown := self.shown(alert_id, language)) is not None
        ]
        found.sort(key=lambda shown: (shown.alert.issued, shown.alert.id))
        return tuple((shown.alert.issued.display(language), shown) for shown in found)

    def shown(self, alert_id: AlertId, language: str) -> Entry | None:
        """Return an alert as a reader of ``language`` sees it; nothing where it is not in the archive."""
        versions = self._collection.translations(alert_id)
        own = versions.get(language)
        return own or next((versions[code] for code in fallbacks(language) if code in versions), None)


def _unresolved(texts: tuple[str, ...], resolved: set[str], language: str) -> Iterator[Cited]:
    for text in texts:
        if text in resolved:
            continue
        try:
            yield PartialDate.parse(text).display(language), None
        except PartialDateError:
            # The citation as found; validation has said that it is no date.
            yield text, None
