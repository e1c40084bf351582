"""What `alertSearch.search` gives a reader, in Chromium, from files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.search.assets import CLIENT_FILES
from plugins.search.documents import SearchDocument
from plugins.search.manifest import SCHEMA
from tests.search.corpus import LANGUAGES, documents

pytestmark = pytest.mark.browser

ARRIVAL = Path(__file__).resolve().parents[2] / "theme/static/js/search/arrival.js"


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """The English search page, from a disk."""
    opened = browser.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto((site / "sub/en/search.html").as_uri())
    yield opened
    opened.close()
    assert [] == errors


def search(page: Page, text: str, **options: object) -> dict[str, Any]:
    """Ask, and return the answer."""
    answer: dict[str, Any] = page.evaluate("([text, options]) => alertSearch.search(text, options)", [text, options])
    return answer


def refs(answer: dict[str, Any]) -> list[str]:
    """Return the ids of the hits."""
    return [hit["ref"] for hit in answer["hits"]]


def everything(page: Page, text: str, **options: object) -> set[str]:
    """Return the ids of all that is found."""
    answer = search(page, text, limit=1000, **options)
    assert answer["total"] == len(answer["hits"])
    return set(refs(answer))


def text_of(passages: list[dict[str, Any]]) -> str:
    """Return the passages as one text, what is marked in brackets."""
    return "".join(f"[{passage['text']}]" if passage["mark"] else passage["text"] for passage in passages)


def of(language: str) -> dict[str, SearchDocument]:
    """Return the documents of a language by id."""
    return {document.id: document for document in documents(language)}


def test_nothing_is_loaded_before_it_is_needed(site: Path, browser: Browser) -> None:
    """A page that nobody searches loads the client and nothing else; a search loads one stemmer at most."""
    page = browser.new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url.rpartition("/sub/")[2].partition("?")[0]))
    page.goto((site / "sub/fr/search.html").as_uri())
    page.wait_for_load_state("load")
    before = list(files)
    search(page, "journaliste")
    page.close()

    assert ["fr/search.html", *(f"theme/{file}" for file in CLIENT_FILES)] == before
    libraries = {file for file in files if file.startswith("theme/vendor/")}
    assert {"lunr.min.js", "lunr.stemmer.support.min.js", "lunr.fr.min.js"} == {
        file.rpartition("/")[2] for file in libraries
    }
    assert len(files) == len(set(files))
    assert not any("/en/" in file or "vocabulary" in file or "/refs/" in file for file in files)


def test_a_hit_says_all_that_is_shown(page: Page) -> None:
    """A hit has the record's own facts, and an excerpt that holds the words, marked."""
    answer = search(page, "journalist norway")

    assert not answer["closest"]
    for hit in answer["hits"]:
        document = of("en")[hit["ref"]]
        assert {
            "ref": document.id,
            "title": document.title,
            "issued": document.issued,
            "url": document.card.url,
            "kind": document.card.kind,
            "countries": [*document.card.countries],
            "language": "en",
            "sources": [*document.card.sources],
            "violations": [*document.card.violations],
            "languages": ["en"],
        } == {key: value for key, value in hit.items() if key not in ("score", "marked", "excerpt")}
        assert hit["score"] > 0
        assert "[" in text_of(hit["excerpt"]) + text_of(hit["marked"])


def test_all_words_first(page: Page) -> None:
    """Every hit has every word; a word more never finds more."""
    one, two, three = (
        everything(page, text) for text in ("journalist", "journalist norway", "journalist norway survey")
    )

    assert three
    assert three <= two <= one


def test_order_and_case_and_accents_change_nothing(page: Page) -> None:
    """The order of words, capitals and accents do not matter."""
    first, *others = (
        everything(page, text, languages=["es"])
        for text in ("detención Ñusta", "ñusta DETENCION", "Ñusta detencion", "DETENCIÓN ÑUSTA")
    )

    assert first
    assert [first] * 3 == others


def test_closest_when_no_alert_has_all_words(page: Page) -> None:
    """Without an alert that has all words, those that have most of them are found, and it is said which is missing."""
    answer = search(page, "journalist zzyzxq norway survey")

    assert (True, ["zzyzxq"], ["journalist", "zzyzxq", "norway", "survey"]) == (
        answer["closest"],
        answer["missing"],
        answer["words"],
    )
    assert answer["total"] > 0


