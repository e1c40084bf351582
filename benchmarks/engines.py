"""The searches that are measured in a browser. A new one is one more entry of the table."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import pagefind

ROOT = Path(__file__).resolve().parents[1]
OURS = "this project"

_SEARCH = """async (query) => {
  const hits = document.getElementById('hits');
  const status = document.getElementById('status');
  const notices = document.getElementById('notices');
  const box = document.getElementById('q');
  for (const old of [hits, notices]) old.replaceChildren();
  status.textContent = '';
  box.focus();
  box.value = query;
  const started = performance.now();
  document.getElementById('search-form').requestSubmit();
  await new Promise((resolve) => {
    const look = () => hits.children.length || notices.children.length;
    new MutationObserver((_, observer) => { if (look()) { observer.disconnect(); resolve(); } })
      .observe(document.getElementById('results'), { childList: true, subtree: true });
  });
  return performance.now() - started;
}"""

_UNSPLIT = """async (query) => {
  const started = performance.now();
  if (!window.whole) {
    const script = document.createElement('script');
    script.src = 'lunr.min.js';
    const loaded = new Promise((resolve) => { script.onload = resolve; });
    document.head.append(script);
    const [answer] = await Promise.all([fetch(`lunr-${document.documentElement.lang}.json`), loaded]);
    window.whole = lunr.Index.load(await answer.json());
  }
  // Plain words, as readers type them: a sign of the query language in a title is a word's end.
  window.total = window.whole.search(query.replace(/[-+~^:*]/g, ' ')).length;
  return performance.now() - started;
}"""


_STANDS = """document.addEventListener('DOMContentLoaded', () => {
  const look = () => ['hits', 'notices'].some((id) => document.getElementById(id).children.length);
  new MutationObserver((_, observer) => { if (look()) { observer.disconnect(); window.answered = performance.now(); } })
    .observe(document.getElementById('results'), { childList: true, subtree: true });
});"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A search that a page offers."""

    name: str
    search: str
    """JavaScript: a function from a query to milliseconds, which are over when the results are there."""
    total: str
    """JavaScript: a function from the query that was asked last to the number of documents found."""
    page: Callable[[Path, str], str]
    """Given the folder that is served and a language, the page to open, written if need be."""
    folder: str
    """Below the folder of the measurements; the engine is left out where it is not there."""
    less: str = ""
    queries: int = 0
    """Queries of a kind and language, where fewer than of the others tell as much."""
    goes_on: bool = False
    """The page asks for more when its results stand."""
    answered: str = ""
    """JavaScript that the page is opened with: it sets `window.answered` to the time when results stand. Empty where there is no page that
    answers the query of its address and one typed into its box `#q`."""


def _whole_page(folder: Path, language: str) -> str:
    shutil.copyfile(ROOT / "node_modules" / "lunr" / "lunr.min.js", folder / "lunr.min.js")
    return pagefind.page(folder, language)


ENGINES = (
    Engine(
        name=OURS,
        search=_SEARCH,
        total="async (query) => (await alertSearch.search(query, { limit: 0, facets: false })).total",
        page=lambda _site, language: f"{language}/search.html",
        folder="site",
        goes_on=True,
        answered=_STANDS,
    ),
    Engine(
        name=pagefind.NAME,
        search=pagefind.SEARCH,
        total="() => window.total",
        page=pagefind.page,
        folder=f"peers/{pagefind.KEY}",
        less=(
            f"{pagefind.LESS}. Its page has nothing but the search on it, and shows nothing. It loads its index on focus (`init`), and what the"
            " words need while they are typed (`preload`), as its makers advise"
        ),
        answered="window.answered = 0;",
    ),
    Engine(
        name="lunr.js, index in one file",
        search=_UNSPLIT,
        total="() => window.total",
        page=_whole_page,
        folder="lunr",
        less=(
            "the index of lunr.py above, fetched and loaded whole; ids and scores only: no titles, no excerpts, no filters, and nothing"
            " shown. The same file every time, so fewer queries tell as much"
        ),
        queries=3,
    ),
)
