"""What the search page offers beside results: suggestions, chips, years, other languages, things to keep."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.theme.conftest import Open
from tests.theme.test_in_browser import address_of, violations

pytestmark = pytest.mark.browser


def suggested(page: Page, text: str) -> Locator:
    """Type into the box; return the lines of the list."""
    page.locator("#q").focus()
    page.keyboard.type(text)
    lines = page.get_by_role("listbox").get_by_role("option")
    expect(lines).to_have_count(3)
    return lines


def test_suggestions_by_keyboard(search_page: Page) -> None:
    """Arrows go through the list and back to what was typed, the line is named to the box, and Enter takes it."""
    page = search_page
    lines = suggested(page, "radio co")
    box = page.get_by_role("combobox", name="Words, names, places")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#suggestions-status")).to_have_text("3 suggestions below")
    page.keyboard.press("ArrowUp")
    expect(lines.nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')") is None
    page.keyboard.press("ArrowDown")
    assert "suggestion-0" == page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_have_text("137 alerts found")
    assert "q=radio+congress" == address_of(page)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_suggested_country_becomes_a_filter(search_page: Page) -> None:
    """It leaves the box, and stands among the filters; a name with several words is a phrase, and text."""
    page = search_page
    suggested(page, "radio co").filter(has_text="Colombia").click()
    expect(page.locator("#chips .chip")).to_have_text("Country: Colombia ×")
    assert "q=radio&country=CO" == address_of(page)
    page.locator("#q").fill("")
    suggested(page, "radio co").filter(has_text="El Correo <b>").click()

    expect(page.locator("#q")).to_have_value('radio "El Correo <b>"')


def test_what_is_typed_is_expected(search_page: Page) -> None:
    """Finished words are told to the engine when they are, the last one after a pause; what fails of that is no error."""
    page = search_page
    page.evaluate("document.querySelector('input[name=lang][value=fr]').checked = true")
    page.locator("#q").focus()
    page.keyboard.type("broken radio c")
    page.wait_for_timeout(400)
    page.keyboard.press("Backspace")
    page.keyboard.press("Space")

    told = page.evaluate(
        "window.asked.filter(({ expected }) => expected).map(({ expected, options }) => [expected, options.isWhole])"
    )
    assert ["broken ", "broken radio ", "broken radio "] == [text for text, is_whole in told if is_whole]
    # On a busy machine there are pauses between other keys as well.
    assert "broken radio c" in [text for text, is_whole in told if not is_whole]
    brief = "window.asked.filter(({ expected }) => expected === 'broken radio c').map(({ options }) => options.isBrief)"
    assert [True, False] == page.evaluate(brief)
    assert ["en", "fr"] == page.evaluate("window.asked.find(({ expected }) => expected).options.languages")


def test_suggestions_are_not_in_the_way(search_page: Page) -> None:
    """Enter searches what is typed; Escape closes the list and keeps the text, and then empties the box; Tab leaves."""
    page = search_page
    suggested(page, "radio co")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("radio co")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    suggested(page, "co")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("137 alerts found")
    assert "q=co" == address_of(page)
    page.locator("#q").fill("")
    suggested(page, "co")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_typing(opened: Open, scheme: str) -> None:
    """The open list with a chosen line, and the table of years, are accessible."""
    page = opened("en/search.html#q=journalist&country=CO&year=2000", color_scheme=scheme)
    expect(page.locator("#timeline .bars a")).not_to_have_count(0)
    page.locator("#timeline summary").click()
    page.locator("#q").fill("")
    suggested(page, "co")
    page.keyboard.press("ArrowDown")

    assert [] == violations(page)


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_while_typing(opened: Open, width: int) -> None:
    """The list is as wide as the box."""
    page = opened("fr/search.html#q=journalist&country=CO&country=CD", viewport={"width": width, "height": 640})
    expect(page.locator("#hits > li")).not_to_have_count(0)
    page.locator("#q").fill("")
    suggested(page, "co")

    assert width == page.evaluate("document.documentElement.scrollWidth")


def test_a_phone_shows_results_before_filters(opened: Open) -> None:
    """What an address filters by stands above the hits and can be taken away there; the list of all filters is opened when wanted."""
    page = opened("en/search.html#q=journalist&country=CO", viewport={"width": 390, "height": 800})
    chip = page.locator("#chips").get_by_role("link")

    expect(chip).to_have_count(1)
    expect(chip).to_be_visible()
    expect(page.locator("#filters")).not_to_have_attribute("open", "")
    page.locator("#filters > summary").click()
    expect(page.locator("#filters")).to_have_attribute("open", "")


@pytest.mark.parametrize("change", ["sort=oldest", "lang=fr"])
def test_a_phone_shows_what_no_chip_tells(opened: Open, change: str) -> None:
    """Another order or language than usual is told by the filters alone, which are open then."""
    page = opened(f"en/search.html#q=journalist&{change}", viewport={"width": 390, "height": 800})

    expect(page.locator("#filters")).to_have_attribute("open", "")


def test_chips_take_filters_away(search_page: Page) -> None:
    """Each filter is a chip with a name, and a click takes it away alone."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Americas").check()
    page.get_by_role("checkbox", name="Update").check()
    expect(page.locator("#chips .chip")).to_have_text(["Region: Americas ×", "Kind of text: Update ×"])
    page.get_by_role("link", name="Remove: Region: Americas").click()

    expect(page.locator("#chips .chip")).to_have_text(["Kind of text: Update ×"])
    assert "q=journalist&kind=update" == address_of(page)


