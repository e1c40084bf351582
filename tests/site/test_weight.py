"""What pages weigh on a site where everything that pages list is as much as may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.alerts.model import AlertId
from plugins.site.checks import validity
from plugins.site.checks.checking import PAGE_BUDGET, check_site
from plugins.site.planning import listings
from tests.site import miniature
from tests.site.build import pelican
from tests.theme.fakes import ON_MAP

HEADLINE = (
    "La directrice d’une station de radio communautaire et quatre de ses collègues détenus sans inculpation, {} ({})"
)
VIOLATIONS = ("detention", "killed", "threat", "censorship", "attack", "legal-action")
ALERTS = 8 * listings.ONE_PAGE


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with alerts of every country, of thirty years, cases, many named alike, and one country with most of them."""
    folder = tmp_path_factory.mktemp("full")
    for number in range(ALERTS):
        year = 1995 + number % 30 if number % 3 else 2007
        alert_id = f"{year}-{number:04}"
        where = ON_MAP[number % len(ON_MAP)] if number % 2 else "CD"
        follows = (
            (AlertId(f"{year}-{number - 90:04}"),) if number >= 90 and number % 3 == 0 and number % 180 >= 90 else ()
        )
        one = miniature.record(
            alert_id,
            "fr",
            HEADLINE.format(where, number),
            # Half of the alerts of a year are of one week, as where a site was moved.
            "2007-04-11" if number % 6 == 0 else f"{year}-{1 + number % 12:02}-{1 + number % 28:02}",
            countries=(where,),
            sources=("RSF", f"Observatoire de la presse {number}") if number % 4 else ("CPJ",),
            campaigns=(f"liberte-pour-les-quatre-de-la-radio-{number}",),
            violations=(VIOLATIONS[number % 2 * number % len(VIOLATIONS)],),
            targets=("Radio Liberté", f"The {chr(97 + number % 7)} {number // 4} Courrier", f"{number % 300} García"),
            follows=follows,
        )
        miniature.write(folder / "archive", one)
    done = pelican(folder / "archive", folder / "output", folder / "cache")
    assert 0 == done.returncode, done.stderr
    return folder / "output"


def test_no_page_weighs_too_much(full_site: Path) -> None:
    """No page but an alert's reaches 40 kB, nor the style sheet 20 kB; nothing else is wrong with the site."""
    assert [] == check_site(full_site)


@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "search.html",
        "about.html",
        "feeds.html",
        "data.html",
        "countries/index.html",
        "countries/cd.html",
        "countries/cd/2007.html",
        "countries/cd/2007-2.html",
        "countries/co.html",
        "violations/detention.html",
        "sources/index.html",
        "sources/initials/o.html",
        "sources/initials/o-2.html",
        "sources/rsf.html",
        "campaigns/index.html",
        "campaigns/initials/l.html",
        "years/index.html",
        "years/2007.html",
        "years/2007/04.html",
        "names/index.html",
        "names/radio-liberte.html",
        "names/initials/t.html",
        "cases/index.html",
        "cases/years/2007.html",
        "digests/index.html",
        "digests/2007-W15.html",
        "digests/2007-W15-2.html",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_there_is_a_page_of_every_type(full_site: Path, language: str, page: str) -> None:
    """What was weighed is there, and is no empty page."""
    size = (full_site / language / page).stat().st_size

    assert 3_000 < size < PAGE_BUDGET


def test_every_type_of_page_is_valid(full_site: Path) -> None:
    """The heaviest page of every type is valid HTML."""
    pages = validity.one_of_each(full_site)

    assert [] == list(validity.validate(pages, modules=Path(__file__).resolve().parents[2]))
