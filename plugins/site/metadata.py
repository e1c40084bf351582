"""What machines read of a page: languages, Open Graph, Dublin Core, Highwire, JSON-LD.

Sources: ogp.me; dublincore.org/specifications/dublin-core/dc-html; scholar.google.com/intl/en/scholar/inclusion.html (``citation_…``);
schema.org. Full addresses are given where the site's own is known (``siteurl``); ``hreflang`` wants full ones, so without it there is none.
Built in Python and not in the template, because every alert has it in every language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from markupsafe import Markup, escape

from plugins.alerts import organisations
from plugins.alerts.languages import BY_CODE, CODES
from plugins.site.views import AlertView, Link, Page

_REPORTS = frozenset({"report", "record", "digest", "communique"})
"""Kinds that schema.org calls a ``Report``; the others are an ``Article``."""

_escape = lru_cache(maxsize=4096)(escape)


def general(page: Page, *, siteurl: str, versions: Mapping[str, str], is_article: bool = False) -> str:
    """Return what every page has: languages and Open Graph, whose readers take the description from where HTML has it.

    ``versions`` are the languages in which the page truly exists, with its address in each.
    """
    title = escape(page.title)
    parts = [
        _head(page.lang, page.site_name, "article" if is_article else "website"),
        f'<meta property="og:title" content="{title}">\n',
    ]
    if siteurl:
        parts.append(f'<meta property="og:url" content="{escape(page.canonical)}">\n')
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
    tag = Locale.parse(BY_CODE[language].locale, resolve_likely_subtags=True)
    return (
        f'<meta property="og:type" content="{kind}">\n'
        f'<meta property="og:site_name" content="{escape(site_name)}">\n'
        f'<meta property="og:locale" content="{tag.language}_{tag.territory}">\n'
    )


def of_alert(page: Page, alert: AlertView, *, sources: Sequence[str], kind: str, siteurl: str) -> str:
    """Return what citation managers and search engines read of an alert.

    ``sources`` are abbreviations and ``kind`` is a code, as the record has them.
    Zotero takes an alert for a report: its institution is the only field that keeps an organisation's name in one piece, so authors
    are abbreviations.
    """
    title = escape(alert.title)
    rows = [
        (
            f'<meta property="article:published_time" content="{alert.issued}">\n'
            f'<meta name="citation_title" content="{title}">\n'
            f'<meta name="citation_publication_date" content="{alert.issued.replace("-", "/")}">\n'
            f'<meta name="citation_language" content="{alert.lang}">\n'
            f'<meta name="citation_technical_report_number" content="{alert.id}">\n'
            f'<meta name="DC.title" content="{title}">\n'
            f'<meta name="DC.date" content="{alert.issued}">\n'
            f'<meta name="DC.language" content="{alert.lang}">\n'
            f'<meta name="DC.identifier" content="{alert.id}">\n'
            '<meta name="DC.type" content="Text">\n'
        )
    ]
    rows.append(_sources(tuple(sources), alert.lang))
    rows.extend(f'<meta name="DC.coverage" content="{_escape(country.label)}">\n' for country in alert.countries)
    rows.extend(f'<meta name="DC.subject" content="{_escape(subject.label)}">\n' for subject in alert.violations)
    rows.extend(f'<meta name="DC.subject" content="{escape(name)}">\n' for name in alert.targets)
    if siteurl:
        rows.append(f'<meta name="citation_public_url" content="{escape(page.canonical)}">\n')
    if alert.original_url:
        rows.append(f'<meta name="DC.source" content="{escape(alert.original_url)}">\n')
    about: list[dict[str, str]] = [{"@type": "Country", "name": country.label} for country in alert.countries]
    about += [{"@type": "Thing", "name": name} for name in alert.targets]
    article: dict[str, Any] = {
        "@type": "Report" if kind in _REPORTS else "Article",
        "headline": alert.title,
        "inLanguage": alert.lang,
        "datePublished": alert.issued,
        "identifier": alert.id,
        "author": [{"@type": "Organization", "name": organisations.label(code, alert.lang)} for code in sources],
        "about": about,
        "keywords": [subject.label for subject in alert.violations],
        "isPartOf": {"@type": "Dataset", "name": page.site_name},
    }
    if siteurl:
        article["url"] = page.canonical
    if alert.original_url:
        article["isBasedOn"] = alert.original_url
    rows.append(json_ld([{key: value for key, value in article.items() if value}, _trail(page, alert, siteurl)]))
    return "".join(rows)


@lru_cache(maxsize=4096)
def _sources(sources: tuple[str, ...], language: str) -> str:
    if not sources:
        return ""
    names = [organisations.label(code, language) for code in sources]
    return (
        "".join(f'<meta name="citation_author" content="{escape(code)}">\n' for code in sources)
        + f'<meta name="citation_technical_report_institution" content="{escape("; ".join(names))}">\n'
        + "".join(f'<meta name="DC.creator" content="{escape(name)}">\n' for name in names)
    )


def _trail(page: Page, alert: AlertView, siteurl: str) -> dict[str, Any]:
    """Return the way from the front page to an alert, by its country or, without one, by its year."""
    through = alert.countries[0] if alert.countries else alert.year
    return trail(page, [Link(label="", url=f"{page.lang}/index.html"), through], siteurl)


def trail(page: Page, ways: Iterable[Link], siteurl: str) -> dict[str, Any]:
    """Return a ``BreadcrumbList`` that leads over ``ways`` to the page; a way without a label is the front page."""
    root = f"{siteurl}/" if siteurl else page.root
    steps = [
        {"@type": "ListItem", "position": place, "name": way.label or page.site_name, "item": f"{root}{way.url}"}
        for place, way in enumerate(ways, 1)
    ]
    steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": page.title})
    return {"@type": "BreadcrumbList", "itemListElement": steps}


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
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c")
    return f'<script type="application/ld+json">{safe}</script>\n'


def markup(*parts: str) -> Markup:
    """Join parts made by this module, in which everything that needs it is escaped."""
    return Markup("".join(parts))  # noqa: S704
