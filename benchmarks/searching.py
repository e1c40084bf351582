"""What a reader's browser asks for and how long it takes, in Chromium: our search page, and beside it the searches of others.

One visit tells what is loaded: a page that has nothing loaded is asked once, then once more with another query. Ours is the
search page as a reader uses it, from Enter to results that stand on it; of others, which have no page of their own, the call
is measured that brings ten results with their excerpts, without showing them. What our page does when its results stand
(other languages, cases) is counted by itself.

Two visits more are as readers make them, each with nothing loaded either. One arrives with the query in the address: from the
beginning of the navigation to the results. The other goes to the box, types the query at a steady pace, and presses Enter as
long after the last letter as any letter came after the one before: from Enter to the results.

Some visits more are traced, and only for the longest task of the page's thread: browsers call one of 50 ms a long one,
because a key pressed meanwhile is felt to stick. It is counted in time of the processor, from Chromium's own trace, so
that other work on the machine is not taken for the page's.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.documents import Documents
from benchmarks.engines import ENGINES, Engine
from benchmarks.search import queries
from benchmarks.serving import hosted
from plugins.alerts.languages import CODES
from tests import browser as chromium

KINDS = ("three rare words", "whole title", "one common word")
QUERIES = 15
"""Queries of a kind and language."""
_TRACED = 5
"""One visit in so many is made once more and traced."""
_PATIENCE = 20_000
"""Milliseconds after which a visit has failed: one that hangs must not hold up the others."""
PACE = 200
"""Milliseconds between two keys of who types: five letters a second."""
_SETTLED = "() => new Promise((resolve) => setTimeout(resolve, 200))"
_GLANCE = 50
"""Milliseconds between two looks at whether results stand; when they did, the page has noted itself."""
_PRESSED = """document.addEventListener('keydown', ({ key }) => { if (key === 'Enter') window.pressed = performance.now(); }, true);"""
_CALM = 400
"""Milliseconds without a request after which a page asks for nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one step of a visit asked for."""

    requests: float
    kilobytes: float
    """Each file as gzip -6 leaves it."""
    unpacked: float = 0
    """Kilobytes of the files as they are: what travels from a host that packs nothing."""
    milliseconds: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page that is opened, asked, and asked again."""

    found: int
    """Alerts that the first query found."""
    page: Load
    """Opening the search page: HTML, style, our scripts."""
    first: Load
    """To ten results, nothing loaded: Lunr, stemmer, manifest, shards, cards."""
    after: Load
    """What the page asks for when the results stand."""
    second: Load
    """Another query in the same page."""
    arrived: Load | None = None
    """By an address with the query in it, the page included; none where there is no such page."""
    typed: Load | None = None
    """Typed into the box: all that is asked for from the focus on, and milliseconds from Enter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """The visits with queries of one kind in one language."""

    documents: str
    count: int
    """Records, in all languages together."""
    who: str
    language: str
    kind: str
    visits: tuple[Visit, ...]
    longest: float
    """The longest task of the traced visits, ms of the processor."""

    def middle(self, step: str) -> Load:
        """Return the median of a step of all visits: a field of theirs, which each has."""
        loads: list[Load] = [getattr(visit, step) for visit in self.visits]
        return Load(
            requests=statistics.median(load.requests for load in loads),
            kilobytes=statistics.median(load.kilobytes for load in loads),
            unpacked=statistics.median(load.unpacked for load in loads),
            milliseconds=statistics.median(load.milliseconds for load in loads),
        )

    @property
    def found(self) -> float:
        """The median of the alerts found."""
        return statistics.median(visit.found for visit in self.visits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    folder: Path
    root: str
    """Its address, without a slash at the end."""
    page: str
    """The address of the page that is asked."""


def measure_searches(
    documents: Documents, work: Path, *, most: int = QUERIES, languages: Sequence[str] = CODES, pace: int = PACE
) -> Iterator[Searched]:
    """Ask queries made from the documents themselves, each in a page that has nothing loaded, then the next one in the same page.

    Raises:
        playwright.sync_api.Error: if a page fails to answer.
    """
    rows = documents.rows()
    asked = {language: queries(language, rows[language], most) for language in languages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
        for engine in ENGINES:
            folder = work / engine.folder
            if not folder.is_dir():
                continue
            with hosted(folder) as root:
                for language in languages:
                    site = _Site(folder=folder, root=root, page=f"{root}/{engine.page(folder, language)}")
                    for kind in KINDS:
                        every = [*pairs(asked[language][kind])]
                        timed = every[: engine.queries or most]
                        if timed:
                            yield Searched(
                                documents=documents.label,
                                count=documents.count,
                                who=engine.name,
                                language=language,
                                kind=kind,
                                visits=tuple(_visit(browser, engine, site, pair, pace) for pair in timed),
                                longest=max(_longest(browser, engine, site, pair) for pair in every[::_TRACED]),
                            )
        browser.close()


def pairs(asked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every query with the one after it, the last with the first."""
    return zip(asked, (*asked[1:], *asked[:1]), strict=True)


