"""Sources that are rows of facts and hold no text: functions that compose the sentences.

A composer is named in a crosswalk (``composer = "killed"``). One is made for every source, so that it can remember the rows before.
It gets a row, the column names as in the source, and returns the alerts that the row makes, one a language. It sets everything but
the provenance, which the reader adds. A row that makes no alert comes back as one item with a finding that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from plugins.importers.formats.killed.compose import KilledComposer
from plugins.importers.parsed import ParsedAlert


class Composer(Protocol):
    """Composes the alerts of one source's rows."""

    version: str
    """Its name and version, which goes into the provenance beside the reader's: ``killed/1``."""

    def __call__(self, row: Mapping[str, str]) -> tuple[ParsedAlert, ...]:
        """Return the alerts of a row, or one item with a finding that says why there is none."""


COMPOSERS: dict[str, Callable[[], Composer]] = {"killed": KilledComposer}
"""Name → what makes a composer for a source."""


def begin(name: str) -> Composer | None:
    """Return a composer for a new source, or nothing where the crosswalk names none."""
    return COMPOSERS[name]() if name else None
