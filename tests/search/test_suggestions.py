"""What is suggested while someone types: how it is made, and what the browser finds in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from plugins.search.analysis import Analyser
from plugins.search.suggestions import FOLDER, Facts, Kind, Tally, suggested, suggestions, write_suggestions
from tests.search import corpus
from tests.search.test_developments import copy_client


def found(*documents: Facts, language: str = "fr") -> dict[str, list[tuple[Kind, str, str, int]]]:
    """Return key → what stands under it."""
    under: dict[str, list[tuple[Kind, str, str, int]]] = {}
    for one in suggestions(language, documents):
        under.setdefault(one.key, []).append((one.kind, one.text, one.code, one.count))
    return under


def test_words_of_headlines() -> None:
    """A word stands under its letters without accents, as most headlines write it; stop words and numbers do not."""
    under = found(
        Facts(title="Détention à l’État 2005"), Facts(title="DÉTENTION de la presse"), Facts(title="detention")
    )

    assert {"detention", "etat", "presse"} == set(under)
    assert [(Kind.WORD, "détention", "", 3)] == under["detention"]


def test_names_stand_under_each_of_their_words() -> None:
    """A person or an outlet is found by any of the words of the name, and counts alerts."""
    under = found(
        Facts(title="", names=("Abdelhak Yahiaoui", "Radio Ñandutí")), Facts(title="", names=("Abdelhak  Yahiaoui",))
    )

    assert [(Kind.NAME, "Abdelhak Yahiaoui", "", 2)] == under["abdelhak"] == under["yahiaoui"]
    assert [(Kind.NAME, "Radio Ñandutí", "", 1)] == under["nanduti"]


def test_countries_and_organisations_have_codes() -> None:
    """They are labelled in the language, and an organisation is found by its abbreviation and by its name."""
    under = found(Facts(title="", countries=("CI", "PE"), sources=("RSF",)), language="es")

    assert [(Kind.COUNTRY, "Perú", "PE", 1)] == under["peru"]
    assert (Kind.SOURCE, "RSF") == (under["rsf"][0][0], under["rsf"][0][2])
    assert under["rsf"] == under["fronteras"]


def test_files_are_left_alone_and_cleared(tmp_path: Path) -> None:
    """The same archive gives the same files, untouched; what is no longer suggested is deleted."""
    many = [Facts(title=f"abc{number:05d}x journalist") for number in range(4000)]
    first = write_suggestions("en", many, tmp_path)
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in first}
    again = write_suggestions("en", many, tmp_path)
    fewer = write_suggestions("en", many[:10], tmp_path)

    assert first == again
    assert len(first) > 3
    assert set(times) - set(fewer) != set()
    assert {file.relative_to(tmp_path).as_posix() for file in (tmp_path / FOLDER).rglob("*.js")} == set(fewer)


def test_an_archive_without_alerts(tmp_path: Path) -> None:
    """Nothing to suggest is one file that says so."""
    assert ["search/suggest/en/index.js"] == list(write_suggestions("en", [], tmp_path))


@pytest.fixture(scope="module", params=["disk", "path"])
def page(
    request: pytest.FixtureRequest,
    site: Path,
    browser: Browser,
    served: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[Page]:
    """A page with the client in it, from a disk and from a server."""
    page = browser.new_page()
    if request.param == "disk":
        page.goto((site / "sub/en/search.html").as_uri())
        yield page
    else:
        with served(site) as address:
            page.goto(f"{address}/sub/en/search.html")
            yield page
    page.close()


def suggest(page: Page, text: str, language: str = "en") -> list[dict[str, Any]]:
    """Ask for suggestions."""
    answer: list[dict[str, Any]] = page.evaluate(
        "([text, language]) => alertSearch.suggest(text, language)", [text, language]
    )
    return answer


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "language", "kind", "expected"),
    [
        ("qui", "en", "name", "Ñusta Quispe"),
        ("ñus", "en", "name", "Ñusta Quispe"),
        ("nusta QUIS", "es", "name", "Ñusta Quispe"),
        ("wałę", "fr", "name", "Lech Wałęsa"),
        ("Ива", "en", "name", "Иван Петров"),
        ("journalist nor", "en", "country", "Norway"),
        ("pero", "fr", "country", "Pérou"),
        ("rs", "en", "source", "RSF – Reporters Without Borders"),
        ("-journal", "en", "word", "journalist"),
    ],
)
def test_suggestions(page: Page, text: str, language: str, kind: str, expected: str) -> None:
    """The last word is completed to words, names, countries and organisations, whatever accents it lacks."""
    assert (kind, expected) in [(one["kind"], one["text"]) for one in suggest(page, text, language)]


@pytest.mark.browser
@pytest.mark.parametrize(
    "text", ["", "j", "journalist ", "zzyzxq", "__proto__", "constructor", "<b>", "*", '"', "\ud800"]
)
def test_nothing_to_suggest_is_no_error(page: Page, text: str) -> None:
    """Too short, finished, unknown or strange words give an empty list."""
    assert [] == suggest(page, text)


@pytest.mark.browser
@pytest.mark.parametrize("beginning", ["periodist", "denunciaro", "trasladan"])
def test_a_star_knows_words_as_written(page: Page, beginning: str) -> None:
    """What is longer than a stem still finds the headlines that have such a word, by the stems of these words and no others."""
    analyser = Analyser("es")
    titles = {document.id: [*map(analyser.terms, document.title.split())] for document in corpus.documents("es")}
    words = {word for document in corpus.documents("es") for word in document.title.lower().split()}
    stems = {term for word in words if word.startswith(beginning) for term in analyser.terms(word)}
    found = page.evaluate(
        "async (text) => (await alertSearch.search(text, { languages: ['es'], limit: 1000 })).hits.map(({ ref }) => ref)",
        f"title:{beginning}*",
    )

    assert not any(stem.startswith(beginning) for stem in stems)
    assert {ref for ref, terms in titles.items() if any(stems & {*own} for own in terms)} == {*found} != set()


documents = st.builds(
    Facts,
    title=st.sampled_from(["Détention à l’État", "detention", "Presse", ""]),
    names=st.lists(st.sampled_from(["Radio Ñandutí", "Jane  Roe", "Jane Roe"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["CI", "PE"]), max_size=2).map(tuple),
    sources=st.lists(st.sampled_from(["RSF", "CPJ"]), max_size=1).map(tuple),
)


@given(st.lists(documents, max_size=4), st.lists(documents, max_size=4))
def test_what_is_counted_no_longer_leaves_no_trace(kept: list[Facts], gone: list[Facts]) -> None:
    """Documents that come and go leave the suggestions of those that stay."""
    tally = Tally("en")
    tally.count([*kept, *gone])
    tally = Tally.load("en", tally.dump())
    tally.count(gone, -1)

    assert suggestions("en", kept) == suggested(tally)


@pytest.mark.browser
def test_names_that_have_the_words_before_come_first(tmp_path: Path, browser: Browser) -> None:
    """Who has typed a first name and begins the second is not led to more frequent others."""
    frequent = [Facts(title="", names=("Radio Correo",))] * 9
    write_suggestions("en", [*frequent, Facts(title="", names=("Ana Correo",))], tmp_path)
    copy_client(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "en/search.html").as_uri())
    found = {text: next(one["text"] for one in suggest(page, text)) for text in ("corr", "ana corr")}
    page.close()

    assert {"corr": "Radio Correo", "ana corr": "Ana Correo"} == found
