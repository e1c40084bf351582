"""Ids that alerts had before: where their pages stood, and what stands for them now."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from plugins.alerts.collection import Collection, shown_of
from plugins.alerts.frontmatter import ID_PATTERN
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, AlertId
from plugins.site import addresses


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that an alert had, for the readers of a language."""

    former: AlertId
    language: str
    alert: Alert
    targets: Mapping[str, str]
    """Language → page of the alert under the id that it has."""

    @property
    def path(self) -> str:
        """Where its page stood: the year's folder is that of the alert today."""
        return addresses.alert_of(self.language, self.alert.issued.year, self.former)


def moved(formers: Mapping[AlertId, AlertId], collection: Collection, withdrawn: Container[AlertId]) -> Iterator[Moved]:
    """Yield former ids (former id → id now) in every language; one that an alert has today, or that was withdrawn, has a page of its own."""
    for former, now in sorted(formers.items()):
        versions = collection.translations(now)
        is_free = former not in withdrawn and not collection.translations(former)
        if versions and is_free and ID_PATTERN.fullmatch(former):
            shown = {code: shown_of(versions, code).alert for code in CODES}
            targets = {code: addresses.alert(alert, code) for code, alert in shown.items()}
            for code, alert in shown.items():
                yield Moved(former, code, alert, targets)
