"""Facts about killed journalists become sentences: whole records of made-up people, records of the archive made again, and the tables."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.alerts import countries
from plugins.alerts.frontmatter import parse, serialise
from plugins.alerts.languages import CODES
from plugins.importers.formats.killed import facts, french, outlets, places, spanish
from plugins.importers.formats.killed.compose import KilledComposer
from plugins.importers.formats.killed.words import BEATS, COUNTRIES, FIRE, JOBS, MEDIUMS
from plugins.importers.normalising.normalise import normalise
from plugins.importers.parsed import ParsedAlert, Provenance, Sha256

_FILE = tomllib.loads((Path(__file__).parent / "killed_cases.toml").read_text(encoding="utf-8"))
SOURCE: dict[str, str] = _FILE["source"]
CASES: dict[str, dict[str, Any]] = _FILE["cases"]
ARCHIVE = Path(__file__).parents[2] / "archive"
TODAY = dt.date(2026, 1, 1)

# Every value of the database's closed columns, as it writes them.
VALUES = {
    "gender": ("", "Male", "Female"),
    "type": ("Journalist", "Media Worker"),
    "typeOfDeath": ("Murder", "Crossfire", "Dangerous Assignment", "Unknown", "N/A"),
    "employedAs": ("Staff", "Freelance", ""),
    "jobs": (
        "Broadcast Reporter", "Print Reporter", "Internet Reporter", "Reporter", "Camera Operator", "Editor", "Photographer",
        "Columnist/Commentator", "Producer", "Production manager", "Publisher/Owner", "Technician", "Documentary Filmmaker",
    ),
    "coverage": ("Politics", "War", "Human Rights", "Corruption", "Crime", "Culture", "Business", "Sports"),
    "mediums": ("Print", "Radio", "Television", "Internet", "Documentary Film"),
    "localOrForeign": ("Local", "Foreign", ""),
    "sourcesOfFire": (
        "Political Group", "Military Officials", "Government Officials", "Criminal Group", "Paramilitary Group", "Local Residents",
        "Mob Violence", "Unknown Fire", "Unknown",
    ),
    "motiveConfirmed": ("Confirmed", "Unconfirmed", "N/A"),
    "impunityMurder": ("", "Complete Impunity", "Partial Impunity", "Full Justice"),
    "accountabilityCrossfire": ("", "No", "Yes"),
    "accountabilityAssignment": ("", "No", "Yes"),
    "tortured": ("", "No", "Yes"),
    "captive": ("", "No", "Yes"),
    "threatened": ("", "No", "Yes"),
}  # fmt: skip
LISTS = ("jobs", "coverage", "mediums", "sourcesOfFire")
PLACES = (
    "", "Unknown", "Baghdad", "Cairo", "near Algiers", "an area outside Kirkuk", "between Homs and Idlib", "Helmand province",
    "Davao City", "Taloqan/Tashkent, Uzbekistan", "the outskirts of Baghdad", "Mexico City", "Chechnya", "Xalapa, Veracruz",
)  # fmt: skip

# Facts of five rows of the database, and the record of each in the archive. A value is left out where the row has none.
REMADE: dict[str, dict[str, str]] = {
    "Daniel Pearl": {
        "year": "2002", "fullName": "Daniel Pearl", "primaryNationality": "USA", "gender": "Male", "type": "Journalist",
        "typeOfDeath": "Murder", "employedAs": "Staff", "organizations": "The Wall Street Journal", "jobs": "Print Reporter",
        "coverage": "Politics", "mediums": "Print", "country": "Pakistan", "locality": "Karachi", "localOrForeign": "Foreign",
        "sourcesOfFire": "Political Group", "motiveConfirmed": "Confirmed", "impunityMurder": "Partial Impunity", "tortured": "Yes",
        "captive": "Yes", "threatened": "No",
    },
    "Kate Peyton": {
        "year": "2005", "fullName": "Kate Peyton", "gender": "Female", "type": "Journalist", "typeOfDeath": "Murder",
        "employedAs": "Staff", "organizations": "BBC", "jobs": "Producer", "coverage": "Politics,War", "mediums": "Television",
        "country": "Somalia", "locality": "Mogadishu", "localOrForeign": "Foreign", "sourcesOfFire": "Criminal Group",
        "motiveConfirmed": "Confirmed", "impunityMurder": "Complete Impunity", "tortured": "No", "captive": "No", "threatened": "No",
    },
    "Asadullah": {
        "year": "2001", "fullName": "Asadullah", "type": "Journalist", "typeOfDeath": "N/A", "employedAs": "Freelance",
        "organizations": "Freelancer", "country": "Pakistan", "locality": "Karachi", "motiveConfirmed": "Unconfirmed",
    },
    "Mick Deane": {
        "year": "2013", "fullName": "Mick Deane", "gender": "Male", "type": "Journalist", "typeOfDeath": "Dangerous Assignment",
        "employedAs": "Staff", "organizations": "Sky News", "jobs": "Camera Operator", "coverage": "Human Rights,Politics,War",
        "mediums": "Television", "country": "Egypt", "locality": "Cairo", "localOrForeign": "Foreign",
        "sourcesOfFire": "Military Officials, Political Group", "motiveConfirmed": "Confirmed",
    },
    "Maher": {
        "year": "2006", "fullName": "Maher", "type": "Media Worker", "typeOfDeath": "N/A", "employedAs": "Staff",
        "organizations": "Al-Shaabiya", "country": "Iraq", "locality": "Baghdad", "motiveConfirmed": "N/A",
    },
}  # fmt: skip


def compose(**row: str) -> dict[str, ParsedAlert]:
    """Return what a row makes, by language."""
    return {parsed.language: parsed for parsed in KilledComposer()(row)}


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("name", CASES)
def test_a_row_becomes_a_headline_and_a_text_that_an_editor_would_write(name: str, language: str) -> None:
    """The whole headline and text of a made-up person's row are as they were read and approved."""
    case = CASES[name]
    parsed = compose(**case["row"])[language]

    assert (case[language]["title"], f"{case[language]['body']}\n\n{SOURCE[language]}") == (parsed.title, parsed.body)


