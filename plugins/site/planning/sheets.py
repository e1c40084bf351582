"""Which pages listings have, and which of them a change leaves as they are, so that nobody has to look at them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.alerts.collection import Entry
from plugins.site import addresses
from plugins.site.gathering.gathered import Listed
from plugins.site.planning import listings
from plugins.site.planning.concerned import Concerned, Key
from plugins.site.planning.listings import Periods, Sheet
from plugins.site.planning.pages import Listing


@dataclass(frozen=True, slots=True)
class _Cut:
    """A listing of one language, cut into its periods."""

    listing: Listing
    periods: Periods
    crossings: Periods


def sheets(
    languages: Mapping[str, Listed], only: Concerned | None, before: Container[str]
) -> Iterator[tuple[str, Listing, Sheet | None]]:
    """Yield the pages of listings, each with its address; of those of what a change concerns, if that is given.

    ``before`` are the pages of the last build. One that is among them and cannot be other than it was comes without its sheet.
    """
    found: dict[Key, list[_Cut]] = {}
    for code, own in languages.items():
        for facet, terms in own.terms.items():
            for term, entries in terms.items():
                key = facet, addresses.slug(term)
                if only is None or key in only.terms:
                    found.setdefault(key, []).append(_cut(code, facet, term, entries))
    for cuts in found.values():
        is_settled = bool(only) and len(cuts) == len(languages) and all(_is_settled(one, only) for one in cuts if only)
        for one in cuts:
            listing = one.listing
            for sheet in listings.sheets(listing.entries, one.periods | one.crossings):
                path = addresses.listing(listing.language, listing.facet, listing.code, sheet.period, sheet.part)
                stands = is_settled and sheet.period and only and _is_unchanged(listing, sheet, only) and path in before
                yield path, listing, None if stands else sheet


def _cut(language: str, facet: str, term: str, entries: Sequence[Entry]) -> _Cut:
    periods = (listings.by_month if facet == "year" else listings.by_year)(entries)
    crossings = listings.crossings(entries) if facet == "country" else {}
    counts, crossed = ({key: len(own) for key, own in some.items()} for some in (periods, crossings))
    return _Cut(Listing(facet, term, language, tuple(entries), counts, crossed), periods, crossings)


def _touched(listing: Listing, only: Concerned) -> frozenset[str]:
    return only.changed_months if listing.facet == "year" else only.changed_years


def _is_unchanged(listing: Listing, sheet: Sheet, only: Concerned) -> bool:
    if sheet.period == listings.OLDEST:
        return False
    return sheet.period not in _touched(listing, only) and sheet.period not in only.changed_violations


# What these are called is written in records, in more ways than one: a listing is headed as the first of its alerts writes it.
_WRITTEN = frozenset({"source", "campaign", "target"})


def _is_settled(one: _Cut, only: Concerned) -> bool:
    """Say whether a listing had its heading before, and was cut into the same periods: a page of one of them has both."""
    if one.listing.facet in _WRITTEN and min(only.changed_years, default="~") <= str(
        one.listing.entries[0].issued.year
    ):
        return False
    return abs(len(one.listing.entries) - listings.ONE_PAGE) > only.margin and all(
        len(one.periods.get(period, ())) > only.margin for period in _touched(one.listing, only)
    )
