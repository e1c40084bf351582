"""Findings: what is wrong or doubtful in one item of data, said in a way that a maintainer can act on.

A finding never stops a batch. Every code is in :data:`CODES`, and ``docs/findings.md`` explains each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The item cannot be a record as it is."""
    WARNING = "warning"
    """The item is a record, and something about it should be looked at."""
    NOTE = "note"
    """Something was done that a later reader should know of."""


CODES: dict[str, Severity] = {
    # the source as a whole
    "source-missing": Severity.ERROR,
    "source-unreadable": Severity.ERROR,
    "source-empty": Severity.ERROR,
    "link-left-out": Severity.ERROR,
    "format-unknown": Severity.ERROR,
    "crosswalk-column-missing": Severity.ERROR,
    "crosswalk-invalid": Severity.ERROR,
    # one item
    "item-unreadable": Severity.ERROR,
    "item-not-an-alert": Severity.ERROR,
    "item-deleted": Severity.ERROR,
    "item-left-out": Severity.ERROR,
    "item-repeated": Severity.ERROR,
    "listing-not-split": Severity.ERROR,
    "not-published": Severity.ERROR,
    "over-budget": Severity.ERROR,
    "reader-failed": Severity.ERROR,
    # fields
    "title-missing": Severity.ERROR,
    "body-missing": Severity.ERROR,
    "language-unknown": Severity.ERROR,
    "language-missing": Severity.ERROR,
    "id-invalid": Severity.ERROR,
    "id-duplicate": Severity.ERROR,
    "duplicate-differs": Severity.WARNING,
    "date-missing": Severity.ERROR,
    "date-unreadable": Severity.ERROR,
    "date-ambiguous": Severity.WARNING,
    "date-invalid": Severity.WARNING,
    "date-out-of-range": Severity.WARNING,
    "mail-date-implausible": Severity.WARNING,
    "date-from-event": Severity.WARNING,
    "date-from-text": Severity.WARNING,
    "date-from-original": Severity.WARNING,
    "date-from-listing": Severity.WARNING,
    "year-inferred": Severity.WARNING,
    "title-inferred": Severity.NOTE,
    "body-format-unknown": Severity.ERROR,
    "field-invalid": Severity.WARNING,
    "kind-unknown": Severity.WARNING,
    "country-unknown": Severity.WARNING,
    "country-ambiguous": Severity.WARNING,
    "country-inferred": Severity.NOTE,
    "source-unknown": Severity.NOTE,
    "violation-unknown": Severity.WARNING,
    "url-invalid": Severity.WARNING,
    "reference-unknown": Severity.WARNING,
    "field-unknown": Severity.NOTE,
    "value-unknown": Severity.WARNING,
    # headers of records
    "header-missing": Severity.ERROR,
    "header-broken": Severity.ERROR,
    "path-mismatch": Severity.WARNING,
    "id-redacted": Severity.ERROR,
    # text
    "charset-guessed": Severity.NOTE,
    "encoding-repaired": Severity.NOTE,
    "encoding-damaged": Severity.WARNING,
    "control-removed": Severity.NOTE,
    "accents-lost": Severity.WARNING,
    "header-truncated": Severity.WARNING,
    "attachment-left-out": Severity.NOTE,
    "text-truncated": Severity.WARNING,
    "text-incomplete": Severity.WARNING,
    "page-shape-guessed": Severity.WARNING,
    "teaser-removed": Severity.NOTE,
    "noise-removed": Severity.NOTE,
    "lines-joined": Severity.NOTE,
    "markup-removed": Severity.NOTE,
    # what belongs together
    "translation-inferred": Severity.NOTE,
    "reference-resolved": Severity.NOTE,
    # re-import
    "kept-by-hand": Severity.NOTE,
}
"""Every code with its severity. Codes are stable: reports of years ago must stay readable."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with one field (or with the whole item, if ``field`` is empty)."""

    code: str
    field: str
    message: str

    @property
    def severity(self) -> Severity:
        """How much it weighs, by :data:`CODES`."""
        return CODES[self.code]


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether any of the findings keeps the item from being a record."""
    return any(finding.severity is Severity.ERROR for finding in findings)
