"""The pages in Chromium: accessible in every scheme and language, at every width, from a disk and from a path."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from plugins.alerts.languages import CODES
from tests.browser import wait_until
from tests.theme.conftest import Open
from tests.theme.fakes import ROOT, THEME

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = (
    "index.html",
    "alerts/2003/a.html",
    "alerts/2003/f.html",
    "countries/cd/2005.html",
    "countries/cd.html",
    "countries/index.html",
    "cases/a.html",
    "cases/index.html",
    "digests/2005-W17.html",
    "names/index.html",
    "names/initials/z.html",
    "search.html",
    "about.html",
    "feeds.html",
    "data.html",
    "alerts/2003/w.html",
)
EVERY = ("index.html", "404.html", *(f"{code}/{path}" for code in CODES for path in TYPES))


def box(element: Locator) -> FloatRect:
    """Return where an element that is shown stands."""
    found = element.bounding_box()
    assert found
    return found


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, one line each.

    The page's own policy keeps scripts out that are put into it, so axe is handed to the debugger instead.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {preload: false, runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{one['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, scheme: str) -> None:
    """Every type of page meets WCAG 2.2 AA as far as a program can tell: in every language, and in English in the dark and narrow."""
    width = 1280 if scheme == "light" else 360
    page = opened("index.html", color_scheme=scheme, viewport={"width": width, "height": 720})
    base = page.url.removesuffix("index.html")
    wrong = {}
    for path in EVERY if scheme == "light" else (path for path in EVERY if path.startswith("en/")):
        page.goto(base + path)
        if found := violations(page):
            wrong[path] = found

    assert {} == wrong


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways(opened: Open, width: int) -> None:
    """At 320 px, which is 400 % zoom of 1280 px, every page is as wide as the window; so are results."""
    page = opened("index.html", viewport={"width": width, "height": 640})
    base = page.url.removesuffix("index.html")
    too_wide = []
    for path in (*EVERY, "fr/search.html#q=rare+words"):
        page.goto(base + path)
        if "#" in path:
            expect(page.locator("#hits > li")).to_have_count(10)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)

    assert [] == too_wide


def test_the_first_tab_leads_to_the_content(opened: Open) -> None:
    """The skip link comes first, is seen when it has the focus, and moves it past the head of the page."""
    page = opened("fr/alerts/2003/a.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")

    assert "Aller au contenu" == skip.inner_text()
    assert box(skip)["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_is_seen(opened: Open) -> None:
    """What has the focus has an outline of 3 px."""
    page = opened("en/index.html")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert "3px" == page.evaluate("getComputedStyle(document.activeElement).outlineWidth")


def test_pages_read_well_from_right_to_left(opened: Open) -> None:
    """With ``dir=rtl`` the card of a record changes sides, and nothing scrolls."""
    page = opened("en/alerts/2003/a.html", viewport={"width": 1280, "height": 800})
    before = box(page.locator(".card"))
    page.evaluate("document.documentElement.dir = 'rtl'")
    after = box(page.locator(".card"))

    assert before["x"] > 640 > after["x"]
    assert 1280 == page.evaluate("document.documentElement.scrollWidth")


def test_a_printed_alert_says_where_it_is_from(opened: Open) -> None:
    """On paper the ways through the site are gone, and the address is there."""
    page = opened("en/alerts/2003/a.html")
    page.emulate_media(media="print")

    expect(page.locator(".address")).to_be_visible()
    expect(page.locator(".sections")).to_be_hidden()
    expect(page.locator(".quicksearch")).to_be_hidden()


def test_nothing_is_lost_without_scripts(opened: Open) -> None:
    """Every page but the search says the same without scripts as with them, and none leads to what needs them without saying so."""
    with_scripts, without = opened("index.html"), opened("index.html", java_script_enabled=False)
    base = with_scripts.url.removesuffix("index.html")
    different = []
    for path in (f"fr/{one}" for one in TYPES if one != "search.html"):
        texts = []
        for page in (with_scripts, without):
            page.goto(base + path)
            texts.append(page.inner_text("body"))
        if texts[0] != texts[1]:
            different.append(path)

    assert [] == different


def test_headlines_stand_in_one_column(opened: Open) -> None:
    """An alert of which only the year is known does not say it under the heading of that year, and its headline stands under the others."""
    page = opened("en/countries/cd.html", viewport={"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('.group time')[1].setAttribute('datetime', '2005')")

    assert not page.locator(".group time").nth(1).is_visible()
    assert 1 == len({round(one.bounding_box()["x"]) for one in page.locator(".group .items a").all()})  # type: ignore[index]


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"contrast": "more", "color_scheme": "dark"}])
def test_charts_are_seen_in_the_readers_colours(opened: Open, options: dict[str, str]) -> None:
    """With forced colours or more contrast, bars and the map are drawn in what text is written in, and axe finds nothing."""
    page = opened("en/index.html", **options)
    colours = page.evaluate(
        """() => ["main", "svg.bars", "svg.world"].map((name) => {
            const style = getComputedStyle(document.querySelector(name));
            return name === "main" ? style.color : style.fill;
        })"""
    )

    assert 1 == len(set(colours)), colours
    assert [] == violations(page)


def test_targets_can_be_hit(opened: Open) -> None:
    """Links that stand by themselves are at least 24 px high, or have that much room (WCAG 2.5.8)."""
    page = opened("en/names/index.html")
    base = page.url.removesuffix("en/names/index.html")
    too_small = {}
    for path in ("en/names/initials/z.html", "en/names/index.html", "en/countries/cd.html", "en/countries/index.html"):
        page.goto(base + path)
        too_small[path] = page.evaluate(
            """() => [...document.querySelectorAll(":is(.index, .periods, .parts, .sections, .languages) li")]
                .filter((item) => item.getBoundingClientRect().height < 24).map((item) => item.textContent.trim())"""
        )

    assert {} == {path: found for path, found in too_small.items() if found}


def test_headlines_of_results_are_easily_hit(opened: Open) -> None:
    """They are as high as their lines, 24 px at least: links to translations may stand right below."""
    page = opened("en/search.html#q=journalist")
    links = page.locator("#hits h3 a")
    expect(links).to_have_count(10)

    assert 24 <= min(links.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)"))


def test_an_alert_prints_on_two_pages_at_most(opened: Open) -> None:
    """With its card, what came before and after, and where it is from."""
    page = opened("en/alerts/2003/a.html")
    printed = page.pdf(format="A4")

    assert printed.count(b"/Type /Page\n") in {1, 2}


def test_the_search_page_works_without_scripts(opened: Open) -> None:
    """It says that it needs JavaScript, and leads to the lists."""
    page = opened("es/search.html", java_script_enabled=False)

    assert "necesita JavaScript" in page.inner_text("main")
    expect(page.locator("#browse a").first).to_be_visible()


def test_the_form_of_any_page_leads_to_the_search(opened: Open) -> None:
    """A plain form, sent from an alert on a disk, arrives with its words."""
    page = opened("en/alerts/2003/a.html")
    page.get_by_role("searchbox").fill("radio")
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_have_text("137 alerts found")
    expect(page.locator("#q")).to_have_value("radio")


def address_of(page: Page) -> str:
    """Return the state that the address holds, without the sign before it."""
    return str(page.evaluate("(location.hash || location.search).slice(1)"))


def test_nothing_is_asked_before_someone_searches(search_page: Page) -> None:
    """The engine is left alone until the box has the focus, and then only asked to get ready."""
    assert [] == search_page.evaluate("window.asked")
    search_page.locator("#q").focus()

    assert ["prepare"] == search_page.evaluate("window.asked")


def test_search_by_keyboard(search_page: Page) -> None:
    """A slash leads to the box, Enter searches, the count is said, marks are marks and text is text, Escape empties the box."""
    page = search_page
    page.keyboard.press("/")
    page.keyboard.type("journalist")
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_have_text("137 alerts found")
    assert "q=journalist" == address_of(page)
    first = page.locator("#hits > li").first
    expect(first.locator("h3 mark")).to_have_text("Journalist")
    expect(first.locator("time")).to_have_text("26 April 1995")
    expect(first.locator(".meta")).to_have_text("26 April 1995 · Colombia · Alert · RSF")
    expect(first.locator(".excerpt")).to_contain_text("<b>hunger strike</b>")
    expect(page.locator("#hits > li").nth(3).locator(".tongue")).to_have_text("Français")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")


def test_paging_and_the_way_back(search_page: Page) -> None:
    """Pages have addresses of their own; Back restores what was shown, words and filters included."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Next page").click()

    expect(page.locator("#status")).to_have_text("137 alerts found, page 2 of 14")
    assert "q=journalist&page=2" == address_of(page)
    assert "results" == page.evaluate("document.activeElement.id")
    page.go_back()
    expect(page.locator("#status")).to_have_text("137 alerts found")
    page.go_forward()
    page.reload()
    expect(page.locator("#status")).to_have_text("137 alerts found, page 2 of 14")


