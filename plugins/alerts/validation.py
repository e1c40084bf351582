"""Looking at a whole record: everything that is wrong with it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plugins.alerts import countries, organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.alerts.findings import Finding
from plugins.alerts.frontmatter import ID_PATTERN, KEYS
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert, Record
from plugins.alerts.vocabularies import KINDS, REPAIRS, VIOLATIONS

EARLIEST_YEAR = 1900
"""Texts older than this are not alerts; the network began in 1992, and facts before it are rare."""

FURTHER_KEYS = frozenset(
    {
        "role",
        "death",
        "motive",
        "note",
        "related",
        "source_line",
        "updates_communique",
        "translation_of",
        "action_until",
        "related_ids",
        "former_ids",
    }
)
"""Keys beyond the fields of every record that ``archive/README.md`` explains."""


def validate(record: Record, *, today: dt.date) -> tuple[Finding, ...]:
    """Return every finding about a record; none if all is well.

    ``today`` is passed in: a date after it is a finding.
    """
    return tuple(_findings(record, today))


def _findings(record: Record, today: dt.date) -> Iterator[Finding]:
    alert, body = record
    if not alert.title.strip():
        yield Finding(
            "title-missing", "title", "the title is empty; give the headline, or a plain description in brackets"
        )
    if not body.strip():
        yield Finding("body-missing", "body", "there is no text below the header")
    if alert.lang not in CODES:
        yield Finding("language-unknown", "lang", f"{alert.lang!r} is not one of {', '.join(CODES)}")
    if not ID_PATTERN.fullmatch(alert.id):
        yield Finding(
            "id-invalid", "id", f"{alert.id!r} is not made of lower-case ASCII letters, digits and single hyphens"
        )
    if alert.issued.year == dt.MAXYEAR:
        # What databases write for "none"; its last week ends in a year that no calendar here has.
        yield Finding("date-unreadable", "issued", f"{alert.issued} stands for no date; give the year at least")
    elif alert.issued.year < EARLIEST_YEAR or alert.issued.first > today:
        yield Finding("date-out-of-range", "issued", f"{alert.issued} lies before {EARLIEST_YEAR} or after {today}")
    if alert.occurred is not None and alert.occurred.first > alert.issued.last:
        yield Finding("date-out-of-range", "occurred", f"{alert.occurred} lies after the publication, {alert.issued}")
    if alert.kind not in KINDS:
        yield Finding("kind-unknown", "kind", f"{alert.kind!r} is not in the vocabulary of kinds")
    yield from _references(alert)


def _references(alert: Alert) -> Iterator[Finding]:
    for code in alert.countries:
        if not countries.known(code):
            yield Finding("country-unknown", "countries", f"{code!r} is not an ISO 3166 code that the archive knows")
    for code in alert.violations:
        if code not in VIOLATIONS:
            yield Finding("violation-unknown", "violations", f"{code!r} is not in the vocabulary of violations")
    for abbreviation in alert.sources:
        if not organisations.known(abbreviation):
            yield Finding("source-unknown", "sources", f"{abbreviation!r} is not in the list of organisations")
    for field, dates in (("updates", alert.updates), ("background", alert.background)):
        for text in dates:
            try:
                PartialDate.parse(text)
            except PartialDateError as error:
                yield Finding("date-invalid", field, str(error))
    for field, urls in (("original_url", (alert.original_url,)), ("other_urls", alert.other_urls)):
        for url in urls:
            if url and not url.startswith(("http://", "https://")):
                yield Finding("url-invalid", field, f"{url!r} is not a web address")
    for key in alert.inferred:
        if key not in KEYS and key not in FURTHER_KEYS:
            yield Finding("field-unknown", "inferred", f"{key!r} is not a field of a record")
    for code in alert.repaired:
        if code not in REPAIRS:
            yield Finding("value-unknown", "repaired", f"{code!r} is none of {', '.join(REPAIRS)}; shown as it stands")
    for key, _ in alert.extra:
        if key not in FURTHER_KEYS:
            yield Finding("field-unknown", key, "kept as it stands, and not shown")
