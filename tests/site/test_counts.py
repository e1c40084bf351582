"""Pages that count are made anew when their figures change, even where no list is longer or shorter than before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from plugins.site import listings
from plugins.site.archive import read_archive
from plugins.site.gathered import gather
from plugins.site.plan import SitePlan
from tests.site import miniature

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
