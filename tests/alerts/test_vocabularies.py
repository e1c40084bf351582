"""Words with a code: kinds, violations, regions, countries, organisations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.alerts import countries, organisations
from plugins.alerts.errors import VocabularyError
from plugins.alerts.findings import CODES as FINDINGS
from plugins.alerts.languages import CODES
from plugins.alerts.neighbours import borders, nearest
from plugins.alerts.vocabularies import KINDS, REGION_COUNTRIES, REGIONS, REPAIRS, VIOLATIONS, Vocabulary


@pytest.mark.parametrize("vocabulary", [KINDS, VIOLATIONS, REGIONS, REPAIRS], ids=lambda vocabulary: vocabulary.name)
@pytest.mark.parametrize("language", CODES)
def test_every_term_has_a_label_in_every_language(vocabulary: Vocabulary, language: str) -> None:
    """No reader ever meets a code where a word should be."""
    assert all(vocabulary.label(code, language) for code in vocabulary)


def test_every_repair_is_a_finding() -> None:
    """What a page says of a text's condition is what the report of its import said, and the docs list the same codes."""
    docs = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    told = docs.split("`repaired`, and its page", 1)[1].split("(`plugins", 1)[0]

    assert [] == [code for code in REPAIRS if code not in FINDINGS]
    assert list(REPAIRS) == re.findall(r"`([a-z-]+)`", told)


def test_a_term_without_a_label_stops_everything() -> None:
    """A vocabulary that lacks a label is a mistake of the project and says where."""
    with pytest.raises(VocabularyError, match=r"terms/fruit\.toml.*'apple' has no label in 'es'"):
        Vocabulary("fruit", {"apple": {"en": "Apple", "fr": "Pomme"}})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Burma", "MM"),
        ("Birmanie", "MM"),
        ("Zaïre", "ZRCD"),
        ("zaire", "ZRCD"),
        ("Democratic Republic of Congo", "CD"),
        ("République du Congo", "CG"),
        ("Yugoslavia", "YUCS"),
        ("East Timor", "TL"),
        ("Costa de Marfil", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Corée du Sud", "KR"),
        ("Swaziland", "SZ"),
        ("México", "MX"),
        ("Türkiye", "TR"),
        ("USA", "US"),
        ("CD", "CD"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Congo", None),
        ("Korea", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_an_exact_name_only(name: str, code: str | None) -> None:
    """Names in three languages and historic ones are known; an ambiguous or unknown name is nobody's."""
    assert code == countries.find(name)


def test_an_ambiguous_name_says_what_it_can_mean() -> None:
    """The name "Congo" is that of one of two countries; a person must say which."""
    assert countries.candidates("congo") == ("CD", "CG")
    assert countries.candidates("France") == ()


@pytest.mark.parametrize("language", CODES)
def test_every_country_has_a_name_and_a_region(language: str) -> None:
    """Every code of every region has a name of its own in every language."""
    names = [countries.label(code, language) for codes in REGION_COUNTRIES.values() for code in codes]

    assert len(names) == len(set(names))
    assert not [name for name in names if len(name) <= 2]


def test_a_country_that_is_gone_knows_its_successors() -> None:
    """Zaire leads to the Democratic Republic of the Congo and back."""
    assert countries.successors("ZRCD") == ("CD",)
    assert countries.predecessors("CD") == ("ZRCD",)
    assert countries.until("ZRCD") == 1997
    assert countries.until("CD") is None
    assert [False, True] == [countries.was_part(code) for code in ("ZRCD", "PZPA")]


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [("TL", 1999, "TPTL"), ("TL", 2001, "TPTL"), ("TL", 2002, "TL"), ("CD", 1996, "CD"), ("FJ", 1996, "FJ")],
)
def test_a_name_is_of_the_country_that_bore_it_in_that_year(code: str, year: int, expected: str) -> None:
    """East Timor has one name and two codes, one after the other; Zaire was not called Congo."""
    assert expected == countries.of_year(code, year)


@pytest.mark.parametrize(
    ("found", "canonical"),
    [("IFJ", "IFJ"), ("FIP", "IFJ"), ("fij", "IFJ"), ("HRinfo", "ANHRI"), ("CCPJ", "CJFE"), ("XYZ", "XYZ")],
)
def test_an_organisation_is_listed_under_one_abbreviation(found: str, canonical: str) -> None:
    """Translated and former abbreviations lead to one; unknown ones stay as they are."""
    assert canonical == organisations.canonical(found)


def test_an_organisation_has_its_name_in_the_readers_language() -> None:
    """RSF is named in the three languages."""
    assert [organisations.label("RSF", language) for language in CODES] == [
        "Reporters Without Borders",
        "Reporters sans frontières",
        "Reporteros Sin Fronteras",
    ]


def test_borders_have_two_sides() -> None:
    """A country that borders on another is its neighbour too; none is its own; an island has no border, and its nearest are others."""
    for code in (code for codes in REGION_COUNTRIES.values() for code in codes):
        assert code not in borders(code)
        assert all(code in borders(other) and countries.known(other) for other in borders(code))
        assert not (borders(code) and nearest(code))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("CD", "AO BI CF CG RW SS TZ UG ZM"),
        ("XK", "AL ME MK RS"),
        ("GF", "BR SR"),
        ("FR", "AD BE CH DE ES IT LU MC"),
        ("CU", ""),
        ("ZRCD", ""),
    ],
)
def test_neighbours(code: str, expected: str) -> None:
    """As on the map; what is far from its country's mainland is not that country's border; what is gone has none."""
    assert expected == " ".join(borders(code))


def test_islands_have_what_is_near() -> None:
    """The nearest of their region, the nearest first."""
    assert "BS" == nearest("CU")[0]
    assert "IN" == nearest("LK")[0]
