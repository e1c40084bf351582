"""Which countries lie beside which: by a border in common, or, for islands, by the sea.

The table is made from a map of the world (``theme/map/README.md``), not by hand.
"""

from __future__ import annotations

from plugins.alerts import countries
from plugins.alerts.vocabularies import load_terms

_TABLES = load_terms("neighbours")


def borders(code: str) -> tuple[str, ...]:
    """Return the countries that have a border with one, in the order of their codes; none for an island or a country that is gone."""
    return tuple(str(_TABLES["borders"].get(code, "")).split())


def nearest(code: str) -> tuple[str, ...]:
    """Return the countries of its region that lie nearest to one that borders on none, the nearest first."""
    return tuple(str(_TABLES["nearest"].get(code, "")).split())


def around(code: str) -> tuple[str, ...]:
    """Return the countries that a country's page names: what it was, what it became, what lies beside it."""
    return (*countries.predecessors(code), *countries.successors(code), *borders(code), *nearest(code))
