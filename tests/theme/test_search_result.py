"""What a reader does with a whole result: filters it by map and sliders, takes it along, and finds the way back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import wait_until
from tests.theme.conftest import Open
from tests.theme.test_in_browser import address_of, violations

pytestmark = pytest.mark.browser


def loaded(page: Page) -> list[str]:
    """Return the files that the page asked its engine for."""
    found: list[str] = page.evaluate("asked.filter((one) => one.shard).map((one) => one.shard)")
    return found


def test_a_map_of_the_result(search_page: Page) -> None:
    """Its shapes are loaded when it is opened; it is one stop, arrows move by count, Enter filters; a table says the same."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("137 alerts found")
    assert [] == loaded(page)
    page.get_by_text("Map of these results").click()
    places = page.locator("#map .world a")
    expect(places).to_have_count(3)
    assert ["world"] == loaded(page)
    assert 1 == page.locator('#map .world a[tabindex="0"]').count()
    places.first.focus()
    page.keyboard.press("End")
    expect(places.last).to_be_focused()
    name = places.last.get_attribute("aria-label") or ""
    page.keyboard.press("Enter")

    country, _, count = name.partition(": ")
    expect(page.locator("#status")).to_have_text(f"{count} found")
    expect(page.locator("#chips .chip")).to_have_text(f"Country: {country} ×")
    expect(page.locator('#map .world a[aria-current="true"]')).to_have_attribute("aria-label", name)
    page.locator("#map details summary").click()
    expect(page.locator("#map tbody tr")).to_have_count(13)
    assert ["world"] == loaded(page)


def test_the_period_by_sliders(search_page: Page) -> None:
    """They move by keys, write into the fields, and search when they stand; neither passes the other."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    begin, end = page.get_by_role("slider", name="From the year"), page.get_by_role("slider", name="To the year")
    first, last = int(begin.input_value()), int(end.input_value())
    begin.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#from")).to_have_value(str(first + 1))
    assert f"q=journalist&from={first + 1}" == address_of(page)
    begin.press("End")
    expect(page.locator("#from")).to_have_value(str(last))
    end.press("Home")
    expect(end).to_have_value(str(last))
    begin.press("Home")

    expect(page.locator("#from")).to_have_value("")
    assert "q=journalist" == address_of(page)


def export(page: Page, name: str, folder: Path) -> Path:
    """Press a button of the export, and return the file that comes."""
    with page.expect_download() as download:
        page.get_by_role("group", name="Take these results with you").get_by_role("button", name=name).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_the_result_as_a_file(search_page: Page, tmp_path: Path) -> None:
    """All that is found and filtered, in any of three formats, each row with its address and the state of the index."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Update").check()
    expect(page.locator("#export")).to_contain_text("Export these 34 alerts:")
    page.evaluate(
        """() => {
          const all = alertSearch.collect;
          alertSearch.collect = (text, options, take) => all(text, options, (hits, total) => take(
            hits.map((hit, n) => (n ? hit : { ...hit, title: '=HYPERLINK("x"), "quoted" | parted', sources: ['A|B', 'C'] })), total));
        }"""
    )
    table = export(page, "CSV", tmp_path).read_bytes()
    expect(page.locator("#exported")).to_have_text("34 alerts exported")
    document: dict[str, Any] = json.loads(export(page, "JSON", tmp_path).read_text(encoding="utf-8"))
    references = export(page, "RIS", tmp_path).read_text(encoding="utf-8")

    assert table.startswith(b"\xef\xbb\xbfid,language,title,")
    rows = list(csv.DictReader(table.decode("utf-8-sig").splitlines()))
    assert (34, 34, 34) == (len(rows), document["count"], references.count("TY  - ELEC"))
    assert """'=HYPERLINK("x"), "quoted" | parted""" == rows[0]["title"]
    assert r"A\|B|C" == rows[0]["sources"]
    assert ["A|B", "C"] == document["alerts"][0]["sources"]
    assert {"en-0123456789"} == {row["snapshot"] for row in rows}
    assert rows[1]["permalink"].endswith("en/alerts/2003/a.html")
    assert document["address"].endswith("q=journalist&kind=update")
    assert "M3  - Update\n" in references


