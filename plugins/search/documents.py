"""What the index is made from: documents of one language, and the fields they are searched by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the index: its name in queries (``title:word``) and its weight at build time."""

    name: str
    boost: int


# Lunr multiplies each field's scores by its boost. A title is a dozen words against a body's hundreds, and says what
# the alert is about: as in the usual bm25 weighting of titles, it counts eight times. People and outlets are what
# readers look for most, so a name in `target` outweighs the same name in passing in a body; a country or an
# organisation is shared by thousands of alerts, and says less. Whole numbers, so that no rounding comes in.
FIELDS: tuple[Field, ...] = (
    Field(name="title", boost=8),
    Field(name="body", boost=1),
    Field(name="place", boost=2),
    Field(name="source", boost=2),
    Field(name="target", boost=5),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a hit shows beside its title and text, and what it is filtered by."""

    url: str
    """Address relative to the site's root."""
    kind: str
    countries: tuple[str, ...]
    sources: tuple[str, ...]
    violations: tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def year_of(issued: str) -> int:
    """Return the year of a date as precisely as known, or 0 where none is known."""
    year = issued[:4]
    return int(year) if len(year) == 4 and year.isdecimal() else 0


class DocumentKey(NamedTuple):
    """As much of a document as its place in the index depends on."""

    id: str
    issued: str
    """A date as precisely as known: ``2005-04-26``, ``2005-04``, ``2005``, or nothing."""

    @property
    def year(self) -> int:
        """The year of publication, or 0 where none is known."""
        return year_of(self.issued)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One document in one language, as plain text.

    The last five hold what the fields of the same names are searched by: ``place`` the names of countries in the
    document's language, ``source`` abbreviations and names of organisations, ``target`` those of people and outlets.
    """

    id: str
    issued: str
    card: Card
    title: str
    body: str
    place: str
    source: str
    target: str

    def texts(self) -> tuple[str, ...]:
        """Return the text of each field, in the order of :data:`FIELDS`."""
        return (self.title, self.body, self.place, self.source, self.target)
