"""What must hold for every query, whatever its words: generated ones, in Chromium, in three languages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.search.analysis import Analyser
from plugins.search.build import build
from plugins.search.documents import Card, SearchDocument
from plugins.search.suggestions import write_suggestions
from tests.search.corpus import LANGUAGES, documents, source_of
from tests.search.test_developments import copy_client

pytestmark = pytest.mark.browser

ASK = """async ([queries, options]) => {
  const answers = [];
  for (const query of queries) {
    const { total, closest, hits } = await alertSearch.search(query, { limit: 1000, facets: false, exact: true, ...options });
    answers.push({ total, closest, found: hits.map(({ ref, score }) => [ref, score]) });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """The English search page, from a disk."""
    opened = browser.new_page()
    opened.goto((site / "sub/en/search.html").as_uri())
    yield opened
    opened.close()


def ask(page: Page, language: str, queries: list[str], **options: object) -> list[dict[str, Any]]:
    """Ask all queries of one language."""
    answers: list[dict[str, Any]] = page.evaluate(ASK, [queries, {"languages": [language], **options}])
    return answers


def words_of(language: str, count: int) -> list[tuple[str, list[str]]]:
    """Return ids of documents, each with two to four words of its own that are no stop words."""
    chance = random.Random(f"answers {language}")
    analyser = Analyser(language)
    own = {document.id: document.body.split() for document in documents(language)}
    found = {name: [word for word in words if word.isalpha() and analyser.terms(word)] for name, words in own.items()}
    picked = chance.choices(sorted(found), k=count)
    return [(name, chance.sample(found[name], chance.randrange(2, 5))) for name in picked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_more_finds_nothing_more(page: Page, language: str) -> None:
    """As long as all words are found together, each further word takes away, and adds nothing."""
    lists = [words for _, words in words_of(language, 40)]
    fewer = ask(page, language, [" ".join(words[:-1]) for words in lists])
    more = ask(page, language, [" ".join(words) for words in lists])

    for words, before, after in zip(lists, fewer, more, strict=True):
        assert not after["closest"], words
        assert {ref for ref, _ in after["found"]} <= {ref for ref, _ in before["found"]}, words
    assert any(before["total"] > after["total"] > 0 for before, after in zip(fewer, more, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_of_words_changes_nothing(page: Page, language: str) -> None:
    """Words may be typed in any order: the same alerts have the same scores."""
    lists = [words for _, words in words_of(language, 40)]
    straight = ask(page, language, [" ".join(words) for words in lists])
    turned = ask(page, language, [" ".join(reversed(words)) for words in lists])

    for words, one, other in zip(lists, straight, turned, strict=True):
        assert dict(one["found"]) == {ref: pytest.approx(score) for ref, score in other["found"]}, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_capitals_and_accents_change_nothing(page: Page, language: str) -> None:
    """A text is found by its words, and with it the same others in the same order, in capitals and without accents; and still where ``n`` is typed for ``ñ``."""
    accents = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüç", "aaaaaeeeeiiiiooooouuuuc")
    wanted = [(name, " ".join(words)) for name, words in words_of(language, 40)]
    texts = [text for _, text in wanted]
    plain = [text.lower().translate(accents) for text in texts]
    written, *same, without = (
        ask(page, language, asked)
        for asked in (texts, plain, [text.upper() for text in texts], [text.replace("ñ", "n") for text in plain])
    )

    for (name, text), one, *others, last in zip(wanted, written, *same, without, strict=True):
        assert name in {ref for ref, _ in one["found"]}, text
        assert [one["found"]] * len(others) == [other["found"] for other in others], text
        assert name in {ref for ref, _ in last["found"]}, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_put_together_are_the_list(page: Page, language: str) -> None:
    """Wherever a page begins and however long it is, it is a piece of the one list."""
    chance = random.Random(language)
    for _, words in words_of(language, 8):
        text = " OR ".join(words)
        (whole,) = ask(page, language, [text])
        for offset, limit in ((0, 3), (0, 10), (10, 10), (7, 5), (chance.randrange(30), 12)):
            (part,) = ask(page, language, [text], offset=offset, limit=limit)
            assert whole["found"][offset : offset + limit] == part["found"], (text, offset, limit)
        scores = [score for _, score in whole["found"]]
        assert sorted(scores, reverse=True) == scores


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """A page that searches a few alerts about people."""
    texts = (
        ("a", "Peter of Poitiers released", "He is free."),
        ("b", "Peters and others: many of the trials", "Peter and Peters stood of trial in Poitou, of all places."),
        ("c", "Trial in Lyon", "Asked about Peter of Poitiers, the court was silent about Poitiers and Peter."),
        ("d", "Zürich: newspaper closed", "It will appear no more."),
        ("e", "Arresting reporters again", "The police said nothing."),
        ("f", "Arrested reporter again", "The police said nothing."),
    )
    found = [
        SearchDocument(
            id=name,
            issued="2001" if name == "f" else "2005",
            title=title,
            body=body,
            place="",
            source="",
            target="",
            card=Card(url=f"en/{name}.html", kind="alert", countries=(), sources=(), violations=()),
        )
        for name, title, body in texts
    ]
    root = tmp_path_factory.mktemp("names")
    build([source_of("en", found)], root)
    copy_client(root)
    opened = browser.new_page()
    opened.goto((root / "en/search.html").as_uri())
    yield opened
    opened.close()


def test_a_word_typed_twice(names: Page) -> None:
    """It counts once: scores and order are those of the word."""
    twice, once = ask(names, "en", ["Trial Peter trial peter", "Trial Peter"])

    assert once == twice


def test_a_star_alone_asks_for_nothing(names: Page) -> None:
    """Every alert has what it stands for, so that it takes none away, and is no word of too many meanings."""
    starred, plain = ask(names, "en", ["trial * peter", "trial peter"])

    assert {ref for ref, _ in plain["found"]} == {ref for ref, _ in starred["found"]}
    assert names.evaluate("alertSearch.search('trial *').then(({ hint }) => hint)") is None


def test_what_is_ruled_out_is_not_corrected(names: Page) -> None:
    """A word that no alert has, ruled out, rules out nothing: near ones are not meant."""
    without, plain = ask(names, "en", ["trial -petr", "trial"], exact=False)

    assert plain["found"] == without["found"]


def first(page: Page, text: str) -> list[str]:
    """Return the ids of what is found, in order."""
    return [ref for ref, _ in ask(page, "en", [text])[0]["found"]]


def test_stop_words_do_not_drown_a_name(names: Page) -> None:
    """A name with a stop word in it is found by its own words, in a headline before a text."""
    assert ["a", "c"] == first(names, "Peter of Poitiers")
    assert ["a", "c"] == first(names, '"Peter of Poitiers"')


@pytest.mark.parametrize("text", ["Zürich", "Zurich", "ZURICH", "zürich"])
def test_a_name_with_and_without_its_accent(names: Page, text: str) -> None:
    """Either finds it."""
    assert ["d"] == first(names, text)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("arrested reporter", {"f": 1, "e": 1 / 4}),
        ("arrested reporters", {"f": 1 / 2, "e": 1 / 2}),
        ("arresting reporters again", {"e": 1, "f": 1 / 4}),
    ],
)
def test_each_word_in_another_form_halves_a_score(names: Page, text: str, shares: dict[str, float]) -> None:
    """One word that stands in other forms only leaves the half, two a quarter; in an order of time scores are Lunr's."""
    (halved,) = ask(names, "en", [text])
    (plain,) = ask(names, "en", [text], sort="newest")

    whole = dict(plain["found"])
    assert pytest.approx(shares) == {ref: score / whole[ref] for ref, score in halved["found"]}


def test_words_as_typed_come_before_other_forms(names: Page) -> None:
    """Stems find other forms of a word; an alert that has the very words comes first, although it is older."""
    assert ["f", "e"] == first(names, "arrested reporter")
    assert ["e", "f"] == first(names, "arresting reporters")


@pytest.mark.parametrize(("others", "place"), [(15, 0), (99, 80), (110, 110)])
def test_a_word_as_typed_among_many_in_other_forms(tmp_path: Path, browser: Browser, others: int, place: int) -> None:
    """Up to a hundred alerts are looked at twenty at a time, more of them ten at a time: the very word comes first of those."""
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    found = [
        SearchDocument(
            id="wanted" if year == 1900 else str(year),
            issued=str(year),
            title="Arresting again" if year == 1900 else "Arrested again",
            body="Nothing was said.",
            place="",
            source="",
            target="",
            card=card,
        )
        for year in range(1900, 1901 + others)
    ]
    build([source_of("en", found)], tmp_path)
    copy_client(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "en/search.html").as_uri())
    (answer,) = ask(page, "en", ["arresting"], limit=others + 1)
    page.close()

    assert place == [ref for ref, _ in answer["found"]].index("wanted")


def test_a_typing_error_stands_for_a_few_words(tmp_path: Path, browser: Browser) -> None:
    """Of ten words that are one letter away, as many are searched as one can look through."""
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    found = [
        SearchDocument(
            id=letter, issued="2005", title=f"m{letter}lora", body="", place="", source="", target="", card=card
        )
        for letter in "abcdefghij"
    ]
    build([source_of("en", found)], tmp_path)
    copy_client(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "en/search.html").as_uri())
    (answer,) = ask(page, "en", ["mqlora"], exact=False)
    page.close()

    assert 8 == len(answer["found"])


def page_of(
    texts: Mapping[str, Sequence[tuple[str, str, str]]], root: Path, browser: Browser, countries: tuple[str, ...] = ()
) -> Page:
    """Return the English search page of an archive: by language, the id, title and text of each of its documents, all of 2005."""
    sources = []
    for language, own in texts.items():
        card = Card(url=f"{language}/a.html", kind="alert", countries=countries, sources=(), violations=())
        found = [
            SearchDocument(id=name, issued="2005", title=title, body=body, place="", source="", target="", card=card)
            for name, title, body in own
        ]
        sources.append(source_of(language, found))
    build(sources, root)
    copy_client(root)
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())
    return page