def test_the_columns_of_a_file_can_be_chosen(opened: Open, tmp_path: Path) -> None:
    """Texts are there for who wants them; what was chosen stays for the next search; one column is left at least."""
    page = opened("en/search.html#q=journalist")
    columns = page.locator("#export details")
    columns.locator("summary").press("Enter")
    expect(columns.get_by_role("checkbox")).to_have_count(15)
    expect(columns.get_by_role("checkbox", checked=False)).to_have_accessible_name("body")
    columns.get_by_role("checkbox", name="body").check()
    for name in ("snapshot", "permalink", "kind_name", "country_names", "source_names", "violation_names"):
        columns.get_by_role("checkbox", name=name, exact=True).uncheck()
    page.locator("#q").fill("radio")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("137 alerts found")
    rows = list(csv.reader(export(page, "CSV", tmp_path).read_text(encoding="utf-8-sig").splitlines()))
    document = json.loads(export(page, "JSON", tmp_path).read_text(encoding="utf-8"))
    page.locator("#export summary").click()
    for box in page.locator("#export details").get_by_role("checkbox", checked=True).all()[::-1]:
        box.click()

    assert ["id", "language", "title", "issued", "kind", "countries", "sources", "violations", "body"] == rows[0]
    assert "The whole text." == rows[1][-1] == document["alerts"][0]["body"]
    assert rows[0] == [*document["alerts"][0]]
    assert 1 == page.locator("#export details").get_by_role("checkbox", checked=True).count()


def test_a_result_too_large_leads_to_the_data(opened: Open) -> None:
    """What would be most of the archive is there as one download already."""
    page = opened("en/search.html")
    page.evaluate(
        "() => { const own = alertSearch.search; alertSearch.search = async (...all) => ({ ...(await own(...all)), total: 5001 }); }"
    )
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")

    expect(page.locator("#export")).to_contain_text("Files of up to 5,000 alerts are made here.")
    expect(page.get_by_role("link", name="Data to download")).to_have_count(1)


def test_the_way_back_from_a_correction(opened: Open) -> None:
    """What was typed can be searched for as it is, and stays so while filters change; other words are free again."""
    page = opened("en/search.html")
    page.evaluate(
        """() => { const own = alertSearch.search; alertSearch.search = async (text, options) => ({ ...(await own(text, options)),
          corrected: options.exact ? [] : [{ word: 'jornalist', suggestion: 'journalist' }] }); }"""
    )
    page.locator("#q").fill("jornalist")
    page.keyboard.press("Enter")
    page.locator("#notices").get_by_role("link", name="jornalist", exact=True).click()
    assert "q=jornalist&exact=1" == address_of(page)
    page.get_by_role("checkbox", name="Update").check()
    expect(page.locator("#chips .chip")).to_have_count(1)
    assert "q=jornalist&kind=update&exact=1" == address_of(page)
    page.locator("#q").fill("other")
    page.keyboard.press("Enter")

    expect(page.locator("#notices")).to_contain_text("Searched for")
    assert "q=other&kind=update" == address_of(page)


SLOWED = """Object.defineProperty(window, 'alertSearch', {
  configurable: true,
  set(engine) {
    const { search } = engine;
    engine.search = (...asked) => new Promise((resolve) => setTimeout(() => resolve(search(...asked)), 400));
    Object.defineProperty(window, 'alertSearch', { value: engine });
  },
});"""
"""JavaScript: answers come when the page has long been there."""


@pytest.mark.parametrize("width", [390, 800])
def test_back_restores_list_and_place(opened: Open, width: int) -> None:
    """From an alert a reader comes back to the same results, as far down as before, on narrow pages too."""
    page = opened("en/search.html#q=journalist&page=2")
    expect(page.locator("#hits > li")).to_have_count(10)
    page.set_viewport_size({"width": width, "height": 500})
    page.mouse.wheel(0, 1800)
    wait_until(page, "scrollY > 1500")
    before = page.evaluate("scrollY")
    page.add_init_script(SLOWED)
    page.goto(page.url.partition("en/search")[0] + "index.html")
    page.go_back()
    expect(page.locator("#hits > li")).to_have_count(10)
    wait_until(page, f"Math.abs(scrollY - {before}) < 60")

    assert "q=journalist&page=2" == address_of(page)


LEFT = [
    ("party art", ["art"], [], "party"),
    ("Peter of Poitiers", ["Poitiers"], ["of"], "Peter"),
    ("profile of Zed", ["Zed"], ["of"], "profile"),
    ('"freedom of speech" Zed', ["Zed"], [], '"freedom of speech"'),
    ("État prière", ["priere"], [], "État"),
]
"""What is asked, the words of it that no alert has, its stop words, and what is left."""