@pytest.mark.parametrize("name", CASES)
def test_the_three_languages_share_everything_but_the_words(name: str) -> None:
    """Id, dates, countries, violations and targets of a row are the same in every language, and what the case says."""
    case = CASES[name]
    alerts = compose(**case["row"])
    shared = {
        (
            parsed.translation_of,
            parsed.issued,
            parsed.occurred,
            parsed.kind,
            parsed.countries,
            parsed.violations,
            parsed.targets,
        )
        for parsed in alerts.values()
    }

    assert list(CODES) == list(alerts)
    assert 1 == len(shared)
    _, issued, occurred, kind, codes, violations, targets = shared.pop()
    assert (case["row"]["year"], case["row"]["year"], "record") == (issued, occurred, kind)
    assert (case["countries"], case["violations"], case["targets"]) == (list(codes), list(violations), list(targets))


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("person", REMADE)
def test_records_of_the_archive_can_be_made_again(person: str, language: str) -> None:
    """Facts of a row give the very bytes of its record in the archive."""
    parsed = compose(**REMADE[person])[language]
    standing = (ARCHIVE / language / parsed.issued / f"{parsed.translation_of}.md").read_text(encoding="utf-8")
    origin = parse(standing).alert.origin[0]
    source, _, member = origin.source.partition("#")
    provenance = Provenance(source=source, member=member, sha256=Sha256(origin.sha256), reader=origin.importer)
    record = normalise(
        ParsedAlert(**{name: getattr(parsed, name) for name in _FIELDS} | {"provenance": provenance}), today=TODAY
    ).record

    assert record is not None
    assert standing == serialise(record)


_FIELDS = [name for name in ParsedAlert.__dataclass_fields__ if name != "provenance"]


def test_two_rows_that_say_the_same_are_two_people() -> None:
    """Rows that the database tells apart by nothing get two ids, the first of them that of a row alone."""
    composer = KilledComposer()
    first, second = (composer(REMADE["Maher"])[0].translation_of for _ in range(2))

    assert compose(**REMADE["Maher"])["en"].translation_of == first
    assert first != second


