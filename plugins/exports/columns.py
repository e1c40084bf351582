"""The columns of the data: from a record to a row, and back.

A row is a mapping of plain JSON values, with the keys of ``columns.toml`` in its order. :func:`to_row` and :func:`from_row` are
inverses for the fields of a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from plugins.alerts import countries, frontmatter, organisations
from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate, parse_when
from plugins.alerts.model import Alert, AlertId, Record
from plugins.alerts.vocabularies import KINDS, VIOLATIONS
from plugins.exports.texts import load

Row = dict[str, Any]
"""Column → text, list of texts, or mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, as the data dictionary has it."""

    name: str
    type: Literal["text", "date", "partial", "period", "list", "object"]
    descriptions: Mapping[str, str]
    """Language → what it says."""


COLUMNS: tuple[Column, ...] = tuple(
    Column(name=name, type=table.pop("type"), descriptions=table) for name, table in load("columns").items()
)
BODY = "body"
"""The last column: the text, which the small tables do not have."""
METADATA: tuple[Column, ...] = tuple(column for column in COLUMNS if column.name != BODY)
BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}


def to_row(entry: Entry, body: str, *, permalink: str, terms: str) -> Row:
    """Return the row of an entry."""
    alert = entry.alert
    lang = alert.lang
    return {
        "id": alert.id,
        "language": lang,
        "title": alert.title,
        "issued": str(alert.issued),
        "issued_first": alert.issued.first.isoformat(),
        "issued_last": alert.issued.last.isoformat(),
        "occurred": str(alert.occurred) if alert.occurred else "",
        "kind": alert.kind,
        "kind_name": KINDS.label(alert.kind, lang),
        "countries": [*alert.countries],
        "country_names": [countries.label(code, lang) for code in alert.countries],
        "regions": [*dict.fromkeys(region for code in alert.countries if (region := countries.region(code)))],
        "sources": [*alert.sources],
        "source_names": [organisations.label(source, lang) for source in alert.sources],
        "violations": [*alert.violations],
        "violation_names": [VIOLATIONS.label(code, lang) for code in alert.violations],
        "targets": [*alert.targets],
        "updates": [*alert.updates],
        "background": [*alert.background],
        "follows": [*alert.follows],
        "campaigns": [*alert.campaigns],
        "original_url": alert.original_url,
        "other_urls": [*alert.other_urls],
        "origin": [str(origin) for origin in alert.origin],
        "inferred": [*alert.inferred],
        "repaired": [*alert.repaired],
        "further": {key: value if isinstance(value, str) else [*value] for key, value in alert.extra},
        "permalink": permalink,
        "record": entry.path,
        "record_sha256": entry.digest,
        "terms": terms,
        BODY: body,
    }


def from_row(row: Mapping[str, Any]) -> Record:
    """Return the record that a row was made from.

    Raises:
        FrontMatterError: if an origin is not written as :class:`plugins.alerts.model.Origin` writes it.
        PartialDateError: if a date cannot be read.
    """
    alert = Alert(
        id=AlertId(row["id"]),
        lang=row["language"],
        title=row["title"],
        issued=PartialDate.parse(row["issued"]),
        kind=row["kind"],
        occurred=parse_when(row["occurred"]) if row["occurred"] else None,
        countries=tuple(row["countries"]),
        sources=tuple(row["sources"]),
        violations=tuple(row["violations"]),
        targets=tuple(row["targets"]),
        updates=tuple(row["updates"]),
        background=tuple(row["background"]),
        follows=tuple(AlertId(item) for item in row["follows"]),
        campaigns=tuple(row["campaigns"]),
        original_url=row["original_url"],
        other_urls=tuple(row["other_urls"]),
        origin=frontmatter.read_origins(row["origin"]),
        inferred=tuple(row["inferred"]),
        repaired=tuple(row["repaired"]),
        extra=tuple((key, value if isinstance(value, str) else tuple(value)) for key, value in row["further"].items()),
    )
    return Record(alert, row[BODY])