def test_close_is_who_has_nearly_as_many_words(page: Page) -> None:
    """Of the words that the closest alert has, the others need three in five."""
    words = ["journalist", "norway", "survey", "police", "newspaper"]
    having = [everything(page, word) for word in words]
    counts = {ref: sum(ref in own for own in having) for ref in set[str]().union(*having)}
    found = everything(page, " ".join([*words, "zzyzxq"]))

    assert found == {ref for ref, count in counts.items() if count >= 0.6 * max(counts.values())} < {*counts}


def test_all_that_is_found_can_be_collected(page: Page) -> None:
    """Batch by batch in the order of the hits, with whole texts; who has enough says so."""
    collect = """async (enough) => {
      const batches = [];
      await alertSearch.collect('journalist', { sort: 'oldest' }, (hits, total) => {
        batches.push({ total, hits: hits.map(({ ref, text }) => [ref, text]) });
        return batches.length < enough;
      });
      return batches;
    }"""
    every = search(page, "journalist", sort="oldest", limit=1000)
    batches = page.evaluate(collect, 100)
    hits = [hit for batch in batches for hit in batch["hits"]]

    assert refs(every) == [ref for ref, _ in hits]
    assert {every["total"]} == {batch["total"] for batch in batches}
    assert all(" ".join(of("en")[ref].body.split()) == " ".join(text.split()) for ref, text in hits)
    assert len(batches) > 1
    assert batches[:1] == page.evaluate(collect, 1)


def test_a_star_for_too_many_words(page: Page) -> None:
    """Of the words that it stands for the most frequent are searched, and that is said; where it stands for few, it is not."""
    answer = search(page, "*e*", limit=0)
    commonest = search(page, "journalist", limit=0)

    assert "broad" == answer["hint"]
    assert answer["total"] >= commonest["total"]
    assert None is search(page, "journal*", limit=0)["hint"]


def test_typing_errors(page: Page) -> None:
    """A word that no alert has is searched as the near ones that some have, and it is said which; unless asked exactly."""
    answer = search(page, "jornalist norwya", limit=1000)

    assert [{"word": "jornalist", "suggestion": "journalist"}, {"word": "norwya", "suggestion": "norway"}] == answer[
        "corrected"
    ]
    assert ([], False) == (answer["missing"], answer["closest"])
    assert set(refs(answer)) >= everything(page, "journalist norway") != set()
    exactly = search(page, "jornalist norwya", exact=True)
    assert (0, [], ["jornalist", "norwya"]) == (exactly["total"], exactly["corrected"], exactly["missing"])


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [("periodsitas", "periodistas", "es"), ("denunciarno", "denunciaron", "es"), ("periodistsa", "periodistas", "es")],
)
def test_typing_errors_in_an_ending(page: Page, typed: str, meant: str, language: str) -> None:
    """Where the stem of what was typed is near to none, the words of headlines are compared as they are written."""
    answer = search(page, typed, languages=[language])

    assert [{"word": typed, "suggestion": meant}] == answer["corrected"]
    assert search(page, meant, languages=[language])["total"] == answer["total"] > 0
    assert 0 == search(page, typed, languages=[language], exact=True)["total"]


COMMON = """async () => {
  const store = await alertSearch.parts.store.store('en');
  const found = await store.postings(store.shards.filter((term) => /^[a-z]+$/.test(term) && store.analyser.asked(term).join() === term));
  return [...found].sort((one, other) => other[1].count - one[1].count)[0][0];
}"""
"""JavaScript: the commonest of the words that begin a file of lists, which are taken for common ones."""


def test_typing_errors_beside_a_common_word(page: Page) -> None:
    """What is kept of a common word by itself is not taken for a query that has it first, and an error behind it."""
    common = page.evaluate(COMMON)
    first, last = (search(page, text, limit=1000) for text in (f"{common} jornalist", f"jornalist {common}"))

    assert [{"word": "jornalist", "suggestion": "journalist"}] == first["corrected"]
    assert (False, [], last["total"]) == (first["closest"], first["missing"], first["total"])
    assert refs(last) == refs(first) != []


