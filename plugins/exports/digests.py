"""The weekly digest: the alerts of each ISO week by country."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable
from typing import NamedTuple

from plugins.alerts import countries
from plugins.alerts.collection import Collection, Entry, shown_of
from plugins.alerts.dates import PartialDate, Period
from plugins.alerts.languages import CODES
from plugins.exports.items import Item, clean, urn
from plugins.exports.model import Model
from plugins.exports.texts import text

WEEKS = 12
"""The newest weeks that a digest feed has."""


class Week(NamedTuple):
    """A week of ISO 8601 and its alerts, as readers of one language see them."""

    year: int
    number: int
    entries: tuple[Entry, ...]
    """Oldest first."""

    def __str__(self) -> str:
        """Write it as ISO 8601 does: ``2005-W17``."""
        return f"{self.year:04}-W{self.number:02}"


def newest(collection: Collection, language: str) -> tuple[Week, ...]:
    """Return the newest weeks that have alerts, newest first; alerts whose day is not known belong to none.

    Translations may be dated differently: the first language of the table that has the alert decides, as on the site's pages.
    """
    found: dict[tuple[int, int], list[Entry]] = {}
    # Readers of the first language see the version that decides.
    for entry in reversed(collection.shown_to(CODES[0])):
        issued = entry.issued
        if issued.day:
            calendar = issued.first.isocalendar()
            week = calendar.year, calendar.week
            if week not in found and len(found) == WEEKS:
                break
            found.setdefault(week, []).append(shown_of(collection.translations(entry.id), language))
    return tuple(
        Week(*week, tuple(sorted(entries, key=lambda entry: (entry.issued, entry.id))))
        for week, entries in found.items()
    )


def digest(model: Model, week: Week, language: str, path: str) -> Item:
    """Return a week as an entry of the feed that stands at ``path``."""
    monday, sunday = (dt.date.fromisocalendar(week.year, week.number, day) for day in (1, 7))
    period = Period(_date(monday), _date(sunday))
    by_country: dict[str, list[Entry]] = {}
    for entry in week.entries:
        for code in entry.alert.countries or ("",):
            by_country.setdefault(code, []).append(entry)
    sections = sorted(
        ((_name(code, language), members) for code, members in by_country.items()),
        key=lambda section: countries.fold(section[0]),
    )
    return Item(
        id=urn("digest", language, str(week)),
        record=str(week),
        title=text("digest-title", language, period=period.display(language), count=len(week.entries)),
        url=model.addresses.digest(language, str(week)),
        lang=language,
        # Of the week's first day, which is known before its end has come.
        issued=period.start,
        authors=(),
        categories=(),
        content="\n".join(_section(model, name, members, language, path) for name, members in sections),
        is_whole=True,
    )


def _section(model: Model, name: str, entries: Iterable[Entry], language: str, path: str) -> str:
    lines = []
    for entry in entries:
        alert = entry.alert
        mark = "" if alert.lang == language else f' lang="{alert.lang}"'
        link = html.escape(model.link(model.addresses.alert(alert, language), path))
        sources = f" ({html.escape(', '.join(alert.sources), quote=False)})" if alert.sources else ""
        title = html.escape(clean(alert.title), quote=False)
        lines.append(f'<li><a href="{link}"{mark}>{title}</a>{sources}, {alert.issued.display(language)}</li>')
    return f"<h2>{html.escape(name, quote=False)}</h2>\n<ul>\n" + "\n".join(lines) + "\n</ul>"


def _name(code: str, language: str) -> str:
    return countries.label(code, language) if code else text("no-country", language)


def _date(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
