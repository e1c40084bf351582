"""The alert: what the archive knows of one text, apart from the text itself.

The fields are those of the record format (``archive/README.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, NewType

from plugins.alerts.dates import PartialDate, When

AlertId = NewType("AlertId", str)
"""Stable for ever; lower-case ASCII letters, digits and hyphens; shared by the translations of one alert."""

Extra = tuple[tuple[str, str | tuple[str, ...]], ...]
"""Keys of a header that this version does not know, in their order, kept as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record came from."""

    source: str
    """Name of the source file, and ``#`` with the member or row inside it."""
    sha256: str
    """Fixity of the source item's bytes, 64 hexadecimal digits."""
    importer: str
    """Name and version of the importer: ``text/1``."""

    def __str__(self) -> str:
        """Write it as the front matter does: the source, which may hold blanks, comes first."""
        return f"{self.source} sha256:{self.sha256} {self.importer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert in one language, without its text. Equal if every field is."""

    id: AlertId
    lang: str
    title: str
    issued: PartialDate
    kind: str = "alert"
    occurred: When | None = None
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    """Dates of the earlier alerts that this one says it updates, as cited."""
    background: tuple[str, ...] = ()
    """Dates of the earlier alerts that this one cites as background."""
    follows: tuple[AlertId, ...] = ()
    """Ids of those alerts, as resolved."""
    campaigns: tuple[str, ...] = ()
    original_url: str = ""
    other_urls: tuple[str, ...] = ()
    origin: tuple[Origin, ...] = ()
    inferred: tuple[str, ...] = ()
    """Names of the fields above that were inferred rather than read."""
    repaired: tuple[str, ...] = ()
    """What was done to the text or is wrong with it, as codes of ``terms/repairs.toml``."""
    extra: Extra = ()

    @property
    def related_ids(self) -> tuple[AlertId, ...]:
        """Ids of the alerts that this one cites as related cases, as resolved: its key ``related_ids``."""
        return self._further_ids("related_ids")

    @property
    def former_ids(self) -> tuple[AlertId, ...]:
        """Ids that it had before: its key ``former_ids``."""
        return self._further_ids("former_ids")

    def _further_ids(self, key: str) -> tuple[AlertId, ...]:
        # A person may write several on one line, as in any list of a header.
        return tuple(AlertId(one) for value in self.further(key) for one in value.replace(",", " ").split())

    def further(self, key: str) -> tuple[str, ...]:
        """Return the values of a key beyond the fields above; none where it is not there."""
        for name, value in self.extra:
            if name == key:
                return (value,) if isinstance(value, str) else value
        return ()

    @property
    def authors(self) -> tuple[str, ...]:
        """The organisations whose words the text is: the sources, but none of a ``record``, which is composed from their facts."""
        return () if self.kind == "record" else self.sources


class Record(NamedTuple):
    """A file of the archive: an alert and its text."""

    alert: Alert
    body: str
    """CommonMark."""