def test_what_is_left_of_a_query(opened: Open) -> None:
    """The words that are found are offered by themselves: without the one that is not, wherever it is a part of others, and without stop words."""
    page = opened("en/search.html")
    page.evaluate(
        """() => { const own = alertSearch.search; alertSearch.search = async (text, options) => {
          const result = await own(text, options);
          return { ...result, ...window.said, words: text.split(' ') }; }; }"""
    )
    for query, missing, ignored, rest in LEFT:
        page.evaluate("(said) => { window.said = said; }", {"missing": missing, "ignored": ignored})
        page.locator("#q").fill(query)
        page.keyboard.press("Enter")
        expect(page.locator("#notices a").first).to_have_text(rest)


def test_a_part_that_fails_can_be_had_again(opened: Open) -> None:
    """What is missing is named, and asked for again; what is of another version asks for the page anew."""
    page = opened("en/search.html#q=broken")
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded: search/en/t-03.js")
    page.evaluate(
        "() => { const own = alertSearch.search; alertSearch.search = (text, options) => own('mended', options); }"
    )
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#status")).to_have_text("137 alerts found")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.goto(page.url.partition("#")[0] + "?again#q=renewed")
    expect(page.get_by_role("alert")).to_contain_text("no longer fits: search/en/manifest.js")
    with page.expect_navigation():
        page.get_by_role("button", name="Reload the page").click()


def test_a_file_that_another_overtakes_is_not_kept(opened: Open) -> None:
    """Who asks for one format and then for another gets the second; of the first, which is then ended, no half is saved as if it were all."""
    page = opened("en/search.html#q=journalist")
    expect(page.locator("#export button")).not_to_have_count(0)
    saved: list[str] = []
    page.on("download", lambda one: saved.append(one.suggested_filename))
    page.evaluate("[...document.querySelectorAll('#export button')].slice(0, 2).forEach(($one) => $one.click())")
    expect(page.locator("#exported")).to_have_text("137 alerts exported")
    page.wait_for_timeout(200)

    assert [".json"] == [Path(name).suffix for name in saved]


def test_what_else_is_offered_fits_what_was_found(opened: Open) -> None:
    """Fewer filters are offered where little is found, other languages for words, none of their near misses is counted, and no page follows the last."""
    page = opened("en/search.html#q=journalist&country=CO")
    expect(page.locator("#elsewhere")).to_contain_text("(")
    expect(page.locator("#wider")).to_be_empty()
    expect(page.locator("#paging a[rel=next]")).to_have_count(1)
    page.goto(page.url.partition("#")[0] + "#q=journalist&page=14")
    expect(page.locator("#hits > li")).to_have_count(7)
    expect(page.locator("#paging a[rel=next]")).to_have_count(0)
    page.goto(page.url.partition("#")[0] + "#country=CO")
    expect(page.locator("#hits > li")).to_have_count(10)
    expect(page.locator("#elsewhere")).to_be_hidden()
    page.goto(page.url.partition("#")[0] + "#q=rare+words")
    expect(page.locator("#elsewhere")).to_contain_text("Français (0)")


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1280), ("fr", "dark", 360)])
def test_axe_finds_nothing_in_any_state(opened: Open, language: str, scheme: str, width: int) -> None:
    """Before a search, with all open, before its counts, with a phrase compared in part, with nothing found, with a part that fails."""
    wrong = {}
    states = (
        "",
        "q=journalist&country=CO&from=2001",
        "q=late+counts",
        "q=%22some+of+it%22+rare",
        "q=nothing+Colombia",
        "q=broken",
    )
    page = opened("index.html", color_scheme=scheme, viewport={"width": width, "height": 800})
    base = page.url.removesuffix("index.html")
    for number, state in enumerate(states):
        page.goto(f"{base}{language}/search.html?{number}#{state}")
        if "country" in state:
            expect(page.locator("#hits > li")).not_to_have_count(0)
            page.evaluate("document.getElementById('filters').open = true")
            page.locator("#map > summary").click()
            expect(page.locator("#map .world a")).not_to_have_count(0)
            page.locator("#map details summary").click()
            page.locator("#export summary").click()
        elif "late" in state:
            expect(page.locator("#hits > li")).to_have_count(10)
            expect(page.locator("#facets")).to_have_attribute("aria-busy", "true")
        elif state:
            wait_until(
                page,
                "document.querySelector('#status, #notices').textContent || document.querySelector('#notices [role=alert]')",
            )
        if found := violations(page):
            wrong[state] = found

    assert {} == wrong
