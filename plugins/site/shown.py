"""Which labels of the vocabularies a page shows, for its fingerprint: a label that is changed makes anew the pages that have it."""

from __future__ import annotations

from plugins.alerts import labels
from plugins.alerts.collection import Entry

_Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class ShownLabels:
    """The labels as they are now."""

    def __init__(self) -> None:
        """Take them from the vocabularies."""
        self._table = labels.table()
        self.all = labels.digest()
        """What changes when any label does."""
        self._known: dict[_Key, str] = {}

    def term(self, vocabulary: str, code: str) -> str:
        """Return what changes when the label of a term does; nothing for what has none."""
        return self._table.get(f"{vocabulary}:{code}", "")

    def of(self, entry: Entry) -> str:
        """Return what changes when a label does that is shown of an alert."""
        alert = entry.alert
        key = alert.kind, alert.countries, alert.violations, alert.sources, alert.campaigns, alert.repaired
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = " ".join(self._table.get(term, "") for term in labels.terms_of(alert))
        return found
