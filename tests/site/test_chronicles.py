"""Cases, related alerts, weekly digests, counts and the map: what is brought together from many alerts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.alerts import countries
from plugins.alerts.cases import Cases
from plugins.alerts.collection import Collection, Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId
from plugins.site.gathering import digests
from plugins.site.gathering.digests import Week
from plugins.site.gathering.related import MOST, Neighbourhood, Related
from plugins.site.planning import listings
from plugins.site.views import tallies, worldmap
from plugins.site.views.charts import Stack, StackedChart
from tests.site import miniature
from tests.site.build import ROOT, pelican


def entry(alert_id: str, issued: str = "2005-04-26", **fields: object) -> Entry:
    """Return an entry."""
    values: dict[str, object] = {"lang": "en", "title": alert_id, "issued": PartialDate.parse(issued)}
    alert = Alert(id=AlertId(alert_id), **(values | fields))  # type: ignore[arg-type]
    return Entry(alert=alert, path=f"{alert.lang}/{alert_id}", digest=alert_id)


def collection(*entries: Entry) -> Collection:
    """Return a collection without texts."""
    return Collection(entries, read_body=lambda _: "")


def ties(**follows: str) -> list[Entry]:
    """Return alerts, each a day after the one before it, that follow the ones named."""
    return [
        entry(name, str(PartialDate(2005, 1, day)), follows=tuple(AlertId(one) for one in text.split()))
        for day, (name, text) in enumerate(follows.items(), 1)
    ]


@pytest.mark.parametrize(
    ("follows", "expected"),
    [
        ({"a": "", "b": "a", "c": "b"}, [("a", "b", "c")]),
        ({"a": "", "b": "a", "c": "", "d": "c", "e": "b d"}, [("a", "b", "c", "d", "e")]),
        ({"a": "", "b": "gone"}, []),
        ({"a": "a", "b": ""}, []),
        ({"a": "b", "b": "a"}, [("a", "b")]),
        ({"a": "", "b": "a", "c": "", "d": "c"}, [("a", "b"), ("c", "d")]),
    ],
)
def test_cases_are_chains(follows: dict[str, str], expected: list[tuple[str, ...]]) -> None:
    """What follows ties together is one case, whatever the direction; an alert alone is none, and one that is gone ties nothing."""
    assert expected == [case.members for case in Cases(collection(*ties(**follows))).all]


def test_a_case_bears_the_id_of_its_first_alert() -> None:
    """The first by date, not the first to be found."""
    cases = Cases(collection(entry("late", "2007", follows=(AlertId("early"),)), entry("early", "2003")))

    assert ["early"] == [case.id for case in cases.all]


def test_the_case_with_the_latest_alert_comes_first() -> None:
    """Of two cases, the one that developed last."""
    one = collection(*ties(a="", b="", c="b", d="a"))
    cases = Cases(one)

    assert ["a", "b"] == [case.id for case in cases.among(one.shown_to("en"))]


def test_related_alerts_are_about_the_same_people_first() -> None:
    """Shared people and outlets come before country and violation, near in time before far; the alert's own case is left out."""
    here = {"countries": ("FJ",), "violations": ("detention",)}
    alerts = collection(
        entry("far", "1999", **here),
        entry("friend", "2001", targets=("A. Editor",)),
        entry("near", "2005-04", **here),
        entry("this", "2005-05", targets=("A. Editor", "Lantern"), **here),
        entry("next", "2005-06", targets=("Lantern",), follows=(AlertId("this"),), **here),
        entry("both", "2009", targets=("A. Editor", "Lantern")),
        entry("elsewhere", "2005-05", countries=("FR",), violations=("detention",)),
    )
    related = Related(Neighbourhood.of(alerts.groups()), Cases(alerts))
    found = {one.alert.id: related.of(one) for one in alerts.shown_to("en")}

    assert ("both", "friend", "near", "far") == found[AlertId("this")]
    assert () == found[AlertId("elsewhere")]


