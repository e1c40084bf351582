"""The proof: the sharded search answers every Lunr query exactly as lunr.js does from the whole index."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.search.corpus import LANGUAGES
from tests.search.queries import BROKEN, COMMON, NAMED, generated
from tests.search.words import real_words

pytestmark = pytest.mark.browser

GENERATED = 300

# Both sides in one page: the same Lunr, the same pipeline function; [] or [[ref, score], …] or the error's name.
# The whole index is read once a page and language: that of thousands of texts takes as long as a hundred queries.
LOAD = """async ({whole, address, language}) => {
  await alertSearch.prepare(language);
  window.whole = lunr.Index.load(address ? await (await fetch(address)).json() : JSON.parse(whole));
}"""
COMPARE = """async ({queries, language}) => {
  const index = window.whole;
  const plain = (hits) => hits.map(({ ref, score }) => [ref, score]);
  const differences = [];
  let found = 0;
  for (const query of queries) {
    let expected;
    try { expected = plain(index.search(query)); } catch (error) { expected = error.name; }
    let actual;
    try { actual = plain(await alertSearch.lunr(query, language)); } catch (error) { actual = error.name; }
    if (JSON.stringify(expected) !== JSON.stringify(actual)) {
      differences.push({ query, expected: expected.slice(0, 5), actual: actual.slice(0, 5) });
    }
    if (Array.isArray(expected) && expected.length) found += 1;
  }
  return { differences, found };
}"""


@pytest.fixture(scope="module", params=("file", "http"))
def address(
    request: pytest.FixtureRequest, site: Path, served: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """Where the site is: on a disk, and on a server below a sub-path."""
    if request.param == "file":
        yield (site / "sub").as_uri()
    else:
        with served(site) as base:
            yield f"{base}/sub"


def compare(page: Page, site: Path, language: str, queries: list[str]) -> dict[str, Any]:
    """Ask both, and return where they differ and how many queries found anything."""
    whole = (site / f"whole/lunr-{language}.json").read_text(encoding="utf-8")
    page.evaluate(LOAD, {"whole": whole, "language": language})
    answer: dict[str, Any] = page.evaluate(COMPARE, {"queries": queries, "language": language})
    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_sharded_is_whole(language: str, address: str, site: Path, browser: Browser) -> None:
    """References, scores and order are the same, to the last digit, for every kind of query."""
    whole = json.loads((site / f"whole/lunr-{language}.json").read_text(encoding="utf-8"))
    vocabulary = [term for term, _ in whole["invertedIndex"]]
    words = [word for word in real_words(language) if word.isalpha()]
    random_ones = list(generated(vocabulary, words, f"parity {language}", GENERATED))
    queries = [*NAMED[language], *COMMON, *BROKEN, *random_ones]
    page = browser.new_page()
    page.goto(f"{address}/{language}/search.html")

    answer = compare(page, site, language, queries)
    page.close()

    assert answer["differences"] == []
    assert answer["found"] > len(queries) // 2


def test_other_languages_from_one_page(site: Path, browser: Browser) -> None:
    """A page of one language searches the others as exactly."""
    page = browser.new_page()
    page.goto(f"{(site / 'sub').as_uri()}/en/search.html")

    answers = [compare(page, site, language, list(NAMED[language])) for language in ("fr", "es", "en")]
    page.close()

    assert [answer["differences"] for answer in answers] == [[], [], []]
