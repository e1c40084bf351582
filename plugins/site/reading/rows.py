"""Alerts as plain tuples, for the cache: ``marshal`` reads 50,000 of them in the time that ``pickle`` reads 5,000 objects."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from plugins.alerts.dates import PartialDate, parse_when
from plugins.alerts.model import Alert, AlertId, Origin

Row = tuple[Any, ...]

parse_date = lru_cache(maxsize=65536)(PartialDate.parse)
_parse_when = lru_cache(maxsize=65536)(parse_when)


def to_row(alert: Alert) -> Row:
    """Return a tuple of strings and tuples; :func:`from_row` is the inverse."""
    return (
        str(alert.id),
        alert.lang,
        alert.title,
        str(alert.issued),
        alert.kind,
        str(alert.occurred) if alert.occurred else "",
        alert.countries,
        alert.sources,
        alert.violations,
        alert.targets,
        alert.updates,
        alert.background,
        tuple(str(alert_id) for alert_id in alert.follows),
        alert.campaigns,
        alert.original_url,
        alert.other_urls,
        tuple((origin.source, origin.sha256, origin.importer) for origin in alert.origin),
        alert.inferred,
        alert.extra,
        alert.repaired,
    )


def header_of(row: Row, labels: str) -> str:
    """Return the fixity of a row: what changes when anything of the record but its text does, or one of its ``labels``.

    Those are what changes when what its terms are called does (:class:`plugins.site.reading.shown.ShownLabels`).
    """
    return _fixity((row, labels))


def tallied_of(row: Row, labels: str) -> str:
    """Return the fixity of what listings count: the date of publication, countries, organisations, violations, people and outlets."""
    return _fixity((row[3], *row[6:10], labels))


def _fixity(values: Row) -> str:
    # Not of marshal's bytes, which depend on how often a text is held.
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def from_row(row: Row) -> Alert:
    """Make the alert of a row."""
    return Alert(
        id=AlertId(row[0]),
        lang=row[1],
        title=row[2],
        issued=parse_date(row[3]),
        kind=row[4],
        occurred=_parse_when(row[5]) if row[5] else None,
        countries=row[6],
        sources=row[7],
        violations=row[8],
        targets=row[9],
        updates=row[10],
        background=row[11],
        follows=row[12],
        campaigns=row[13],
        original_url=row[14],
        other_urls=row[15],
        origin=tuple(Origin(source=source, sha256=sha256, importer=importer) for source, sha256, importer in row[16]),
        inferred=row[17],
        extra=row[18],
        repaired=row[19],
    )
