"""What is loaded before a query is sent: on focus, while it is typed, and where the address brings one. The page is the real one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from plugins.search.assets import VIEW_FILES
from plugins.search.bundle import ARRIVAL, SCRIPT, page_scripts
from tests.theme import fakes

pytestmark = pytest.mark.browser

Visit = Callable[..., AbstractContextManager[tuple[Page, list[str]]]]

THEME = Path(__file__).resolve().parents[2] / "theme"
EVERY_QUERY = {"theme/vendor/lunr.min.js", "search/en/manifest.js", "search/en/words.js"}
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } })"


@pytest.fixture(scope="module")
def real(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic archive's index, with the search page of the theme and its scripts beside it."""
    root = tmp_path_factory.mktemp("real") / "sub"
    shutil.copytree(site / "sub", root)
    page = fakes.pages(tmp_path_factory.mktemp("cache"), "en")["en/search.html"].decode()
    for file in VIEW_FILES:
        page = page.replace(f'<script defer src="../theme/{file}"></script>\n', "")
    (root / "en/search.html").write_text(page.replace(fakes.ENGINE, SCRIPT), encoding="utf-8")
    (root / "en/search-labels.js").write_text("", encoding="utf-8")
    for sheet in ("site.css", "search.css"):
        (root / "theme" / sheet).write_text("", encoding="utf-8")
    for address, script in page_scripts(THEME).items():
        (root / address).write_bytes(script)
    return root


@pytest.fixture
def visit(real: Path, browser: Browser, served: Callable[[Path], AbstractContextManager[str]]) -> Iterator[Visit]:
    """Open the search page on a server; gives it, and the files it asks for, in a list that grows."""
    with served(real.parent) as address:

        @contextmanager
        def opened(query: str = "", script: str = "") -> Iterator[tuple[Page, list[str]]]:
            page = browser.new_page()
            files: list[str] = []
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("request", lambda one: files.append(one.url.rpartition("/sub/")[2].partition("?")[0]))
            if script:
                page.add_init_script(script)
            page.goto(f"{address}/sub/en/search.html{query}", wait_until="load")
            yield page, files
            page.close()
            assert [] == errors

        yield opened


def of_the_index(files: list[str]) -> list[str]:
    """Return those of the files that a query needs."""
    return [file for file in files if file.startswith(("search/", "theme/vendor/"))]


def lists(files: list[str]) -> set[str]:
    """Return those that are lists of terms."""
    return {file for file in files if file.startswith("search/en/terms/")}


def loaded(page: Page, files: list[str], wanted: set[str]) -> None:
    """Wait until files are asked for, and have come."""
    for file in wanted - {*files}:
        page.wait_for_event("requestfinished", lambda one, file=file: file in one.url)
    page.wait_for_load_state("networkidle")
    assert wanted <= {*files}


def test_focus_loads_what_every_query_needs(visit: Visit) -> None:
    """Opening the page asks for nothing of the index; the focus asks for the libraries, the manifest and the list of words."""
    with visit() as (page, files):
        assert [] == of_the_index(files)
        page.locator("#q").focus()
        loaded(page, files, EVERY_QUERY)

        assert EVERY_QUERY == {*of_the_index(files)}


