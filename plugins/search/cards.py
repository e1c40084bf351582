"""What is known of each document, in files of several kinds.

``docs/<year>/<block>``
    A few documents in full, for the hits that are looked at: rows of ``[number, id, title, issued, url, kind,
    countries, sources, violations, lengths, text]``, the number relative to the year's first, the lengths those of all
    fields, in their order, title and text as :mod:`plugins.search.wording` writes them; ``*`` in the address is the id.

Tables have all documents of a few years (:class:`plugins.search.plan.Group`), with numbers relative to the first of them,
and are named after the first of the years:

``refs/<year>``
    Numbers and ids, for those who ask for every hit's id: ``[numbers, ids]``.
``lengths/<year>``
    What scores and the order of hits depend on: ``[numbers, lengths, days]``. The lengths are a column a field. A day is
    ``month * 32 + day`` (0 where not known).
``columns/<year>``
    What hits are filtered and counted by, in the order of ``lengths``: ``[kind, countries, sources, violations]``, each
    ``[values, which]``: the values that the years have, the commonest first (a list where a document may have several), and
    for each document one's place among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from plugins.search.codes import deltas, encode
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.wording import Wording

# Thirty-two numbers are eight to sixteen documents: neighbours are of no interest to a reader, so the fewer the better;
# but each file costs a request and a place on disk, and gzip makes a sixth less of texts that are in one file.
BLOCK_SHIFT = 5

Json = str | int | float | Sequence["Json"] | dict[str, "Json"]


_ID = "*"
"""Stands in an address for the document's id."""


def row(document: SearchDocument, number: int) -> list[Json]:
    """Return a document's row in its block, as far as the document itself tells: lengths and wording are not known yet."""
    card = document.card
    return [
        *(number, document.id, document.title, document.issued, card.url, card.kind),
        [*card.countries],
        [*card.sources],
        [*card.violations],
        document.body,
    ]


def completed(row: list[Any], lengths: Iterable[int], wording: Wording) -> list[Json]:
    """Return a row with its document's lengths, and its title and text as they are written."""
    number, identifier, title, issued, url, *others, text = row
    # The id is in the address: once is enough.
    shortened = url.replace(identifier, _ID) if _ID not in url else url
    written = (
        number,
        identifier,
        wording.encode(title),
        issued,
        shortened,
        *others,
        encode(lengths),
        wording.encode(text),
    )
    return [*written]


def shown(row: list[Any], wording: Wording) -> tuple[str, str]:
    """Return the title and the text of a row that is complete."""
    return wording.decode(row[2]), wording.decode(row[-1])


TABLES = ("refs", "lengths", "columns")


def refs(numbers: Sequence[int], keys: Iterable[DocumentKey]) -> list[Json]:
    """Return the table of numbers and ids of a group."""
    return [encode(deltas(numbers)), [key.id for key in keys]]


def measures(numbers: Sequence[int], lengths: Iterable[Iterable[int]], keys: Iterable[DocumentKey]) -> list[Json]:
    """Return the table of lengths and days of a group, given for each field the lengths of all its documents."""
    return [encode(deltas(numbers)), [*map(encode, lengths)], encode(_day(key.issued) for key in keys)]


def columns(cards: Sequence[Card]) -> list[Json]:
    """Return the columns of a group."""
    return [
        _coded([card.kind for card in cards]),
        _coded([card.countries for card in cards]),
        _coded([card.sources for card in cards]),
        _coded([card.violations for card in cards]),
    ]


def _coded(values: Sequence[str] | Sequence[tuple[str, ...]]) -> list[Json]:
    counts = Counter(values)
    known = sorted(counts, key=lambda value: (-counts[value], value))
    places = {value: place for place, value in enumerate(known)}
    return [[value if isinstance(value, str) else [*value] for value in known], encode(places[own] for own in values)]


def _day(issued: str) -> int:
    """Return a partial date without its year as one number."""
    _, _, rest = issued.partition("-")
    month, _, day = rest.partition("-")
    return int(month or 0) * 32 + int(day or 0)
