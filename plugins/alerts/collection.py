"""Everything that was read from the archive, as the site and the search both see it.

Redactions have been applied before: what is not here must not appear anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from plugins.alerts.changes import Changes
from plugins.alerts.dates import PartialDate
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

    # Where records are unpacked only when they are wanted, these are at hand before.
    @property
    def id(self) -> AlertId:
        """The alert's id."""
        return self.alert.id

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return self.alert.lang

    @property
    def issued(self) -> PartialDate:
        """The date of publication."""
        return self.alert.issued

    @property
    def header(self) -> str:
        """Fixity of the header: what changes when anything of the record but its text does."""
        return _fixity(self.alert)

    @property
    def tallied(self) -> str:
        """Fixity of what is counted of it: what changes when its date does, or whom, where or what it names."""
        alert = self.alert
        return _fixity((alert.issued, alert.countries, alert.sources, alert.violations, alert.targets))


def _fixity(values: object) -> str:
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def order(entry: Entry) -> tuple[int, int, int, str, str]:
    """Return what entries are sorted by: the date of publication, then what they are."""
    issued = entry.issued
    return issued.year, issued.month or 0, issued.day or 0, entry.id, entry.path


Versions = dict[str, Entry]
"""Language → entry of one alert, the earliest first."""


def shown_of(versions: Mapping[str, Entry], code: str) -> Entry:
    """Return the version of an alert that a reader of ``code`` sees: in their language, else in the next that exists."""
    own = versions.get(code)
    return own or next(versions[other] for other in fallbacks(code) if other in versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """The entries of an archive in their orders."""

    every: tuple[Entry, ...]
    """All of them, oldest first."""
    groups: tuple[Versions, ...]
    """The versions of every alert; that whose earliest version is oldest comes first."""
    own: Mapping[str, tuple[Entry, ...]]
    """Language → the entries written in it, oldest first."""
    shown: Mapping[str, tuple[Entry, ...]]
    """Language → one entry an alert, as its readers see it, oldest first."""
    by_id: Mapping[AlertId, Versions]
    """The versions of an alert, by its id."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Arrange entries; of two with one language and id the first wins (the reader has reported the second)."""
        by_id: dict[AlertId, Versions] = {}
        in_order = sorted(entries, key=order)
        for entry in in_order:
            versions = by_id.get(entry.id)
            if versions is None:
                by_id[entry.id] = {entry.lang: entry}
            else:
                versions.setdefault(entry.lang, entry)
        ranks = {id(entry): rank for rank, entry in enumerate(in_order)}

        def rank_of(entry: Entry) -> int:
            return ranks[id(entry)]

        # Translations of one alert may be dated differently: each language is in its own order.
        own: dict[str, tuple[Entry, ...]] = {}
        shown: dict[str, tuple[Entry, ...]] = {}
        for code in CODES:
            written = [versions[code] for versions in by_id.values() if code in versions]
            own[code] = tuple(sorted(written, key=rank_of))
            shown[code] = tuple(sorted((shown_of(versions, code) for versions in by_id.values()), key=rank_of))
        every = (entry for versions in by_id.values() for entry in versions.values())
        return cls(
            every=tuple(sorted(every, key=rank_of)),
            groups=tuple(by_id.values()),
            own=own,
            shown=shown,
            by_id=by_id,
        )


class Collection:
    """The entries of an archive, found by language and id, in the order of publication."""

    def __init__(
        self,
        entries: Iterable[Entry] | Arrangement,
        *,
        read_body: Callable[[str], str],
        read_page: Callable[[str], str] | None = None,
        fingerprint: bytes = b"",
        changes: Changes | None = None,
    ) -> None:
        """Index the entries.

        ``read_body`` takes an entry's path and returns its CommonMark body; ``read_page`` returns that as HTML, where it is known.
        ``fingerprint`` changes when any of them does, ``changes`` are since the last build that ended, where both are known.
        """
        self._read_body = read_body
        self._read_page = read_page or (lambda path: to_html(read_body(path)))
        self.fingerprint = fingerprint
        self.changes = changes
        self.arrangement = entries if isinstance(entries, Arrangement) else Arrangement.of(entries)
        self._by_id = self.arrangement.by_id

    def __len__(self) -> int:
        """Count the alerts; translations of one are one."""
        return len(self._by_id)

    def in_language(self, code: str) -> tuple[Entry, ...]:
        """Return the entries written in a language, oldest first."""
        return self.arrangement.own[code]

    @property
    def every(self) -> tuple[Entry, ...]:
        """Every entry in every language, oldest first."""
        return self.arrangement.every

    def translations(self, alert_id: AlertId) -> Mapping[str, Entry]:
        """Return language → entry of one alert; empty if there is none with this id."""
        return self._by_id.get(alert_id, {})

    def shown_to(self, code: str) -> tuple[Entry, ...]:
        """Return one entry an alert for a reader of ``code``, oldest first: in their language, else in the next that exists."""
        return self.arrangement.shown[code]

    def groups(self) -> tuple[Versions, ...]:
        """Return language → entry of every alert, oldest first."""
        return self.arrangement.groups

    def body(self, entry: Entry) -> str:
        """Return the CommonMark body of an entry."""
        return self._read_body(entry.path)

    def page(self, entry: Entry) -> str:
        """Return the body of an entry as HTML (:func:`plugins.alerts.markup.to_html`)."""
        return self._read_page(entry.path)
