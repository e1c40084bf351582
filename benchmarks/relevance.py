"""Whether the search finds what is known to be there: beside SQLite FTS5, on the same documents and queries.

A known item is looked for in the ways in which people do: by its headline as it stands, by the headline as it is typed in a
hurry (small letters, no accents; or one letter wrong), by three rare words that someone remembers, and by somebody else's
summary of it. Measured is the mean reciprocal rank among the first ten: 1 where the item is always first, 0.5 where it is
always second, and so on. Then headlines, with and without an error, and rare words are asked in all languages at once, on
the page of another language than theirs: by who does not know in which language an alert exists, if in one only.

Weights were once chosen on a set of such queries. What is measured is another one, from other documents: nothing is ever
chosen on it. ``known_items(language, rows, count, seed=TUNING)`` is the set for choosing.

The peer is FTS5's bm25 with a headline eight times a text and accents folded (``remove_diacritics 2``): all words, and where
no document has them all, any of them, which is the most that its query language offers.
"""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.documents import Documents
from benchmarks.search import Row
from plugins.alerts.languages import CODES
from tests import browser as chromium
from tests.conftest import serve

TITLE, PLAIN, TYPO, RARE, SUMMARY = (
    "whole title",
    "title, small letters, no accents",
    "title with one typing error",
    "three rare words",
    "headline, in texts alone",
)
EVERYWHERE = "all languages searched"
KNOWN = 200
"""Queries of a kind and language; fewer where there are not as many documents that serve."""
TUNING, MEASURING = "relevance", "held out"
"""Seeds of the sets of queries."""
_TUNED = 5
"""One document in so many, at most, is one that something may have been chosen on."""
_FIRST = 10
_SAME = 0.8
"""Share of the words of two texts that they have in common if they are the same text, edited."""
_SUMMARY_WORDS = 7
"""Words from which a headline says what a text is about, and not only which one it is (“Chad: B2 (2019)”)."""
_WORD = re.compile(r"\w+")
_ASK = """async ([texts, languages, limit]) => {
  const found = [];
  for (const text of texts) {
    const { hits } = await alertSearch.search(text, { languages, limit, facets: false });
    found.push(hits.map(({ ref }) => ref));
  }
  return found;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A query, and what it looks for."""

    text: str
    wanted: frozenset[str]
    """Ids: that of the document, and of those that cannot be told from it: with the same headline, where that is typed; with
    the same text in another year."""
    field: str = ""
    """The one field that is searched, if not all are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """One line of the table."""

    documents: str
    language: str
    kind: str
    queries: int
    ours: float
    theirs: float
    """Mean reciprocal ranks among the first ten."""


def measure_relevance(documents: Documents, site: Path, *, most: int = KNOWN) -> Iterator[Relevance]:
    """Ask both for the same known items, language by language and kind by kind."""
    rows = documents.rows()
    asked = {language: held_out(language, own, min(most, KNOWN)) for language, own in rows.items()}
    everything = fts5([row for own in rows.values() for row in own])
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
        for language, other in zip(CODES, (*CODES[1:], CODES[0]), strict=True):
            table = fts5(rows[language])
            everywhere = {kind: asked[language][kind] for kind in (TITLE, TYPO, RARE)}
            with _page(browser, f"{address}/{language}/search.html") as page:
                for kind, own in asked[language].items():
                    if own:
                        theirs = [ask_fts5(table, one) for one in own]
                        yield _line(documents, language, kind, own, in_the_browser(page, own, [language]), theirs)
            with _page(browser, f"{address}/{other}/search.html") as page:
                for kind, own in everywhere.items():
                    if own:
                        ours = in_the_browser(page, own, [other, *(code for code in CODES if code != other)])
                        theirs = [ask_fts5(everything, one) for one in own]
                        yield _line(documents, language, f"{kind}; {EVERYWHERE}", own, ours, theirs)
        browser.close()


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(0)
    page.goto(address)
    yield page
    page.close()


def _line(
    documents: Documents, language: str, kind: str, asked: Sequence[Known], *answers: Sequence[Sequence[str]]
) -> Relevance:
    ours, theirs = (mean_reciprocal_rank(asked, found) for found in answers)
    return Relevance(
        documents=documents.label, language=language, kind=kind, queries=len(asked), ours=ours, theirs=theirs
    )


def held_out(language: str, rows: Sequence[Row], count: int) -> dict[str, list[Known]]:
    """Return kind → queries from documents that no query for choosing weights is from."""
    tuned = known_items(language, rows, min(KNOWN, len(rows) // _TUNED), seed=TUNING)
    without = frozenset(ref for own in tuned.values() for one in own for ref in one.wanted)
    return known_items(language, rows, count, seed=MEASURING, without=without)


def known_items(
    language: str, rows: Sequence[Row], count: int, *, seed: str, without: frozenset[str] = frozenset()
) -> dict[str, list[Known]]:
    """Return kind → queries, the same for the same documents and seed, and none from some documents."""
    chance = random.Random(f"{seed} {language}")
    same: dict[str, set[str]] = {}
    for row in rows:
        same.setdefault(row["title"], set()).add(row["id"])
    titled = [
        row
        for row in rows
        if len(same[row["title"]]) <= _FIRST and _WORD.search(row["title"]) and same[row["title"]].isdisjoint(without)
    ]
    picked = chance.sample(titled, min(count, len(titled)))

    def of(title: str, text: str) -> Known:
        return Known(text=text, wanted=frozenset(same[title]))

    damaged = ((row["title"], typing_error(row["title"], chance)) for row in picked)
    summaries = [row for row in titled if len(_WORD.findall(row["title"])) >= _SUMMARY_WORDS]
    return {
        TITLE: [of(row["title"], row["title"]) for row in picked],
        PLAIN: [of(row["title"], plainly(row["title"])) for row in picked],
        TYPO: [of(title, text) for title, text in damaged if text],
        RARE: list(rare(rows, count, chance, without)),
        SUMMARY: [
            Known(text=row["title"], wanted=frozenset(same[row["title"]]), field="body")
            for row in chance.sample(summaries, min(count, len(summaries)))
            if len(summaries) >= _FIRST and row["title"] not in row["body"]
        ],
    }


def rare(
    rows: Sequence[Row], count: int, chance: random.Random, without: frozenset[str] = frozenset()
) -> Iterator[Known]:
    """Yield queries of three words of a document, each of which is in 2 to 30 documents as it is written, accents apart."""
    own = [{word for word in _WORD.findall(plainly(row["body"])) if word.isalpha() and len(word) > 4} for row in rows]
    having: dict[str, list[int]] = {}
    for place, words in enumerate(own):
        for word in words:
            having.setdefault(word, []).append(place)
    places = [place for place, row in enumerate(rows) if row["id"] not in without]
    chance.shuffle(places)
    serving = (
        (place, found)
        for place in places
        if len(found := sorted(word for word in own[place] if 2 <= len(having[word]) <= 30)) >= 3
    )
    for place, found in islice(serving, count):
        words = chance.sample(found, 3)
        # The same text with another date, as there are many: nobody can say which of them is meant.
        same = (one for one in having[words[0]] if _likeness(own[one], own[place]) >= _SAME)
        yield Known(text=" ".join(words), wanted=frozenset(rows[one]["id"] for one in same))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def plainly(text: str) -> str:
    """Return a text as it is typed in a hurry: small letters, no accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def typing_error(text: str, chance: random.Random) -> str:
    """Return a text with one letter of one of its words left out, doubled, changed or swapped; nothing if all are short."""
    words = [match for match in _WORD.finditer(text) if len(match[0]) > 4 and match[0].isalpha()]
    if not words:
        return ""
    word = chance.choice(words)
    at = word.start() + chance.randrange(1, len(word[0]) - 1)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + ("e" if text[at] != "e" else "a") + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def fts5(rows: Sequence[Row]) -> sqlite3.Connection:
    """Return a table of documents in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE alerts USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.executemany("INSERT INTO alerts VALUES (:id, :title, :body)", rows)
    return connection


def ask_fts5(connection: sqlite3.Connection, asked: Known) -> list[str]:
    """Return the ids of the first ten."""
    words = [f'"{word}"' for word in dict.fromkeys(_WORD.findall(asked.text))]
    for joint in (" AND ", " OR "):
        match = f"({joint.join(words)})"
        found = connection.execute(
            "SELECT id FROM alerts WHERE alerts MATCH ? ORDER BY bm25(alerts, 0, 8, 1) LIMIT ?",
            (f"{asked.field} : {match}" if asked.field else match, _FIRST * len(CODES)),
        ).fetchall()
        if found:
            # Translations of one alert have its id, and count once.
            return [*dict.fromkeys(row[0] for row in found)][:_FIRST]
    return []


def in_the_browser(page: Page, asked: Sequence[Known], languages: Sequence[str]) -> list[list[str]]:
    """Return the ids of the first ten for every query, in some languages, the page's first."""
    texts = [
        " ".join(f"{one.field}:{word}" for word in _WORD.findall(one.text)) if one.field else one.text for one in asked
    ]
    found: Any = page.evaluate(_ASK, [texts, [*languages], _FIRST])
    return [[*refs] for refs in found]


def mean_reciprocal_rank(asked: Sequence[Known], answers: Sequence[Sequence[str]]) -> float:
    """Return the mean over all queries of 1 / the place of the first wanted answer, 0 where there is none."""
    ranks = (
        next((1 / place for place, ref in enumerate(answer, 1) if ref in one.wanted), 0.0)
        for one, answer in zip(asked, answers, strict=True)
    )
    return sum(ranks) / len(asked)
