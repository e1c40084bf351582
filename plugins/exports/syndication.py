"""From the items of a feed to Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

Dates are those of publication. Atom must have ``updated``, and readers date entries of RSS and JSON Feed that have no date by the day on
which they first see them; so a date known to the month or year is given by its first day there, the entry says so in words, and
``dcterms:issued`` (JSON Feed: ``_archive.issued``) has it as it is known (W3C-DTF allows ``2005-04``). ``published``, which Atom does not
require, is given only where the day is known.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed  # type: ignore[import-untyped]

from plugins.alerts.dates import PartialDate
from plugins.exports.items import Item
from plugins.exports.model import Model

_DCTERMS, _DC = "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself."""

    id: str
    title: str
    about: str
    language: str
    page: str
    """The page that lists the same, relative to the site's root."""
    author: str
    rights: str


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Atom with languages, several authors, labelled categories and true dates."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:dcterms": _DCTERMS}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]} if item["lang"] != self.feed["language"] else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        for category in item["terms"]:
            handler.addQuickElement("category", None, {"term": category.code, "label": category.label})
        handler.addQuickElement("dcterms:issued", item["issued"])


class _Rss(Rss201rev2Feed):  # type: ignore[misc]
    """RSS with languages, authors and true dates."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dc": _DC, "xmlns:dcterms": _DCTERMS}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        for category in item["terms"]:
            handler.addQuickElement("category", category.label)
        handler.addQuickElement("dc:language", item["lang"])
        handler.addQuickElement("dcterms:issued", item["issued"])


def atom(channel: Channel, items: Sequence[Item], path: str, model: Model) -> bytes:
    """Return a feed as Atom; links are relative to its address, ``path``, where the site has none of its own (RFC 4287, 2)."""
    feed = _Atom(**_about(channel, path, model))
    for one in items:
        feed.add_item(
            **_entry(one, path, model),
            description=None if one.is_whole else one.content,
            content=one.content if one.is_whole else None,
            pubdate=_first(one.issued) if one.issued.day else None,
            updateddate=_first(one.issued),
            unique_id=one.id,
        )
    return _bytes(feed)


def rss(channel: Channel, items: Sequence[Item], path: str, model: Model) -> bytes:
    """Return a feed as RSS 2.0. It wants full addresses; on a site without one they are relative to ``path``, as in Atom."""
    feed = _Rss(**_about(channel, path, model))
    for one in items:
        feed.add_item(
            **_entry(one, path, model),
            description=one.content,
            pubdate=_first(one.issued),
            unique_id=one.id,
            unique_id_is_permalink=False,
        )
    return _bytes(feed)


def json_feed(channel: Channel, items: Sequence[Item], path: str, model: Model) -> bytes:
    """Return a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.about,
        "home_page_url": model.link(channel.page, path),
        **({"feed_url": model.link(path)} if model.settings.siteurl else {}),
        "language": channel.language,
        "authors": [{"name": channel.author}],
        "_archive": {
            "about": "`issued`: date of publication as precisely as it is known; `record`: id of the record; `rights`: terms of use",
            "rights": channel.rights,
        },
        "items": [
            {
                "id": one.id,
                "url": model.link(one.url, path),
                "title": one.title,
                "content_html": one.content,
                "date_published": _first(one.issued).isoformat(),
                "authors": [{"name": name} for name in one.authors],
                "tags": [category.label for category in one.categories],
                "language": one.lang,
                "_archive": {"issued": str(one.issued), "record": one.record},
            }
            for one in items
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _about(channel: Channel, path: str, model: Model) -> dict[str, Any]:
    return {
        "title": channel.title,
        "link": model.link(channel.page, path),
        "description": channel.about,
        "language": channel.language,
        "author_name": channel.author,
        "feed_url": model.link(path) if model.settings.siteurl else None,
        "feed_guid": channel.id,
        "feed_copyright": channel.rights,
    }


def _entry(one: Item, path: str, model: Model) -> dict[str, Any]:
    return {
        "title": one.title,
        "link": model.link(one.url, path),
        "lang": one.lang,
        "authors": one.authors,
        "terms": one.categories,
        "issued": str(one.issued),
    }


def _first(issued: PartialDate) -> dt.datetime:
    return dt.datetime.combine(issued.first, dt.time(), tzinfo=dt.UTC)


def _bytes(feed: Any) -> bytes:
    written: str = feed.writeString("utf-8")
    return written.encode() + b"\n"
