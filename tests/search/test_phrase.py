"""Quoted words: what is found is what a reading of all texts finds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.search.analysis import Analyser, chunks, fold, words
from plugins.search.build import build
from plugins.search.documents import Card, SearchDocument
from tests.search.corpus import LANGUAGES, documents, source_of
from tests.search.test_developments import copy_client
from tests.search.words import real_words

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """The English search page, from a disk."""
    opened = browser.new_page()
    opened.goto((site / "sub/en/search.html").as_uri())
    yield opened
    opened.close()


def search(page: Page, text: str, language: str = "en") -> dict[str, Any]:
    """Ask for all hits."""
    answer: dict[str, Any] = page.evaluate(
        "([text, options]) => alertSearch.search(text, options)",
        [text, {"languages": [language], "limit": 1000, "facets": False}],
    )
    return answer


def found(page: Page, text: str, language: str = "en") -> set[str]:
    """Return the ids of all that is found, nothing where only some of the query is."""
    answer = search(page, text, language)
    return set() if answer["closest"] else {hit["ref"] for hit in answer["hits"]}


Read = list[tuple[frozenset[str], str]]
"""A text: for each chunk its terms, and its words as they are compared where it has none."""


class Reader:
    """Finds phrases by reading all titles and texts of a language."""

    def __init__(self, language: str, own: Sequence[SearchDocument]) -> None:
        """Read them."""
        self.analyser = Analyser(language)
        self._texts = [
            (document.id, [self._read(text) for text in (document.title, document.body)]) for document in own
        ]

    def _read(self, text: str) -> Read:
        return [(frozenset(self.analyser.indexed(chunk)), self._plainly(chunk)) for chunk in chunks(text)]

    def _plainly(self, chunk: str) -> str:
        return " ".join(fold(word.text) for word in words(chunk, self.analyser.language))

    def _asked(self, phrase: str) -> Read:
        return [(frozenset(self.analyser.asked(chunk)), self._plainly(chunk)) for chunk in chunks(phrase)]

    def can_be_asked(self, phrase: str) -> bool:
        """Say whether a phrase has words that are not stop words."""
        return any(terms for terms, _ in self._asked(phrase))

    def with_phrase(self, phrase: str, *, title_only: bool = False) -> set[str]:
        """Return the ids of documents in which a phrase stands as it is written."""
        wanted = self._asked(phrase)

        def stands(text: Read) -> bool:
            return any(
                all(
                    terms & own if terms else plain == word
                    for (own, word), (terms, plain) in zip(text[start:], wanted, strict=False)
                )
                for start in range(len(text) - len(wanted) + 1)
            )

        return {identifier for identifier, texts in self._texts if any(map(stands, texts[:1] if title_only else texts))}

    def with_words_near(self, phrase: str, distance: int) -> set[str]:
        """Return the ids of documents that have the words of a phrase, but for stop words, near each other."""
        wanted = list(dict.fromkeys(terms for terms, _ in self._asked(phrase) if terms))

        def near(text: Read) -> bool:
            places = [[place for place, (own, _) in enumerate(text) if own & terms] for terms in wanted]
            return any(max(chosen) - min(chosen) + 1 - len(chosen) <= distance for chosen in product(*places))

        return {identifier for identifier, texts in self._texts if any(map(near, texts))}


@cache
def reader(language: str) -> Reader:
    """Return the reader of a language."""
    return Reader(language, documents(language))


def phrases(language: str, seed: str) -> Iterator[str]:
    """Yield phrases that stand in titles or texts, and some that may not."""
    rng = random.Random(f"{language} {seed}")
    own = documents(language)
    other = [word for word in real_words(language) if word.isalpha()][:200]
    while True:
        document = rng.choice(own)
        text = chunks(rng.choice([document.title, document.body, document.body]))
        start = rng.randrange(len(text))
        picked = text[start : start + rng.choice([1, 2, 2, 3, 4])]
        if rng.random() < 0.2:
            picked[rng.randrange(len(picked))] = rng.choice(other)
        if rng.random() < 0.15:
            rng.shuffle(picked)
        yield " ".join(picked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exact_phrase(page: Page, language: str) -> None:
    """Phrases cut from titles and texts are found where they stand, stop words included, and nowhere else."""
    picked = [phrase for _, phrase in zip(range(30), phrases(language, "exact"), strict=False)]
    picked = [phrase for phrase in picked if reader(language).can_be_asked(phrase)]
    for phrase in picked:
        assert reader(language).with_phrase(phrase) == found(page, f'"{phrase}"', language), phrase

    assert sum(bool(reader(language).with_phrase(phrase)) for phrase in picked) > 14


def of_texts(texts: Sequence[tuple[str, str]]) -> list[SearchDocument]:
    """Return documents with these titles and bodies, numbered."""
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    return [
        SearchDocument(id=str(place), issued="2005", title=title, body=body, place="", source="", target="", card=card)
        for place, (title, body) in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("language", "some", "stops"),
    [
        ("en", ["press", "freedoms", "editor's"], ["of", "the", "in"]),
        ("fr", ["libertés", "l'État", "presse"], ["de", "la", "où"]),
        ("es", ["detención", "año", "prensa"], ["de", "los", "él"]),
    ],
)
def test_stop_words_where_texts_have_little_else(
    language: str, some: list[str], stops: list[str], tmp_path: Path, browser: Browser
) -> None:
    """Of texts made of three words and three stop words, a phrase finds just those in which all stand as it has them."""
    rng = random.Random(language)
    texts = [[" ".join(rng.choices(some + stops, k=count)) for count in (4, rng.randrange(8))] for _ in range(50)]
    own = of_texts([(title, body) for title, body in texts])
    every = [" ".join(picked) for length in (2, 3) for picked in product(some + stops, repeat=length)]
    asked = [*rng.sample(every, 110), *(" ".join(rng.choices(some + stops, k=4)) for _ in range(30))]
    asked = [phrase for phrase in asked if not {*phrase.split()} <= {*stops}]
    build([source_of(language, own)], tmp_path)
    copy_client(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "en/search.html").as_uri())
    reading = Reader(language, own)

    answers = {phrase: found(page, f'"{phrase}"', language) for phrase in asked}
    page.close()

    assert {phrase: reading.with_phrase(phrase) for phrase in asked} == answers
    assert 60 < sum(map(bool, answers.values())) < len(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_near_each_other(page: Page, language: str) -> None:
    """Words within a distance are found in any order."""
    rng = random.Random(language)
    several = 0
    for _, phrase in zip(range(25), phrases(language, "near"), strict=False):
        distance = rng.randrange(7)
        if not reader(language).can_be_asked(phrase):
            continue
        turned = " ".join(reversed(phrase.split()))
        expected = reader(language).with_words_near(phrase, distance)
        several += " " in phrase and bool(expected)

        assert expected == found(page, f'"{turned}"~{distance}', language), phrase
    assert several > 3


@pytest.mark.parametrize(
    ("query", "language", "phrase"),
    [
        ('"words like constructor, __proto__"', "en", "words like constructor proto"),
        ("“editor-in-chief’s well-known newspaper”", "en", "editor in chief's well known newspaper"),
        ("« liberté d'expression : le journaliste »", "fr", "liberté d'expression le journaliste"),
        ('"cuatro\n   periodistas en n\'djamena"', "es", "cuatro periodistas en n'djamena"),
        ('"LA DETENCION DE NUSTA"', "es", "la detencion de nusta"),
        ('"the U.S. journalist was detained"', "en", "the u.s. journalist was detained"),
    ],
)
def test_phrases_as_people_type_them(page: Page, query: str, language: str, phrase: str) -> None:
    """Any quotes, line ends, capitals, hyphens; accents or none."""
    expected = reader(language).with_phrase(phrase)

    assert expected
    assert expected == found(page, query, language)


def test_signs_before_quotes(page: Page) -> None:
    """A phrase can be ruled out, asked of one field, be an alternative, and stands beside plain words."""
    with_phrase = reader("en").with_phrase
    seized, detained = with_phrase("newspaper was seized"), with_phrase("was detained")

    assert with_phrase("police") - seized == found(page, 'police -"newspaper was seized" -target:police')
    assert seized | detained == found(page, '"newspaper was seized" OR "was detained"')
    assert with_phrase("police") == found(page, '+police "newspaper was seized" OR "was detained"')
    assert seized & with_phrase("nobody") == found(page, 'nobody "newspaper was seized"')
    assert with_phrase("turkey's attorney", title_only=True) == found(page, 'title:"turkey\'s attorney"')
    assert {one.id for one in documents("en") if one.place == "Norway"} == found(page, 'place:"norway"')


def test_a_phrase_that_is_nowhere(page: Page) -> None:
    """Words that all occur, but not so, find nothing; the phrase is named as what is missing."""
    answer = search(page, '"seized newspaper nobody"')

    assert 0 == answer["total"]
    assert ['"seized newspaper nobody"'] == answer["missing"] == answer["words"]


def test_stop_words_alone(page: Page) -> None:
    """A phrase of nothing but stop words cannot be searched, and that is said."""
    answer = search(page, 'police "of the"')

    assert ['"of the"'] == answer["ignored"]
    assert answer["total"] == search(page, "police")["total"]


def test_a_quote_that_nothing_closes(page: Page) -> None:
    """Half a pair of quotes is no phrase: the words are searched."""
    assert found(page, "police state") == found(page, 'police "state')


def test_no_query_brings_it_down(page: Page) -> None:
    """Whatever stands between quotes is data."""
    for text in (
        '""',
        '" "',
        '"""',
        '"a"b"c"',
        '"__proto__ constructor"~9',
        'a:"b"',
        '-"" +""',
        '"*"',
        '"x"~',
        '^"a"',
        "\ue000",
    ):
        assert search(page, text)["total"] >= 0


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """60 texts that differ in a stop word: every third one, of the years 2000 to 2002 in turn, has *in* for *of*."""
    root = tmp_path_factory.mktemp("speech")
    words = ["in" if place % 3 == 0 else "of" for place in range(60)]
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    own = [
        SearchDocument(
            id=f"{place:02}",
            issued=f"{2000 + place // 20}",
            title=f"Speech {'and censor ' * (place % 5)}",
            body=f"They asked for freedom {word} speech. {'Radio was closed' if place % 4 == 0 else 'Radio is closed'}.",
            place="",
            source="",
            target="",
            card=card,
        )
        for place, word in enumerate(words)
    ]
    build([source_of("en", own)], root)
    copy_client(root)
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())
    yield page
    page.close()


