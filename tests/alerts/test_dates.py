"""Dates as precisely as they are known."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date
from hypothesis import given

from plugins.alerts.dates import PartialDate, Period, parse_when
from plugins.alerts.errors import PartialDateError
from plugins.alerts.languages import BY_CODE, CODES
from tests.alerts.strategies import dates, periods


@given(dates())
def test_a_date_is_read_back_as_it_was_written(date: PartialDate) -> None:
    """Writing and reading a partial date are inverses."""
    assert date == PartialDate.parse(str(date))


@given(periods())
def test_a_period_is_read_back_as_it_was_written(period: Period) -> None:
    """Writing and reading a period are inverses."""
    assert period == parse_when(str(period))


@given(dates(), dates())
def test_the_order_is_that_of_the_written_forms(one: PartialDate, other: PartialDate) -> None:
    """Dates sort as their written forms do, so that a sorted list of files is a sorted list of dates."""
    assert (str(one) < str(other)) == (one < other)
    assert (str(one) <= str(other)) == (one <= other)


@given(dates(), dates())
def test_overlap_is_mutual(one: PartialDate, other: PartialDate) -> None:
    """If one date can mean a day of the other, the other can mean a day of the one."""
    assert one.overlaps(other) == other.overlaps(one)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", dt.date(2004, 1, 1), dt.date(2004, 12, 31)),
        ("2004-02", dt.date(2004, 2, 1), dt.date(2004, 2, 29)),
        ("2004-02-29", dt.date(2004, 2, 29), dt.date(2004, 2, 29)),
    ],
)
def test_a_date_spans_every_day_that_it_can_mean(text: str, first: dt.date, last: dt.date) -> None:
    """A year is all its days, a month is all of its own, leap years included."""
    date = PartialDate.parse(text)

    assert (first, last) == (date.first, date.last)


@pytest.mark.parametrize(
    "text",
    ["", "95", "2005-4", "2005-13", "2005-02-30", "2005-00", "2005-04-26T10:00", "26 April 2005", "2005/04", "٢٠٠٥"],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    """A date that is not in the calendar, or not written in full, is an error and never mended silently."""
    with pytest.raises(PartialDateError):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    """A day of a year without a month means nothing."""
    with pytest.raises(PartialDateError, match="no month"):
        PartialDate(2005, None, 4)


def test_a_period_does_not_end_before_it_begins() -> None:
    """The end of a period may not lie before its start."""
    with pytest.raises(PartialDateError, match="ends before"):
        Period.parse("2005-05/2005-04")


@pytest.mark.parametrize(
    ("date", "language", "expected"),
    [
        ("2007", "en", "2007"),
        ("2007", "fr", "2007"),
        ("1998-03", "en", "March 1998"),
        ("1998-03", "fr", "mars 1998"),
        ("1998-03", "es", "marzo de 1998"),
        ("2005-04-26", "en", "26 April 2005"),
        ("2005-04-26", "fr", "26 avril 2005"),
        ("2005-04-26", "es", "26 de abril de 2005"),
        ("2005-05-01", "fr", "1er mai 2005"),
        ("2005-05-11", "fr", "11 mai 2005"),
        ("2005-05-08/2005-05-10", "en", "8–10 May 2005"),
        ("2005-05-01/2005-05-03", "fr", "1er–3 mai 2005"),
        ("2005-05-08/2005-05-10", "es", "8–10 de mayo de 2005"),
        ("2005-04-30/2005-05-01", "fr", "30 avril – 1er mai 2005"),
        ("2005-04-30/2005-05-01", "es", "30 de abril – 1 de mayo de 2005"),
        ("2004-12-30/2005-01-01", "en", "30 December 2004 – 1 January 2005"),
        ("2005-05-08/2005-05-08", "en", "8 May 2005"),
        ("2005/2007-03", "fr", "2005 – mars 2007"),
    ],
)
def test_a_date_is_shown_with_its_true_precision(date: str, language: str, expected: str) -> None:
    """Readers see what is known, in their language, and nothing that was filled in."""
    assert expected == parse_when(date).display(language)


@pytest.mark.parametrize("language", CODES)
def test_every_day_is_written_as_cldr_writes_it(language: str) -> None:
    """Days are put into the form of their month; the outcome is Babel's own for every day of a leap year, the French first apart."""
    days = [dt.date(2004, 1, 1) + dt.timedelta(days=count) for count in range(366)]
    ordinal = {True: "1er", False: "1"}[language == "fr"]
    expected = [format_date(day, format="long", locale=BY_CODE[language].locale) for day in days]

    shown = [PartialDate(day.year, day.month, day.day).display(language) for day in days]

    assert [ordinal + text[1:] if text.startswith("1 ") else text for text in expected] == shown