def test_years_by_keyboard(search_page: Page) -> None:
    """The bars are one stop; arrows, Home and End move, Enter filters; the other years stay; the table has the same figures."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    bars = page.locator("#timeline .bars a")
    expect(bars).to_have_count(25)
    assert 1 == page.locator('#timeline .bars a[tabindex="0"]').count()
    bars.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(23)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#status")).to_have_text("5 alerts found")
    assert "q=journalist&year=2018" == address_of(page)
    expect(bars).to_have_count(25)
    expect(page.locator('#timeline .bars a[aria-current="true"]')).to_have_attribute("aria-label", "2018: 5 alerts")
    page.locator("#timeline summary").click()
    expect(page.locator("#timeline tbody tr")).to_have_count(25)


def test_years_stand_in_order_of_time(opened: Open) -> None:
    """Not by their counts."""
    page = opened("en/search.html#q=journalist")
    years = page.locator("#facet-year .pick > span:nth-of-type(1)")
    expect(years).to_have_count(8)

    found = years.all_inner_texts()
    assert sorted(found, reverse=True) == found


def test_other_languages_have_counts(opened: Open) -> None:
    """What was searched in one language is one click away in those that have something."""
    page = opened("en/search.html#q=nothing")
    expect(page.locator("#elsewhere")).to_have_text(
        "In other languages: Français (137) · Español (0) · Search in all languages"
    )
    page.get_by_role("link", name="Français (137)").click()

    assert "q=nothing&lang=fr" == address_of(page)
    expect(page.locator("#status")).to_have_text("137 alerts found")


def test_other_languages_leave_no_gap(opened: Open) -> None:
    """Links to them stand with the results, before anything is counted, and their counts move nothing; where there is none to search in, no room is kept."""
    page = opened("en/search.html#q=radio", viewport={"width": 360, "height": 740})
    page.evaluate(
        """() => {
          window.moves = 0;
          new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.moves += one.value; })
            .observe({ type: 'layout-shift', buffered: false });
          const { search } = window.alertSearch;
          window.alertSearch.search = async (text, options) => {
            if (options.exact && !options.limit) await new Promise((resolve) => { window.count = resolve; });
            return search(text, options);
          };
        }"""
    )
    page.fill("#q", "nothing radio")
    page.press("#q", "Enter")
    elsewhere = page.locator("#elsewhere")
    expect(elsewhere).to_have_text("In other languages: Français · Español · Search in all languages")
    page.wait_for_timeout(600)  # what comes sooner after a key is not counted as a move
    before = page.evaluate("window.moves")
    for _ in ("fr", "es"):
        page.wait_for_timeout(50)
        page.evaluate("window.count()")
    expect(elsewhere).to_have_text("In other languages: Français (137) · Español (0) · Search in all languages")
    assert before == page.evaluate("window.moves")

    page.goto(page.url.partition("#")[0] + "#q=radio&lang=en&lang=fr&lang=es")
    expect(page.locator("#status")).to_contain_text("found")
    expect(elsewhere).to_be_hidden()


def test_nothing_found_leads_on(opened: Open) -> None:
    """The word that fails is named, the rest is one click away, and so are the pages that the query names."""
    page = opened("en/search.html#q=radio+(nothing)+Colombia+2005")
    notices = page.locator("#notices")

    expect(notices).to_contain_text("No alert has: nothing.")
    expect(notices.get_by_role("link", name="Colombia", exact=True)).to_have_attribute(
        "href", re.compile("countries/cd.html$")
    )
    expect(notices.get_by_role("link", name="2005", exact=True)).to_have_attribute(
        "href", re.compile("countries/cd/2005.html$")
    )
    notices.get_by_role("link", name="radio Colombia 2005").click()
    expect(page.locator("#status")).to_have_text("137 alerts found")


def test_a_phrase_that_is_nowhere_can_be_taken_apart(opened: Open) -> None:
    """Its words are one click away, without quotes and distance."""
    page = opened("en/search.html#q=radio+“so+nothing”~5")
    apart = page.locator("#notices p", has_text="one by one")

    expect(apart.get_by_role("link")).to_have_text("radio so nothing")
    apart.get_by_role("link").click()
    expect(page.locator("#notices")).to_contain_text("No alert has: nothing.")


def test_the_words_go_on_to_the_alert(opened: Open) -> None:
    """The address of a result marks its words there, without a script."""
    page = opened("en/search.html#q=journalist")
    first = page.locator("#hits h3 a").first

    expect(first).to_have_attribute(
        "href", page.evaluate("alertSearch.root") + "en/alerts/2003/a.html#:~:text=journalist"
    )


def test_link_and_citation_are_copied(search_page: Page) -> None:
    """Into the clipboard, or into a field to copy from; a citation has the query, the filters, the state and the address."""
    page = search_page
    page.locator("#q").fill("journalist")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Update").check()
    expect(page.locator("#status")).to_have_text("34 alerts found")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#copied")).to_have_value(page.url)
    assert page.url == page.evaluate("getSelection().toString() || document.activeElement.value")
    page.get_by_role("button", name="Cite this search").click()

    expect(page.locator("#copied")).to_have_value(
        re.compile(
            r"^Free Expression Alerts Archive, search for: journalist, Update\. 34 alerts found, \d+ \w+ \d{4}; "
            r"state of the index: en-0123456789\. .*q=journalist&kind=update$"
        )
    )


def test_searches_are_saved_and_exported(search_page: Page, tmp_path: Path) -> None:
    """A saved search is there after a reload, leads back, leaves as JSON, and can be removed."""
    page = search_page
    page.locator("#q").fill("radio <b>")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_role("button", name="Save this search").click()
    expect(page.locator("#kept")).to_have_text("Saved in this browser.")
    page.reload()
    page.locator("#saved summary").click()
    expect(page.locator("#saved-list a")).to_have_text("radio <b>")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as JSON").click()
    download.value.save_as(tmp_path / "searches.json")
    (kept,) = json.loads((tmp_path / "searches.json").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Remove: radio <b>").click()

    assert ("radio <b>", "q=radio+%3Cb%3E") == (kept["name"], kept["query"])
    assert kept["address"].endswith("q=radio+%3Cb%3E")
    expect(page.locator("#saved")).to_be_hidden()


def test_the_nearest_feed(opened: Open) -> None:
    """One country has its own feed; else it is that of everything."""
    page = opened("en/search.html#q=journalist&country=CO")
    expect(page.get_by_role("link", name="Feed: Colombia")).to_have_attribute(
        "href", re.compile("en/feeds/countries/co.atom$")
    )
    page.get_by_role("link", name="Remove: Country: Colombia").click()

    expect(page.get_by_role("link", name="Feed of all new alerts")).to_have_attribute(
        "href", re.compile("en/feeds/all.atom$")
    )


def test_hits_do_not_wait_for_counts(opened: Open) -> None:
    """They are there and can be used while counts are loaded; nothing moves them when these come."""
    page = opened("en/search.html#q=late+counts")
    hits = page.locator("#hits li")
    expect(hits).to_have_count(10)
    expect(page.locator("#status")).to_have_text("137 alerts found")
    expect(page.locator("#timeline")).to_be_visible()
    assert "true" == page.locator("#facets").get_attribute("aria-busy")
    assert page.locator("#results").get_attribute("aria-busy") is None
    page.locator("#hits a").first.focus()
    before = hits.first.bounding_box()
    page.evaluate("window.arrive()")
    expect(page.locator("#facet-country")).to_be_visible()

    assert before == hits.first.bounding_box()
    assert page.locator("#facets").get_attribute("aria-busy") is None
    assert page.evaluate("document.activeElement === document.querySelector('#hits a')")
    expect(page.locator("#map")).to_be_visible()


def test_counts_of_an_earlier_search_do_not_come_late(opened: Open) -> None:
    """Who has searched for something else meanwhile sees the counts of that."""
    page = opened("en/search.html#q=late+counts")
    expect(page.locator("#hits li")).to_have_count(10)
    page.locator("#q").fill("radio")
    page.keyboard.press("Enter")
    expect(page.locator("#facet-country")).to_be_visible()
    page.evaluate("window.arrive()")

    expect(page.locator("#q")).to_have_value("radio")
    assert page.locator("#facets").get_attribute("aria-busy") is None


def test_choosing_a_year_keeps_the_keyboard_there(opened: Open) -> None:
    """The drawing stays while the search is narrowed, the year is the one that has the focus, and no list jumps."""
    page = opened("en/search.html#q=radio")
    years = page.locator("#timeline .bars a")
    expect(years).to_have_count(25)
    page.evaluate(
        """() => {
          window.gone = 0;
          const look = () => { if (document.getElementById('timeline').hidden || document.querySelectorAll('#facet-year label').length < 8) window.gone += 1; };
          new MutationObserver(look).observe(document.querySelector('.findings'), { childList: true, subtree: true, attributes: true });
        }"""
    )
    years.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator("#chips .chip")).to_have_text("Year: 1996 ×")
    expect(page.locator("#timeline .bars a[aria-current]")).to_be_focused()
    expect(years).to_have_count(25)
    assert 0 == page.evaluate("window.gone")