def _visit(browser: Browser, engine: Engine, site: _Site, asked: tuple[str, str], pace: int) -> Visit:
    tab, files = _open(browser, site)
    tab.goto(site.page, wait_until="load")
    # What the page itself prepares before anybody asks belongs to the opening.
    tab.wait_for_timeout(50)
    marks = [len(files)]
    first_ms = tab.evaluate(engine.search, asked[0])
    marks.append(len(files))
    if engine.goes_on:
        _wait_for_calm(tab, files)
    found: int = tab.evaluate(engine.total, asked[0])
    marks.append(len(files))
    second_ms = tab.evaluate(engine.search, asked[1])
    marks.append(len(files))
    tab.context.close()
    return Visit(
        found=found,
        page=_load(site.folder, files[: marks[0]]),
        first=_load(site.folder, files[marks[0] : marks[1]], first_ms),
        after=_load(site.folder, files[marks[1] : marks[2]]),
        second=_load(site.folder, files[marks[2] : marks[3]], second_ms),
        arrived=_arrive(browser, engine, site, asked[0]) if engine.answered else None,
        typed=_type(browser, engine, site, asked[0], pace) if engine.answered else None,
    )


def _open(browser: Browser, site: _Site) -> tuple[Page, list[str]]:
    """Return a page of a context of its own, and the files that it will ask for."""
    context = browser.new_context()
    context.set_default_timeout(_PATIENCE)
    tab = context.new_page()
    files: list[str] = []
    tab.on("request", lambda request: files.append(request.url.removeprefix(f"{site.root}/").partition("?")[0]))
    return tab, files


def _arrive(browser: Browser, engine: Engine, site: _Site, query: str) -> Load:
    """Open the page by an address that has the query."""
    tab, files = _open(browser, site)
    tab.add_init_script(engine.answered)
    tab.goto(f"{site.page}?{urlencode({'q': query})}", wait_until="commit")
    return _wait_for_answer(tab, site, files, "0")


def _type(browser: Browser, engine: Engine, site: _Site, query: str, pace: int) -> Load:
    """Type the query into the box of an open page."""
    tab, files = _open(browser, site)
    tab.add_init_script(engine.answered + _PRESSED)
    tab.goto(site.page, wait_until="load")
    tab.wait_for_timeout(50)
    del files[:]
    tab.focus("#q")
    # The delay is that of each letter: it is over before Enter, too.
    tab.keyboard.type(query, delay=pace)
    tab.keyboard.press("Enter")
    return _wait_for_answer(tab, site, files, "window.pressed")


def _wait_for_answer(tab: Page, site: _Site, files: Sequence[str], since: str) -> Load:
    """Return what was asked for, with the milliseconds from a moment to results that stand; the page is closed."""
    milliseconds = 0.0
    ends = time.monotonic() + _PATIENCE / 1000
    # Asked from here: a page that forbids `eval` cannot be waited for by Playwright.
    while not milliseconds and time.monotonic() < ends:
        tab.wait_for_timeout(_GLANCE)
        milliseconds = tab.evaluate(f"window.answered ? window.answered - {since} : 0")
    if not milliseconds:
        raise Error(f"{tab.url} has not answered within {_PATIENCE / 1000:.0f} s")
    asked = [*files]
    tab.context.close()
    return _load(site.folder, asked, milliseconds)


def _wait_for_calm(tab: Page, files: Sequence[str]) -> None:
    """Wait until a page asks for nothing more: on a busy machine that lasts, and would count for the next query."""
    known = -1
    while known != len(files):
        known = len(files)
        tab.wait_for_timeout(_CALM)


def _longest(browser: Browser, engine: Engine, site: _Site, asked: tuple[str, str]) -> float:
    tab, _ = _open(browser, site)
    tab.goto(site.page, wait_until="load")
    browser.start_tracing(page=tab, categories=["toplevel", "__metadata"])
    for query in asked:
        tab.evaluate(engine.search, query)
        tab.evaluate(_SETTLED)
    trace = browser.stop_tracing()
    tab.context.close()
    return longest_task(trace)


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


def _load(site: Path, files: Sequence[str], milliseconds: float = 0) -> Load:
    own = [site / file for file in files if not file.startswith(("data:", "blob:"))]
    return Load(
        requests=len(own),
        kilobytes=sum(_packed(file, file.stat().st_mtime_ns) for file in own) / 1000,
        unpacked=sum(file.stat().st_size for file in own) / 1000,
        milliseconds=milliseconds,
    )


@cache
def _packed(file: Path, stamp: int) -> int:
    """Return the bytes that travel: those of gzip, or of the file where it is packed already. The same files are asked for again and again."""
    del stamp
    data = file.read_bytes()
    return min(len(gzip.compress(data, 6)), len(data))
