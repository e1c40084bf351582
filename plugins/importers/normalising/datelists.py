"""Lists of dates as the markers write them: ``26, 25 and 13 September, 20 and 16 June, 24 January 2006, and others``.

They are read from right to left: a day without a month takes the next month to its right, a month without a year the next year.
American order (``May 15 and 3, 1999``) is read where a month comes before the first day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from plugins.alerts.dates import PartialDate
from plugins.alerts.errors import PartialDateError
from plugins.importers.normalising.dating import month_number, month_pattern

_OPEN = re.compile(
    r"\b(?:and|et|y)\s+(?:several\s+|many\s+|plusieurs\s+|varias\s+)?(?:others?|autres|otras|otros|earlier|previous)\b"
    r"|\b(?:among|entre)\s+(?:others|autres|otras)\b|\betc\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4}-\d{2}(?:-\d{2})?)\b")
_ASIDE = re.compile(r"\([^)]*\)?")


@dataclass(frozen=True, slots=True)
class DateList:
    """The dates of one marker, in its order."""

    dates: tuple[PartialDate, ...]
    is_open: bool
    """It ends in "and others"."""
    unread: tuple[str, ...] = ()
    """Days whose year the text does not give, as written."""


@cache
def _tokens(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<year>\b(?:19|20)\d{{2}}\b)|(?P<month>\b{month_pattern(language)})|(?<![\w.-])(?P<day>\d{{1,2}})(?:er|ro|st|nd|rd|th|º|°)?(?!\w)",
        re.IGNORECASE,
    )


def read(text: str, language: str, *, before: PartialDate | None = None) -> DateList:
    """Read a list of dates.

    ``before`` is the date of the text that cites them: it gives the year where the list has none, so that no cited date is
    later. Without it such days are returned as ``unread``.
    """
    is_open = _OPEN.search(text) is not None
    text = _ASIDE.sub(" ", text)
    if iso := _ISO.findall(text):
        return DateList(tuple(date for written in iso if (date := _parse(written))), is_open)
    tokens = [(match.lastgroup or "", match[0]) for match in _tokens(language).finditer(text)]
    if tokens and tokens[0][0] == "month" and len(tokens) > 1 and tokens[1][0] == "day":
        triples = _month_first(tokens, language)
    else:
        triples = _right_to_left(tokens, language)
    dates: list[PartialDate] = []
    unread: list[str] = []
    for year, month, day in triples:
        written = f"{day or ''}/{month}".lstrip("/")
        found_year = year or _year_before(month, day, before)
        try:
            if found_year is None:
                unread.append(written)
            else:
                dates.append(PartialDate(found_year, month, day))
        except PartialDateError:
            unread.append(f"{written}/{found_year}")
    return DateList(tuple(dict.fromkeys(dates)), is_open, tuple(unread))


def _parse(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except PartialDateError:
        return None


_Triple = tuple[int | None, int, int | None]


def _right_to_left(tokens: list[tuple[str, str]], language: str) -> list[_Triple]:
    triples: list[_Triple] = []
    year: int | None = None
    month: int | None = None
    has_day = True
    for kind, text in reversed(tokens):
        if kind == "day":
            if month is not None and 1 <= int(text) <= 31:
                triples.append((year, month, int(text)))
                has_day = True
            continue
        # What stands to the left of a month or a year belongs to another date: the month so far is complete.
        if month is not None and not has_day:
            triples.append((year, month, None))
        if kind == "year":
            year, month, has_day = int(text), None, True
        else:
            month, has_day = month_number(text, language), False
    if month is not None and not has_day:
        triples.append((year, month, None))
    return triples[::-1]


def _month_first(tokens: list[tuple[str, str]], language: str) -> list[_Triple]:
    triples: list[_Triple] = []
    waiting: list[tuple[int, int]] = []
    month = 0
    for kind, text in tokens:
        if kind == "month":
            month = month_number(text, language)
        elif kind == "day" and month:
            waiting.append((month, int(text)))
        elif kind == "year":
            triples += [(int(text), one, day) for one, day in waiting]
            waiting = []
    return triples + [(None, one, day) for one, day in waiting]


def _year_before(month: int, day: int | None, before: PartialDate | None) -> int | None:
    if before is None:
        return None
    later = (month, day or 1) > (before.month or 12, before.day or 31)
    return before.year - 1 if later else before.year
