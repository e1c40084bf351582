"""From entries to what the templates show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from babel import Locale
from babel.dates import get_month_names
from markupsafe import Markup

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.languages import BY_CODE, LANGUAGES, fallbacks
from plugins.alerts.model import AlertId
from plugins.alerts.vocabularies import KINDS, REPAIRS
from plugins.site import addresses, facets
from plugins.site.planning.plan import SitePlan
from plugins.site.presenting import actions
from plugins.site.views.alert import AlertView, Earlier, Provenance
from plugins.site.views.shared import Alternate, Group, Item, Link, Mention

LONGEST_DESCRIPTION = 200
"""Characters of a page's description; search engines cut near 160, other readers later."""


LONG_YEAR = 8
"""Alerts of a year from which a list names its months; below that the dates of its lines do, and headings would be half of the list."""
LONGEST_HEADLINE = 240
"""Characters of a headline in a list. What is longer is a text that has lost its headline; its own page has it whole."""

_WEB = ("http://", "https://")
"""What an address begins with that may be a link: a record may have `javascript:` there."""

_ITEMS: dict[str, dict[int, tuple[Entry, Item]]] = {code: {} for code in BY_CODE}
"""By language, and by the identity of an entry, which is held so that it stays its own: hashing what an entry is takes longer than all else."""
_MENTIONS: dict[str, dict[int, tuple[Entry, Mention]]] = {code: {} for code in BY_CODE}
_MOST_KEPT = 20_000
"""Some 10 MB each. Pages that are made one after the other are near in time, and name the same alerts."""


def item(entry: Entry, language: str) -> Item:
    """Return an entry as a line of a list in a language's part of the site."""
    return items((entry,), language)[0]


def items(entries: Iterable[Entry], language: str) -> tuple[Item, ...]:
    """Return entries as lines of a list."""
    kept = _ITEMS[language]
    found = []
    for entry in entries:
        pair = kept.get(id(entry))
        if pair is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            pair = kept[id(entry)] = entry, _make_item(entry, language)
        found.append(pair[1])
    return tuple(found)


def _make_item(entry: Entry, language: str) -> Item:
    alert = entry.alert
    return Item(
        title=clipped(alert.title, LONGEST_HEADLINE),
        url=addresses.alert(alert, language),
        lang=alert.lang,
        language_name="" if alert.lang == language else BY_CODE[alert.lang].name,
        issued=str(alert.issued),
        date=alert.issued.display(language),
        kind=KINDS.label(alert.kind, language),
        countries=", ".join([countries.label(code, language) for code in alert.countries]),
        sources=", ".join(alert.sources),
    )


def _mention(entry: Entry, language: str) -> Mention:
    kept = _MENTIONS[language]
    pair = kept.get(id(entry))
    if pair is None:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        pair = kept[id(entry)] = entry, _make_mention(entry, language)
    return pair[1]


def _make_mention(entry: Entry, language: str) -> Mention:
    alert = entry.alert
    return Mention(
        clipped(alert.title, LONGEST_HEADLINE),
        addresses.alert(alert, language),
        alert.lang,
        "" if alert.lang == language else BY_CODE[alert.lang].name,
        str(alert.issued),
        alert.issued.display(language),
    )


def groups(entries: Sequence[Entry], language: str, *, by_month: bool, undated: str) -> tuple[Group, ...]:
    """Return the lines of a list under the years to which they belong, long years by month; or, of one year, under its months.

    ``undated`` is the heading of alerts of a year whose month is not known.
    """
    if by_month:
        return tuple(Group(text, lines) for text, lines in _months(entries, language, undated))
    return tuple(
        _year(year, list(members), language, undated)
        for year, members in groupby(entries, key=lambda entry: entry.alert.issued.year)
    )


def _year(year: int, members: list[Entry], language: str, undated: str) -> Group:
    if len(members) >= LONG_YEAR and any(one.alert.issued.month for one in members):
        return Group(str(year), (), tuple(_months(members, language, undated)))
    return Group(str(year), items(members, language))


def _months(entries: Iterable[Entry], language: str, undated: str) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for month, own in groupby(entries, key=lambda entry: entry.alert.issued.month):
        yield month_name(month, language) if month else undated, items(own, language)


@cache
def month_name(month: int, language: str) -> str:
    """Return a month's name as it stands alone, with a capital where a heading wants one: ``March``, ``Mars``, ``Marzo``."""
    name: str = get_month_names("wide", context="stand-alone", locale=BY_CODE[language].locale)[month]
    return name[:1].upper() + name[1:]


@cache
def month_initial(month: int, language: str) -> str:
    """Return a month's initial, for under a bar."""
    return str(get_month_names("narrow", context="stand-alone", locale=BY_CODE[language].locale)[month])


