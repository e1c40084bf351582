"""Records that are withheld: what their pages need to know, and nothing more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.alerts.languages import CODES, fallbacks
from plugins.alerts.model import AlertId
from plugins.alerts.redaction import Redactions
from plugins.site.reading.records import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A record that is withheld."""

    id: AlertId
    since: dt.date | None
    reason: str
    """Code of a reason, or nothing."""
    years: Mapping[str, int]
    """Language of the site → year in whose folder the record's page stood."""


def withdrawn(redactions: Redactions, known: Iterable[Known]) -> tuple[Withdrawn, ...]:
    """Return what is withheld. The years are those of the records, or, where their files are gone, the one their id begins with."""
    if not redactions.withdrawn:
        return ()
    dated: dict[str, dict[str, int]] = {}
    for one in known:
        if one.id in redactions.withdrawn and one.row:
            dated.setdefault(one.id, {})[one.lang] = one.entry("").alert.issued.year
    found = []
    for one_id, withdrawal in sorted(redactions.withdrawn.items()):
        own = dated.get(one_id) or ({CODES[0]: int(one_id[:4])} if one_id[:4].isdecimal() else {})
        years = {code: next(own[language] for language in fallbacks(code) if language in own) for code in CODES if own}
        found.append(Withdrawn(id=one_id, since=withdrawal.since, reason=withdrawal.reason, years=years))
    return tuple(found)
