"""Which labels of the vocabularies are shown of an alert: a label that is changed makes anew the pages that have it, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.alerts import labels
from plugins.alerts.model import Alert

_Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class ShownLabels:
    """The labels as they are now."""

    def __init__(self) -> None:
        """Take them from the vocabularies."""
        self.table: Mapping[labels.Key, str] = labels.table()
        """Term → what changes when its label does."""
        self.all = labels.digest()
        """What changes when any label does."""
        self._known: dict[_Key, str] = {}

    def of_terms(self, vocabulary: str, codes: Iterable[str]) -> str:
        """Return what changes when the label of one of some terms does; nothing for what has none."""
        return " ".join([self.table.get(f"{vocabulary}:{code}", "") for code in codes])

    def of(self, alert: Alert) -> str:
        """Return what changes when a label does that is shown of an alert."""
        key = alert.kind, alert.countries, alert.violations, alert.sources, alert.campaigns, alert.repaired
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = " ".join([self.table.get(term, "") for term in labels.terms_of(alert)])
        return found