OF = {f"{place:02}" for place in range(60) if place % 3}
WAS = {f"{place:02}" for place in range(60) if place % 4 == 0}
EVERY = {f"{place:02}" for place in range(60)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"freedom of speech"', OF),
        ('"of speech"', OF),
        ('"freedom of"', OF),
        ('"freedom of speech" "radio was closed"', OF & WAS),
        ('"freedom of speech" -"radio was closed"', OF - WAS),
        ('-"freedom of speech"', EVERY - OF),
        ('"freedom of speech" OR "radio was closed"', OF | WAS),
        ('speech -"radio was closed" -"freedom of speech"', EVERY - OF - WAS),
        ('body:"freedom of speech"', OF),
        ('title:"freedom of speech"', set()),
        ('"freedom the speech"', set()),
    ],
)
def test_stop_words_are_compared_however_many_texts_it_takes(speech: Page, query: str, expected: set[str]) -> None:
    """Unless a limit is given a phrase is exact, with other words, ruled out, and as one of several alternatives."""
    answer = search(speech, query)

    assert (expected, False) == ({hit["ref"] for hit in answer["hits"]}, answer["closest"])
    assert (len(expected), None, []) == (answer["total"], answer["hint"], answer["uncompared"])


@pytest.mark.parametrize(
    ("query", "few"),
    [
        ('"freedom of speech"', OF),
        ('"freedom of speech" -"radio was closed"', OF - WAS),
        ('-"freedom of speech"', EVERY - OF),
    ],
)
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("texts", [12, 30, 59])
def test_where_fewer_texts_may_be_read_the_hits_are_exact(
    speech: Page, query: str, few: set[str], sort: str, texts: int
) -> None:
    """The first of them are those of the whole list; the total is at most what is said, and what was not compared is named."""
    options = {"limit": 5, "sort": sort}
    ask = "([text, options]) => alertSearch.search(text, options)"
    whole = speech.evaluate(ask, [query, options])
    answer = speech.evaluate(ask, [query, {**options, "texts": texts}])

    assert len(few) == whole["total"]
    refs = [hit["ref"] for hit in answer["hits"]]
    assert [hit["ref"] for hit in whole["hits"]][: len(refs)] == refs
    assert len(refs) >= min(5, texts // 4)
    assert len(few) <= answer["total"] <= 60
    assert "loose" == answer["hint"]
    assert "of" in answer["uncompared"]


def test_how_many_texts_are_read_is_told(speech: Page) -> None:
    """As batches of them are."""
    ask = """async (text) => { const told = []; await alertSearch.search(text, { onRead: (...own) => told.push(own) }); return told; }"""

    # A phrase that no other test asks for: what was read is known.
    assert [[32, 60], [60, 60]] == speech.evaluate(ask, '"they asked for freedom of speech"')


def test_who_has_seen_enough_ends_the_reading(speech: Page) -> None:
    """A signal ends it between two batches; what was read is known, and another search goes on from there."""
    ask = """async (text) => {
      const stop = new AbortController();
      const told = [];
      const options = { onRead: (read, texts) => { told.push([read, texts]); stop.abort('enough'); }, signal: stop.signal };
      const end = await alertSearch.search(text, options).catch((reason) => reason);
      const again = [];
      const { total } = await alertSearch.search(text, { onRead: (...own) => again.push(own) });
      return [end, told, again, total];
    }"""

    assert ["enough", [[32, 60]], [[28, 28]], len(OF)] == speech.evaluate(ask, '"asked for freedom of speech"')


def test_chunks_are_counted_as_they_are_cut(speech: Page) -> None:
    """Chunks that are looked up by their places in a text as it stands are those of the text when it is normalised."""
    rng = random.Random("chunks")
    signs = [
        *"abÉñœŁ019 _-.,;:'’`´ʹ\n«»",
        "\u02bc",
        "\u2adc",
        "\U0001d15e",
        "…",
        "İ",
        "ς",
        "e\u0301",
        " \u0338",
        "=\u0338",
        "\u1fef",
        "\u1ffd",
        "الج",
        "新闻",
        "U.S.",
        "l’",
    ]
    texts = ["".join(rng.choices(signs, k=rng.randrange(40))) for _ in range(400)]
    differing = """(texts) => {
      const { analysis, comparing } = alertSearch.parts;
      return texts.filter((text) => {
        const all = analysis.chunks(text);
        const places = all.map((_, place) => place);
        const some = new Set([...places.filter((place) => place % 3 !== 1), all.length, all.length + 2]);
        const found = comparing.chunksAt(text, some);
        return JSON.stringify([...found].sort()) !== JSON.stringify([...some].filter((place) => place < all.length).map((place) => [place, all[place]]).sort());
      });
    }"""

    assert [] == speech.evaluate(differing, texts)


def test_filters_leave_fewer_texts_to_compare(speech: Page) -> None:
    """A year's texts are few enough, where all of them are not; a year that has none has none, and no others in their place."""
    ask = "([text, options]) => alertSearch.search(text, options)"
    of = speech.evaluate(ask, ['"freedom of speech"', {"filters": {"year": ["2001"]}, "texts": 20, "limit": 30}])
    none = speech.evaluate(ask, ['"freedom of speech"', {"filters": {"year": ["1999"]}, "texts": 60}])

    assert ({ref for ref in OF if 20 <= int(ref) < 40}, []) == ({hit["ref"] for hit in of["hits"]}, of["uncompared"])
    assert (0, False) == (none["total"], none["closest"])


def test_the_closest_to_a_phrase_and_a_word(speech: Page) -> None:
    """Where no text has both, a phrase that only seems to stand in a text does not bring it nearer."""
    ask = "([text, options]) => alertSearch.search(text, options)"
    answer = speech.evaluate(ask, ['"freedom in speech" "censor radio" nowhere', {"exact": True, "limit": 60}])

    few = speech.evaluate(ask, ['"freedom in speech" "censor radio" nowhere', {"exact": True, "texts": 10}])
    assert (True, ["in"]) == (few["closest"], few["uncompared"])
    assert answer["closest"]
    assert EVERY - OF == {hit["ref"] for hit in answer["hits"]}


@pytest.mark.parametrize("texts", [60, 1000])
def test_a_phrase_that_stands_nowhere_beside_a_word_that_does(speech: Page, texts: int) -> None:
    """Texts that seem to have it, and have not, are the closest there are, and not said to have all that was asked."""
    ask = "([text, options]) => alertSearch.search(text, options)"
    answer = speech.evaluate(ask, ['"asked for freedom the speech" radio', {"exact": True, "texts": texts}])

    assert (True, ['"asked for freedom the speech"']) == (answer["closest"], answer["missing"])
    assert (60, []) == (answer["total"], answer["uncompared"])


QUOTED = "Everyone asked for the freedom of the press that day, and the police did not."
SCATTERED = (
    "The press asked the police: whose freedom, which press, what police. " + "Nothing more was said of it. " * 20
)


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """One long text that has the words of a phrase close together at its beginning, and the phrase at its end."""
    root = tmp_path_factory.mktemp("passages")
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    own = SearchDocument(
        id="a",
        issued="2000",
        title="Freedom of the press in doubt",
        body=SCATTERED + QUOTED,
        place="",
        source="",
        target="",
        card=card,
    )
    build([source_of("en", [own])], root)
    copy_client(root)
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())
    yield page
    page.close()


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ('"freedom of the press"', ["Freedom of the press"], ["freedom of the press"]),
        ('police "the freedom of" press', ["Freedom", "press"], ["the freedom of", "press", "police"]),
        # Words near each other need not stand in their order: they are marked one by one.
        ('"freedom press"~5', ["Freedom", "press"], ["press", "freedom", "press"]),
        # Signs that end a word are no part of it.
        ('"that day and the police"', [], ["that day, and the police"]),
    ],
)
def test_what_is_shown_of_a_text_is_where_the_phrase_stands(
    passages: Page, query: str, title: list[str], marked: list[str]
) -> None:
    """The passage that is shown has the phrase, marked whole, though the beginning of the text has more of its words."""
    (hit,) = search(passages, query)["hits"]

    assert title == [run["text"] for run in hit["marked"] if run["mark"]]
    assert marked == [run["text"] for run in hit["excerpt"] if run["mark"]]