def test_words_are_there_when_enter_is_pressed(visit: Visit) -> None:
    """Finished words have their lists loaded while the next is typed: Enter finds them, loads nothing twice, and answers as ever."""
    with visit() as (page, files):
        page.locator("#q").focus()
        page.keyboard.type("journalist norway ")
        page.wait_for_load_state("networkidle")
        typed = [*files]
        page.keyboard.press("Enter")
        expect(page.locator("#hits > li").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        found = page.locator("#hits h3").all_inner_texts()

        assert len(lists(typed)) in (1, 2)
        assert lists(typed) == lists(files)
        assert not any(
            file.startswith(("search/en/docs/", "search/en/lengths/", "search/en/columns/")) for file in typed
        )
        assert len(files) == len(set(files))
    with visit() as (page, _):
        fresh = page.evaluate(
            "async () => (await alertSearch.search('journalist norway')).hits.map(({ title }) => title)"
        )
    assert fresh == found


def test_a_word_is_finished_by_a_pause(visit: Visit) -> None:
    """The list of the last word is loaded when no key comes for a while, and a typing error in it is not looked up: it may go on."""
    with visit() as (page, files):
        page.locator("#q").focus()
        loaded(page, files, EVERY_QUERY)
        page.keyboard.type("jornalist")
        page.wait_for_timeout(400)
        page.wait_for_load_state("networkidle")
        paused = [*files]
        page.keyboard.press("Space")
        page.wait_for_timeout(100)
        page.wait_for_load_state("networkidle")

        assert 1 == len(lists(paused))
        assert not any("/vocabulary/" in file for file in paused)
        assert any("/vocabulary/" in file for file in files)


COMMON = """async () => {
  const store = await alertSearch.parts.store.store('en');
  const found = await store.postings(store.shards.filter((term) => /^[a-z]+$/.test(term) && store.analyser.asked(term).join() === term));
  return [...found].sort((one, other) => other[1].count - one[1].count)[0][0];
}"""


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"offset": 10},
        {"sort": "oldest"},
        {"from": "2005", "to": "2010"},
        {"filters": {"kind": ["update"]}},
        {"languages": ["en", "fr"]},
    ],
)
def test_a_common_word_is_asked_as_any_other(visit: Visit, options: dict[str, object]) -> None:
    """What is kept of a word that begins a file is what a search finds without it: filtered, sorted, on another page, and in one field."""
    both = """async ([word, options]) => {
      const answers = [];
      const alone = ['', 'title:', 'target:'].flatMap((field) => [`${field}${word}`, `+${field}${word} -zzyzxq`]);
      for (const text of [...alone, `${word} norway`, `norway ${word}`]) {
        const { total, hits, facets, closest, missing } = await alertSearch.search(text, options);
        answers.push({ total, hits, facets, closest, missing: missing.length });
      }
      return answers;
    }"""
    with visit() as (page, _):
        answers = page.evaluate(both, [page.evaluate(COMMON), options])

    assert answers[0]["total"] > 0
    assert answers[0::2] == answers[1::2]