def alternates_of_alert(collection: Collection, alert_id: AlertId, language: str) -> tuple[Alternate, ...]:
    """Return the page of an alert in every language of the site, those where it falls back to another text included."""
    versions = collection.translations(alert_id)
    found = []
    for other in LANGUAGES:
        code = other.code
        own = versions.get(code)
        shown = own or next(versions[one] for one in fallbacks(code) if one in versions)
        found.append(
            Alternate(
                code=code,
                name=other.name,
                url=addresses.alert(shown.alert, code),
                is_current=code == language,
                is_fallback=own is None,
            )
        )
    return tuple(found)


@lru_cache(maxsize=4096)
def _facet_links(facet: str, codes: tuple[str, ...], language: str) -> tuple[Link, ...]:
    """Return the ways to the listings of some terms: a few thousand sets of them serve all alerts."""
    listed = organisations.canonical if facet == "source" else str
    return tuple(
        Link(label=facets.label(facet, code, language), url=addresses.listing(language, facet, listed(code)))
        for code in codes
    )


def alert_view(
    entry: Entry,
    language: str,
    *,
    body: Markup,
    action: Markup,
    alternates: tuple[Alternate, ...],
    plan: SitePlan,
    names: dict[str, str],
    site_name: str,
) -> AlertView:
    """Return an alert as a page of a language's part of the site shows it.

    ``names`` are the names of the fields of a record in that language.
    """
    alert = entry.alert
    ties = plan.ties
    case = plan.cases.of(alert.id)
    date = alert.issued.display(language)
    authors = "; ".join(organisations.label(author, language) for author in alert.authors)
    title = alert.title if alert.title.endswith((".", "?", "!", "…")) else f"{alert.title}."
    return AlertView(
        id=alert.id,
        title=alert.title,
        lang=alert.lang,
        direction=BY_CODE[alert.lang].direction,
        is_fallback=alert.lang != language,
        language_name=language_name(alert.lang, language),
        body=body,
        action=action,
        action_until=actions.until(alert, language) if action else "",
        issued=str(alert.issued),
        date=date,
        occurred=alert.occurred.display(language) if alert.occurred and alert.occurred != alert.issued else "",
        kind=KINDS.label(alert.kind, language),
        countries=_facet_links("country", alert.countries, language),
        year=_facet_links("year", (str(alert.issued.year),), language)[0],
        sources=_facet_links("source", alert.sources, language),
        violations=_facet_links("violation", alert.violations, language),
        targets=tuple(Link(label=name, url=plan.languages[language].names.url(name)) for name in alert.targets),
        translations=tuple(other for other in alternates if not other.is_fallback and other.code != alert.lang),
        updates=_earlier(ties.updates(entry, language), language) if alert.updates or alert.follows else None,
        background=_earlier(ties.background(entry, language), language) if alert.background else None,
        updated_by=tuple([_mention(other, language) for other in ties.updated_by(entry, language)]),
        stood_at=tuple(
            [
                Link(label=url, url=url if url.startswith(_WEB) else "")
                for url in (alert.original_url, *alert.other_urls)
                if url
            ]
        ),
        provenance=tuple(
            Provenance(source=origin.source, sha256=origin.sha256, importer=origin.importer) for origin in alert.origin
        ),
        inferred=tuple(names.get(key, key) for key in alert.inferred),
        repaired=tuple(REPAIRS.label(code, language) for code in alert.repaired),
        cite_as=f"{authors} ({date}). {title} {site_name}, {alert.id}."
        if authors
        else f"{alert.title} ({date}). {site_name}, {alert.id}.",
        case=Link(label="", url=addresses.case(language, case.id), count=len(case.members)) if case else None,
        campaigns=_facet_links("campaign", alert.campaigns, language),
        related=tuple(
            [
                _mention(other, language)
                for one in plan.related_to(alert.id)
                if (other := ties.shown(one, language)) is not None
            ]
        ),
    )


@cache
def language_name(code: str, language: str) -> str:
    """Return the name of a language for a reader of another: ``anglais``."""
    name = Locale.parse(BY_CODE[language].locale).languages[code]
    return str(name)


def description(words: str) -> str:
    """Return the beginning of a text on one line, for lists of search engines."""
    return clipped(words, LONGEST_DESCRIPTION)


def clipped(words: str, most: int) -> str:
    """Return the beginning of a text, cut at a word where there is one."""
    if len(words) <= most:
        return words
    place = words.rfind(" ", 0, most)
    return f"{words[: place if place > most // 2 else most]} …"


def _earlier(cited: Sequence[tuple[str, Entry | None]], language: str) -> Earlier | None:
    found = tuple(_mention(entry, language) for _, entry in cited if entry)
    missing = "; ".join(date for date, entry in cited if not entry)
    return Earlier(found, missing) if found or missing else None
