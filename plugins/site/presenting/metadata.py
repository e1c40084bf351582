"""What machines read of a page: languages, Open Graph, Dublin Core, Highwire, JSON-LD.

Sources: ogp.me; dublincore.org/specifications/dublin-core/dc-html; scholar.google.com/intl/en/scholar/inclusion.html (``citation_…``);
schema.org. Full addresses are given where the site's own is known (``siteurl``); ``hreflang`` wants full ones, so without it there is none.
Built in Python and not in the template, because every alert has it in every language.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from plugins.alerts import countries, organisations
from plugins.alerts.languages import BY_CODE, CODES
from plugins.alerts.model import Alert
from plugins.alerts.vocabularies import VIOLATIONS
from plugins.site.views.alert import AlertView
from plugins.site.views.shared import Link, Page

_REPORTS = frozenset({"report", "record", "digest", "communique"})
"""Kinds that schema.org calls a ``Report``; the others are an ``Article``."""

# One encoder for all: json.dumps would make one for each page.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_quote = json.JSONEncoder(ensure_ascii=False).encode
_quote_once = cache(_quote)
# Not markupsafe's: these texts go straight into longer ones, and a Markup for each would cost as much as the rest.
_escape = html.escape


def general(page: Page, *, siteurl: str, versions: Mapping[str, str]) -> str:
    """Return what every page has: languages and Open Graph, whose readers take the description from where HTML has it.

    ``versions`` are the languages in which the page truly exists, with its address in each.
    """
    head = _head(page.lang, page.site_name, "website")
    return head + _open_graph(_escape(page.title), page.canonical, siteurl, versions)


def _open_graph(title: str, canonical: str, siteurl: str, versions: Mapping[str, str]) -> str:
    """Return a page's title, which is escaped, and its addresses where the site has one."""
    named = f'<meta property="og:title" content="{title}">\n'
    if not siteurl:
        return named
    parts = [named, f'<meta property="og:url" content="{_escape(canonical)}">\n']
    if len(versions) > 1:
        parts.extend(
            f'<link rel="alternate" hreflang="{code}" href="{siteurl}/{path}">\n' for code, path in versions.items()
        )
        default = next(versions[code] for code in ("x-default", *CODES) if code in versions)
        if "x-default" not in versions:
            parts.append(f'<link rel="alternate" hreflang="x-default" href="{siteurl}/{default}">\n')
    return "".join(parts)


@cache
def _head(language: str, site_name: str, kind: str) -> str:
    """Return the part that is the same on all pages of a kind."""
    locale = BY_CODE[language].locale
    tag = Locale.parse(locale)
    if not tag.territory:
        # The country where most speak it: CLDR knows fr as fr_Latn_FR.
        tag = Locale.parse(get_global("likely_subtags").get(locale, locale))
    return (
        f'<meta property="og:type" content="{kind}">\n'
        f'<meta property="og:site_name" content="{_escape(site_name)}">\n'
        f'<meta property="og:locale" content="{tag.language}_{tag.territory}">\n'
    )


class Core(NamedTuple):
    """What the pages of one record, in whatever language, say of it alike; everything is escaped."""

    alert: Alert
    canonical: str
    title: str
    headline: str
    """The title as JSON."""
    rows: str
    """Its elements up to those that the language of the page has a say in."""
    further: str
    """Those after them."""
    facts: str
    """The end of its JSON-LD."""


def core(alert: Alert, canonical: str) -> Core:
    """Return what does not change with the language of the page; ``canonical`` is the full address of the text's own, or empty."""
    title = _escape(alert.title)
    lang, issued = alert.lang, str(alert.issued)
    rows: list[str] = []
    facts: list[str] = []
    if alert.targets:
        rows.extend(f'<meta name="DC.subject" content="{_escape(name)}">\n' for name in alert.targets)
        named = ",".join(f'{{"@type":"Thing","name":{_quote(name)}}}' for name in alert.targets)
        facts.append(f',"mentions":[{named}]')
    if canonical:
        rows.append(f'<meta name="citation_public_url" content="{_escape(canonical)}">\n')
        facts.append(f',"url":{_quote(canonical)}')
    if alert.original_url:
        rows.append(f'<meta name="DC.source" content="{_escape(alert.original_url)}">\n')
        facts.append(f',"isBasedOn":{_quote(alert.original_url)}')
    return Core(
        alert=alert,
        canonical=canonical,
        title=title,
        headline=_quote(alert.title),
        rows=(
            f'<meta property="article:published_time" content="{issued}">\n'
            f'<meta name="citation_title" content="{title}">\n'
            f'<meta name="citation_publication_date" content="{issued.replace("-", "/")}">\n'
            f'<meta name="citation_language" content="{lang}">\n'
            f'<meta name="citation_technical_report_number" content="{alert.id}">\n'
            f'<meta name="DC.title" content="{title}">\n'
            f'<meta name="DC.date" content="{issued}">\n'
            f'<meta name="DC.language" content="{lang}">\n'
            f'<meta name="DC.identifier" content="{alert.id}">\n'
        ),
        further="".join(rows),
        facts="".join(facts),
    )


