"""What a reader's browser asks for and how long it takes: the search page of a built site, in Chromium."""

from __future__ import annotations

import gzip
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.documents import Documents
from benchmarks.search import Row, queries, sizes
from plugins.alerts.languages import CODES
from plugins.alerts.markup import to_text
from tests import browser as chromium
from tests.conftest import serve

KINDS = ("three rare words", "whole title", "one common word")
_QUERIES = 15
"""Queries of a kind and language: the figures are medians of so many."""
_TIMED = """async (query) => {
  const started = performance.now();
  const { hits, total } = await alertSearch.search(query, { limit: 10 });
  return [performance.now() - started, total, hits.length];
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


def measure_searches(documents: Documents, site: Path) -> Iterator[Searched]:
    """Ask queries made from the documents themselves, each in a page that has nothing loaded, then the next one in the same page."""
    rows: dict[str, list[Row]] = {code: [] for code in CODES}
    for alert, body in documents.records():
        rows[alert.lang].append({"title": alert.title, "body": to_text(body)})
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
        for language, own in rows.items():
            asked = queries(language, own, _QUERIES)
            for kind in KINDS:
                visits = [
                    _visit(browser, f"{address}/{language}/search.html", site, first, second)
                    for first, second in zip(asked[kind], asked[kind][1:] + asked[kind][:1], strict=True)
                ]
                if visits:
                    yield Searched(
                        documents=documents.label,
                        language=language,
                        kind=kind,
                        queries=len(visits),
                        found=statistics.median(found for *_, found in visits),
                        page=_middle([page for page, *_ in visits]),
                        first=_middle([first for _, first, *_ in visits]),
                        second=_middle([second for _, _, second, _ in visits]),
                    )
        browser.close()


def _visit(browser: Browser, address: str, site: Path, first: str, second: str) -> tuple[Load, Load, Load, int]:
    context = browser.new_context()
    page = context.new_page()
    files: list[str] = []
    root = f"{address.rsplit('/', 2)[0]}/"
    page.on("request", lambda request: files.append(request.url.removeprefix(root).partition("?")[0]))
    page.goto(address)
    page.wait_for_load_state("load")
    # What the page itself prepares before anybody asks belongs to the opening.
    page.wait_for_timeout(50)
    opened = len(files)
    first_ms, found, _ = page.evaluate(_TIMED, first)
    asked = len(files)
    second_ms, _, _ = page.evaluate(_TIMED, second)
    context.close()
    return (
        _load(site, files[:opened]),
        _load(site, files[opened:asked], first_ms),
        _load(site, files[asked:], second_ms),
        found,
    )


def _load(site: Path, files: Sequence[str], milliseconds: float = 0) -> Load:
    own = [site / file for file in files if not file.startswith("data:")]
    size = sum(len(gzip.compress(file.read_bytes(), 6)) for file in own)
    return Load(requests=len(own), kilobytes=size / 1000, milliseconds=milliseconds)


def _middle(loads: Sequence[Load]) -> Load:
    return Load(
        requests=statistics.median(load.requests for load in loads),
        kilobytes=statistics.median(load.kilobytes for load in loads),
        milliseconds=statistics.median(load.milliseconds for load in loads),
    )
