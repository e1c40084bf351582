"""Pages that count are made anew when their figures change, even where no list is longer or shorter than before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plugins.site.gathering.gathered import gather
from plugins.site.planning import listings
from plugins.site.planning.plan import SitePlan
from plugins.site.reading.archive import read_archive
from plugins.site.views import tallies
from tests.site import miniature
from tests.site.small_archives import DATES, IDS, Found, entries, read

Places = tuple[tuple[str, ...], tuple[str, ...]]


def fingerprints(folder: Path, places: Places) -> dict[str, bytes]:
    """Return address → fingerprint of the pages of an archive of two alerts of some countries, and of enough that are newer."""
    for number, codes in enumerate(places):
        miniature.write(
            folder / "archive", miniature.record(f"a{number}", "en", "T", str(2001 + number), countries=codes)
        )
    for number in range(listings.NEWEST):
        miniature.write(folder / "archive", miniature.record(f"n{number}", "en", "T", "2009", countries=("FR",)))
    reading = read_archive(folder / "archive", folder / "cache", workers=1, today=dt.date(2026, 1, 1))
    return {page.path: page.fingerprint for page in SitePlan(gather(reading.collection)).pages()}


@pytest.mark.parametrize(
    ("before", "after", "pages"),
    [
        # Each country and each year has as many alerts as before; a bar of the years by region has not.
        ((("FJ",), ("RW",)), (("RW",), ("FJ",)), {"en/years/index.html"}),
        # On the map, what a country was counts with it: an alert that names both is one, two that name one each are two.
        ((("TPTL", "TL"), ("ID",)), (("TPTL",), ("ID", "TL")), {"en/index.html"}),
    ],
)
def test_counts_do_not_go_stale_when_alerts_change_places(
    tmp_path: Path, before: Places, after: Places, pages: set[str]
) -> None:
    """Two alerts that change their countries leave every length as it was, and still change what is drawn."""
    old, new = (fingerprints(tmp_path / name, places) for name, places in (("old", before), ("new", after)))

    assert pages <= {path for path, fingerprint in new.items() if old[path] != fingerprint}
    assert old["en/about.html"] == new["en/about.html"]


@pytest.mark.parametrize(("name", "field"), [("source", "sources"), ("target", "targets")])
def test_what_has_one_address_is_one_row(name: str, field: str) -> None:
    """However it is written, an organisation or a person is counted once an alert, in one row, as the first of the alerts writes it."""
    written = [("A B",), ("A-B", "C"), ("a b", "A-B"), ("C",), ("D",)]
    found: Found = {
        (one, "en"): {"title": "T", "issued": DATES[0], field: values}
        for one, values in zip(IDS, written, strict=False)
    }

    counted = tallies.tally(entries(read(found)), name, "en", page_of=lambda code: f"of {code}", without="d")

    assert [("A B", "of A B", 3), ("C", "of C", 2)] == [(link.label, link.url, link.count) for link in counted.links]