def test_many_are_found_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for the neighbours of many alerts gets what those who ask for one do."""
    alerts = collection(*(entry(f"a{n}", f"{1999 + n % 7}-0{1 + n % 9}", targets=(f"N{n % 3}",)) for n in range(40)))
    groups = alerts.groups()
    one_by_one = [
        Related(Neighbourhood.of(groups), Cases(alerts)).of(next(iter(versions.values()))) for versions in groups
    ]
    monkeypatch.setattr("plugins.site.gathering.related._FEW", 0)
    related = Related(Neighbourhood.of(groups), Cases(alerts))

    assert one_by_one == [related.of(next(iter(versions.values()))) for versions in groups]


def test_no_more_related_alerts_than_can_be_read() -> None:
    """Five at most, of however many."""
    alerts = collection(*(entry(f"a{n}", "2005", targets=("Lantern",)) for n in range(40)))

    related = Related(Neighbourhood.of(alerts.groups()), Cases(alerts))

    assert {MOST} == {len(related.of(one)) for one in alerts.shown_to("en")}


@given(st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)))
def test_a_day_is_in_its_week(day: dt.date) -> None:
    """Monday to Sunday hold it, and the written form is what ISO 8601 says."""
    week = Week.of(day)

    assert week.period.first <= day <= week.period.last
    assert day.strftime("%G-W%V") == str(week)


def test_only_days_belong_to_weeks() -> None:
    """An alert of which only the month is known is in no digest."""
    found = digests.gather(collection(entry("a", "2005-04-26"), entry("b", "2005-04"), entry("c", "2005-04-25")))

    assert {Week(2005, 17): ["c", "a"]} == found


def test_a_country_that_is_gone_is_counted_where_it_was() -> None:
    """Zaire's alerts are those of DR Congo; Yugoslavia's, which has several successors, are nobody's."""
    terms = {
        code: [entry(f"{code}{n}", countries=(code,)) for n in range(count)]
        for code, count in {"CD": 2, "ZRCD": 3, "YUCS": 9, "FJ": 1, "FR": 1}.items()
    }
    found = worldmap.world_map(ROOT / "theme", terms, "en")

    assert found
    counts = {shape.label: shape.count for shade in found.shades for shape in (*shade.shapes, *shade.dots)}
    assert {countries.label("CD", "en"): 5, "Fiji": 1, "France": 1} == counts
    assert worldmap.SHADES == found.shades[-1].number


