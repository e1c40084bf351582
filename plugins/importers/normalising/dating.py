"""Reading dates as people write them, in the archive's languages, as precisely as they are written and no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.dates import get_day_names, get_month_names

from plugins.alerts.dates import PartialDate, Period, When
from plugins.alerts.errors import PartialDateError
from plugins.alerts.languages import BY_CODE, CODES

_EARLIEST, _LATEST = 1900, 2099
# CLDR abbreviates July "juil." and September "sept."; these are other forms that mail headers and typists use.
_MORE_MONTHS = {
    "sep": 9,
    "set": 9,
    "ene": 1,
    "abr": 4,
    "ago": 8,
    "dic": 12,
    "setiembre": 9,
    "fevr": 2,
    "juin": 6,
    "juil": 7,
}


def unaccented(text: str) -> str:
    """Return ``text`` without accents, character for character where it is composed (NFC)."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _known(language: str) -> set[str]:
    """Return the languages whose names may stand in a text: its own, if the archive has it, and English."""
    return {language, "en"} & set(CODES)


@cache
def _months(language: str) -> dict[str, int]:
    """Month names of a language, lower case, with and without accents and points → number; English ones everywhere (mail headers)."""
    names: dict[str, int] = dict(_MORE_MONTHS) if language != "en" else {"sept": 9}
    for code in _known(language):
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, BY_CODE[code].locale).items():
                    low = name.casefold().rstrip(".")
                    names.setdefault(low, number)
                    names.setdefault(unaccented(low), number)
    return names


@cache
def month_pattern(language: str) -> str:
    """Return a regular expression for a month's name."""
    names = sorted(_months(language), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, names)) + r")\b\.?"


def month_number(name: str, language: str) -> int:
    """Return the number of a month that :func:`month_pattern` matched."""
    return _months(language)[name.casefold().rstrip(".")]


@cache
def weekday_pattern(language: str) -> str:
    """Return a regular expression for a day of the week, with its comma, in a language or in English."""
    names = {
        name.rstrip(".")
        for code in _known(language)
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", BY_CODE[code].locale).values()
    }
    both = sorted(names | {unaccented(name) for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, both)) + r")\b\.?,?"


_DAY = r"(?P<{0}>\d{{1,2}})(?:er|ro|st|nd|rd|th|º|°|ᵉʳ)?"


@cache
def _prose(language: str) -> re.Pattern[str]:
    month = month_pattern(language)
    day_first = (
        rf"(?<![\d/.,]){_DAY.format('d1')}(?:\s+of|\s+de|\s+d['’])?[\s ]+(?P<m1>{month})"
        rf"(?:,?[\s ]+(?:(?:de|del|of)[\s ]+)?(?P<y1>\d{{4}})\b)?"
    )
    month_first = rf"\b(?P<m2>{month})[\s ]+{_DAY.format('d2')}(?![\d:])(?:,?[\s ]+(?P<y2>\d{{4}})\b)?"
    return re.compile(f"(?:{day_first}|{month_first})", re.IGNORECASE)


# "6 April 19": a text that was cut within a year has lost it, and no other may take its place.
_CUT_YEAR = re.compile(r",?[\s\u00a0]+\d{1,3}\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A day in a text; the year is missing where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, year: int) -> PartialDate | None:
        """Return it as a date of its own year, else of ``year``; ``None`` for a day that the calendar lacks."""
        try:
            return PartialDate(self.year or year, self.month, self.day)
        except PartialDateError:
            return None


def find_days(text: str, language: str) -> Iterator[FoundDate]:
    """Yield the days that a text names: ``26 April 2005``, ``le 1er mai``, ``4 de agosto de 2003``, ``June 19, 2007``."""
    for match in _prose(language).finditer(text):
        first = match["d1"] is not None
        month = month_number(match["m1"] if first else match["m2"], language)
        day = int(match["d1"] if first else match["d2"])
        year = match["y1"] if first else match["y2"]
        if year is None and _CUT_YEAR.match(text, match.end()):
            continue
        if 1 <= day <= 31 and (year is None or _EARLIEST <= int(year) <= _LATEST):
            yield FoundDate(
                start=match.start(), end=match.end(), year=int(year) if year else None, month=month, day=day
            )


@cache
def _month_and_year(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.-])(?P<month>{month_pattern(language)})[\s\u00a0]+(?:(?:de|del|of)[\s\u00a0]+)?(?P<year>(?:19|20)\d{{2}})\b",
        re.IGNORECASE,
    )


