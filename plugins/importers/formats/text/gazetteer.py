"""Towns and provinces that point to one country, taken only where the words around say that a place is meant.

The towns are in ``terms/towns.tsv``; the provinces are those of ISO 3166-2 whose name no second country has. People bear the names of
towns ("Carlos Toledo"), so a name counts only after *in*, *à*, *en* and their like, or before *court*, *police* and theirs; a province
of two words (British Columbia) counts anywhere.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pycountry

from plugins.alerts import countries
from plugins.importers.formats.text.words import Words, look_up, phrase

_LOCATIVE = frozenset(
    "in at near outside from around à en dans vers outside towards desde hacia ciudad ville town city village province district".split()
)
_OF_PLACES = frozenset(
    "court courts police prison jail prosecutor prosecutors airport magistrate magistrates hospital suburb district province appeals high".split()
)
# Words of provinces' names that are words of every text.
_GENERIC = frozenset(
    "central centre centro north south east west northern southern eastern western nord sud est ouest norte sur este oeste capital upper lower "
    "federal littoral coast plateaux savannah lakes hills union liberty river islands maritime metropolitan bank delta highlands plateau equateur gulf "
    "commonwealth most mati morena marche george pinas roma papua".split()
)

# Seats of organisations, which stand in datelines: provinces may bear their names, and the towns are left out of the table.
_SEATS = frozenset(
    (
        "new york",
        "paris",
        "london",
        "geneva",
        "geneve",
        "brussels",
        "vienna",
        "washington",
        "vienne",
        "montreal",
        "madrid",
        "toronto",
        "miami",
        "berlin",
    )
)

NOWHERE = "-"
"""Stands for the country of a seat, so that "New York" is not taken for York."""


def located(found: Words) -> list[str]:
    """Return the countries of the places that a text names, in its order, one for each mention."""
    codes = []
    for position, size, code in look_up(found, _places()):
        before = found.folded[position - 1] if position else ""
        after = found.folded[position + size] if position + size < len(found) else ""
        is_placed = before in _LOCATIVE or after in _OF_PLACES
        if code != NOWHERE and (is_placed or (size > 1 and found.phrase(position, size) in _provinces())):
            codes.append(code)
    return codes


@cache
def _provinces() -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for subdivision in pycountry.subdivisions:
        name = phrase(subdivision.name)
        if len(name) > 3 and name not in _SEATS and not set(name.split()) & _GENERIC:
            owners.setdefault(name, set()).add(subdivision.country_code)
    return {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}


@cache
def _places() -> dict[str, str]:
    places = dict(_provinces())
    for line in (files(__package__) / "terms" / "towns.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, names = line.partition("\t")
            for name in map(phrase, names.split(", ")):
                # A town and a province of two countries: neither.
                if places.setdefault(name, code) != code:
                    del places[name]
    places = {
        name: code
        for name, code in places.items()
        if countries.known(code) and not countries.find(name) and name not in _GENERIC
    }
    return places | dict.fromkeys(_SEATS, NOWHERE)
