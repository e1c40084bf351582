"""What is known of each document, in files of three kinds, all by year, with numbers relative to the year's first.

``docs/<year>/<block>``
    A few documents in full, for the hits that are looked at: rows of ``[number, id, title, issued, url, kind,
    countries, sources, violations, text]``.
``refs/<year>``
    Numbers and ids, for those who ask for every hit's id: ``[numbers, ids]``.
``columns/<year>``
    What hits are filtered, counted and sorted by, one column each, coded against a list of the values that the year
    has: ``[numbers, dates, kinds, kind, countries, country, sources, source, violations, violation]``. A date is
    ``month * 32 + day`` (0 where not known); an entry of the last three columns is a count and so many indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.search.codes import deltas, encode
from plugins.search.documents import Card, DocumentKey, SearchDocument

# Eight numbers are two to four documents: neighbours are of no interest to a reader, so the fewer the better, but each
# file costs a request and a place on disk.
BLOCK_SHIFT = 3

Json = str | int | float | list["Json"] | dict[str, "Json"]


def row(document: SearchDocument, number: int) -> list[Json]:
    """Return a document's row in its block."""
    card = document.card
    return [
        *(number, document.id, document.title, document.issued, card.url, card.kind),
        [*card.countries],
        [*card.sources],
        [*card.violations],
        document.body,
    ]


def refs(numbers: Sequence[int], keys: Iterable[DocumentKey]) -> list[Json]:
    """Return the table of numbers and ids of one year."""
    return [encode(deltas(numbers)), [key.id for key in keys]]


def columns(numbers: Sequence[int], keys: Sequence[DocumentKey], cards: Sequence[Card]) -> list[Json]:
    """Return the columns of one year."""
    kinds = sorted({card.kind for card in cards})
    content: list[Json] = [
        encode(deltas(numbers)),
        encode(_day(key.issued) for key in keys),
        list(kinds),
        encode(kinds.index(card.kind) for card in cards),
    ]
    for values in (
        [card.countries for card in cards],
        [card.sources for card in cards],
        [card.violations for card in cards],
    ):
        known = {value: index for index, value in enumerate(sorted({value for own in values for value in own}))}
        content.append(list(known))
        content.append(encode(code for own in values for code in (len(own), *(known[value] for value in own))))
    return content


def _day(issued: str) -> int:
    """Return a partial date without its year as one number."""
    _, _, rest = issued.partition("-")
    month, _, day = rest.partition("-")
    return int(month or 0) * 32 + int(day or 0)