def find_months(text: str, language: str) -> Iterator[PartialDate]:
    """Yield the months that a text names with their years, those of days included: ``July 1996``, ``en julio de 1996``."""
    for match in _month_and_year(language).finditer(text):
        yield PartialDate(int(match["year"]), month_number(match["month"], language))


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?)?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SLASHES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+\d{1,2}:\d{2}.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?:[ T,]+\d{1,2}:\d{2}.*)?")


class AmbiguousDateError(PartialDateError):
    """03/04/2005, where nothing says which is the month; ``sure`` is the year."""

    def __init__(self, text: str, sure: PartialDate) -> None:
        super().__init__(
            f"{text[:60]!r} may be day/month or month/day", do='Say date_order = "day" or "month" in the crosswalk.'
        )
        self.sure = sure


def read_date(text: str, language: str = "", *, order: str = "") -> PartialDate:
    """Read one date that stands alone: ISO, ``26 April 2005``, ``April 2005``, ``03/04/2005`` with ``order`` day or month.

    Raises:
        AmbiguousDateError: where day and month cannot be told apart.
        PartialDateError: for anything else that is not a date of the calendar.
    """
    text = " ".join(text.split()).strip(" .,;")
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if match := pattern.fullmatch(text):
            return PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    if match := _SLASHES.fullmatch(text):
        return _ordered(int(match[1]), int(match[2]), int(match[3]), order, text)
    for code in (language,) if language in BY_CODE else CODES:
        if (found := whole_line(text, code)) is not None:
            return found
    raise PartialDateError(f"{text[:60]!r} is not a date", do="Write 2005, 2005-04 or 2005-04-26.")


def _ordered(first: int, second: int, year: int, order: str, text: str) -> PartialDate:
    if order == "month" or (not order and first <= 12 < second):
        return PartialDate(year, first, second)
    if order == "day" or first > 12 or first == second:
        return PartialDate(year, second, first)
    raise AmbiguousDateError(text, PartialDate(year))


@cache
def _whole(language: str) -> re.Pattern[str]:
    month = month_pattern(language)
    return re.compile(
        rf"(?:el[\s ]+|le[\s ]+|the[\s ]+)?(?:{weekday_pattern(language)}[\s ]*)?(?:el[\s ]+|le[\s ]+)?(?:"
        rf"{_DAY.format('d1')}(?:[\s -]+(?:de[\s ]+|of[\s ]+)?)(?P<m1>{month})(?:,?[\s -]+(?:de[\s ]+|del[\s ]+)?)(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})[\s ]+{_DAY.format('d2')},?[\s ]+(?P<y2>\d{{4}})"
        rf"|(?P<m3>{month}),?[\s ]+(?:de[\s ]+|del[\s ]+)?(?P<y3>\d{{4}})"
        r")(?:[ ,]+(?:at |à |a las )?\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:[+-]\d{4}|[A-Z]{2,4}))?(?:\s*\([A-Z]+\))?)?\.?",
        re.IGNORECASE,
    )


def whole_line(text: str, language: str) -> PartialDate | None:
    """Return the date that a line consists of: ``el 31 de mayo de 2007``, ``Thursday, 19 April 2012 03:00``; else ``None``."""
    match = _whole(language).fullmatch(text.strip())
    if match is None:
        return None
    try:
        if match["m3"]:
            return PartialDate(int(match["y3"]), month_number(match["m3"], language))
        number = "1" if match["m1"] else "2"
        return PartialDate(
            int(match[f"y{number}"]), month_number(match[f"m{number}"], language), int(match[f"d{number}"])
        )
    except PartialDateError:
        return None


def read_when(text: str, language: str = "", *, order: str = "") -> When:
    """Read a date or a period: ``2005-04-26/2005-05-02`` or two ISO dates with ``..``.

    Raises:
        PartialDateError: for anything else.
    """
    if (parts := re.split(r"/|\.\.", text.strip())) and len(parts) == 2 and _ISO.fullmatch(parts[0].strip()):
        return Period(read_date(parts[0], language), read_date(parts[1], language))
    return read_date(text, language, order=order)