def test_what_another_language_has_is_no_error(page: Page) -> None:
    """A word is corrected only if none of the languages asked has it."""
    answer = search(page, "periodistas", languages=["en", "es"], limit=1000)

    assert [] == answer["corrected"]
    assert {"es"} == {hit["language"] for hit in answer["hits"]}
    assert all("[" in text_of(hit["marked"]) + text_of(hit["excerpt"]) for hit in answer["hits"])


def test_nothing_found(page: Page) -> None:
    """A word that no alert has finds nothing, and says so."""
    answer = search(page, "zzyzxq")

    assert (0, [], False, ["zzyzxq"]) == (answer["total"], answer["hits"], answer["closest"], answer["missing"])


@pytest.mark.parametrize(
    "text",
    ["foo: bar", "nofield:journalist", "journalist^", "journalist~x", "+", "-", "+ -", "*", "title:", "(journalist", '"journalist',
     "\\", "a\\:b", "__proto__", "constructor", "toString -hasOwnProperty", "journalist - norway", "<b>", "l'", "'", "~1", "^2",
     "++journalist", "--journalist", "journalist~9", "journalist^99999", "*a*b*c*d*e*", "\ud800", "𝓐", "a" * 5000, " ", "ﬁ",
     "OR", "OR OR", "| norway |", "-OR", "title:OR", 'norway OR "', "journalist OR -", '"""', "«", "title:OR norway OR *"],
)  # fmt: skip
def test_no_text_is_an_error(page: Page, text: str) -> None:
    """Whatever is typed gives an answer."""
    answer = search(page, text)

    assert answer["total"] >= len(answer["hits"])


def test_options_that_are_left_out(page: Page) -> None:
    """Without options, or with empty ones, the page's language is searched."""
    totals = page.evaluate(
        """async () => [
          (await alertSearch.search('journalist')).total,
          (await alertSearch.search('journalist', null)).total,
          (await alertSearch.search('journalist', {languages: [], filters: {country: []}, from: '', to: ''})).total,
        ]"""
    )

    assert 1 == len(set(totals))
    assert search(page, "journalist", languages=["en"])["total"] == totals[0] > 0


def test_what_cannot_be_parsed_is_searched_as_words(page: Page) -> None:
    """A colon after a word is no field: the words are searched, with a hint."""
    answer = search(page, "norway:journalist^")

    assert "plain" == answer["hint"]
    assert everything(page, "norway journalist") == everything(page, "norway:journalist^")


def test_operators(page: Page) -> None:
    """Minus takes away, a field narrows, a star completes the words as written, a tilde allows errors."""
    every = everything(page, "journalist")

    assert everything(page, "journalist -norway") == every - everything(page, "norway")
    assert everything(page, "title:journalist") < every
    assert everything(page, "newspaper*") >= everything(page, "newspaper") != set()
    assert everything(page, "jornalist~1", exact=True) >= every
    assert everything(page, "jornalist~", exact=True) == everything(page, "jornalist~1", exact=True)
    assert everything(page, "-journalist") == set(of("en")) - every
    assert everything(page, "+journalist norway") == every
    assert everything(page, "journalist - norway") == everything(page, "journalist norway")


@pytest.mark.parametrize(
    ("text", "language", "either", "both"),
    [
        ("norway OR survey", "en", ("norway", "survey"), ""),
        ("norway OU survey", "en", ("norway", "survey"), ""),
        ("norway | survey | turkey", "en", ("norway", "survey", "turkey"), ""),
        ("journalist norway OR survey", "en", ("norway", "survey"), "journalist"),
        ("norway OR survey journalist", "en", ("norway", "survey"), "journalist"),
        ("+journalist norway OR survey", "en", ("journalist",), ""),
        ("title:norway OR place:Chad", "en", ("title:norway", "place:chad"), ""),
        ("OR norway OR", "en", ("norway",), ""),
        ("norway OR OR | survey", "en", ("norway", "survey"), ""),
        ("editor-in-chief OR norway", "en", ("editor chief", "norway"), ""),
        ("Perú OR noruega", "es", ("peru", "noruega"), ""),
    ],
)
def test_or(page: Page, text: str, language: str, either: tuple[str, ...], both: str) -> None:
    """`OR` joins the two words beside it, before all words are asked for; without a word on each side it joins nothing."""
    found = set[str]().union(*(everything(page, one, languages=[language]) for one in either))
    if both:
        found &= everything(page, both, languages=[language])

    assert found == everything(page, text, languages=[language]) != set()


