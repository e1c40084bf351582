"""Categories and tags of blogs and feeds: those that are exactly a country's or a violation's name are that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plugins.alerts import countries
from plugins.importers.normalising.vocabulary import find_violation
from plugins.importers.parsed import ParsedAlert


def with_categories(parsed: ParsedAlert, names: Iterable[str]) -> ParsedAlert:
    """Take countries and violations among the categories where the text itself does not declare them; the rest is kept as it is."""
    names = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    places = tuple(name for name in names if countries.find(name))
    if places and (not parsed.countries or "countries" in parsed.inferred):
        parsed = replace(
            parsed,
            countries=places,
            inferred=tuple(name for name in parsed.inferred if name != "countries"),
            findings=tuple(found for found in parsed.findings if found.code != "country-inferred"),
        )
    violations = tuple(name for name in names if find_violation(name))
    if violations and (not parsed.violations or "violations" in parsed.inferred):
        inferred = tuple(name for name in parsed.inferred if name != "violations")
        parsed = replace(parsed, violations=violations, inferred=inferred)
    kept = tuple(("categories", name) for name in names if name not in (*places, *violations))
    return replace(parsed, unmapped=(*parsed.unmapped, *kept))