def test_filters(search_page: Page) -> None:
    """A tick narrows the search at once and stays in the address; its alternatives keep their counts; all can be removed."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Update 34 alerts").check()

    expect(page.locator("#status")).to_have_text("34 alerts found")
    assert "q=journalist&kind=update" == address_of(page)
    page.get_by_role("checkbox", name="Letter 34 alerts").check()
    expect(page.locator("#status")).to_have_text("68 alerts found")
    assert "q=journalist&kind=update&kind=letter" == address_of(
        page
    ) or "q=journalist&kind=letter&kind=update" == address_of(page)
    page.get_by_role("link", name="Remove all filters").click()
    expect(page.locator("#status")).to_have_text("137 alerts found")


def test_long_facets_unfold(search_page: Page) -> None:
    """Only the first values of a facet are shown, and a button shows them all and keeps the focus."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    years = page.locator("#facet-year")
    expect(years.get_by_role("checkbox")).to_have_count(8)
    years.get_by_role("button", name="Show all 25").press("Enter")

    expect(years.get_by_role("checkbox")).to_have_count(25)
    expect(years.get_by_role("button", name="Show fewer")).to_be_focused()


def test_a_page_beyond_the_last_shows_the_last(opened: Open) -> None:
    """An address with too high a page number is not an empty page."""
    page = opened("en/search.html#q=journalist&page=99")

    expect(page.locator("#status")).to_have_text("137 alerts found, page 14 of 14")
    expect(page.locator("#hits > li")).to_have_count(7)


