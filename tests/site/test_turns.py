"""The order in which pages are made, and how they are dealt out."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.site.gathering.gathered import gather
from plugins.site.planning.pages import AlertPage, AnyPage, DigestPage, ListingPage, SinglePage
from plugins.site.planning.plan import SitePlan
from plugins.site.reading.archive import read_archive
from plugins.site.writing import turns
from tests.site import miniature


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[AnyPage]:
    """Return the pages of a small archive."""
    archive, cache = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("cache")
    miniature.make(archive)
    reading = read_archive(archive, cache, workers=1, today=dt.date(2026, 1, 1))
    return list(SitePlan(gather(reading.collection)).pages())


def test_every_page_has_its_turn_once(pages: list[AnyPage]) -> None:
    """Ordering loses nothing and doubles nothing."""
    assert sorted(page.path for page in pages) == sorted(page.path for page in turns.in_turn(pages))


def test_long_pages_come_first_and_short_ones_last(pages: list[AnyPage]) -> None:
    """A page that counts the whole archive is not the last to end, and the alerts keep the order of the plan."""
    ordered = turns.in_turn(pages)
    singles = [page for page in pages if isinstance(page, SinglePage)]
    alerts = [page for page in pages if isinstance(page, AlertPage)]

    assert singles == ordered[: len(singles)]
    assert alerts == ordered[-len(alerts) :]


def test_lists_of_a_year_stand_together(pages: list[AnyPage]) -> None:
    """Every language and year is begun once: what was made for one list is at hand for the next."""
    turn = [
        (page.language, page.week.year if isinstance(page, DigestPage) else page.sheet.entries[0].alert.issued.year)
        for page in turns.in_turn(pages)
        if isinstance(page, DigestPage) or (isinstance(page, ListingPage) and page.sheet.entries)
    ]
    begun = [place for place, before in zip(turn, [None, *turn], strict=False) if place != before]

    assert sorted(set(turn)) == begun


def test_ranges_hold_every_page(pages: list[AnyPage]) -> None:
    """The ranges that processes take follow one another without a gap."""
    ordered = turns.in_turn(pages)
    ranges = list(turns.ranges(ordered))

    assert [0, *(end for _, end in ranges)] == [*(start for start, _ in ranges), len(ordered)]
    assert all(start < end for start, end in ranges)