def test_an_id_does_not_depend_on_the_order_of_rows_or_on_facts_that_are_mended() -> None:
    """Another place, motive or gender leaves the id as it was."""
    row = CASES["woman-murdered-radio"]["row"]
    mended = row | {"locality": "Veracruz", "gender": "", "impunityMurder": "Full Justice"}

    assert compose(**row)["fr"].translation_of == compose(**mended)["fr"].translation_of


@pytest.mark.parametrize("year", ["1994", "2021"])
def test_a_row_of_another_time_makes_no_record(year: str) -> None:
    """Years outside the archive's come back as one item that says so."""
    (parsed,) = KilledComposer()(CASES["former-journalist"]["row"] | {"year": year})

    assert (True, ["year"]) == (parsed.is_rejected, [finding.field for finding in parsed.findings])


@pytest.mark.parametrize(("column", "value"), [("year", "soon"), ("country", "Ruritania")])
def test_a_row_without_a_year_or_a_known_country_makes_no_record(column: str, value: str) -> None:
    """The finding names the value."""
    (parsed,) = KilledComposer()(CASES["former-journalist"]["row"] | {column: value})

    assert parsed.is_rejected
    assert value in parsed.findings[0].message


CLOSED = [(column, value) for column, values in VALUES.items() for value in values if value]


@pytest.mark.parametrize(("column", "value"), CLOSED)
def test_every_value_of_the_closed_columns_is_known(column: str, value: str) -> None:
    """A value of the database raises no finding."""
    assert () == compose(**CASES["woman-murdered-radio"]["row"] | {column: value})["en"].findings


@pytest.mark.parametrize("column", [column for column in VALUES if column != "gender"])
def test_an_unknown_value_is_a_finding_and_is_never_printed(column: str) -> None:
    """What has no wording is left out of the sentences and said in the report."""
    alerts = compose(**CASES["woman-murdered-radio"]["row"] | {column: "Zymurgy"})

    assert [("value-unknown", column)] == [(finding.code, finding.field) for finding in alerts["en"].findings]
    assert not any("zymurgy" in (parsed.title + parsed.body).casefold() for parsed in alerts.values())


@pytest.mark.parametrize("language", CODES)
def test_every_word_of_the_tables_exists_in_every_language(language: str) -> None:
    """Jobs in three forms, mediums in two, beats, suspects and countries: no wording is missing."""
    jobs = [table[language] for table in JOBS.values()]
    words = [form for name in jobs for form in ([name] if isinstance(name, str) else [name[key] for key in "mfn"])]
    words += [table[language][key] for table in MEDIUMS.values() for key in ("of", "in")]
    words += [table[language] for table in (*BEATS.values(), *FIRE.values(), *COUNTRIES.values())]

    assert all(words)


@pytest.mark.parametrize("name", COUNTRIES)
def test_every_country_has_a_code_and_nationalities(name: str) -> None:
    """The codes are of the archive; a country of its own has a word for its nationality, a divided one has none."""
    code = COUNTRIES.get(name, {}).get("code", "IL")

    assert countries.known(code)
    assert (name not in ("Israel", "Palestine", "Israel and Palestine")) == ("nationality" in COUNTRIES[name])


