"""Which feeds there are, and how each is made.

A feed has the newest alerts of a listing, in the reader's language where there is a translation, else as the listing shows them.
The feeds of everything have whole texts, so that one can read without visiting the site; those of a country, violation or organisation
have beginnings, for there are hundreds of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.alerts.collection import Entry
from plugins.alerts.languages import CODES
from plugins.exports import digests, items, syndication
from plugins.exports.digests import Week
from plugins.exports.items import Item
from plugins.exports.model import Model
from plugins.exports.output import Artefact, fingerprint
from plugins.exports.rows import Known
from plugins.exports.syndication import Channel
from plugins.exports.tables import terms
from plugins.exports.texts import text

NEWEST = 30
"""Alerts in a feed."""
FACETS = ("country", "violation", "source")
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
"""Ending of a feed's address, and its format → media type."""
WRITERS: dict[str, Callable[[Channel, Sequence[Item], str, Model], bytes]] = {
    "atom": syndication.atom,
    "rss": syndication.rss,
    "json": syndication.json_feed,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that there is, in one format or several."""

    name: str
    """Its address without the ending."""
    language: str
    facet: str
    """country, violation, source; or all, written, digest."""
    code: str
    """Code of the facet's term; empty where the feed is of no facet."""
    label: str
    page: str
    """The page that lists the same."""
    formats: tuple[str, ...]
    entries: tuple[Entry, ...]
    """Newest first; of a digest, all that its weeks have."""
    weeks: tuple[Week, ...] = ()
    """Of a digest, newest first."""
    count: int
    """Alerts in the whole listing."""


def feeds(model: Model) -> Iterator[Feed]:
    """Yield every feed that has an entry."""
    for language in CODES:
        shown = model.collection.shown_to(language)
        own = model.collection.in_language(language)
        home = model.addresses.page(language, "index")
        weeks = digests.newest(model.collection, language)
        of_weeks = tuple(entry for week in weeks for entry in week.entries)
        every: tuple[tuple[str, tuple[str, ...], tuple[Entry, ...], int, tuple[Week, ...]], ...] = (
            ("all", tuple(WRITERS), shown[: -NEWEST - 1 : -1], len(shown), ()),
            ("written", ("atom",), own[: -NEWEST - 1 : -1], len(own), ()),
            ("digest", ("atom",), of_weeks, len(of_weeks), weeks),
        )
        for name, formats, entries, count, newest_weeks in every:
            if entries:
                yield Feed(
                    name=f"{language}/feeds/{name}",
                    language=language,
                    facet=name,
                    code="",
                    label=text(name, language),
                    page=model.addresses.digest(language, "index") if newest_weeks else home,
                    formats=formats,
                    entries=entries,
                    weeks=newest_weeks,
                    count=count,
                )
        terms_of = model.facets.gather(shown)
        for facet in FACETS:
            for code, members in terms_of[facet].items():
                page = model.addresses.listing(language, facet, code)
                yield Feed(
                    # en/countries/fj.html has its feed at en/feeds/countries/fj.atom.
                    name=page.replace("/", "/feeds/", 1).removesuffix(".html"),
                    language=language,
                    facet=facet,
                    code=code,
                    label=model.facets.label(facet, code, language),
                    page=page,
                    formats=("atom",),
                    entries=tuple(members[: -NEWEST - 1 : -1]),
                    count=len(members),
                )


class FeedMaker:
    """Makes the files of feeds; the beginning of a text is made once for all the feeds that have it."""

    def __init__(self, model: Model, base: str, known: Known) -> None:
        """Begin; ``base`` is the fingerprint of all but records and labels, of which ``known`` says which have changed."""
        self._model = model
        self._base = base
        self._known = known
        self._beginnings: dict[str, str] = {}
        self._items_begun: dict[tuple[str, str], Item] = {}

    def artefacts(self, feed: Feed) -> Iterator[Artefact]:
        """Yield the files of a feed."""
        own = fingerprint(
            self._base,
            *(feed.label, feed.page, *map(str, feed.weeks)),
            *(f"{entry.path} {entry.digest}" for entry in feed.entries),
        )
        # Weeks are divided by region: a region's label is no record's.
        is_stale = bool(self._known.relabelled) if feed.weeks else self._known.called_otherwise(feed.entries)
        for ending in feed.formats:
            yield Artefact(f"{feed.name}.{ending}", own, partial(self._make, feed, ending), is_stale)

    def _make(self, feed: Feed, ending: str) -> bytes:
        path = f"{feed.name}.{ending}"
        return WRITERS[ending](self._channel(feed), self._items(feed, path), path, self._model)

    def _channel(self, feed: Feed) -> Channel:
        model, language = self._model, feed.language
        site = model.settings.names[language]
        about = "digest-about" if feed.weeks else "feed-about"
        return Channel(
            id=items.urn("feed", site, feed.name),
            title=text("feed-title", language, what=feed.label, site=site),
            about=text(about, language, count=digests.WEEKS if feed.weeks else NEWEST),
            language=language,
            page=feed.page,
            author=site,
            rights=terms(model, language),
        )

    def _items(self, feed: Feed, path: str) -> list[Item]:
        model, language = self._model, feed.language
        if feed.weeks:
            return [digests.digest(model, week, language, path) for week in feed.weeks]
        if feed.code:
            return [self._begun(entry, language) for entry in feed.entries]
        return [
            items.item(model, entry, language, items.whole(model.collection.body(entry)), is_whole=True)
            for entry in feed.entries
        ]

    def _begun(self, entry: Entry, language: str) -> Item:
        """Return an alert with the beginning of its text; the feeds of its country, violation and organisation have the same."""
        key = entry.path, language
        if key not in self._items_begun:
            content = self._beginning(entry)
            self._items_begun[key] = items.item(self._model, entry, language, content, is_whole=False)
        return self._items_begun[key]

    def _beginning(self, entry: Entry) -> str:
        if entry.path not in self._beginnings:
            self._beginnings[entry.path] = items.beginning(self._model.collection.body(entry))
        return self._beginnings[entry.path]