def test_shades_do_not_overlap() -> None:
    """Every count belongs to one shade, and each shade is darker for more."""
    codes = ("AF", "AL", "DZ", "AR", "AU", "BR", "CA", "CN", "EG", "FR", "IN", "MX")
    terms = {code: [entry(f"{code}{n}") for n in range(1 + place**2)] for place, code in enumerate(codes)}
    found = worldmap.world_map(ROOT / "theme", terms, "en")

    assert found
    spans = [(shade.first, shade.last) for shade in found.shades]
    assert spans == sorted(spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_two_countries_are_no_map() -> None:
    """There is nothing to compare."""
    assert worldmap.world_map(ROOT / "theme", {"FJ": [entry("a")], "FR": [entry("b")]}, "en") is None


def test_every_alert_is_counted_once_in_a_chart() -> None:
    """An alert with several violations stands under the first; one with none, or with a rare one, among the others."""
    entries = [
        entry("a", "2001", violations=("detention", "killed")),
        entry("b", "2003", violations=()),
        entry("c", "2003", violations=("killed",)),
    ]
    places = [(year, str(year), "", "") for year in (2001, 2002, 2003)]
    counts = Counter((one.issued.year, tallies.first_violation(one)) for one in entries)
    chart = tallies.stacked(counts, places, str)

    assert chart
    assert ("detention", "killed") == chart.classes
    assert chart.has_others
    assert [(1, 0, 0), (0, 0, 0), (0, 1, 1)] == [stack.parts for stack in chart.stacks]


def test_what_a_chart_cannot_draw_is_told() -> None:
    """Alerts of a year whose month is not known are in no bar and no class, but counted; where they are most, there is no chart."""
    months = [(month, str(month), "", "") for month in range(1, 13)]
    undated = {(None, "killed"): 93}
    chart = tallies.stacked({**undated, (10, "detention"): 93}, months, str)

    assert chart
    assert (("detention",), 93) == (chart.classes, chart.left_out)
    assert tallies.stacked({**undated, (10, "detention"): 92}, months, str) is None


def test_a_long_listing_of_a_country_is_cut_by_violation_too() -> None:
    """Violations with enough alerts have a page, those with fewer, or with all of them, have none; an alert may stand on several."""
    entries = [
        entry(f"a{n}", violations=("killed", "impunity", *(("threat",) if n < 30 else ("torture",) if n < 40 else ())))
        for n in range(listings.ONE_PAGE + 1)
    ]

    assert {"threat": 30} == {key: len(own) for key, own in listings.by_violation(entries).items()}


@pytest.mark.parametrize(
    ("highest", "expected"),
    [(1, (1,)), (3, (1, 2, 3)), (7, (2, 4, 6)), (116, (50, 100)), (1270, (500, 1000)), (2000, (500, 1000, 1500, 2000))],
)
def test_bars_are_read_by_round_lines(highest: int, expected: tuple[int, ...]) -> None:
    """Two to four lines, at counts that are easily said."""
    stack = Stack(label="", count=highest, parts=(highest,))

    assert expected == StackedChart(classes=(), stacks=(stack,), highest=stack).ticks


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the miniature archive with a campaign."""
    folder = tmp_path_factory.mktemp("chronicles")
    miniature.make(folder / "archive")
    miniature.write(
        folder / "archive",
        miniature.record("2006-01-02-fj-cccc", "en", "Joint letter", "2006-01-02", campaigns=("no-impunity",)),
    )
    done = pelican(folder / "archive", folder / "output", folder / "cache")
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder / "output"


def page(output: Path, path: str) -> BeautifulSoup:
    """Return a page, parsed."""
    return BeautifulSoup((output / path).read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_pages_of_the_contract_are_there(output: Path, lang: str) -> None:
    """Cases, campaigns and digests have their addresses in every language."""
    expected = [
        f"{lang}/cases/2005-04-26-fj-aaaa.html",
        f"{lang}/cases/index.html",
        f"{lang}/cases/years/2005.html",
        f"{lang}/campaigns/no-impunity.html",
        f"{lang}/campaigns/index.html",
        f"{lang}/digests/2005-W17.html",
        f"{lang}/digests/2006-W01.html",
        f"{lang}/digests/2005.html",
        f"{lang}/digests/index.html",
    ]

    assert [] == [path for path in expected if not (output / path).is_file()]


def test_a_case_shows_its_alerts_in_the_order_of_time(output: Path) -> None:
    """From first to last, with what is cited and was not found; each alert leads to the case."""
    soup = page(output, "en/cases/2005-04-26-fj-aaaa.html")

    assert ["2005-04-26", "2005-05"] == [time["datetime"] for time in soup.select(".steps time")]
    assert "1 March 2005" in soup.get_text()
    for alert in ("2005-04-26-fj-aaaa", "2005-05-fj-bbbb"):
        assert page(output, f"fr/alerts/2005/{alert}.html").select_one('a[href$="fr/cases/2005-04-26-fj-aaaa.html"]')


def test_a_digest_leads_to_the_weeks_around_it(output: Path) -> None:
    """Weeks without alerts are passed over."""
    soup = page(output, "es/digests/2006-W01.html")

    assert ["../../es/digests/2005-W17.html"] == [link["href"] for link in soup.select('a[rel="prev"]')]
    assert [] == soup.select('a[rel="next"]')


def test_weeks_are_named_as_french_print_has_them(output: Path) -> None:
    """With a blank before the colon, the first of a month as an ordinal, and nothing said twice; as title and in lists."""
    expected = "Semaine 17, 2005\u00a0: 25 avril – 1er mai 2005"
    title = page(output, "fr/digests/2005-W17.html").title

    assert title is not None
    assert title.get_text().startswith(f"{expected} – ")
    assert expected in [link.get_text() for link in page(output, "fr/digests/index.html").select(".index a")]