@pytest.mark.parametrize(
    ("place", "year", "country", "codes"),
    [
        ("Gaza City", 2014, "Israel and the Occupied Palestinian Territory", ("PS",)),
        ("Haifa", 2006, "Israel and the Occupied Palestinian Territory", ("IL",)),
        ("somewhere", 2006, "Israel and the Occupied Palestinian Territory", ("IL", "PS")),
        ("Belgrade", 1999, "Yugoslavia", ("YUCS",)),
        ("Dili", 1999, "East Timor", ("TPTL",)),
        ("Dili", 2002, "East Timor", ("TL",)),
        ("Atlantis", 2002, "Ruritania", ()),
    ],
)
def test_the_country_is_decided_by_place_and_year(place: str, year: int, country: str, codes: tuple[str, ...]) -> None:
    """The composite is divided by place; countries that are gone bear their code in their years."""
    assert codes == places.decide(country, year, place)[1]


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("freelance", ()),
        ("Jornal Exemplo, JC Regional, and Rádio Exemplo FM", ("Jornal Exemplo", "JC Regional", "Rádio Exemplo FM")),
        ('"QAP" and "En Vivo"', ("QAP", "En Vivo")),
        ("Freelance; Universal TV,  Radio Kulmiye", ("Universal TV", "Radio Kulmiye")),
        ("News and Feature Alliance", ("News and Feature Alliance",)),
        ("Specimen Agency, ", ("Specimen Agency",)),
        ("", ()),
    ],
)
def test_one_string_may_hold_several_outlets(column: str, names: tuple[str, ...]) -> None:
    """Commas, semicolons and "and" divide, save inside a name."""
    assert names == outlets.read(column).names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Al-Arabiya", "d’Al-Arabiya"), ("Le Matin", "du Matin"), ("la BBC", "de la BBC"), ("l’Agence", "de l’Agence"),
        ("les Nouvelles", "des Nouvelles"), ("Hassan", "de Hassan"), ("Youssef", "de Youssef"), ("Émile", "d’Émile"),
    ],
)  # fmt: skip
def test_french_de_is_contracted_and_elided(name: str, expected: str) -> None:
    """As written, not as a machine joins words."""
    assert expected == french.de(name)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["A"], "A"), (["A", "B"], "A y B"), (["A", "Ibérica"], "A e Ibérica"), (["A", "Hierro"], "A y Hierro"),
        (["A", "Hispano"], "A e Hispano"), (["A", "Yemen TV"], "A y Yemen TV"), (["A", "B", "Iraq"], "A, B e Iraq"),
    ],
)  # fmt: skip
def test_spanish_y_is_e_before_the_sound_of_i(items: list[str], expected: str) -> None:
    """As the ear wants it."""
    assert expected == spanish.y(items)


def _rows() -> st.SearchStrategy[dict[str, str]]:
    columns: dict[str, st.SearchStrategy[str]] = {
        column: st.lists(st.sampled_from(values), max_size=3, unique=True).map(",".join)
        if column in LISTS
        else st.sampled_from(values)
        for column, values in VALUES.items()
    }
    columns |= {
        "year": st.sampled_from(("1995", "2007", "2020")),
        "fullName": st.sampled_from(
            ("Ana Example", "Unidentified", "Omar [full name unavailable]", 'Jo "Jo" Sample', "Émile Specimen")
        ),
        "organizations": st.sampled_from(
            ("", "freelance", "BBC", "The Specimen", "Le Modèle, Iris TV", "former journalist", "X (former)")
        ),
        "country": st.sampled_from(
            [*(name for name in COUNTRIES if "nationality" in COUNTRIES[name]), places.ISRAEL_AND_PALESTINE]
        ),
        "primaryNationality": st.sampled_from(("", "Iraq", "USA", places.ISRAEL_AND_PALESTINE)),
        "locality": st.sampled_from(PLACES),
    }
    return st.fixed_dictionaries(columns)


_WRONG = {
    "en": re.compile(r"\ba (?=[aeioAEIO]\w* )|\ban (?=[^aeio\W])"),
    "fr": re.compile(r"\b[dD]e (?=[aeiouéèêAEIOUÉ])|\bde les? |\bà les? |(?<!\u00a0)[:;»](?!//)|«(?!\u00a0)"),
    "es": re.compile(r"\ba el |\bde el |\by (?=[iIíÍ])"),
}
_ANYWHERE = re.compile(r"  | [,.]|\.\.|,,|\(\)|['\"]|None|\bnan\b|\[full")


@settings(max_examples=150, deadline=None)
@given(_rows())
def test_whatever_a_row_holds_its_sentences_are_well_formed(row: dict[str, str]) -> None:
    """No gap, no double stop, no raw value, right articles and contractions, one short text that ends with source and licence."""
    for parsed in KilledComposer()(row):
        body = parsed.body.removesuffix(SOURCE[parsed.language])
        text = f"{parsed.title}\n{body}"
        assert body != parsed.body
        assert [] == _ANYWHERE.findall(text) + _WRONG[parsed.language].findall(text)
        assert all(paragraph.endswith(".") for paragraph in body.strip().split("\n\n"))
        assert len(parsed.title) + len(parsed.body.encode()) < 2200


def test_the_facts_of_a_row_without_any_column_are_none() -> None:
    """A row that lacks everything is told, not guessed."""
    assert facts.read({})[0] is None