def test_or_and_minus(page: Page) -> None:
    """What is ruled out is ruled out of every alternative."""
    found = everything(page, "norway") | everything(page, "survey")

    assert found - everything(page, "journalist") == everything(page, "norway OR survey -journalist") != found
    assert everything(page, "norway -journalist") == everything(page, "norway OR -journalist")


@pytest.mark.parametrize(
    ("text", "language", "same"),
    [
        ("journalist NOT norway", "en", "journalist -norway"),
        ("NOT norway", "en", "-norway"),
        ("journaliste SAUF norvege", "fr", "journaliste -norvege"),
        ("journalist AND norway", "en", "journalist norway"),
        ("journaliste ET norvege", "fr", "journaliste norvege"),
        ("journalist AND NOT title:norway", "en", "journalist -title:norway"),
        ("norway OR survey NOT journalist", "en", "norway OR survey -journalist"),
        ("journalist NOT", "en", "journalist"),
        ("periodista NO", "es", "periodista no"),
        ("journaliste de l etat", "fr", "journaliste de l'état"),
        ("cote d ivoire", "fr", "côte d’Ivoire"),
        ("n djamena", "fr", "n djamena"),
    ],
)
def test_words_between_words(page: Page, text: str, language: str, same: str) -> None:
    """`NOT` rules out, `AND` is understood; an article that was typed without its apostrophe is no word."""
    found = everything(page, text, languages=[language])

    assert everything(page, same, languages=[language]) == found
    assert found or text == "n djamena"


def test_or_in_small_letters_is_a_word(page: Page) -> None:
    """Only capitals make it an operator: `or` is a stop word, and stays one."""
    assert everything(page, "norway journalist") == everything(page, "norway or journalist")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("titre:journalist", "title:journalist"),
        ("TÍTULO:journalist", "title:journalist"),
        ("lieu:Chad", "place:chad"),
        ("-país:Chad journalist", "-place:chad journalist"),
        ("organización:RSF", "source:rsf"),
        ("+cible:quispe", "+target:quispe"),
    ],
)
def test_names_of_fields_in_three_languages(page: Page, text: str, same: str) -> None:
    """A field has a name in each language, with or without accents."""
    assert everything(page, same) == everything(page, text) != set()


def test_one_bad_word_spoils_no_other(page: Page) -> None:
    """A word that cannot be read is searched as plain words, and the signs of the others still count."""
    answer = search(page, "chap:norway -journalist")

    assert "plain" == answer["hint"]
    assert everything(page, "norway chap -journalist") == everything(page, "chap:norway -journalist")


def test_a_star_regards_no_accents(page: Page) -> None:
    """The beginning of a word may have accents that the word has not, and the other way round."""
    plain = everything(page, "detenc*", languages=["es"])

    assert plain == everything(page, "détenc*", languages=["es"]) >= everything(page, "detención", languages=["es"])
    assert plain


def test_a_star_for_a_whole_word(page: Page) -> None:
    """A word completed at the length it is typed is found although its stem is shorter."""
    assert (
        everything(page, "periodistas*", languages=["es"]) >= everything(page, "periodistas", languages=["es"]) != set()
    )


def test_names(page: Page) -> None:
    """Names are found with and without their apostrophes and accents."""
    for one, other in (("N'Djiké", "ndjike"), ("O’Brien", "obrien"), ("Wałęsa", "walesa"), ("Ngũgĩ", "ngugi")):
        assert everything(page, one) == everything(page, other) != set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_text_is_everything_newest_first(page: Page, language: str) -> None:
    """Without words, and with filters or without, all alerts are found, the newest first."""
    answer = search(page, "", languages=[language], limit=1000)
    dates = [hit["issued"] for hit in answer["hits"]]

    assert set(of(language)) == set(refs(answer))
    assert dates == sorted(dates, reverse=True)


def test_filters(page: Page) -> None:
    """Values of one filter are alternatives, several filters all hold, and case does not matter."""
    own = of("en")

    assert everything(page, "", filters={"country": ["td", "PE"], "kind": ["alert"]}) == {
        identifier
        for identifier, document in own.items()
        if {"TD", "PE"} & set(document.card.countries) and document.card.kind == "alert"
    }
    assert everything(page, "journalist", filters={"violation": ["killed"], "source": ["RSF"], "year": ["2005"]}) == {
        identifier
        for identifier in everything(page, "journalist")
        if "killed" in own[identifier].card.violations
        and "RSF" in own[identifier].card.sources
        and own[identifier].issued.startswith("2005")
    }


