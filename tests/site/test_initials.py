"""Indexes with more organisations than a page should weigh stand by letter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts.collection import Entry
from plugins.site.planning import initials
from plugins.site.planning.initials import WEIGHT, Letters, divided

FEW = ("CPJ", "RSF", "Ärzte", "Élan", "9 de Julio")
MANY = (*FEW, *(f"Comité {number:03} des journalistes" for number in range(400)), "Правда", "—")


def test_what_fits_on_one_page_is_not_divided() -> None:
    """A few organisations are all on the index."""
    assert {} == divided("source", FEW, "fr")


def test_letters_are_those_of_labels_without_accents() -> None:
    """A name is under its first letter or digit, in its language; what is not Latin is at the end."""
    found = divided("source", MANY, "fr")

    assert ["a", "c", "e", "r", "0", "other"] == [*found]
    assert (("Ärzte",),) == found["a"]
    assert (("RSF",),) == found["r"], "Reporters sans frontières"
    assert (("9 de Julio",),) == found["0"]
    assert (("Правда", "—"),) == found["other"]
    assert "CPJ" in found["c"][-1], "Comité pour la protection des journalistes"


@settings(max_examples=30)
@given(st.sets(st.text(min_size=1, max_size=300), max_size=300))
def test_every_organisation_is_on_one_page_that_is_not_too_long(codes: set[str]) -> None:
    """Nothing is lost or told twice, and no page but one with a single line has more than its bytes."""
    pages = [page for parts in divided("source", {*MANY, *codes}, "en").values() for page in parts]

    assert sorted({*MANY, *codes}) == sorted(code for page in pages for code in page)
    assert all(len(page) == 1 or sum(len(code.encode()) for code in page) < WEIGHT for page in pages)


def test_a_letter_that_a_language_has_not_leads_to_its_index() -> None:
    """The same page elsewhere is the letter's, or the index."""
    every: dict[str, list[Entry]] = {code: [] for code in (*MANY, "IFJ")}
    letters = Letters({code: {"source": every, "campaign": {}} for code in ("en", "fr")})
    second = {code: f"{code}/sources/initials/c-2.html" for code in ("en", "fr")}

    assert second == letters.elsewhere("source", "c", 2)
    # International Federation of Journalists, Fédération internationale des journalistes.
    assert {"en": "en/sources/initials/i.html", "fr": "fr/sources/index.html"} == letters.elsewhere("source", "i", 1)


def test_every_letter_can_be_looked_up() -> None:
    """Where pages may have stood before a change is known without what was there."""
    found = divided("source", MANY, "en")
    places = [[next(own) for _ in range(9)] for own in initials.places("en", "source")]

    letters = Letters({"en": {"source": {code: [] for code in MANY}, "campaign": {}}})

    assert {path for _, path, _ in letters.pages("en")} <= {path for own in places for path in own}
    assert len(found["c"]) > 1
