"""Sources that are rows of facts and hold no text: functions that compose the sentences.

A composer is named in a crosswalk (``composer = "killed"``). It gets a row, the column names as in the source, and returns the
alerts that the row makes, one a language. It sets everything but the provenance, which the reader adds. A row that makes no alert
comes back as one item with a finding that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plugins.importers.parsed import ParsedAlert

Composer = Callable[[Mapping[str, str]], tuple[ParsedAlert, ...]]

COMPOSERS: dict[str, Composer] = {}
"""Name → composer."""