@pytest.mark.parametrize(
    ("limits", "dates"),
    [
        ({"from": "2005-04-20", "to": "2005-04-30"}, {"2005", "2005-04-26"}),
        ({"from": "2005"}, {"2005", "2005-04-26", "2005-12", "2019-01-01"}),
        ({"to": "1997-03-15"}, {"1995", "1997-03"}),
        ({"from": "1997-04", "to": "1998-11-01"}, set()),
        ({"from": "2005-12-31", "to": "2005-12-31"}, {"2005", "2005-12"}),
        ({"from": "nonsense"}, {"", "1995", "1997-03", "1998-11-02", "2001-05-31", "2005", "2005-04-26", "2005-12", "2019-01-01"}),
    ],
)  # fmt: skip
def test_partial_dates_by_overlap(page: Page, limits: dict[str, str], dates: set[str]) -> None:
    """An alert of which only the year is known may fall into any part of it."""
    answer = search(page, "", limit=1000, **limits)

    assert dates == {hit["issued"] for hit in answer["hits"]}


def test_sorting(page: Page) -> None:
    """By date, either way, those without one last; by score, equal ones newest first."""
    newest, oldest, best = (
        search(page, "journalist", sort=sort, limit=1000)["hits"] for sort in ("newest", "oldest", "relevance")
    )

    assert [hit["issued"] for hit in newest] == sorted((hit["issued"] for hit in newest), reverse=True)
    assert [hit["issued"] for hit in oldest] == sorted(
        (hit["issued"] for hit in oldest), key=lambda issued: issued or "9"
    )
    assert [hit["score"] for hit in best] == sorted((hit["score"] for hit in best), reverse=True)
    for one, other in pairwise(best):
        assert one["score"] > other["score"] or one["issued"] >= other["issued"]


def test_pages_of_results(page: Page) -> None:
    """Pages put together are the list, and the total is that of all pages."""
    whole = search(page, "journalist", limit=1000)
    parts = [search(page, "journalist", limit=7, offset=offset) for offset in range(0, whole["total"], 7)]

    assert refs(whole) == [ref for part in parts for ref in refs(part)]
    assert {whole["total"]} == {part["total"] for part in parts}
    assert all(part["facets"] == whole["facets"] for part in parts)


@pytest.mark.parametrize("text", ["journalist", "zzyzxq", "norway survey", ""])
def test_facets_count_what_is_found(page: Page, text: str) -> None:
    """Counts are those of all hits, whether they came from cards or from columns."""
    answer = search(page, text, limit=1000)
    counts: dict[str, dict[str, int]] = {
        key: {} for key in ("country", "kind", "violation", "source", "year", "language")
    }
    for hit in answer["hits"]:
        values = {
            "country": hit["countries"],
            "kind": [hit["kind"]],
            "violation": hit["violations"],
            "source": hit["sources"],
            "year": [hit["issued"][:4]] if hit["issued"] else [],
            "language": hit["languages"],
        }
        for facet, found in values.items():
            for value in found:
                counts[facet][value] = counts[facet].get(value, 0) + 1

    assert counts == answer["facets"] == search(page, text, limit=3)["facets"]


