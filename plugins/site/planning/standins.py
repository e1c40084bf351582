"""Pages at the addresses of alerts that are there no more: withdrawn ones say so, moved ones lead on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from plugins.alerts.collection import Collection
from plugins.alerts.model import AlertId
from plugins.site import addresses
from plugins.site.planning.moved import moved
from plugins.site.planning.pages import MovedPage, WithdrawnPage
from plugins.site.reading.withdrawn import Withdrawn


def pages(
    withdrawn: Iterable[Withdrawn],
    formers: Mapping[AlertId, AlertId],
    collection: Collection,
    fingerprint: Callable[..., bytes],
) -> Iterator[WithdrawnPage | MovedPage]:
    """Yield them in every language; ``formers`` is former id → id now, and ``fingerprint`` makes one of texts."""
    ids = set()
    for one in withdrawn:
        ids.add(one.id)
        paths = {code: addresses.alert_of(code, year, one.id) for code, year in one.years.items()}
        for code, path in paths.items():
            yield WithdrawnPage(path, code, fingerprint(str(one.since), one.reason, path, *paths.values()), one, paths)
    for other in moved(formers, collection, ids):
        alert = other.alert
        made = fingerprint(other.path, alert.title, alert.lang, *other.targets.values())
        yield MovedPage(other.path, other.language, made, other)
