"""How the search page writes dates and numbers: as all other pages do, and as browsers would."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.alerts.dates import PartialDate
from plugins.alerts.languages import LANGUAGES, Language
from tests.theme.conftest import Open

pytestmark = pytest.mark.browser

NUMBERS = (*range(250), 999, 1000, 1001, 1100, 9999, 10_000, 12_345, 100_000, 999_999, 1_000_000, 1_000_101, 2_000_000)
_WRITE = """([numbers, dates]) => {
  const categories = new Intl.PluralRules(searchView.locale);
  const format = new Intl.NumberFormat(searchView.locale);
  const form = (n) => document.getElementById('t-alerts').content.querySelector(`[data-plural="${categories.select(n)}"]`).textContent;
  return {
    counted: numbers.map((n) => searchView.count('t-alerts', n)),
    expected: numbers.map((n) => form(n).replace('%(count)s', format.format(n))),
    dates: dates.map((date) => searchView.date(date)),
  };
}"""


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_dates_and_numbers(language: Language, opened: Open) -> None:
    """Dates are those of :meth:`PartialDate.display`, counted numbers those of the browser's own ``Intl``."""
    days = [(dt.date(2004, 1, 1) + dt.timedelta(days=day)).isoformat() for day in range(366)]
    dates = [*days, *(f"1995-{month:02}" for month in range(1, 13)), "2022"]

    page = opened(f"{language.code}/search.html")
    written = page.evaluate(_WRITE, [NUMBERS, dates])

    assert written["counted"] == written["expected"]
    assert written["dates"] == [PartialDate.parse(date).display(language.code) for date in dates]
