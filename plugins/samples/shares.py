"""How often what occurs in a made-up archive: languages, dates, countries, organisations, kinds, violations."""

from __future__ import annotations

import calendar
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from plugins.alerts import countries, organisations
from plugins.alerts.dates import PartialDate
from plugins.alerts.vocabularies import KINDS, VIOLATIONS

FIRST_YEAR, LAST_YEAR = 1995, 2025

# Half of the records are English, a third of the alerts exist in two or three languages.
_LANGUAGES: dict[tuple[str, ...], int] = {
    ("en",): 44,
    ("fr",): 13,
    ("es",): 10,
    ("en", "fr"): 9,
    ("en", "es"): 6,
    ("fr", "es"): 3,
    ("en", "fr", "es"): 15,
}
# The commonest first; what is not named comes after, in the order of the vocabulary.
_KINDS = ("alert", "press-release", "statement", "letter", "joint-action", "action-alert", "article", "report")
_VIOLATIONS = "detention censorship legal-action attack threat harassment arrest assault killed sentence closure imprisonment".split()
_YEAR_WEIGHTS = (3, 5, 8, 9, 10, 10, 9, 8, 7, 7, 6)
"""For every three years, from the first: a network grows, then publishes less."""

T = TypeVar("T")


class Shares(Generic[T]):
    """Values with the weights 1, 1/2, 1/3, … (Zipf), or with weights of their own."""

    def __init__(self, values: Sequence[T], weights: Sequence[float] | None = None) -> None:
        """Take the values, the commonest first."""
        self._values = values
        self._cumulative = list(accumulate(weights or [1 / rank for rank in range(1, len(values) + 1)]))

    def pick(self, chance: random.Random) -> T:
        """Return one value."""
        return self.several(chance, 1)[0]

    def several(self, chance: random.Random, count: int) -> list[T]:
        """Return that many different values at most."""
        return list(dict.fromkeys(chance.choices(self._values, cum_weights=self._cumulative, k=count)))


class Facts:
    """The shares of one archive."""

    def __init__(self, seed: int) -> None:
        """Shuffle the countries, so that no real one is always the first; the rest goes by the tables above."""
        all_countries = [code for codes in countries.CODES_BY_REGION.values() for code in codes]
        random.Random(f"countries {seed}").shuffle(all_countries)  # noqa: S311 (made up, not secret)
        self._countries = Shares(all_countries)
        self.sources = Shares(list(organisations.all_names()))
        self.kinds = Shares([*_KINDS, *(kind for kind in KINDS if kind not in (*_KINDS, "update", "record"))])
        self.violations = Shares([*_VIOLATIONS, *(code for code in VIOLATIONS if code not in _VIOLATIONS)])
        self.languages = Shares(list(_LANGUAGES), list(_LANGUAGES.values()))
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        self._years = Shares(years, [_YEAR_WEIGHTS[(year - FIRST_YEAR) // 3] for year in years])

    def countries(self, chance: random.Random, year: int) -> tuple[str, ...]:
        """Return the countries of an alert of that year: one mostly, sometimes two, seldom none."""
        share = chance.random()
        count = 1 if share < 0.88 else 2 if share < 0.96 else 0
        return tuple(dict.fromkeys(_of_its_time(code, year) for code in self._countries.several(chance, count)))

    def date(self, chance: random.Random) -> PartialDate:
        """Return a date of publication: known to the day mostly, sometimes to the month or the year."""
        year = self._years.pick(chance)
        share = chance.random()
        if share < 0.03:
            return PartialDate(year)
        month = chance.randrange(1, 13)
        if share < 0.1:
            return PartialDate(year, month)
        return PartialDate(year, month, chance.randrange(1, calendar.monthrange(year, month)[1] + 1))


def _of_its_time(code: str, year: int) -> str:
    """Return the country, or the first of its successors where it had ended by that year."""
    end = countries.until(code)
    after = countries.successors(code)
    return after[0] if end is not None and year > end and after else code
