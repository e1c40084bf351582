"""Everything that was read from the archive, as the site and the search both see it.

Redactions have been applied before: what is not here must not appear anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.markup import to_html
from plugins.alerts.model import Alert, AlertId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of the archive, without its text."""

    alert: Alert
    path: str
    """Where the record is, relative to the archive, with forward slashes."""
    digest: str
    """Fixity of the file: the hexadecimal digits of a hash of its bytes."""


def order(entry: Entry) -> tuple[int, int, int, str, str]:
    """Return what entries are sorted by: the date of publication, then what they are."""
    alert = entry.alert
    issued = alert.issued
    return issued.year, issued.month or 0, issued.day or 0, alert.id, entry.path


class Collection:
    """The entries of an archive, found by language and id, in the order of publication."""

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        read_body: Callable[[str], str],
        read_page: Callable[[str], str] | None = None,
    ) -> None:
        """Index the entries; of two with one language and id the first wins (the reader has reported the second).

        ``read_body`` takes an entry's path and returns its CommonMark body; ``read_page`` returns that as HTML, where it is known.
        """
        self._read_body = read_body
        self._read_page = read_page or (lambda path: to_html(read_body(path)))
        by_id: dict[AlertId, dict[str, Entry]] = {}
        in_order = sorted(entries, key=order)
        ranks = {id(entry): rank for rank, entry in enumerate(in_order)}

        def rank_of(entry: Entry) -> int:
            return ranks[id(entry)]

        for entry in in_order:
            versions = by_id.get(entry.alert.id)
            if versions is None:
                by_id[entry.alert.id] = {entry.alert.lang: entry}
            else:
                versions.setdefault(entry.alert.lang, entry)
        self._by_id = by_id
        # Translations of one alert may be dated differently: each language is in its own order.
        self._by_language: dict[str, tuple[Entry, ...]] = {}
        self._shown: dict[str, tuple[Entry, ...]] = {}
        for code in CODES:
            languages = fallbacks(code)
            own = [versions[code] for versions in by_id.values() if code in versions]
            shown = [
                versions[code]
                if code in versions
                else next(versions[other] for other in languages if other in versions)
                for versions in by_id.values()
            ]
            self._by_language[code] = tuple(sorted(own, key=rank_of))
            self._shown[code] = tuple(sorted(shown, key=rank_of))

    def __len__(self) -> int:
        """Count the alerts; translations of one are one."""
        return len(self._by_id)

    def in_language(self, code: str) -> tuple[Entry, ...]:
        """Return the entries written in a language, oldest first."""
        return self._by_language[code]

    def translations(self, alert_id: AlertId) -> Mapping[str, Entry]:
        """Return language → entry of one alert; empty if there is none with this id."""
        return self._by_id.get(alert_id, {})

    def shown_to(self, code: str) -> tuple[Entry, ...]:
        """Return one entry an alert for a reader of ``code``, oldest first: in their language, else in the next that exists."""
        return self._shown[code]

    def groups(self) -> Iterable[Mapping[str, Entry]]:
        """Return language → entry of every alert, oldest first."""
        return self._by_id.values()

    def body(self, entry: Entry) -> str:
        """Return the CommonMark body of an entry."""
        return self._read_body(entry.path)

    def page(self, entry: Entry) -> str:
        """Return the body of an entry as HTML (:func:`plugins.alerts.markup.to_html`)."""
        return self._read_page(entry.path)
