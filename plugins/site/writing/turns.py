"""In which turn pages are made: what is kept for one page should be at hand for the next, and all processes should end together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from plugins.site.planning.pages import AlertPage, AnyPage, DigestPage, ListingPage, SinglePage

# Pages that a process takes at a time. Single pages count whole archives: some take as long as a hundred others.
_SINGLE, _LISTS, _ALERTS = 3, 500, 250

_Turn = tuple[int, str, int]


def in_turn(pages: Iterable[AnyPage]) -> list[AnyPage]:
    """Return pages in the order in which they are to be made.

    Single pages come first, for none of them should be the last to end. Lists are put together by language and year: an alert stands
    in half a dozen of them, which share its row. The pages of alerts come last, in the order of the plan: they are short and alike.
    """
    return sorted(pages, key=_turn)


def _turn(page: AnyPage) -> _Turn:
    if isinstance(page, AlertPage):
        return 3, "", 0
    if isinstance(page, ListingPage):
        return 1, page.language, page.sheet.entries[0].alert.issued.year if page.sheet.entries else 0
    if isinstance(page, DigestPage):
        return 1, page.language, page.week.year
    if isinstance(page, SinglePage):
        return 0, "", 0
    return 2, page.language, 0


def ranges(pages: Sequence[AnyPage]) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of what one process takes at a time, of pages that are in turn."""
    start = 0
    for (kind, _, _), group in groupby(pages, key=_turn):
        end = start + sum(1 for _ in group)
        size = {0: _SINGLE, 3: _ALERTS}.get(kind, _LISTS)
        yield from ((begin, min(begin + size, end)) for begin in range(start, end, size))
        start = end
