"""Entries of the archive as documents to search: which of an alert's facts go into which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plugins.alerts import countries, organisations
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.labels import Key, terms_of
from plugins.alerts.markup import html_to_text
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.plan import Source


def source(collection: Collection, language: str) -> Source:
    """Return a language's entries in the form that :func:`plugins.search.build.build` takes."""
    entries = collection.in_language(language)

    def load(positions: Sequence[int]) -> Iterator[SearchDocument]:
        for position in positions:
            yield document(entries[position], collection.page(entries[position]))

    def describe(positions: Sequence[int]) -> Iterator[Card]:
        return (card(entries[position]) for position in positions)

    return Source(
        language=language,
        keys=tuple(DocumentKey(id=entry.id, issued=str(entry.issued)) for entry in entries),
        load=load,
        fixities=tuple(entry.digest for entry in entries),
        describe=describe,
    )


def positions_of(collection: Collection, language: str, terms: Iterable[Key]) -> Iterator[int]:
    """Yield which of a language's entries have the label of one of some terms in their document: of a country or an organisation."""
    shown = {term for term in terms if term.startswith(("country:", "source:"))}
    for position, entry in enumerate(collection.in_language(language)) if shown else ():
        if not shown.isdisjoint(terms_of(entry.alert)):
            yield position


def card(entry: Entry) -> Card:
    """Return what a hit shows of an entry beside its title and text.

    Organisations are those under which alerts are listed: a list leads to the search with its own as the filter.
    """
    alert = entry.alert
    return Card(
        url=f"{alert.lang}/alerts/{alert.issued.year}/{alert.id}.html",
        kind=alert.kind,
        countries=alert.countries,
        sources=tuple(dict.fromkeys(map(organisations.canonical, alert.sources))),
        violations=alert.violations,
    )


def document(entry: Entry, page: str) -> SearchDocument:
    """Return an entry with its body, as HTML, as a document."""
    alert = entry.alert
    organisation_names = (
        name for abbreviation in alert.sources for name in (abbreviation, organisations.label(abbreviation, alert.lang))
    )
    return SearchDocument(
        id=alert.id,
        issued=str(alert.issued),
        title=alert.title,
        body=html_to_text(page),
        place="\n".join(countries.label(code, alert.lang) for code in alert.countries),
        source="\n".join(dict.fromkeys(organisation_names)),
        target="\n".join(alert.targets),
        card=card(entry),
    )
