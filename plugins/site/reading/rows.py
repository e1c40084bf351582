"""Alerts as plain tuples, for the cache: ``marshal`` reads 50,000 of them in the time that ``pickle`` reads 5,000 objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from plugins.alerts.dates import PartialDate, parse_when
from plugins.alerts.model import Alert, Origin

Row = tuple[Any, ...]

parse_date = lru_cache(maxsize=65536)(PartialDate.parse)
_parse_when = lru_cache(maxsize=65536)(parse_when)


def to_row(alert: Alert) -> Row:
    """Return a tuple of strings and tuples, in the order of the alert's fields; :func:`from_row` is the inverse."""
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
        alert.repaired,
        alert.extra,
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


# As its class forbids it: tens of thousands are made for one build, and a frozen dataclass takes three times as long over each.
_new = object.__new__
_set: dict[str, Callable[[Alert, Any], None]] = {name: vars(Alert)[name].__set__ for name in Alert.__slots__}
_TO_BE_READ = ("issued", "occurred", "origin")
_AS_THEY_ARE = tuple((_set[name], place) for place, name in enumerate(Alert.__slots__) if name not in _TO_BE_READ)
_set_issued, _set_occurred, _set_origin = map(_set.__getitem__, _TO_BE_READ)


def from_row(row: Row) -> Alert:
    """Make the alert of a row."""
    alert = _new(Alert)
    for put, place in _AS_THEY_ARE:
        put(alert, row[place])
    _set_issued(alert, parse_date(row[3]))
    _set_occurred(alert, _parse_when(row[5]) if row[5] else None)
    _set_origin(alert, tuple([Origin(source=one, sha256=sha256, importer=by) for one, sha256, by in row[16]]))
    return alert
