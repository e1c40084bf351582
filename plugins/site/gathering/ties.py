"""Which alerts speak of which: what an alert updates, and what updates it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.model import Alert, AlertId

Cited = tuple[str, Entry | None]
"""A date as the reader sees it, and the alert of that date where it is in the archive."""


Citing = dict[str, dict[AlertId, list[AlertId]]]
"""How an alert is cited → its id, in the archive or not → the alerts that do, language by language, oldest first."""

CITED: dict[str, Callable[[Alert], Iterable[AlertId]]] = {
    "follows": lambda alert: alert.follows,
    "related": lambda alert: alert.related_ids if alert.extra else (),
    # An alert says which ids it had itself.
    "former": lambda alert: alert.former_ids if alert.extra else (),
}


def citing(collection: Collection) -> Citing:
    """Return who cites whom."""
    found: Citing = {how: {} for how in CITED}
    for code in CODES:
        for entry in collection.in_language(code):
            alert = entry.alert
            if alert.follows or alert.extra:
                for how, cited in CITED.items():
                    for other in cited(alert):
                        known = found[how].setdefault(other, [])
                        if entry.id not in known:
                            known.append(entry.id)
    return found


class Ties:
    """The citations between the alerts of a collection."""

    def __init__(self, collection: Collection, citing: Citing) -> None:
        """Take who cites whom (:func:`citing`)."""
        self._collection = collection
        self.cited = citing
        self.formers = {former: claims[0] for former, claims in citing["former"].items()}
        """Id that an alert had → the one that it has."""
        self._named: dict[AlertId, str] = {}

    def of(self, versions: Iterable[Entry]) -> tuple[AlertId, ...]:
        """Return the ids of the alerts that any version of an alert cites, and of those that cite it."""
        found: tuple[AlertId, ...] = ()
        for entry in versions:
            if entry.alert.follows:
                found += entry.alert.follows
        return found + tuple(self.cited["follows"].get(entry.alert.id, ()))

    def citing(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts that say they follow one or are related to it, whether it is in the archive or not."""
        return (*self.cited["follows"].get(alert_id, ()), *self.cited["related"].get(alert_id, ()))

    def formers_of(self, ids: Container[AlertId]) -> dict[AlertId, AlertId]:
        """Return those of the former ids that are among some, with the ids of today."""
        return {former: now for former, now in self.formers.items() if former in ids}

    def claiming(self, former: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts that say they had an id."""
        return tuple(self.cited["former"].get(former, ()))

    def related(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts of the archive that any version of an alert cites as related cases."""
        found = dict.fromkeys(
            other for entry in self._collection.translations(alert_id).values() for other in entry.alert.related_ids
        )
        return tuple(other for other in found if other != alert_id and self._collection.translations(other))

    def followers(self, alert_id: AlertId) -> tuple[AlertId, ...]:
        """Return the alerts that say they follow one, whether it is in the archive or not."""
        return tuple(self.cited["follows"].get(alert_id, ()))

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

    def updated_by(self, entry: Entry, language: str) -> list[Entry]:
        """Return the later alerts that follow an alert, oldest first."""
        found = [
            shown
            for alert_id in self.cited["follows"].get(entry.alert.id, ())
            if (shown := self.shown(alert_id, language)) is not None
        ]
        found.sort(key=lambda shown: (shown.alert.issued, shown.alert.id))
        return found

    def named(self, alert_id: AlertId) -> str:
        """Return all that the pages of others show of an alert, in any language: id, headlines and dates. Half a dozen name it."""
        found = self._named.get(alert_id)
        if found is None:
            versions = self._collection.translations(alert_id)
            lines = (f"{lang} {version.issued} {version.alert.title}" for lang, version in versions.items())
            found = self._named[alert_id] = "\n".join((alert_id, *lines))
        return found

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
