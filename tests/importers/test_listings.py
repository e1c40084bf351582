"""Pages of many: what an item lacks, its neighbours may tell."""

from __future__ import annotations

import io

import pytest

from plugins.importers.formats.text.reader import read
from plugins.importers.options import ReadOptions


def page(*days: str) -> str:
    """Return a listing with an item that happened on each of the days, as written."""
    items = "\n\n".join(
        f"Editor number {number} held in Lima\n(IPYS/IFEX) – An editor was taken from his house{day} and kept for the night […]"
        for number, day in enumerate(days)
    )
    return f"URL: https://ifex.org/articles/page/3000\n\n{items}\n"


def issued(text: str) -> list[tuple[str, str]]:
    """Return publication and event of each item."""
    found = read(io.BytesIO(text.encode()), "page.txt", ReadOptions())
    return [(parsed.issued, parsed.occurred) for parsed in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((" on 3 May 1999", "", " on 2 April 1999"), ("1999", "")),
        ((" on 3 May 1999", " on 20 April", " on 2 April 1999"), ("1999", "1999-04-20")),
        ((" on 3 May 1999", "", " on 20 December 1998"), ("", "")),
        ((" on 3 May 1999", "", ""), ("", "")),
    ],
)
def test_an_undated_item_takes_the_year_on_which_its_neighbours_agree(
    days: tuple[str, ...], expected: tuple[str, str]
) -> None:
    """It is marked; where they do not agree, or one stands alone, nothing is taken."""
    assert expected == issued(page(*days))[1]


def test_the_last_item_takes_the_year_of_the_nearest_two() -> None:
    """There is nothing below it."""
    assert ("1999", "") == issued(page(" on 3 May 1999", " on 2 May 1999", ""))[2]