def test_nothing_moves_when_results_arrive(opened: Open) -> None:
    """What stands below the results is out of sight before they come, and where none will: no layout shift, on a telephone and on a desk."""
    page = opened("index.html")
    base = page.url.removesuffix("index.html")
    shifts = {}
    for width, height in ((360, 740), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for query, hits in (("q=journalist", 10), ("q=", 0)):
            page.goto(f"{base}en/search.html?{query}&width={width}")
            expect(page.locator("#hits > li")).to_have_count(hits)
            expect(page.locator("main.ready ~ .colophon")).to_have_css("display", "block")
            shifts[width, query] = page.evaluate(
                """() => new Promise((resolve) => {
                    let sum = 0;
                    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                        .observe({ type: 'layout-shift', buffered: true });
                    setTimeout(() => resolve(sum), 200);
                })"""
            )

    assert dict.fromkeys(shifts, 0) == shifts


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nothing", "No alert has: nothing."),
        ("rare words", "No alert has all of these words."),
        ("wild~", "stands for too many words"),
        ('"some of it" rare', "these among them, which are very common, were not compared: of, it."),
        ("broken", "could not be loaded: search/en/t-03.js"),
    ],
)
def test_what_went_otherwise_is_said(opened: Open, query: str, said: str) -> None:
    """Nothing found, near misses, hints and files that are missing are told in words."""
    page = opened(f"en/search.html?q={query}")

    expect(page.locator("#notices")).to_contain_text(said)


def test_a_phrase_is_compared_with_all_texts_when_that_is_wanted(search_page: Page) -> None:
    """Of a server some hundred texts are read unasked, and the total is said to be a limit; from a disk all are."""
    page = search_page
    page.fill("#q", '"much of it"')
    page.press("#q", "Enter")
    status = page.locator("#status")
    expect(status).to_contain_text("found")
    limits = [100, None]
    if page.url.startswith("file:"):
        limits = [None]
    else:
        expect(status).to_contain_text("At most")
        expect(page.locator("#notices")).to_contain_text("have not been compared in all texts: of, it.")
        expect(page.locator("#elsewhere")).to_contain_text("Français (≤ 137) · Español (0)")
        page.get_by_role("link", name="Compare all texts").click()
        assert "texts=all" in page.url
    expect(status).not_to_contain_text("At most")
    # What nobody asked for is not worth thousands of texts, wherever they are.
    expect(page.locator("#elsewhere")).to_contain_text("Français (≤ 137) · Español (0)")
    asked = page.evaluate("window.asked.filter(({text, options}) => text === '\"much of it\"' && options.limit)")

    assert limits == [one["options"].get("texts") for one in asked]


