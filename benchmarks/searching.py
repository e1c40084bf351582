"""What a reader's browser asks for and how long it takes, in Chromium: our search page, and beside it the searches of others."""

from __future__ import annotations

import gzip
import shutil
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import pagefind
from benchmarks.documents import Documents
from benchmarks.search import queries, sizes
from plugins.alerts.languages import CODES
from tests import browser as chromium
from tests.conftest import serve

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("three rare words", "whole title", "one common word")
_QUERIES = 15
"""Queries of a kind and language: the figures are medians of so many."""
_SEARCH = """async (query) => {
  const started = performance.now();
  const { hits, total } = await alertSearch.search(query, { limit: 10 });
  return [performance.now() - started, total, hits.length];
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
  const found = window.whole.search(query.replace(/[-+~^:*]/g, ' '));
  return [performance.now() - started, found.length, Math.min(found.length, 10)];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one step of a visit asked for."""

    requests: float
    kilobytes: float
    """Each file as gzip -6 leaves it."""
    milliseconds: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """One line of the table: medians over the queries of a kind."""

    documents: str
    who: str
    language: str
    kind: str
    queries: int
    found: float
    """Alerts."""
    page: Load
    """Opening the search page: HTML, style, our scripts."""
    first: Load
    """From the call to ten results, nothing loaded: Lunr, stemmer, manifest, shards, cards."""
    second: Load
    """Another query in the same page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSize:
    """How large one language's index is."""

    documents: str
    language: str
    count: int
    shards: int
    files: int
    kilobytes: float
    """All files, each gzipped by itself."""
    largest: float
    """The largest shard of postings, kB gzipped."""
    whole: float | None
    """The whole index of lunr.py in one file, kB gzipped; nothing where it was not made."""


def measure_sizes(documents: Documents, site: Path, whole: Path) -> Iterator[IndexSize]:
    """Measure the index of each language, beside the whole index of lunr.py in ``whole``."""
    counts = Counter(path.parent.parent.name for path in documents.paths())
    for language in CODES:
        one_file = whole / f"lunr-{language}.json"
        kinds = sizes(site, language)
        shards, _, largest = kinds["terms"]
        yield IndexSize(
            documents=documents.label,
            language=language,
            count=counts[language],
            shards=shards,
            files=sum(count for count, _, _ in kinds.values()),
            kilobytes=sum(kilobytes for _, kilobytes, _ in kinds.values()),
            largest=largest / 1000,
            whole=len(gzip.compress(one_file.read_bytes(), 6)) / 1000 if one_file.is_file() else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A search that a page offers."""

    name: str
    search: str
    """JavaScript: a function from a query to milliseconds, hits, and results shown."""
    page: Callable[[Path, str], str]
    """Given the folder that is served and a language, the page to open, written if need be."""
    folder: str
    """Below the folder of the measurements; the engine is left out where it is not there."""
    less: str = ""


def _whole_page(folder: Path, language: str) -> str:
    shutil.copyfile(ROOT / "node_modules" / "lunr" / "lunr.min.js", folder / "lunr.min.js")
    return pagefind.page(folder, language)


ENGINES = (
    Engine(name="this project", search=_SEARCH, page=lambda _site, language: f"{language}/search.html", folder="site"),
    Engine(
        name=pagefind.NAME,
        search=pagefind.SEARCH,
        page=pagefind.page,
        folder=f"peers/{pagefind.KEY}",
        less=f"{pagefind.LESS}. Its page has nothing but the search on it",
    ),
    Engine(
        name="lunr.js, index in one file",
        search=_UNSPLIT,
        page=_whole_page,
        folder="lunr",
        less="the index of lunr.py above, fetched and loaded whole; ids and scores only: no titles, no excerpts, no filters",
    ),
)


def measure_searches(documents: Documents, work: Path, *, most: int = _QUERIES) -> Iterator[Searched]:
    """Ask queries made from the documents themselves, each in a page that has nothing loaded, then the next one in the same page."""
    rows = documents.rows()
    asked = {language: queries(language, own, min(most, _QUERIES)) for language, own in rows.items()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
        for engine in ENGINES:
            folder = work / engine.folder
            if folder.is_dir():
                with serve(folder) as address:
                    for language in CODES:
                        page = f"{address}/{engine.page(folder, language)}"
                        for kind in KINDS:
                            visits = [
                                _visit(
                                    browser, search=engine.search, page=page, root=address, folder=folder, queries=pair
                                )
                                for pair in pairs(asked[language][kind])
                            ]
                            if visits:
                                yield _searched(documents.label, engine.name, language, kind, visits)
        browser.close()


def pairs(asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every query with the one after it, the last with the first."""
    return zip(asked, (*asked[1:], *asked[:1]), strict=True)


_Visit = tuple[Load, Load, Load, int]


def _searched(documents: str, who: str, language: str, kind: str, visits: Sequence[_Visit]) -> Searched:
    return Searched(
        documents=documents,
        who=who,
        language=language,
        kind=kind,
        queries=len(visits),
        found=statistics.median(found for *_, found in visits),
        page=_middle([page for page, *_ in visits]),
        first=_middle([first for _, first, *_ in visits]),
        second=_middle([second for _, _, second, _ in visits]),
    )


def _visit(browser: Browser, *, search: str, page: str, root: str, folder: Path, queries: tuple[str, str]) -> _Visit:
    context = browser.new_context()
    tab = context.new_page()
    files: list[str] = []
    tab.on("request", lambda request: files.append(request.url.removeprefix(f"{root}/").partition("?")[0]))
    tab.goto(page)
    tab.wait_for_load_state("load")
    # What the page itself prepares before anybody asks belongs to the opening.
    tab.wait_for_timeout(50)
    opened = len(files)
    first_ms, found, _ = tab.evaluate(search, queries[0])
    asked = len(files)
    second_ms, _, _ = tab.evaluate(search, queries[1])
    context.close()
    return (
        _load(folder, files[:opened]),
        _load(folder, files[opened:asked], first_ms),
        _load(folder, files[asked:], second_ms),
        found,
    )


def _load(site: Path, files: Sequence[str], milliseconds: float = 0) -> Load:
    own = [site / file for file in files if not file.startswith(("data:", "blob:"))]
    size = sum(_packed(file.read_bytes()) for file in own)
    return Load(requests=len(own), kilobytes=size / 1000, milliseconds=milliseconds)


def _packed(data: bytes) -> int:
    """Return the bytes that travel: those of gzip, or of the file where it is packed already."""
    return min(len(gzip.compress(data, 6)), len(data))


def _middle(loads: Sequence[Load]) -> Load:
    return Load(
        requests=statistics.median(load.requests for load in loads),
        kilobytes=statistics.median(load.kilobytes for load in loads),
        milliseconds=statistics.median(load.milliseconds for load in loads),
    )