def test_scores_of_languages_compare(tmp_path: Path, browser: Browser) -> None:
    """A headline in a language in which every alert has the word stands before a mention in one that hardly has it."""
    texts = {
        "en": [(f"e{n}", "Ndiaye is free" if n == 0 else "Other news", "Ndiaye was heard.") for n in range(30)],
        "es": [(f"s{n}", "Otras noticias", "Nada nuevo. " * 20 + ("Ndiaye." if n == 0 else "")) for n in range(30)],
    }
    page = page_of(texts, tmp_path, browser)
    (answer,) = ask(page, "en", ["ndiaye"], languages=["en", "es"])
    page.close()

    assert "e0" == answer["found"][0][0]
    assert 31 == answer["total"]


def test_a_word_that_an_alert_lacks_is_in_no_other_form_there(tmp_path: Path, browser: Browser) -> None:
    """Of two words that either will do, an alert that has one as it was typed keeps its score: the other does not halve it."""
    texts = {"en": [("z", "Zebra", "A zebra ran."), ("q", "Quagga", "A quagga ran."), ("o", "Other", "Nothing ran.")]}
    page = page_of(texts, tmp_path, browser)
    (answer,) = ask(page, "en", ["zebra OR quagga"])
    whole = page.evaluate("async () => (await alertSearch.lunr('zebra quagga')).map(({ ref, score }) => [ref, score])")
    page.close()

    assert dict(whole) == {ref: pytest.approx(score) for ref, score in answer["found"]}