def test_what_was_chosen_for_one_query_does_not_hold_for_the_next(opened: Open) -> None:
    """Words as they were typed, and all texts compared: another order keeps both, other words neither."""
    page = opened("en/search.html?q=journalist&exact=1&texts=all")
    expect(page.locator("#status")).to_have_text("137 alerts found")
    page.select_option("#sort", "newest")
    page.wait_for_url("**sort=newest**")
    kept = page.url.partition("#")[2]
    page.locator("#q").fill("reporter")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=reporter**")

    assert "q=journalist&sort=newest&exact=1&texts=all" == kept
    assert "q=reporter&sort=newest" == page.url.partition("#")[2]


def test_how_far_a_long_comparison_is(opened: Open) -> None:
    """While many texts are compared it is told how many of them are read; the answer takes its place."""
    page = opened("en/search.html?q=many texts")
    status = page.locator("#status")
    expect(status).to_have_text("32 of 6,400 read…")
    page.evaluate("window.arrive()")

    expect(status).to_contain_text("alerts found")


def test_a_long_comparison_can_be_stopped(search_page: Page) -> None:
    """Who does not want to wait for all texts ends their reading, is shown what a few of them tell, and the address says so."""
    page = search_page
    page.evaluate(
        "() => { location.href = location.pathname + (location.protocol === 'file:' ? '#' : '?') + 'q=many texts&texts=all'; }"
    )
    page.wait_for_url("**texts=all")
    stop = page.get_by_role("button", name="Stop comparing")
    stop.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_contain_text("alerts found")
    expect(stop).to_have_count(0)
    assert "texts=all" not in page.url
    assert "ended" in page.evaluate("window.asked")
    assert 100 == page.evaluate("window.asked.filter(({text}) => text === 'many texts').at(-1).options.texts")


def test_nothing_found_keeps_no_room(opened: Open) -> None:
    """Where nothing is found the page ends after what is said; found again, there is room for a chart and ten hits."""
    page = opened("en/search.html?q=nothing", viewport={"width": 360, "height": 740})
    findings = page.locator(".findings")
    expect(findings).to_have_class("findings idle")
    kept = "(element) => parseFloat(getComputedStyle(element).minBlockSize)"
    assert 0 == page.locator("#elsewhere").evaluate(kept)

    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_have_text("137 alerts found")
    expect(findings).to_have_class("findings")
    assert page.locator("#elsewhere").evaluate(kept) > 0


def test_a_date_that_is_none_is_said_and_not_searched(opened: Open) -> None:
    """``2005-13`` is told to be no date; nothing is asked of the engine."""
    page = opened("en/search.html#q=journalist&from=2005-13")

    expect(page.locator("#notices")).to_contain_text("This is not a date: 2005-13.")
    assert [] == page.evaluate("window.asked")


def test_the_whole_state_is_read_from_the_address(opened: Open) -> None:
    """Words, filters, dates, order, languages and page reach the engine as they stand in the address."""
    page = opened(
        "fr/search.html#q=presse&country=CO,CN&year=1998&from=1997&to=2003-04&sort=oldest&lang=es&lang=fr&page=2"
    )
    wait_until(page, "window.asked.length > 0")

    assert {
        "text": "presse",
        "options": {
            "languages": ["fr", "es"],
            "filters": {"country": ["CO", "CN"], "year": ["1998"]},
            "from": "1997",
            "to": "2003-04",
            "sort": "oldest",
            "limit": 10,
            "offset": 10,
        },
    } == page.evaluate("window.asked[0]")
    expect(page.locator("#from")).to_have_value("1997")


def test_the_bundled_style_is_the_written_one(browser: Browser, style: str) -> None:
    """The browser reads the same rules from what pages load as from the files that people write."""
    written = "".join(file.read_text(encoding="utf-8") for file in sorted((THEME / "static/css").glob("*.css")))
    page = browser.new_page()
    # A custom property is kept as it was written, line ends included.
    rules = "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return [...sheet.cssRules].map(one => one.cssText.replace(/\\s+/g, ' ').replace(/, /g, ',')); }"

    assert page.evaluate(rules, written) == page.evaluate(rules, style)
    page.close()