def page_of(folder: Path, browser: Browser, own: Mapping[str, Sequence[SearchDocument]]) -> Page:
    """Return a search page over some documents."""
    build([source_of(code, documents) for code, documents in own.items()], folder)
    copy_client(folder)
    page = browser.new_page()
    page.goto((folder / "en/search.html").as_uri())
    return page


def document(identifier: str, title: str, body: str, **others: str) -> SearchDocument:
    """Return a document without anything else."""
    card = Card(url="en/a.html", kind="alert", countries=(), sources=(), violations=())
    fields = {"place": "", "source": "", "target": "", **others}
    return SearchDocument(id=identifier, issued="2000", title=title, body=body, card=card, **fields)


def test_a_translation_has_the_phrase_that_the_shown_version_only_seems_to_have(
    tmp_path: Path, browser: Browser
) -> None:
    """In several languages at once an alert is found in those in which the phrase stands to the letter, and shown in the first of them."""
    seeming, standing = "They spoke of freedom in a press club.", "The report « freedom of the press » is out."
    english = [document(f"e{place:02}", "Speech", seeming) for place in range(40)]
    english += [document(name, "Report", standing if name == "both" else seeming) for name in ("both", "other", "none")]
    french = [document(name, "Rapport", standing if name != "none" else seeming) for name in ("both", "other", "none")]
    page = page_of(tmp_path, browser, {"en": english, "fr": french})
    ask = """async (texts) => {
      const { hits } = await alertSearch.search('"freedom of the press"', { languages: ['en', 'fr'], texts });
      return hits.map(({ ref, language, languages, title, score }) => [ref, language, languages.join(' '), title, score > 0]).sort();
    }"""
    few, all_of_them = (page.evaluate(ask, texts) for texts in (12, 1000))
    page.close()

    expected = [["both", "en", "en fr", "Report", True], ["other", "fr", "fr", "Rapport", True]]
    assert (expected, expected) == (few, all_of_them)