def test_a_phrase_that_only_seems_to_stand_is_not_found(tmp_path: Path, browser: Browser) -> None:
    """Where an alert has a phrase's words but another stop word between them, and the other words, it is close and no more."""
    texts = {
        "en": [("a", "News", "The freedom of trade. A reporter was heard."), ("b", "News", "A reporter was silent.")]
    }
    page = page_of(texts, tmp_path, browser)
    exact, near = ask(page, "en", ['"freedom of trade" reporter', '"freedom for trade" reporter'])
    page.close()

    assert (False, ["a"]) == (exact["closest"], [ref for ref, _ in exact["found"]])
    assert near["closest"]


def test_hits_of_each_language_are_marked_by_its_own_words(tmp_path: Path, browser: Browser) -> None:
    """What is marked in a hit are the forms of its own language, of whichever of several that is."""
    texts = {"en": [("e", "Arrestadas", "Quoted.")], "es": [("s", "Arrestados ayer", "Nada.")]}
    page = page_of(texts, tmp_path, browser)
    asked = "async () => (await alertSearch.search('arrestadas', { languages: ['en', 'es'] })).hits.map(({ ref, marked }) => [ref, marked])"
    found = dict(page.evaluate(asked))
    page.close()

    assert [{"text": "Arrestadas", "mark": True}] == found["e"]
    assert {"text": "Arrestados", "mark": True} == found["s"][0]