def test_hits_come_before_counts(site: Path, browser: Browser) -> None:
    """What ten results need is loaded first: they are handed over with the years, and what is counted comes after them."""
    page = browser.new_page()
    page.goto((site / "sub/en/search.html").as_uri())
    early, loaded, whole, after = page.evaluate(
        """async () => {
          const keys = [];
          const take = window.alertShard;
          window.alertShard = (key, content) => { keys.push(key.split('/')[1]); take(key, content); };
          let early;
          const whole = await alertSearch.search('journalist', { onHits: (result) => { early = [result, [...keys]]; } });
          return [...early, whole, keys.slice(early[1].length)];
        }"""
    )
    filtered = page.evaluate(
        """async () => {
          let early = 0;
          const onHits = () => { early += 1; };
          await alertSearch.search('journalist', { onHits, filters: { country: ['PE'] } });
          await alertSearch.search('zzyzxq', { onHits });
          await alertSearch.search('journalist', { onHits, facets: false });
          return early;
        }"""
    )
    page.close()

    assert early["hits"] == whole["hits"]
    assert len(early["hits"]) == 10 < early["total"]
    assert {kind: counts for kind, counts in early["facets"].items() if counts} == {
        kind: whole["facets"][kind] for kind in ("year", "language")
    }
    assert "columns" not in loaded
    assert {"columns"} == set(after)
    # Where columns were needed to find the hits, or cards tell all, or nothing is counted, there is nothing to wait for.
    assert 0 == filtered


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("journalist", "+journalist"),
        ("journalist norway survey", "+journalist +norway +survey"),
        ("title:journalist^3 norway", "+title:journalist^3 +norway"),
        ("+journalist norway turkey", "+journalist norway turkey"),
        ("journalist -norway", "+journalist -norway"),
    ],
)
def test_scores_are_those_of_lunr(page: Page, text: str, same: str) -> None:
    """What is worked out over columns is what Lunr works out from its index, to the last digits of a sum."""
    expected = page.evaluate("(query) => alertSearch.lunr(query)", same)
    found = {hit["ref"]: hit["score"] for hit in search(page, text, limit=1000, sort="newest")["hits"]}

    assert {hit["ref"]: pytest.approx(hit["score"], rel=1e-12) for hit in expected} == found != {}


def test_the_page_has_its_turn(page: Page) -> None:
    """Work that takes long is done in turns, between which a page answers: each turn is far shorter than the whole."""
    turns = page.evaluate(
        """async () => {
          const { breathe, due } = alertSearch.parts.pace;
          let turns = 0;
          const channel = new MessageChannel();
          let going = true;
          channel.port1.onmessage = () => { turns += 1; if (going) channel.port2.postMessage(null); };
          channel.port2.postMessage(null);
          const end = performance.now() + 120;
          while (performance.now() < end) if (due()) await breathe();
          going = false;
          return turns;
        }"""
    )

    assert turns >= 2


def test_translations_are_one_hit(page: Page) -> None:
    """Across languages an alert is one hit, shown in the first language that has it."""
    answer = search(page, "constructor", languages=["fr", "en"], limit=1000)
    french, english = (everything(page, "constructor", languages=[language]) for language in ("fr", "en"))

    assert sorted(refs(answer)) == sorted(french | english)
    for hit in answer["hits"]:
        assert hit["languages"] == [code for code, found in (("fr", french), ("en", english)) if hit["ref"] in found]
        assert hit["language"] == hit["languages"][0]
    assert answer["facets"]["language"] == {"en": len(english), "fr": len(french)}


def test_markup_in_texts_is_text(page: Page) -> None:
    """Passages put together are the text itself, whatever is marked in it."""
    for hit in search(page, "journalist police", limit=50)["hits"]:
        document = of("en")[hit["ref"]]
        plain = "".join(passage["text"] for passage in hit["excerpt"])
        assert plain.removeprefix("… ").removesuffix(" …") in document.body
        assert document.title == "".join(passage["text"] for passage in hit["marked"])


def test_parallel_queries_share_loads(site: Path, browser: Browser) -> None:
    """Fifty queries at once load every file once."""
    page = browser.new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url))
    page.goto((site / "sub/en/search.html").as_uri())

    totals = page.evaluate(
        "async () => (await Promise.all(Array.from({length: 50}, () => alertSearch.search('journalist norway')))).map((found) => found.total)"
    )
    page.close()

    assert 1 == len(set(totals))
    assert len(files) == len(set(files))


@pytest.mark.parametrize("text", ["en journalist norway", "fr journaliste", "es periodistas detencion"])
def test_a_slow_network_changes_no_answer(
    text: str, page: Page, site: Path, browser: Browser, served: Callable[[Path], AbstractContextManager[str]]
) -> None:
    """Below a path of a server, with every file a while on its way, the answer is that from the disk."""
    language, _, text = text.partition(" ")
    expected = search(page, text, languages=[language])
    with served(site) as address:
        slow = browser.new_page()
        slow.goto(f"{address}/sub/{language}/search.html")
        slow.context.new_cdp_session(slow).send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 60, "downloadThroughput": 100_000, "uploadThroughput": 50_000},
        )
        answer = search(slow, text)
        slow.close()

    assert expected == answer
    assert answer["total"] > 0