def of_alert(
    core: Core, view: AlertView, *, language: str, site_name: str, root: str, siteurl: str, versions: Mapping[str, str]
) -> Markup:
    """Return what machines read of an alert on its page in a language, ``root`` being the way from there to the root.

    Zotero takes an alert for a report: its institution is the only field that keeps an organisation's name in one piece, so authors
    are abbreviations.
    """
    alert = core.alert
    who, author = _authors(alert.authors, alert.lang)
    where, about = _places(alert.countries, language)
    what, keywords = _subjects(alert.violations, language)
    through = view.countries[0] if view.countries else view.year
    way = _way(language, site_name, f"{siteurl}/" if siteurl else root, through.label, through.url)
    graph = (
        f'{{"@type":"{"Report" if alert.kind in _REPORTS else "Article"}","headline":{core.headline},"inLanguage":"{alert.lang}",'
        f'"datePublished":"{view.issued}","identifier":"{alert.id}","isPartOf":{{"@type":"Dataset","name":{_quote_once(site_name)}}}'
        f"{author}{about}{keywords}{core.facts}}},{way}{core.headline}}}]}}"
    )
    return markup(
        _head(language, site_name, "article"),
        _open_graph(core.title, core.canonical, siteurl, versions),
        core.rows,
        who,
        where,
        what,
        core.further,
        _block(graph),
    )


@lru_cache(maxsize=4096)
def _authors(sources: tuple[str, ...], language: str) -> tuple[str, str]:
    """Return what many alerts share: the rows of their organisations, and the same as JSON."""
    names = [organisations.label(code, language) for code in sources]
    rows = [f'<meta name="citation_author" content="{_escape(code)}">\n' for code in sources]
    if names:
        rows.append(f'<meta name="citation_technical_report_institution" content="{_escape("; ".join(names))}">\n')
    rows.extend(f'<meta name="DC.creator" content="{_escape(name)}">\n' for name in names)
    return "".join(rows), _fact("author", [{"@type": "Organization", "name": name} for name in names])


@lru_cache(maxsize=4096)
def _places(codes: tuple[str, ...], language: str) -> tuple[str, str]:
    """Return the same of their countries."""
    names = [countries.label(code, language) for code in codes]
    rows = [f'<meta name="DC.coverage" content="{_escape(name)}">\n' for name in names]
    return "".join(rows), _fact("about", [{"@type": "Country", "name": name} for name in names])


@lru_cache(maxsize=4096)
def _subjects(codes: tuple[str, ...], language: str) -> tuple[str, str]:
    """Return the same of their violations."""
    names = [VIOLATIONS.label(code, language) for code in codes]
    rows = [f'<meta name="DC.subject" content="{_escape(name)}">\n' for name in names]
    return "".join(rows), _fact("keywords", names)


def _fact(key: str, values: Sequence[Any]) -> str:
    return f',"{key}":{_encode(values)}' if values else ""


@lru_cache(maxsize=4096)
def _way(language: str, site_name: str, root: str, label: str, url: str) -> str:
    """Return a ``BreadcrumbList`` from the front page to an alert, by its country or its year, up to the name of the alert itself."""
    steps = _steps(site_name, root, [Link(label="", url=f"{language}/index.html"), Link(label=label, url=url)])
    return (
        f'{{"@type":"BreadcrumbList","itemListElement":{_encode(steps)[:-1]},{{"@type":"ListItem","position":3,"name":'
    )


def trail(page: Page, ways: Iterable[Link], siteurl: str) -> dict[str, Any]:
    """Return a ``BreadcrumbList`` that leads over ``ways`` to the page; a way without a label is the front page."""
    steps = _steps(page.site_name, f"{siteurl}/" if siteurl else page.root, ways)
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": page.title})
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _steps(site_name: str, root: str, ways: Iterable[Link]) -> list[dict[str, Any]]:
    return [
        {"@type": "ListItem", "position": place, "name": way.label or site_name, "item": f"{root}{way.url}"}
        for place, way in enumerate(ways, 1)
    ]


def dataset(page: Page, *, description: str, first: str, last: str, licence: str, siteurl: str) -> str:
    """Return the archive as a ``Dataset``, for its front pages; ``first`` and ``last`` are years."""
    facts: dict[str, Any] = {
        "@type": "Dataset",
        "name": page.site_name,
        "description": description,
        "inLanguage": list(CODES),
        "temporalCoverage": f"{first}/{last}" if first else "",
        "isAccessibleForFree": True,
        "license": licence,
        "url": f"{siteurl}/{page.path}" if siteurl else "",
    }
    return json_ld([{key: value for key, value in facts.items() if value}])


def json_ld(graph: Sequence[Mapping[str, Any]]) -> str:
    """Return a data block of JSON-LD; nothing in it can end the element (``<`` is written as an escape)."""
    return _block(",".join(map(_encode, graph)))


def _block(graph: str) -> str:
    safe = graph.replace("<", "\\u003c")
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{safe}]}}</script>\n'


def markup(*parts: str) -> Markup:
    """Join parts made by this module, in which everything that needs it is escaped."""
    return Markup("".join(parts))  # noqa: S704
