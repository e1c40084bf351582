"""Which labels of the vocabularies a page shows, for its fingerprint: a label that is changed makes anew the pages that have it."""

from __future__ import annotations

import hashlib

from plugins.alerts import labels, organisations
from plugins.alerts.collection import Entry

_Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class ShownLabels:
    """The labels as they are now."""

    def __init__(self) -> None:
        """Take them from the vocabularies."""
        self._table = labels.table()
        self.all = hashlib.blake2b(repr(sorted(self._table.items())).encode(), digest_size=8).hexdigest()
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
            kind, countries, violations, sources, campaigns, repaired = key
            found = self._known[key] = " ".join(
                (
                    self.term("kind", kind),
                    *(self.term("country", code) for code in countries),
                    *(self.term("violation", code) for code in violations),
                    *(self.term("source", organisations.canonical(source)) for source in sources),
                    *(self.term("campaign", code) for code in campaigns),
                    *(self.term("repair", code) for code in repaired),
                )
            )
        return found