def test_more_texts_than_are_on_their_way_at_once(tmp_path: Path, browser: Browser) -> None:
    """Each of two hundred texts is compared, and taken for itself: every seventh has the phrase."""
    words = ["of" if place % 7 == 0 else "in" for place in range(200)]
    own = [document(f"{place:03}", "Speech", f"Freedom {word} speech.") for place, word in enumerate(words)]
    page = page_of(tmp_path, browser, {"en": own})
    ids = found(page, '"freedom of speech"')
    page.close()

    assert {f"{place:03}" for place in range(0, 200, 7)} == ids


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ('"l\'homme libre"', ["L’homme libre"], ["L’homme libre"]),
        ('"l’homme libre"', ["L’homme libre"], ["L’homme libre"]),
        ('"homme libre"', ["homme libre"], ["homme libre"]),
        ('"qu\'il parte"', [], ["qu’il parte"]),
        ('"dit qu\'il parte"', [], ["dit qu’il parte"]),
        ('"la liberté d\'expression"', [], ["la liberté d’expression"]),
        ('"liberte d\'expression"', [], ["liberté d’expression"]),
        ('title:"homme libre"', ["homme libre"], ["homme", "libre"]),
        ('titre:"l\'homme libre"', ["L’homme libre"], ["homme", "libre"]),
        ('body:"homme libre"', ["homme", "libre"], ["homme libre"]),
    ],
)
def test_phrases_are_marked_in_elisions_and_in_the_field_that_is_named(
    elided: Page, query: str, title: list[str], marked: list[str]
) -> None:
    """An article that fell away is marked where it was typed; a phrase asked of one field is marked whole in that one, in others word by word."""
    answer = search(elided, query, "fr")
    hits = answer["hits"] if not answer["closest"] else []

    assert title == [run["text"] for hit in hits for run in hit["marked"] if run["mark"]]
    assert marked == [run["text"] for hit in hits for run in hit["excerpt"] if run["mark"]]


@pytest.fixture(scope="module")
def elided(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """A French text with elisions."""
    body = "Le juge a dit qu’il parte. L’homme libre défend la liberté d’expression."
    page = page_of(tmp_path_factory.mktemp("elided"), browser, {"fr": [document("a", "L’homme libre", body)]})
    yield page
    page.close()


def test_positions_are_loaded_for_phrases_only(site: Path, browser: Browser) -> None:
    """Plain words load no positions; a phrase of two loads them once."""
    page = browser.new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url))
    page.goto((site / "sub/en/search.html").as_uri())
    search(page, "newspaper seized")
    before = [file for file in files if "/positions/" in file]
    search(page, '"newspaper was seized"')
    search(page, '"newspaper was seized"')
    after = [file for file in files if "/positions/" in file]
    page.close()

    assert [] == before
    assert 1 <= len(after) <= 2
