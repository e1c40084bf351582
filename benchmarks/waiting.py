"""How long a reader waits, and whether the page answers meanwhile: the search page itself, from Enter to ten results on it.

A page that has nothing loaded is asked once, then once more with another query. Counted are milliseconds until results stand
on the page, and the longest task of the page's thread until all that follows (counts, other languages) is done as well:
browsers call one of 50 ms a long one, because a key pressed meanwhile is felt to stick. A task is counted in time of the
processor, from Chromium's own trace, so that other work on the machine is not taken for ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.documents import Documents
from benchmarks.search import queries
from tests import browser as chromium
from tests.conftest import serve

_QUERIES = 40
"""Queries of a kind and language."""
_TYPE = """async (query) => {
  const hits = document.getElementById('hits');
  const status = document.getElementById('status');
  const box = document.getElementById('q');
  hits.replaceChildren();
  status.textContent = '';
  box.focus();
  box.value = query;
  const started = performance.now();
  document.getElementById('search-form').requestSubmit();
  await new Promise((resolve) => {
    const look = () => hits.children.length || status.textContent;
    new MutationObserver((_, observer) => { if (look()) { observer.disconnect(); resolve(); } })
      .observe(document.getElementById('results'), { childList: true, subtree: true, characterData: true });
  });
  const waited = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 600));
  return waited;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """One line of the table; all times in ms."""

    documents: str
    language: str
    kind: str
    queries: int
    first: tuple[float, float]
    """Median and 95th percentile of the first query in a page that has nothing loaded."""
    second: tuple[float, float]
    longest: float
    """The longest task of all visits, in time of the processor."""


def measure_waiting(documents: Documents, site: Path, *, most: int = _QUERIES) -> Iterator[Waited]:
    """Visit the search page of every language with queries made from the documents."""
    rows = documents.rows()
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
        for language, own in rows.items():
            for kind, texts in queries(language, own, min(most, _QUERIES)).items():
                visits = [
                    _visit(browser, f"{address}/{language}/search.html", first, second)
                    for first, second in zip(texts, texts[1:] + texts[:1], strict=True)
                ]
                if visits:
                    yield Waited(
                        documents=documents.label,
                        language=language,
                        kind=kind,
                        queries=len(visits),
                        first=_spread([first for (first, _), _ in visits]),
                        second=_spread([second for _, (second, _) in visits]),
                        longest=max(longest for visit in visits for _, longest in visit),
                    )
        browser.close()


def _visit(browser: Browser, address: str, first: str, second: str) -> tuple[tuple[float, float], tuple[float, float]]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("load")
    found: list[tuple[float, float]] = []
    for query in (first, second):
        browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
        waited: float = page.evaluate(_TYPE, query)
        found.append((waited, longest_task(browser.stop_tracing())))
    context.close()
    one, other = found
    return one, other


def longest_task(trace: bytes) -> float:
    """Return the longest task of pages' threads in a trace of Chromium, in ms of the processor."""
    events = json.loads(trace)["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    tasks = (
        event.get("tdur", 0) / 1000
        for event in events
        if event.get("ph") == "X" and "RunTask" in event["name"] and (event["pid"], event["tid"]) in threads
    )
    return max(tasks, default=0.0)


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
