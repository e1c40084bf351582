"""People and outlets from A to Z: where a name is looked for, and that it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.alerts.collection import Entry
from plugins.alerts.dates import PartialDate
from plugins.alerts.model import Alert, AlertId
from plugins.site import addresses
from plugins.site.checks.checking import check_site
from plugins.site.gathering.filing import filings
from plugins.site.gathering.names import FREQUENT, MOST, Beginnings, Names, lines, named
from plugins.site.presenting import name_views
from tests.site import miniature
from tests.site.build import pelican


def entry(alert_id: str, *targets: str) -> Entry:
    """Return an alert that names some."""
    alert = Alert(id=AlertId(alert_id), lang="en", title=alert_id, issued=PartialDate(2005), targets=targets)
    return Entry(alert=alert, path=alert_id, digest=alert_id)


def filed(*entries: Entry) -> Names:
    """Return names, filed."""
    found = named(entries)
    return Names.of("en", found, Beginnings.of(lines([found])))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Politkovskaya", ["Anna Politkovskaya", "Politkovskaya, Anna"]),
        ("Gustavo Rojas Gabalo", ["Gustavo Rojas Gabalo", "Rojas Gabalo, Gustavo", "Gabalo, Gustavo Rojas"]),
        (
            "Radio Nacional de Colombia",
            ["Radio Nacional de Colombia", "Nacional de Colombia, Radio", "Colombia, Radio Nacional de"],
        ),
        ("Reuters", ["Reuters"]),
        ("“El Faro” (weekly)", ["“El Faro” (weekly)", "Faro” (weekly), “El"]),
        ("24 Chasa", ["24 Chasa", "Chasa, 24"]),
        ("—", []),
    ],
)
def test_a_name_is_filed_under_its_first_word_and_its_last(name: str, expected: list[str]) -> None:
    """Surnames are looked for, and may be the last word or the last two; small words are never the first of one."""
    assert expected == [", ".join(filter(None, (one.heading, one.rest))) for one in filings(name)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Łukasz", "lukasz"),
        ("Élan", "elan"),
        ("O'Brien", "obrien"),
        ("7 Días", "07dias"),
        ("García", "garcia"),
        ("حرية", "حرية"),
    ],
)
def test_what_a_name_is_filed_by(name: str, expected: str) -> None:
    """Case, accents and signs do not count, and digits stand together; other scripts stay."""
    assert expected == filings(name)[0].key


@given(st.lists(st.text(st.sampled_from("aàbA1 -ñحł"), min_size=1, max_size=6), max_size=60))
def test_every_name_is_found_from_its_letter(targets: list[str]) -> None:
    """Whatever the names, each stands on the page that its letter leads to, and its address is that page's."""
    names = filed(*(entry(f"a{n}", target) for n, target in enumerate(targets)))
    reachable = set(names.initials)
    for stem in sorted(names.shelves, key=len):
        if stem in reachable:
            reachable |= names.shelves[stem].narrower.keys()

    assert reachable == set(names.shelves)
    assert {name for name in names.entries if filings(name)} == {
        one.name for stem in names.shelves for one in names.filed(stem)
    }
    assert sum(names.initials.values()) == sum(len(filings(name)) for name in names.entries)


def test_a_long_page_is_divided_and_keeps_its_address() -> None:
    """What most share moves to a page of its own, and no more than has to; the rest stays."""
    many = [entry(f"a{n}", f"Al{chr(97 + n % 26)}{n}") for n in range(MOST)]
    names = filed(*many, *(entry(f"b{n}", f"Ab{n}") for n in range(30)))

    assert {"a": MOST + 30} == names.initials
    assert {"al": MOST} == names.shelves["a"].narrower
    assert 30 == len(names.filed("a"))
    assert "en/names/initials/a.html#n-ab1" == names.url("Ab1")
    assert "en/names/initials/al.html#n-alb1" == names.url("Alb1")


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=5), st.integers(1, FREQUENT)), max_size=200))
def test_no_page_is_longer_than_a_page(lines: list[tuple[str, int]]) -> None:
    """However unevenly names begin: a page has at most so many lines, and those that no letter tells apart."""
    found = Beginnings.of(taken := dict(lines))
    on_page: dict[str, list[str]] = {}
    for name in taken:
        on_page.setdefault(found.stem(name), []).append(name)

    assert all(sum(taken[name] for name in own if name != stem) <= MOST for stem, own in on_page.items())