@pytest.mark.parametrize(
    ("language", "missing"),
    [("en", "search/en/terms"), ("fr", "theme/vendor/lunr.min.js"), ("fr", "theme/vendor/lunr.stemmer.support.min.js")],
)
def test_a_file_that_fails_is_said_and_tried_again(
    site: Path, browser: Browser, tmp_path: Path, language: str, missing: str
) -> None:
    """A missing shard or library rejects with its address; once it is back, the same query works."""
    root = tmp_path / "copy"
    shutil.copytree(site / "sub", root)
    (root / missing).rename(root / "away")
    page = browser.new_page()
    page.goto((root / language / "search.html").as_uri())
    attempt = "() => alertSearch.search('journaliste').then((found) => found.total, (error) => [error.name, error.file, error.message])"

    name, file, message = page.evaluate(attempt)
    (root / "away").rename(root / missing)
    total = page.evaluate(attempt)
    page.close()

    assert "SearchLoadError" == name
    assert file.startswith((root / missing).as_uri())
    assert file in message
    assert total > 0


def test_a_file_of_something_else_is_said(site: Path, browser: Browser, tmp_path: Path) -> None:
    """A script that comes in a shard's place, as hosts send pages of their own, is no answer: it is named as a missing one is."""
    root = tmp_path / "copy"
    shutil.copytree(site / "sub", root)
    for file in (root / "search/en/terms").iterdir():
        file.write_text("void 0;", encoding="utf-8")
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())
    name, file_name = page.evaluate("() => alertSearch.search('journalist').catch((error) => [error.name, error.file])")
    page.close()

    assert "SearchLoadError" == name
    assert file_name.startswith((root / "search/en/terms").as_uri())


def test_who_asks_ahead_too_late_takes_nothing_away(site: Path, browser: Browser, tmp_path: Path) -> None:
    """The page's own scripts may be quicker than the one that asks ahead: then it leaves alone what they have begun."""
    root = tmp_path / "copy"
    shutil.copytree(site / "sub", root)
    shutil.copyfile(ARRIVAL, root / "theme/js/search/arrival.js")
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri() + "#q=journalist")
    page.evaluate(
        """() => new Promise((resolve) => {
          const late = Object.assign(document.createElement('script'), { src: '../theme/js/search/arrival.js', onload: resolve });
          document.head.append(late);
        })"""
    )
    total = search(page, "journalist")["total"]
    page.close()

    assert total > 0


def test_what_has_no_date_is_before_none(page: Page) -> None:
    """An alert of which no year is known is not among those until a year, and is among those of any."""
    undated = {name for name, document in of("en").items() if not document.issued}

    assert undated
    assert undated <= everything(page, "", facets=True)
    assert set() == undated & everything(page, "", to="2100")


def test_a_few_hits_need_no_tables(site: Path, browser: Browser) -> None:
    """Where cards tell all that is needed, which are loaded to be shown, neither lengths nor columns are."""
    page = browser.new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url))
    page.goto((site / "sub/en/search.html").as_uri())
    answer = search(page, " ".join(documents("en")[0].body.split()[:8]))
    page.close()

    assert not answer["closest"]
    assert 0 < answer["total"] <= 10
    assert any("/docs/" in file for file in files)
    assert not any("/lengths/" in file or "/columns/" in file for file in files)


def test_another_version_is_said(site: Path, browser: Browser, tmp_path: Path) -> None:
    """A client refuses an index of another schema, and says what to do."""
    root = tmp_path / "copy"
    shutil.copytree(site / "sub", root)
    manifest = root / "search/en/manifest.js"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace(f'"schema":{SCHEMA}', '"schema":99'), encoding="utf-8"
    )
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())

    message = page.evaluate("() => alertSearch.search('journalist').catch((error) => error.message)")
    page.close()

    assert "of version 99" in message
    assert "Reload the page" in message


def test_ready_is_lazy_and_repeatable(site: Path, browser: Browser) -> None:
    """Reading `ready` prepares; it gives Lunr, and the page's analyser under the index's name."""
    page = browser.new_page()
    page.goto((site / "sub/es/search.html").as_uri())

    names = page.evaluate(
        "async () => { await alertSearch.ready; await alertSearch.ready; return Object.keys(lunr.Pipeline.registeredFunctions) }"
    )
    page.close()

    assert "alert-es" in names
