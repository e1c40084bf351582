"""What the pages of feeds and of data are given: plain values, for the theme to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from plugins.alerts import countries
from plugins.alerts.languages import CODES
from plugins.exports.cells import SEPARATOR
from plugins.exports.citations import FORMATS
from plugins.exports.columns import COLUMNS
from plugins.exports.feeds import FACETS, TYPES, Feed
from plugins.exports.model import Model
from plugins.exports.output import Kept
from plugins.exports.package import PACKAGE, SCHEMA, data_files
from plugins.exports.tables import ENDINGS, WHOLE, country_table, terms
from plugins.exports.texts import text

Values = dict[str, Any]

MOST = 80
"""Organisations on the page of the feeds: with every country and violation, it stays below the weight of a page."""


def feed_links(model: Model, feeds: Iterable[Feed]) -> dict[tuple[str, str, str], tuple[tuple[str, str, str], ...]]:
    """Return what pages point to: (language, facet, code) → label, address and media type of feeds, and of a country's table."""
    links: dict[tuple[str, str, str], tuple[tuple[str, str, str], ...]] = {}
    for feed in feeds:
        # Those of everything belong to the front page.
        key = (feed.language, feed.facet if feed.code else "", feed.code)
        own = tuple((feed.label, f"{feed.name}.{ending}", TYPES[ending]) for ending in feed.formats)
        links[key] = links.get(key, ()) + own
        if feed.facet == "country":
            links[key] += ((feed.label, country_table(model, feed.code), "text/csv"),)
    return links


def pages(feeds: Iterable[Feed], data: Callable[[], Mapping[str, Values]]) -> list[Values]:
    """Return the pages that are wanted of the site; ``data`` is asked for what :func:`data_values` says, once all is written."""
    found = list(feeds)

    def data_in(language: str) -> Callable[[], Values]:
        return lambda: {"data": data()[language]}

    return [
        page
        for language in CODES
        for page in (
            _page("feeds", language, {"feeds": _feeds(found, language)}),
            _page("data", language, data_in(language)),
        )
    ]


def data_values(model: Model, files: Mapping[str, Kept]) -> dict[str, Values]:
    """Return language → what its page of the data shows."""
    return {language: _data(model, files, language) for language in CODES}


def _page(name: str, language: str, values: Values | Callable[[], Values]) -> Values:
    return {
        "name": name,
        "template": f"{name}.html",
        "language": language,
        "title": text(name, language),
        "values": values,
    }


def _feeds(feeds: Iterable[Feed], language: str) -> Values:
    own = [feed for feed in feeds if feed.language == language]
    return {
        "main": tuple(
            {
                "name": feed.facet,
                "label": feed.label,
                "count": feed.count,
                "links": tuple({"format": ending, "url": f"{feed.name}.{ending}"} for ending in feed.formats),
            }
            for feed in own
            if not feed.code
        ),
        "facets": tuple(_listed(facet, [feed for feed in own if feed.facet == facet]) for facet in FACETS),
    }


def _listed(facet: str, feeds: list[Feed]) -> Values:
    """Return the feeds of a facet by name: of organisations, those with the most alerts; the pages of the others lead to theirs."""
    shown = sorted(feeds, key=lambda feed: (-feed.count, feed.code))[: MOST if facet == "source" else len(feeds)]
    return {
        "facet": facet,
        "links": tuple(
            {"label": feed.label, "url": f"{feed.name}.atom", "count": feed.count, "lang": ""}
            for feed in sorted(shown, key=lambda feed: (countries.fold(feed.label), feed.code))
        ),
        "others": len(feeds) - len(shown),
    }


def _data(model: Model, files: Mapping[str, Kept], language: str) -> Values:
    by_country = {country_table(model, code): countries.label(code, language) for code in model.by_country}
    years = sorted({_stem(path) for path in files if path.startswith(f"data/citations/{language}/")})
    cited = {year: {ending: f"data/citations/{language}/{year}.{ending}" for ending in FORMATS} for year in years}
    return {
        "count": len(model.entries),
        "snapshot": model.snapshot,
        "terms": terms(model, language),
        "separator": SEPARATOR,
        "whole": tuple(_file(path, files[path]) for path in (WHOLE + ending for ending in ENDINGS) if path in files),
        "years": tuple(
            {
                "year": _stem(path),
                "csv": _file(path, files[path]),
                "jsonl": _file(jsonl := path.removesuffix(ENDINGS[0]) + ENDINGS[1], files[jsonl]),
                **cited.get(_stem(path), {}),
            }
            for path in data_files(files)
            if path.startswith(f"{WHOLE}/") and path.endswith(ENDINGS[0])
        ),
        "languages": tuple(
            {"code": _stem(path), **_file(path, files[path])}
            for path in data_files(files)
            if path.startswith("data/languages/")
        ),
        "countries": tuple(
            {"label": by_country[path], **_file(path, files[path])}
            for path in sorted(by_country, key=lambda path: (countries.fold(by_country[path]), path))
        ),
        "citations": tuple({"year": year, **own} for year, own in cited.items()),
        "package": PACKAGE,
        "schema": SCHEMA,
        "columns": tuple(
            {"name": column.name, "type": column.type, "about": column.descriptions[language]} for column in COLUMNS
        ),
        "dataset": _dataset(model, files, language),
    }


def _dataset(model: Model, files: Mapping[str, Kept], language: str) -> Values:
    """Return the archive as schema.org's ``Dataset``, what data catalogues read."""
    name = model.settings.names[language]
    page = model.addresses.page(language, "data")
    # A catalogue that wants the tables of years finds them in the package, with their sizes and SHA-256.
    offered = [path for path in (WHOLE + ending for ending in ENDINGS) if path in files] or [
        path for path in data_files(files) if path.startswith("data/languages/")
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": text("dataset", language),
        "inLanguage": [*CODES],
        "version": model.snapshot,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": name},
        "usageInfo": terms(model, language),
        **({"license": model.settings.licence} if model.settings.licence else {}),
        **({"url": model.link(page)} if model.settings.siteurl else {}),
        **({"temporalCoverage": f"{model.years[0]}/{model.years[1]}"} if model.years else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv" if path.endswith(ENDINGS[0]) else "application/x-ndjson",
                "contentUrl": model.link(path, page),
                "contentSize": str(files[path].size),
                "sha256": files[path].sha256,
            }
            for path in offered
        ],
    }


def _file(path: str, kept: Kept) -> Values:
    return {"url": path, "size": kept.size, "sha256": kept.sha256}


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