def test_an_alert_counts_once_for_a_region(tmp_path: Path, browser: Browser) -> None:
    """An alert of two countries of a region is one of the region's alerts."""
    page = page_of({"en": [("a", "News", "A reporter.")]}, tmp_path, browser, countries=("FR", "DE", "CO"))
    regions = "new Map([['FR', 'europe'], ['DE', 'europe'], ['CO', 'americas']])"
    counted = page.evaluate(
        f"async () => (await alertSearch.search('reporter', {{ regions: {regions} }})).facets.region"
    )
    page.close()

    assert {"europe": 1, "americas": 1} == counted


def test_scores_compare_where_a_star_stands_for_many_words(tmp_path: Path, browser: Browser) -> None:
    """A headline stands before a mention in another language, also where the star stands for a hundred words there and for one here."""
    ends = [one + other for one in "bcdfgkmnpt" for other in "bcdfgkmnpt"]
    texts = {
        "en": [(f"e{end}", f"Rado{end}", "Heard today.") for end in ends],
        "es": [(f"s{n}", "Otras noticias", "Nada nuevo. " * 3 + ("Radoz." if n == 0 else "")) for n in range(30)],
    }
    page = page_of(texts, tmp_path, browser)
    for language in texts:
        write_suggestions(language, [], tmp_path)
    (answer,) = ask(page, "en", ["rado*"], languages=["en", "es"])
    page.close()

    assert (101, "s0") == (answer["total"], answer["found"][-1][0])


def test_what_another_language_has_is_no_typing_error(tmp_path: Path, browser: Browser) -> None:
    """A word is corrected only where none of the languages has it; what has all words is not mixed with what has some."""
    texts = {"en": [("en", "Ndiayo heard", "")], "es": [("es", "Ndiaye en libertad", "")]}
    page = page_of(texts, tmp_path, browser)
    queries = ["ndiaye", "ndiayu", "ndiaye OR ndiayo libertad"]
    there, nowhere, both = ask(page, "en", queries, languages=["en", "es"], exact=False)
    page.close()

    assert ["es"] == [ref for ref, _ in there["found"]]
    assert {"en", "es"} == {ref for ref, _ in nowhere["found"]}
    assert (["es"], False) == ([ref for ref, _ in both["found"]], both["closest"])


def test_a_translation_counts_for_the_alert(tmp_path: Path, browser: Browser) -> None:
    """An alert that one language has in passing and another in its headline stands where the headline puts it, shown in the first."""
    passing = "The court spoke of many matters, and of Ndiaye. " + "The court was silent about the rest. " * 5
    texts = {
        "en": [
            ("x", "Court adjourns", passing),
            ("y", "Court sits", "Ndiaye was heard."),
            ("z", "Other news", "None."),
        ],
        "es": [("x", "Ndiaye en libertad", "Ndiaye salió."), ("z", "Otras noticias", "Nada.")],
    }
    page = page_of(texts, tmp_path, browser)
    asked = """async (languages) => (await alertSearch.search('ndiaye', { languages })).hits.map(({ ref, language, languages }) => [ref, language, languages.join(' ')])"""
    alone, together = (page.evaluate(asked, languages) for languages in (["en"], ["en", "es"]))
    page.close()

    assert [["y", "en", "en"], ["x", "en", "en"]] == alone
    assert [["x", "en", "en es"], ["y", "en", "en"]] == together
