"""Dates as precisely as they are known, and no more.

The written form is the part of ISO 8601 that EDTF level 0 (ISO 8601-2:2019) keeps: ``2005-04-26``, ``2005-04``, ``2005``,
and ``start/end`` for a stretch of time. A part that is not known is left out, never filled in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Self

from babel.dates import format_date, format_skeleton

from plugins.alerts.errors import PartialDateError
from plugins.alerts.languages import BY_CODE

# A day and a year that no date has another figure like.
_YEAR, _DAY = 7777, 28
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day.

    Equality is that of what is known: ``2005`` and ``2005-01`` differ.
    The order is that of first days; of two that begin together the less precise comes first, as in a sorted list of
    their written forms.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is not in the calendar.

        Raises:
            PartialDateError: for a day without a month, or a year, month or day that does not exist.
        """
        if self.day is not None and self.month is None:
            raise PartialDateError(
                f"day {self.day} of {self.year} has no month", do="Give the month or leave the day out."
            )
        try:
            dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise PartialDateError(f"{self.year}-{self.month}-{self.day} is not in the calendar ({error})") from error

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2005``, ``2005-04`` or ``2005-04-26``.

        Raises:
            PartialDateError: for anything else.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise PartialDateError(
                f"{text!r} is not a date", do="Write a year (2005), a month (2005-04) or a day (2005-04-26)."
            )
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        """Write the date; :meth:`parse` reads it back."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    def __lt__(self, other: PartialDate) -> bool:
        """Say whether this one begins earlier, or begins at the same time and is less precise."""
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def __le__(self, other: PartialDate) -> bool:
        """Say whether this one is equal or earlier in the order."""
        return not other < self

    def __gt__(self, other: PartialDate) -> bool:
        """Say whether this one is later in the order."""
        return other < self

    def __ge__(self, other: PartialDate) -> bool:
        """Say whether this one is equal or later in the order."""
        return not self < other

    @property
    def first(self) -> dt.date:
        """The first day that it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def overlaps(self, other: PartialDate | Period) -> bool:
        """Say whether there is a day that both can mean."""
        return self.first <= other.last and other.first <= self.last

    def display(self, language: str) -> str:
        """Write it for a reader of ``language``: ``26 April 2005``, ``avril 2005``, ``2005``."""
        return _display(self.year, self.month, self.day, language)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time between two partial dates, both included."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        """Refuse an end that lies before the start.

        Raises:
            PartialDateError: if it does.
        """
        if self.end.last < self.start.first:
            raise PartialDateError(f"{self.start}/{self.end} ends before it begins", do="Exchange the two dates.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2005-04-26/2005-05-02``.

        Raises:
            PartialDateError: for anything else.
        """
        start, _, end = text.partition("/")
        return cls(PartialDate.parse(start), PartialDate.parse(end))

    def __str__(self) -> str:
        """Write the period; :meth:`parse` reads it back."""
        return f"{self.start}/{self.end}"

    @property
    def first(self) -> dt.date:
        """The first day that it can mean."""
        return self.start.first

    @property
    def last(self) -> dt.date:
        """The last day that it can mean."""
        return self.end.last

    def overlaps(self, other: PartialDate | Period) -> bool:
        """Say whether there is a day that both can mean."""
        return self.first <= other.last and other.first <= self.last

    def display(self, language: str) -> str:
        """Write it for a reader of ``language``: ``8–10 May 2005``; ``2005 – March 2007`` where a day is not known."""
        if self.start.day and self.end.day:
            return _display_days(self.first, self.last, language)
        return f"{self.start.display(language)} – {self.end.display(language)}"


When = PartialDate | Period


def parse_when(text: str) -> When:
    """Read a partial date or a period.

    Raises:
        PartialDateError: for anything else.
    """
    return Period.parse(text) if "/" in text else PartialDate.parse(text)


@lru_cache(maxsize=65536)
def _display(year: int, month: int | None, day: int | None, language: str) -> str:
    """Format by CLDR; cached, because a site shows the same few thousand dates again and again."""
    if month is None:
        return str(year)
    if day is None:
        return format_skeleton("yMMMM", dt.date(year, month, 1), locale=BY_CODE[language].locale)
    form = _form(month, language)
    if not form:
        return format_date(dt.date(year, month, day), format="long", locale=BY_CODE[language].locale)
    return form.format(day=_day(day, language), year=year)


def _day(day: int, language: str) -> str:
    """Write the number of a day; CLDR has no way to say it, French print does: the first of a month is an ordinal."""
    return "1er" if language == "fr" and day == 1 else str(day)


@lru_cache(maxsize=4096)
def _display_days(first: dt.date, last: dt.date, language: str) -> str:
    """Write a stretch of days without saying twice what both share, and with months in full: CLDR's intervals shorten them."""
    start, end = (_display(day.year, day.month, day.day, language) for day in (first, last))
    own, other = _day(first.day, language), _day(last.day, language)
    # Where the day stands first, as in all but a few languages, what follows it is what can be shared.
    if first.year != last.year or not (start.startswith(own) and end.startswith(other)):
        return f"{start} – {end}"
    if first.month == last.month:
        return end if first == last else f"{own}–{end}"
    in_year = format_skeleton("MMMMd", first, locale=BY_CODE[language].locale)
    return f"{own}{in_year.removeprefix(str(first.day))} – {end}"


@cache
def _form(month: int, language: str) -> str:
    """Return how CLDR writes a day of a month, with ``{day}`` and ``{year}`` in it; nothing where it is not made of the two figures.

    Babel takes 20 µs a date; an archive has every day of thirty years in every language.
    """
    text = format_date(dt.date(_YEAR, month, _DAY), format="long", locale=BY_CODE[language].locale)
    figures = str(_DAY), str(_YEAR)
    if any(text.count(figure) != 1 for figure in figures) or "{" in text:
        return ""
    return text.replace(figures[0], "{day}").replace(figures[1], "{year}")
