"""``This article was originally published on SITE on 3 October 2014`` (the English and French forms are the likely twins)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.alerts.dates import PartialDate
from plugins.importers.normalising.dating import find_days

_PUBLISHED = re.compile(
    r"^[^\n]{0,80}?(?:(?:was|were) (?:originally|first) published|(?:a été|est) (?:initialement|d['’]abord|originalement) publiée?|"
    r"fue (?:publicad[oa] originalmente|originalmente publicad[oa]|publicad[oa] (?:por primera vez|inicialmente)))\s+"
    r"(?:on|by|at|in|sur|par|dans|en|por)\s+(?P<site>.+?)(?:,?\s+(?:on|le|el)\s+(?P<date>[^\n]{5,40}?))?\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The note on a first publication: where it stands, where and when the text came out first."""

    start: int
    end: int
    site: str
    date: PartialDate | None


def find_original(text: str, language: str) -> Original | None:
    """Return the note, if the text has one on a line of its own."""
    match = _PUBLISHED.search(text[:20_000]) if "publi" in text.lower() else None
    if match is None:
        return None
    days = [day for day in find_days(match["date"] or "", language) if day.year]
    return Original(
        start=match.start(), end=match.end(), site=match["site"].strip(), date=days[0].on(0) if days else None
    )
