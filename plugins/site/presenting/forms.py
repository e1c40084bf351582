"""How the search page's script writes dates and counted numbers: as all other pages do, and without asking the browser.

Browsers know no ``1er avril``, and the first thing of ``Intl`` that a page makes takes 20 ms of a processor: a third of what a first
search takes.
"""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale
from babel.numbers import get_group_symbol

from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import BY_CODE

_YEAR, _DAY = 2003, 22
_CYCLE = 100
"""Rules of plurals look at a number's last two digits, or at the whole of small ones."""
_MILLION = 1_000_000
"""What some languages count in a way of its own (*un million d'alertes*)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What writes dates and numbers in a language."""

    dates: tuple[tuple[str, str, str], ...]
    """For each month how it is written, any day of it, and its first day; with ``%(year)s`` and ``%(day)s`` where these stand."""
    group: str
    """What sets thousands apart."""
    grouped: int
    """The least number in which it does."""
    plurals: tuple[str, ...]
    """CLDR's plural categories of the numbers from 0 on, those of 100 to 199 being those of all that end so; the last is a million's."""


def forms(language: str) -> Forms:
    """Return the forms of a language of the site."""
    by = BY_CODE[language]
    locale = Locale.parse(by.locale)
    return Forms(
        dates=tuple(_month(month, language) for month in range(1, 13)),
        group=get_group_symbol(locale),
        grouped=by.grouped_from,
        plurals=tuple(locale.plural_form(number) for number in (*range(2 * _CYCLE), _MILLION)),
    )


def _month(month: int, language: str) -> tuple[str, str, str]:
    whole, any_day, first = (
        PartialDate(_YEAR, month, day).display(language).replace(str(_YEAR), "%(year)s") for day in (None, _DAY, 1)
    )
    return whole, any_day.replace(str(_DAY), "%(day)s"), first
