"""What search engines may list of a site: every page that is not a tombstone or an error, with its versions in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.alerts.collection import Collection
from plugins.alerts.model import AlertId
from plugins.site.extras import Indexed


def indexed(paths: Iterable[str], collection: Collection) -> Iterator[Indexed]:
    """Yield each of the site's pages that may be listed, with its versions in the languages that have one.

    An alert's page in a language that it has no text in names another as canonical, and is not among them.
    """
    groups: dict[str, dict[str, str]] = {}
    for path in paths:
        if not path.endswith(".html") or path == "404.html":
            continue
        language, _, inside = path.partition("/")
        if inside.startswith("alerts/"):
            alert_id = AlertId(inside.rpartition("/")[2].removesuffix(".html"))
            if language in collection.translations(alert_id):
                # Translations may be dated differently, and then stand in folders of different years.
                groups.setdefault(f"alert {alert_id}", {})[language] = path
        else:
            groups.setdefault(inside or path, {})[language if inside else ""] = path
    for versions in groups.values():
        for path in versions.values():
            yield path, {code: other for code, other in versions.items() if code}