def test_all_who_have_one_surname_are_divided_by_their_first_names() -> None:
    """A page of García has no more lines than others."""
    names = filed(
        *(entry(f"a{n}", f"{chr(65 + n % 26)}{chr(97 + n // 26)} García") for n in range(2 * MOST)),
    )

    assert 2 * MOST <= names.initials["g"]
    assert all(len(names.filed(stem)) <= MOST for stem in names.shelves)


def test_a_frequent_name_has_a_listing() -> None:
    """However it is written; the others lead to their place in the index, and a name without a letter to none."""
    names = filed(*(entry(f"a{n}", "El Faro" if n else "El  Faro") for n in range(FREQUENT)), entry("b", "Faro", "?"))

    assert "en/names/el-faro.html" == names.url("El Faro")
    assert "en/names/initials/f.html#n-faro" == names.url("Faro")
    assert "" == names.url("?")


@pytest.mark.parametrize(("name", "expected"), [("7 Días", "n-7-dias"), ("Content", "n-content")])
def test_a_place_is_no_other(name: str, expected: str) -> None:
    """It begins with a letter, as ids should, and is not the id of a part of the page."""
    assert expected == addresses.place(name)


def test_in_spanish_the_letter_after_n_is_a_letter() -> None:
    """Ñ comes after N in Spanish, and is an N elsewhere."""
    names = filed(entry("a", "Ñara"), entry("b", "Nuria"), entry("c", "Nadia"))

    orders = {code: [one.name for one in sorted(names.filed("n"), key=name_views.order(code))] for code in ("es", "fr")}
    assert {"es": ["Nadia", "Nuria", "Ñara"], "fr": ["Nadia", "Ñara", "Nuria"]} == orders


def test_the_index_is_in_the_site(tmp_path: Path) -> None:
    """A name of an alert leads to its place, where its alerts are, in every language; a frequent one has its own listing."""
    miniature.make(tmp_path / "archive")
    for n in range(FREQUENT):
        one = miniature.record(f"n-{n}", "es", f"Alerta {n}", "2006", countries=("FJ",), targets=("Radio Arrecife",))
        miniature.write(tmp_path / "archive", one)
    done = pelican(tmp_path / "archive", tmp_path / "output", tmp_path / "cache")
    output = tmp_path / "output"

    assert 0 == done.returncode, done.stderr
    assert [] == check_site(output)
    for lang in ("en", "fr", "es"):
        alert = BeautifulSoup(
            (output / f"{lang}/alerts/2005/2005-04-26-fj-aaaa.html").read_text(encoding="utf-8"), "lxml"
        )
        assert {
            "../../names/initials/a.html#n-a-editor",
            "../../names/initials/l.html#n-lantern",
        } == {
            str(link["href"]).replace(f"../../../{lang}/", "../../")
            for link in alert.select('.card a[href*="/names/"]')
        }
        letter = BeautifulSoup((output / f"{lang}/names/initials/a.html").read_text(encoding="utf-8"), "lxml")
        listed = letter.select_one("#n-a-editor a")
        assert listed
        assert str(listed["href"]).endswith(f"{lang}/alerts/2005/2005-04-26-fj-aaaa.html")
        index = BeautifulSoup((output / f"{lang}/names/index.html").read_text(encoding="utf-8"), "lxml")
        assert ["Radio Arrecife"] == [link.get_text() for link in index.select(".index a")]
        assert (output / f"{lang}/names/radio-arrecife.html").is_file()