def test_a_common_word_is_ready_behind_a_pause(visit: Visit) -> None:
    """A word that begins a file has its scores worked out when no key comes for a moment: Enter asks for cards, and for what is counted."""
    with visit() as (page, _):
        word = page.evaluate(COMMON)
        total, ids = page.evaluate(
            "async (word) => { const { total, hits } = await alertSearch.search(`${word} -zzyzxq`); return [total, hits.map(({ ref }) => ref)]; }",
            word,
        )
    with visit() as (page, files):
        page.locator("#q").focus()
        page.keyboard.type(word)
        page.wait_for_timeout(200)
        page.wait_for_load_state("networkidle")
        paused = {file.split("/")[2] for file in files if file.startswith("search/en/") and file.count("/") > 2}
        asked = len(files)
        page.keyboard.press("Enter")
        expect(page.locator("#hits > li").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        after = {file.split("/")[2] for file in files[asked:] if file.startswith("search/en/") and file.count("/") > 2}
        shown = page.locator("#hits h3 a").evaluate_all(
            "(all) => all.map((one) => one.pathname.split('/').pop().slice(0, -5))"
        )

        assert total > 10
        assert {"terms", "lengths"} == paused
        assert {"docs", "columns"} == after
        assert ids == shown
        assert len(files) == len(set(files))


@pytest.mark.parametrize(
    ("text", "options", "kinds"),
    [
        ("journal* jornalist~", {}, set()),
        ("zzyzxq", {"exact": True}, {"terms"}),
        ("jornalist", {}, {"terms", "vocabulary"}),
        ("jornalist", {"languages": ["en", "fr"]}, {"terms"}),
        ('"police editor"', {}, {"terms", "positions"}),
        ("jornalist", {"isWhole": False}, {"terms"}),
        ("jornalist", {"isWhole": False, "isBrief": True}, set()),
        ("COMMON", {"isWhole": False, "isBrief": True}, {"terms", "lengths"}),
        ("COMMON", {"isWhole": False, "languages": ["en", "fr"]}, {"terms"}),
        ("COMMON", {}, {"terms"}),
        ("", {}, set()),
    ],
)
def test_only_what_the_query_will_need(visit: Visit, text: str, options: dict[str, object], kinds: set[str]) -> None:
    """Lists are loaded, for typing errors the words near them, for phrases where they stand; what looks through all words waits."""
    if text == "COMMON":
        with visit() as (page, _):
            text = page.evaluate(COMMON)
    with visit() as (page, files):
        page.evaluate("([text, options]) => alertSearch.expect(text, options)", [text, options])
        page.wait_for_load_state("networkidle")
        own = {file.split("/")[2] for file in of_the_index(files) if file.startswith("search/") and file.count("/") > 2}
        ahead = [*files]
        page.evaluate("([text, options]) => alertSearch.search(text, options)", [text, options])

        assert kinds == own
        assert {*ahead} <= {*files}
        assert len(files) == len(set(files))


def test_a_word_of_nearly_all_alerts_loads_no_tables(visit: Visit) -> None:
    """What tells none apart is hardly asked by itself: behind a pause only its list is loaded, here of an archive said to be so small."""
    pauses = """async (word) => {
      const store = await alertSearch.parts.store.store('en');
      store.manifest.documents = (await store.postings([word])).get(word).count + 1;
      await alertSearch.expect(word, { isWhole: false, isBrief: true });
    }"""
    with visit() as (page, files):
        page.evaluate(pauses, page.evaluate(COMMON))

        assert lists(files)
        assert not [file for file in files if file.startswith("search/en/lengths/")]


def test_the_search_shares_what_is_under_way(visit: Visit) -> None:
    """Enter right behind a word asks for nothing a second time, and what was loaded for it serves both."""
    with visit() as (page, files):
        total, alone = page.evaluate(
            """async () => {
              const ahead = alertSearch.expect('journalist norway');
              const { total } = await alertSearch.search('journalist norway');
              await ahead;
              return [total, (await alertSearch.search('journalist norway')).total];
            }"""
        )

        assert total == alone > 0
        assert len(files) == len(set(files))


def test_who_saves_data_loads_nothing_ahead(visit: Visit) -> None:
    """Where the browser says that data are dear, nothing of the index is loaded before Enter; then the answer comes."""
    with visit(script=SAVING) as (page, files):
        page.locator("#q").focus()
        page.keyboard.type("norway 1 ")
        page.wait_for_timeout(400)
        assert [] == [file for file in of_the_index(files) if "/suggest/" not in file]
        page.keyboard.press("Enter")

        expect(page.locator("#hits > li").first).to_be_visible()


def test_what_fails_ahead_is_told_by_the_search(visit: Visit) -> None:
    """Without its lists the page says nothing while someone types, and offers to try again after Enter."""
    with visit() as (page, files):
        page.route("**/search/en/terms/**", lambda route: route.abort())
        page.locator("#q").focus()
        page.keyboard.type("journalist ")
        page.wait_for_load_state("networkidle")
        assert lists(files)
        expect(page.get_by_role("alert")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("search/en/terms/")
        page.unroute("**/search/en/terms/**")
        page.get_by_role("button", name="Try again").click()

        expect(page.locator("#hits > li").first).to_be_visible()


RUN_AHEAD = "window.searchAhead ? [...window.searchAhead.arrived.keys()] : null"
HINTS = "[...document.querySelectorAll('link[rel=preload]')].map((link) => link.href.split('/sub/')[1])"
FIRST_FILES = ["theme/vendor/lunr.min.js", "search/en/manifest.js"]
SCRIPTS = ["en/search-labels.js", SCRIPT]


def goes(page: Page, address: str, *, first: str, then: str, come: str = "requestfinished") -> None:
    """Open an address where one file comes (or fails) before another is let through: either may be quicker on a reader's machine."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**/{then}", hold)
    with page.expect_event(come, lambda one: first in one.url):
        page.goto(address, wait_until="commit")
    for route in held:
        route.continue_()
    page.unroute(f"**/{then}")


def test_an_address_with_a_query_asks_ahead(visit: Visit) -> None:
    """Libraries and manifest are run before the page's scripts, and these asked for early; each file is fetched once, and all are taken over."""
    with visit() as (page, files):
        files.clear()
        goes(page, f"{page.url}?q=norway", first=FIRST_FILES[-1], then=SCRIPT)
        expect(page.locator("#hits > li").first).to_be_visible()

        assert SCRIPTS == page.evaluate(HINTS)
        assert max(files.index(file) for file in FIRST_FILES) < files.index("search/en/words.js")
        assert len(files) == len(set(files))
        assert [] == page.evaluate(RUN_AHEAD)
    for query in ("", "?q=", "?q=norway&lang=fr"):
        with visit(query) as (page, files):
            assert [] == page.evaluate(HINTS)
            assert page.evaluate(RUN_AHEAD) is None


def test_scripts_that_are_quicker_load_for_themselves(visit: Visit) -> None:
    """Where the page's own scripts run first, nothing is asked for twice."""
    with visit() as (page, files):
        files.clear()
        goes(page, f"{page.url}?q=norway", first="search/en/words.js", then=ARRIVAL)
        expect(page.locator("#hits > li").first).to_be_visible()
        page.wait_for_load_state("networkidle")

        assert ARRIVAL in files
        assert len(files) == len(set(files))
        assert page.evaluate(RUN_AHEAD) is None


def test_on_a_disk_the_first_files_are_asked_ahead_too(real: Path, browser: Browser) -> None:
    """The query in the address is answered; hints for the page's own scripts would be of no use there."""
    page = browser.new_page()
    goes(page, f"{(real / 'en/search.html').as_uri()}#q=norway", first=FIRST_FILES[-1], then=SCRIPT)
    expect(page.locator("#hits > li").first).to_be_visible()

    assert [] == page.evaluate(RUN_AHEAD)
    assert [] == page.evaluate(HINTS)
    page.close()


@pytest.mark.parametrize("file", FIRST_FILES)
def test_what_fails_on_arrival_is_asked_for_again(visit: Visit, file: str) -> None:
    """A first file that does not come at once comes when the search asks for it; one that does not come at all is told, and can be retried."""
    with visit() as (page, _):
        address = page.url
        page.route(f"**/{file}", lambda route: route.abort())
        goes(page, f"{address}?q=norway", first=file, then=SCRIPT, come="requestfailed")
        expect(page.get_by_role("alert")).to_contain_text(file)
        page.unroute(f"**/{file}")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#hits > li").first).to_be_visible()
        page.route(f"**/{file}", lambda route: route.abort(), times=1)
        goes(page, f"{address}?q=police", first=file, then=SCRIPT, come="requestfailed")

        expect(page.locator("#hits > li").first).to_be_visible()


def test_a_few_hits_need_no_tables(visit: Visit) -> None:
    """Their cards, which are shown anyway, tell all that scores and counts are made of."""
    rare = """async () => {
      const store = await alertSearch.parts.store.store('en');
      const terms = await store.vocabulary('');
      return terms.find((term) => store.weight(term) < 3 && /^[a-z]+$/.test(term) && store.analyser.asked(term).join() === term);
    }"""
    with visit() as (page, _):
        word = page.evaluate(rare)
    with visit() as (page, files):
        answer = page.evaluate("(word) => alertSearch.search(`+${word} -zzyzxq`)", word)

        assert 0 < answer["total"] == sum(answer["facets"]["year"].values()) < 5
        assert {"terms", "docs"} == {
            file.split("/")[2] for file in files if file.startswith("search/en/") and file.count("/") > 2
        }
