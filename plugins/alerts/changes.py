"""What is different in the archive from the records of another build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.alerts.model import AlertId

if TYPE_CHECKING:
    from plugins.alerts.collection import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Entries that are gone or were otherwise, entries that are new or otherwise."""

    since: bytes
    """Fingerprint of the records of that build."""
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    withdrawn: frozenset[AlertId]
    """Ids that were withdrawn, or are no longer."""
